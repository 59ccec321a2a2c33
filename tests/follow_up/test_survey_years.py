"""Surveys of two years, compared by what is published of them, judge as those compared by their answers do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from models import example_survey
from pipeline.runs.year_surveys import measured_levels
from pipeline.survey.answers import Answers, Statement
from pipeline.survey.columns.scale import Scale
from pipeline.survey.figures.comparisons import compare, side_of
from pipeline.survey.figures.counting import ratings_of
from pipeline.survey.figures.moments import moments
from pipeline.survey.figures.perspectives import perspective_result
from pipeline.survey.figures.years import compare_years, same_survey
from pipeline.vocabulary.model import Level, Roadmap
from pipeline.vocabulary.survey import PerspectiveResult, SurveyResult

SURVEY = example_survey()


def test_the_same_figures_are_the_same_survey() -> None:
    assert same_survey(SURVEY, SURVEY)
    assert not same_survey(SURVEY, replace(SURVEY, respondents=187))


def figures(means: dict[str, float], n: int = 100, half_width: float | None = 0.1) -> SurveyResult:
    results = tuple(PerspectiveResult(id_, n, mean, half_width=half_width) for id_, mean in means.items())
    return SurveyResult(n, results)


def certain(now: SurveyResult, before: SurveyResult) -> dict[str, bool | None]:
    ids = {item.perspective: item.perspective for item in before.perspectives}
    found = compare_years(now, before, ids)
    return {id_: mean.certain for id_, mean in found.means.items()} if found else {}


def test_a_wide_change_is_certain_and_a_narrow_one_is_not() -> None:
    assert certain(figures({"N1": 3.5, "N2": 3.05}), figures({"N1": 3.0, "N2": 3.0})) == {"N1": True, "N2": False}


def test_without_a_spread_nothing_can_be_told() -> None:
    assert certain(figures({"N1": 3.5}, half_width=None), figures({"N1": 3.0}, half_width=None)) == {"N1": None}


def test_nothing_in_common_is_no_comparison() -> None:
    assert compare_years(figures({"N1": 3.5}), figures({"N2": 3.0}), {"N2": "N2"}) is None


INVITED, IDS = 60, ("N1", "N2", "N3")
answers_of_a_year = st.tuples(*[st.lists(st.integers(1, 5), min_size=40, max_size=40) for _ in IDS])


@settings(max_examples=25, deadline=None)
@given(before=answers_of_a_year, now=answers_of_a_year)
def test_published_figures_judge_as_answers_do(before: tuple[list[int], ...], now: tuple[list[int], ...]) -> None:
    """Of one statement each the interval that is shown tells the variance exactly."""
    years = [{id_: (_statement(codes),) for id_, codes in zip(IDS, year, strict=True)} for year in (before, now)]
    theirs, ours = (side_of(Answers(40, year), 5) for year in years)
    last, this = (SurveyResult(40, tuple(_results(year))) for year in years)
    by_answers = compare(ours, theirs, INVITED)
    published = compare_years(this, last, {id_: id_ for id_ in IDS}, invited=INVITED, invited_before=INVITED)
    assert by_answers is not None
    assert published is not None
    assert {id_: mean.certain for id_, mean in published.means.items()} == {
        id_: mean.certain for id_, mean in by_answers.means.items()
    }


def _statement(codes: list[int]) -> Statement:
    return Statement(bytes(codes), Scale(tuple(map(Fraction, range(1, 6)))))


def _results(year: Mapping[str, tuple[Statement, ...]]) -> list[PerspectiveResult]:
    found = [
        perspective_result(id_, given_, moments(ratings_of(given_)), threshold=5, invited=INVITED)
        for id_, given_ in year.items()
    ]
    return [item for item in found if item]


LEVELS = tuple(Level(id=f"N{n}", name=f"Näkökulma {n}", baseline=3.0) for n in range(1, 3))
PAIRS = {0: 0, 1: 1}


def roadmap(*baselines: float) -> Roadmap:
    return Roadmap(levels=tuple(replace(level, baseline=value) for level, value in zip(LEVELS, baselines, strict=True)))


def test_levels_are_measured_by_a_new_survey_only() -> None:
    old, new = roadmap(3.0, 3.0), roadmap(3.5, 3.5)
    before, now = figures({"N1": 3.0, "N2": 3.0}), figures({"N1": 3.5, "N2": 3.5})
    assert measured_levels(old, new, before, None, PAIRS) == (None, ())
    assert measured_levels(old, new, before, replace(now, too_few=True), PAIRS) == (None, ())
    measured, findings = measured_levels(new, new, now, now, PAIRS)
    assert measured is None
    assert [item.code for item in findings] == ["FU015"]
    measured, _ = measured_levels(old, new, None, now, PAIRS)
    assert measured is not None
    assert (measured.people_before, measured.people, measured.certain) == (None, 100, None)


def test_a_typed_level_is_not_judged() -> None:
    before, now = figures({"N1": 3.0, "N2": 3.0}), figures({"N1": 3.5, "N2": 3.5})
    measured, _ = measured_levels(roadmap(3.0, 3.0), roadmap(3.5, 4.2), before, now, PAIRS)
    assert measured is not None
    assert measured.certain == {"N1": True}
    measured, _ = measured_levels(roadmap(2.0, 3.0), roadmap(3.5, 3.5), before, now, PAIRS)
    assert measured is not None
    assert measured.certain == {"N2": True}
