"""Makes the list of changes that can be sent along with the documents.

In: what became of each document, by its file's name, and whose documents they are. Out: the bytes of `muutokset.docx`
in the workbook's main language; the file has one name in every language.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.language import TAGS
from pipeline.report.change_list import Delivery, change_list
from pipeline.report.part_names import part_names
from pipeline.runs.options import AUDIENCES, FOLLOW_UP, FOLLOW_UP_DECK, REGION, REGION_DECK
from pipeline.runs.plans import LIST
from pipeline.runs.project import TEMPLATES, document_of, language_of, own_file
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.changes import DocumentChanges, Merged
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.model import Language

NAME = LIST
_SORTS = {FOLLOW_UP: "follow_up", FOLLOW_UP_DECK: "follow_up_deck", REGION: "region", REGION_DECK: "region_deck"}


def change_list_document(
    merges: Mapping[str, Merged], delivery: Delivery, brand: Brand, language: Language
) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The list of changes as a Word document, and what was noticed when it was made; None when nothing changed.

    `merges` are by the documents' names, in the order that the list tells them in.
    """
    from pipeline.filling.renaming import PartNames
    from pipeline.filling.rendering import render_template

    documents = documents_changed(merges, language)
    if not documents:
        return None, ()
    filled = render_template(
        own_file(NAME).read_bytes(),
        f"templates/{NAME}",
        change_list(documents, delivery, language),
        brand=brand,
        language_tag=TAGS[language],
        part_names=PartNames(**part_names(language)),
    )
    return filled.document, filled.findings


def documents_changed(merges: Mapping[str, Merged], language: Language) -> tuple[DocumentChanges, ...]:
    """The documents that anything became of: for whom each is, and in which language; `language` is the main one."""
    order = list(TEMPLATES)
    found = [
        DocumentChanges(
            name,
            merged.changes,
            merged.edits,
            AUDIENCES.get(document_of(name), ""),
            language_of(name, language),
            _SORTS.get(document_of(name), ""),
        )
        for name, merged in merges.items()
        if document_of(name) and (merged.changes or merged.edits)
    ]
    return tuple(
        sorted(found, key=lambda item: (order.index(document_of(item.name)), item.language != language, item.name))
    )
