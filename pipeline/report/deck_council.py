"""The slides for elected officials: how it was made, the profile, the schedule, duties from law, costs.

In: the material. Out: the slides by their names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipeline.report.appendices import checked_line, deadline
from pipeline.report.deck_room import AREA, BESIDE_CHART, fitting, row_height
from pipeline.report.exhibits import RADAR
from pipeline.report.figures import ActionFigure, costs, costs_by_year
from pipeline.report.goals import money
from pipeline.report.material import Material, area, cell_text, long_text, reckoned, table_text
from pipeline.report.sentences import Count, Fact
from pipeline.report.slides import slide
from pipeline.report.summary import making
from pipeline.report.timeline import by_quarter, peak_text, starts_text
from pipeline.report.wording import MISSING, first_sentence, or_dash
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.model import Goal

_YEARS_IN_TITLE = 2
_STATUTE_WIDE, _IDS_WIDE, _GOAL_WIDE = 50, 28, 29
"""Characters on a line of the statutes' and the costs' tables."""


def slides(material: Material) -> dict[str, Record | None]:
    """The slides that only this audience sees."""
    return {
        "making": _making(material),
        "radar": _radar(material),
        "timeline": _timeline(material),
        "law": _law(material),
        **_costs(material),
    }


def _making(material: Material) -> Record | None:
    """The slide is its table, so that without phases there is none, even when a survey tells of the work."""
    made, known = making(material), material.abbreviations
    done = made.phases if made is not None else ()
    if not done or not isinstance(done, tuple):
        return None
    cells = area(material.roadmap.phases, "phase", "started", "ended", "participants")
    phases = tuple(
        Record(
            phase.key,
            name=phase.name,
            time=phase.time,
            participants=phase.participants,
            description=long_text(entry, "description", or_dash(first_sentence(entry.description, known))),
        )
        for entry, phase in zip(material.roadmap.phases, done, strict=True)
    )
    return slide("making", material, cells, survey=True, own={"phases": phases})


def _radar(material: Material) -> Record | None:
    levels = material.figures.compared
    if len(levels) not in RADAR:
        return None
    say = material.say
    figures = tuple(
        Record(
            key,
            label=Text(say.first(f"deck.radar.average_{key}")),
            value=Text(str(say.facts[f"{key}_average"]), source=area([level.level for level in levels], key)),
        )
        for key in ("baseline", "target")
    )
    priorities = say.facts["priorities"]
    if isinstance(priorities, Count) and priorities.number > 1:
        label = Text(say.first("deck.radar.priorities"))
        figures += (Record("priorities", label=label, value=Text(str(priorities.number))),)
    cells = area([level.level for level in levels], "baseline", "target")
    return slide("radar", material, cells, survey=bool(material.figures.answers), own={"figures": figures})


def _timeline(material: Material) -> Record | None:
    dated = [figure for figure in material.figures.actions if figure.first is not None and figure.last is not None]
    if not dated:
        return None
    return slide(
        "timeline",
        material,
        area([figure.action for figure in dated], "starts", "ends"),
        facts={"starts": starts_text(material).rstrip("."), "peak_text": peak_text(material)},
        title=starts_text(material, _YEARS_IN_TITLE),
        source="source_quarters" if by_quarter(material.figures.years) else "source_halves",
    )


def _law(material: Material) -> Record | None:
    required = material.figures.required
    if not required:
        return None
    by_end = sorted((figure for figure in required if figure.last is not None), key=lambda figure: figure.last or 0)
    facts: dict[str, Fact] = {"checked_line": checked_line(material)}
    if by_end:
        facts |= {
            "law_first": by_end[0].action.name,
            "law_first_end": material.time(by_end[0].action.ends),
            "law_first_end_said": material.said(by_end[0].action.ends),
            "law_last_end": material.time(by_end[-1].action.ends) if len(by_end) > 1 else "",
            "law_last_end_said": material.said(by_end[-1].action.ends) if len(by_end) > 1 else "",
        }
    cells = area([figure.action for figure in required], "basis", "statutes", "ends")
    rows = _law_rows(required, material)
    heights = [
        row_height((str(row.name), _STATUTE_WIDE), (str(row.actions), _IDS_WIDE), letters=material.letters)
        for row in rows
    ]
    shown = rows[: fitting(heights, AREA)]
    source = "source" if len(shown) == len(rows) else "source_part"
    return slide("law", material, cells, facts=facts, source=source, own={"rows": shown})


def _law_rows(required: Sequence[ActionFigure], material: Material) -> tuple[Record, ...]:
    """The statutes, those first whose duties are done first."""
    rows = []
    for statute in material.roadmap.statutes:
        users = [figure for figure in required if statute.id in figure.action.statutes]
        if users:
            name, number = cell_text(statute, "name"), table_text(statute, "number")
            rows.append((_last(users), _law_row(statute.id, name, number, users, material)))
    known = {statute.id for statute in material.roadmap.statutes}
    others = [figure for figure in required if not known & set(figure.action.statutes)]
    if others:
        name = Text(material.say.first("statutes.other_duty"))
        rows.append((_last(()), _law_row("other", name, Text(MISSING), others, material)))
    return tuple(row for _, row in sorted(rows, key=lambda item: item[0]))


def _last(users: Sequence[ActionFigure]) -> tuple[bool, int]:
    """When the last of the actions is done, to sort by; without any known end, after all others."""
    ends = [figure.last for figure in users if figure.last is not None]
    return not ends, max(ends, default=0)


def _law_row(key: str, name: Text, number: Text, users: list[ActionFigure], material: Material) -> Record:
    entries = [figure.action for figure in users]
    return Record(
        key,
        name=name,
        number=number,
        actions=Text(", ".join(action.id for action in entries), source=area(entries, "statutes")),
        deadline=Text(deadline(users, material), source=area(entries, "ends")),
    )


def _costs(material: Material) -> dict[str, Record | None]:
    """The estimates by year and goal; where no year is known, by goal alone on a slide of its own kind."""
    figures, words = material.figures, material.words
    total = costs(figures.actions)
    if not total:
        return {}
    goals = [(goal, costs(figures.serving(goal))) for goal in material.roadmap.main_goals]
    known = [(goal, cost) for goal, cost in goals if cost is not None]
    by_year = costs_by_year(figures)
    yearly = any(by_year.values())
    facts: dict[str, Fact] = {"yearly": Count(int(yearly)), **dearest_year(by_year, material)}
    if len(known) > 1:
        goal, cost = max(known, key=lambda item: item[1])
        facts |= {"top_cost_goal": goal.name, "top_goal_cost": words.money(cost)}
    rows = _cost_rows(goals, material)
    cells = area(material.roadmap.actions, "cost")
    made = slide(
        "costs",
        material,
        cells,
        facts=facts,
        also=(area(material.roadmap.actions, "starts", "ends", "cost"),),
        own={
            "rows": rows,
            "total": Record(
                "total",
                name=Text(material.say.first("deck.costs.total")),
                cost=Text(words.money(total), source=cells),
            ),
        },
    )
    return {"costs" if yearly else "costs_table": made}


def dearest_year(by_year: Mapping[int, Decimal], material: Material) -> dict[str, Fact]:
    """The year with the largest estimate, where more than one has any."""
    if sum(cost > 0 for cost in by_year.values()) < 2:
        return {}
    top = max(by_year, key=by_year.__getitem__)
    return {"top_year": str(top), "top_year_cost": material.words.money(by_year[top])}


def _cost_rows(goals: Sequence[tuple[Goal, Decimal | None]], material: Material) -> tuple[Record, ...]:
    """The goals and their estimates; of many goals the dearest, and the others together in one row."""
    by_cost = sorted(goals, key=lambda item: -(item[1] or 0))
    letters = material.letters
    heights = [row_height((f"{goal.id} {goal.name}", _GOAL_WIDE), letters=letters) for goal, _ in by_cost]
    all_fit = fitting(heights, BESIDE_CHART) == len(goals)
    others_too = BESIDE_CHART if all_fit else BESIDE_CHART - row_height(("", 1), letters=letters)
    dearest = by_cost[: fitting(heights, others_too)]
    rows = [
        Record(goal.id, id=cell_text(goal, "id"), name=cell_text(goal, "name"), cost=_cost(goal, cost, material))
        for goal, cost in goals
        if (goal, cost) in dearest
    ]
    others = [cost for goal, cost in goals if (goal, cost) not in dearest]
    if others:
        known = [cost for cost in others if cost is not None]
        total = reckoned(
            money(sum(known, Decimal(0)) if known else None, material), area(material.roadmap.actions, "goal", "cost")
        )
        name = material.say.first("deck.costs.others", others=Count(len(others)))
        rows.append(Record("others", id=Text(), name=Text(name), cost=total))
    return tuple(rows)


def _cost(goal: Goal, cost: Decimal | None, material: Material) -> Text:
    entries = [figure.action for figure in material.figures.serving(goal)]
    return reckoned(money(cost, material), area(entries, "cost"))
