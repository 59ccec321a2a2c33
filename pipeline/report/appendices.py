"""The appendices: survey results, statutes, versions.

In: the material. Out: the records `survey` and `statutes`, and the tuple `versions`.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language import round_half_up
from pipeline.report.figures import ActionFigure, AnswerFigure, LevelFigure
from pipeline.report.material import Material, area, cell_text, table_text
from pipeline.report.perspectives import scale_words
from pipeline.report.sectors import sector_columns
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.model import Statute
from pipeline.vocabulary.survey import GroupResult


def survey(material: Material) -> Record | None:
    """The survey's figures, the best perspective first; None without a survey."""
    if material.survey is None or not material.figures.answers:
        return None
    say, facts = material.say, material.say.facts
    columns = sector_columns(material)
    sectors, hidden = material.survey.sectors, material.survey.breakdown("sector").hidden_people
    return Record(
        "survey",
        n=Text(str(facts["n"])),
        response_rate=Text(str(facts["response_rate"]), source=material.roadmap.organisation.place("invited")),
        lead=Text(say.every("survey.lead")),
        level_names=tuple(Record(name, name=Text(name)) for name in level_names(material)),
        rows=tuple(_row(answer, material) for answer in material.figures.by_mean),
        dont_know_note=Text(say.first("survey.dont_know_note")),
        sector_columns=tuple(
            Record(level.level.id, name=cell_text(level.level, "name", level.name)) for level in columns if sectors
        ),
        sectors=tuple(_sector(sector, columns, material) for sector in sectors) + _whole(columns, material),
        sectors_note=Text(say.first("survey.sectors_note") if hidden else ""),
        source=Text(say.first("survey.source")),
    )


def level_names(material: Material) -> tuple[str, ...]:
    """The steps of the scale as the survey's series: 1 heikko … 5 erinomainen; bare numbers on another scale."""
    words = scale_words(material.words.language)
    steps = max((len(answer.result.counts) for answer in material.figures.answers), default=len(words))
    if steps != len(words):
        return tuple(str(value) for value in range(1, steps + 1))
    return tuple(f"{value} {word}" for value, word in enumerate(words, 1))


def statutes(material: Material) -> Record | None:
    """The statutes that actions refer to; None when no action refers to one."""
    rows = [
        _statute(statute, users, material)
        for statute in material.roadmap.statutes
        if (users := [figure for figure in material.figures.actions if statute.id in figure.action.statutes])
    ]
    return Record("statutes", rows=tuple(rows), checked_line=Text(checked_line(material))) if rows else None


def checked_line(material: Material) -> str:
    """When the statutes in use were checked: a day, or from the first to the last; "" when not told."""
    used = {name for figure in material.figures.actions for name in figure.action.statutes}
    days = sorted(item.checked for item in material.roadmap.statutes if item.checked and item.id in used)
    if not days:
        return ""
    span = material.words.span(material.words.day(days[0]), material.words.day(days[-1]))
    return material.say.first("statutes.checked_line", checked=span)


def deadline(users: Sequence[ActionFigure], material: Material) -> str:
    """When the last of the actions ends."""
    ends = [figure.action.ends for figure in users if figure.action.ends]
    return material.time(max(ends, key=lambda time: time.last)) if ends else MISSING


def versions(material: Material) -> tuple[Record, ...]:
    """The version at hand; () when the workbook names none."""
    entry = material.roadmap.organisation
    if not entry.version:
        return ()
    day = entry.approved_on if entry.approved_by and entry.approved_on else entry.date
    return (
        Record(
            entry.version,
            version=cell_text(entry, "version"),
            date=table_text(entry, "date", material.words.day(day) if day else ""),
            by=table_text(entry, "approved_by"),
        ),
    )


def _row(answer: AnswerFigure, material: Material) -> Record:
    words = material.words
    return Record(
        answer.level.id,
        name=cell_text(answer.level, "name", answer.name),
        full_name=cell_text(answer.level, "name"),
        n=Text(words.number(answer.result.n)),
        mean=Text(words.number(answer.mean, 1)),
        shares=tuple(Record(str(place), value=Text(str(share))) for place, share in enumerate(answer.shares, 1)),
        dont_know=Text(words.percent(answer.dont_know)),
    )


def _sector(sector: GroupResult, columns: Sequence[LevelFigure], material: Material) -> Record:
    means = (sector.means.get(level.level.id) for level in columns)
    return Record(
        sector.name,
        name=Text(sector.name),
        n=Text(material.words.number(sector.n)),
        means=tuple(
            Record(level.level.id, value=Text(MISSING if mean is None else _mean(mean, material)))
            for level, mean in zip(columns, means, strict=True)
        ),
        total=False,
    )


def _whole(columns: Sequence[LevelFigure], material: Material) -> tuple[Record, ...]:
    """The last row: all answers, as in the table of perspectives."""
    if material.survey is None or not material.survey.sectors:
        return ()
    by_id = {answer.level.id: answer for answer in material.figures.answers}
    return (
        Record(
            "whole",
            name=Text(str(material.say.facts["whole"])),
            n=Text(material.words.number(material.survey.respondents)),
            means=tuple(
                Record(level.level.id, value=Text(material.words.number(by_id[level.level.id].mean, 1)))
                for level in columns
            ),
            total=True,
        ),
    )


def _mean(value: float, material: Material) -> str:
    return material.words.number(round_half_up(value, 1), 1)


def _statute(statute: Statute, users: Sequence[ActionFigure], material: Material) -> Record:
    entries = [figure.action for figure in users]
    return Record(
        statute.id,
        id=cell_text(statute, "id"),
        name=cell_text(statute, "name"),
        number=table_text(statute, "number"),
        actions=Text(", ".join(action.id for action in entries), source=area(entries, "statutes")),
        deadline=Text(deadline(users, material), source=area(entries, "ends")),
        checked=table_text(statute, "checked", material.words.day(statute.checked) if statute.checked else ""),
    )
