"""Begins an organisation's next year: last year's workbook carried into a new one, and the survey form.

In: the organisation's name, last year's workbook or its folder, and the new folder. Out: a `Begun`; when the old
workbook can't be read, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.municipalities.identity import Identity, identify
from pipeline.runs.project import Project, open_project
from pipeline.runs.start import WORKBOOK, start
from pipeline.vocabulary.findings import Finding, FindingValue, Place, Severity, has_errors
from pipeline.vocabulary.model import Language

if TYPE_CHECKING:
    from pipeline.vocabulary.typed import TypedBook
    from pipeline.workbook.carrying import Carried

_UNDECIDED = ("CO001", "CO002")
_MOST_TOLD = 6


@dataclass(frozen=True, slots=True)
class Begun:
    """The paths of the files made, what was told, and what was carried over; `identity` goes by the old name."""

    identity: Identity
    created: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    carried: Carried | None = None


def begin(name: str, old: str, folder: Path, language: Language | None) -> Begun:
    """Makes the new folder. `old` is the path as the user gave it; without a language, the old workbook's is used."""
    project, told = open_project(Path(old), old)
    if project is None:
        return Begun(identify(name, language), findings=_errors(told))
    from pipeline.workbook.raw import read_typed

    book, found = read_typed(project.workbook.path, project.workbook.shown)
    unread = tuple(item for item in _errors(found) if item.code.startswith("IN"))
    if book is None or unread:
        return Begun(identify(name, language), findings=unread)
    if undecided := _undecided(found, old):
        return Begun(identify(name, language), findings=undecided)
    from pipeline.workbook.carrying import carry
    from pipeline.workbook.owner import name_of

    carried = carry(book, language or book.language, name.strip(), _surveyed(project, book))
    identity = _in_languages(identify(carried.name, carried.language), carried)
    created, faults = start(identity, folder, _workbook(carried))
    if faults:
        return Begun(identity, findings=faults)
    named = _named(name, name_of(book), carried) if name_of(book) else ()
    opened = tuple(item for item in told if item.code == "IN013")
    findings = (*named, *opened, *carried.findings, *_of_old(found, folder), *_two_workbooks(project, folder))
    return Begun(identity, tuple(created), findings, carried)


def as_data(carried: Carried | None) -> Mapping[str, object] | None:
    """What was carried over, for the JSON object."""
    if carried is None:
        return None
    return {
        "language": carried.language,
        "year": carried.year,
        "rows": dict(carried.rows),
        "archived": list(carried.archived),
        "emptied": list(carried.emptied),
        "left_over": carried.left,
    }


def _errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(item for item in findings if item.severity is Severity.ERROR)


def _undecided(findings: tuple[Finding, ...], old: str) -> tuple[Finding, ...]:
    """NY015: versions of several groups are still to be chosen from. What they become nobody knows but they."""
    places = [item.place for item in findings if item.code in _UNDECIDED]
    if not places:
        return ()
    values: dict[str, FindingValue] = {"count": len(places), "cells": _some(_at(place) for place in places)}
    return (Finding("NY015", places[0], values | {"path": old}),)


def _at(place: Place) -> str:
    return f"{place.sheet}!{place.cell}" if place.cell else place.sheet


def _some(texts: Iterable[str]) -> str:
    found = list(dict.fromkeys(texts))
    return ", ".join(found[:_MOST_TOLD]) + (", …" if len(found) > _MOST_TOLD else "")


def _workbook(carried: Carried) -> bytes:
    from pipeline.workbook import blank

    return blank.made(carried.language, carried.name, others=carried.others, filled=carried.filled)


def _in_languages(identity: Identity, carried: Carried) -> Identity:
    """The identity with the workbook's languages, by which the survey forms are named."""
    texts = {carried.language: {"name": carried.name}} | dict(identity.texts)
    return replace(identity, languages=(carried.language, *carried.others), texts=texts)


def _surveyed(project: Project, book: TypedBook) -> Mapping[str, float]:
    """The levels that the surveys beside the old workbook gave, where it has typed ones to compare with them."""
    typed = any("baseline" in row.cells for row in book.rows("levels"))
    if not typed or not project.surveys:
        return {}
    from pipeline.runs.build import examine

    survey = examine(project).survey
    return {item.perspective: item.mean for item in survey.perspectives} if survey else {}


def _named(name: str, old: str, carried: Carried) -> tuple[Finding, ...]:
    """NY001: the name given means another organisation than the workbook's."""
    own = carried.filled.values.get("organisation", {})
    known = {
        str(cell.value) for key, cell in own.items() if key.partition(".")[0] in ("name", "genitive", "short_name")
    }
    if _folded(name) in map(_folded, known):
        return ()
    given, said = identify(name).municipality, identify(old).municipality
    if given is not None and said is not None and given.code == said.code:
        return ()
    from pipeline.workbook.layout import layout

    sheet = layout().sheet("organisation").title[carried.language]
    return (Finding("NY001", Place(), {"name": name, "old": old, "sheet": sheet}),)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _of_old(findings: tuple[Finding, ...], folder: Path) -> Iterator[Finding]:
    """What reading the old workbook told that matters for the new one: errors, macros, notes at cells."""
    for item in findings:
        if item.code == "WB039":
            yield Finding("NY013", item.place, {key: item.values[key] for key in ("count", "cells")})
        elif item.code.startswith("IN"):
            yield item
    errors = [item for item in findings if item.severity is Severity.ERROR and not item.code.startswith("IN")]
    if has_errors(errors):
        where = _some(f"{item.code} {_at(item.place)}".strip() for item in errors)
        values: dict[str, FindingValue] = {"count": len(errors), "where": where, "path": str(folder)}
        yield Finding("NY008", Place(errors[0].place.file), values)


def _two_workbooks(project: Project, folder: Path) -> tuple[Finding, ...]:
    """NY010: the old workbook lies in the new folder."""
    if project.workbook.path.resolve().parent != folder.resolve():
        return ()
    return (Finding("NY010", Place(str(folder)), {"old": project.workbook.path.name, "new": WORKBOOK}),)
