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

from pipeline.filling.fields import fields
from pipeline.ooxml.dialect import w

_LEVELS = re.compile(r'\\o\s+"(\d)-(\d)"')


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of headings: outline level and list numbering."""

    level: int | None
    list_id: str
    list_level: int


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading as it stands: `number` as its list prints it, and the bookmark to link to."""

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
    known = _styles(styles)
    inside = _paragraphs_of(toc.begin, toc.end, root)
    deepest = int(match.group(2)) if (match := _LEVELS.search(toc.instruction)) else 3
    headings = _headings(root, known, numbering, set(inside), deepest, ids)
    samples = {_style_of(paragraph): paragraph for paragraph in inside}
    entries = [_entry(heading, samples, inside[0]) for heading in headings]
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


def _styles(root: etree._Element) -> dict[str, Style]:
    elements = {item.get(w("styleId")) or "": item for item in root.iter(w("style"))}
    return {name: _style(name, elements) for name in elements}


def _style(name: str, elements: dict[str, etree._Element]) -> Style:
    chain: list[etree._Element] = []
    seen: set[str] = set()
    while name in elements and name not in seen:
        seen.add(name)
        chain.append(elements[name])
        name = _value(elements[name], "basedOn")
    level = next((value for item in chain if (value := _value(item, "pPr", "outlineLvl"))), "")
    list_id = next((value for item in chain if (value := _value(item, "pPr", "numPr", "numId"))), "")
    list_level = next((value for item in chain if (value := _value(item, "pPr", "numPr", "ilvl"))), "0")
    return Style(int(level) if level else None, list_id, int(list_level))


def _value(element: etree._Element, *path: str) -> str:
    found = element.find("/".join(w(name) for name in path))
    return (found.get(w("val")) or "") if found is not None else ""


def _style_of(paragraph: etree._Element) -> str:
    return _value(paragraph, "pPr", "pStyle")


def _headings(
    root: etree._Element,
    styles: dict[str, Style],
    numbering: etree._Element | None,
    skipped: set[etree._Element],
    deepest: int,
    ids: Iterator[int],
) -> list[Heading]:
    counters: dict[str, list[int]] = {}
    found: list[Heading] = []
    for paragraph in root.iter(w("p")):
        style = styles.get(_style_of(paragraph))
        if style is None or style.level is None or paragraph in skipped:
            continue
        text = "".join(item.text or "" for item in paragraph.iter(w("t"))).strip()
        number = _number(paragraph, style, numbering, counters)
        if style.level < deepest and text:
            bookmark = f"_Toc{len(found) + 1:09d}"
            _mark(paragraph, bookmark, next(ids))
            found.append(Heading(style.level + 1, number, text, bookmark))
    return found


def _number(
    paragraph: etree._Element, style: Style, numbering: etree._Element | None, counters: dict[str, list[int]]
) -> str:
    """The heading's own number, as its list level's text says: `6.1`."""
    list_id = _value(paragraph, "pPr", "numPr", "numId") or style.list_id
    if not list_id or list_id == "0" or numbering is None:
        return ""
    counts = counters.setdefault(list_id, [0] * 9)
    counts[style.list_level] += 1
    counts[style.list_level + 1 :] = [0] * (8 - style.list_level)
    pattern = _level_text(numbering, list_id, style.list_level)
    return re.sub(r"%(\d)", lambda match: str(counts[int(match.group(1)) - 1]), pattern).strip()


def _level_text(numbering: etree._Element, list_id: str, level: int) -> str:
    abstract = ""
    for item in numbering.iter(w("num")):
        if item.get(w("numId")) == list_id:
            abstract = _value(item, "abstractNumId")
    for item in numbering.iter(w("abstractNum")):
        if item.get(w("abstractNumId")) == abstract:
            for part in item.iter(w("lvl")):
                if part.get(w("ilvl")) == str(level):
                    return _value(part, "lvlText")
    return ""


def _mark(paragraph: etree._Element, bookmark: str, number: int) -> None:
    start = etree.Element(w("bookmarkStart"), {w("id"): str(number), w("name"): bookmark})
    paragraph.insert(1 if paragraph.find(w("pPr")) is not None else 0, start)
    paragraph.append(etree.Element(w("bookmarkEnd"), {w("id"): str(number)}))


def _entry(heading: Heading, samples: dict[str, etree._Element], fallback: etree._Element) -> etree._Element:
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
