"""The survey's figures: all that documents may know of it. No single answer is in here, no figure of a small group.

Made by `survey.scoring`, read by `checking` and `report`. Every mean is exact and unrounded; who prints it rounds it
once, half up, to one decimal. What may not be shown is not here at all: whoever has a `SurveyResult` may print all of
it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.vocabulary.model import Language

Background = Literal["sector", "role", "unit", "service"]
BACKGROUNDS: tuple[Background, ...] = ("sector", "role", "unit", "service")
"""What groups respondents, the most important first: where two groupings can't both be shown, the first is."""

SMALLEST_GROUP = 5
"""The smallest group of people whose figures may be shown; a workbook may ask for a larger one, never for less."""

Basis = Literal["answers", "means"]
"""Whether the figures were counted from answers, or taken from a table of means."""


@dataclass(frozen=True, slots=True)
class PerspectiveResult:
    """How one perspective was rated by at least as many people as may be shown.

    `n` people rated it; `counts` are their answers per step, lowest first (more than `n` when several statements ask
    about it); `mean` and `median` are of all answers. `agreement` is 1 when all say the same and 0 when half say the
    lowest and half the highest step. `half_width` is half of the 95 % confidence interval of the mean, corrected for
    how large a part of those invited answered when that is known, 0 when all of them did; None when it can't be told.
    `dont_know` and `missing` count answers. A table of means may leave out everything but `n` and `mean`, and nothing
    else is told of fewer people than twice the threshold: then `counts` is () and the others are None or 0.
    """

    perspective: str
    n: int
    mean: float
    counts: tuple[int, ...] = ()
    dont_know: int = 0
    missing: int = 0
    median: float | None = None
    agreement: float | None = None
    half_width: float | None = None

    @property
    def answers(self) -> int:
        """How many answers are on the scale."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A group of `n` people and its means by perspective id; a mean that may not be shown is None or absent."""

    name: str
    n: int
    means: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """The groups that rate a perspective highest and lowest. `certain`: more than chance can be expected to make."""

    perspective: str
    high: str
    high_mean: float
    low: str
    low_mean: float
    certain: bool

    @property
    def size(self) -> float:
        """How far apart the two means are."""
        return self.high_mean - self.low_mean


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One grouping of the respondents: the groups that may be shown, in alphabetical order.

    `hidden_people` are in groups that may not be shown or told no group: none, or at least the threshold.
    `differences`: one for each perspective that two groups show, the widest first. `of_first`: the figures are those
    published earlier, of so many who had answered then; 0: of all who have answered.
    """

    background: Background
    groups: tuple[GroupResult, ...]
    hidden_people: int = 0
    differences: tuple[Difference, ...] = ()
    of_first: int = 0


@dataclass(frozen=True, slots=True)
class OptionResult:
    """One option of a multiple choice, and how many chose it; None when too few did to be told."""

    text: str
    count: int | None


@dataclass(frozen=True, slots=True)
class ChoiceResult:
    """A question of which several options could be chosen: `n` people chose at least one. Most chosen first.

    Options without a count come last; one that a single person chose is left out, since it may be what they typed.
    """

    question: str
    n: int
    options: tuple[OptionResult, ...]


@dataclass(frozen=True, slots=True)
class OpenResult:
    """An open question whose answers the workbook allows to be published, in alphabetical order, of `n` people.

    The same answer of several is here once. `left_out` answers hold personal data or are too long. `language` of the
    answers is told where a document's is another.
    """

    question: str
    n: int
    answers: tuple[str, ...]
    left_out: int = 0
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class ComparedMean:
    """A perspective's mean elsewhere. `certain`: ours differs by more than chance; None: that can't be told."""

    mean: float
    certain: bool | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What this survey is compared with: the last one, or a reference group of other organisations.

    `name` is its year (`2023`) or the group's name as its file tells it; "" when not told. `first_day`/`last_day` of
    answering, when known.
    """

    name: str
    means: Mapping[str, ComparedMean]
    respondents: int | None = None
    organisations: int | None = None
    first_day: dt.date | None = None
    last_day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """The survey's figures.

    `respondents` all who answered something, or at least so many where they were not `counted`; `perspectives` in the
    workbook's order, `hidden` the ids of those asked that too few rated; `breakdowns` in the order of `BACKGROUNDS`;
    `first_day`/`last_day` of answering; `threshold` the smallest group that may be shown. `too_few`: there was a
    survey, but fewer answered, so nothing of it is in here. `kept`: names of groups, questions and options that are in
    another language than the document, `kept_in`.
    """

    respondents: int
    perspectives: tuple[PerspectiveResult, ...]
    hidden: tuple[str, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    choices: tuple[ChoiceResult, ...] = ()
    open_questions: tuple[OpenResult, ...] = ()
    previous: Comparison | None = None
    reference: Comparison | None = None
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    files: tuple[str, ...] = ()
    basis: Basis = "answers"
    threshold: int = 5
    too_few: bool = False
    kept: tuple[str, ...] = ()
    kept_in: Language | None = None
    counted: bool = True

    def result(self, perspective: str) -> PerspectiveResult | None:
        """The result of a perspective by its id, or None when it was not asked or may not be shown."""
        return next((item for item in self.perspectives if item.perspective == perspective), None)

    def breakdown(self, background: Background) -> Breakdown:
        """One grouping; an empty one when it was not asked or none of its groups may be shown."""
        found = (item for item in self.breakdowns if item.background == background)
        return next(found, Breakdown(background, ()))

    @property
    def sectors(self) -> tuple[GroupResult, ...]:
        """The sectors that may be shown."""
        return self.breakdown("sector").groups
