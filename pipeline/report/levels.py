"""The levels: chapter Lähtö- ja tavoitetasot.

In: the material. Out: the record `levels`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.language import round_half_up
from pipeline.report.figures import LevelFigure
from pipeline.report.goals import perspectives_of
from pipeline.report.material import Material, area, cell_text, long_text
from pipeline.report.perspectives import scale_words
from pipeline.report.sentences import Count
from pipeline.report.wording import MISSING, or_dash
from pipeline.vocabulary.content import Record, Text

_FULL, _EMPTY = "●", "○"


def levels(material: Material) -> Record | None:
    """The levels, the widest gap first; None when no level is known."""
    ordered = material.figures.by_gap
    if not any(level.baseline is not None or level.target is not None for level in ordered):
        return None
    say = material.say
    priority = any(level.priority for level in ordered)
    targets = Count(sum(level.target is not None for level in ordered))
    entries = [level.level for level in ordered]
    return Record(
        "levels",
        lead=Text(lead(material, targets)),
        scale_line=Text(say.first("levels.scale_line")),
        source=Text(_source(material)),
        average_baseline=Text(str(say.facts["baseline_average"]) or MISSING, source=area(entries, "baseline")),
        average_target=Text(str(say.facts["target_average"]) or MISSING, source=area(entries, "target")),
        rows=tuple(_row(level, material) for level in ordered if level.level.name or level.level.id),
        priority_note=Text(say.first("levels.priority_note") if priority else ""),
        rationales=_rationales(ordered, material),
        mapping_note=Text(say.every("levels.mapping_note")),
    )


def _rationales(ordered: Sequence[LevelFigure], material: Material) -> tuple[Record, ...]:
    """Why a target is what it is, and which goals close the gap."""
    served = {goal.id: set(perspectives_of(goal, material)) for goal in material.roadmap.main_goals}
    return tuple(
        Record(
            level.level.id,
            name=cell_text(level.level, "name", level.name),
            text=long_text(level.level, "rationale"),
            goals=Text(or_dash(", ".join(goal for goal, names in served.items() if level.level.id in names))),
        )
        for level in ordered
        if level.level.rationale
    )


def lead(material: Material, targets: Count) -> str:
    """The chapter's first sentence: the widest gap, or that there is none."""
    if material.figures.compared and not material.figures.widest:
        return material.say.first("levels.lead_reached")
    return material.say.first("levels.lead", targets=targets)


def pips(value: Decimal | int | None, top: int) -> str:
    """A level as filled and empty marks, rounded half up: ●●○○○."""
    if value is None:
        return ""
    full = min(max(int(round_half_up(value)), 0), top)
    return _FULL * full + _EMPTY * (top - full)


def level_word(value: Decimal | int | None, words: tuple[str, ...]) -> str:
    """The word of the nearest whole level."""
    if value is None:
        return MISSING
    return words[min(max(int(round_half_up(value)), 1), len(words)) - 1]


def _row(figure: LevelFigure, material: Material) -> Record:
    words, scale = material.words, scale_words(material.words.language)
    level, top = figure.level, len(scale)
    baseline = MISSING if figure.baseline is None else words.number(figure.baseline, 1)
    gap = MISSING if figure.gap is None else words.number(figure.gap, 1, signed=True)
    target = MISSING if figure.target is None else str(figure.target)
    return Record(
        level.id,
        id=cell_text(level, "id"),
        name=cell_text(level, "name", figure.name),
        short=cell_text(level, "name", figure.name),
        full_name=cell_text(level, "name"),
        mark=cell_text(level, "priority", "*" if figure.priority else ""),
        baseline=cell_text(level, "baseline", baseline),
        baseline_pips=cell_text(level, "baseline", pips(figure.baseline, top)),
        baseline_word=cell_text(level, "baseline", level_word(figure.baseline, scale)),
        target=cell_text(level, "target", target),
        target_pips=cell_text(level, "target", pips(figure.target, top)),
        target_word=cell_text(level, "target", level_word(figure.target, scale)),
        gap=Text(gap, source=area((level,), "baseline", "target")),
        rationale=long_text(level, "rationale"),
        priority=figure.priority,
    )


def _source(material: Material) -> str:
    say = material.say
    known = [level for level in material.figures.levels if level.baseline is not None]
    given = [level for level in known if not level.level.baseline_from_survey]
    if not material.figures.answers or len(given) == len(known):
        return say.first("levels.source_workbook")
    if not given:
        return say.first("levels.source_survey")
    names = material.words.join([material.words.lower_first(level.name) for level in given])
    return say.first("levels.source_mixed", overridden=names)
