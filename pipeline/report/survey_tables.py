"""The tables of the survey's appendix: by group, beside other surveys, multiple choices; and the open answers.

In: the material. Out: records, each with its caption, rows and note.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language import round_half_up
from pipeline.report.compared import Pair, pairs
from pipeline.report.figures import LevelFigure
from pipeline.report.foreign import in_language, survey_text
from pipeline.report.material import Material, cell_text
from pipeline.report.sentences import Count, Fact
from pipeline.report.survey_groups import columns, groups_in_order
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.survey import Breakdown, ChoiceResult, Comparison, GroupResult, OpenResult, OptionResult

_ON_ONE_PAGE = 12
"""Groups or options of a table that is not torn over pages."""
_PRINTED = 100
"""Open answers of a question that are printed at most."""


def groupings(material: Material) -> tuple[Record, ...]:
    """A table for each grouping that has groups and perspectives to show."""
    found = material.survey.breakdowns if material.survey else ()
    return tuple(
        _grouping(breakdown, shown, material) for breakdown in found if (shown := columns(breakdown, material))
    )


def sector_columns(material: Material) -> tuple[Record, ...]:
    """The perspectives of the table by sector."""
    found = columns(material.survey.breakdown("sector"), material) if material.survey else ()
    return _columns(found)


def comparisons(material: Material) -> tuple[Record, ...]:
    """A table of this survey beside the last one, and one beside the reference group."""
    survey = material.survey
    both = (("previous", survey.previous), ("reference", survey.reference)) if survey else ()
    found = [(kind, other, pairs(other, material)) for kind, other in both if other]
    return tuple(_comparison(kind, other, rows, material) for kind, other, rows in found if rows)


def choices(material: Material) -> tuple[Record, ...]:
    """A table of each multiple choice."""
    found = material.survey.choices if material.survey else ()
    return tuple(_choice(choice, place, material) for place, choice in enumerate(found, 1) if choice.options)


def open_questions(material: Material) -> tuple[Record, ...]:
    """The open questions with the answers that are published."""
    found = material.survey.open_questions if material.survey else ()
    return tuple(_open(question, place, material) for place, question in enumerate(found, 1) if question.answers)


def _grouping(breakdown: Breakdown, shown: Sequence[LevelFigure], material: Material) -> Record:
    name, say = breakdown.background, material.say
    rows = tuple(_group(group, shown, material) for group in groups_in_order(breakdown))
    rows = rows if breakdown.of_first else (*rows, _whole(shown, material))
    dashes = sum(group.means.get(level.level.id) is None for group in breakdown.groups for level in shown)
    return Record(
        name,
        heading=Text(say.first(f"survey.groups.{name}.heading")),
        caption=Text(say.first(f"survey.groups.{name}.caption", columns=Count(len(shown)))),
        head=Text(say.first(f"survey.groups.{name}.head")),
        columns=_columns(shown),
        rows=rows,
        is_short=len(rows) <= _ON_ONE_PAGE,
        note=Text(
            say.every(
                "survey.groups.note",
                of_first=Count(breakdown.of_first),
                of_first_number=material.words.number(breakdown.of_first),
                hidden_people=Count(breakdown.hidden_people),
                hidden_means=Count(dashes),
            )
        ),
    )


def _columns(shown: Sequence[LevelFigure]) -> tuple[Record, ...]:
    return tuple(Record(level.level.id, name=cell_text(level.level, "name", level.name)) for level in shown)


def _group(group: GroupResult, shown: Sequence[LevelFigure], material: Material) -> Record:
    means = (group.means.get(level.level.id) for level in shown)
    return Record(
        group.name,
        name=survey_text(group.name, material.survey),
        n=Text(material.words.number(group.n)),
        means=tuple(
            Record(level.level.id, value=Text(MISSING if mean is None else _mean(mean, material)))
            for level, mean in zip(shown, means, strict=True)
        ),
        total=False,
    )


def _whole(shown: Sequence[LevelFigure], material: Material) -> Record:
    """The last row: all answers, as in the table of perspectives."""
    means = {answer.level.id: answer.mean for answer in material.figures.answers}
    return Record(
        "whole",
        name=Text(str(material.say.facts["whole"])),
        n=Text(str(material.say.facts["n"]) or MISSING),
        means=tuple(
            Record(level.level.id, value=Text(material.words.number(means[level.level.id], 1))) for level in shown
        ),
        total=True,
    )


def _comparison(kind: str, other: Comparison, found: Sequence[Pair], material: Material) -> Record:
    facts: dict[str, Fact] = {
        "other_name": other.name,
        "other_people": "" if other.respondents is None else Count(other.respondents),
        "organisations": "" if other.organisations is None else Count(other.organisations),
        "by_chance": Count(sum(_meaning(pair) == "chance" for pair in found)),
        "unjudged": Count(sum(_meaning(pair) == "unknown" for pair in found)),
    }
    say, base = material.say.knowing(**facts), f"survey.comparisons.{kind}"
    ordered = sorted(found, key=lambda pair: -pair.change)
    return Record(
        kind,
        heading=Text(say.first(f"{base}.heading")),
        caption=Text(say.first(f"{base}.caption")),
        **{name: Text(say.first(f"{base}.{name}")) for name in ("now", "then", "change", "meaning")},
        rows=tuple(_compared(pair, base, material) for pair in ordered),
        is_short=len(found) <= _ON_ONE_PAGE,
        note=Text(say.every(f"{base}.note")),
    )


def _compared(pair: Pair, base: str, material: Material) -> Record:
    words = material.words
    return Record(
        pair.level.id,
        name=cell_text(pair.level, "name", pair.name),
        now=Text(words.number(pair.own, 1)),
        then=Text(words.number(pair.other, 1)),
        change=Text(words.number(pair.change, 1, signed=True)),
        meaning=Text(material.say.phrase(f"{base}.meanings.{_meaning(pair)}")),
    )


def _meaning(pair: Pair) -> str:
    """What a difference tells: nothing that shows, chance perhaps, or that ours is higher or lower."""
    if pair.change == 0:
        return "same"
    if pair.certain is None:
        return "unknown"
    return ("higher" if pair.change > 0 else "lower") if pair.certain else "chance"


def _choice(choice: ChoiceResult, place: int, material: Material) -> Record:
    known = [option.count for option in choice.options]
    facts: dict[str, Fact] = {
        "question": _on_one_line(choice.question),
        "choosers": material.words.number(choice.n),
        "untold": Count(known.count(None)),
    }
    say = material.say.knowing(**facts)
    return Record(
        f"choice-{place}",
        caption=survey_text(choice.question, material.survey, say.first("survey.choices.caption")),
        options=tuple(_option(option, choice, material) for option in choice.options),
        is_short=len(known) <= _ON_ONE_PAGE,
        note=Text(say.every("survey.choices.note")),
    )


def _option(option: OptionResult, choice: ChoiceResult, material: Material) -> Record:
    words, text = material.words, survey_text(option.text, material.survey, _on_one_line(option.text))
    if option.count is None:
        untold = Text(material.say.phrase("survey.choices.untold"))
        return Record(option.text, text=text, count=untold, share=Text(MISSING))
    share = words.percent(option.count * 100 / choice.n)
    return Record(option.text, text=text, count=Text(words.number(option.count)), share=Text(share))


def _open(question: OpenResult, place: int, material: Material) -> Record:
    """An open question and as many of its answers as are printed; all, or every so many of them in their order."""
    answers, language = _spread(question.answers, _PRINTED), question.language
    facts: dict[str, Fact] = {
        "writers": Count(question.n),
        "printed": Count(len(answers) if len(answers) < len(question.answers) else 0),
        "unprinted": Count(len(question.answers) - len(answers)),
        "repeated": Count(question.n - question.left_out - len(question.answers)),
        "left_out": Count(question.left_out),
        "answers_language": material.say.phrase(f"survey.open.languages.{language}") if language else "",
    }
    return Record(
        f"question-{place}",
        question=survey_text(question.question, material.survey, _on_one_line(question.question)),
        lead=Text(material.say.knowing(**facts).every("survey.open.lead")),
        answers=tuple(
            Record(str(place), text=in_language(_on_one_line(text), language)) for place, text in enumerate(answers, 1)
        ),
    )


def _spread(texts: Sequence[str], most: int) -> Sequence[str]:
    """At most so many of the texts, evenly from the first to the last."""
    return texts if len(texts) <= most else [texts[place * len(texts) // most] for place in range(most)]


def _on_one_line(text: str) -> str:
    """What somebody typed into a survey tool, without line breaks and doubled spaces."""
    return " ".join(text.split())


def _mean(value: float, material: Material) -> str:
    return material.words.number(round_half_up(value, 1), 1)
