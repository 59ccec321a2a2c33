"""Every kind of hand edit with the kinds of corrections that touch a deck: nothing lost, every conflict told, all sound."""

from __future__ import annotations

from functools import cache
from zlib import crc32

import pytest
from deck_judging import content, new_faults, words_lost
from deck_resaving import resaved
from hand_edits_deck import EDITS
from harness_deck import RUN, base_of, edited, faults, focus_of, fresh_of, merge, merged
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import range_boundaries
from thinning import every

from corrections import CORRECTIONS, NOTHING, address, paragraphs, seen, together, touched
from office_checks import office_faults
from pipeline.runs.options import STAFF
from pipeline.vocabulary.changes import Fate, What

EACH_WITH = 1
"""So many corrections every second kind of edit meets in the everyday suite; each all of them in the long one."""
WITHOUT_TRACE = {"our own parts taken off"}
"""Then nothing but the kept base tells what a deck was made as; of the others, every third has no kept base."""
FEW, MANY = 10, 500
TOUCHING = [name for name in CORRECTIONS if name != "language"]


def _place(edit: str, correction: str) -> int:
    return crc32(f"{edit}/{correction}".encode()) % 40


def _pairs(each: int) -> list[tuple[str, str]]:
    """Edits with corrections, every correction about equally often."""
    found = []
    for number, edit in enumerate(EDITS):
        names = [TOUCHING[(number * 5 + step * 11) % len(TOUCHING)] for step in range(each)]
        found += [(edit, name) for name in dict.fromkeys(names)]
    return found


def _faults(edit: str, name: str) -> list[str]:
    assert touched(CORRECTIONS[name], STAFF)
    told = _place(edit, name) % 3 == 0 and edit not in WITHOUT_TRACE
    return faults(STAFF, CORRECTIONS[name], [(edit, _place(edit, name))], kept=not told)


@pytest.mark.parametrize(("edit", "correction"), every(2, _pairs(EACH_WITH)))
def test_edit_and_correction(edit: str, correction: str) -> None:
    assert _faults(edit, correction) == []


@pytest.mark.long
@pytest.mark.parametrize("correction", TOUCHING)
@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_and_every_correction(edit: str, correction: str) -> None:
    assert _faults(edit, correction) == []


@pytest.mark.parametrize("edit", every(2, EDITS))
def test_without_a_correction_the_hands_file_stays_as_it_is(edit: str) -> None:
    base = base_of(STAFF)
    hand, _ = edited(base, [(edit, 4)], frozenset())
    found = merge(base, hand, base, RUN)
    assert found.changes == ()
    before, after = content(hand), content(found.document)
    assert [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)] == []


@pytest.mark.parametrize("name", every(2, CORRECTIONS))
def test_without_an_edit_the_deck_says_what_the_new_one_says(name: str) -> None:
    correction = CORRECTIONS[name]
    for deck in (STAFF, "esitys-luottamushenkilot-sv.pptx"):
        if touched(correction, deck):
            assert faults(deck, correction, []) == []
            told = merge(base_of(deck), base_of(deck), fresh_of(deck, correction), RUN).changes
            assert {change.fate for change in told} <= {Fate.UPDATED}


INDIRECT = {"rhythm"}
"""Said in a composed title, which tells the cells that its slide is mostly made of."""


@pytest.mark.parametrize(
    "name", every(3, (name for name in CORRECTIONS if CORRECTIONS[name].cell and name not in INDIRECT))
)
def test_a_conflict_names_the_cell(name: str) -> None:
    """People have rewritten every place that the correction changes."""
    correction = CORRECTIONS[name]
    words, kinds = seen(correction, STAFF).new, ("text rewritten", "cell rewritten", "title reworded")
    edits = [(kind, number) for kind in kinds for number in range(0, 16, 2)]
    hand, _ = edited(base_of(STAFF), edits, focus_of(STAFF, correction))
    told = merged(STAFF, hand, correction).merged.changes
    conflicts = [item for item in told if item.fate is Fate.CONFLICT and any(word in item.after for word in words)]
    ranges = [range_boundaries(place.cell) for item in conflicts for place in item.cells]
    column, row, *_ = range_boundaries(address(correction))
    found = [left <= column <= right and top <= row <= bottom for left, top, right, bottom in ranges]
    assert not conflicts or any(found)


@pytest.mark.parametrize("edit", ["title reworded", "cell rewritten", "slide removed", "comment, of the older kind"])
@pytest.mark.parametrize("name", ["action's name", "goal split"])
def test_a_second_run_changes_nothing(edit: str, name: str) -> None:
    correction = CORRECTIONS[name]
    hand, _ = edited(base_of(STAFF), [(edit, 2)], focus_of(STAFF, correction))
    once = merged(STAFF, hand, correction).merged
    fresh = fresh_of(STAFF, correction)
    twice = merge(fresh, once.document, fresh, RUN)
    assert twice.changes == ()
    assert content(twice.document) == content(once.document)


_EDITS = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 60)), min_size=1, max_size=6)
_CORRECTIONS = st.lists(
    st.sampled_from(
        ["action's name", "text", "date", "level", "vision", "contact", "row added", "training added", "survey"]
    ),
    min_size=1,
    max_size=2,
    unique=True,
)


def _sequence(edits: list[tuple[str, int]], names: list[str]) -> None:
    correction = _together(tuple(names))
    assert faults(STAFF, correction, edits) == []


_MADE = {(name,): correction for name, correction in CORRECTIONS.items()}


def _together(names: tuple[str, ...]):
    key = tuple(sorted(names))
    if key not in _MADE:
        _MADE[key] = together(*(CORRECTIONS[name] for name in key))
    return _MADE[key]


@settings(max_examples=FEW, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(edits=_EDITS, names=_CORRECTIONS)
def test_edits_one_after_another(edits: list[tuple[str, int]], names: list[str]) -> None:
    _sequence(edits, names)


@pytest.mark.long
@settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=_EDITS, names=_CORRECTIONS)
def test_many_edits_one_after_another(edits: list[tuple[str, int]], names: list[str]) -> None:
    _sequence(edits, names)


def test_every_correction_is_of_use() -> None:
    assert NOTHING.name not in CORRECTIONS
    assert len(_pairs(EACH_WITH)) >= len(EDITS) * (EACH_WITH - 1)


@cache
def _resaved_after_hand() -> bytes:
    edits = [(kind, 2 * number + 1) for number, kind in enumerate(HAND)]
    hand, judges = edited(base_of(STAFF), edits, frozenset())
    assert len(judges) == len(HAND)
    return resaved(hand)


HAND = ("text rewritten", "cell rewritten", "title reworded", "text box added", "slide added", "notes rewritten")


@pytest.mark.parametrize("name", ["action's name", "row added", "goal split", "period"])
def test_a_deck_that_libreoffice_saved(name: str) -> None:
    four = merged(STAFF, _resaved_after_hand(), CORRECTIONS[name])
    own = [text for text in paragraphs(four.hand).elements() if text.startswith("Käsin kirjoitettu")]
    assert len(own) == len(HAND)
    assert sorted(text for text in paragraphs(four.merged.document).elements() if text in own) == sorted(own)
    assert [*words_lost(four, removes=False, by_number=False), *new_faults(four)] == []
    assert [item for item in four.merged.changes if item.what is What.PROPERTY and item.fate is not Fate.UPDATED] == []


@pytest.mark.parametrize(
    "edit", ["title reworded", "row added", "slide duplicated", "comment, of the newer kind", "animation"]
)
@pytest.mark.parametrize("name", ["goal split", "survey"])
def test_office_opens_a_merged_deck(edit: str, name: str) -> None:
    hand, _ = edited(base_of(STAFF), [(edit, 2)], focus_of(STAFF, CORRECTIONS[name]))
    told = office_faults(merged(STAFF, hand, CORRECTIONS[name]).merged.document)
    assert not told or set(told) <= set(office_faults(hand))
