"""What the roadmap says of a survey: no more than the figures allow, each figure printed one way, nothing empty."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_surveys import odd_surveys
from survey_models import too_few
from survey_random import random_surveys
from test_report_declared import faults_of_parts
from test_report_typography import broken

from models import example_roadmap, example_survey
from pipeline.language import LANGUAGES, round_half_up, words
from pipeline.report.context import context
from pipeline.report.figures import figures, margin
from pipeline.report.names import declared
from pipeline.report.sentences import Count
from pipeline.report.survey_facts import survey_facts
from pipeline.report.survey_groups import groups_in_order
from pipeline.vocabulary.content import Context, Record
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.survey import Breakdown, GroupResult, SurveyResult

ODD = odd_surveys()
BY_CHANCE = {"fi": "johtua sattumasta", "sv": "bero på slumpen", "en": "may be due to chance"}
SURELY = {
    "fi": "kuin sattuma yksin selittäisi",
    "sv": "än vad slumpen ensam förklarar",
    "en": "than chance alone would explain",
}
DECIMAL = re.compile(r"(?<![\d.,])\d[.,]\d(?![\d.,])")


def names_of(survey: SurveyResult | None, language: Language = "fi", **changes: Any) -> Any:
    return context(example_roadmap(**changes), survey, language=language)


def printed(names: Any) -> set[str]:
    """Every figure with a decimal that the tables of the survey print, and the averages of theirs."""
    survey = names["survey"]
    found = {str(row[key]) for row in survey.rows for key in ("mean", "margin", "median")}
    found |= {str(cell.value) for table in survey.groupings for row in table.rows for cell in row.means}
    return found | {str(row[key]) for table in survey.comparisons for row in table.rows for key in ("now", "then")}


def averages(names: Any) -> set[str]:
    """Of all perspectives and of those of each scope, of the printed means."""
    scopes = {level.id: level.scope for level in example_roadmap().levels}
    means = {row.key: Decimal(str(row.mean).replace(",", ".")) for row in names["survey"].rows}
    groups = [list(means.values())]
    groups += [[mean for key, mean in means.items() if scopes[key] == scope] for scope in ("personal", "organisation")]
    return {str(round_half_up(sum(group) / len(group), 1)) for group in groups if group}


def figures_said(text: str) -> set[str]:
    return {found.replace(",", ".") for found in DECIMAL.findall(text)}


def assert_sound(names: Context) -> None:
    """Typography, declared names, and every figure of the chapter's texts in a table of the appendix."""
    assert broken(names) == set()
    assert faults_of_parts(names, declared("")) == set()
    start: Any = names["start"]
    if start is not None and names["survey"] is not None:
        said = figures_said(" ".join(map(str, (start.lead, start.base_text, start.change_text, start.sector_text))))
        known = {text.replace(",", ".") for text in printed(names)} | averages(names)
        assert said <= known, said - known
    for record in records(names["survey"]):
        assert record.rows, "no table is empty"


def records(survey: object) -> list[Any]:
    return [] if not isinstance(survey, Record) else [*survey.groupings, *survey.comparisons]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("odd", ODD)
def test_odd_surveys_read_well(odd: str, language: Language) -> None:
    assert_sound(names_of(ODD[odd], language))


def test_how_many_answered_is_not_claimed_of_means_that_do_not_tell() -> None:
    def facts(name: str) -> dict[str, Any]:
        roadmap = example_roadmap()
        return survey_facts(roadmap, ODD[name], figures(roadmap, ODD[name], "fi"), words("fi"))

    told, untold = facts("few means"), facts("means without a total")
    assert told["n"] == "12"
    assert told["response_rate"]
    assert (untold["n"], untold["response_rate"], untold["respondents"]) == ("", "", Count(0))


@settings(max_examples=25, deadline=None)
@given(random_surveys(), st.sampled_from(LANGUAGES))
def test_random_surveys_read_well(survey: SurveyResult, language: Language) -> None:
    assert_sound(names_of(survey, language))


@pytest.mark.long
@settings(max_examples=500, deadline=None)
@given(random_surveys(), st.sampled_from(LANGUAGES))
def test_many_random_surveys_read_well(survey: SurveyResult, language: Language) -> None:
    assert_sound(names_of(survey, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("odd", "certain"), [("chance", False), ("years", True), ("up True", True), ("up False", False)]
)
def test_only_what_is_certain_is_said_to_be_so(odd: str, certain: bool, language: Language) -> None:
    start = names_of(ODD[odd], language)["start"]
    text = f"{start.change_text} {start.sector_text}"

    assert (SURELY[language] in text) is certain
    assert (BY_CHANCE[language] in text) is not certain


def test_an_uncertain_difference_is_nowhere_called_better() -> None:
    text = names_of(ODD["chance"])["start"].sector_text

    assert "keskiarvo on toimialalla Hallinto 3,8 ja toimialalla Tekniset palvelut 2,6, mutta" in text
    assert not re.search(r"par(as|emp)|heik", text)


@pytest.mark.parametrize(
    ("odd", "told"),
    [
        ("few", "Vastaajia on vähän, joten luvut ovat suuntaa antavia: keskiarvojen virhemarginaali on enintään ±0,4."),
        (
            "few means",
            "Vastaajia on vähän, joten luvut ovat suuntaa antavia. Luvut on otettu kyselytyökalun koosteesta.",
        ),
        ("means", "Luvut on otettu kyselytyökalun koosteesta."),
    ],
)
def test_what_the_number_of_answers_allows(odd: str, told: str) -> None:
    assert told in names_of(ODD[odd])["start"].base_text


def test_when_all_answered_nothing_is_uncertain() -> None:
    text = names_of(ODD["all answered"])["start"].base_text

    assert "suuntaa" not in text
    assert "virhemarginaali" not in text


def test_a_margin_is_rounded_up() -> None:
    assert [str(margin(value)) for value in (0.0, 0.04, 0.1, 0.1000000001, 0.11, 0.2)] == [
        "0.0", "0.1", "0.1", "0.1", "0.2", "0.2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "few"), [("fi", "alle kymmenen"), ("sv", "färre än tio"), ("en", "fewer than ten")]
)
def test_too_few_answers_are_told_and_nothing_else_is(language: Language, few: str) -> None:
    given = tuple(replace(level, baseline_from_survey=False) for level in example_roadmap().levels)
    names = names_of(too_few(10), language, levels=given)

    assert names["survey"] is names["exhibits"].answers is names["chapters"].appendix_survey is None
    for text in (names["making"].lead, names["start"].base_text, names["levels"].source):
        assert few in text.lower()
    assert "n\N{NO-BREAK SPACE}=" not in f"{names['captions'].gaps} {names['captions'].radar}"


def test_without_interviews_too_few_answers_open_no_chapter() -> None:
    names = names_of(too_few(), interviews=(), phases=())

    assert names["start"] is names["chapters"].start is None
    assert names["making"].lead == "Henkilöstökyselyyn vastasi alle viisi työntekijää, joten sen tuloksia ei näytetä."


def test_means_alone_have_no_distribution() -> None:
    names = names_of(ODD["means"])

    assert names["exhibits"].answers is names["exhibits"].answers_short is None
    assert (names["survey"].has_shares, names["survey"].has_spread) == (False, False)
    assert {str(row.meaning) for table in names["survey"].comparisons for row in table.rows} <= {
        "ei voi arvioida", "ennallaan", "sama",
    }  # fmt: skip


def test_a_perspective_without_a_distribution_has_dashes_in_the_table_and_no_bar() -> None:
    names = names_of(ODD["means of some"])
    row = next(row for row in names["survey"].rows if row.key == "N1")

    assert {str(cell.value) for cell in row.shares} == {str(row.answers), str(row.dont_know), "–"} == {"–"}
    assert len(names["exhibits"].answers.categories) == len(names["survey"].rows) - 1


def test_hidden_perspectives_are_named() -> None:
    note = names_of(ODD["hidden perspectives"])["survey"].hidden_note

    assert note == (
        "Arvioita on liian vähän, jotta tulos voitaisiin näyttää: ”Digiosaaminen” ja ”Laitteiden hyödyntäminen”."
    )


def test_hidden_figures_are_dashes_with_a_note() -> None:
    for table in names_of(ODD["hidden means"])["survey"].groupings:
        assert "–" in {str(cell.value) for row in table.rows for cell in row.means}
        assert "Viiva (–)" in table.note


def test_an_option_that_few_chose_has_no_count() -> None:
    choice = names_of(replace(example_survey(), threshold=10))["survey"].choices[0]

    assert [str(choice.options[-1][key]) for key in ("text", "count", "share")] == [
        "Jokin muu", "ei näytetä", "–",
    ]  # fmt: skip
    assert "Alle kymmenen vastaajan valintoja ei näytetä, eikä tarvittaessa muitakaan" in choice.note


def test_changes_are_of_the_printed_figures_and_told_in_words() -> None:
    table = names_of(example_survey())["survey"].comparisons[0]

    for row in table.rows:
        now, then = (Decimal(str(text).replace(",", ".")) for text in (row.now, row.then))
        change = str(row.change).replace(",", ".").replace("\N{MINUS SIGN}", "-")
        assert Decimal(change) == now - then
    assert {str(row.meaning) for row in table.rows} == {
        "noussut", "ennallaan", "voi johtua sattumasta", "ei voi arvioida",
    }  # fmt: skip


def test_years_of_service_stand_from_few_to_many() -> None:
    names = ("5–10 vuotta", "Alle 5 vuotta", "Ei kerrottu", "Yli 20 vuotta", "11–20 vuotta")
    groups = tuple(GroupResult(name, 9, {}) for name in names)

    assert [group.name for group in groups_in_order(Breakdown("service", groups))] == [
        "Alle 5 vuotta", "5–10 vuotta", "11–20 vuotta", "Yli 20 vuotta", "Ei kerrottu",
    ]  # fmt: skip
    assert [group.name for group in groups_in_order(Breakdown("unit", groups))] == list(names)


def test_charts_hold_printed_figures_only() -> None:
    for survey in (example_survey(), *ODD.values()):
        exhibits = names_of(survey)["exhibits"]
        for name in ("cover", "gaps", "radar", "answers", "answers_short"):
            for series in exhibits[name].series if exhibits[name] else ():
                whole = name.startswith("answers")
                assert all(value is None or value == round(value, 0 if whole else 1) for value in series.values)


def test_a_hundred_of_many_open_answers_are_printed_evenly() -> None:
    question = next(
        item for item in names_of(ODD["asked much"])["survey"].open_questions if item.question == "Mitä toivot?"
    )
    printed = [str(answer.text) for answer in question.answers]

    assert (len(printed), printed[0], printed[1], printed[-1]) == (100, "Toive 001", "Toive 004", "Toive 310")
    assert "lisäksi on 213 muuta vastausta, joita ei tulosteta" in question.lead
    assert "eikä niitä ole muokattu" in question.lead


def test_names_and_answers_of_another_language_say_so() -> None:
    survey = names_of(ODD["another language"])["survey"]
    (groups,), (choice,) = survey.groupings, survey.choices

    assert [row.name.language for row in groups.rows] == ["sv-FI"] * (len(groups.rows) - 1) + [""]
    assert {choice.caption.language, *(option.text.language for option in choice.options)} == {"sv-FI"}
    assert [(item.question.language, item.answers[0].text.language) for item in survey.open_questions] == [
        ("sv-FI", "fi-FI"), ("", "sv-FI"), ("", "en-GB"),
    ]  # fmt: skip
    assert "Vastaukset ovat ruotsiksi." in survey.open_questions[1].lead
