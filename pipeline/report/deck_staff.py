"""The slides for staff: what changes, how they answered and differ, trainings, who helps, the next four quarters.

In: the material. Out: the slides by their names.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.language import round_half_up
from pipeline.report.deck_groups import groups
from pipeline.report.deck_room import AREA, fitting, row_height
from pipeline.report.deck_shared import starting_facts, training_facts
from pipeline.report.figures import ActionFigure, OwnerFigure, by_start
from pipeline.report.governance import skills
from pipeline.report.material import Material, area, cell_text, reckoned, table_text
from pipeline.report.sentences import Count, Fact
from pipeline.report.slides import full_stop, slide
from pipeline.report.wording import first_sentence
from pipeline.vocabulary.content import Record, Text

_CHANGES = 5
_HELPERS = 8
_YEAR_ROWS, _YEAR_ROOM = 10, 1.8 * AREA
_ACTION_WIDE, _OWNER_WIDE = 58, 34
"""Characters on a line of the table of the next four quarters."""
_LIKERT_ROWS = 6
_OVER = frozenset({"done", "cancelled"})


def slides(material: Material) -> dict[str, Record | None]:
    """The slides that only this audience sees."""
    return {
        "changes": _changes(material),
        "survey": _survey(material),
        "groups": groups(material),
        "trainings": _trainings(material),
        "help": _help(material),
        "year": _year(material),
    }


def _changes(material: Material) -> Record | None:
    """The actions that end first and tell what they mean."""
    ahead = [
        figure
        for figure in material.figures.actions
        if figure.last is not None and figure.status not in _OVER and figure.action.description
    ]
    first = sorted(ahead, key=_end)[:_CHANGES]
    if not first:
        return None
    rows = tuple(_change(figure, material) for figure in first)
    facts: dict[str, Fact] = {
        "changes": Count(len(rows)),
        "all_changes": Count(len(rows)) if len(rows) == len(material.figures.actions) else "",
        "change_first": str(rows[0].name),
        "change_first_end": str(rows[0].deadline),
        "change_first_end_said": material.said(first[0].action.ends),
        "change_first_what": full_stop(str(rows[0].what)),
    }
    if len(rows) > 1:
        facts |= {"change_last": str(rows[-1].name), "change_last_end": str(rows[-1].deadline)}
        facts["change_last_end_said"] = material.said(first[-1].action.ends)
    cells = area([figure.action for figure in first], "name", "description", "ends")
    return slide("changes", material, cells, facts=facts, own={"rows": rows})


def _end(figure: ActionFigure) -> date:
    """The last day: of two in one quarter a month may end before the quarter does."""
    ends = figure.action.ends
    return ends.last if ends else date.max


def _change(figure: ActionFigure, material: Material) -> Record:
    action = figure.action
    return Record(
        action.id,
        name=cell_text(action, "name"),
        what=cell_text(action, "description", first_sentence(action.description, material.abbreviations)),
        deadline=table_text(action, "ends", material.time(action.ends)),
    )


def _survey(material: Material) -> Record | None:
    answers = material.figures.counted
    if not answers:
        return None
    source = "source_short" if len(answers) > _LIKERT_ROWS else "source"
    return slide("survey", material, survey=True, source=source)


def _trainings(material: Material) -> Record | None:
    made = skills(material)
    if made is None:
        return None
    found = material.roadmap.trainings
    known = [round_half_up(training.hours, 1) for training in found if training.hours is not None]
    total = sum(known, Decimal(0))
    hours = material.words.number(total, 0 if total == int(total) else 1) if len(known) == len(found) else ""
    cells = area(found, "name", "audience", "time", "hours")
    facts = {**training_facts(material), "training_hours": hours, "one_hour": hours if hours == "1" else ""}
    return slide("trainings", material, cells, facts=facts, own={"rows": made.trainings})


def _help(material: Material) -> Record | None:
    owners = material.figures.owners
    if not owners:
        return None
    shown = owners[:_HELPERS]
    rows = tuple(
        Record(
            owner.name,
            name=Text(owner.name, source=owner.actions[0].action.place("owners")),
            count=reckoned(str(len(owner.actions)), area(material.roadmap.actions, "owners")),
            what=reckoned(
                _matters(owner, material),
                owner.actions[0].action.place("name"),
                area(material.roadmap.actions, "owners"),
            ),
        )
        for owner in shown
    )
    cells = area(material.roadmap.actions, "owners", "name")
    facts: dict[str, Fact] = {
        "top_owner_number": str(len(owners[0].actions)),
        "owners_shown": Count(len(shown)) if len(shown) < len(owners) else "",
    }
    source = "source" if len(shown) == len(owners) else "source_part"
    return slide("help", material, cells, facts=facts, source=source, own={"rows": rows})


def _matters(owner: OwnerFigure, material: Material) -> str:
    """The action that starts first, and how many others there are."""
    more = Count(len(owner.actions) - 1) if len(owner.actions) > 1 else ""
    return material.say.first("deck.help.what", action=owner.actions[0].action.name, more=more)


def _year(material: Material) -> Record | None:
    """What begins in the four quarters from the document's day, or from the period's start when that is later."""
    begin = _begin(material)
    if begin is None:
        return None
    ahead = by_start(
        figure
        for figure in material.figures.actions
        if figure.first is not None and begin <= figure.first < begin + 4 and figure.status not in _OVER
    )
    if not ahead:
        return None
    whole_year = begin % 4 == 0
    facts: dict[str, Fact] = {
        "year_actions": Count(len(ahead)),
        "year": str(begin // 4) if whole_year else "",
        "year_span": material.words.span(material.quarter(begin), material.quarter(begin + 3)),
        **_starts("year_first", ahead[0], material),
        **(_starts("year_last", ahead[-1], material) if len(ahead) > 1 else {}),
    }
    heights = [
        row_height(
            (figure.action.name, _ACTION_WIDE), (", ".join(figure.action.owners), _OWNER_WIDE), letters=material.letters
        )
        for figure in ahead
    ]
    shown = ahead[: min(fitting(heights, _YEAR_ROOM), _YEAR_ROWS)]
    cells = area([figure.action for figure in shown], "starts", "name", "owners")
    source = "source" if len(shown) == len(ahead) else "source_part"
    return slide(
        "year",
        material,
        cells,
        facts=facts,
        source=source,
        own={"rows": tuple(_start(figure, material) for figure in shown)},
    )


def _starts(prefix: str, figure: ActionFigure, material: Material) -> dict[str, Fact]:
    starts = figure.action.starts
    times = {f"{prefix}_time": material.time(starts), f"{prefix}_time_said": material.said(starts)}
    return {**starting_facts(prefix, [figure], material), **times}


def _begin(material: Material) -> int | None:
    day, start = material.roadmap.organisation.date, material.roadmap.organisation.period_start
    known = [day.year * 4 + (day.month - 1) // 3] if day else []
    known += [start * 4] if start else []
    return max(known, default=None)


def _start(figure: ActionFigure, material: Material) -> Record:
    action = figure.action
    return Record(
        action.id,
        time=table_text(action, "starts", material.time(action.starts)),
        name=cell_text(action, "name"),
        owner=table_text(action, "owners", ", ".join(action.owners)),
    )
