"""Answers to figures: against a slow plain count, and against somebody who wants to know who said what."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from survey_fixtures import NAMES, roadmap

from pipeline.language import LANGUAGES, words
from pipeline.survey.answers import Answers, Statement, Surveys
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, own_scale
from pipeline.survey.figures.suppression import may_be_shown
from pipeline.survey.scoring import score, with_baselines
from pipeline.vocabulary.findings import Finding, Phrase, Place, Severity
from pipeline.vocabulary.model import Level, Roadmap
from pipeline.vocabulary.survey import Background, SurveyResult

THRESHOLD = 5
IDS = ("N1", "N2", "N3")
LEVELS = tuple(Level(id=id_, name=NAMES[id_], target=4) for id_ in IDS)


def answers_of(rows: Sequence[Sequence[int]], sectors: Sequence[str] = ()) -> Answers:
    """Answers with one column for each of the first perspectives."""
    columns = [bytes(column) for column in zip(*rows, strict=True)]
    statements = {id_: (Statement(column, own_scale()),) for id_, column in zip(IDS, columns, strict=False)}
    backgrounds: dict[Background, tuple[str, ...]] = {"sector": tuple(sectors)} if sectors else {}
    return Answers(len(rows), statements, backgrounds, files=("kysely.xlsx",))


def hidden_people(result: SurveyResult) -> int:
    return result.breakdown("sector").hidden_people


def scored(answers: Answers, road: Roadmap | None = None) -> tuple[SurveyResult, dict[str, Finding]]:
    result, findings = score(Surveys(answers), road or roadmap(levels=LEVELS))
    for finding, language in itertools.product(findings, LANGUAGES):
        assert words(language).message(finding)
        assert words(language).hint(finding)
    assert result is not None
    return result, {finding.code: finding for finding in findings}


# --- figures ----------------------------------------------------------------------------------------------------------


def test_figures_of_one_perspective() -> None:
    result, findings = scored(answers_of([[5], [4], [4], [DONT_KNOW], [1], [MISSING], [4]] * 2))
    (found,) = result.perspectives
    assert (found.perspective, found.n, found.counts) == ("N1", 10, (2, 0, 0, 6, 2))
    assert (found.mean, found.dont_know, found.missing) == (3.6, 2, 2)
    assert (result.respondents, result.sectors, hidden_people(result)) == (14, (), 0)
    assert findings == {}


def test_the_mean_of_several_columns_is_of_all_their_answers() -> None:
    columns = (bytes([5, 5, 5, 5, 5] * 2), bytes([1, MISSING, MISSING, MISSING, DONT_KNOW] * 2))
    result, _ = scored(Answers(10, {"N1": tuple(Statement(column, own_scale()) for column in columns)}))
    (found,) = result.perspectives
    assert (found.n, found.answers, found.mean) == (10, 12, 26 / 6)
    assert (found.dont_know, found.missing) == (2, 6)


def test_perspectives_come_in_the_workbooks_order() -> None:
    levels = (LEVELS[2], LEVELS[0])
    result, _ = scored(answers_of([[1, 2, 3]] * 10), roadmap(levels=levels))
    assert [found.perspective for found in result.perspectives] == ["N3", "N1"]


CODES = st.sampled_from([1, 2, 3, 4, 5, DONT_KNOW, MISSING])
SECTORS = st.sampled_from(["", "Sivistys", "Hallinto", "Tekninen", "Äly ja ympäristö", "Elinvoima"])
SURVEYS = st.lists(st.tuples(SECTORS, CODES, CODES, CODES), min_size=THRESHOLD, max_size=60)
MODEST = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Survey = list[tuple[str, int, int, int]]


def on_scale(codes: Sequence[int]) -> list[int]:
    return [code for code in codes if 1 <= code <= 5]


@MODEST
@given(SURVEYS)
def test_figures_equal_a_slow_plain_count(survey: Survey) -> None:
    result, _ = scored(answers_of([row[1:] for row in survey], [row[0] for row in survey]))
    for found in result.perspectives:
        place = 1 + IDS.index(found.perspective)
        given_answers = on_scale([row[place] for row in survey])
        assert found.n == len(given_answers)
        assert len(given_answers) >= THRESHOLD
        many = len(given_answers) >= 2 * THRESHOLD
        assert many or len(set(given_answers)) > 1
        assert found.dont_know == (sum(row[place] == DONT_KNOW for row in survey) if many else 0)
        assert found.missing == (sum(row[place] == MISSING for row in survey) if many else 0)
        assert found.counts == (tuple(given_answers.count(level) for level in (1, 2, 3, 4, 5)) if many else ())
        assert found.mean == float(Fraction(sum(given_answers), len(given_answers)))
    for group in result.sectors:
        rows = [row for row in survey if row[0] == group.name]
        assert group.n == len(rows)
        for place, id_ in enumerate(IDS, start=1):
            given_answers = on_scale([row[place] for row in rows])
            mean = group.means[id_]
            assert mean is None or mean == float(Fraction(sum(given_answers), len(given_answers)))
    assert hidden_people(result) == len(survey) - sum(group.n for group in result.sectors)


# --- privacy ----------------------------------------------------------------------------------------------------------


def derivable(everybody: int, shown: Mapping[str, int]) -> list[int]:
    """The sizes of all groups somebody can work out: each shown group, and everybody minus any of them."""
    subsets = itertools.chain.from_iterable(
        itertools.combinations(shown.values(), size) for size in range(len(shown) + 1)
    )
    return [*shown.values(), *(everybody - sum(subset) for subset in subsets)]


@MODEST
@given(SURVEYS)
def test_no_small_group_follows_from_what_is_shown(survey: Survey) -> None:
    result, _ = scored(answers_of([row[1:] for row in survey], [row[0] for row in survey]))
    sizes = {group.name: group.n for group in result.sectors}
    assert all(size == 0 or size >= THRESHOLD for size in derivable(len(survey), sizes))
    assert hidden_people(result) == 0 or hidden_people(result) >= THRESHOLD
    for place, id_ in enumerate(IDS, start=1):
        answered = {
            group.name: len(on_scale([row[place] for row in survey if row[0] == group.name]))
            for group in result.sectors
            if group.means[id_] is not None
        }
        everybody = len(on_scale([row[place] for row in survey]))
        if answered:
            assert all(size == 0 or size >= THRESHOLD for size in derivable(everybody, answered))


@pytest.mark.parametrize(
    ("sizes", "unknown", "shown"),
    [
        ({"a": 20, "b": 5}, 0, {"a", "b"}),
        ({"a": 20, "b": 9, "c": 4}, 0, {"a"}),
        ({"a": 20, "b": 9, "c": 4, "d": 1}, 0, {"a", "b"}),
        ({"a": 20, "b": 9}, 2, {"a"}),
        ({"a": 20, "b": 9}, 5, {"a", "b"}),
        ({"a": 20, "b": 4}, 0, set()),
        ({"a": 4, "b": 4}, 0, set()),
        ({"a": 7, "b": 7, "c": 3}, 0, {"b"}),
        ({}, 7, set()),
    ],
)
def test_which_groups_are_hidden_with_a_small_one(sizes: dict[str, int], unknown: int, shown: set[str]) -> None:
    assert may_be_shown(sizes, sum(sizes.values()) + unknown, THRESHOLD) == shown


def test_hidden_sectors_are_told_without_their_names() -> None:
    sectors = ["Hallinto"] * 12 + ["Sivistys"] * 6 + ["Maaseutu"] * 3
    result, findings = scored(answers_of([[3]] * 21, sectors))
    assert [(group.name, group.n) for group in result.sectors] == [("Hallinto", 12)]
    assert hidden_people(result) == 9
    assert findings["SV011"].values == {"background": "survey.sector", "respondents": 9, "threshold": 5}
    assert "Maaseutu" not in repr((result, findings))


def test_a_small_cell_is_hidden_and_so_is_the_next_smallest() -> None:
    rows = [[5], [3]] * 10 + [[3]] * 5 + [[2]] + [[2]] * 3 + [[DONT_KNOW]] * 7
    sectors = ["Sivistys"] * 20 + ["Tekninen"] * 6 + ["Hallinto"] * 10
    result, _ = scored(answers_of(rows, sectors))
    assert {group.name: group.means["N1"] for group in result.sectors} == {
        "Hallinto": None,
        "Sivistys": 4,
        "Tekninen": None,
    }


def test_sectors_come_in_finnish_alphabetical_order() -> None:
    result, _ = scored(answers_of([[3]] * 15, ["Äidinkieli"] * 5 + ["Ympäristö"] * 5 + ["Osaaminen"] * 5))
    assert [group.name for group in result.sectors] == ["Osaaminen", "Ympäristö", "Äidinkieli"]


def test_a_survey_under_the_threshold_gives_nothing() -> None:
    result, findings = score(Surveys(answers_of([[5]] * 4)), roadmap(levels=LEVELS))
    assert result == SurveyResult(0, (), files=("kysely.xlsx",), threshold=5, too_few=True)
    assert findings == (Finding("SV010", Place("kysely.xlsx"), {"count": 4, "threshold": 5}),)


def test_a_perspective_under_the_threshold_is_only_named() -> None:
    result, findings = scored(answers_of([[5, 4]] * 4 + [[DONT_KNOW, 4]] * 6))
    assert (result.hidden, result.result("N1")) == (("N1",), None)
    assert [found.mean for found in result.perspectives] == [4]
    assert findings["SV019"].values == {"perspective": NAMES["N1"], "threshold": 5}


def test_another_threshold() -> None:
    answers = answers_of([[3]] * 18, ["Sivistys"] * 9 + ["Hallinto"] * 9)
    assert score(Surveys(answers), roadmap(levels=LEVELS), threshold=10)[0].sectors == ()  # type: ignore[union-attr]
    assert score(Surveys(answers), roadmap(levels=LEVELS), threshold=20)[0].too_few  # type: ignore[union-attr]


@pytest.mark.parametrize(("asked", "threshold"), [(None, 5), (3, 5), (10, 10)])
def test_the_workbook_may_ask_for_a_larger_smallest_group(asked: int | None, threshold: int) -> None:
    result, _ = scored(answers_of([[3]] * 18), roadmap(levels=LEVELS, smallest_group=asked))
    assert result.threshold == threshold


# --- invited, baselines -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("invited", "told"), [(None, False), (5, False), (4, True)])
def test_more_answers_than_invited(invited: int | None, told: bool) -> None:
    place = Place("tyokirja.xlsx", "Perustiedot", "B18")
    _, findings = scored(answers_of([[3]] * 4 + [[2]]), roadmap(levels=LEVELS, invited=invited, at={"invited": place}))
    expected = {"SV013": Finding("SV013", place, {"respondents": 5, "invited": 4})} if told else {}
    assert findings == expected


def test_days_and_files_are_passed_on() -> None:
    day = dt.date(2026, 10, 5)
    answers = Answers(
        5, {"N1": (Statement(bytes([3] * 5), own_scale()),)}, first_day=day, last_day=day, files=("a.csv", "b.csv")
    )
    result, _ = scored(answers)
    assert (result.first_day, result.last_day, result.files) == (day, day, ("a.csv", "b.csv"))


@pytest.mark.parametrize(
    ("levels", "baseline"),
    [
        ([5] * 9 + [4] * 11, 4.5),  # 4.45
        ([3] * 9 + [2] * 11, 2.5),  # 2.45 is a little less as a float
        ([2] * 20 + [3] * 7, 2.3),  # 2.259
        ([1] * 19 + [2], 1.1),  # 1.05
    ],
)
def test_an_empty_baseline_is_the_surveys_mean_rounded_half_up(levels: list[int], baseline: float) -> None:
    road = roadmap(levels=LEVELS[:1])
    result, _ = scored(answers_of([[level] for level in levels]), road)
    after, findings = with_baselines(road, result)
    assert (after.levels[0].baseline, after.levels[0].baseline_from_survey) == (baseline, True)
    assert (road.levels[0].baseline, findings) == (None, ())


def test_a_given_baseline_overrides_and_a_missing_one_is_an_error() -> None:
    cell, row = Place("tyokirja.xlsx", "Tasot", "D2"), Place("tyokirja.xlsx", "Tasot", "A4")
    levels = (
        Level(id="N1", name="Yksi", baseline=4.0, at={"baseline": cell}),
        Level(id="N2", name="Kaksi", baseline=3.0),
        Level(id="N3", name="Kolme", row=row),
    )
    road = roadmap(levels=levels)
    result, _ = scored(answers_of([[3, 3]] * 10), road)
    after, findings = with_baselines(road, result)
    assert after == road
    reason = Phrase("no_baseline.not_asked")
    advice = Phrase("no_baseline.advice.type", reason=reason)
    assert findings == (
        Finding("WB026", cell, {"perspective": "Yksi", "given": 4.0, "survey": 3.0}),
        Finding("WB027", row, {"count": 1, "perspective": "Kolme", "reason": reason, "advice": advice}),
    )
    for finding, language in itertools.product(findings, LANGUAGES):
        assert words(language).message(finding)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (None, "kansiossa ei ole kyselyä"),
        ([[3]] * 4, "kyselyyn vastasi alle 5 ihmistä"),
        ([[3, 3]] * 4 + [[DONT_KNOW, 3]] * 3, "näkökulman arvioi liian harva"),
        ([[2]] * 9, "näkökulman arvioi liian harva"),
        ([], "kyselyyn vastasi alle 5 ihmistä"),
    ],
)
def test_a_baseline_is_asked_for_where_the_survey_gives_none(rows: list[list[int]] | None, why: str) -> None:
    road = roadmap(levels=LEVELS[:1])
    result, _ = score(Surveys(answers_of(rows) if rows is not None else None), road)
    after, findings = with_baselines(road, result)
    assert after == road
    assert [finding.code for finding in findings] == ["WB027"]
    assert why in words("fi").hint(findings[0])
    for language in LANGUAGES:
        assert "{" not in words(language).hint(findings[0])


def test_perspectives_that_wait_for_an_answer_are_told_together() -> None:
    road = roadmap(levels=LEVELS[:3])
    result, _ = scored(answers_of([[3]] * 10), road)
    _, findings = with_baselines(road, result, Surveys(waiting=frozenset({"N2", "N3"})))
    (told,) = findings
    assert told.code == "WB027"
    assert "2 näkökulmalta (N2, N3) puuttuu lähtötaso, koska" in words("fi").message(told)
    assert with_baselines(road, result, Surveys(waiting=frozenset({"N2", "N3"}), fault="SV017"))[1] == ()


def test_one_finding_tells_that_the_survey_could_not_be_read() -> None:
    road = roadmap(levels=LEVELS[:3])
    (told,) = with_baselines(road, None, Surveys(fault="SV025"))[1]
    for language in LANGUAGES:
        assert "3" in words(language).message(told)
        assert "SV025" in words(language).message(told)
        assert "{" not in words(language).hint(told)


def test_few_answers_are_a_note_where_the_workbook_gives_the_baselines() -> None:
    given = roadmap(levels=[dataclasses.replace(level, baseline=2.0) for level in LEVELS[:2]])
    _, findings = score(Surveys(answers_of([[3, 3]] * 4)), given)
    assert [(item.code, item.severity) for item in findings] == [("SV057", Severity.NOTE)]
    _, findings = score(Surveys(answers_of([[3, 3]] * 4 + [[DONT_KNOW, 2]])), given)
    assert [(item.code, item.severity) for item in findings] == [("SV058", Severity.NOTE)]


def test_without_a_survey_the_given_baselines_stand() -> None:
    road = roadmap(levels=(Level(id="N1", name="Yksi", baseline=4.0),))
    assert with_baselines(road, None) == (road, ())
