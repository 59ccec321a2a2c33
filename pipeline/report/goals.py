"""Goals and actions: a card, the sub-goals and the actions of each goal.

In: the material. Out: the tuples `goals` and `actions`, and `goals_intro`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pipeline.language import NO_BREAK
from pipeline.report.figures import ActionFigure, LevelFigure, costs
from pipeline.report.material import ARROW, Material, area, cell_text, long_text, reckoned, table_text
from pipeline.report.sentences import Count
from pipeline.report.wording import first_sentence, lead_and_rest, or_dash
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.model import Action, Goal

_OWN_PAGE_FROM = 10
"""Actions from which a goal surely fills pages of its own."""
_LONG_DESCRIPTION = 600
_LONGEST_VALUE = 14
"""Characters of a number with its unit."""


def actions(material: Material) -> dict[str, Record]:
    """Every action's record by its id, in the workbook's order."""
    return {figure.action.id: _action(figure, material) for figure in material.figures.actions}


def goals(material: Material, done: Mapping[str, Record]) -> tuple[Record, ...]:
    """The main goals, each with its sub-goals and actions (records of `actions`)."""
    mine = material.roadmap.main_goals
    return tuple(_goal(goal, material, done, last=goal is mine[-1]) for goal in mine)


def widest_gap(goal: Goal, material: Material) -> LevelFigure | None:
    """The perspective of a goal whose gap is the widest, its sub-goals' perspectives counted in."""
    mine = set(perspectives_of(goal, material))
    return next((level for level in material.figures.by_gap if level.gap is not None and level.level.id in mine), None)


def perspectives_of(goal: Goal, material: Material) -> list[str]:
    """The perspectives that a goal and its sub-goals serve, by id."""
    return [name for item in _family(goal, material) for name in item.perspectives]


def step(level: LevelFigure, material: Material) -> str:
    """A perspective's way: 2,4 → 4, a dash for what is not known."""
    baseline = "" if level.baseline is None else material.words.number(level.baseline, 1)
    return material.step(or_dash(baseline), or_dash("" if level.target is None else str(level.target)))


def money(total: Decimal | None, material: Material) -> str:
    """A sum of cost estimates as printed in a table."""
    return or_dash("" if total is None else material.words.money(total))


def _goal(goal: Goal, material: Material, done: Mapping[str, Record], *, last: bool) -> Record:
    say, mine = material.say, material.figures.serving(goal)
    lead, rest = lead_and_rest(goal.description)
    total = costs(mine)
    own = tuple(done[figure.action.id] for figure in mine)
    entries = [figure.action for figure in mine]
    cost_line = say.first("goals.cost_line", goal_cost=_sum(total, material))
    return Record(
        goal.id,
        id=cell_text(goal, "id"),
        name=cell_text(goal, "name"),
        lead=cell_text(goal, "description", lead),
        description=long_text(goal, "description", rest),
        perspectives=cell_text(goal, "perspectives", _perspective_line(goal, material)),
        metric=_metric(goal),
        compass=cell_text(goal, "compass", _compass(goal, material)),
        strategy=cell_text(goal, "strategy"),
        subgoals=tuple(_subgoal(item) for item in _family(goal, material)[1:]),
        actions=own,
        action_count=len(mine),
        count_line=reckoned(say.first("goals.count_line", count=Count(len(mine))), area(entries, "goal")),
        card_line=reckoned(
            say.first("goals.card_line", count=Count(len(mine)), goal_cost=_sum(total, material)),
            area(entries, "goal"),
            area(entries, "cost"),
        ),
        cost=Text(money(total, material), source=area(entries, "cost")),
        cost_line=Text(cost_line, source=area(entries, "cost")),
        statutory_note=Text(say.first("goals.statutory_note") if any(figure.statutory for figure in mine) else ""),
        caption=Text(say.first("captions.goal", goal_id=goal.id)),
        starts_page=len(mine) >= _OWN_PAGE_FROM,
        is_last=last,
        long_actions=tuple(record for figure, record in zip(mine, own, strict=True) if _is_long(figure.action)),
    )


def _sum(total: Decimal | None, material: Material) -> str:
    return "" if total is None else material.words.money(total)


def _family(goal: Goal, material: Material) -> list[Goal]:
    """A goal and all goals below it, in the workbook's order."""
    family = {goal.id}
    while more := {item.id for item in material.roadmap.goals if item.parent in family} - family:
        family |= more
    return [goal, *(item for item in material.roadmap.goals if item.id in family and item.id != goal.id)]


def _subgoal(goal: Goal) -> Record:
    return Record(
        goal.id,
        id=cell_text(goal, "id"),
        name=cell_text(goal, "name"),
        description=long_text(goal, "description"),
        metric=_metric(goal),
    )


def _perspective_line(goal: Goal, material: Material) -> str:
    mine = set(perspectives_of(goal, material))
    found = [level for level in material.figures.levels if level.level.id in mine]
    return " · ".join(
        f"{level.name} {step(level, material)}" if level.gap is not None else level.name for level in found
    )


def _metric(goal: Goal) -> Text:
    values = [unparted(value) for value in (goal.baseline_value, goal.target_value) if value]
    way = f"{NO_BREAK}{ARROW}{NO_BREAK}".join(values)
    line = ": ".join(part for part in (goal.metric, way) if part)
    return Text(line, source=area((goal,), "metric", "baseline_value", "target_value"))


def unparted(value: str) -> str:
    """A number stays with its unit; a value in words may break."""
    return value.replace(" ", NO_BREAK) if value[:1].isdigit() and len(value) <= _LONGEST_VALUE else value


def _compass(goal: Goal, material: Material) -> str:
    names = material.words.catalog("sentences")["compass"]
    return " · ".join(str(names[part]) for part in goal.compass)


def _action(figure: ActionFigure, material: Material) -> Record:
    action, goal = figure.action, figure.goal
    return Record(
        action.id,
        id=cell_text(action, "id"),
        name=cell_text(action, "name"),
        description=long_text(action, "description"),
        first_sentence=cell_text(action, "description", first_sentence(action.description, material.abbreviations)),
        owner=table_text(action, "owners", ", ".join(action.owners)),
        persons=table_text(action, "persons", ", ".join(action.persons)),
        sector=table_text(action, "sector"),
        start=table_text(action, "starts", material.time(action.starts)),
        end=table_text(action, "ends", material.time(action.ends)),
        time=Text(material.span(action.starts, action.ends), source=area((action,), "starts", "ends")),
        priority=table_text(action, "priority", str(action.priority or "")),
        status=cell_text(action, "status", material.status(figure.status)),
        status_key=cell_text(action, "status", figure.status),
        statutes=cell_text(action, "statutes", _statutes(figure, material)),
        mark=cell_text(action, "basis", "§" if figure.statutory else ""),
        predecessors=table_text(action, "predecessors", ", ".join(action.predecessors)),
        cost=table_text(action, "cost", "" if action.cost is None else material.words.money(action.cost)),
        **_quiet_lines(action, material),
        metric=table_text(action, "metric"),
        goal_id=Text(or_dash(goal.id if goal else ""), source=action.place("goal")),
        goal_name=Text(or_dash(goal.name if goal else ""), source=action.place("goal")),
        is_new=_is_new(action, material),
        is_long=_is_long(action),
    )


def _quiet_lines(action: Action, material: Material) -> dict[str, Text]:
    """What is told of an action beside its time and status; "" for what is not known."""
    given = {
        "cost": "" if action.cost is None else material.words.money(action.cost),
        "priority": str(action.priority or ""),
        "predecessors": ", ".join(action.predecessors),
    }
    return {
        f"{key}_line": cell_text(action, key, material.say.knowing(**{key: value}).first(f"goals.action_{key}"))
        for key, value in given.items()
    }


def _statutes(figure: ActionFigure, material: Material) -> str:
    """The statutes in one line, "§" before them when the action is required by law."""
    known = {statute.id: statute for statute in material.roadmap.statutes}
    found = [known[name] for name in figure.action.statutes if name in known]
    line = ", ".join(" ".join(part for part in (statute.name, statute.number) if part) for statute in found)
    return f"§\N{NO-BREAK SPACE}{line}" if line and figure.statutory else line


def _is_new(action: Action, material: Material) -> bool:
    """Added in the document's own year, after the period had begun."""
    organisation = material.roadmap.organisation
    if action.added is None or organisation.period_start is None or organisation.date is None:
        return False
    return action.added == organisation.date.year >= organisation.period_start


def _is_long(action: Action) -> bool:
    return len(action.description) > _LONG_DESCRIPTION
