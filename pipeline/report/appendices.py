"""The appendices of statutes and versions.

In: the material. Out: the record `statutes`, and the tuple `versions`.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.report.figures import ActionFigure
from pipeline.report.material import Material, area, cell_text, reckoned, table_text
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.model import Statute


def statutes(material: Material) -> Record | None:
    """The statutes that actions refer to; None when no action refers to one."""
    rows = [
        _statute(statute, users, material)
        for statute in material.roadmap.statutes
        if (users := [figure for figure in material.figures.actions if statute.id in figure.action.statutes])
    ]
    checked = reckoned(checked_line(material), area(material.roadmap.statutes, "checked"))
    return Record("statutes", rows=tuple(rows), checked_line=checked) if rows else None


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
