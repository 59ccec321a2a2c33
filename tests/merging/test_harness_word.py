"""Every kind of hand edit with every kind of correction: nothing lost, every conflict told, the rest as it was.

Every day the kinds of corrections come together, two merges for a kind of edit, and one at the very place that a
correction touches; behind `long` each correction comes alone.
"""

from __future__ import annotations

import pytest
from hand_edits_word import every_kind
from harness_word import BUNDLES, aim_of, faults_of
from test_hand_edits_word import possible

from corrections import CORRECTIONS

_KINDS = every_kind()
_AIMING = [name for name, kind in _KINDS.items() if kind.aims]
_AIMED = ("text", "row removed")


@pytest.mark.parametrize("name", _KINDS)
def test_no_edit_and_no_correction_is_lost(name: str) -> None:
    possible(_KINDS[name])
    assert [fault for correction in BUNDLES for fault in faults_of(name, correction)] == []


@pytest.mark.parametrize("name", _AIMING)
def test_nothing_is_lost_where_both_changed_the_same_place(name: str) -> None:
    correction = _AIMED[_AIMING.index(name) % 2]
    assert aim_of(correction)
    assert faults_of(name, correction, aimed=True) == []


@pytest.mark.parametrize("name", list(_KINDS)[::9])
def test_the_document_itself_tells_enough(name: str) -> None:
    """Without the kept base; the trace in the hand's document serves."""
    if name in ("the document's own trace stripped", "identities and trace lost"):
        pytest.skip("nothing is told")
    possible(_KINDS[name])
    assert faults_of(name, "row added", kept=False) == []


@pytest.mark.parametrize("name", list(_KINDS)[::7])
def test_a_corrected_translation_comes_too(name: str) -> None:
    possible(_KINDS[name])
    assert faults_of(name, "language") == []


@pytest.mark.parametrize("correction", CORRECTIONS)
def test_each_correction_comes_beside_an_edit(correction: str) -> None:
    assert faults_of("a sentence added at the end", correction) == []


@pytest.mark.long
@pytest.mark.parametrize("correction", CORRECTIONS)
@pytest.mark.parametrize("name", _KINDS)
def test_each_with_each(name: str, correction: str) -> None:
    possible(_KINDS[name])
    assert faults_of(name, correction) == []


@pytest.mark.long
@pytest.mark.parametrize("correction", [name for name in CORRECTIONS if name not in ("brand", "rows moved")])
@pytest.mark.parametrize("name", _AIMING)
def test_each_with_each_at_the_same_place(name: str, correction: str) -> None:
    if not aim_of(correction):
        pytest.skip("no paragraph of its own")
    assert faults_of(name, correction, aimed=True) == []
