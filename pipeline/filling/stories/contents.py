"""The contents list: entries written from the headings as they turned out, in the designer's own TOC paragraphs.

In: a rendered document with a TOC field holding sample entries, its styles and numbering. Out: the same tree with one
linked entry a heading. The entries' page fields are empty: `pagination` needs the whole list to reckon their numbers.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.filling.stories.fields import fields
from pipeline.ooxml.dialect import w
from pipeline.ooxml.headings import Heading, heading_styles, headings

_LEVELS = re.compile(r'\\o\s+"(\d)-(\d)"')


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading as the list shows it: its level from 1, its number and text, and the bookmark to link to."""

    level: int
    number: str
    text: str
    bookmark: str


def write_contents(
    root: etree._Element,
    styles: etree._Element | None,
    numbering: etree._Element | None,
    ids: Iterator[int],
) -> None:
    """Replaces the sample entries of the TOC field. A document without one stays as it is."""
    toc = next((field for field in fields(root) if field.instruction.strip().startswith("TOC")), None)
    if toc is None or styles is None:
        return
    inside = _paragraphs_of(toc.begin, toc.end, root)
    deepest = int(match.group(2)) if (match := _LEVELS.search(toc.instruction)) else 3
    shown = [item for item in headings(root, heading_styles(styles), numbering) if item.element not in set(inside)]
    samples = {_style_of(paragraph): paragraph for paragraph in inside}
    marked = _marked([item for item in shown if item.level <= deepest], ids)
    entries = [_entry(entry, samples, inside[0]) for entry in marked]
    _replace(inside, entries, toc.instruction)


def _replace(inside: list[etree._Element], entries: list[etree._Element], instruction: str) -> None:
    parent = inside[0].getparent()
    if parent is None or not entries:
        return
    first_run = 1 if entries[0].find(w("pPr")) is not None else 0
    for place, run in enumerate(_opening(instruction)):
        entries[0].insert(first_run + place, run)
    entries[-1].append(_run(_field_mark("end")))
    place = parent.index(inside[0])
    for paragraph in inside:
        parent.remove(paragraph)
    for offset, entry in enumerate(entries):
        parent.insert(place + offset, entry)


def _paragraphs_of(begin: etree._Element, end: etree._Element, root: etree._Element) -> list[etree._Element]:
    first, last = (next(item.iterancestors(w("p"))) for item in (begin, end))
    found: list[etree._Element] = []
    for paragraph in root.iter(w("p")):
        if paragraph is first or found:
            found.append(paragraph)
        if paragraph is last:
            return found
    return found


def _style_of(paragraph: etree._Element) -> str:
    named = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return (named.get(w("val")) or "") if named is not None else ""


def _marked(found: list[Heading], ids: Iterator[int]) -> list[Entry]:
    """The headings with a bookmark put round each."""
    entries = []
    for place, heading in enumerate(found, start=1):
        bookmark = f"_Toc{place:09d}"
        _mark(heading.element, bookmark, next(ids))
        entries.append(Entry(heading.level, heading.number, heading.text, bookmark))
    return entries


def _mark(paragraph: etree._Element, bookmark: str, number: int) -> None:
    start = etree.Element(w("bookmarkStart"), {w("id"): str(number), w("name"): bookmark})
    paragraph.insert(1 if paragraph.find(w("pPr")) is not None else 0, start)
    paragraph.append(etree.Element(w("bookmarkEnd"), {w("id"): str(number)}))


def _entry(heading: Entry, samples: dict[str, etree._Element], fallback: etree._Element) -> etree._Element:
    entry = etree.Element(w("p"))
    properties = samples.get(f"TOC{heading.level}", fallback).find(w("pPr"))
    if properties is not None:
        entry.append(copy.deepcopy(properties))
    link = etree.SubElement(entry, w("hyperlink"), {w("anchor"): heading.bookmark, w("history"): "1"})
    if heading.number:
        link.append(_run(_text(heading.number)))
        link.append(_run(etree.Element(w("tab"))))
    link.append(_run(_text(heading.text)))
    link.append(_run(etree.Element(w("tab"))))
    link.append(_run(_field_mark("begin")))
    link.append(_run(_instruction(f" PAGEREF {heading.bookmark} \\h ")))
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
