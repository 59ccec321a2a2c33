"""The one computed model: each share is rounded by itself, sums are exact, gaps come from rounded levels."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import example_roadmap, example_survey, quarter, table
from pipeline.language import round_half_up
from pipeline.report.figures import Figures, costs, costs_by_year, figures, mean, shares
from pipeline.vocabulary.model import Action, Goal, Level, Roadmap

CENTS = st.floats(min_value=0, max_value=1e7, allow_nan=False).map(lambda value: round(value, 2))
TIMES = st.tuples(st.integers(2025, 2032), st.integers(1, 4))


def computed(**parts: Any) -> Figures:
    return figures(replace(Roadmap(), **parts), None, "fi")


def action(**values: Any) -> Action:
    return Action(id=values.pop("id", "TP1"), goal=values.pop("goal", "T1"), **values)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=7))
def test_a_share_is_the_count_rounded_half_up(counts: list[int]) -> None:
    exact = [Decimal(count * 100) / max(sum(counts), 1) for count in counts]

    assert shares(counts) == tuple(int(round_half_up(share)) for share in exact)
    assert len(set(zip(counts, shares(counts), strict=True))) == len(set(counts))


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ((1, 1, 1), (33, 33, 33)),
        ((2, 2, 2, 1, 1), (25, 25, 25, 13, 13)),
        ((0, 0), (0, 0)),
        ((1, 199), (1, 100)),
        ((2, 5, 0), (29, 71, 0)),
        ((1, 0, 0), (100, 0, 0)),
    ],
)
def test_equal_counts_have_equal_shares(counts: tuple[int, ...], found: tuple[int, ...]) -> None:
    assert shares(counts) == found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CENTS, TIMES, TIMES), min_size=1, max_size=12))
def test_costs_by_year_sum_to_the_whole(rows: list[tuple[float, tuple[int, int], tuple[int, int]]]) -> None:
    actions = tuple(
        action(id=f"TP{place}", cost=cost, starts=quarter(*start), ends=quarter(*end))
        for place, (cost, start, end) in enumerate(rows)
    )
    made = computed(actions=actions)

    assert sum(costs_by_year(made).values()) == costs(made.actions)
    assert all(value >= 0 for value in costs_by_year(made).values())


def test_a_cost_is_spread_evenly_over_its_quarters() -> None:
    made = computed(actions=(action(cost=12000, starts=quarter(2027, 3), ends=quarter(2028, 4)),))

    assert costs_by_year(made) == {2027: 4000, 2028: 8000}


def test_costs_without_any_estimate() -> None:
    assert costs(computed(actions=(action(),)).actions) is None
    assert costs_by_year(computed(actions=(action(),))) == {}


@pytest.mark.parametrize(
    ("baseline", "target", "printed", "gap"),
    [
        (2.45, 4, "2.5", "1.5"),
        (2.44, 4, "2.4", "1.6"),
        (3.95, 4, "4.0", "0.0"),
        (4.2, 4, "4.2", "-0.2"),
        (None, 4, None, None),
        (3.0, None, "3.0", None),
    ],
)
def test_gaps_come_from_the_rounded_baseline(baseline: Any, target: Any, printed: str | None, gap: str | None) -> None:
    (level,) = computed(levels=(Level(id="X", name="X", baseline=baseline, target=target),)).levels

    assert level.baseline == (None if printed is None else Decimal(printed))
    assert level.gap == (None if gap is None else Decimal(gap))


def test_means_round_halves_up() -> None:
    assert mean([Decimal("2.4"), Decimal("2.5")]) == Decimal("2.5")
    assert mean([]) is None


def test_levels_are_ordered_by_gap_with_ties_in_the_workbooks_order() -> None:
    rows = (("A", 3.0, 4), ("B", None, 4), ("C", 2.0, 4), ("D", 3.0, 4), ("E", 4.5, 4))
    made = computed(levels=tuple(Level(id=name, name=name, baseline=low, target=high) for name, low, high in rows))

    assert [level.name for level in made.by_gap] == ["C", "A", "D", "E", "B"]
    assert [level.name for level in made.widest] == ["C", "A", "D"]


DEFAULT = "Kerätyn datan ja tiedon hyödyntäminen toiminnassa ja johtamisessa"


@pytest.mark.parametrize(
    ("id_", "name", "printed", "inessive"),
    [
        ("N5", DEFAULT, "Tiedolla johtaminen", "tiedolla johtamisessa"),
        ("N5", f"  {DEFAULT.upper()} ", "Tiedolla johtaminen", "tiedolla johtamisessa"),
        ("N5", "Oma näkökulma", "Oma näkökulma", ""),
        ("N6", DEFAULT, DEFAULT, ""),
        ("X1", "", "X1", ""),
    ],
)
def test_default_perspectives_have_short_names(id_: str, name: str, printed: str, inessive: str) -> None:
    (level,) = computed(levels=(Level(id=id_, name=name),)).levels

    assert (level.name, level.inessive) == (printed, inessive)


def test_actions_find_the_main_goal_above_their_sub_goal() -> None:
    goals = (Goal(id="T1"), Goal(id="T1.1", parent="T1"), Goal(id="T1.1.1", parent="T1.1"))
    made = computed(goals=goals, actions=(action(goal="T1.1.1"), action(id="TP2", goal="gone")))

    assert [item.goal.id if item.goal else None for item in made.actions] == ["T1", None]


def test_a_ring_of_goals_ends() -> None:
    goals = (Goal(id="A", parent="B"), Goal(id="B", parent="A"))

    assert computed(goals=goals, actions=(action(goal="A"),)).actions[0].goal is not None


@pytest.mark.parametrize(
    ("basis", "statutes", "statutory"),
    [("statutory", (), True), ("", ("S1",), True), ("own_need", ("S1",), False), ("", (), False)],
)
def test_what_the_law_requires(basis: Any, statutes: tuple[str, ...], statutory: bool) -> None:
    assert computed(actions=(action(basis=basis, statutes=statutes),)).actions[0].statutory is statutory


def test_responsible_bodies_are_one_however_they_are_typed() -> None:
    rows = (("Hallinto", "ICT "), ("hallinto",), ("ICT", "ict"))
    made = computed(actions=tuple(action(id=f"TP{place}", owners=owners) for place, owners in enumerate(rows)))

    assert [(owner.name, len(owner.actions)) for owner in made.owners] == [("Hallinto", 2), ("ICT ", 2)]


@pytest.mark.parametrize(("day_year", "first_year"), [(2026, 2027), (2028, 2028), (2040, 2027)])
def test_the_first_year_is_the_periods_or_the_documents(day_year: int, first_year: int) -> None:
    roadmap = example_roadmap()
    day = roadmap.organisation.date
    assert day is not None
    organisation = replace(roadmap.organisation, date=day.replace(year=day_year))

    assert figures(replace(roadmap, organisation=organisation), None, "fi").first_year == first_year


def test_the_example_has_the_figures_it_was_made_for() -> None:
    made = figures(example_roadmap(), example_survey(), "fi")

    assert len(made.actions) == 24
    assert [len(made.starting(year)) for year in made.years] == [10, 11, 3, 0]
    assert costs(made.actions) == 486_000
    assert [str(answer.mean) for answer in made.answers] == [str(level.baseline) for level in made.levels]


def test_rows_are_placed_in_the_builder() -> None:
    (row,) = table("Toimenpiteet", [action(name="N")])

    assert str(row.place("name")) == "digitiekarttatyokirja.xlsx: Toimenpiteet!C5"
