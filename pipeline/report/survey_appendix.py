"""The appendix of the survey: the figures of each perspective, how they were made, and what is not shown.

In: the material. Out: the record `survey`.
"""

from __future__ import annotations

from pipeline.report.figures import AnswerFigure
from pipeline.report.material import Material, cell_text
from pipeline.report.perspectives import scale_words
from pipeline.report.sentences import Count, Fact
from pipeline.report.survey_tables import choices, comparisons, groupings, open_questions, sector_columns
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import Record, Text

_WHOLE = 100


def survey(material: Material) -> Record | None:
    """The survey's figures, the best perspective first; None when there is nothing to show."""
    if not has_results(material):
        return None
    say, facts, rows = material.say, material.say.facts, material.figures.by_mean
    tables = groupings(material)
    sectors = next((table for table in tables if table.key == "sector"), None)
    return Record(
        "survey",
        n=Text(str(facts["n"])),
        response_rate=Text(str(facts["response_rate"]), source=material.roadmap.organisation.place("invited")),
        lead=Text(say.every("survey.lead")),
        level_names=tuple(Record(name, name=Text(name)) for name in level_names(material)),
        rows=tuple(_row(answer, material) for answer in rows),
        has_spread=any(answer.agreement is not None or answer.margin is not None for answer in rows),
        has_shares=bool(material.figures.counted),
        dont_know_note=Text(say.first("survey.dont_know_note") if material.figures.counted else ""),
        hidden_note=Text(_hidden_note(material)),
        groupings=tables,
        sector_columns=sector_columns(material),
        sectors=sectors.rows if sectors else (),
        sectors_note=Text(str(sectors.note) if sectors else ""),
        comparisons=comparisons(material),
        choices=choices(material),
        open_questions=open_questions(material),
        method=_method(material),
        source=Text(say.first("survey.source")),
    )


def has_results(material: Material) -> bool:
    """Whether the survey has anything to show: figures of a perspective, a multiple choice or open answers."""
    found = material.survey
    return bool(material.figures.answers or (found and (found.choices or found.open_questions)))


def level_names(material: Material) -> tuple[str, ...]:
    """The steps of the scale as the survey's series: 1 heikko … 5 erinomainen; bare numbers on another scale."""
    words = scale_words(material.words.language)
    steps = max((len(answer.shares) for answer in material.figures.answers), default=0) or len(words)
    if steps != len(words):
        return tuple(str(value) for value in range(1, steps + 1))
    return tuple(f"{value} {word}" for value, word in enumerate(words, 1))


def _row(answer: AnswerFigure, material: Material) -> Record:
    words = material.words
    shares = [str(share) for share in answer.shares] or [MISSING] * len(level_names(material))
    return Record(
        answer.level.id,
        name=cell_text(answer.level, "name", answer.name),
        full_name=cell_text(answer.level, "name"),
        n=Text(words.number(answer.result.n)),
        mean=Text(words.number(answer.mean, 1)),
        margin=Text(MISSING if answer.margin is None else words.number(answer.margin, 1)),
        median=Text(MISSING if answer.median is None else words.number(answer.median, 1)),
        agreement=Text(MISSING if answer.agreement is None else str(answer.agreement)),
        answers=Text(words.number(answer.result.answers) if answer.shares else MISSING),
        shares=tuple(Record(str(place), value=Text(share)) for place, share in enumerate(shares, 1)),
        dont_know=Text(MISSING if answer.dont_know is None else words.percent(answer.dont_know)),
    )


def _hidden_note(material: Material) -> str:
    """The perspectives that were asked but may not be shown."""
    hidden = set(material.survey.hidden) if material.survey else set()
    names = [level.name for level in material.figures.levels if level.level.id in hidden]
    return material.say.listing("survey.hidden", [{"hidden": name} for name in names]) if names else ""


def _method(material: Material) -> tuple[Record, ...]:
    """How the figures were made, as much of it as there are figures: a paragraph for each thing."""
    answers, found = material.figures.answers, material.survey
    if found is None:
        return ()
    compared = [comparison for comparison in (found.previous, found.reference) if comparison]
    judged = sum(len(item.differences) for item in found.breakdowns) + sum(
        mean.certain is not None for comparison in compared for mean in comparison.means.values()
    )
    facts: dict[str, Fact] = {
        "rated": Count(len(answers)),
        "averaged": Count(len(answers) if len(answers) > 1 else 0),
        "uneven": Count(sum(sum(answer.shares) != _WHOLE for answer in answers if answer.shares)),
        "shapeless": Count(sum(not answer.shares for answer in answers) if found.basis == "answers" else 0),
        "shaped_from": Count(2 * found.threshold),
        "with_margin": Count(sum(bool(answer.margin) for answer in answers)),
        "with_agreement": Count(sum(answer.agreement is not None for answer in answers)),
        "judged": Count(judged),
    }
    told = material.say.knowing(**facts).every("survey.method", apart="\n").splitlines()
    return tuple(Record(f"method-{place}", text=Text(text)) for place, text in enumerate(told, 1))
