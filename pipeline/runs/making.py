"""One document of one template and what it may say: filled in, checked for accessibility, with its trace.

In: a template, a `Context`, a brand, a language. Out: the document's bytes, None when it can't be made, and findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from pipeline.language import Words, words
from pipeline.runs.project import Project, Source, own_file
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Context
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Language

if TYPE_CHECKING:
    from pipeline.filling.fitting.continuing import SlideWords
    from pipeline.filling.rendering import Filled

_NAMED_ROWS = 4


def own_template(name: str) -> Source:
    """The program's own template of a document."""
    return Source(own_file(name), f"templates/{name}")


def template_for(project: Project, name: str, language: Language) -> Source:
    """The organisation's own template of a document where it has one, else the program's."""
    return project.template(name, language) or own_template(name)


def make(
    target: str, template: Source, names: Context, brand: Brand, language: Language
) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The document `target` that the template becomes with these names."""
    from pipeline.accessibility import check_document
    from pipeline.filling.renaming import PartNames
    from pipeline.filling.rendering import render_template
    from pipeline.report.part_names import part_names
    from pipeline.runs.told_once import beside_the_brands

    say = words(language)
    filled = render_template(
        template.path.read_bytes(),
        template.shown,
        names,
        brand=brand,
        language_tag=say.tag,
        slide_words=_slide_words(say),
        part_names=PartNames(**part_names(language)),
    )
    if filled.document is None or filled.package is None:
        return None, filled.findings
    told = beside_the_brands(check_document(filled.package, target), brand)
    return _traced(filled), (*filled.findings, *told)


def _traced(filled: Filled) -> bytes:
    """The document, which carries what a later merge must know of its making: for each block the workbook's cells."""
    from pipeline.merging.trace import traced

    cells: dict[tuple[str, str], tuple[Place, ...]] = {}
    for block in filled.blocks:
        if block.anchor:
            place = block.part, block.anchor
            cells[place] = (*cells.get(place, ()), *map(_nameless, block.cells))
    return traced(filled.package, cells) if filled.package is not None else b""


@lru_cache(maxsize=4096)
def _nameless(place: Place) -> Place:
    """A cell without its file's folders, which are nobody's business where the document goes."""
    return Place(PurePath(place.file).name, place.sheet, place.cell)


def _slide_words(say: Words) -> SlideWords:
    """What is said when a slide goes on."""
    from pipeline.filling.fitting.continuing import SlideWords

    return SlideWords(
        partial(_continued, say, "continued"),
        say.text("deck", "continued_notes"),
        say.text("deck", "continued_row"),
        partial(_continued, say, "continued_notes_of"),
    )


def _continued(say: Words, key: str, rows: Sequence[str]) -> str:
    """What a slide's source line, or the next one's notes, say of the rows that go on there."""
    return say.text("deck", key, items=say.join(rows)) if len(rows) <= _NAMED_ROWS else ""
