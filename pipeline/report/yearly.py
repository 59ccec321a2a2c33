"""The period year by year: what begins, what should be done and what it costs, as tables.

In: the material. Out: the tuple `calendar`, a row for each half-year that has something to follow, and the record
`costs`, the same figures as in the chart of costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipeline.report.figures import ActionFigure, costs_by_year, undated_costs
from pipeline.report.material import Material, area, reckoned
from pipeline.report.wording import MISSING, or_dash
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.model import Training

_QUARTERS = 2
"""Quarters in a half-year."""


def calendar(material: Material) -> tuple[Record, ...]:
    """What begins and what should be done in each half-year, and its trainings; half-years without any are left out."""
    halves = [(year, half) for year in material.figures.years for half in range(2)]
    rows = (_half(year, half, material) for year, half in halves)
    return tuple(row for row in rows if row is not None)


def costs(material: Material) -> Record | None:
    """The cost estimates by year with the actions that begin, end and are on, and last those of no known year; None
    without estimates for any year."""
    by_year, undated = costs_by_year(material.figures), undated_costs(material.figures)
    if not any(by_year.values()):
        return None
    mine = material.figures.going
    starting = {year: [figure for figure in mine if figure.year == year] for year in by_year}
    ending = {
        year: [figure for figure in mine if figure.last is not None and figure.last // 4 == year] for year in by_year
    }
    spread = area([figure.action for figure in material.figures.actions], "starts", "ends", "cost")
    rows = tuple(
        Record(
            str(year),
            year=Text(str(year)),
            starting=_number(starting[year], material, "starts"),
            running=_number(
                [figure for figure in mine if figure.covers(year * 4, year * 4 + 3)], material, "starts", "ends"
            ),
            ending=_number(ending[year], material, "ends"),
            cost=reckoned(material.words.money(cost), spread),
        )
        for year, cost in by_year.items()
    )
    if undated:
        rows += (_undated(undated, material),)
    total = Record(
        "total",
        label=Text(material.say.first("summary.total")),
        starting=_number([figure for found in starting.values() for figure in found], material, "starts"),
        running=Text(MISSING),
        ending=_number([figure for found in ending.values() for figure in found], material, "ends"),
        cost=reckoned(material.words.money(sum(by_year.values(), undated)), spread),
    )
    return Record("costs", rows=rows, total=total)


def _undated(cost: Decimal, material: Material) -> Record:
    label, none = Text(material.say.first("exhibits.cost_open")), Text(MISSING)
    money = reckoned(material.words.money(cost), area(material.roadmap.actions, "starts", "cost"))
    return Record("open", year=label, starting=none, running=none, ending=none, cost=money)


def _half(year: int, half: int, material: Material) -> Record | None:
    first = year * 4 + half * _QUARTERS
    quarters = range(first, first + _QUARTERS)
    starting = [figure for figure in material.figures.going if figure.first in quarters]
    ending = [figure for figure in material.figures.going if figure.last in quarters]
    trainings = [training for training in material.roadmap.trainings if _quarter(training) in quarters]
    if not (starting or ending or trainings):
        return None
    return Record(
        f"{year}-{half + 1}",
        time=Text(material.say.first(f"calendar.half_{half + 1}", year=str(year))),
        starting=_ids(starting, "starts", material),
        ending=_ids(ending, "ends", material),
        trainings=reckoned(or_dash(", ".join(item.id for item in trainings)), area(material.roadmap.trainings, "time")),
    )


def _quarter(training: Training) -> int | None:
    return None if training.time is None else training.time.first.year * 4 + (training.time.first.month - 1) // 3


def _ids(figures: Iterable[ActionFigure], key: str, material: Material) -> Text:
    """Which they are of all, which their times tell."""
    ids = ", ".join(figure.action.id for figure in figures)
    return reckoned(or_dash(ids), area(material.roadmap.actions, key))


def _number(figures: Sequence[ActionFigure], material: Material, *keys: str) -> Text:
    """How many they are of all, which their times tell."""
    return reckoned(or_dash(str(len(figures) or "")), area(material.roadmap.actions, *keys))
