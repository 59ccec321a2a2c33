"""Which chapters a roadmap has, and their numbers: a chapter without content is left out, and the rest renumber.

In: the material. Out: the record `chapters`, and the numbers as facts for sentences that refer to a chapter.
"""

from __future__ import annotations

from pipeline.report.exhibits import RADAR
from pipeline.report.material import Material
from pipeline.report.sentences import Fact
from pipeline.report.summary import tells_of_survey
from pipeline.report.survey_appendix import has_results
from pipeline.report.vision_room import vision_fits_after_reasons
from pipeline.vocabulary.content import Record, Text

_BODY = (
    "making",
    "start",
    "levels",
    "vision",
    "goals",
    "timeline",
    "responsibilities",
    "governance",
    "indicators",
    "skills",
    "frame",
)
_APPENDICES = ("appendix_survey", "appendix_statutes", "appendix_versions")
_OPENING = frozenset({"levels", "goals", "timeline", "responsibilities", "appendix_survey"})
"""Chapters that open a page where there is enough to fill it; the others go on where the last one ended.

The starting point opens one for its profile's sake, which would else leave the words alone; the vision goes on where it
has room under the levels' reasons."""
_FEW_ACTIONS = 5


def chapters(material: Material) -> Record:
    """Number and title of every chapter, None for those that have nothing to say."""
    numbers = _numbers(material)
    records: dict[str, Record | None] = dict.fromkeys((*_BODY, *_APPENDICES))
    for place, (name, number) in enumerate(numbers.items()):
        title = material.say.first(f"chapters.{_title_key(name, material)}", number=number)
        records[name] = Record(
            name,
            number=Text(number),
            title=Text(title),
            starts_page=place == 0 or _opens_page(name, material),
        )
    return Record("chapters", **records)


def chapter_facts(material: Material) -> dict[str, Fact]:
    """`chapter_goals` and so on, and `appendix_survey`: the numbers, "" for a chapter that is not there."""
    return {(name if name in _APPENDICES else f"chapter_{name}"): number for name, number in _numbers(material).items()}


def _numbers(material: Material) -> dict[str, str]:
    present = _present(material)
    numbers: dict[str, str] = {}
    for group in (_BODY, _APPENDICES):
        for name in group:
            if present[name]:
                numbers[name] = str(sum(other in group for other in numbers) + 1)
    return numbers


def _present(material: Material) -> dict[str, bool]:
    roadmap, figures = material.roadmap, material.figures
    governance = roadmap.governance
    levels = any(level.baseline is not None or level.target is not None for level in figures.levels)
    return {
        "making": bool(roadmap.phases) or tells_of_survey(material),
        "start": bool(figures.answers) or any(item.publish for item in roadmap.interviews),
        "levels": levels,
        "vision": bool(roadmap.vision.statement or roadmap.vision.description or roadmap.promises),
        "goals": bool(roadmap.main_goals),
        "timeline": any(figure.first is not None and figure.last is not None for figure in figures.actions),
        "responsibilities": bool(figures.owners),
        "governance": any(
            (
                governance.owner,
                governance.coordinator,
                governance.follow_up_group,
                governance.follow_up,
                governance.rhythm,
                governance.update_rhythm,
                governance.reporting,
                governance.communication,
            )
        ),
        "indicators": bool(roadmap.indicators),
        "skills": bool(roadmap.trainings),
        "frame": any(goal.compass for goal in roadmap.goals),
        "appendix_survey": has_results(material),
        "appendix_statutes": any(figure.action.statutes for figure in figures.actions),
        "appendix_versions": bool(roadmap.organisation.version),
    }


def _opens_page(name: str, material: Material) -> bool:
    if len(material.figures.actions) <= _FEW_ACTIONS:
        return False
    if name == "start":
        return len(material.figures.compared) in RADAR
    if name == "vision":
        return not vision_fits_after_reasons(material)
    return name in _OPENING


def _title_key(name: str, material: Material) -> str:
    if name != "vision":
        return name
    vision = material.roadmap.vision
    if not material.roadmap.promises:
        return "vision"
    return "vision_and_promises" if vision.statement or vision.description else "promises"
