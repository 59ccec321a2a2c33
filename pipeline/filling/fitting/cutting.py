"""Stretches of paragraphs: measured first, then cut out of the paragraphs' elements.

In: a paragraph and a stretch of its text. Out: the paragraph with only that, its runs keeping their looks
and its list the number that it would have had.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from lxml import etree

from pipeline.filling.blocks import BLOCK
from pipeline.ooxml.dialect import a
from pipeline.ooxml.textbody import (
    AFTER_BULLET,
    BREAK,
    BULLETS,
    FIELD,
    NUMBER,
    PARAGRAPH,
    PROPERTIES,
    RUN,
    TEXT,
    Paragraph,
)

_WITH_IDENTITY = etree.XPath(f"descendant-or-self::*[@{BLOCK}]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: the paragraph's number in its shape, and the places of its first and last character.

    `number` tells how many pieces of the paragraph come before it.
    """

    paragraph: int
    start: int
    end: int
    number: int = 0


def cut(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """The paragraph with only its characters from `start` to `end`."""
    runs = []
    position = 0
    for run in paragraph.runs:
        shown = run.text[max(start - position, 0) : max(end - position, 0)]
        position += len(run.text)
        if shown:
            runs.append(run._replace(text=shown))
    return paragraph._replace(runs=tuple(runs))


def longest_start(length: int, fits: Callable[[int], bool]) -> int:
    """How many characters from the start of a text fit, at most `length`."""
    low, high = 0, length
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def put(
    pieces: Sequence[Piece], paragraphs: Sequence[Paragraph], body: etree._Element, *, copied: bool = False
) -> None:
    """Puts the pieces of paragraphs at the end of a text body; whole paragraphs themselves, unless `copied`.

    A piece of a paragraph that begins elsewhere has an identity of its own.
    """
    for piece in pieces:
        paragraph = paragraphs[piece.paragraph]
        element = paragraph.element
        parted = (piece.start, piece.end) != (0, len(paragraph.text))
        if parted or copied:
            element = copy.deepcopy(element)
        if parted:
            _keep_stretch(element, piece)
        if piece.number:
            numbered(element, piece.number + 1)
        body.append(element)
    if pieces[0].paragraph or pieces[0].start:
        _number_on(body, pieces, paragraphs)


def numbered(element: etree._Element, number: int, *, deep: bool = True) -> etree._Element:
    """The element with its number added to its identity, and with `deep` to those of all in it."""
    found = cast("list[etree._Element]", _WITH_IDENTITY(element)) if deep else [element]
    for item in found:
        identity = item.get(BLOCK)
        if identity:
            item.set(BLOCK, f"{identity}/{number}")
    return element


def append_text(body: etree._Element, text: str) -> None:
    """Adds to the last text of a body, in its look."""
    texts = list(body.iter(TEXT))
    if texts:
        texts[-1].text = (texts[-1].text or "") + text
        return
    paragraph = next(body.iterchildren(PARAGRAPH), None)
    if paragraph is not None:
        run = etree.Element(RUN)
        etree.SubElement(run, TEXT).text = text
        paragraph.insert(sum(child.tag not in (RUN, FIELD, BREAK, a("endParaRPr")) for child in paragraph), run)


def _keep_stretch(paragraph: etree._Element, piece: Piece) -> None:
    position = 0
    for run in list(paragraph.iterchildren(RUN, FIELD, BREAK)):
        text = run.find(TEXT)
        shown = "\n" if run.tag == BREAK else (text.text or "" if text is not None else "")
        kept = shown[max(piece.start - position, 0) : max(piece.end - position, 0)]
        position += len(shown)
        if shown and not kept:
            paragraph.remove(run)
        elif text is not None and kept != shown:
            text.text = kept


def _number_on(body: etree._Element, pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> None:
    """Lets a numbered list that a text body goes on with start from the number it had come to.

    PowerPoint counts on only between paragraphs that name the same start, so each of the list's is marked.
    """
    first = paragraphs[pieces[0].paragraph]
    if not first.look.numbering:
        return
    start = first.look.start + _numbers_before(paragraphs, pieces[0].paragraph)
    for element, piece in zip(body.iterchildren(PARAGRAPH), pieces, strict=True):
        paragraph = paragraphs[piece.paragraph]
        if paragraph.level < first.level or (paragraph.level == first.level and not _same_list(paragraph, first)):
            return
        if paragraph.level == first.level:
            _start_at(element, first.look.numbering, start)


def _same_list(one: Paragraph, other: Paragraph) -> bool:
    return (one.look.numbering, one.look.start) == (other.look.numbering, other.look.start)


def _numbers_before(paragraphs: Sequence[Paragraph], place: int) -> int:
    """How many numbers of its list come before a paragraph; deeper levels do not end a list."""
    count = 0
    for paragraph in reversed(paragraphs[:place]):
        if paragraph.level < paragraphs[place].level:
            break
        if paragraph.level == paragraphs[place].level:
            if not _same_list(paragraph, paragraphs[place]):
                break
            count += 1
    return count


def _start_at(paragraph: etree._Element, kind: str, start: int) -> None:
    properties = paragraph.find(PROPERTIES)
    if properties is None:
        properties = etree.Element(PROPERTIES)
        paragraph.insert(0, properties)
    for old in list(properties.iterchildren(*BULLETS)):
        properties.remove(old)
    number = etree.Element(NUMBER, {"type": kind, "startAt": str(start)})
    later = next(properties.iterchildren(*AFTER_BULLET), None)
    if later is None:
        properties.append(number)
    else:
        later.addprevious(number)
