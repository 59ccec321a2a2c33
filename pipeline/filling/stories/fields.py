"""Word's fields with stored results: captions and pages are numbered here, so that nobody has to press F9.

In: the tree of a rendered document. Out: the same tree, each SEQ and PAGEREF field's result in step with its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import ALTERNATIVES, FALLBACK, XML_SPACE, w
from pipeline.ooxml.numerals import numeral

_SEQUENCE = re.compile(r"\s*SEQ\s+(\S+)", re.IGNORECASE)
_PAGE = re.compile(r"\s*PAGEREF\s+(\S+)", re.IGNORECASE)
_RESET = re.compile(r"\\r\s*(\d+)", re.IGNORECASE)
_REPEAT = re.compile(r"\\c\b", re.IGNORECASE)
_FORM = re.compile(r"\\\*\s*(\w+)")
_DEEPEST = 20
"""Fields in one another that Word works out; those within show nothing of their own."""
_SIMPLE, _CODE = w("fldSimple"), w("instr")
_LAST_NUMBER = 32_767
"""The highest number that Word counts to."""
_LISTED = {"roman": "Roman", "alphabetic": "Letter"}
"""What lists call the formats of fields."""


@dataclass(slots=True)
class Field:
    """One field: its instruction, its first and last run, and the runs that show its stored result.

    A simple field is one element: its first and its last. `codes` are the elements that the instruction stands in.
    """

    begin: etree._Element
    end: etree._Element
    instruction: str = ""
    separated: bool = False
    results: list[etree._Element] = field(default_factory=list)
    codes: list[etree._Element] = field(default_factory=list)

    def rewrite(self, instruction: str) -> None:
        """Gives the field another instruction."""
        self.instruction = instruction
        if self.begin.tag == _SIMPLE:
            self.begin.set(_CODE, instruction)
        for place, code in enumerate(self.codes):
            code.text = "" if place else instruction
            code.set(XML_SPACE, "preserve")


def fields(root: etree._Element) -> Iterator[Field]:
    """The complex fields in the order of their ends; nested ones come before what holds them."""
    stack: list[Field] = []
    if next(root.iter(w("fldChar")), None) is None:
        return
    for mark in root.iter(w("fldChar"), w("instrText"), w("t")):
        run, kind = mark.getparent(), mark.get(w("fldCharType"))
        if kind == "begin" and run is not None:
            stack.append(Field(run, run))
        elif run is None or not stack:
            continue
        elif mark.tag == w("t"):
            _add_result(stack, run)
        elif mark.tag == w("instrText"):
            _add_instruction(stack, mark)
        elif kind == "separate":
            stack[-1].separated = True
        else:
            stack[-1].end = run
            yield _whole(stack.pop())


def all_fields(root: etree._Element) -> Iterator[Field]:
    """The complex fields, then the simple ones."""
    yield from fields(root)
    for simple in root.iter(_SIMPLE):
        yield Field(simple, simple, simple.get(_CODE) or "", results=list(simple.iter(w("r"))))


def _add_result(stack: list[Field], run: etree._Element) -> None:
    for item in stack[:_DEEPEST]:
        if item.separated:
            item.results.append(run)


def _add_instruction(stack: list[Field], code: etree._Element) -> None:
    if not stack[-1].separated:
        stack[-1].codes.append(code)


def _whole(found: Field) -> Field:
    found.instruction = "".join(code.text or "" for code in found.codes)
    return found


def number_captions(root: etree._Element) -> None:
    """Numbers the SEQ fields, each sequence from one, in the order in which they stand.

    The older half of a text box shows what the newer half shows.
    """
    counts: Counter[str] = Counter()
    shown: dict[etree._Element, list[str]] = {}
    found = [(item, match) for item in all_fields(root) if (match := _SEQUENCE.match(item.instruction))]
    marks = enumerate(root.iter(w("fldChar"), _SIMPLE)) if found else ()
    order = {mark if mark.tag == _SIMPLE else mark.getparent(): place for place, mark in marks}
    for item, match in sorted(found, key=lambda pair: order[pair[0].begin]):
        fallback = next(item.begin.iterancestors(FALLBACK), None)
        if fallback is not None and (twin := _twin(fallback, shown)):
            number = twin
        else:
            number = _next_number(item.instruction, match.group(1), counts)
            for box in item.begin.iterancestors(ALTERNATIVES):
                shown.setdefault(box, []).append(number)
        if item.results:
            show(item.results, number)


def _twin(fallback: etree._Element, shown: dict[etree._Element, list[str]]) -> str:
    """The next number that the newer half of a text box has shown."""
    box = fallback.getparent()
    numbers = shown.get(box) if box is not None else None
    return numbers.pop(0) if numbers else ""


def _next_number(instruction: str, sequence: str, counts: Counter[str]) -> str:
    reset = _RESET.search(instruction)
    if reset:
        counts[sequence] = integer(reset.group(1), _LAST_NUMBER, _LAST_NUMBER)
    elif not _REPEAT.search(instruction):
        counts[sequence] += 1
    form = _FORM.search(instruction)
    return _written(counts[sequence], form.group(1) if form else "")


def _written(number: int, form: str) -> str:
    """A number as a field's format asks: `ROMAN`, `roman`, `ALPHABETIC`, `alphabetic`, else in figures."""
    return numeral(number, f"{'upper' if form.isupper() else 'lower'}{_LISTED.get(form.lower(), '')}")


def number_pages(root: etree._Element, pages: Callable[[], Mapping[str, str]]) -> None:
    """Writes the pages of bookmarks into the PAGEREF fields that point to them; others keep what they show.

    `pages` is asked only when there are such fields.
    """
    pointing = [(match.group(1), item.results) for item in all_fields(root) if (match := _PAGE.match(item.instruction))]
    known = pages() if pointing else {}
    for bookmark, results in pointing:
        if results and bookmark in known:
            show(results, known[bookmark])


def show(runs: list[etree._Element], text: str) -> None:
    """Writes a field's result into the first of the runs that show it; the others become empty."""
    for place, run in enumerate(dict.fromkeys(runs)):
        for step, item in enumerate(run.iter(w("t"))):
            item.text = "" if place or step else text
            item.set(XML_SPACE, "preserve")
