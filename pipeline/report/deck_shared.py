"""The slides that both audiences see: cover, figures, gaps, goals, a slide per goal, follow-up, next steps.

In: the material, the goals' and actions' records. Out: the slides by their names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from pipeline.report.facts import level_facts
from pipeline.report.figures import ActionFigure, by_start, costs
from pipeline.report.goals import step, widest_gap
from pipeline.report.material import Material, area, cell_text
from pipeline.report.sentences import Count, Fact
from pipeline.report.slides import TITLE_LIMIT, slide
from pipeline.report.summary import pull_figures
from pipeline.report.wording import MISSING, first_sentence, or_dash
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.model import Action, Goal

_GOAL_SLIDES = 6
_ROWS_A_SLIDE = 4
_SOON = timedelta(days=92)
_RHYTHM_LIMIT = 40


def slides(material: Material, goals: Sequence[Record]) -> dict[str, Record | None]:
    """The shared slides, but those of single goals."""
    return {
        "cover": _cover(material),
        "figures": _figures(material),
        "gaps": _gaps(material),
        "goals": _goals(material, goals),
        "follow_up": _follow_up(material),
        "next": _next(material),
    }


def goal_slides(
    material: Material, goals: Sequence[Record], actions: Mapping[str, Record], room: int
) -> tuple[Record, ...]:
    """A slide for each goal that has actions; of more than six (or fewer, in a full deck) those with the widest gaps.

    `room` is how many slides the deck may still take: when the goals' tables would need more, the longest show only
    their most urgent actions (priority 1, or those that start first), and the appendix has all.
    """
    chosen = [goal for goal in material.roadmap.main_goals if material.figures.serving(goal)]
    most = min(_GOAL_SLIDES, max(room - 1, 1))  # one to spare, should a table need a further slide
    if len(chosen) > most:
        widest = sorted(chosen, key=lambda goal: _gap_order(goal, material))[:most]
        chosen = [goal for goal in chosen if goal in widest]
    shown = {goal.id: list(material.figures.serving(goal)) for goal in chosen}
    while sum(map(_parts, shown.values())) > max(room, len(shown)):
        longest = max(shown, key=lambda name: _parts(shown[name]))
        shown[longest] = _urgent(shown[longest])
    by_id = {goal.key: goal for goal in goals}
    return tuple(_goal(goal, by_id[goal.id], shown[goal.id], material, actions) for goal in chosen)


def starting_facts(prefix: str, figures: Sequence[ActionFigure], material: Material) -> dict[str, Fact]:
    """Name, time and responsible body of the first of some actions."""
    first = next(iter(figures), None)
    if first is None:
        return {prefix: ""}
    return {
        prefix: first.action.name,
        f"{prefix}_time": material.span(first.action.starts, first.action.ends),
        f"{prefix}_owner": ", ".join(first.action.owners),
    }


def _cover(material: Material) -> Record:
    subtitle = material.say.first(f"deck.subtitle_{material.audience}")
    entry = material.roadmap.organisation
    return slide("cover", material, area((entry,), "genitive"), own={"subtitle": Text(subtitle)})


def _figures(material: Material) -> Record | None:
    figures, entry = pull_figures(material), material.roadmap.vision
    if not figures and not entry.statement:
        return None
    actions = material.say.facts["actions"] if entry.statement else ""
    return slide(
        "figures",
        material,
        area(material.roadmap.actions, "id", "starts", "basis"),
        area((entry,), "statement"),
        facts={"vision_actions": actions},
        own={"figures": figures, "vision": cell_text(entry, "statement")},
    )


def _gaps(material: Material) -> Record | None:
    levels = material.figures.compared
    if not levels:
        return None
    title = "" if material.figures.widest else material.say.first("deck.gaps.title_reached")
    cells = area([level.level for level in levels], "baseline", "target", "priority")
    return slide("gaps", material, cells, survey=bool(material.figures.answers), title=title)


def _goals(material: Material, goals: Sequence[Record]) -> Record | None:
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
        "top_goal": by_count[0].name if alone else "",
        "top_goal_actions": Count(top[0]) if alone else "",
    }
    rows = tuple(
        Record(
            goal.id,
            id=cell_text(goal, "id"),
            name=cell_text(goal, "name"),
            gap=cell_text(goal, "perspectives", f"{gap.name} {step(gap, material)}" if gap else MISSING),
            count=record.count,
        )
        for goal, gap, record in zip(mine, gaps, _counted(goals), strict=True)
    )
    cells = area(mine, "id", "name", "perspectives")
    return slide("goals", material, cells, area(material.roadmap.actions, "goal"), facts=facts, own={"rows": rows})


def _counted(goals: Sequence[Record]) -> tuple[Record, ...]:
    return tuple(Record(goal.key, count=Text(str(goal.action_count))) for goal in goals)


def _gap_order(goal: Goal, material: Material) -> float:
    gap = widest_gap(goal, material)
    return -float(gap.gap) if gap is not None and gap.gap is not None else 100.0


def _parts(figures: Sequence[ActionFigure]) -> int:
    return -(-len(figures) // _ROWS_A_SLIDE)


def _urgent(figures: Sequence[ActionFigure]) -> list[ActionFigure]:
    """One slide's rows: priority 1 and what starts first before others, in their own order."""
    ordered = sorted(by_start(figures), key=lambda figure: figure.action.priority != 1)[:_ROWS_A_SLIDE]
    return [figure for figure in figures if figure in ordered]


def _goal(
    goal: Goal,
    record: Record,
    shown: Sequence[ActionFigure],
    material: Material,
    actions: Mapping[str, Record],
) -> Record:
    mine = material.figures.serving(goal)
    total = costs(mine)
    facts: dict[str, Fact] = {
        "goal_id": goal.id,
        "goal_name": goal.name,
        "goal_actions": Count(len(mine)),
        "goal_statutory": Count(sum(figure.statutory for figure in mine)),
        "goal_cost": "" if total is None else material.words.money(total),
        **starting_facts("goal_first", by_start(mine), material),
        **level_facts("goal_gap", widest_gap(goal, material), material.words),
    }
    cells = area([figure.action for figure in mine], "id", "name", "owners", "starts", "ends", "status")
    return slide(
        "goal",
        material,
        cells,
        facts=facts,
        identity=goal.id,
        source="source" if len(shown) == len(mine) else "source_part",
        own={"id": record.id, "lead": record.lead, "actions": tuple(actions[item.action.id] for item in shown)},
    )


def _follow_up(material: Material) -> Record | None:
    rows = _follow_up_rows(material)
    if not rows:
        return None
    done, under_way = material.say.facts["done"], material.say.facts["under_way"]
    begun = isinstance(done, Count) and done.number > 0
    facts: dict[str, Fact] = {
        "follow_total": material.say.facts["actions"] if begun else "",
        "follow_done": done if begun else "",
        "follow_under_way": under_way if begun else "",
    }
    entry = material.roadmap.governance
    return slide("follow_up", material, area((entry,)), facts=facts, own={"rows": rows})


def _follow_up_rows(material: Material) -> tuple[Record, ...]:
    entry, say = material.roadmap.governance, material.say
    texts = {
        "owner": entry.owner,
        "coordinator": entry.coordinator,
        "group": ", ".join(entry.follow_up_group),
        "rhythm": entry.rhythm,
        "update_rhythm": entry.update_rhythm,
        "follow_up": first_sentence(entry.follow_up, material.abbreviations),
        "reporting": first_sentence(entry.reporting, material.abbreviations),
        "communication": first_sentence(entry.communication, material.abbreviations),
    }
    field = {"group": "follow_up_group"}
    return tuple(
        Record(key, label=Text(say.first(f"deck.follow_up.{key}")), text=cell_text(entry, field.get(key, key), text))
        for key, text in texts.items()
        if text
    )


def _next(material: Material) -> Record:
    organisation = material.roadmap.organisation
    starting = material.figures.starting(material.figures.first_year)
    facts = {**starting_facts("first_action", starting, material), **training_facts(material)}
    rhythm = str(material.say.facts["rhythm"])
    facts["rhythm"] = rhythm if len(rhythm) <= _RHYTHM_LIMIT and ". " not in rhythm else ""
    title = material.say.first(f"deck.next.title_{_beginning(material)}", longest=TITLE_LIMIT, **facts)
    return slide(
        "next",
        material,
        area((organisation,), "approved_by", "approved_on"),
        area((material.roadmap.governance,), "rhythm", "update_rhythm"),
        area(_first_starting(material), "starts", "owners"),
        facts=facts,
        title=title,
        own={
            "rows": _next_rows(material),
            "contact": cell_text(organisation, "contact"),
            "email": cell_text(organisation, "email"),
            "email_address": cell_text(
                organisation, "email", f"mailto:{organisation.email}" if organisation.email else ""
            ),
        },
    )


def _first_starting(material: Material) -> list[Action]:
    return [figure.action for figure in material.figures.starting(material.figures.first_year)[:1]]


def _beginning(material: Material) -> str:
    """Whether the work starts soon after the document's day, later, or at a time not told."""
    day, starting = material.roadmap.organisation.date, _first_starting(material)
    first = starting[0].starts if starting else None
    if first is None:
        return "open"
    return "later" if day is not None and first.first - day > _SOON else "soon"


def training_facts(material: Material) -> dict[str, Fact]:
    """The first training: name, time, audience."""
    timed = sorted(
        (training.time.first, place)
        for place, training in enumerate(material.roadmap.trainings)
        if training.time is not None
    )
    first = material.roadmap.trainings[timed[0][1]] if timed else None
    if first is None:
        return {"first_training": ""}
    return {
        "first_training": first.name,
        "first_training_time": material.time(first.time),
        "first_training_audience": first.audience,
    }


def _next_rows(material: Material) -> tuple[Record, ...]:
    entry, say = material.roadmap.organisation, material.say
    rows: list[tuple[str, str, str]] = []
    if entry.approved_by and entry.approved_on and material.audience == "council":
        rows.append(("approval", material.words.day(entry.approved_on), say.first("deck.next.approval")))
    starting = material.figures.starting(material.figures.first_year)
    if starting and starting[0].first is not None:
        count = Count(sum(figure.first == starting[0].first for figure in starting))
        when = material.quarter(starting[0].first)
        rows.append(("actions", when, say.first("deck.next.first_actions", count=count)))
    training = training_facts(material)
    if training["first_training"] and material.audience == "staff":
        what = say.first("deck.next.first_training", training=training["first_training"])
        rows.append(("training", str(training["first_training_time"]), what))
    for key, what in (("rhythm", "reviewed"), ("update_rhythm", "updated")):
        if when := str(say.facts[key]):
            rows.append((key, when[:1].upper() + when[1:], say.first(f"deck.next.{what}")))
    return tuple(Record(key, when=Text(or_dash(when)), what=Text(what)) for key, when, what in rows)
