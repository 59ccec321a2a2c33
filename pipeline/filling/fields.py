"""Word's fields with stored results: captions and pages are numbered here, so that nobody has to press F9.

In: the tree of a rendered document. Out: the same tree, each SEQ and PAGEREF field's result in step with its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.ooxml.dialect import w

_SEQUENCE = re.compile(r"\s*SEQ\s+(\S+)", re.IGNORECASE)
_PAGE = re.compile(r"\s*PAGEREF\s+(\S+)", re.IGNORECASE)


@dataclass(slots=True)
class Field:
    """One complex field: its instruction, its first and last run, and the runs that show its stored result."""

    begin: etree._Element
    end: etree._Element
    instruction: str = ""
    separated: bool = False
    results: list[etree._Element] = field(default_factory=list)


def fields(root: etree._Element) -> Iterator[Field]:
    """The complex fields in the order of their ends; nested ones come before what holds them."""
    stack: list[Field] = []
    for run in root.iter(w("r")):
        for mark in run.iter(w("fldChar"), w("instrText"), w("t")):
            if mark.tag == w("t"):
                _add_result(stack, run)
            elif mark.tag == w("instrText"):
                _add_instruction(stack, mark.text or "")
            elif mark.get(w("fldCharType")) == "begin":
                stack.append(Field(run, run))
            elif stack and mark.get(w("fldCharType")) == "separate":
                stack[-1].separated = True
            elif stack:
                stack[-1].end = run
                yield stack.pop()


def _add_result(stack: list[Field], run: etree._Element) -> None:
    for item in stack:
        if item.separated:
            item.results.append(run)


def _add_instruction(stack: list[Field], text: str) -> None:
    if stack:
        stack[-1].instruction += text


def number_captions(root: etree._Element) -> None:
    """Numbers the SEQ fields, each sequence from one."""
    counts: Counter[str] = Counter()
    for found in fields(root):
        match = _SEQUENCE.match(found.instruction)
        if match and found.results:
            counts[match.group(1)] += 1
            _show(found.results, str(counts[match.group(1)]))
    for simple in root.iter(w("fldSimple")):
        match = _SEQUENCE.match(simple.get(w("instr")) or "")
        runs = list(simple.iter(w("r")))
        if match and runs:
            counts[match.group(1)] += 1
            _show(runs, str(counts[match.group(1)]))


def number_pages(root: etree._Element, pages: Callable[[], Mapping[str, str]]) -> None:
    """Writes the pages of bookmarks into the PAGEREF fields that point to them; others keep what they show.

    `pages` is asked only when there are such fields.
    """
    asked = [(found.instruction, found.results) for found in fields(root)]
    asked += [(simple.get(w("instr")) or "", list(simple.iter(w("r")))) for simple in root.iter(w("fldSimple"))]
    pointing = [(match.group(1), results) for code, results in asked if (match := _PAGE.match(code))]
    known = pages() if pointing else {}
    for bookmark, results in pointing:
        if results and bookmark in known:
            _show(results, known[bookmark])


def _show(runs: list[etree._Element], text: str) -> None:
    for place, run in enumerate(runs):
        for item in run.iter(w("t")):
            item.text = text if place == 0 else ""
