"""An Office file as the rules of accessibility look at it, and what they say of it.

In: a package. Out: its stories, tables and letters, each read once; `Fault`s become findings with a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from pipeline.ooxml.contrast import letters_of
from pipeline.ooxml.contrast.letters import Grounds, Letters
from pipeline.ooxml.contrast.slide_grounds import Stage
from pipeline.ooxml.contrast.slide_letters import SlideLetters
from pipeline.ooxml.contrast.word_letters import WordLetters
from pipeline.ooxml.dialect import ALTERNATIVES, FALLBACK, WORD, Dialect, a, w
from pipeline.ooxml.headings import Heading, HeadingStyle, heading_styles, headings
from pipeline.ooxml.package import Package
from pipeline.ooxml.text import text_of
from pipeline.ooxml.whereabouts import Anchor, Told, Whereabouts, path_of, word_stories
from pipeline.ooxml.word_styles import WordStyles, inside
from pipeline.vocabulary.findings import Finding, FindingValue, Place, Term
from pipeline.vocabulary.quoting import begun

_SILENT = re.compile(r"\{[%#].*?[%#]\}", re.DOTALL)
_TEXTS = (w("t"), a("t"))
_SHOWN = (*_TEXTS, *(w(name) for name in ("drawing", "pict", "object", "sym", "instrText")), a("fld"))
_LAYERED = (w("txbxContent"), w("moveFrom"))
"""With these, not all text under a paragraph is its own."""
_LONG = 2000
MOST_OF_A_CODE = 25
"""Findings of one code in one file; whoever mends these finds the rest on the next run."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule saw: a code, the spot, and the values of its words.

    Faults of one code with the same `alike` (not None) are told once, at the first spot, with their `count`.
    """

    code: str
    part: str
    element: etree._Element | None
    values: Mapping[str, FindingValue] = field(default_factory=dict)
    alike: object = None
    count: int = 1


class Cell(NamedTuple):
    """A cell of a table: its text, and whether it shows anything, a drawing maybe."""

    element: etree._Element
    text: str
    says: bool


class Grid(NamedTuple):
    """A table of a part with its rows of cells."""

    part: str
    table: etree._Element
    rows: tuple[tuple[Cell, ...], ...]


class Reading:
    """One Word or PowerPoint file. `of_template`: its texts still hold tags, and its charts the designer's figures."""

    def __init__(self, package: Package, name: str, *, of_template: bool = False) -> None:
        self.package = package
        self.name = name
        self.of_template = of_template
        self.at = Whereabouts(package)

    @property
    def dialect(self) -> Dialect:
        """The names of the program that the file is of."""
        return self.at.dialect

    @property
    def main(self) -> str:
        """The part with the document's text, or the presentation."""
        return self.at.main

    @cached_property
    def stories(self) -> tuple[str, ...]:
        """The parts that people read: slides, or the body and then headers, footers and notes."""
        parts = word_stories(self.package, self.main) if self.dialect is WORD else self.at.slides
        return tuple(part for part in dict.fromkeys(parts) if part in self.package.parts)

    def part(self, kind: str) -> etree._Element | None:
        """The tree of the part that the main part knows as `kind`."""
        found = [item.target for item in self.package.related(self.main, kind) if item.target in self.package.parts]
        return self.at.tree(found[0]) if found else None

    @cached_property
    def styles(self) -> etree._Element | None:
        """Word's styles."""
        return self.part("styles")

    @cached_property
    def chains(self) -> WordStyles:
        """Word's styles with what they are based on."""
        return WordStyles(self.styles)

    @cached_property
    def letters(self) -> tuple[Letters, ...]:
        """All letters with their looks."""
        return tuple(self._walk)

    @cached_property
    def _walk(self) -> WordLetters | SlideLetters:
        return letters_of(self.at)

    def under_drawing(self, paragraph: etree._Element | None) -> Grounds:
        """What a drawing in a paragraph of Word stands on."""
        known = self._walk.drawings if self.letters and isinstance(self._walk, WordLetters) else {}
        return known.get(paragraph) if paragraph is not None else None

    def on_slide(self, part: str) -> Stage | None:
        """A slide on its layout and master."""
        return self._walk.stage(part) if isinstance(self._walk, SlideLetters) else None

    @cached_property
    def texts(self) -> Mapping[str, tuple[tuple[etree._Element, str], ...]]:
        """Each story's paragraphs with their text, but for what only older programs show."""
        return {part: tuple(self._texts(part)) for part in self.stories}

    def _texts(self, part: str) -> Iterator[tuple[etree._Element, str]]:
        root = self.at.tree(part)
        plain = next(root.iter(ALTERNATIVES, *_LAYERED), None) is None
        text = self.dialect.text
        for paragraph in root.iter(self.dialect.paragraph):
            if plain:
                yield paragraph, "".join([item.text or "" for item in paragraph.iter(text)])
            elif not is_fallback(paragraph):
                yield paragraph, text_of(paragraph, self.dialect)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of a Word document that say something."""
        return tuple(headings(self.at.tree(self.main), self.heading_styles, None))

    @cached_property
    def heading_styles(self) -> Mapping[str, HeadingStyle]:
        """What each of Word's styles says of headings."""
        return heading_styles(self.styles)

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """The tables with their cells."""
        return tuple(Grid(part, table, tuple(_rows(self.dialect, table))) for part, table in self.tables)

    @cached_property
    def tables(self) -> tuple[tuple[str, etree._Element], ...]:
        """Each table with its part."""
        return tuple((part, table) for part in self.stories for table in self.at.tree(part).iter(self.dialect.table))


def _rows(dialect: Dialect, table: etree._Element) -> Iterator[tuple[Cell, ...]]:
    rows = inside(table, dialect.row) if dialect is WORD else table.iterchildren(dialect.row)
    for row in rows:
        cells = inside(row, dialect.cell) if dialect is WORD else row.iterchildren(dialect.cell)
        yield tuple(_cell(cell) for cell in cells)


def _cell(cell: etree._Element) -> Cell:
    texts, more = [], False
    for item in cell.iter(*_SHOWN):
        if item.tag in _TEXTS:
            texts.append(item.text or "")
        else:
            more = True
    text = "".join(texts).strip()
    return Cell(cell, text, more or bool(text))


Rule = Callable[[Reading], Iterator[Fault]]


def tell(reading: Reading, rules: Iterable[Rule]) -> tuple[Told, ...]:
    """What the rules find, in their order; what is alike once, and of each code no more than anyone would read."""
    faults: dict[tuple[str, object], list[Fault]] = {}
    for rule in rules:
        for number, fault in enumerate(rule(reading)):
            key = (fault.code, (rule, number) if fault.alike is None else fault.alike)
            faults.setdefault(key, []).append(fault)
    told: list[Told] = []
    of_code: dict[str, int] = {}
    for (code, _), same in faults.items():
        of_code[code] = of_code.get(code, 0) + 1
        if of_code[code] <= MOST_OF_A_CODE:
            told.append(_told(reading, same))
    return tuple(told)


def _told(reading: Reading, same: list[Fault]) -> Told:
    first = same[0]
    values = {name: _quoted(value) for name, value in first.values.items()}
    if first.alike is not None:
        values["count"] = sum(item.count for item in same)
    where = "" if first.element is None and not reading.at.slides else reading.at.place(first.part, first.element)
    anchor = Anchor(first.part, () if first.element is None else path_of(first.element))
    return Told(Finding(first.code, Place(reading.name, where), values), anchor)


def _quoted(value: FindingValue) -> FindingValue:
    """A value of a finding: of a long text its beginning."""
    return value if isinstance(value, Term) or not isinstance(value, str) else begun(value)


def is_fallback(element: etree._Element) -> bool:
    """Whether only older programs show an element, in the place of a newer one."""
    return next(element.iterancestors(FALLBACK), None) is not None


def seen(text: str) -> str:
    """A text without the block tags and remarks of a template, which no document shows."""
    return _SILENT.sub("", text[:_LONG]).strip() if "{" in text else text.strip()


def said(text: str) -> str:
    """A text as findings quote it: in one line, "–" for none."""
    return " ".join(text.split()) or "–"
