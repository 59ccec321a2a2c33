"""The slides of a deck: which there are for an audience, in which order, and what each shows.

In: the material, the goals' and actions' records. Out: the record `deck`; a slide that has nothing to show, or that
is not for the audience, is None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.report import deck_appendix, deck_council, deck_goals, deck_shared, deck_staff
from pipeline.report.deck_room import ABOVE_CONTACT, AREA, UNDER_LINE, parts, row_height
from pipeline.report.document import header_cells
from pipeline.report.material import Material, reckoned
from pipeline.report.sentences import Sentences
from pipeline.vocabulary.content import Record, Text

COUNCIL = ("making", "radar", "timeline", "law", "costs", "costs_table")
STAFF = ("changes", "survey", "groups", "trainings", "help", "year")
SHARED = ("cover", "figures", "promises", "change", "gaps", "goals", "few_actions", "follow_up", "next")
APPENDIX = (
    "all_answers",
    "group_means",
    "comparison",
    "choices",
    "level_table",
    "yearly_costs",
    "all_actions",
    "statutes",
    "method",
)
MOST_SLIDES = 20


class _Table(NamedTuple):
    """A table that may need several slides: its rows, the characters on a line of the texts that make them tall, what
    the rows are taller than others, and the room for them."""

    rows: str
    columns: Mapping[str, int]
    padding: float = 0.0
    room: float = AREA


_LONG = {
    "goals": _Table("rows", {"name": 46}),
    "making": _Table("phases", {"description": 60}, 0.04),
    "changes": _Table("rows", {"what": 56}),
    "trainings": _Table("rows", {"name": 46, "audience": 38}, 0.14),
    "help": _Table("rows", {"what": 60}),
    "year": _Table("rows", {"name": 58, "owner": 34}),
    "next": _Table("rows", {"when": 44, "what": 64}, 0.14, ABOVE_CONTACT),
}
_TIMELINE_WIDE = 34


def deck(material: Material, goals: Sequence[Record], actions: Mapping[str, Record]) -> Record:
    """All slides of the material's audience."""
    slides: dict[str, Record | None] = dict.fromkeys((*SHARED, *COUNCIL, *STAFF))
    slides |= deck_shared.slides(material)
    slides |= {"goals": deck_goals.goals_slide(material, goals), "few_actions": deck_goals.few_actions(material)}
    if material.audience == "council":
        slides |= deck_council.slides(material)
    else:
        slides |= deck_staff.slides(material)
    room = MOST_SLIDES - sum(_parts(name, slide, material) for name, slide in slides.items() if slide is not None)
    if slides["groups"] is not None and room <= deck_goals.slides_wanted(material):
        slides["groups"], room = None, room + 1  # a goal has no other slide; the groups are in the appendix
    return Record(
        "deck",
        audience=Text(material.audience),
        footer_line=reckoned(_footer(material.say, material.audience), *header_cells(material)),
        goal_slides=deck_goals.goal_slides(material, goals, actions, room),
        **slides,
        **deck_appendix.slides(material, actions),
    )


def _parts(name: str, slide: Record, material: Material) -> int:
    """How many slides a slide with a long table is likely to become."""
    letters = material.letters
    if name == "timeline":
        goals = material.roadmap.main_goals
        return parts([row_height((goal.name, _TIMELINE_WIDE), letters=letters) for goal in goals], UNDER_LINE)
    table = _LONG.get(name)
    found = slide.get(table.rows) if table is not None else None
    if table is None or not isinstance(found, tuple):
        return 1
    texts = [[(str(row[key]), wide) for key, wide in table.columns.items()] for row in found]
    return parts([row_height(*cells, letters=letters) + table.padding for cells in texts], table.room)


def _footer(say: Sentences, audience: str) -> str:
    return say.first(f"deck.footer_{audience}", header=say.first("document.header"))
