"""Runs cut so that some letters stand alone, and changes put round them.

In: parts of a paragraph's pieces. Out: the same paragraph, the parts in runs of their own. Nothing else moves: marks of
comments, bookmarks and other people's changes stay between the same letters.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from lxml import etree

from pipeline.merging.revisions.pen import Pen
from pipeline.merging.revisions.unfolding import unfolded
from pipeline.merging.wordings import SHOWN, Part, Token
from pipeline.ooxml.dialect import XML_SPACE, w

RUN, PROPERTIES = w("r"), w("rPr")
TEXT, DELETED_TEXT = w("t"), w("delText")
INSTRUCTION, DELETED_INSTRUCTION = w("instrText"), w("delInstrText")
INSERTED, DELETED = w("ins"), w("del")
_AUTHOR = w("author")
_TO_DELETED = {TEXT: DELETED_TEXT, INSTRUCTION: DELETED_INSTRUCTION}
_FROM_DELETED = {deleted: shown for shown, deleted in _TO_DELETED.items()}
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def joined(tokens: Sequence[Token]) -> list[Part]:
    """The parts of tokens in order, neighbours of one piece as one."""
    found: list[Part] = []
    for part in (part for token in tokens for part in token.parts):
        if found and found[-1].piece is part.piece and found[-1].end == part.start:
            found[-1] = Part(part.piece, found[-1].start, part.end)
        else:
            found.append(part)
    return found


def alone(part: Part) -> list[etree._Element]:
    """The runs that hold a part and nothing else. What is before it stays in the elements that it stood in."""
    if not part.piece.words:
        return [run for element in part.piece.elements for run in _runs_of(element)]
    text = part.piece.elements[0]
    whole = text.text or ""
    if part.end < len(whole):
        _after(text, whole[part.end :])
    if part.start > 0:
        middle = _after(text, whole[part.start : part.end])
        text.text = whole[: part.start]
        text = middle
    else:
        text.text = whole[: part.end]
    for item in (text, part.piece.elements[0]):
        item.set(XML_SPACE, "preserve")
    return [_single(text)]


def cut_after(part: Part) -> etree._Element:
    """The run or link that ends where a part ends."""
    text = part.piece.elements[-1]
    if part.piece.words and part.end < len(text.text or ""):
        whole = text.text or ""
        _after(text, whole[part.end :])
        text.text = whole[: part.end]
        text.set(XML_SPACE, "preserve")
    run = text.getparent()
    if run is None or run.tag != RUN:
        return text
    part_from(text.getnext())
    return run


def cut_before(part: Part) -> etree._Element:
    """The run or link that begins where a part begins."""
    text = part.piece.elements[0]
    if part.piece.words and part.start > 0:
        whole = text.text or ""
        text.text, text = whole[: part.start], _after(text, whole[part.start :])
    run = text.getparent()
    if run is None or run.tag != RUN:
        return text
    part_from(text)
    return text.getparent() if text.getparent() is not None else run  # type: ignore[return-value]


def part_from(content: etree._Element | None) -> None:
    """Lets what stands in a run from a content on become a run of its own, after it."""
    run = content.getparent() if content is not None else None
    if content is None or run is None or content.tag == PROPERTIES:
        return
    before = [item for item in content.itersiblings(preceding=True) if item.tag != PROPERTIES]
    if not before:
        return
    second = bare(run)
    rest = [content, *content.itersiblings()]
    second.extend(rest)
    run.addnext(second)


def bare(run: etree._Element) -> etree._Element:
    """A run like another, with nothing in it."""
    fresh = etree.Element(RUN, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(PROPERTIES)
    if properties is not None:
        fresh.append(copy.deepcopy(properties))
    return fresh


def delete_run(run: etree._Element, pen: Pen) -> etree._Element | None:
    """Marks a run as deleted. What its own author had inserted just goes: then there is None."""
    parent = run.getparent()
    if parent is None or any(item.tag == DELETED for item in run.iterancestors(DELETED)):
        return run
    if parent.tag == INSERTED and parent.get(_AUTHOR) == pen.author:
        parent.remove(run)
        if not len(parent) and (around := parent.getparent()) is not None:
            around.remove(parent)
        return None
    following = run.getnext()
    if following is not None and following.tag == DELETED and following.get(_AUTHOR) == pen.author:
        mark = following
        mark.insert(0, run)
    else:
        mark = pen.mark("del")
        run.addprevious(mark)
        mark.append(run)
    delete_texts(run)
    return mark


def delete_texts(run: etree._Element) -> None:
    """Lets a run say what it says as one that is deleted does."""
    retagged(run, _TO_DELETED)


def restore_run(run: etree._Element) -> None:
    """Lets a run that was deleted say what it said."""
    retagged(run, _FROM_DELETED)


def retagged(run: etree._Element, names: dict[str, str]) -> None:
    """Renames the texts of a run, not those of boxes in it."""
    for content in run.iterchildren(etree.Element):
        content.tag = names.get(content.tag, content.tag)


def freed(element: etree._Element, pen: Pen) -> etree._Element:
    """What an insertion can stand after: the element, or the insertion that it ends.

    One that goes on is parted in two, so that ours does not stand within another one.
    """
    parent = element.getparent()
    while parent is not None and parent.tag in SHOWN:
        rest = list(element.itersiblings())
        if rest:
            second = etree.Element(parent.tag, {str(name): str(value) for name, value in parent.attrib.items()})
            pen.last += 1
            second.set(w("id"), str(pen.last))
            second.extend(rest)
            parent.addnext(second)
        element, parent = parent, parent.getparent()
    return element


def _after(text: etree._Element, words: str) -> etree._Element:
    """A text of its own after another one, in the same run."""
    fresh = etree.Element(text.tag, {XML_SPACE: "preserve"})
    fresh.text = words
    text.addnext(fresh)
    return fresh


def _single(content: etree._Element) -> etree._Element:
    """The run that holds a content alone."""
    part_from(content.getnext())
    part_from(content)
    run = content.getparent()
    assert run is not None  # noqa: S101 - a content of a run stands in one
    return run


def _runs_of(element: etree._Element) -> Iterator[etree._Element]:
    """The runs and formulas of a whole piece."""
    parent = element.getparent()
    if parent is not None and parent.tag == RUN:
        yield _single(element)
    elif element.tag == RUN or element.tag.startswith(_FORMULA):
        yield element
    elif element.tag == w("fldSimple") and parent is not None:
        runs = unfolded(element)
        for run in runs:
            element.addprevious(run)
        parent.remove(element)
        yield from [run for item in runs for run in item.iter(RUN) if item is run or _own(run, item)]
    else:
        yield from [run for run in element.iter(RUN) if _own(run, element)]


def _own(run: etree._Element, holder: etree._Element) -> bool:
    """Whether a run is of a link itself, not of a box in it nor already deleted."""
    for item in run.iterancestors():
        if item is holder:
            return True
        if item.tag in (RUN, DELETED, w("moveFrom")):
            return False
    return False
