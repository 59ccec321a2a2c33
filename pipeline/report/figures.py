"""The one computed model: every figure that text, table, chart and slide share.

In: a roadmap whose baselines are in place, and its survey. Out: `Figures`. Levels are rounded here once, gaps are
taken from the rounded levels, and nothing after this rounds anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from pipeline.language import round_half_up
from pipeline.report.perspectives import label
from pipeline.vocabulary.model import Action, Goal, Language, Level, Roadmap, Status
from pipeline.vocabulary.survey import PerspectiveResult, SurveyResult

ZERO = Decimal(0)
_TENTH = Decimal("0.1")
_SHARED = 2
"""As many perspectives may share the best mean, or the weakest, for one of them to be named."""


@dataclass(frozen=True, slots=True)
class LevelFigure:
    """A perspective's printed name and its levels; `inessive` is "" where no data give one."""

    level: Level
    name: str
    inessive: str
    baseline: Decimal | None
    target: int | None

    @property
    def gap(self) -> Decimal | None:
        """Target less baseline, one decimal; None when either is missing."""
        return None if self.baseline is None or self.target is None else self.target - self.baseline

    @property
    def priority(self) -> bool:
        """Whether the perspective is one of the main development targets."""
        return self.level.priority is True


@dataclass(frozen=True, slots=True)
class ActionFigure:
    """An action, the main goal it serves, and its quarters as running numbers (year × 4 + 0…3)."""

    action: Action
    goal: Goal | None
    first: int | None
    last: int | None
    statutory: bool
    status: Status

    @property
    def year(self) -> int | None:
        """The year the action starts in."""
        return None if self.first is None else self.first // 4

    @property
    def going(self) -> bool:
        """Whether the action is or will be done: a cancelled one neither starts, ends, costs nor is required."""
        return self.status != "cancelled"

    @property
    def estimate(self) -> Decimal | None:
        """The cost estimate in whole euros as it counts in sums; None without one, and of a cancelled action."""
        cost = self.action.cost
        return round_half_up(cost) if cost is not None and self.going else None

    def covers(self, first: int, last: int) -> bool:
        """Whether the action is on in any quarter from `first` to `last`."""
        return self.first is not None and self.last is not None and self.first <= last and self.last >= first


@dataclass(frozen=True, slots=True)
class OwnerFigure:
    """A responsible body and its actions, in the order in which they start."""

    name: str
    actions: tuple[ActionFigure, ...]


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """How one perspective was answered, as it is printed; None for what the survey does not tell.

    `mean` and `median` to one decimal; `margin`, the error of the mean, rounded up to one; `agreement` from 0 to 100;
    `shares` in whole per cent, () without answers; `dont_know` in whole per cent of all asked.
    """

    name: str
    level: Level
    result: PerspectiveResult
    mean: Decimal
    shares: tuple[int, ...] = ()
    dont_know: int | None = None
    median: Decimal | None = None
    margin: Decimal | None = None
    agreement: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it. `levels` and `actions` in the workbook's order, `years` the period, `first_year` of first steps."""

    levels: tuple[LevelFigure, ...]
    actions: tuple[ActionFigure, ...]
    owners: tuple[OwnerFigure, ...]
    answers: tuple[AnswerFigure, ...]
    years: tuple[int, ...]
    first_year: int | None

    @property
    def going(self) -> tuple[ActionFigure, ...]:
        """The actions that are not cancelled, in the workbook's order."""
        return tuple(figure for figure in self.actions if figure.going)

    @property
    def required(self) -> tuple[ActionFigure, ...]:
        """The actions that the law requires and that are not cancelled."""
        return tuple(figure for figure in self.going if figure.statutory)

    @property
    def compared(self) -> tuple[LevelFigure, ...]:
        """The levels that have both a baseline and a target, in the workbook's order."""
        return tuple(level for level in self.levels if level.gap is not None)

    @property
    def by_gap(self) -> tuple[LevelFigure, ...]:
        """All levels, the widest gap first; those without a gap last."""
        return tuple(sorted(self.levels, key=lambda level: (level.gap is None, -(level.gap or ZERO))))

    @property
    def widest(self) -> tuple[LevelFigure, ...]:
        """The levels whose target is above the baseline, the widest gap first."""
        return tuple(level for level in self.by_gap if level.gap is not None and level.gap > 0)

    @property
    def by_mean(self) -> tuple[AnswerFigure, ...]:
        """The answers, the best mean first."""
        return tuple(sorted(self.answers, key=lambda answer: -answer.mean))

    @property
    def counted(self) -> tuple[AnswerFigure, ...]:
        """Those of the answers whose distribution is known, the best mean first."""
        return tuple(answer for answer in self.by_mean if answer.shares)

    def serving(self, goal: Goal) -> tuple[ActionFigure, ...]:
        """The actions of a main goal and its sub-goals, in the workbook's order."""
        return tuple(figure for figure in self.actions if figure.goal is not None and figure.goal.id == goal.id)

    def starting(self, year: int | None) -> tuple[ActionFigure, ...]:
        """The actions that start in a year, the first first."""
        return by_start(figure for figure in self.going if year is not None and figure.year == year)


def figures(roadmap: Roadmap, survey: SurveyResult | None, language: Language) -> Figures:
    """Everything that is computed of a roadmap and its survey, once."""
    actions = _actions(roadmap)
    return Figures(
        levels=tuple(_level(level, language) for level in roadmap.levels),
        actions=actions,
        owners=_owners(actions),
        answers=_answers(roadmap, survey, language),
        years=_years(roadmap, actions),
        first_year=_first_year(roadmap, actions),
    )


def by_start(actions: Iterable[ActionFigure]) -> tuple[ActionFigure, ...]:
    """Actions in the order in which they start; those without a time last."""
    return tuple(sorted(actions, key=lambda figure: (figure.first is None, figure.first or 0)))


def mean(values: Sequence[Decimal | int]) -> Decimal | None:
    """The mean to one decimal, halves up; None of nothing."""
    return round_half_up(sum(map(Decimal, values), ZERO) / len(values), 1) if values else None


def margin(half_width: float) -> Decimal:
    """Half a confidence interval, rounded up to one decimal: "at most this much" must hold."""
    return round_half_up(half_width, 6).quantize(_TENTH, rounding=ROUND_CEILING)


def have_ends(by_mean: Sequence[AnswerFigure]) -> bool:
    """Whether a perspective can be called the best and one the weakest: two means, each shared by two at the most."""
    means = [answer.mean for answer in by_mean]
    ends = [means.count(mean) for mean in (means[0], means[-1])] if means else []
    return bool(means) and means[0] != means[-1] and max(ends) <= _SHARED


def shares(counts: Sequence[int]) -> tuple[int, ...]:
    """Counts as whole per cent, each rounded half up by itself; all 0 when there are none.

    They need not sum to 100, but equal counts are equal shares, which a reader can see.
    """
    total = sum(counts) or 1
    return tuple((count * 200 + total) // (2 * total) for count in counts)


def costs(actions: Iterable[ActionFigure]) -> Decimal | None:
    """The sum of the cost estimates in whole euros, each rounded as it is printed; None when there is none.

    A cancelled action costs nothing any more: no cost figure counts it.
    """
    known = [euros for figure in actions if (euros := figure.estimate) is not None]
    return sum(known, ZERO) if known else None


def undated_costs(figures: Figures) -> Decimal:
    """The estimates that no year has, since their actions have no start: `costs` less the years together."""
    return costs(figure for figure in figures.actions if figure.first is None) or ZERO


def costs_by_year(figures: Figures) -> dict[int, Decimal]:
    """The cost estimates by year, each spread evenly over its action's quarters.

    The years and `undated_costs` sum to `costs` exactly.
    Shares are printed in the roundest euros the whole is a multiple of (thousands, hundreds …), by largest remainder.
    """
    spread: dict[int, Fraction] = dict.fromkeys(figures.years, Fraction(0))
    for figure in figures.actions:
        if figure.estimate is not None and figure.first is not None:
            quarters = range(figure.first, max(figure.last or figure.first, figure.first) + 1)
            for quarter in quarters:
                part = Fraction(figure.estimate) / len(quarters)
                spread[quarter // 4] = spread.get(quarter // 4, Fraction(0)) + part
    unit = next(unit for unit in (1000, 100, 10, 1) if sum(spread.values()) % unit == 0)
    whole = {year: int(spread[year] // unit) for year in sorted(spread)}
    left = int(sum(spread.values())) // unit - sum(whole.values())
    for year in sorted(whole, key=lambda year: -(spread[year] / unit % 1))[:left]:
        whole[year] += 1
    return {year: Decimal(count * unit) for year, count in whole.items()}


def _level(level: Level, language: Language) -> LevelFigure:
    printed = label(level, language)
    baseline = None if level.baseline is None else round_half_up(level.baseline, 1)
    return LevelFigure(level, printed.name, printed.inessive, baseline, level.target)


def _actions(roadmap: Roadmap) -> tuple[ActionFigure, ...]:
    goals = {goal.id: goal for goal in roadmap.goals}
    return tuple(
        ActionFigure(
            action=action,
            goal=_main_goal(action.goal, goals),
            first=_quarter(action.starts.first) if action.starts else None,
            last=_quarter(action.ends.last) if action.ends else None,
            statutory=action.basis == "statutory" or (not action.basis and bool(action.statutes)),
            status=action.status or "not_started",
        )
        for action in roadmap.actions
    )


def _quarter(day: dt.date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def _main_goal(name: str, goals: dict[str, Goal]) -> Goal | None:
    goal = goals.get(name)
    seen: set[str] = set()
    while goal is not None and goal.parent and goal.id not in seen:
        seen.add(goal.id)
        goal = goals.get(goal.parent)
    return goal


def _owners(actions: tuple[ActionFigure, ...]) -> tuple[OwnerFigure, ...]:
    names: dict[str, str] = {}
    shared: dict[str, list[ActionFigure]] = {}
    for figure in actions:
        own = {" ".join(owner.split()).casefold(): owner for owner in figure.action.owners}
        for key, owner in own.items():
            names.setdefault(key, owner)
            shared.setdefault(key, []).append(figure)
    found = [OwnerFigure(names[key], by_start(mine)) for key, mine in shared.items()]
    return tuple(sorted(found, key=lambda owner: -len(owner.actions)))


def _answers(roadmap: Roadmap, survey: SurveyResult | None, language: Language) -> tuple[AnswerFigure, ...]:
    found = []
    for level in roadmap.levels:
        result = survey.result(level.id) if survey else None
        if result is not None:
            found.append(_answer(level, result, label(level, language).name))
    return tuple(found)


def _answer(level: Level, result: PerspectiveResult, name: str) -> AnswerFigure:
    asked = result.answers + result.dont_know
    return AnswerFigure(
        name=name,
        level=level,
        result=result,
        mean=round_half_up(result.mean, 1),
        shares=shares(result.counts),
        dont_know=int(round_half_up(Decimal(result.dont_know * 100) / asked)) if result.counts and asked else None,
        median=None if result.median is None else round_half_up(result.median, 1),
        margin=None if result.half_width is None else margin(result.half_width),
        agreement=None if result.agreement is None else int(round_half_up(result.agreement * 100)),
    )


def _years(roadmap: Roadmap, actions: tuple[ActionFigure, ...]) -> tuple[int, ...]:
    start, end = roadmap.organisation.period_start, roadmap.organisation.period_end
    known = sorted({quarter // 4 for figure in actions for quarter in (figure.first, figure.last) if quarter})
    start = start if start is not None else next(iter(known), None)
    end = end if end is not None else (known[-1] if known else start)
    return () if start is None or end is None else tuple(range(start, end + 1))


def _first_year(roadmap: Roadmap, actions: tuple[ActionFigure, ...]) -> int | None:
    """The period's first year, or the document's own when that is later; the next one in which anything starts."""
    organisation = roadmap.organisation
    years = [organisation.period_start or 0, organisation.date.year if organisation.date else 0]
    starts = sorted(figure.year for figure in actions if figure.year is not None and figure.going)
    return next((year for year in starts if year >= max(years)), starts[0] if starts else None)
