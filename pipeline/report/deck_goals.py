"""The goals in a deck: all of them on one slide, then a slide for each with its gap and its actions.

In: the material, the goals' and actions' records, and how many slides the deck may still take. Out: the slides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipeline.report.deck_room import UNDER_STRIP, fitting, parts, row_height
from pipeline.report.deck_shared import starting_facts
from pipeline.report.facts import level_facts
from pipeline.report.figures import ActionFigure, LevelFigure, by_start, costs
from pipeline.report.goals import perspectives_of, step, widest_gap
from pipeline.report.material import Material, area, cell_text, reckoned, table_text
from pipeline.report.sentences import Count, Fact
from pipeline.report.slides import TITLE_LINE, full_stop, slide
from pipeline.report.wording import MISSING, first_sentence
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.model import Goal

_GOAL_SLIDES = 6
_LEAD_LIMIT = 132
"""Characters in the strip's two lines; a longer lead is left out."""
_SPOKEN = 80
"""Longer texts of the workbook are not read aloud."""
_AHEAD = frozenset({"not_started", "moved"})
_NUMBERED_LINE = 60
"""Characters of a title on one line before the number of its part: no single word is left for a second."""
FEW_ACTIONS = 6
"""So many actions of several goals are one slide."""
_NAME_WIDE, _OWNER_WIDE, _TIME_WIDE = 40, 24, 19
"""Characters on a line of a goal's table."""


def goals_slide(material: Material, goals: Sequence[Record]) -> Record | None:
    """Every goal, the widest gap that it closes, and how many actions it has."""
    mine = material.roadmap.main_goals
    if not mine:
        return None
    gaps = [widest_gap(goal, material) for goal in mine]
    by_count = sorted(mine, key=lambda goal: -len(material.figures.serving(goal)))
    top = [len(material.figures.serving(goal)) for goal in by_count[:2]]
    alone = len(top) == 2 and top[0] > top[1]
    closing = all(gap is not None and gap.gap is not None and gap.gap > 0 for gap in gaps)
    facts: dict[str, Fact] = {
        "closing": Count(len(mine)) if closing else "",
        "closing_all": Count(len(mine)) if closing and _all_gaps_served(material) else "",
        "all_listed": Count(int(not are_few(material))),
        "top_goal": by_count[0].name if alone else "",
        "top_goal_actions": Count(top[0]) if alone else "",
    }
    rows = tuple(
        Record(
            goal.id,
            id=cell_text(goal, "id"),
            name=cell_text(goal, "name"),
            gap=cell_text(goal, "perspectives", f"{gap.name} {step(gap, material)}" if gap else MISSING),
            count=reckoned(str(record.action_count), area(material.roadmap.actions, "goal")),
        )
        for goal, gap, record in zip(mine, gaps, goals, strict=True)
    )
    cells = area(mine, "id", "name", "perspectives")
    return slide("goals", material, cells, area(material.roadmap.actions, "goal"), facts=facts, own={"rows": rows})


def _all_gaps_served(material: Material) -> bool:
    """Whether every perspective with a gap belongs to some goal."""
    served = {name for goal in material.roadmap.main_goals for name in perspectives_of(goal, material)}
    return all(level.level.id in served for level in material.figures.widest)


def goal_slides(
    material: Material, goals: Sequence[Record], actions: Mapping[str, Record], room: int
) -> tuple[Record, ...]:
    """A slide for each goal that has actions; of more than six (or fewer, in a full deck) those with the widest gaps.

    `room` is how many slides the deck may still take: when the goals' tables would need more, the longest show only
    their most urgent actions (priority 1, or those that start first), and the appendix has all. In a full deck there
    are none: all goals stand on a slide together.
    """
    if are_few(material) or room < 1:
        return ()
    chosen = _with_actions(material)
    most = min(_GOAL_SLIDES, max(room - 1, 1))  # one to spare, should a table need a further slide
    if len(chosen) > most:
        widest = sorted(chosen, key=lambda goal: _gap_order(goal, material))[:most]
        chosen = [goal for goal in chosen if goal in widest]
    shown = {goal.id: list(material.figures.serving(goal)) for goal in chosen}
    while sum(_parts(found, material) for found in shown.values()) > max(room, len(shown)):
        longest = max(shown, key=lambda name: _parts(shown[name], material))
        shown[longest] = _urgent(shown[longest], material)
    by_id = {goal.key: goal for goal in goals}
    return tuple(_goal(goal, by_id[goal.id], shown[goal.id], material, actions) for goal in chosen)


def slides_wanted(material: Material) -> int:
    """How many goals would have a slide of their own, were there room for all that may."""
    return 0 if are_few(material) else min(_GOAL_SLIDES, len(_with_actions(material)))


def are_few(material: Material) -> bool:
    """Whether the actions of several goals are so few that they are shown together."""
    return len(_with_actions(material)) > 1 and len(material.figures.actions) <= FEW_ACTIONS


def few_actions(material: Material) -> Record | None:
    """All actions on one slide, instead of a slide for each goal."""
    if not are_few(material):
        return None
    cells = area(material.roadmap.actions, "id", "name", "owners", "starts", "ends", "status")
    first = starting_facts("few_first", by_start(material.figures.going), material)
    return slide("few_actions", material, cells, facts=first)


def _with_actions(material: Material) -> list[Goal]:
    return [goal for goal in material.roadmap.main_goals if material.figures.serving(goal)]


def _gap_order(goal: Goal, material: Material) -> tuple[bool, Decimal]:
    """The widest gap first, a goal without any last."""
    found = widest_gap(goal, material)
    gap = None if found is None else found.gap
    return gap is None, -(gap or Decimal(0))


def _heights(figures: Sequence[ActionFigure], material: Material) -> list[float]:
    return [
        row_height(
            (figure.action.name, _NAME_WIDE),
            (_short_owner(figure, material), _OWNER_WIDE),
            (material.span(figure.action.starts, figure.action.ends), _TIME_WIDE),
            letters=material.letters,
        )
        for figure in figures
    ]


def _short_owner(figure: ActionFigure, material: Material) -> str:
    """The responsible bodies; of many the first, and how many others there are."""
    owners = figure.action.owners
    whole = ", ".join(owners)
    if len(owners) < 2 or len(whole) <= 2 * _OWNER_WIDE:
        return whole
    return material.say.first("deck.goal.owner", owner=owners[0], more=Count(len(owners) - 1))


def with_short_owner(figure: ActionFigure, action: Record, material: Material) -> Record:
    """An action's record with its responsible bodies as a slide's row has room for them."""
    owner = table_text(figure.action, "owners", _short_owner(figure, material))
    return Record(action.key, **{**{name: action[name] for name in action}, "owner": owner})


def _parts(figures: Sequence[ActionFigure], material: Material) -> int:
    return parts(_heights(figures, material), UNDER_STRIP)


def _urgent(figures: Sequence[ActionFigure], material: Material) -> list[ActionFigure]:
    """One slide's rows: priority 1 and what starts first before others, in their own order."""
    ordered = sorted(by_start(figures), key=lambda figure: figure.action.priority != 1)
    first = ordered[: fitting(_heights(ordered, material), UNDER_STRIP)]
    return [figure for figure in figures if figure in first]


def _goal(
    goal: Goal,
    record: Record,
    shown: Sequence[ActionFigure],
    material: Material,
    actions: Mapping[str, Record],
) -> Record:
    mine, gap = material.figures.serving(goal), widest_gap(goal, material)
    lead = first_sentence(goal.description, material.abbreviations)
    what, metric = full_stop(lead) if lead else "", str(record.metric).rstrip(".")
    total = costs(mine)
    facts: dict[str, Fact] = {
        "goal_id": goal.id,
        "goal_name": goal.name,
        "goal_actions": Count(len(mine)),
        "goal_only": Count(int(len(mine) == 1)),
        "goal_what": what if len(what) <= _SPOKEN else "",
        "goal_metric": metric if len(metric) <= _SPOKEN else "",
        "goal_under_way": Count(sum(figure.status == "under_way" for figure in mine)),
        "goal_untouched": Count(int(all(figure.status in _AHEAD for figure in mine))),
        "goal_statutory": Count(sum(figure.statutory and figure.going for figure in mine)),
        "goal_others": Count(sum(not figure.statutory and figure.going for figure in mine)),
        "goal_cost": "" if total is None else material.words.money(total),
        **starting_facts("goal_first", by_start(figure for figure in mine if figure.going), material),
        **level_facts("goal_gap", gap if gap in material.figures.widest else None, material.words),
    }
    return slide(
        "goal",
        material,
        area([figure.action for figure in mine], "id", "name", "owners", "starts", "ends", "status"),
        facts=facts,
        also=(area((goal,)), area([figure.action for figure in mine], "cost")),
        identity=goal.id,
        longest=material.letters.on_title(TITLE_LINE if _parts(shown, material) == 1 else _NUMBERED_LINE),
        source="source" if len(shown) == len(mine) else "source_part",
        own={
            "id": record.id,
            "lead": cell_text(goal, "description", lead if len(lead) <= material.letters.on_line(_LEAD_LIMIT) else ""),
            **_gap(gap, goal, material),
            "actions": tuple(with_short_owner(item, actions[item.action.id], material) for item in shown),
        },
    )


def _gap(gap: LevelFigure | None, goal: Goal, material: Material) -> dict[str, Text]:
    """The way from baseline to target that the goal is to close, and whose way it is."""
    known = gap if gap is not None and gap.gap is not None and gap.gap > 0 else None
    return {
        "gap_name": cell_text(goal, "perspectives", known.name if known else ""),
        "gap_step": Text(step(known, material) if known else "", source=area((known.level,) if known else ())),
    }
