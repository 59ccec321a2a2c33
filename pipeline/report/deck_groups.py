"""The slides of the survey's groups and multiple choices: where groups differ, their means, what was chosen.

In: the material. Out: a slide of the widest differences, and the appendix' tables; what may not be shown is not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.report.deck_cells import columns, difference, number, printed, row
from pipeline.report.deck_room import AREA, fitting, row_height
from pipeline.report.figures import LevelFigure
from pipeline.report.material import Material, cell_text
from pipeline.report.sentences import Count, Fact
from pipeline.report.slides import slide
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.survey import Breakdown, ChoiceResult, Difference, GroupResult, OptionResult

_DIFFERENCES = 6
_NAME_WIDE, _END_WIDE = 34, 26
"""Characters on a line of the perspectives' and of the groups' names."""
_COLUMNS, _FEWER_COLUMNS = 4, 3
_WORD, _NAME = 18, 60
"""Letters of the longest word and name that a narrow column's heading has room for; longer ones take a column away."""


def groups(material: Material) -> Record | None:
    """Where groups differ most: the most important grouping with a difference that is more than chance."""
    levels = {level.level.id: level for level in material.figures.levels}
    for breakdown in material.survey.breakdowns if material.survey else ():
        known = [one for one in breakdown.differences if one.perspective in levels and _size(one)]
        if any(one.certain for one in known):
            return _differing(breakdown, sorted(known, key=_size, reverse=True)[:_DIFFERENCES], levels, material)
    return None


def _differing(
    breakdown: Breakdown, widest: Sequence[Difference], levels: dict[str, LevelFigure], material: Material
) -> Record:
    rows = [_difference_row(one, levels[one.perspective], material) for one in widest]
    heights = [
        row_height(
            (str(made.name), _NAME_WIDE),
            *((str(cell.value), _END_WIDE) for cell in made.cells[:2]),
            letters=material.letters,
        )
        for made in rows
    ]
    own = {
        "columns": columns("deck.groups", ("high", "low", "size"), material.say),
        "rows": tuple(rows[: fitting(heights, AREA)]),
    }
    facts = {**_background(breakdown, material), **_widest_facts(widest, levels, material)}
    return slide("groups", material, survey=True, facts=facts, own=own)


def _size(one: Difference) -> Decimal:
    """The difference of the printed means, so that a reader can check it."""
    return printed(one.high_mean) - printed(one.low_mean)


def _difference_row(one: Difference, level: LevelFigure, material: Material) -> Record:
    ends = [
        material.say.phrase("deck.groups.end", group=group, mean=number(printed(mean), material))
        for group, mean in ((one.high, one.high_mean), (one.low, one.low_mean))
    ]
    size = difference(_size(one), material, certain=one.certain)
    return row(level.level.id, cell_text(level.level, "name", level.name), [*ends, size])


def _widest_facts(
    widest: Sequence[Difference], levels: dict[str, LevelFigure], material: Material
) -> dict[str, Fact]:
    """The widest difference; not said to be the widest where another is as wide, or chance may have made it."""
    first, level = widest[0], levels[widest[0].perspective]
    alone = len(widest) == 1 or _size(widest[1]) < _size(first)
    facts: dict[str, Fact] = {"differing": level.name if alone and first.certain else ""}
    return facts | {
        "differing_inessive": level.inessive if facts["differing"] else "",
        "differing_high": first.high,
        "differing_high_mean": number(printed(first.high_mean), material),
        "differing_low": first.low,
        "differing_low_mean": number(printed(first.low_mean), material),
    }


def _background(breakdown: Breakdown, material: Material) -> dict[str, Fact]:
    """What the groups are called, and who is in none that may be shown."""
    base = f"deck.backgrounds.{breakdown.background}"
    facts: dict[str, Fact] = {f"group_{form}": material.say.phrase(f"{base}.{form}") for form in ("by", "between")}
    return facts | {"hidden_people": Count(breakdown.hidden_people)}


def group_means(material: Material) -> tuple[Record, ...]:
    """A table of each grouping that may be shown."""
    found = material.survey.breakdowns if material.survey else ()
    return tuple(_group_table(item, shown, material) for item in found if (shown := _shown(item, material)))


def _group_table(breakdown: Breakdown, shown: Sequence[str], material: Material) -> Record:
    names = {answer.level.id: answer for answer in material.figures.answers}
    heads = (Record(key, name=cell_text(names[key].level, "name", names[key].name)) for key in shown)
    whole = [str(material.say.facts["n"]), *(number(names[key].mean, material) for key in shown)]
    own = {
        "columns": (*columns("deck.group_means", ("n",), material.say), *heads),
        "rows": tuple(row(group.name, Text(group.name), _means(group, shown, material)) for group in breakdown.groups),
        "total": row("whole", Text(str(material.say.facts["whole"])), whole),
    }
    facts = _background(breakdown, material)
    identity = f"{breakdown.background}-means"
    return slide("group_means", material, survey=True, facts=facts, identity=identity, own=own)


def _shown(breakdown: Breakdown, material: Material) -> list[str]:
    """The perspectives of a table by group: those in which the groups differ most, then the workbook's first."""
    names = {answer.level.id: answer.name for answer in material.figures.answers}
    told = {key for group in breakdown.groups for key, mean in group.means.items() if mean is not None}
    order = dict.fromkeys((*(one.perspective for one in breakdown.differences), *names))
    found = [key for key in order if key in names and key in told][:_COLUMNS]
    if any(len(names[key]) > _NAME or max(map(len, names[key].split())) > _WORD for key in found):
        found = found[:_FEWER_COLUMNS]
    return [key for key in names if key in found]


def _means(group: GroupResult, shown: Sequence[str], material: Material) -> list[str]:
    """How many they are, and their means."""
    means = [group.means.get(key) for key in shown]
    told = [MISSING if mean is None else number(printed(mean), material) for mean in means]
    return [material.words.number(group.n), *told]


def choices(material: Material) -> tuple[Record, ...]:
    """A table of each multiple choice."""
    found = material.survey.choices if material.survey else ()
    return tuple(_choice(item, place, len(found), material) for place, item in enumerate(found, start=1))


def _choice(choice: ChoiceResult, place: int, places: int, material: Material) -> Record:
    top = _chosen_most(choice)
    facts: dict[str, Fact] = {
        "question": choice.question,
        "choosers": Count(choice.n),
        "chosen": top.text if top else "",
        "chosen_count": Count(top.count) if top and top.count else "",
        "part": str(place) if places > 1 else "",
        "parts": str(places),
        "untold": Count(sum(option.count is None for option in choice.options)),
    }
    rows = tuple(_option(option, choice, material) for option in choice.options)
    return slide("choices", material, survey=True, facts=facts, identity=f"choice-{place}", own={"rows": rows})


def _chosen_most(choice: ChoiceResult) -> OptionResult | None:
    """The option that more people chose than any other; None when two are as popular, or all are hidden."""
    first, *others = sorted(choice.options, key=lambda option: -(option.count or 0))
    return first if first.count and all((other.count or 0) < first.count for other in others) else None


def _option(option: OptionResult, choice: ChoiceResult, material: Material) -> Record:
    if option.count is None:
        return Record(option.text, name=Text(option.text), count=Text(MISSING), share=Text(MISSING))
    share = material.words.percent(option.count * 100 / choice.n)
    return Record(option.text, name=Text(option.text), count=Text(material.words.number(option.count)), share=Text(share))
