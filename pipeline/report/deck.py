"""The slides of a deck: which there are for an audience, in which order, and what each shows.

In: the material, the goals' and actions' records. Out: the record `deck`; a slide that has nothing to show, or that
is not for the audience, is None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.report import deck_appendix, deck_council, deck_goals, deck_shared, deck_staff
from pipeline.report.material import Material
from pipeline.report.sentences import Sentences
from pipeline.vocabulary.content import Record, Text

COUNCIL = ("making", "radar", "timeline", "law", "costs", "costs_table")
STAFF = ("changes", "survey", "trainings", "help", "year")
SHARED = ("cover", "figures", "promises", "gaps", "goals", "follow_up", "next")
APPENDIX = ("all_answers", "level_table", "all_actions", "statutes", "method")
MOST_SLIDES = 20
_ROWS_THAT_FIT = {"goals": 6, "follow_up": 8, "making": 7, "timeline": 8, "trainings": 8, "year": 10}


def deck(material: Material, goals: Sequence[Record], actions: Mapping[str, Record]) -> Record:
    """All slides of the material's audience."""
    slides: dict[str, Record | None] = dict.fromkeys((*SHARED, *COUNCIL, *STAFF))
    slides |= deck_shared.slides(material)
    slides["goals"] = deck_goals.goals_slide(material, goals)
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
    rows = material.roadmap.main_goals if name == "timeline" else slide.get("rows", slide.get("phases", ()))
    return max(1, -(-len(rows) // _ROWS_THAT_FIT.get(name, MOST_SLIDES))) if isinstance(rows, tuple) else 1


def _footer(say: Sentences, audience: str) -> str:
    return say.first(f"deck.footer_{audience}", header=say.first("document.header"))
