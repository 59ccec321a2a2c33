"""The hand edits themselves: each is seen in the edited deck and not in the one before, and leaves a sound file."""

from __future__ import annotations

import hand_edits_deck_slides
import hand_edits_deck_tables
import hand_edits_deck_texts
import hand_edits_deck_whereabouts
import pytest
from deck_judging import unsound
from hand_edits_deck import EDITS, Nowhere, Seen

from corrections import NOTHING, documents
from pipeline.runs.options import STAFF

REGISTERED = (hand_edits_deck_texts, hand_edits_deck_tables, hand_edits_deck_slides, hand_edits_deck_whereabouts)
ENOUGH = 30


def test_there_are_enough_kinds() -> None:
    assert len(EDITS) >= ENOUGH


def test_a_deck_as_it_is_made_is_sound() -> None:
    assert [fault for deck in documents(NOTHING, (STAFF,)).values() for fault in unsound(deck)] == []


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_seen_where_it_is(name: str) -> None:
    base = documents(NOTHING, (STAFF,))[STAFF]
    made = 0
    for number in (0, 3):
        try:
            hand, holds = EDITS[name].make(base, number, frozenset({"Talousjohtaja"}))
        except Nowhere:
            continue
        made += 1
        assert holds(Seen(hand))
        assert EDITS[name].resaves or not holds(Seen(base))
        assert list(unsound(hand)) == []
    assert made
