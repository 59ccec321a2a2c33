"""What of the survey's fresh figures is not in the documents because of those published before, in words.

In: the fresh figures, the last published ones, and those that are published now. Out: a phrase that lists it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from pipeline.vocabulary.findings import Phrase, Term
from pipeline.vocabulary.survey import Breakdown, SurveyResult


def what_is_held(fresh: SurveyResult, last: SurveyResult, shown: SurveyResult) -> Phrase:
    """Each grouping with what became of its groups, the perspectives that stay, and whatever else stays."""
    return reduce(lambda one, other: Phrase("held.both", one=one, other=other), _held(fresh, last, shown))


def _held(fresh: SurveyResult, last: SurveyResult, shown: SurveyResult) -> Iterator[Phrase]:
    now = {breakdown.background: breakdown for breakdown in shown.breakdowns}
    backgrounds = dict.fromkeys(item.background for item in (*fresh.breakdowns, *last.breakdowns))
    for background in backgrounds:
        published = now.get(background, Breakdown(background, ()))
        if published != fresh.breakdown(background):
            yield _of_groups(published, last.breakdown(background))
    stay = [found.perspective for found in fresh.perspectives if shown.result(found.perspective) != found]
    if stay:
        yield Phrase("held.perspectives", perspectives=", ".join(stay))
    if shown.choices != fresh.choices:
        yield Phrase("held.choices")
    if shown.previous != fresh.previous:
        yield Phrase("held.previous")


def _of_groups(published: Breakdown, before: Breakdown) -> Phrase:
    background = Term(f"survey.{published.background}")
    if published.of_first:
        return Phrase("held.earlier", background=background, first=published.of_first)
    if len(published.groups) < len(before.groups):
        return Phrase("held.fewer", background=background, before=len(before.groups), now=len(published.groups))
    return Phrase("held.some", background=background)
