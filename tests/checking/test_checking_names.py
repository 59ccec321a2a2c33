"""Names that are nearly the same, of actions and of responsibles, and goals by the actions that serve them."""

from dataclasses import replace

import pytest
from sound_roadmap import SOUND, change

from pipeline.checking.actions import near_duplicates
from pipeline.checking.goals import goals_without_action
from pipeline.checking.responsibles import two_spellings
from pipeline.vocabulary.model import Action, Goal, Roadmap


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Otetaan käyttöön sähköinen arkisto", "otetaan käyttöön sähköinen arkisto.", True),
        ("Otetaan käyttöön sähköinen arkisto", "Sähköinen arkisto otetaan käyttöön", True),
        ("Otetaan käyttöön sähköinen arkisto", "Otetaan käyttön sähköinen arkisto", True),
        ("Koulutetaan koko henkilöstö", "Koulutetaan koko henkilöstöä", True),
        ("Uudistetaan verkkosivut, vaihe 1", "Uudistetaan verkkosivut, vaihe 2", False),
        ("Uudistetaan verkkosivut, vaihe I", "Uudistetaan verkkosivut, vaihe II", False),
        ("Otetaan käyttöön sähköinen arkisto", "Otetaan käyttöön sähköinen asiointi", False),
        ("Koulutetaan esihenkilöt", "Koulutetaan opettajat", False),
        ("Hankitaan laitteet kouluille", "Hankitaan laitteet päiväkodeille", False),
    ],
)
def test_near_names(name: str, other: str, *, same: bool) -> None:
    actions = (Action(id="TP1", goal="T1", name=name), Action(id="TP2", goal="T1", name=other))
    assert bool(list(near_duplicates(Roadmap(actions=actions)))) is same


def test_the_same_name_under_another_goal_or_in_a_copied_row_is_not_told() -> None:
    elsewhere = (Action(id="TP1", goal="T1", name="Koulutetaan"), Action(id="TP2", goal="T2", name="Koulutetaan"))
    copied = (Action(id="TP1", goal="T1", name="Koulutetaan"), Action(id="TP1", goal="T1", name="Koulutetaan"))
    assert list(near_duplicates(Roadmap(actions=elsewhere))) == []
    assert list(near_duplicates(Roadmap(actions=copied))) == []


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Tietohallinto", "tietohallinto", True),
        ("Tieto-hallinto", "Tietohallinto", True),
        ("Sivistyspalvelut", "Sivistyspalvelu", True),
        ("Sivistyspalvelut", "Sivistyspavelut", True),
        ("Varhaiskasvatus 1", "Varhaiskasvatus 2", False),
        ("Johtaja", "Johtajat", False),
        ("Talousjohtaja", "Talouspäällikkö", False),
        ("Tekninen lautakunta", "Tekninen johtaja", False),
    ],
)
def test_spellings_of_bodies(name: str, other: str, *, same: bool) -> None:
    actions = (Action(owners=(name,)), Action(owners=(other,)))
    assert bool(list(two_spellings(Roadmap(actions=actions)))) is same


def test_the_rarer_spelling_is_told_and_people_may_have_near_names() -> None:
    usual, rare = SOUND.actions[0], change(SOUND, "actions", 1, owners=("TIETOHALLINTO",)).actions[1]
    (finding,) = two_spellings(Roadmap(actions=(rare, usual, replace(usual, id="TP9"))))
    assert (finding.values["name"], finding.values["other"]) == ("TIETOHALLINTO", "Tietohallinto")
    people = (Action(persons=("Anna Virtanen",)), Action(persons=("Anne Virtanen",)))
    assert list(two_spellings(Roadmap(actions=people))) == []


@pytest.mark.parametrize(
    ("served", "told"),
    [
        (("T1",), ["T2"]),
        (("T1.1", "T2"), ["T1.2"]),
        (("T1.1", "T1.2", "T2"), []),
        (("T1", "T2"), []),
        (("T2",), ["T1"]),
    ],
)
def test_a_goal_has_the_actions_of_its_sub_goals(served: tuple[str, ...], told: list[str]) -> None:
    goals = (Goal(id="T1"), Goal(id="T1.1", parent="T1"), Goal(id="T1.2", parent="T1"), Goal(id="T2"))
    given = Roadmap(goals=goals, actions=tuple(Action(goal=goal) for goal in served))
    assert [finding.values["id"] for finding in goals_without_action(given)] == told


def test_a_cancelled_action_serves_no_goal() -> None:
    given = Roadmap(goals=(Goal(id="T1"),), actions=(Action(goal="T1", status="cancelled"),))
    assert [finding.values["id"] for finding in goals_without_action(given)] == ["T1"]
