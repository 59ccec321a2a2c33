"""References of every column, and the ids that hints offer."""

from typing import Any

import pytest
from sound_roadmap import SOUND, add, change, without

from pipeline.checking import check
from pipeline.checking.cycles import cycles
from pipeline.checking.ids import dangling_references, duplicate_ids
from pipeline.language import words
from pipeline.vocabulary.model import Action, Goal, Question, Roadmap, Training


@pytest.mark.parametrize(
    ("sheet", "row", "key", "value", "cell", "nearest"),
    [
        ("goals", 1, "parent", "T4", "Tavoitteet!B3", "T2"),
        ("goals", 0, "perspectives", ("N1", "N7"), "Tavoitteet!E2", "N5"),
        ("actions", 1, "goal", "T1.3", "Toimenpiteet!B3", "T1.1"),
        ("actions", 1, "predecessors", ("TP12",), "Toimenpiteet!J3", "TP7"),
        ("actions", 1, "statutes", ("S2",), "Toimenpiteet!P3", "S1"),
        ("trainings", 0, "supports", ("T1", "TP22"), "Koulutukset!D2", "TP7"),
        ("trainings", 0, "perspectives", ("N9",), "Koulutukset!E2", "N5"),
        ("indicators", 0, "goal", "T7", "Mittarit!G2", "T2"),
        ("interviews", 0, "perspective", ("n1",), "Haastattelut!A2", "N1"),
        ("questions", 0, "meaning", "N12", "Kysymykset!B2", "N5"),
        ("questions", 0, "meaning", "N12; 1–7", "Kysymykset!B2", "N5"),
    ],
)
def test_each_column_of_references_is_checked(
    sheet: str, row: int, key: str, value: Any, cell: str, nearest: str
) -> None:
    (finding,) = dangling_references(change(SOUND, sheet, row, **{key: value}))
    assert str(finding.place).endswith(f": {cell}")
    assert finding.values["nearest"] == nearest


def test_a_name_typed_in_place_of_its_id_is_understood() -> None:
    (finding,) = dangling_references(change(SOUND, "actions", 0, goal="tiedolla johtaminen"))
    assert words("fi").hint(finding) == "Kirjoita tunnus, joka on välilehdellä Tavoitteet. Lähin on T2."


def test_an_id_told_twice_in_a_cell_is_one_finding_and_two_ids_are_two() -> None:
    found = dangling_references(change(SOUND, "actions", 0, statutes=("S8", "S8", "S9")))
    assert [finding.values["id"] for finding in found] == ["S8", "S9"]


def test_a_reference_into_an_empty_sheet_says_so() -> None:
    (finding,) = dangling_references(without(change(SOUND, "actions", 0, statutes=("S1",)), "statutes"))
    assert words("en").hint(finding) == "Add a row with the id S1 first, or clear the cell."


def test_without_goals_only_their_lack_is_told() -> None:
    found = {finding.code for finding in check(without(SOUND, "goals"), None)}
    assert "WB051" in found
    assert "WB005" not in found


def test_roles_are_no_references() -> None:
    meanings = ("sector", "role", "open", "skip", "N1", "N1; käännetty", "")
    roadmap = SOUND
    for meaning in meanings:
        roadmap = add(roadmap, Question(column="Kysymys", meaning=meaning))
    assert list(dangling_references(roadmap)) == []


@pytest.mark.parametrize(
    ("ids", "duplicate", "free"),
    [
        (("TP1", "TP36", "TP1"), "TP1", "TP37"),
        (("T1", "T1.1", "T1.3", "T1.1"), "T1.1", "T1.4"),
        (("TP1", "tp1"), "tp1", "tp2"),
        (("Alku", "Alku"), "Alku", "Alku1"),
        (("TP" + "9" * 5000, "TP" + "9" * 5000), "TP" + "9" * 5000, "TP1" + "0" * 38),
    ],
)
def test_a_free_id_is_offered_for_a_duplicate(ids: tuple[str, ...], duplicate: str, free: str) -> None:
    roadmap = Roadmap(goals=tuple(Goal(id=key) for key in ids))
    (finding,) = duplicate_ids(roadmap)
    assert (finding.values["id"], finding.values["free"]) == (duplicate, free)


def test_the_same_id_on_two_sheets_is_fine() -> None:
    assert list(duplicate_ids(Roadmap(goals=(Goal(id="K1"),), trainings=(Training(id="K1"),)))) == []


@pytest.mark.parametrize(
    ("edges", "rings"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"], "c": []}, []),
        ({"a": ["a"]}, [["a"]]),
        ({"a": ["b"], "b": ["a"]}, [["a", "b"]]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, [["b", "c"]]),
        ({"a": ["c", "b"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [["a", "b"], ["c", "d"]]),
        ({"a": ["b", "gone"], "b": ["c"], "c": ["a", "b"]}, [["a", "b", "c"]]),
    ],
)
def test_rings_are_found_once_from_their_first_row(edges: dict[str, list[str]], rings: list[list[str]]) -> None:
    assert list(cycles(edges)) == rings


def test_a_very_long_ring_is_found_and_told_in_short() -> None:
    count = 3000
    actions = tuple(Action(id=f"TP{n}", predecessors=(f"TP{(n + 1) % count}",), owners=("X",)) for n in range(count))
    (finding,) = (finding for finding in check(Roadmap(actions=actions), None) if finding.code == "WB015")
    assert finding.values["chain"] == ("TP0 → TP1 → TP2 → TP3 → TP4 → TP5 → TP6 → TP7 → TP8 → TP9 → … → TP0")
