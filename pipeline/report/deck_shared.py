"""The slides that both audiences see: cover, figures, promises, what has changed, gaps, follow-up, next steps.

In: the material. Out: the slides by their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pipeline.report.deck_comparison import change
from pipeline.report.deck_room import AREA, fitting, row_height
from pipeline.report.exhibits import gaps_shown
from pipeline.report.figures import ActionFigure
from pipeline.report.material import Material, area, cell_text, reckoned, table_text
from pipeline.report.sentences import Count, Fact, Sentences
from pipeline.report.slides import capital, slide, without_lone_word
from pipeline.report.summary import pull_figures
from pipeline.report.wording import first_sentence, or_dash
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.findings import NOWHERE, Place
from pipeline.vocabulary.model import Action, Training

_SOON = timedelta(days=92)
_RHYTHM_LIMIT = 40
_STEP_LIMIT = 90
_PROMISE_WIDE, _MEANING_WIDE, _AGREED_WIDE = 38, 52, 82
"""Characters on a line of the tables of promises and of what is agreed."""


def slides(material: Material) -> dict[str, Record | None]:
    """The shared slides, but those of the goals."""
    return {
        "cover": _cover(material),
        "figures": _figures(material),
        "promises": _promises(material),
        "change": change(material),
        "gaps": _gaps(material),
        "follow_up": _follow_up(material),
        "next": _next(material),
    }


def starting_facts(prefix: str, figures: Sequence[ActionFigure], material: Material) -> dict[str, Fact]:
    """Name, time and responsible body of the first of some actions."""
    first = next(iter(figures), None)
    if first is None:
        return {prefix: ""}
    return {
        prefix: first.action.name,
        f"{prefix}_time": material.span(first.action.starts, first.action.ends),
        f"{prefix}_time_said": material.said(first.action.starts),
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
        also=(material.roadmap.organisation.place("genitive"),),
        own={
            "figures": tuple(_figure(figure, material) for figure in figures),
            "vision": cell_text(entry, "statement"),
        },
    )


def _figure(figure: Record, material: Material) -> Record:
    """A pull figure with a line that tells what stands behind it."""
    first = next((item.first for item in material.figures.starting(material.figures.first_year)), None)
    start = "" if first is None else material.quarter(first)
    own = f"deck.figures.note_{figure.key}"
    key = own if material.say.has(own) else f"{own}_{material.audience}"
    note = material.say.first(key, first_start=start)
    return Record(
        figure.key, label=figure.label, value=figure.value, note=reckoned(note, *_behind(figure.key, material))
    )


def _behind(key: str, material: Material) -> tuple[Place, ...]:
    """Where the line below a pull figure comes from."""
    if key == "goals":
        return (area(material.roadmap.levels, "baseline", "target"),)
    fields = {"actions": ("cost", "owners"), "starting": ("starts",), "statutory": ("basis", "statutes")}
    return tuple(area(material.roadmap.actions, field) for field in fields.get(key, ()))


def _promises(material: Material) -> Record | None:
    """What is promised: the first promises that a slide holds, with the first sentence of what each means."""
    entries = [(item, first_sentence(item.description, material.abbreviations)) for item in material.roadmap.promises]
    if not entries:
        return None
    heights = [
        row_height((item.promise, _PROMISE_WIDE), (what, _MEANING_WIDE), letters=material.letters)
        for item, what in entries
    ]
    shown = entries[: fitting(heights, AREA)]
    rows = tuple(
        Record(item.id, name=cell_text(item, "promise"), what=table_text(item, "description", what))
        for item, what in shown
    )
    facts: dict[str, Fact] = {"promises": Count(len(entries)), "first_promise": entries[0][0].promise.rstrip(". ")}
    cells = area(material.roadmap.promises, "promise", "description")
    source = "source" if len(shown) == len(entries) else "source_part"
    return slide("promises", material, cells, facts=facts, source=source, own={"rows": rows})


def _gaps(material: Material) -> Record | None:
    levels = material.figures.compared
    if not levels:
        return None
    title = "" if material.figures.widest else material.say.first("deck.gaps.title_reached")
    cells = area([level.level for level in levels], "baseline", "target", "priority")
    shown = gaps_shown(material)
    return slide(
        "gaps",
        material,
        cells,
        survey=bool(material.figures.answers),
        title=title,
        facts={"gaps_shown": Count(len(shown))},
        source="source" if len(shown) == len(levels) else "source_part",
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
    heights = [row_height((str(row.text), _AGREED_WIDE), letters=material.letters) for row in rows]
    shown = rows[: fitting(heights, AREA)]
    source = "source" if len(shown) == len(rows) else "source_part"
    return slide("follow_up", material, area((entry,)), facts=facts, source=source, own={"rows": shown})


def _follow_up_rows(material: Material) -> tuple[Record, ...]:
    entry, say = material.roadmap.governance, material.say
    followed = first_sentence(entry.follow_up, material.abbreviations)
    texts = {
        "owner": entry.owner,
        "coordinator": entry.coordinator,
        "group": ", ".join(entry.follow_up_group),
        "rhythm": "" if followed else entry.rhythm,  # the next slide tells the rhythms
        "follow_up": followed,
        "reporting": first_sentence(entry.reporting, material.abbreviations),
        "communication": first_sentence(entry.communication, material.abbreviations),
    }
    field = {"group": "follow_up_group"}
    return tuple(
        Record(
            key,
            label=Text(say.first(f"deck.follow_up.{key}")),
            text=cell_text(entry, field.get(key, key), capital(text)),
        )
        for key, text in texts.items()
        if text
    )


def _next(material: Material) -> Record:
    organisation = material.roadmap.organisation
    starting = material.figures.starting(material.figures.first_year)
    facts = {**starting_facts("first_action", starting, material), **training_facts(material)}
    rhythm = str(material.say.facts["rhythm"])
    facts["rhythm"] = rhythm if len(rhythm) <= _RHYTHM_LIMIT and ". " not in rhythm else ""
    title = without_lone_word(f"deck.next.title_{_beginning(material)}", material.say.knowing(**facts), material)
    return slide(
        "next",
        material,
        area((organisation,), "approved_by", "approved_on"),
        area((material.roadmap.governance,), "rhythm", "update_rhythm"),
        area(_first_starting(material), "starts", "owners"),
        facts=facts,
        also=(area(material.roadmap.trainings, "name", "time"),),
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
    first = next(iter(_first_training(material)), None)
    if first is None:
        return {"first_training": ""}
    return {
        "first_training": first.name,
        "first_training_time": material.time(first.time),
        "first_training_time_said": material.said(first.time),
        "first_training_audience": first.audience,
    }


def _first_training(material: Material) -> list[Training]:
    timed = [(training.time.first, training) for training in material.roadmap.trainings if training.time is not None]
    return [training for _, training in sorted(timed, key=lambda item: item[0])[:1]]


def _next_rows(material: Material) -> tuple[Record, ...]:
    entry, say = material.roadmap.organisation, material.say
    rows: list[tuple[str, str, str, Place]] = []
    trained = area(material.roadmap.trainings, "name", "time")
    training = training_facts(material)
    if training["first_training"] and material.audience == "staff":
        rows.append(("today", say.first("deck.next.today"), say.first("deck.next.choose_training"), NOWHERE))
    if entry.approved_by and entry.approved_on and material.audience == "council":
        cells = area((entry,), "approved_by", "approved_on")
        rows.append(("approval", material.words.day(entry.approved_on), say.first("deck.next.approval"), cells))
    starting = material.figures.starting(material.figures.first_year)
    if starting and starting[0].first is not None:
        cells = area([figure.action for figure in starting], "name", "starts")
        rows.append(("actions", material.quarter(starting[0].first), _first_actions(starting, say), cells))
    if training["first_training"] and material.audience == "staff":
        what = say.first("deck.next.first_training", training=training["first_training"])
        rows.append(("training", str(training["first_training_time"]), what, trained))
    for key, what in (("rhythm", "reviewed"), ("update_rhythm", "updated")):
        if when := str(say.facts[key]):
            cells = material.roadmap.governance.place(key)
            rows.append((key, capital(when), say.first(f"deck.next.{what}"), cells))
    return tuple(
        Record(key, when=reckoned(or_dash(when), cells), what=reckoned(what, cells)) for key, when, what, cells in rows
    )


def _first_actions(starting: Sequence[ActionFigure], say: Sentences) -> str:
    """How many actions start first, and one of them by its name where there is room for it."""
    count = Count(sum(figure.first == starting[0].first for figure in starting))
    return say.first("deck.next.first_actions", longest=_STEP_LIMIT, count=count, action=starting[0].action.name)
