"""Whether a document can be read by everyone: the faults that can be told from the file, before it is written.

    reading ─ title, language │ headings, lists │ tables │ pictures, charts │ links │ slides │ colours ─ told

In: a document's bytes. Out: findings. Which criterion of WCAG each rule serves, and what is left to people, stands in
docs/accessibility.md.
"""

from __future__ import annotations

from pipeline.accessibility import (
    charts,
    colours,
    headings,
    languages,
    links,
    margins,
    pictures,
    properties,
    slides,
    spaces,
    tables,
)
from pipeline.accessibility.reading import Reading, Rule, tell
from pipeline.ooxml.dialect import WORD
from pipeline.ooxml.package import Package, read_package
from pipeline.ooxml.whereabouts import Told
from pipeline.vocabulary.findings import Finding

_BOTH: tuple[Rule, ...] = (
    properties.title,
    languages.default,
    languages.tags,
    pictures.undescribed,
    pictures.badly_described,
    tables.headless,
    tables.merged,
    tables.nested,
    tables.blank,
    spaces.typed_lists,
    spaces.blank_paragraphs,
    spaces.runs_of_spaces,
    links.empty_words,
    colours.colour_alone,
    colours.small,
)
_WORD: tuple[Rule, ...] = (headings.order, headings.missing, headings.posing, pictures.floating)
_SLIDES: tuple[Rule, ...] = (slides.titles, slides.reading_order, slides.empty_holders, pictures.silent_shapes)
_OF_DATA: tuple[Rule, ...] = (
    languages.other_language,
    charts.without_table,
    charts.faint_parts,
    colours.faint_letters,
    margins.only_there,
)
"""What a template can't be judged by: its texts are tags, its charts samples, its letters judged by TP016."""


def check_document(document: bytes | Package, name: str) -> tuple[Finding, ...]:
    """The accessibility faults of a .docx or .pptx, open or as it is written; `name` is its file name."""
    package = read_package(document) if isinstance(document, bytes) else document
    return tuple(item.finding for item in check_package(package, name))


def check_package(package: Package, name: str, *, of_template: bool = False) -> tuple[Told, ...]:
    """The accessibility faults of an open .docx or .pptx, each with its spot in the file."""
    reading = Reading(package, name, of_template=of_template)
    own = _WORD if reading.dialect is WORD else _SLIDES
    return tell(reading, (*_BOTH, *own, *(() if of_template else _OF_DATA)))
