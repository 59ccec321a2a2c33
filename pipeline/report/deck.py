"""The slides of a deck: which there are for an audience, in which order, and what each shows.

In: the material, the goals' and actions' records. Out: the record `deck`; a slide that has nothing to show, or that
is not for the audience, is None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.report import deck_appendix, deck_council, deck_goals, deck_shared, deck_staff
from pipeline.report.deck_room import AREA, UNDER_LINE, parts, row_height
from pipeline.report.material import Material
from pipeline.report.sentences import Sentences
from pipeline.vocabulary.content import Record, Text

COUNCIL = ("making", "radar", "timeline", "law", "costs", "costs_table")
STAFF = ("changes", "survey", "trainings", "help", "year")
SHARED = ("cover", "figures", "promises", "gaps", "goals", "few_actions", "follow_up", "next")
APPENDIX = ("all_answers", "level_table", "all_actions", "statutes", "method")
MOST_SLIDES = 20
_LONG = {
    "goals": ("rows", "name", 46),
    "making": ("phases", "description", 60),
    "changes": ("rows", "what", 56),
    "trainings": ("rows", "name", 46),
    "help": ("rows", "what", 56),
    "year": ("rows", "name", 58),
}
"""Tables that may need several slides: their rows, the longest text in them, and its characters on a line."""
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
    return Record(
        "deck",
        audience=Text(material.audience),
        footer_line=Text(_footer(material.say, material.audience)),
        goal_slides=deck_goals.goal_slides(material, goals, actions, room),
        **slides,
        **deck_appendix.slides(material),
    )


def _parts(name: str, slide: Record, material: Material) -> int:
    """How many slides a slide with a long table is likely to become."""
    letters = material.letters
    if name == "timeline":
        goals = material.roadmap.main_goals
        return parts([row_height((goal.name, _TIMELINE_WIDE), letters=letters) for goal in goals], UNDER_LINE)
    rows, text, wide = _LONG.get(name, ("", "", 1))
    found = slide.get(rows)
    if not isinstance(found, tuple):
        return 1
    return parts([row_height((str(row[text]), wide), letters=letters) for row in found], AREA)


def _footer(say: Sentences, audience: str) -> str:
    return say.first(f"deck.footer_{audience}", header=say.first("document.header"))
