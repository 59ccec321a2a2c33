"""How an organisation's documents look: its brand, its logo and its own templates, read and checked together.

In: a project. Out: a `Design`, with every fault that can be told before anything is made.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from pipeline.language import LANGUAGES
from pipeline.ooxml.clashes import mended
from pipeline.runs.brand import read_brand
from pipeline.runs.logo import read_logo
from pipeline.runs.project import BRAND, TEMPLATES, Project, Source, document_of, own_file, with_language
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Picture
from pipeline.vocabulary.findings import Finding, Place, Term
from pipeline.vocabulary.model import Language


@dataclass(frozen=True, slots=True)
class Design:
    """What documents are dressed in. `logo` is the one for the ground that covers and decks stand on."""

    brand: Brand
    logo: Picture | None

    def logo_in(self, language: Language, *, main: bool) -> Picture | None:
        """The logo with the brand's words for it in a language; without them "", and the report's own are used."""
        if self.logo is None:
            return None
        own = getattr(self.brand, f"logo_alt_{language}")
        return replace(self.logo, alt=own or (self.brand.logo_alt if main else ""))


def read_design(
    project: Project, documents: Collection[str] = TEMPLATES, *, of_documents: bool = False
) -> tuple[Design, tuple[Finding, ...]]:
    """The design of a project, with the faults of its own templates among `documents`.

    With `of_documents` those are left out that are told of the documents themselves once they are made.
    """
    own = project.brand.path if project.brand else own_file(BRAND)
    brand, findings = read_brand(own, project.brand.shown if project.brand else f"templates/{BRAND}")
    logo, told = read_logo(project, brand)
    findings += told
    readable = mended(brand)  # a faint colour has been told of the brand: not again at each place of a template
    for name, source in project.templates.items():
        if document_of(name) not in documents:
            continue
        if rivals := project.rivals.get(name):
            names = ", ".join(item.path.name for item in (source, *rivals))
            findings += (Finding("TP026", Place(source.shown), {"names": names}),)
        else:
            findings += _faults(source, readable, of_documents=of_documents)
    return Design(brand, logo), findings


def _faults(template: Source, brand: Brand, *, of_documents: bool) -> tuple[Finding, ...]:
    from pipeline.runs.templates import check_template

    return check_template(template.path, template.shown, brand, of_documents=of_documents).findings


def of_no_language(project: Project, languages: Collection[Language]) -> tuple[Finding, ...]:
    """Templates made for a language in which the workbook makes no documents: told, since they serve nothing."""
    idle = {
        with_language(document, language): language
        for document in TEMPLATES
        for language in LANGUAGES
        if language not in (languages or ("fi",))
    }
    return tuple(
        Finding("TP027", Place(source.shown), {"language": Term(f"language.{idle[name]}")})
        for name, source in project.templates.items()
        if name in idle
    )
