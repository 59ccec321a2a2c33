"""Which other scale a column may be on, for a person to confirm. It is never applied by itself.

In: the cells of a column. Out: what may be written of it in `Kysymykset`, the likeliest first; several when the answers
fit several (0–5 with 0 for "don't know", or a scale from 0 to 5), none when they fit nothing that we know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.survey.columns.measures import MOST_STEPS, of_named
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, OFF_SCALE, code, number_and_word
from pipeline.survey.files.grid import Cell
from pipeline.survey.questionnaire import NamedScale, questionnaire
from pipeline.vocabulary.findings import Phrase, Term

_TEN = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """What may be said of a column, and which share of its answers (0–1) that explains."""

    said: tuple[str, ...]
    share: float


def recognise(cells: Iterable[Cell]) -> Seen:
    """The scales that explain nearly all answers of a column."""
    counts = Counter(cells).items()
    given = Counter({cell: count for cell, count in counts if code(cell) not in (MISSING, DONT_KNOW)})
    total = given.total()
    for seen in (_words(given), _numbers(given)):
        if seen.said and seen.share >= questionnaire().other_scale.explained:
            return seen
    return Seen((), 0.0 if not total else 1 - sum(map(given.__getitem__, filter(_is_off, given))) / total)


def _is_off(cell: Cell) -> bool:
    return code(cell) == OFF_SCALE


def _words(given: Counter[Cell]) -> Seen:
    """The named scales that explain most answers; all that explain as many."""
    shares = {scale.id: _share(given, scale) for scale in questionnaire().scales}
    best = max(shares.values())
    return Seen(tuple(Term(f"declare.scale.{id_}") for id_, share in shares.items() if share == best > 0), best)


def _share(given: Counter[Cell], scale: NamedScale) -> float:
    measure = of_named(scale)
    worded = {cell: count for cell, count in given.items() if number_and_word(cell)[1] in scale.worth}
    understood = sum(count for cell, count in worded.items() if code(cell, measure) != OFF_SCALE)
    return understood / given.total() if given else 0.0


def _numbers(given: Counter[Cell]) -> Seen:
    """The ranges that the numbers of the answers fit, turned when the words beside them run the other way."""
    found = {cell: number_and_word(cell) for cell in given}
    counted = {cell: number for cell, (number, _) in found.items() if number is not None}
    if not counted:
        return Seen((), 0.0)
    share = sum(given[cell] for cell in counted) / given.total()
    worth = {number: value for number, word in found.values() if number is not None and (value := _worth(word))}
    return Seen(ranges(frozenset(counted.values()), worth), share)


def _worth(word: str) -> int | None:
    known = questionnaire()
    scales = (known.scale, *(scale.worth for scale in known.scales))
    return next((scale[word] for scale in scales if word in scale), None)


def ranges(numbers: frozenset[int], worth: Mapping[int, int]) -> tuple[str, ...]:
    """The ranges, or a number for "don't know", that explain all numbers; `worth` of those beside known words."""
    levels = questionnaire().levels
    low, high = min(numbers), max(numbers)
    beyond = sorted(number for number in numbers if not 1 <= number <= levels)
    if len(worth) > 1:
        return _labelled(low, high, worth)
    if not beyond or high >= MOST_STEPS:
        return ()
    alone = (f"{beyond[0]} = EOS",) if len(beyond) == 1 else ()
    if alone and high > levels + 2:
        return alone
    return (*alone, *_plain(low, high))


def _plain(low: int, high: int) -> Sequence[str]:
    """The usual ranges from 0 or 1 that hold both ends."""
    if high > _TEN:
        return ("0–100",)
    if high > _TEN - 3:
        return ("0–10",) if low == 0 else ("1–10", "0–10")
    return (f"{min(low, 1)}–{high}",)


def _labelled(low: int, high: int, worth: Mapping[int, int]) -> tuple[str, ...]:
    """Ranges whose numbers stand beside words that we know: the words tell which end is the best."""
    levels = questionnaire().levels
    ordered = [worth[number] for number in sorted(worth)]
    turned = ordered == sorted(ordered, reverse=True)
    if not turned and ordered != sorted(ordered):
        return ()
    if all(number + value == levels + 1 for number, value in worth.items()):
        ends = [levels]
    else:
        ends = [high] if worth.get(high) == (1 if turned else levels) else sorted({high, levels})
    ranges = [f"{min(low, 1)}–{end}" for end in ends]
    reverse = Term("declare.reversed")
    return tuple(Phrase("declare.both", first=text, second=reverse) if turned else text for text in ranges)
