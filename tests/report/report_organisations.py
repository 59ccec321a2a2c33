"""Organisations of every sort for the tests of sentences: the example and its neighbours, each with something missing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from odd_surveys import odd_surveys
from report_deck_surveys import surveyed

from models import (
    counted_roadmap,
    example_roadmap,
    example_survey,
    huge_roadmap,
    month,
    quarter,
    table,
    tiny_roadmap,
)
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Goal, Level, Phase, Promise, Roadmap
from pipeline.vocabulary.survey import SurveyResult

LONG = "Pitkä näkökulman nimi " * 7


def organisations() -> Iterator[tuple[Roadmap, SurveyResult | None]]:
    """The example and its neighbours, each with something missing or unusual."""
    whole, survey = example_roadmap(), example_survey(hidden_people=6)
    yield whole, survey
    example = replace(whole, actions=whole.actions[:9])
    owner = example.organisation
    yield example, None
    yield tiny_roadmap(), None
    yield huge_roadmap(), survey
    yield Roadmap(), survey
    for count in (0, 1, 2, 11):
        yield counted_roadmap(count, max(count, 1)), survey
    for changes in (
        {"period_start": None, "period_end": None, "short_name": "", "approved_by": "", "date": None},
        {"genitive": "", "invited": None, "period_end": 2034},
        {"genitive": "", "name": "", "period_start": None},
    ):
        yield replace(example, organisation=replace(owner, **changes)), replace(survey, first_day=None, last_day=None)
    yield replace(example, vision=replace(example.vision, year=None), goals=(), promises=()), survey
    yield replace(example, vision=replace(example.vision, statement="", description="")), None
    yield from surveyed(survey)
    yield from _with_other_levels(example, survey)
    yield from _with_other_work(example, survey)
    yield from _with_odd_costs(example)
    yield from ((example, odd) for odd in odd_surveys().values())
    unphased = replace(example, phases=(), interviews=())
    yield from ((unphased, odd) for odd in (odd_surveys()["too few"], odd_surveys()["only a choice"]))


def _with_other_levels(example: Roadmap, survey: SurveyResult) -> Iterator[tuple[Roadmap, SurveyResult | None]]:
    given = tuple(
        replace(level, baseline_from_survey=level.id != "N5", priority=level.id == "N5") for level in example.levels
    )
    yield replace(example, levels=given), survey
    for rows in (
        (Level(id="X", name="Oma", baseline=2.0, target=4),),
        (Level(id="X", name="Oma", baseline=4.5, target=4), Level(id="Y", name="Toinen", baseline=4.5, target=4)),
        (Level(id="X", name="Oma", target=4),),
        tuple(Level(id=f"X{n}", name=f"{LONG}{n}", baseline=2.0 + n / 10, target=4) for n in range(6)),
    ):
        yield replace(example, levels=rows), None
    same = tuple(replace(item, mean=3.0, dont_know=0) for item in survey.perspectives)
    yield example, replace(survey, perspectives=same, breakdowns=())
    yield example, replace(survey, perspectives=same[:1])
    yield replace(example, organisation=replace(example.organisation, invited=None)), survey
    sheet = {"baseline": Place("tyokirja.xlsx", "Tasot"), "target": Place("tyokirja.xlsx", "Tasot")}
    yield replace(example, levels=tuple(replace(level, at=sheet) for level in example.levels)), survey


def _with_other_work(example: Roadmap, survey: SurveyResult) -> Iterator[tuple[Roadmap, SurveyResult | None]]:
    one_time = (Phase(phase="workshop", started=month(2026, 4), ended=month(2026, 4)),)
    yield replace(example, phases=one_time, trainings=example.trainings[:1]), survey
    yield replace(example, trainings=(replace(example.trainings[0], hours=1),)), survey
    yield replace(example, phases=one_time * 2), None
    for started, ended in ((month(2025, 11), month(2026, 3)), (quarter(2026, 1), quarter(2026, 3))):
        spread = replace(survey, first_day=dt.date(2026, 3, 30), last_day=dt.date(2026, 4, 10))
        yield replace(example, phases=(Phase(phase="workshop", started=started, ended=ended),)), spread
    actions = example.actions
    done = tuple(replace(action, status="done") for action in actions[:2])
    yield replace(example, actions=(*done, *actions[2:]), trainings=()), survey
    yield replace(example, actions=done), survey
    later = tuple(replace(action, starts=quarter(2029, 2), ends=quarter(2030, 1)) for action in actions[:3])
    for rhythm in ("kaksi kertaa vuodessa", ""):
        governance = replace(example.governance, rhythm=rhythm)
        yield replace(example, actions=later, governance=governance), survey
        yield replace(example, governance=governance), survey
    yield replace(example, actions=tuple(replace(action, starts=None) for action in actions[:2])), survey
    followed = replace(example.governance, follow_up="", update_rhythm="")
    promises = tuple(Promise(id=f"L{n}", promise=f"{LONG}{n}.", description=LONG) for n in range(1, 9))
    yield replace(example, governance=followed, promises=promises), survey
    bodies = tuple(f"Hyvinvoinnin ja terveyden edistämisen yksikkö {n}" for n in range(1, 4))
    yield replace(example, actions=tuple(replace(action, owners=bodies) for action in actions)), survey
    long_names = tuple(replace(level, id=f"X{n}", name=f"{LONG}{n}") for n, level in enumerate(example.levels))
    asked = tuple(replace(item, perspective=f"X{n}") for n, item in enumerate(survey.perspectives))
    told = replace(example.governance, follow_up=LONG * 4, reporting=LONG * 4, communication=LONG * 4)
    yield replace(example, levels=long_names, governance=told), replace(survey, perspectives=asked)
    few = tuple(replace(action, goal=f"T{n % 2 + 1}", basis="statutory") for n, action in enumerate(actions[:4]))
    yield replace(example, actions=few), survey
    unowned = (replace(actions[0], owners=(), basis="statutory", cost=100.0), *actions[1:3])
    yield replace(example, actions=unowned, levels=()), None
    by_law = tuple(replace(action, cost=50.0) for action in actions[:1])
    yield replace(example, actions=by_law, goals=(Goal(id="T1", name=f"{LONG}{LONG}"),)), None
    many = table("Tavoitteet", [Goal(id=f"T{n}", name=f"Tavoite {n}") for n in range(1, 9)])
    yield replace(example, goals=many, actions=tuple(replace(action, goal="T1") for action in actions)), None


def _with_odd_costs(example: Roadmap) -> Iterator[tuple[Roadmap, SurveyResult | None]]:
    """An estimate without a time and a cancelled one, beside estimates of several years and of one."""
    dated, undated, cancelled = (replace(action, cost=100.0) for action in example.actions[:3])
    odd = (replace(undated, starts=None, ends=None), replace(cancelled, status="cancelled"))
    yield replace(example, actions=(*example.actions[3:], *odd)), None
    yield replace(example, actions=(replace(dated, starts=quarter(2027, 1), ends=quarter(2027, 2)), *odd)), None
