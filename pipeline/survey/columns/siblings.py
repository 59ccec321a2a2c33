"""What columns of bare numbers tell about each other: the statements of a file are on one scale, unless told otherwise.

In: the columns that ask about perspectives. Out: the scale they share when it is not the roadmap's own, or that none of
them ever reaches the highest step. A column whose own answers all lie within 1–5 says nothing about how far its scale
goes; its siblings do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.survey.columns.measures import of_range
from pipeline.survey.columns.recognising import Seen, ranges, recognise
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, Measure, code, number_and_word
from pipeline.survey.files.table import Column
from pipeline.survey.questionnaire import questionnaire

_FEWEST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Shared:
    """The scales that the numbers of all statements fit together, and the share (0–1) of columns that tell it alone."""

    said: tuple[str, ...]
    share: float

    def seen(self, column: Column) -> Seen:
        """What one of the columns may be on: the shared scale; its own first where few columns tell the shared one."""
        own = recognise(column.cells).said
        if self.share >= questionnaire().other_scale.siblings:
            return Seen(self.said, self.share)
        if own and set(own) <= set(self.said):
            return Seen(own, 1.0)
        other = own or (f"1–{questionnaire().levels}",)
        return Seen(tuple(dict.fromkeys((*self.said, *other))), self.share)


def is_bare(column: Column) -> bool:
    """Whether nearly all answers are numbers without words, which alone never tell where their scale ends."""
    return _bare_numbers(column) is not None


def shared_scale(undeclared: Iterable[Column], declared: Iterable[Measure]) -> Shared | None:
    """The scale of the columns whose scale nobody declared, or None when nothing speaks against the roadmap's own.

    `declared` are the scales told of other columns of the file: a range beyond the roadmap's is evidence as well.
    """
    known = {column.position: numbers for column in undeclared if (numbers := _bare_numbers(column))}
    told = list(map(_range, declared))
    beyond = [number for numbers in told for number in numbers if not _is_own(number)]
    together = sum(known.values(), Counter[int]())
    if not known or not (beyond or _speak_against(list(known.values()), together)):
        return None
    all_numbers = {number for number in together if _is_own(number)} | _surely_beyond(together) | set().union(*told)
    said = ranges(frozenset(all_numbers), {})
    if not any("–" in text for text in said):
        return None
    alone = [bool(set(ranges(frozenset(numbers), {})) & set(said)) for numbers in known.values()]
    alone += [not numbers.isdisjoint(beyond) for numbers in told if numbers]
    return Shared(said, sum(alone) / len(alone))


def unreached(columns: Iterable[Column]) -> tuple[tuple[Column, ...], int] | None:
    """The columns of bare numbers and their highest, when they are enough and none ever reaches the highest step."""
    limit = questionnaire().other_scale
    known = [(column, numbers) for column in columns if (numbers := _bare_numbers(column))]
    together = sum((numbers for _, numbers in known), Counter[int]())
    enough = len(known) >= limit.unreached_columns and together.total() >= limit.unreached_answers
    if not enough or max(together) >= questionnaire().levels:
        return None
    return tuple(column for column, _ in known), max(together)


def _bare_numbers(column: Column) -> Counter[int] | None:
    """How often each number was given; None for a column with words, or too few numbers."""
    read = {cell: number_and_word(cell) for cell in column.different if code(cell) not in (MISSING, DONT_KNOW)}
    if not any(number is not None and not word for number, word in read.values()):
        return None
    counts = column.counts
    found = Counter[int]()
    for cell, (number, word) in read.items():
        if number is not None and not word:
            found[number] += counts[cell]
    given = sum(map(counts.__getitem__, read))
    return found if found.total() >= questionnaire().other_scale.explained * given else None


def _speak_against(columns: Sequence[Counter[int]], together: Counter[int]) -> bool:
    """Whether numbers beyond the roadmap's scale are too many in one column, or in several together, to be slips."""
    limit = questionnaire().other_scale
    for numbers in columns:
        off = sum(count for number, count in numbers.items() if not _is_own(number))
        if off >= max(limit.count, limit.known_share * numbers.total()) and ranges(frozenset(numbers), {}):
            return True
    often = {number for number, count in together.items() if not _is_own(number) and count >= limit.count}
    spread = sum(bool(often & numbers.keys()) for numbers in columns) >= _FEWEST_COLUMNS
    return spread and sum(map(together.__getitem__, often)) >= limit.known_share * together.total()


def _surely_beyond(together: Counter[int]) -> set[int]:
    """The numbers beyond the roadmap's scale; without those that are rare when the others explain nearly all."""
    limit = questionnaire().other_scale
    beyond = {number: count for number, count in together.items() if not _is_own(number)}
    often = {number: count for number, count in beyond.items() if count >= limit.count}
    return set(often if sum(often.values()) >= limit.explained * sum(beyond.values()) else beyond)


def _is_own(number: int) -> bool:
    return 1 <= number <= questionnaire().levels


def _range(measure: Measure) -> frozenset[int]:
    """The numbers of a declared scale that is a plain range, forwards or backwards; none of any other."""
    places = {number: place for number, place in measure.numbers.items() if place not in (MISSING, DONT_KNOW)}
    first, last = min(places, default=0), max(places, default=0)
    if not first < last == first + len(places) - 1:
        return frozenset()
    values = of_range(first, last).scale.values
    worths = tuple(measure.scale.values[places[number] - 1] for number in sorted(places))
    return frozenset(places) if worths in (values, values[::-1]) else frozenset()
