"""The roadmap on one page, and how it was made.

In: the material, the goals' records. Out: the records `summary` and `making`.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.report.figures import LevelFigure, costs
from pipeline.report.material import Material, area, cell_text, long_text, reckoned, table_text
from pipeline.report.sentences import Count
from pipeline.report.wording import or_dash
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Phase

_GAPS_SHOWN = 3
_STEPS_SHOWN, _STEPS_BESIDE_MANY_GOALS = 5, 3
_FEWEST_FIGURES = 3
_FIGURE_FROM = 2
_COSTS_UP_TO_GOALS = 8


def summary(material: Material, goals: Sequence[Record]) -> Record:
    """The summary page: pull figures, the widest gaps, the goals, the first steps."""
    say, figures = material.say, material.figures
    gaps = figures.widest[:_GAPS_SHOWN]
    total = costs(figures.actions)
    has_costs = total is not None and len(goals) <= _COSTS_UP_TO_GOALS
    actions = [figure.action for figure in figures.actions]
    steps = _STEPS_SHOWN if len(goals) <= _COSTS_UP_TO_GOALS else _STEPS_BESIDE_MANY_GOALS
    return Record(
        "summary",
        figures=pull_figures(material),
        gaps_heading=Text(say.first("summary.gaps_heading", shown=Count(len(gaps))) if gaps else ""),
        gaps_text=reckoned(_gaps_text(material), area(material.roadmap.levels, "baseline", "target")),
        gaps=tuple(_gap(level, material) for level in gaps),
        goals_heading=Text(say.first("summary.goals_heading")),
        goals=tuple(
            Record(
                goal.key,
                id=goal.id,
                name=goal.name,
                count=reckoned(str(goal.action_count), area(actions, "goal")),
                cost=goal.cost,
            )
            for goal in goals
        ),
        goals_total=Record(
            "total",
            label=Text(say.first("summary.total")),
            goals=Text(say.phrase("summary.total_goals")),
            count=reckoned(
                material.words.number(sum(int(str(goal.action_count)) for goal in goals)), area(actions, "goal")
            ),
            cost=Text("" if total is None else material.words.money(total), source=area(actions, "cost")),
        ),
        has_costs=has_costs,
        cost_note=Text(say.every("summary.cost_note") if has_costs else ""),
        steps_heading=Text(say.first("summary.steps_heading")),
        steps=tuple(
            Record(
                figure.action.id,
                start=table_text(figure.action, "starts", material.time(figure.action.starts)),
                name=cell_text(figure.action, "name"),
                owner=table_text(figure.action, "owners", ", ".join(figure.action.owners)),
            )
            for figure in figures.starting(figures.first_year)[:steps]
        ),
        steps_note=reckoned(say.every("summary.steps_note"), area(actions, "starts")),
    )


def pull_figures(material: Material) -> tuple[Record, ...]:
    """The figures worth a large print: at least two of a thing, and at least three figures; else none."""
    found = []
    for key in ("goals", "actions", "starting", "statutory"):
        count = material.say.facts[key]
        if isinstance(count, Count) and count.number >= _FIGURE_FROM:
            label = material.say.first(f"summary.{key}_label")
            value = material.words.number(count.number)
            found.append(Record(key, label=Text(label), value=reckoned(value, _cells_of(key, material))))
    return tuple(found) if len(found) >= _FEWEST_FIGURES else ()


def _cells_of(key: str, material: Material) -> Place:
    """Where it is seen how many there are."""
    if key == "goals":
        return area(material.roadmap.main_goals, "id")
    return area(material.roadmap.actions, {"starting": "starts", "statutory": "basis"}.get(key, "id"))


def making(material: Material) -> Record | None:
    """How the roadmap was made; None when neither phases nor a survey tell it."""
    if not material.roadmap.phases and not tells_of_survey(material):
        return None
    dates = area(material.roadmap.phases, "started", "ended")
    phases = tuple(_phase(phase, place, material) for place, phase in enumerate(material.roadmap.phases, 1))
    return Record("making", lead=reckoned(material.say.every("making.lead"), dates), phases=phases)


def tells_of_survey(material: Material) -> bool:
    """Whether there is something to say of a survey, and be it that too few answered."""
    return material.survey is not None and (material.survey.too_few or material.survey.respondents > 0)


def _gap(level: LevelFigure, material: Material) -> Record:
    entry, words = level.level, material.words
    return Record(
        entry.id,
        name=cell_text(entry, "name", level.name),
        mark=cell_text(entry, "priority", "*" if level.priority else ""),
        baseline=cell_text(entry, "baseline", words.number(level.baseline or 0, 1)),
        target=cell_text(entry, "target", str(level.target)),
        gap=Text(words.number(level.gap or 0, 1, signed=True), source=area((entry,), "baseline", "target")),
    )


def _gaps_text(material: Material) -> str:
    figures, say = material.figures, material.say
    own = bool(figures.compared) and all(level.level.baseline_from_survey for level in figures.compared)
    survey_average = say.facts["baseline_average"] if own and figures.answers else ""
    return say.every("summary.gaps_text", survey_average=survey_average)


def _phase(phase: Phase, place: int, material: Material) -> Record:
    name = material.say.first(f"phase.{phase.phase}") if phase.phase else ""
    participants = "" if phase.participants is None else material.words.number(phase.participants)
    return Record(
        f"phase-{place}",
        name=table_text(phase, "phase", name),
        time=Text(material.span(phase.started, phase.ended), source=area((phase,), "started", "ended")),
        participants=table_text(phase, "participants", participants),
        description=long_text(phase, "description", or_dash(phase.description)),
    )
