"""Contents lists and lists of figures: written from the headings and captions as they turned out, in the designer's own
TOC paragraphs.

In: a rendered document with TOC fields holding sample entries, its styles and numbering. Out: the same tree with one
linked entry a heading or caption. The entries' page fields are empty: `pagination` needs the whole list to reckon them.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.filling.stories.fields import Field, all_fields, fields
from pipeline.ooxml.dialect import MC, WORD, w
from pipeline.ooxml.headings import heading_styles, headings
from pipeline.ooxml.text import text_of

_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
_LEVELS = re.compile(r'\\o\s+"?(\d)\s*-\s*(\d)', re.IGNORECASE)
_BY_LEVEL = re.compile(r"\\o\b", re.IGNORECASE)
_CAPTIONS = re.compile(r'\\c\s+(?:"([^"]*)"|([^\s"\\]+))', re.IGNORECASE)
_PART = re.compile(r"\\[ab]\b", re.IGNORECASE)
"""Captions without their labels, and the headings of one part of a document."""
_TYPED = re.compile(r"\\f\b", re.IGNORECASE)
_SEQUENCE = re.compile(r'\s*SEQ\s+"?([^\s"\\]+)', re.IGNORECASE)
_STYLE = re.compile(r"toc ?([1-9])", re.IGNORECASE)
_ALL_LEVELS = range(1, 4)
_CAN_BE_EMPTY = (w("body"), w("sdtContent"))
_UNSEEN = (w("rPr"), w("lastRenderedPageBreak"))
Shown = tuple[int, str, str, etree._Element]
"""What an entry shows: level (0 for captions), number, text, and the paragraph it leads to."""


@dataclass(frozen=True, slots=True)
class _List:
    """A contents list of the template: its instruction, its end, and the paragraphs of its samples."""

    instruction: str
    end: etree._Element
    inside: tuple[etree._Element, ...]


def write_contents(
    root: etree._Element,
    styles: etree._Element | None,
    numbering: etree._Element | None,
    ids: Iterator[int],
) -> None:
    """Replaces the sample entries of the TOC fields, but of those that list something else than headings or captions.

    A list for which there is nothing stays as it is.
    """
    found = [item for field in list(fields(root)) if (item := _list_of(field, root)) is not None]
    if not found or styles is None:
        return
    listed = {paragraph for item in found for paragraph in item.inside}
    known = headings(root, heading_styles(styles), numbering)
    shown = [(item.level, item.number, item.text, item.element) for item in known if item.element not in listed]
    levels, marks = _style_levels(styles), _Marks(ids)
    for item in found:
        captions = _CAPTIONS.search(item.instruction)
        if captions:
            wanted = _captions(root, captions.group(1) or captions.group(2) or "", listed)
        else:
            wanted = [one for one in shown if one[0] in _levels(item.instruction)]
        looks = _Looks(item.inside, levels)
        _replace(item, [_entry(one, marks.on(one[-1]), looks.of(one[0])) for one in wanted])


def _list_of(field: Field, root: etree._Element) -> _List | None:
    code = field.instruction
    if not _CONTENTS.match(code) or _PART.search(code) or (_TYPED.search(code) and not _BY_LEVEL.search(code)):
        return None
    inside = _paragraphs_of(field.begin, field.end, root)
    return _List(code, field.end, inside) if inside else None


def _levels(instruction: str) -> range:
    written = _LEVELS.search(instruction)
    return range(int(written.group(1)), int(written.group(2)) + 1) if written else _ALL_LEVELS


def _captions(root: etree._Element, label: str, listed: set[etree._Element]) -> list[Shown]:
    """The captions of one label in reading order."""
    found: set[etree._Element] = set()
    for field in all_fields(root):
        match = _SEQUENCE.match(field.instruction)
        if match and match.group(1).lower() == label.lower():
            found.update(field.begin.iterancestors(w("p")))
    return [
        (0, "", said, paragraph)
        for paragraph in (root.iter(w("p")) if found else ())
        if paragraph in found - listed and _is_shown(paragraph) and (said := text_of(paragraph, WORD).strip())
    ]


def _is_shown(paragraph: etree._Element) -> bool:
    """Whether a paragraph is not of the older half of a text box, which says everything again."""
    return next(paragraph.iterancestors(f"{{{MC}}}Fallback"), None) is None


def _replace(listed: _List, entries: Sequence[etree._Element]) -> None:
    first, last = listed.inside[0], listed.inside[-1]
    if not entries:
        return
    first_run = 1 if entries[0].find(w("pPr")) is not None else 0
    for place, run in enumerate(_opening(listed.instruction)):
        entries[0].insert(first_run + place, run)
    entries[-1].append(_run(_field_mark("end")))
    for entry in entries:
        first.addprevious(entry)
    for paragraph in listed.inside:
        _empty(paragraph, listed.end if paragraph is last else None)
        if not _holds_something(paragraph):
            _remove(paragraph)


def _empty(paragraph: etree._Element, end: etree._Element | None) -> None:
    """Takes out what a paragraph holds, up to `end` where the list ends in it."""
    around = set() if end is None else {end, *end.iterancestors()}
    for child in [item for item in paragraph if item.tag != w("pPr")]:
        paragraph.remove(child)
        if child in around:
            return


def _holds_something(paragraph: etree._Element) -> bool:
    """Whether there is anything to see in a paragraph, or the end of a section."""
    seen = any(part.tag not in _UNSEEN for run in paragraph.iter(w("r")) for part in run)
    return seen or paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None


def _remove(paragraph: etree._Element) -> None:
    """Takes away an empty paragraph, but not the only one of a cell or a text box."""
    parent = paragraph.getparent()
    if parent is not None and (parent.tag in _CAN_BE_EMPTY or len(list(parent.iterchildren(w("p")))) > 1):
        parent.remove(paragraph)


def _paragraphs_of(begin: etree._Element, end: etree._Element, root: etree._Element) -> tuple[etree._Element, ...]:
    """The paragraphs from one field mark to another, without those inside others; none for a list that ends inside."""
    first, last = (next(item.iterancestors(w("p")), None) for item in (begin, end))
    found: dict[etree._Element, None] = {}
    for paragraph in root.iter(w("p")):
        inner = any(outer in found for outer in paragraph.iterancestors(w("p")))
        if (paragraph is first or found) and not inner:
            found[paragraph] = None
        if paragraph is last:
            return () if inner else tuple(found)
    return ()


def _style_levels(styles: etree._Element) -> dict[str, int]:
    """The levels of the contents lists' styles, known by their names: those are English in every Word."""
    found: dict[str, int] = {}
    for style in styles.iter(w("style")):
        number = style.get(w("styleId")) or ""
        name = style.find(w("name"))
        match = _STYLE.fullmatch(number if name is None else name.get(w("val")) or "")
        if match:
            found[number] = int(match.group(1))
    return found


class _Looks:
    """How entries of each level look: as the first sample of that level, else as the first with the level's style."""

    def __init__(self, inside: Sequence[etree._Element], levels: dict[str, int]) -> None:
        self._first = inside[0].find(w("pPr"))
        self._styles = {level: style for style, level in reversed(levels.items())}
        self._samples: dict[int, etree._Element | None] = {}
        for paragraph in inside:
            style = _style_of(paragraph)
            match = _STYLE.fullmatch(style)
            level = levels.get(style) or (int(match.group(1)) if match else 0)
            self._samples.setdefault(level, paragraph.find(w("pPr")))
        self._samples[0] = self._first

    def of(self, level: int) -> etree._Element | None:
        """The paragraph properties of an entry, 0 for captions."""
        if level in self._samples or level not in self._styles:
            return copy.deepcopy(self._samples.get(level, self._first))
        properties = copy.deepcopy(self._first) if self._first is not None else etree.Element(w("pPr"))
        for old in (*properties.findall(w("pStyle")), *properties.findall(w("ind"))):
            properties.remove(old)
        properties.insert(0, etree.Element(w("pStyle"), {w("val"): self._styles[level]}))
        return properties


def _style_of(paragraph: etree._Element) -> str:
    named = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return (named.get(w("val")) or "") if named is not None else ""


class _Marks:
    """The bookmarks that entries lead to, one a paragraph."""

    def __init__(self, ids: Iterator[int]) -> None:
        self._ids = ids
        self._names: dict[etree._Element, str] = {}

    def on(self, paragraph: etree._Element) -> str:
        """The name of the bookmark round a paragraph, put there when it has none."""
        if paragraph not in self._names:
            self._names[paragraph] = f"_Toc{len(self._names) + 1:09d}"
            _mark(paragraph, self._names[paragraph], next(self._ids))
        return self._names[paragraph]


def _mark(paragraph: etree._Element, bookmark: str, number: int) -> None:
    start = etree.Element(w("bookmarkStart"), {w("id"): str(number), w("name"): bookmark})
    paragraph.insert(1 if paragraph.find(w("pPr")) is not None else 0, start)
    paragraph.append(etree.Element(w("bookmarkEnd"), {w("id"): str(number)}))


def _entry(shown: Shown, bookmark: str, properties: etree._Element | None) -> etree._Element:
    _, number, text, _ = shown
    entry = etree.Element(w("p"))
    if properties is not None:
        entry.append(properties)
    link = etree.SubElement(entry, w("hyperlink"), {w("anchor"): bookmark, w("history"): "1"})
    if number:
        link.append(_run(_text(number)))
        link.append(_run(etree.Element(w("tab"))))
    link.append(_run(_text(text)))
    link.append(_run(etree.Element(w("tab"))))
    link.append(_run(_field_mark("begin")))
    link.append(_run(_instruction(f" PAGEREF {bookmark} \\h ")))
    link.append(_run(_field_mark("separate")))
    link.append(_run(_text("")))
    link.append(_run(_field_mark("end")))
    return entry


def _opening(instruction: str) -> list[etree._Element]:
    return [_run(_field_mark("begin")), _run(_instruction(instruction)), _run(_field_mark("separate"))]


def _run(content: etree._Element) -> etree._Element:
    run = etree.Element(w("r"))
    run.append(content)
    return run


def _text(text: str) -> etree._Element:
    element = etree.Element(w("t"))
    element.text = text
    return element


def _instruction(text: str) -> etree._Element:
    element = etree.Element(w("instrText"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    element.text = text
    return element


def _field_mark(kind: str) -> etree._Element:
    return etree.Element(w("fldChar"), {w("fldCharType"): kind})
