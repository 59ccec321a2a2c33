"""Who answered, only for as long as it takes to see whether somebody answered twice, or only tried the survey out.

In: an `Export`. Out: `Who`, and of the files of a survey a key per row that two rows of one respondent share; both are
forgotten once `repeated` has run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, compress

from pipeline.survey.columns.stamps import TO_THE_SECOND, Stamp, stamp
from pipeline.survey.files.grid import Cell
from pipeline.survey.questionnaire import Role
from pipeline.survey.readers.export import ANONYMOUS, Export, is_anonymous
from pipeline.survey.readers.words import export_words

Key = tuple[Hashable, ...]
_SECOND = "second"
"""The kind of a key that only tells when somebody answered: then two rows are one person's if they say the same."""
_RUNNING_NUMBER = 5
"""An id of at most so many characters is a running number: each file has its own 17."""
_ONE_PERSONS = 3
"""So many rows may be one person's. What more rows say, and more than one row in ten, is a word for everybody."""


@dataclass(frozen=True, slots=True)
class Who:
    """What tells who stands in each row of a file: e-mail address, id, the time of answering. Texts for comparing."""

    file: str
    emails: tuple[str, ...] = field(repr=False)
    ids: tuple[str, ...] = field(repr=False)
    times: tuple[Cell, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Repeated:
    """How many respondents stand twice, which rows are exact copies of an earlier one, and which say otherwise.

    `first` is the first row of them all, and `earlier` the one that it repeats.
    """

    respondents: int
    copies: frozenset[int]
    others: tuple[int, ...]
    first: int
    earlier: int


def who(export: Export, answered: bytes) -> Who:
    """Who stands in the rows that are `answered`."""
    height = len(export.table.rows)
    emails, ids = (_texts(compress(_first(export, role, height), answered)) for role in ("email", "id"))
    ended, started = _first(export, "completed", height), _first(export, "started", height)
    times = (end or start for end, start in zip(ended, started, strict=True))
    return Who(export.table.file, emails, ids, tuple(compress(times, answered)))


def keys(files: Sequence[Who]) -> list[Key | None]:
    """A key for each row of the files: the e-mail address, else the id with its time, else the second alone.

    The second tells rows of two files to be one; within a file each row of the same second has its own key. None when
    nothing is told, or an id that no other row has. What stands in many rows (`-`, a tool's word for anonymous, the
    second at which paper forms were imported) tells of nobody.
    """
    ids = Counter(chain.from_iterable(item.ids for item in files))
    emails = Counter(chain.from_iterable(item.emails for item in files))
    most = max(_ONE_PERSONS, ids.total() // 10)
    words = frozenset(text for text, count in (*ids.items(), *emails.items()) if count > most)
    again = frozenset(text for text, count in ids.items() if count > 1)
    return [key for item in files for key in _keys(item, again, words | ANONYMOUS, alone=len(files) == 1)]


def repeated(who: Sequence[Key | None], answers: Iterable[Hashable]) -> Repeated | None:
    """Who stands in more than one row; `answers` is what each row says. None when nobody does."""
    known = [key for key in who if key is not None]
    if len(set(known)) == len(known):
        return None
    seen: dict[Key, dict[Hashable, int]] = {}
    twice: dict[Key, int] = {}
    copies: list[int] = []
    others: list[int] = []
    for index, (key, said) in enumerate(zip(who, answers, strict=True)):
        if key is None:
            continue
        earlier = seen.setdefault(key, {})
        if earlier and (key[0] != _SECOND or said in earlier):
            (copies if said in earlier else others).append(index)
            twice.setdefault(key, earlier.get(said, min(earlier.values())))
        earlier.setdefault(said, index)
    if not twice:
        return None
    return Repeated(
        len(twice), frozenset(copies), tuple(others), min([*copies[:1], *others[:1]]), next(iter(twice.values()))
    )


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


def _keys(who: Who, again: Set[str], nobody: Set[str], *, alone: bool) -> Iterator[Key | None]:
    """`again` are ids of several rows, `nobody` what tells of nobody, so that a row's second has to tell."""
    seconds = [None] * len(who.times) if alone or nobody.isdisjoint(who.ids) else _seconds(who.times)
    for email, id_, time, second in zip(who.emails, who.ids, who.times, seconds, strict=True):
        if email not in nobody:
            yield ("email", email)
        elif id_ in nobody:
            yield second
        else:
            yield _id(id_, time, who.file) if id_ in again else None


def _texts(cells: Iterable[Cell]) -> tuple[str, ...]:
    texts = ("" if cell is None else str(cell) for cell in cells)
    return tuple(map(str.casefold, map(str.strip, texts)))


def _seconds(times: Sequence[Cell]) -> list[Key | None]:
    """A key for each row that tells its second, unless that is the second of so many that they were imported."""
    moments = [stamp(time) for time in times]
    rows = Counter(moments)
    places: Counter[Stamp] = Counter()
    found: list[Key | None] = []
    for moment in moments:
        if moment is None or len(moment) < TO_THE_SECOND or rows[moment] > _ONE_PERSONS:
            found.append(None)
            continue
        places[moment] += 1
        found.append((_SECOND, moment, places[moment]))
    return found


def _id(text: str, time: Cell, file: str) -> Key:
    if not is_anonymous(time):
        moment = stamp(time)
        return ("id", text, moment[:5] if moment else str(time))
    return ("id", text, file if len(text) <= _RUNNING_NUMBER else "")
