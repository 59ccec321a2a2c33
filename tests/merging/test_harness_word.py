"""Every kind of hand edit with every kind of correction: nothing lost, every conflict told, the rest as it was.

Every day the kinds of corrections come several at once, and every third kind of edit meets one such bundle; every
second kind that can be aimed meets one at the very place that a correction touches. Behind `long` each meets each, alone.
"""

from __future__ import annotations

import pytest
from hand_edits_word import every_kind
from harness_word import BUNDLES, aim_of, faults_of
from test_hand_edits_word import possible
from thinning import every

from corrections import CORRECTIONS

_KINDS = every_kind()
_BUNDLES = list(BUNDLES)
_AIMING = [name for name, kind in _KINDS.items() if kind.aims]
_AIMED = ("text", "row removed")
_TRACELESS = ("the document's own trace stripped", "identities and trace lost")
_CORRECTIONS = [*CORRECTIONS, *BUNDLES]


def test_every_correction_is_in_a_bundle() -> None:
    assert {name for bundle in BUNDLES.values() for name in bundle} == CORRECTIONS.keys() - {"language"}


@pytest.mark.parametrize(
    ("name", "bundle"), [(name, place // 3 % len(_BUNDLES)) for place, name in enumerate(_KINDS)][::3]
)
def test_no_edit_and_no_correction_is_lost(name: str, bundle: int) -> None:
    possible(_KINDS[name])
    assert faults_of(name, _BUNDLES[bundle]) == []


@pytest.mark.parametrize("name", every(2, _AIMING))
def test_nothing_is_lost_where_both_changed_the_same_place(name: str) -> None:
    correction = _AIMED[_AIMING.index(name) // 2 % 2]
    assert aim_of(correction)
    assert faults_of(name, correction, aimed=True) == []


@pytest.mark.parametrize("name", [name for name in list(_KINDS)[::17] if name not in _TRACELESS])
def test_the_document_itself_tells_enough(name: str) -> None:
    """Without the kept base; the trace in the hand's document serves."""
    possible(_KINDS[name])
    assert faults_of(name, _BUNDLES[0], kept=False) == []


@pytest.mark.parametrize("name", list(_KINDS)[::21])
def test_a_corrected_translation_comes_too(name: str) -> None:
    possible(_KINDS[name])
    assert faults_of(name, "language") == []


@pytest.mark.long
@pytest.mark.parametrize("correction", _CORRECTIONS)
@pytest.mark.parametrize("name", [name for name in _KINDS if name not in _TRACELESS])
def test_the_document_itself_tells_enough_of_each(name: str, correction: str) -> None:
    possible(_KINDS[name])
    assert faults_of(name, correction, kept=False) == []


@pytest.mark.long
@pytest.mark.parametrize("correction", _CORRECTIONS)
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
