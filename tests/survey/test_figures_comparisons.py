"""The last survey, a reference group, a table of means instead of answers, and groups against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from survey_fixtures import NAMES, roadmap

from pipeline.language import LANGUAGES, words
from pipeline.survey.answers import Answers, MeanRow, MeansTable, Statement, Surveys
from pipeline.survey.columns.scale import own_scale
from pipeline.survey.scoring import score, with_baselines
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Level
from pipeline.vocabulary.survey import ComparedMean, Comparison, Difference, SurveyResult

IDS = ("N1", "N2", "N3")
LEVELS = tuple(Level(id=id_, name=NAMES[id_], target=4) for id_ in IDS)


def answers_of(*columns: Sequence[int], sectors: Sequence[str] = (), day: dt.date | None = None) -> Answers:
    """Answers to the first perspectives, a column for each."""
    statements = {id_: (Statement(bytes(column), own_scale()),) for id_, column in zip(IDS, columns, strict=False)}
    groups = {"sector": tuple(sectors)} if sectors else {}
    return Answers(len(columns[0]), statements, groups, last_day=day)  # type: ignore[arg-type]


def scored(surveys: Surveys, invited: int | None = None) -> tuple[SurveyResult, tuple[Finding, ...]]:
    result, findings = score(surveys, roadmap(levels=LEVELS, invited=invited))
    assert result is not None
    return result, findings


LOW, HIGH = [2] * 15 + [3] * 15, [3] * 15 + [4] * 15


# --- comparisons ------------------------------------------------------------------------------------------------------


def test_change_since_the_last_survey() -> None:
    day = dt.date(2023, 10, 6)
    result, findings = scored(Surveys(answers_of(HIGH, [*HIGH[:-1], 5]), answers_of(LOW, HIGH, day=day)))
    means = {"N1": ComparedMean(2.5, True), "N2": ComparedMean(3.5, False)}
    assert result.previous == Comparison("2023", means, 30, last_day=day)
    assert (result.reference, findings) == (None, ())


def test_a_reference_group_is_told_with_its_size() -> None:
    table = MeansTable("reference", (MeanRow("N1", 2535, 2.5), MeanRow("N9", 2535, 4.0)), "Kunnat", 2535, 24)
    result, _ = scored(Surveys(answers_of(HIGH), reference=table))
    assert result.reference == Comparison("Kunnat", {"N1": ComparedMean(2.5, True)}, 2535, 24)


def test_a_mean_without_a_spread_is_taken_to_vary_as_ours() -> None:
    many, few = (MeansTable("previous", (MeanRow("N1", n, 3.25),)) for n in (5000, 30))
    assert scored(Surveys(answers_of(HIGH), many))[0].previous == Comparison("", {"N1": ComparedMean(3.25, True)})
    assert scored(Surveys(answers_of(HIGH), few))[0].previous == Comparison("", {"N1": ComparedMean(3.25, False)})


def test_a_table_against_a_table_can_not_be_told_without_a_spread() -> None:
    ours = MeansTable("current", (MeanRow("N1", 30, 3.5), MeanRow("N2", 30, 3.5, (0, 0, 15, 15, 0))), file="nyt.xlsx")
    theirs = MeansTable("previous", (MeanRow("N1", 30, 2.5), MeanRow("N2", 30, 2.5)), "2023")
    result, _ = scored(Surveys(ours, theirs))
    assert result.previous == Comparison("2023", {"N1": ComparedMean(2.5, None), "N2": ComparedMean(2.5, True)})


def test_the_more_of_those_invited_answered_the_surer_the_change() -> None:
    table = MeansTable("reference", (MeanRow("N1", 100_000, 3.35),))

    def certain(invited: int | None) -> bool | None:
        reference = scored(Surveys(answers_of(HIGH), reference=table), invited)[0].reference
        return reference.means["N1"].certain if reference else None

    assert [certain(invited) for invited in (None, 3000, 31, 30)] == [False, False, True, True]


@pytest.mark.parametrize(
    "before",
    [
        answers_of([3] * 4),
        answers_of([3] * 4 + [0] * 20),
        MeansTable("previous", (MeanRow("N1", 4, 3.0),)),
        MeansTable("previous", (MeanRow("N1", 40, 3.0),), respondents=4),
        MeansTable("previous", (MeanRow("N3", 40, 3.0),)),
    ],
)
def test_what_may_not_be_shown_on_both_sides_is_not_compared(before: Answers | MeansTable) -> None:
    result, findings = scored(Surveys(answers_of(HIGH), before))
    assert result.previous is None
    assert findings == (Finding("SV038", Place(), {"threshold": 5}),)
    for language in LANGUAGES:
        assert words(language).message(findings[0])
        assert words(language).hint(findings[0])


def test_a_perspective_that_is_hidden_now_is_not_compared() -> None:
    before = answers_of(HIGH, HIGH)
    result, _ = scored(Surveys(answers_of(HIGH, [3] * 4 + [0] * 26), before))
    assert result.previous
    assert list(result.previous.means) == ["N1"]


# --- a table of means -------------------------------------------------------------------------------------------------


def test_a_table_of_means_is_the_survey() -> None:
    rows = (MeanRow("N2", 40, 3.4), MeanRow("N1", 10, 3.6, (2, 0, 0, 6, 2), 4), MeanRow("N3", 4, 1.0))
    result, findings = scored(Surveys(MeansTable("current", rows, file="raportti.xlsx")), 80)
    first, second = result.perspectives
    assert (first.perspective, first.n, first.mean, first.counts, first.dont_know) == (
        "N1",
        10,
        3.6,
        (2, 0, 0, 6, 2),
        4,
    )
    assert (first.median, round(first.agreement or 0, 2), round(first.half_width or 0, 2)) == (4, 0.32, 0.96)
    assert (second.mean, second.counts, second.median, second.agreement, second.half_width) == (3.4, (), *[None] * 3)
    assert (result.respondents, result.hidden, result.basis, result.files) == (40, ("N3",), "means", ("raportti.xlsx",))
    assert [finding.code for finding in findings] == ["SV019"]
    after, _ = with_baselines(roadmap(levels=LEVELS[:2]), result)
    assert [level.baseline for level in after.levels] == [3.6, 3.4]


def test_a_table_of_few_shows_nothing() -> None:
    table = MeansTable("current", (MeanRow("N1", 40, 3.4),), respondents=4, file="raportti.xlsx")
    result, findings = scored(Surveys(table))
    assert result == SurveyResult(0, (), files=("raportti.xlsx",), basis="means", too_few=True)
    assert findings == (Finding("SV010", Place("raportti.xlsx"), {"count": 4, "threshold": 5}),)


def test_a_table_that_tells_everybody_answered_is_exact() -> None:
    result, _ = scored(Surveys(MeansTable("current", (MeanRow("N1", 40, 3.4),), respondents=40)), 40)
    assert result.perspectives[0].half_width == 0


def test_a_table_may_have_more_answers_than_invited() -> None:
    _, findings = scored(Surveys(MeansTable("current", (MeanRow("N1", 40, 3.4),))), 30)
    assert [finding.code for finding in findings] == ["SV013"]


# --- groups -----------------------------------------------------------------------------------------------------------


def test_the_widest_difference_comes_first_and_the_word_certain_is_earned() -> None:
    sectors = ["Hallinto"] * 30 + ["Sivistys"] * 30 + ["Tekninen"] * 30
    answers = answers_of(HIGH + LOW + LOW, HIGH + HIGH + [*HIGH[:-5], *[5] * 5], sectors=sectors)
    result, _ = scored(Surveys(answers))
    assert result.breakdown("sector").differences == (
        Difference("N1", "Hallinto", 3.5, "Tekninen", 2.5, True),
        Difference("N2", "Tekninen", 3.5 + 5 / 30, "Sivistys", 3.5, False),
    )


def test_many_comparisons_make_a_difference_less_certain() -> None:
    sectors = ["Hallinto"] * 15 + ["Sivistys"] * 15
    low, high = [2] * 5 + [3] * 5 + [4] * 5, [3] * 7 + [4] * 6 + [5] * 2
    alone = answers_of(high + low, sectors=sectors)
    many = answers_of(high + low, [*[3] * 14, 2] * 2, [*[4] * 14, 5] * 2, sectors=sectors)

    def certain(answers: Answers) -> bool:
        return scored(Surveys(answers))[0].breakdown("sector").differences[0].certain

    assert (certain(alone), certain(many)) == (True, False)


def test_groups_that_agree_among_themselves_show_no_difference() -> None:
    sectors = ["Hallinto"] * 5 + ["Sivistys"] * 5 + ["Tekninen"] * 5
    near, far = ([high] * 5 + [3] * 5 + [high] * 5 for high in (4, 5))
    result, _ = scored(Surveys(answers_of(near, far, [3] * 15, sectors=sectors)))
    assert result.breakdown("sector").differences == ()


def test_one_group_has_nothing_to_differ_from() -> None:
    result, _ = scored(Surveys(answers_of(HIGH, sectors=["Hallinto"] * 30)))
    assert result.breakdown("sector").differences == ()


def test_the_spread_is_in_no_result() -> None:
    answers = answers_of(HIGH + LOW, sectors=["Hallinto"] * 30 + ["Sivistys"] * 30)
    result, _ = scored(Surveys(answers, replace(answers, backgrounds={})))
    assert "variance" not in repr(result)
