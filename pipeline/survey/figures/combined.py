"""How many people at least make what fresh figures have beside sums and differences of all that was published.

In: fresh figures, and two or more published results. Out: for each way to add and take the published ones together, the
people who at least have a weight in what is left of the fresh figures. Of A and B together, then A, then B and one
more, no two are alike; but the third less the first and the second is the one.

Each result is added once, taken once or left out, which is all there is to try with two of them: what few people have
a weight in is then given by a cross product of two columns of 0 and 1. With three or more, twice may matter as well.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.survey.figures.changes import statements_of
from pipeline.survey.questionnaire import questionnaire
from pipeline.vocabulary.survey import Background, ChoiceResult, PerspectiveResult, SurveyResult

MOST = 6
"""More different results than this are not combined: three to the power of their number would be looked through."""


@dataclass(frozen=True, slots=True)
class Combination:
    """Fresh figures, and some of the published, each with the weight 1 or -1."""

    parts: Sequence[tuple[int, SurveyResult]]

    def people(self) -> int:
        """How many at least have a weight in what is left; 0 when nothing is.

        They are no fewer than those left of any perspective, if its figures are of all who had answered each time.
        """
        each = [set(_up_to_date(result)) for _, result in self.parts]
        changes = self.changes()
        left = [changes[id_] for id_ in set.intersection(*each) if id_ in changes]
        return max([self._least([result.respondents for _, result in self.parts]), *left])

    def changes(self) -> dict[str, int]:
        """The same of those who rated a perspective, of each that all show."""
        shown = [{item.perspective: item for item in result.perspectives} for _, result in self.parts]
        both = [id_ for id_ in shown[0] if all(id_ in items for items in shown)]
        return {id_: self._rated([items[id_] for items in shown]) for id_ in both}

    def choices(self) -> dict[str, int]:
        """The same of those who chose something, of each multiple choice that all show."""
        shown = [{choice.question: choice for choice in result.choices} for _, result in self.parts]
        both = [question for question in shown[0] if all(question in items for items in shown)]
        return {question: self._chosen([items[question] for items in shown]) for question in both}

    def group(self, background: Background, name: str) -> int | None:
        """The same of a group; None when it is not shown in all."""
        found = [result.breakdown(background) for _, result in self.parts]
        sizes = [
            next((group.n for group in breakdown.groups if group.name == name and not breakdown.of_first), None)
            for breakdown in found
        ]
        known = [size for size in sizes if size is not None]
        return self._least(known) if len(known) == len(sizes) else None

    def unrated(self, perspective: str) -> int:
        """How many of those who are left may not have rated a perspective; 0 when it is not shown in all."""
        found = [result.result(perspective) for _, result in self.parts]
        sizes = [result.respondents - item.n for (_, result), item in zip(self.parts, found, strict=True) if item]
        return abs(self._left(sizes)) if len(sizes) == len(found) else 0

    def _rated(self, found: Sequence[PerspectiveResult]) -> int:
        rated = self._least([item.n for item in found])
        if not all(item.counts and len(item.counts) == len(found[0].counts) for item in found):
            mean = self._left([item.n * item.mean for item in found])
            return max(rated, math.ceil(round(abs(mean) / self._most(abs) / questionnaire().levels, 6)))
        statements = max(statements_of(item, result) for item, (_, result) in zip(found, self.parts, strict=True))
        rated = max(rated, self._moved([item.counts for item in found], statements))
        return rated or self._moved([(item.dont_know, item.missing) for item in found], statements)

    def _chosen(self, found: Sequence[ChoiceResult]) -> int:
        """An option without a count somewhere is no figure; that some options are left is somebody's doing."""
        counts = [{option.text: option.count for option in item.options} for item in found]
        known = [[each.get(text) for each in counts] for text in counts[0]]
        left = [self._least([count for count in row if count is not None]) for row in known if None not in row]
        return max([self._least([item.n for item in found]), *left])

    def _moved(self, counts: Sequence[Sequence[int]], statements: int) -> int:
        left = [self._left(step) for step in zip(*counts, strict=True)]
        more, less = sum(max(0, count) for count in left), sum(max(0, -count) for count in left)
        return self._people(more / statements, less / statements)

    def _least(self, sizes: Sequence[int]) -> int:
        left = self._left(sizes)
        return self._people(max(0, left), max(0, -left))

    def _people(self, more: float, less: float) -> int:
        """Nobody has a larger weight than all that is added, nor a smaller one than all that is taken."""
        return math.ceil(max(more / self._most(lambda weight: weight), less / self._most(lambda weight: -weight)))

    def _most(self, of: Callable[[int], int]) -> int:
        return max(1, sum(max(0, of(weight)) for weight, _ in self.parts))

    def _left(self, figures: Sequence[float]) -> float:
        return sum(weight * figure for (weight, _), figure in zip(self.parts, figures, strict=True))


def _up_to_date(result: SurveyResult) -> Iterator[str]:
    """The perspectives whose answers, given or not, are those of all respondents: not figures that stayed."""
    for found in result.perspectives:
        asked = found.answers + found.dont_know + found.missing
        if found.counts and asked == statements_of(found, result) * result.respondents:
            yield found.perspective


def combinations(fresh: SurveyResult, published: Sequence[SurveyResult]) -> Iterator[Combination]:
    """Every combination of the fresh figures with two or more of the published."""
    for weights in itertools.product((-1, 0, 1), repeat=len(published)):
        used = [(weight, result) for weight, result in zip(weights, published, strict=True) if weight]
        if len(used) > 1:
            yield Combination([(1, fresh), *used])


def different(published: Sequence[SurveyResult]) -> list[SurveyResult]:
    """Those whose figures of everybody differ; of several that are alike, the latest, with the latest groups."""
    return list({(result.respondents, result.perspectives): result for result in published}.values())
