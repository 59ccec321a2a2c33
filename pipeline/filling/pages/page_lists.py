"""The lists of a Word document: where each level stands and which label it prints.

In: the numbering part. Out: a `Level` by its list's number and its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from pipeline.filling.pages.page_values import indents, value
from pipeline.ooxml.dialect import w

_PARAGRAPH = w("pPr")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its indents and the label that stands before the text. `after` is "tab", "space" or ""."""

    left: float = 0.0
    first: float = 0.0
    label: str = ""
    after: str = "tab"


class Lists:
    """The levels of the document's lists."""

    def __init__(self, numbering: etree._Element | None) -> None:
        self._found: dict[tuple[str, str], Level] = {}
        self._abstract: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        if numbering is not None:
            self._abstract = {item.get(w("abstractNumId")) or "": item for item in numbering.iter(w("abstractNum"))}
            self._lists = {item.get(w("numId")) or "": item for item in numbering.iter(w("num"))}

    def level(self, number: str, depth: str) -> Level | None:
        """A level by its list's number and its own."""
        if number not in self._lists:
            return None
        key = (number, depth)
        if key not in self._found:
            item = self._lists[number]
            abstract = self._abstract.get(value(item, w("abstractNumId")))
            candidates = (
                *item.iterfind(f"{w('lvlOverride')}/{w('lvl')}"),
                *(abstract.iterchildren(w("lvl")) if abstract is not None else ()),
            )
            written = next((part for part in candidates if part.get(w("ilvl")) == depth), None)
            self._found[key] = Level() if written is None else _level(written)
        return self._found[key]


def _level(written: etree._Element) -> Level:
    indent = written.find(f"{_PARAGRAPH}/{w('ind')}")
    found = indents(indent) if indent is not None else {}
    after = value(written, w("suff")) or "tab"
    label = value(written, w("lvlText"))
    return Level(found.get("left", 0.0), found.get("first", 0.0), label, "" if after == "nothing" else after)
