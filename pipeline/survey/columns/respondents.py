"""Who answered, only for as long as it takes to see whether somebody answered twice, or only tried the survey out.

In: an `Export`. Out: a key per row that two rows of one respondent share; keys are forgotten once `repeated` has run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.survey.columns.stamps import TO_THE_SECOND, Stamp, stamp
from pipeline.survey.files.grid import Cell
from pipeline.survey.files.heading import text_of
from pipeline.survey.questionnaire import Role
from pipeline.survey.readers.export import Export, is_anonymous
from pipeline.survey.readers.words import export_words

Key = tuple[Hashable, ...]
_SECOND = "second"
"""The kind of a key that only tells when somebody answered: then two rows are one person's if they say the same."""
_RUNNING_NUMBER = 5
"""An id of at most so many characters is a running number: each file has its own 17."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """How many respondents stand twice, and which rows are exact copies of an earlier one."""

    respondents: int
    copies: frozenset[int]
    first: int


def keys(export: Export) -> tuple[Key | None, ...]:
    """A key for each row: the e-mail address, else the id with its time, else the second alone; None when none is told.

    The second tells rows of two files to be one; within a file each row of the same second has its own key.
    """
    height = len(export.table.rows)
    emails = _first(export, "email", height)
    ids = _first(export, "id", height)
    ended, started = _first(export, "completed", height), _first(export, "started", height)
    times: Counter[Stamp] = Counter()
    return tuple(
        _key(email, number, end or start, export.table.file, times)
        for email, number, end, start in zip(emails, ids, ended, started, strict=True)
    )


def repeated(who: Sequence[Key | None], answers: Iterable[Hashable]) -> Repeated | None:
    """Who stands in more than one row; `answers` is what each row says. None when nobody does."""
    known = [key for key in who if key is not None]
    if len(set(known)) == len(known):
        return None
    seen: dict[Key, set[Hashable]] = {}
    twice: set[Key] = set()
    copies: list[int] = []
    first = 0
    for index, (key, said) in enumerate(zip(who, answers, strict=True)):
        if key is None:
            continue
        earlier = seen.setdefault(key, set())
        if earlier and (key[0] != _SECOND or said in earlier):
            first = first or index
            twice.add(key)
        if said in earlier:
            copies.append(index)
        earlier.add(said)
    return Repeated(len(twice), frozenset(copies), first) if twice else None


def trying_out(export: Export) -> tuple[int, ...]:
    """The indices of the rows whose name or e-mail address says that somebody only tried the survey."""
    found: set[int] = set()
    for column in export.with_role("email", "name"):
        tests = {cell for cell in column.different if isinstance(cell, str) and _says_test(cell)}
        if tests:
            found.update(index for index, cell in enumerate(column.cells) if cell in tests)
    return tuple(sorted(found))


def _says_test(text: str) -> bool:
    return _test_word().search(text.partition("@")[0]) is not None


@cache
def _test_word() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(export_words().test_people)))
    return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE)


def _first(export: Export, role: Role, height: int) -> tuple[Cell, ...]:
    columns = export.with_role(role)
    return columns[0].cells if columns else (None,) * height


def _key(email: Cell, number: Cell, time: Cell, file: str, times: Counter[Stamp]) -> Key | None:
    if not is_anonymous(email):
        return ("email", str(email).strip().casefold())
    moment = stamp(time)
    if is_anonymous(number):
        if moment is None or len(moment) < TO_THE_SECOND:
            return None
        times[moment] += 1
        return (_SECOND, moment, times[moment])
    text = text_of(number)
    if not is_anonymous(time):
        return ("id", text, moment[:5] if moment else str(time))
    return ("id", text, file if len(text) <= _RUNNING_NUMBER else "")
