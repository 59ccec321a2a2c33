"""What is not claimed: a best of many that share it, a handful of respondents in a title, a sum under earlier groups."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from models import example_roadmap, example_survey
from pipeline.report.context import context
from pipeline.vocabulary.survey import SurveyResult


def names_of(survey: SurveyResult, audience: Any = "") -> Any:
    return context(example_roadmap(), survey, language="fi", audience=audience)


@pytest.mark.parametrize(("shared", "claimed"), [(1, True), (2, True), (3, False), (10, False)])
def test_no_best_or_weakest_is_named_when_more_than_two_share_it(shared: int, *, claimed: bool) -> None:
    survey = example_survey()
    means = [2.0] * shared + [3.0 + place / 10 for place in range(len(survey.perspectives) - shared)]
    alike = [replace(found, mean=mean) for found, mean in zip(survey.perspectives, means, strict=True)]
    names = names_of(replace(survey, perspectives=tuple(alike)))
    assert ("heikoin" in str(names["survey"].lead)) == claimed


@pytest.mark.parametrize(("people", "said"), [(9, False), (10, True), (124, True)])
def test_a_title_tells_the_respondents_when_they_are_ten_or_more(people: int, *, said: bool) -> None:
    deck = names_of(replace(example_survey(), respondents=people), "council")["deck"]
    assert ("vastaaja" in str(deck.making.title)) == said


def test_the_row_of_all_does_not_stand_under_earlier_groups() -> None:
    survey = example_survey()
    earlier = tuple(replace(item, of_first=40, differences=()) for item in survey.breakdowns)
    for table in names_of(replace(survey, breakdowns=earlier))["survey"].groupings:
        assert not [row for row in table.rows if row.total]
        assert "40 ensimmäisestä vastauksesta" in table.note
    assert all(table.rows[-1].total for table in names_of(survey)["survey"].groupings)
