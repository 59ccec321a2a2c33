"""Lists whose items only stand lower: what is told is the item that came or went."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.merging.source_lines import only_cells_moved
from pipeline.runs.settling import settled
from pipeline.vocabulary.changes import Change, Fate, Kind, What


def item(
    before: str, after: str, kind: Kind = Kind.CHANGED, fate: Fate = Fate.LEFT_OUT, row: str = "Palvelut"
) -> Change:
    return Change(kind, fate, What.TEXT, "11 Kytkennät", before, after, row=row)


def told(*changes: Change) -> list[tuple[str, str, str]]:
    return [(str(change.kind), change.before, change.after) for change in settled(changes)]


def test_one_item_more_is_one_change() -> None:
    shifted = item("T4", "T1"), item("T5", "T4"), item("", "T5", Kind.ADDED)
    assert len(shifted) == 3
    assert told(*shifted) == [("added", "", "T1")]


def test_one_item_less_is_one_change() -> None:
    assert told(item("T1", "T4"), item("T4", "T5"), item("T5", "", Kind.REMOVED)) == [("removed", "T1", "")]


def test_an_item_that_became_another_is_changed() -> None:
    assert told(item("T4", "T1"), item("T5", "T4")) == [("changed", "T5", "T1")]


@pytest.mark.parametrize(
    "changes",
    [
        (item("T4", "T1"), item("T5", "T2")),
        (item("A", "B"), item("B", "A")),
        (item("T4", "T1"), item("", "T4", Kind.ADDED, row="Muu rivi")),
        (item("T4", "T1", fate=Fate.CONFLICT), item("", "T4", Kind.ADDED, fate=Fate.CONFLICT)),
        (item("T4", "T1", row=""), item("", "T4", Kind.ADDED, row="")),
        (replace(item("T4", "T4"), kind=Kind.MOVED), item("", "T4", Kind.ADDED)),
    ],
    ids=["others", "swapped", "other row", "to decide", "no table", "moved"],
)
def test_everything_else_stays_as_it_is(changes: tuple[Change, ...]) -> None:
    assert settled(changes) == changes


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Lähde: välilehti Toimenpiteet (solut I3:P31).", "Lähde: välilehti Toimenpiteet (solut I3:P30).", True),
        ("Källa: bladet Åtgärder, cellerna I3:P31.", "Källa: bladet Åtgärder, cell I3.", True),
        ("Källa: bladet Åtgärder, cellerna I3:P31.", "Källa: bladet Åtgärder, cellerna I3:P30.", True),
        ("Source: sheet Actions, cells I3:P31.", "Source: sheet Actions, cells I3:P30.", True),
        ("Lähde: välilehti Toimenpiteet (solut I3:P31).", "Lähde: välilehti Tavoitteet (solut I3:P31).", False),
        ("Toimenpiteet TP15 ja TP16", "Toimenpiteet TP15 ja TP17", False),
        ("", "Lähde (solut I3:P30)", False),
        ("sama", "sama", False),
    ],
)
def test_cells_that_moved_are_no_news(before: str, after: str, same: bool) -> None:
    assert only_cells_moved(before, after) is same
