"""The slides of the survey's groups and multiple choices: where groups differ, their means, what was chosen.

In: the material. Out: a slide of the widest differences, and the appendix' tables; what may not be shown is not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.language import round_half_up
from pipeline.report.deck_cells import columns, difference, number, row
from pipeline.report.deck_room import AREA, fitting, row_height
from pipeline.report.figures import LevelFigure
from pipeline.report.foreign import survey_text
from pipeline.report.material import Material, cell_text
from pipeline.report.sentences import Count, Fact
from pipeline.report.slides import TITLE_LIMIT, slide, without_lone_word
from pipeline.report.survey_groups import Apart, differences, groups_in_order
from pipeline.report.survey_groups import columns as group_columns
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.survey import Breakdown, ChoiceResult, GroupResult, OptionResult

_DIFFERENCES, _SHORT = 6, 80
"""Rows of the slide of differences at most, and characters of a question that has room in the source line."""
_NAME_WIDE, _END_WIDE = 34, 26
"""Characters on a line of the perspectives' and of the groups' names."""


def groups(material: Material) -> Record | None:
    """Where groups differ most: the most important grouping with a difference that is more than chance."""
    for breakdown in material.survey.breakdowns if material.survey else ():
        found = sorted(differences(breakdown, material), key=_size, reverse=True)
        if any(apart.certain for apart in found):
            return _differing(breakdown, found, material)
    return None


def _differing(breakdown: Breakdown, found: Sequence[Apart], material: Material) -> Record:
    widest = found[:_DIFFERENCES]
    heights = [
        row_height(
            (apart.level.name, _NAME_WIDE), (apart.high, _END_WIDE), (apart.low, _END_WIDE), letters=material.letters
        )
        for apart in widest
    ]
    own = {
        "columns": columns("deck.groups", ("high", "low", "size"), material.say),
        "rows": tuple(_difference_row(apart, material) for apart in widest[: fitting(heights, AREA)]),
    }
    clear = Count(sum(apart.certain for apart in found))
    facts = {**background_facts(breakdown, material), **_widest_facts(widest, material), "clear": clear}
    title = without_lone_word("deck.groups.title", material.say.knowing(**facts), material)
    return slide("groups", material, survey=True, facts=facts, title=title, own=own)


def _size(apart: Apart) -> Decimal:
    return apart.high_mean - apart.low_mean


def _difference_row(apart: Apart, material: Material) -> Record:
    level = apart.level
    ends = [
        survey_text(
            group, material.survey, material.say.phrase("deck.groups.end", group=group, mean=number(mean, material))
        )
        for group, mean in ((apart.high, apart.high_mean), (apart.low, apart.low_mean))
    ]
    size = difference(_size(apart), material, certain=apart.certain)
    return row(level.level.id, cell_text(level.level, "name", level.name), [*ends, size])


def _widest_facts(widest: Sequence[Apart], material: Material) -> dict[str, Fact]:
    """The widest difference; not said to be the widest where another is as wide, or chance may have made it."""
    first = widest[0]
    alone = len(widest) == 1 or _size(widest[1]) < _size(first)
    if not (alone and first.certain):
        return {}
    foreign = bool(material.survey and {first.high, first.low} & set(material.survey.kept))
    return {
        "differing": first.level.name,
        "differing_inessive": first.level.inessive,
        "differing_high": "" if foreign else first.high,
        "differing_high_mean": number(first.high_mean, material),
        "differing_low": "" if foreign else first.low,
        "differing_low_mean": number(first.low_mean, material),
    }


def background_facts(breakdown: Breakdown, material: Material) -> dict[str, Fact]:
    """What the groups are called, and who is in none that may be shown."""
    base = f"deck.backgrounds.{breakdown.background}"
    facts: dict[str, Fact] = {f"group_{form}": material.say.phrase(f"{base}.{form}") for form in ("by", "between")}
    return facts | {"hidden_people": Count(breakdown.hidden_people)}


def group_means(material: Material) -> tuple[Record, ...]:
    """A table of each grouping that may be shown; not of figures of an earlier build, whose table needs its note."""
    found = [item for item in material.survey.breakdowns if not item.of_first] if material.survey else []
    tables = ((item, group_columns(item, material)) for item in found)
    return tuple(_group_table(item, shown, material) for item, shown in tables if item.groups and shown)


def _group_table(breakdown: Breakdown, shown: Sequence[LevelFigure], material: Material) -> Record:
    keys = [level.level.id for level in shown]
    means = {answer.level.id: number(answer.mean, material) for answer in material.figures.answers}
    whole = [str(material.say.facts["n"]), *(means[key] for key in keys)]
    own = {
        "columns": (
            *columns("deck.group_means", ("n",), material.say),
            *(Record(level.level.id, name=cell_text(level.level, "name", level.name)) for level in shown),
        ),
        "rows": tuple(
            row(group.name, survey_text(group.name, material.survey), _means(group, keys, material))
            for group in groups_in_order(breakdown)
        ),
        "total": row("whole", Text(str(material.say.facts["whole"])), whole),
    }
    identity = f"{breakdown.background}-means"
    untold = sum(group.means.get(key) is None for group in breakdown.groups for key in keys)
    facts = {
        **background_facts(breakdown, material),
        "shown": Count(len(shown)),
        "others": Count(len(material.figures.answers) - len(shown)),
        "dashes": Count(untold),
    }
    return slide("group_means", material, survey=True, facts=facts, identity=identity, own=own)


def _means(group: GroupResult, shown: Sequence[str], material: Material) -> list[str]:
    """How many they are, and their means."""
    means = [group.means.get(key) for key in shown]
    told = [MISSING if mean is None else number(round_half_up(mean, 1), material) for mean in means]
    return [material.words.number(group.n), *told]


def choices(material: Material) -> tuple[Record, ...]:
    """A table of each multiple choice."""
    found = material.survey.choices if material.survey else ()
    return tuple(_choice(item, place, len(found), material) for place, item in enumerate(found, start=1))


def _choice(choice: ChoiceResult, place: int, places: int, material: Material) -> Record:
    """Its slide. A question in another language than the document is the title by itself, since it can't be said which
    part of a sentence is in which language."""
    kept = material.survey.kept if material.survey else ()
    top, foreign = _chosen_most(choice), choice.question in kept
    named = top if top and top.text not in kept else None
    facts: dict[str, Fact] = {
        "question": "" if foreign else choice.question,
        "short_question": choice.question if len(choice.question) <= _SHORT and not foreign else "",
        "choosers": Count(choice.n),
        "chosen": named.text if named else "",
        "chosen_count": Count(named.count) if named and named.count else "",
        "part": str(place) if places > 1 else "",
        "parts": str(places),
        "untold": Count(sum(option.count is None for option in choice.options)),
    }
    rows = tuple(_option(option, choice, material) for option in choice.options)
    title = survey_text(choice.question, material.survey) if foreign and len(choice.question) <= TITLE_LIMIT else ""
    own = {"rows": rows}
    return slide("choices", material, survey=True, facts=facts, title=title, identity=f"choice-{place}", own=own)


def _chosen_most(choice: ChoiceResult) -> OptionResult | None:
    """The option that more people chose than any other; None when two are as popular, or all are hidden."""
    first, *others = sorted(choice.options, key=lambda option: -(option.count or 0))
    return first if first.count and all((other.count or 0) < first.count for other in others) else None


def _option(option: OptionResult, choice: ChoiceResult, material: Material) -> Record:
    name = survey_text(option.text, material.survey)
    if option.count is None:
        untold = Text(material.say.phrase("survey.choices.untold"))
        return Record(option.text, name=name, count=untold, share=Text(MISSING))
    words = material.words
    count, share = words.number(option.count), words.percent(option.count * 100 / choice.n)
    return Record(option.text, name=name, count=Text(count), share=Text(share))
