"""Ways to read a column that is not on the roadmap's own scale, as `Kysymykset` declares them.

In: a range of numbers, a named scale of `questionnaire.toml`, the worth of each answer. Out: a `Measure` whose values
lie on the roadmap's scale. Numbers of a range lie on it in a straight line, its first at the lowest step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from pipeline.survey.columns.scale import Measure, Scale, own_measure
from pipeline.survey.questionnaire import NamedScale, questionnaire, scale_key

MOST_STEPS = 101
"""The longest range: 0–100."""

Worth = Fraction | int
"""What an answer of a pair is worth: a step as a `Fraction`, or the code `DONT_KNOW` or `MISSING`."""


def of_range(first: int, last: int) -> Measure:
    """Whole numbers from `first` to `last`, mapped in a straight line."""
    levels = questionnaire().levels
    values = tuple(1 + Fraction((levels - 1) * step, last - first) for step in range(last - first + 1))
    return Measure(Scale(values), {}, {number: place for place, number in enumerate(range(first, last + 1), 1)}, True)


def of_named(scale: NamedScale) -> Measure:
    """The words of a named scale, and the numbers of its steps when it has every step of the roadmap's."""
    steps = sorted(set(scale.worth.values()))
    codes = {step: place for place, step in enumerate(steps, 1)}
    words = {word: codes[step] for word, step in scale.worth.items()}
    whole = len(steps) == questionnaire().levels
    return Measure(Scale(tuple(map(Fraction, steps))), words, codes if whole else {})


def of_pairs(pairs: Mapping[str, Worth], base: Measure | None) -> Measure:
    """The answers of pairs, by `word_key`; with a `base`, or where no answer is worth a step, beside those of it."""
    worths = sorted({worth for worth in pairs.values() if isinstance(worth, Fraction)})
    base = base or (None if worths else own_measure())
    ours = base.scale.values if base else ()
    values = [*ours, *(worth for worth in worths if worth not in ours)]
    place = {worth: values.index(worth) + 1 for worth in worths}
    words = {key: place[worth] if isinstance(worth, Fraction) else worth for key, worth in pairs.items()}
    numbers = {int(key): value for key, value in words.items() if key.isdecimal() and len(key) <= 3}
    if base is None:
        return Measure(Scale(tuple(values)), words, numbers, True)
    kept = {word: value for word, value in base.words.items() if word not in words}
    return replace(
        base, scale=Scale(tuple(values)), words={**kept, **words}, numbers={**base.numbers, **numbers}, trusted=True
    )


def reversed_measure(measure: Measure) -> Measure:
    """The same answers worth the opposite."""
    mirror = 1 + questionnaire().levels
    return replace(measure, scale=Scale(tuple(mirror - value for value in measure.scale.values)))


def named(text: str) -> NamedScale | None:
    """The named scale that a text names, or None."""
    key = scale_key(text)
    return next((scale for scale in questionnaire().scales if key in scale.names), None)
