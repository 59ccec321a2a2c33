"""One hand edit or several, one correction or several, merged and judged: the steps of the deck's harness.

In: names of edits, a correction, a number that chooses places. Out: the four versions, and what is wrong with them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from io import BytesIO

import hand_edits_deck_slides
import hand_edits_deck_tables
import hand_edits_deck_texts
import hand_edits_deck_whereabouts
from deck_judging import Four, seen_of, wrong
from hand_edits_deck import EDITS, A, Focus, Judge, Nowhere, texts_in
from lxml import etree
from pptx import Presentation

from corrections import NOTHING, Correction, documents, paragraphs
from pipeline.merging.merge import merge
from pipeline.merging.run import Run
from pipeline.vocabulary.changes import Change

REGISTERED = (hand_edits_deck_texts, hand_edits_deck_tables, hand_edits_deck_slides, hand_edits_deck_whereabouts)
WHEN = dt.datetime(2026, 11, 30, 9, 0, tzinfo=dt.UTC)


def said(change: Change) -> str:
    """A comment's words: everything that must be told."""
    cells = ", ".join(f"{place.sheet}!{place.cell}" for place in change.cells)
    return f"{change.kind}: {change.after} < {change.before} [{cells}]"


RUN = Run(WHEN, said)


def base_of(name: str) -> bytes:
    """A deck as it was delivered."""
    return fresh_of(name, NOTHING)


def fresh_of(name: str, correction: Correction) -> bytes:
    """The deck of the corrected inputs."""
    return documents(correction, (name.replace("-sv", ""),), ("fi", "sv") if "-sv" in name else ("fi",))[name]


@cache
def focus_of(name: str, correction: Correction) -> Focus:
    """The paragraphs of a deck that a correction changes."""
    base, fresh = paragraphs(base_of(name)), paragraphs(fresh_of(name, correction))
    return frozenset((base - fresh).keys())


def edited(base: bytes, edits: Sequence[tuple[str, int]], focus: Focus) -> tuple[bytes, list[tuple[str, Judge]]]:
    """The deck after edits, one after another, with the judges of those that the later ones left standing."""
    hand, judges = base, []
    for name, number in edits:
        try:
            hand, judge = EDITS[name].make(hand, number, focus)
        except Nowhere:
            continue
        judges.append((name, judge))
    seen = seen_of(hand)
    return hand, [(name, judge) for name, judge in judges if judge(seen)]


def merged(name: str, hand: bytes, correction: Correction, *, kept: bool = True) -> Four:
    """The four versions after a merge; without a kept base, the hand's deck itself tells what it was made as."""
    base, fresh = base_of(name), fresh_of(name, correction)
    return Four(base, hand, fresh, merge(base if kept else None, hand, fresh, RUN))


def _went_along(kind: str, edits: Sequence[tuple[str, int]], four: Four, focus: Focus) -> bool:
    """Whether an edit was of looks only, and the words that it dressed went with the workbook: they go as they are."""
    hand, dressed = four.base, set[str]()
    for name, number in edits:
        before = hand
        with suppress(Nowhere):
            hand, _ = EDITS[name].make(hand, number, focus)
        if name == kind and hand != before:
            if paragraphs(before) != paragraphs(hand):
                return False
            dressed |= {line for words, _ in _pieces(hand) - _pieces(before) for line in words if line}
    old, new = paragraphs(four.base), paragraphs(four.fresh)
    return bool(dressed) and all(new[words] < old[words] for words in dressed)


def _pieces(deck: bytes) -> Counter[tuple[tuple[str, ...], bytes]]:
    """The paragraphs and cells of the slides: what they say, and how they are written."""
    return Counter(
        (tuple(texts_in(item)), etree.tostring(item, with_tail=False))
        for slide in Presentation(BytesIO(deck)).slides
        for item in slide._element.iter(f"{{{A}}}p", f"{{{A}}}tc")
    )


def faults(name: str, correction: Correction, edits: Sequence[tuple[str, int]], *, kept: bool = True) -> list[str]:
    """What is wrong after edits and a correction: an edit that is lost, a correction that is lost, an unsound file."""
    hand, judges = edited(base_of(name), edits, focus_of(name, correction))
    four = merged(name, hand, correction, kept=kept)
    seen = seen_of(four.merged.document)
    lost = [
        f"edit lost: {kind}"
        for kind, judge in judges
        if not judge(seen) and not _went_along(kind, edits, four, focus_of(name, correction))
    ]
    by_number = not any(EDITS[kind].moves for kind, _ in edits)
    return lost + wrong(four, removes=any(EDITS[kind].removes for kind, _ in edits), by_number=by_number)
