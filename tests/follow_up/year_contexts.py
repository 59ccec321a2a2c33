"""Contexts of follow-ups of every sort, so that every sentence has somebody to say it.

In: nothing. Out: pairs of roadmaps with what their surveys tell, and contexts of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from years import DAY, SINCE, dated, eventful, measured, with_actions

from models import example_roadmap, example_survey, huge_roadmap, quarter, tiny_roadmap
from pipeline.comparing.following import Measured, follow, pair_years
from pipeline.report.followup.context import context
from pipeline.vocabulary.content import Context, Picture
from pipeline.vocabulary.model import Action, Indicator, Language, Level, Roadmap

LOGO = Picture(b"", "image/png", 1, 1, "")
Pair = tuple[Roadmap, Roadmap, Measured | None]


def pairs() -> Iterator[Pair]:
    """Years in which something of each kind happened, or nothing, or of which little is known."""
    old, new = eventful()
    yield old, new, measured()
    yield old, new, measured(before=None)
    yield old, new, measured(people=None, before=None)
    yield old, new, None
    yield new, new, None
    yield Roadmap(), Roadmap(), None
    yield Roadmap(), new, None
    yield old, replace(new, actions=()), None
    yield replace(old, file="vanha.xlsx"), new, None
    yield replace(old, file="vanha.xlsx", organisation=replace(old.organisation, date=None)), new, None
    yield old, replace(new, organisation=replace(new.organisation, date=None)), measured()
    yield replace(old, organisation=replace(old.organisation, date=None)), new, measured()
    yield dated(old, dt.date(2028, 2, 1)), new, measured()
    yield old, replace(new, organisation=replace(new.organisation, genitive="")), None
    yield old, replace(new, organisation=replace(new.organisation, name="", genitive="", short_name="")), None
    yield dated(tiny_roadmap(), SINCE), dated(tiny_roadmap(), DAY), None
    huge = huge_roadmap()
    yield dated(huge, SINCE), dated(huge, DAY), measured()
    yield behind()
    yield old, replace(new, governance=replace(new.governance, update_rhythm="", rhythm="kahdesti vuodessa")), None
    yield from _few()
    yield from _levels(old, new)
    yield from _indicators(old, new)
    yield from _goals(old, new)


def _action(number: int, status: str, **values: object) -> Action:
    action = Action(id=f"TP{number}", goal="T1", name=f"Työ {number} {'abcdefgh'[number] * 6}", owners=("Johtaja",))
    return replace(action, status=status, ends=quarter(2030, 1), **values)  # type: ignore[arg-type]


def _few() -> Iterator[Pair]:
    """Few actions, one of each kind or a single one."""
    base = replace(example_roadmap(), indicators=())
    for status in ("done", "under_way", "not_started", "moved", "cancelled"):
        one = [_action(1, status)]
        yield dated(with_actions(base, one), SINCE), dated(with_actions(base, one), DAY), None
        yield dated(with_actions(base, ()), SINCE), dated(with_actions(base, one), DAY), None
    several = [
        ["under_way", "under_way"],
        ["not_started", "not_started"],
        ["done", "done"],
        ["done", "under_way"],
        ["under_way"] * 2 + ["not_started"] * 3,
    ]
    for statuses in several:
        before = [_action(place, "not_started") for place in range(len(statuses))]
        now = [_action(place, status) for place, status in enumerate(statuses)]
        yield dated(with_actions(base, before), SINCE), dated(with_actions(base, now), DAY), None
        yield dated(with_actions(base, now), SINCE), dated(with_actions(base, before[:1]), DAY), None
        yield dated(with_actions(base, now[:1]), SINCE), dated(with_actions(base, now), DAY), None
        ready = [replace(item, status="done") for item in now]
        yield dated(with_actions(base, ready), SINCE), dated(with_actions(base, before), DAY), None
    late = [_action(place, "under_way", owners=(), goal="T77") for place in range(2)]
    late = [replace(item, ends=quarter(2027, 1)) for item in late]
    yield dated(with_actions(base, late), SINCE), dated(with_actions(base, late), DAY), None
    owners = [replace(item, owners=tuple(f"Taho {n}" for n in range(place + 1))) for place, item in enumerate(late)]
    yield dated(with_actions(base, owners), SINCE), dated(with_actions(base, owners), dt.date(2027, 4, 20)), None
    crowd = [
        replace(_action(place, "under_way", owners=(f"Taho {place}",)), ends=quarter(2027, 1)) for place in range(8)
    ]
    yield dated(with_actions(base, crowd), SINCE), dated(with_actions(base, crowd), DAY), None
    moved = [replace(item, ends=quarter(2031, 2), owners=("Johtaja", "Apulainen")) for item in crowd]
    yield dated(with_actions(base, crowd), SINCE), dated(with_actions(base, moved), DAY), None
    closed = [replace(item, status="cancelled") for item in crowd]
    yield dated(with_actions(base, crowd), SINCE), dated(with_actions(base, closed), DAY), None
    done = [replace(item, status="done") for item in crowd]
    yield dated(with_actions(base, done), SINCE), dated(with_actions(base, moved), DAY), None
    yield dated(with_actions(base, done), SINCE), dated(with_actions(base, ()), DAY), None


def behind() -> Pair:
    """One action late, one moved, one nobody's."""
    base = example_roadmap()
    late = replace(_action(1, "under_way"), ends=quarter(2027, 1))
    then = [late, _action(2, "not_started"), _action(3, "not_started", owners=())]
    now = [late, replace(then[1], ends=quarter(2031, 1)), then[2]]
    return dated(with_actions(base, then), SINCE), dated(with_actions(base, now), DAY), None


def _levels(old: Roadmap, new: Roadmap) -> Iterator[Pair]:
    """Levels that all rise, all fall, stay, or are of no known perspective."""
    for step in (-0.4, 0.4, 0.0):
        levels = tuple(replace(level, baseline=(level.baseline or 0) + step) for level in new.levels)
        for sure in (True, False, None):
            yield replace(old, levels=levels), new, Measured(150, 186, {level.id: sure for level in new.levels})
        one = replace(old, levels=levels[:1])
        yield one, new, Measured(150, 186, {"N1": True})
    long = "Hyvin pitkän nimen saanut näkökulma, jonka nimi ei mahdu yhdelle riville"
    many = tuple(Level(id=f"Y{place}", name=f"{long} {place}", baseline=2.0) for place in range(15))
    raised = tuple(replace(level, baseline=2.5) for level in many)
    yield replace(old, levels=many), replace(new, levels=raised), Measured(150, 186, {})
    own = (Level(id="X1", name="Oma näkökulma", baseline=2.0), Level(id="X2", name="Toinen näkökulma", baseline=3.0))
    mine = tuple(replace(level, baseline=(level.baseline or 0) + place) for place, level in enumerate(own, 1))
    yield replace(old, levels=own), replace(new, levels=mine), Measured(150, 186, {"X1": True, "X2": True})
    lower = tuple(replace(level, baseline=1.0 + place / 2) for place, level in enumerate(own))
    yield replace(old, levels=own), replace(new, levels=lower), Measured(150, 186, {"X1": True, "X2": True})


def _indicators(old: Roadmap, new: Roadmap) -> Iterator[Pair]:
    """One or several indicators that came nearer, went farther or stayed."""

    def row(number: int, value: str) -> Indicator:
        return Indicator(
            id=f"M{number}", name=f"Luku {'abcdef'[number] * 5}", baseline_value=value, target_value="40 %"
        )

    before = tuple(row(number, "20 %") for number in range(4))
    for values in (["20 %"], ["30 %"], ["10 %"], ["40 %"], ["30 %", "35 %", "10 %", "5 %"], ["45 %"] * 2, ["eri"] * 4):
        now = tuple(row(number, value) for number, value in enumerate(values))
        yield replace(old, indicators=before[: len(now)]), replace(new, indicators=now), None
    yield replace(old, indicators=before), replace(new, indicators=before[:1]), None
    many = tuple(row(number % 6, "30 %") for number in range(40))
    named = tuple(replace(item, id=f"M{place}", name=f"{item.name} {place}") for place, item in enumerate(many))
    yield replace(old, indicators=named), replace(new, indicators=named), None


def _goals(old: Roadmap, new: Roadmap) -> Iterator[Pair]:
    """Goals that came or went, sub-goals too."""
    yield old, replace(new, goals=old.goals), None
    yield old, replace(new, goals=new.goals[:1]), None
    yield replace(old, goals=old.goals[:1]), replace(new, goals=old.goals), None
    renamed = tuple(replace(goal, name=f"{goal.name} nyt") for goal in old.goals)
    yield old, replace(new, goals=renamed), None
    one = tuple(goal for goal in old.goals if goal is not old.goals[1])
    yield old, replace(new, goals=one), None
    yield replace(old, goals=one), replace(new, goals=old.goals), None


def made(pair: Pair, language: Language = "fi", *, is_deck: bool = False) -> Context:
    """The context of a pair of years."""
    old, new, levels = pair
    survey = example_survey() if levels else None
    year = follow(old, new, pair_years(old, new), levels)
    return context(new, old, year, survey, language=language, is_deck=is_deck, logo=LOGO if levels else None)
