"""A paragraph that says something new: only the words that changed are marked, in the formatting that people gave them.

In: people's paragraph, and the one that says what it should say now. Out: people's paragraph with tracked changes.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from lxml import etree

from pipeline.merging.revisions.answers import take_back
from pipeline.merging.revisions.cutting import PROPERTIES, RUN, alone, cut_after, cut_before, delete_run, freed, joined
from pipeline.merging.revisions.importing import Importer
from pipeline.merging.revisions.looks import Looks
from pipeline.merging.revisions.pen import Pen
from pipeline.merging.revisions.wrapping import wrapped
from pipeline.merging.wordings import SHOWN, Token, own_mark, own_pending, tokens
from pipeline.ooxml.dialect import w

Step = tuple[int, int, int, int]
"""From where to where people's tokens are replaced, by which fresh ones."""
_AUTHOR, _LINK = w("author"), w("hyperlink")
_LOOKED = w("rPrChange")
_CONTAINERS = frozenset((_LINK, w("sdtContent"), w("sdt"), w("smartTag"), w("customXml"), w("dir"), w("bdo")))
_OPENING = frozenset(w(name) for name in ("pPr", "bookmarkStart", "commentRangeStart", "permStart", "del", "moveFrom"))
_MOST_PAIRS = 20_000
"""Of how many tokens that are alike, each with each, the best order is looked for: the work grows with them."""


def rewrite(
    paragraph: etree._Element,
    fresh_paragraph: etree._Element,
    pen: Pen,
    importer: Importer,
    *,
    exact: bool = False,
) -> None:
    """Lets a paragraph say what another one does, word by word. The pen's own earlier changes in it are taken back.

    When `exact`, words whose formatting differs count as changed, and new words look as they do in the fresh paragraph.
    """
    theirs = tokens(fresh_paragraph, importer.fresh_look)
    given: dict[int, etree._Element | None] = {}
    if own_mark(paragraph, pen.author) != "ins":
        given = {} if exact else _given(paragraph, theirs, pen, importer)
        take_back(paragraph, pen.author)
    ours = tokens(paragraph, importer.hand_look)
    looks = Looks(ours, theirs, importer, exact=exact, given=given)
    for step in reversed(_steps(ours, theirs, looks)):
        _write(paragraph, ours, theirs, step, looks, pen)
    _number_anew(paragraph, pen)


def _given(
    paragraph: etree._Element, theirs: Sequence[Token], pen: Pen, importer: Importer
) -> dict[int, etree._Element | None]:
    """How our pending words look, by the fresh words that come in their place: people may have formatted them."""
    if not own_pending(paragraph, pen.author):
        return {}
    pending = tokens(paragraph, importer.hand_look)
    steps = _differences([(token.said,) for token in pending], [(token.said,) for token in theirs])
    places = [(fresh, place) for place, fresh in _equals(steps, len(pending))]
    for start, end, fresh_start, fresh_end in steps:
        if end > start:
            places += [(fresh, min(start + fresh - fresh_start, end - 1)) for fresh in range(fresh_start, fresh_end)]
    return {
        fresh: copy.deepcopy(run.find(PROPERTIES))
        for fresh, place in places
        if (run := _pending_run(pending[place], pen.author)) is not None
    }


def _pending_run(token: Token, author: str) -> etree._Element | None:
    """The run of a word that is our pending insertion."""
    piece = token.parts[0].piece
    run = piece.elements[0].getparent() if piece.words else None
    ours = run is not None and any(
        around.tag in SHOWN and around.get(_AUTHOR) == author for around in run.iterancestors()
    )
    return run if ours else None


def _number_anew(paragraph: etree._Element, pen: Pen) -> None:
    """People's tracked formatting of a run that was cut stands in each piece: only the first keeps its number."""
    known: set[str] = set()
    for change in paragraph.iter(_LOOKED):
        number = change.get(w("id")) or ""
        if number in known:
            pen.last += 1
            change.set(w("id"), str(pen.last))
        known.add(number)


def _steps(ours: Sequence[Token], theirs: Sequence[Token], looks: Looks) -> list[Step]:
    """What differs; a space between two changed words is changed with them."""
    steps = _differences([looks.key(token) for token in ours], [looks.fresh_key(token) for token in theirs])
    looks.pair(_equals(steps, len(ours)))
    return steps


def _differences(one: Sequence[tuple[str, ...]], other: Sequence[tuple[str, ...]]) -> list[Step]:
    """What differs between two texts; where too much is alike, all but their beginnings and ends."""
    first = _alike(one, other)
    rest, fresh_rest = one[first:], other[first:]
    known = Counter(fresh_rest)
    if sum(known[key] for key in rest if not _is_space(key)) > _MOST_PAIRS:
        last = _alike(rest[::-1], fresh_rest[::-1])
        return [(first, len(one) - last, first, len(other) - last)]
    matcher = SequenceMatcher(_is_space, rest, fresh_rest, autojunk=False)
    return [
        (first + start, first + end, first + fresh_start, first + fresh_end)
        for name, start, end, fresh_start, fresh_end in matcher.get_opcodes()
        if name != "equal"
    ]


def _alike(one: Sequence[tuple[str, ...]], other: Sequence[tuple[str, ...]]) -> int:
    """How many tokens two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _is_space(key: tuple[str, ...]) -> bool:
    """A space is nothing to know a text again by."""
    return key[0].isspace()


def _equals(steps: Sequence[Step], count: int) -> list[tuple[int, int]]:
    """The tokens that stay, with the fresh ones that they are."""
    edges = [(0, 0, 0, 0), *steps, (count, count, 0, 0)]
    return [
        (place, before[3] + place - before[1])
        for before, after in pairwise(edges)
        for place in range(before[1], after[0])
    ]


def _write(
    paragraph: etree._Element,
    ours: Sequence[Token],
    theirs: Sequence[Token],
    step: Step,
    looks: Looks,
    pen: Pen,
) -> None:
    start, end, fresh_start, fresh_end = step
    if fresh_end > fresh_start:
        fresh = looks.written(theirs, fresh_start, fresh_end, (start, end))
        anchor, before = _place(ours, theirs, step)
        _put(wrapped(fresh, pen), anchor, paragraph, pen, before=before)
    for part in reversed(joined(ours[start:end])):
        for run in reversed(alone(part)):
            delete_run(run, pen)


def _put(
    marks: Sequence[etree._Element], anchor: etree._Element | None, paragraph: etree._Element, pen: Pen, *, before: bool
) -> None:
    """Puts new words after an anchor, or before it; in a paragraph that says nothing, where its words would begin."""
    if before and anchor is not None:
        anchor, before = _ahead(anchor, pen)
    else:
        anchor, before = freed(anchor, pen) if anchor is not None else _opening(paragraph), False
    for mark in marks if before else reversed(marks):
        if anchor is None:
            paragraph.insert(0, mark)
        else:
            anchor.addprevious(mark) if before else anchor.addnext(mark)


def _ahead(anchor: etree._Element, pen: Pen) -> tuple[etree._Element, bool]:
    """What an insertion can stand before, or else after, so that it stands in no other insertion."""
    while (around := anchor.getparent()) is not None and around.tag in SHOWN:
        previous = anchor.getprevious()
        if previous is not None:
            return freed(previous, pen), False
        anchor = around
    return anchor, True


def _place(ours: Sequence[Token], theirs: Sequence[Token], step: Step) -> tuple[etree._Element | None, bool]:
    """Where new words go: after those that they replace, else after the word before, else before the next."""
    start, end, fresh_start, _ = step
    following = ours[end].parts[0].piece.elements[0] if end < len(ours) else None
    if end > start:
        return _outside(cut_after(ours[end - 1].parts[-1]), following, link=True), False
    link = _link(theirs[fresh_start]) if fresh_start < len(theirs) else False
    if start > 0 and (following is None or _link(ours[start - 1]) == link or _link(ours[end]) != link):
        return _outside(cut_after(ours[start - 1].parts[-1]), following, link=link), False
    return (cut_before(ours[end].parts[0]), True) if following is not None else (None, False)


def _link(token: Token) -> bool:
    """Whether a word stands in a link that leads to a place in the document."""
    element = token.parts[0].piece.elements[0]
    return any(item.tag == _LINK for item in element.iterancestors())


def _outside(anchor: etree._Element, following: etree._Element | None, *, link: bool) -> etree._Element:
    """Out of the content controls and links that end here."""
    around = set() if following is None else set(following.iterancestors())
    while (parent := anchor.getparent()) is not None and parent.tag in _CONTAINERS and parent not in around:
        if link and parent.tag == _LINK:
            break
        anchor = parent
    return anchor


def _opening(paragraph: etree._Element) -> etree._Element | None:
    """The last of the marks that a paragraph without words begins with."""
    found: etree._Element | None = None
    for child in paragraph.iterchildren(etree.Element):
        if child.tag not in _OPENING and not (child.tag == RUN and child.find(w("fldChar")) is not None):
            break
        found = child
    return found
