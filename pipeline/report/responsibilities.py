"""Who does what: the responsible bodies, most actions first, and their actions.

In: the material and the actions' records. Out: the record `responsibilities`.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.report.figures import ActionFigure, OwnerFigure
from pipeline.report.material import Material, area, reckoned
from pipeline.report.wording import or_dash
from pipeline.vocabulary.content import Record, Text

_LISTED = range(6, 81)
"""How many actions are listed by responsible body: fewer are seen at a glance, more would repeat chapters."""
_SHARED_TABLE_FROM = 8


def responsibilities(material: Material, done: Mapping[str, Record]) -> Record | None:
    """Counts by responsible body and, when there is enough to list, each one's actions; None without any."""
    owners = material.figures.owners
    if not owners:
        return None
    listed = owners if len(material.figures.actions) in _LISTED else ()
    alone = [owner for owner in listed if len(owner.actions) == 1] if len(owners) >= _SHARED_TABLE_FROM else []
    return Record(
        "responsibilities",
        lead=reckoned(_lead(material), area(material.roadmap.actions, "owners")),
        first_year_label=Text(material.say.first("summary.starting_label")),
        rows=tuple(_row(owner, material) for owner in owners),
        groups=tuple(
            Record(
                owner.name,
                name=_name(owner),
                actions=tuple(done[figure.action.id] for figure in owner.actions),
            )
            for owner in listed
            if owner not in alone
        ),
        sectors=_sectors(material),
        rest=tuple(Record(owner.name, name=_name(owner), action=done[owner.actions[0].action.id]) for owner in alone),
    )


def _sectors(material: Material) -> tuple[Record, ...]:
    """Which actions are each sector's, most first; () when fewer than two sectors are named."""
    mine: dict[str, list[ActionFigure]] = {}
    for figure in material.figures.actions:
        if figure.action.sector:
            mine.setdefault(figure.action.sector, []).append(figure)
    rows = sorted(mine.items(), key=lambda item: -len(item[1])) if len(mine) > 1 else []
    return tuple(
        Record(
            name,
            name=Text(name, source=figures[0].action.place("sector")),
            count=reckoned(material.words.number(len(figures)), area(material.roadmap.actions, "sector")),
            ids=reckoned(", ".join(figure.action.id for figure in figures), area(material.roadmap.actions, "sector")),
        )
        for name, figures in rows
    )


def _lead(material: Material) -> str:
    owners = material.figures.owners
    return material.say.every("responsibilities.lead", top_count=str(len(owners[0].actions)))


def _name(owner: OwnerFigure) -> Text:
    return Text(owner.name, source=owner.actions[0].action.place("owners"))


def _row(owner: OwnerFigure, material: Material) -> Record:
    entries, everything = [figure.action for figure in owner.actions], material.roadmap.actions
    owners = area(everything, "owners")
    first_year = sum(figure.year == material.figures.first_year for figure in owner.actions)
    statutory = sum(figure.statutory for figure in owner.actions)
    order = {action.id: place for place, action in enumerate(material.roadmap.actions)}
    ids = sorted((action.id for action in entries), key=order.__getitem__)
    return Record(
        owner.name,
        name=_name(owner),
        count=reckoned(material.words.number(len(entries)), owners),
        first_year=reckoned(or_dash(str(first_year or "")), owners, area(everything, "starts")),
        statutory=reckoned(or_dash(str(statutory or "")), owners, area(everything, "basis")),
        ids=reckoned(", ".join(ids), owners),
    )
