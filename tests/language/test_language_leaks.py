"""No word of another language stands anywhere in a document: not in its texts, nor in what Word and PowerPoint show of it.

A document of a workbook whose own texts are all "Xx" may hold only words of its language's catalogs and data.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from catalog_reading import CATALOGS, SOURCE, catalog
from document_texts import Found, document_texts, languages

from models import example_roadmap, example_survey
from pipeline.language import LANGUAGES, TAGS
from pipeline.report.part_names import part_names
from pipeline.runs.build import make_documents
from pipeline.runs.designs import Design
from pipeline.runs.options import Options
from pipeline.runs.project import Project, Source
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Picture
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Language, Time

KEPT = {"id", "background", "perspective", "means", "goal", "parent", "supports", "statutes", "predecessors", "perspectives", "kind", "phase", "scope", "status", "basis", "compass", "language", "languages"}  # fmt: skip
"""Fields that hold keys, not texts."""
OFFICE = """
    Calibri Carlito Digitiekartta Microsoft Office Word PowerPoint Excel Normal General Sheet Arial Cambria Times New Roman Wingdings Symbol Courier
    Widescreen Body Text Default Paragraph Font No List Table Title Subtitle Strong Emphasis Hyperlink FollowedHyperlink heading
    header footer caption toc TOC Heading annotation page number line SEQ ARABIC PAGE PAGEREF NUMPAGES HYPERLINK MERGEFORMAT
    NORMAL STYLEREF REF Slide slidemaster docx pptx Props Custom
    compatibilityMode overrideTableStyleFontSizeAndJustification enableOpenTypeFeatures doNotFlipMirrorIndents
    differentiateMultirowTableHeaders useWord2013TrackBottomHyphenation allowHyphenationAtTrackBottom
"""
"""What Office itself writes, the same in all languages: its own names of styles, parts, fields and fonts."""
READ = {"t", "v"}, {"descr", "title", "tooltip"}
"""Where people read: elements of running text and of charts' texts, attributes of alternative texts. Office writes nothing there."""
SIGNS = {"true", "false", "xx", "t", "tp", "n", "h", "m", "ks", "digitiekarttatyokirja", "xlsx"}
QUARTERS = {"fi": {"ii", "iii", "iv"}, "sv": {"kv"}, "en": set[str]()}
"""How a quarter is written in each language."""
WORD = re.compile(r"[^\W\d_]{2,}")
LOGO = Picture(b"\x89PNG", "image/png", 40, 10, "")


def words_of(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


@cache
def vocabulary(language: Language) -> frozenset[str]:
    """Every word that a document in a language may hold whatever the workbook says."""
    own = {text for name in CATALOGS for texts in catalog(language, name).values() for text in texts}
    numbers = catalog(language, "numbers")
    own |= {month.removesuffix(numbers["month"][0]) for month in numbers["months"]}
    own |= {numbers["said.month"][0].format(month=month, year="") for month in numbers["months"]}
    own |= {" ".join(name for name in names.values()) for names in part_names(language).values()}
    known = set().union(*(words_of(re.sub(r"\{\w*:?|[}|#]", " ", text)) for text in own))
    return frozenset(known | set(data_words(language)) | SIGNS | QUARTERS[language])


@cache
def data_words(language: Language) -> frozenset[str]:
    """Words of the data files' texts in a language: perspectives, levels, statutes, the national frame."""
    found: set[str] = set()
    for path in (SOURCE / "data").glob("*.toml"):
        if path.stem in ("perspectives", "framework"):
            for key, text in _dated(tomllib.loads(path.read_text(encoding="utf-8"))):
                if key in (language, f"short_{language}", f"name_{language}", f"inessive_{language}", "number"):
                    found |= words_of(text)
    return frozenset(found)


def _dated(entry: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(entry, dict):
        for name, value in entry.items():
            yield from _dated(value, name)
    elif isinstance(entry, list):
        for value in entry:
            yield from _dated(value, key)
    else:
        yield key, str(entry)


def neutral(value: Any, key: str = "") -> Any:
    """A model whose texts and sheets are all "Xx": the language's own words are all that is left."""
    if isinstance(value, Place):
        return replace(value, sheet="Xx")
    if is_dataclass(value) and not isinstance(value, Time):
        changed = {field.name: neutral(getattr(value, field.name), field.name) for field in fields(value)}
        return replace(value, **changed)  # type: ignore[type-var]
    if isinstance(value, Mapping):
        return {name: neutral(item, key) for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(neutral(item, key) for item in value)
    return "Xx" if isinstance(value, str) and value and key not in KEPT else value


@cache
def neutral_documents(language: Language, *, dark: bool = False) -> dict[str, bytes]:
    roadmap, survey = neutral(example_roadmap()), neutral(example_survey())
    roadmap = replace(roadmap, language=language, organisation=replace(roadmap.organisation, languages=(language,)))
    project = Project("x", Path(), Source(Path(), "x.xlsx"))
    design = Design(Brand(dark_cover=dark), None if dark else LOGO)
    documents, findings = make_documents(project, roadmap, survey, design, Options())
    assert len(documents) == 3, findings
    return documents


def strangers(data: bytes, known: frozenset[str]) -> set[tuple[str, Found]]:
    """Words that don't belong in a document, each with where it stands."""
    offices = known | words_of(OFFICE)
    return {
        (word, found)
        for found in document_texts(data)
        for word in words_of(found.text) - (known if is_read(found) else offices)
    }


def is_read(found: Found) -> bool:
    """Whether a text is one that people read, not a name that Office keeps."""
    element, _, attribute = found.place.partition("@")
    return attribute in READ[1] if attribute else element in READ[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_documents_hold_words_of_their_language_only(language: Language, dark: bool) -> None:
    for name, data in neutral_documents(language, dark=dark).items():
        assert strangers(data, vocabulary(language)) == set(), name


@pytest.mark.parametrize(("language", "other"), [("sv", "fi"), ("en", "fi"), ("fi", "sv"), ("sv", "en")])
def test_words_of_another_language_are_found(language: Language, other: Language) -> None:
    """The detector can fail: a document in one language is full of strangers to another."""
    for data in neutral_documents(other).values():
        found = strangers(data, vocabulary(language))
        assert len({word for word, _ in found}) > 60
        assert {"styles", "slideLayout"} & {part for _, text in found for part in re.findall(r"[A-Za-z]+", text.part)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_says_the_documents_language(language: Language) -> None:
    for name, data in neutral_documents(language).items():
        tags = {found.text for found in languages(data) if found.place != "lang@bidi"}
        assert tags == {TAGS[language]}, name
