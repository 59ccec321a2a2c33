"""References to bookmarks after loops: each leads to the copy of its own pass, and shows what stands there.

In: the trees of a rendered document's parts and the copies of its bookmarks. Out: the same trees, fields and links
pointing at the right copies, stored results in step; and those whose bookmark a condition has taken away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.filling.stories.bookmarks import Bookmark, Bookmarks, key_of, keys_around
from pipeline.filling.stories.fields import Field, all_fields, show
from pipeline.ooxml.dialect import R, w

_POINTING = re.compile(r'(\s*(?:REF|PAGEREF|NOTEREF)\s+"?)([^\s"\\]+)', re.IGNORECASE)
_LINKING = re.compile(r'(\s*HYPERLINK\s+(?:\\[mn]\s+)*\\l\s+"?)([^\s"]+)', re.IGNORECASE)
_TEXT = re.compile(r"\s*REF\b", re.IGNORECASE)
_NOTE = re.compile(r"\s*NOTEREF\b", re.IGNORECASE)
_NUMBER = re.compile(r"\\[nrw]\b", re.IGNORECASE)
_OTHER_RESULT = re.compile(r"\\[nrwpf]\b", re.IGNORECASE)
"""Switches that ask for a number or a direction, not for the bookmark's text."""
_WORDS_OWN = re.compile(r"_Toc|_top$|_GoBack$", re.IGNORECASE)
"""Bookmarks that Word makes and mends by itself."""
_LINK, _ANCHOR, _OUTSIDE = w("hyperlink"), w("anchor"), f"{{{R}}}id"
_LETTERS = {w("tab"): " ", w("br"): " ", w("cr"): " ", w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}"}
_NOTES = (w("footnoteReference"), w("endnoteReference"))


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference whose bookmark is not in the document: the bookmark's name, the field's code (or the name, where it
    is a link), and the paragraph it stands in."""

    name: str
    code: str
    paragraph: etree._Element


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the references of notes and the headings show as their numbers, the latter only counted when asked for."""

    notes: Mapping[etree._Element, str]
    headings: Callable[[], Mapping[etree._Element, str]]


def follow(root: etree._Element, bookmarks: Bookmarks, numbers: Numbers) -> list[Reference]:
    """Points every reference of a part at the copy of its own pass and writes what it shows. Gives the lost ones.

    `numbers` are those that notes and headings show.
    """
    missing: list[Reference] = []
    for found in all_fields(root):
        missing += _follow_field(found, bookmarks, numbers)
    for link in root.iter(_LINK):
        name = link.get(_ANCHOR) if _OUTSIDE not in link.attrib else None  # else a place in another document
        target = _nearest(name, link, bookmarks) if name else None
        if name and target is None:
            missing += _lost(name, name, link)
        elif target is not None:
            link.set(_ANCHOR, target.name)
    return missing


def references(root: etree._Element) -> Iterator[Reference]:
    """Every reference of a part but those that Word makes and mends by itself."""
    for found in all_fields(root):
        match = _POINTING.match(found.instruction) or _LINKING.match(found.instruction)
        if match is not None:
            yield from _lost(match.group(2), found.instruction, found.begin)
    for link in root.iter(_LINK):
        if _OUTSIDE not in link.attrib and link.get(_ANCHOR):
            yield from _lost(link.get(_ANCHOR) or "", link.get(_ANCHOR) or "", link)


def _follow_field(found: Field, bookmarks: Bookmarks, numbers: Numbers) -> Iterator[Reference]:
    match = _POINTING.match(found.instruction) or _LINKING.match(found.instruction)
    if match is None:
        return
    target = _nearest(match.group(2), found.begin, bookmarks)
    if target is None:
        yield from _lost(match.group(2), found.instruction, found.begin)
        return
    if key_of(target.name) != key_of(match.group(2)):
        found.rewrite(match.group(1) + target.name + found.instruction[match.end() :])
    result = _result(found.instruction, target, numbers)
    if result and found.results:
        show(found.results, result)


def _nearest(name: str, element: etree._Element, bookmarks: Bookmarks) -> Bookmark | None:
    """The copy whose loops have most in common with those around the reference; of several the first."""
    copies = bookmarks.get(key_of(name), ())
    if len(copies) < 2:
        return next(iter(copies), None)
    keys = keys_around(element)
    return max(copies, key=lambda item: _shared(item.keys, keys))


def _shared(ours: tuple[str, ...], theirs: tuple[str, ...]) -> int:
    count = 0
    for own, other in zip(ours, theirs, strict=False):
        if own != other:
            break
        count += 1
    return count


def _lost(name: str, code: str, element: etree._Element) -> Iterator[Reference]:
    if not _WORDS_OWN.match(name):
        yield Reference(name, code.strip(), next(element.iterancestors(w("p")), element))


def _result(instruction: str, target: Bookmark, numbers: Numbers) -> str:
    if _NOTE.match(instruction):
        return next((numbers.notes[item] for item in _between(target) if item in numbers.notes), "")
    if _TEXT.match(instruction) and _NUMBER.search(instruction):
        paragraph = next(target.start.iterancestors(w("p")), target.start)
        return numbers.headings().get(paragraph, "").rstrip(".")
    if _TEXT.match(instruction) and not _OTHER_RESULT.search(instruction):
        return _text(target)
    return ""


def _text(target: Bookmark) -> str:
    """What stands in a bookmark; paragraphs and breaks in it become spaces."""
    parts: list[str] = []
    for item in _between(target):
        if item.tag == w("t"):
            parts.append(item.text or "")
        elif item.tag in _LETTERS and next(item.iterancestors(w("r"), w("pPr")), item).tag == w("r"):
            parts.append(_LETTERS[str(item.tag)])
        elif item.tag == w("p") and parts:
            parts.append(" ")
    return " ".join("".join(parts).split()) if len(parts) > 1 else "".join(parts)


def _between(target: Bookmark) -> Iterator[etree._Element]:
    """The elements between the two ends of a bookmark in the order of the document."""
    element: etree._Element | None = target.start
    while element is not None:
        for item in element.itersiblings():
            for part in item.iter(etree.Element):
                if part is target.end:
                    return
                yield part
        element = element.getparent()


def note_numbers(root: etree._Element) -> dict[etree._Element, str]:
    """The number that each reference of a note shows in a document."""
    numbers: dict[etree._Element, str] = {}
    for kind in _NOTES:
        counted = (item for item in root.iter(kind) if item.get(w("customMarkFollows")) not in ("1", "true", "on"))
        numbers.update((item, str(number)) for number, item in enumerate(counted, 1))
    return numbers
