"""All that is kept of surveys after reading: codes by perspective, backgrounds, days. Nothing that tells who answered.

In: made by `intake`. Out: read by `scoring`. Columns, not cells: a column of codes is a `bytes` object.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.survey.columns.scale import Scale
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.suggestions import Suggestion
from pipeline.vocabulary.survey import Background


@dataclass(frozen=True, slots=True)
class Statement:
    """The answers to one statement: a code per respondent (see `scale`), and what the codes are worth."""

    codes: bytes = field(repr=False)
    scale: Scale


@dataclass(frozen=True, slots=True)
class Choice:
    """A question of which several options could be chosen: the options of each respondent."""

    question: str
    chosen: tuple[frozenset[str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenAnswers:
    """An open question that the workbook allows to be published: each respondent's text, "" for none, and its cell."""

    question: str
    texts: tuple[str, ...] = field(repr=False)
    places: tuple[Place, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of all files of one survey, one place per respondent in every column.

    `statements` by perspective id. `backgrounds`: the group of each respondent, "" when not told; a background that was
    not asked is absent. `files` as the user gave them.
    """

    respondents: int
    statements: Mapping[str, tuple[Statement, ...]] = field(repr=False)
    backgrounds: Mapping[Background, tuple[str, ...]] = field(default_factory=dict, repr=False)
    choices: tuple[Choice, ...] = ()
    open_answers: tuple[OpenAnswers, ...] = ()
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    files: tuple[str, ...] = ()


MeansOf = Literal["current", "previous", "reference"]


@dataclass(frozen=True, slots=True)
class MeanRow:
    """One perspective of a table of means. `counts` per step, () when the table has none."""

    perspective: str
    n: int
    mean: float
    counts: tuple[int, ...] = ()
    dont_know: int = 0


@dataclass(frozen=True, slots=True)
class MeansTable:
    """A report instead of answers: a mean per perspective. `name` as the table tells it: a year, a group's name, ""."""

    of: MeansOf
    rows: tuple[MeanRow, ...]
    name: str = ""
    respondents: int | None = None
    organisations: int | None = None
    file: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Surveys:
    """What an input folder tells of surveys: this one, the last one, and a reference group.

    `suggestions` are what columns may mean that nobody has told, `waiting` the perspectives whose columns a person has
    to tell about first. `fault` is the code of the first error that this survey's files have, "" for none.
    """

    current: Answers | MeansTable | None = None
    previous: Answers | MeansTable | None = None
    reference: MeansTable | None = None
    suggestions: tuple[Suggestion, ...] = ()
    waiting: frozenset[str] = frozenset()
    fault: str = ""
