"""The decks' survey: change and differences told as far as chance allows, groups, choices, what may not be shown."""

from dataclasses import replace
from typing import Any

import pytest
from odd_surveys import odd_surveys
from survey_models import means_only, too_few
from test_report_deck import DECKS, slides, spoken

from models import example_roadmap, example_survey, huge_roadmap
from pipeline.report.context import context
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.survey import ComparedMean, Comparison


def surveyed(survey: Any, audience: Any, language: Language = "fi") -> Any:
    return context(example_roadmap(), survey, language=language, audience=audience)["deck"]


def cells(slide: Any) -> dict[str, list[str]]:
    return {str(row.name): [spoken(str(cell.value)) for cell in row.cells] for row in slide.rows}


def test_a_change_is_told_where_it_is_more_than_chance() -> None:
    change = surveyed(example_survey(), "staff").change

    assert spoken(change.title) == "Arvio on parantunut vuodesta 2023 eniten viestinnässä ja markkinoinnissa: 2,8 → 3,1"
    assert [str(column.name) for column in change.columns] == ["2026", "2023", "Muutos"]
    assert list(cells(change).items())[:1] == [("Viestintä ja markkinointi", ["3,1", "2,8", "+0,3 selvä"])]
    assert cells(change)["Muutosvalmius"] == ["3,0", "2,9", "+0,1"]
    assert "2,8" in change.notes


@pytest.mark.parametrize(("certain", "title"), [(False, "eivät ole selvästi muuttuneet"), (None, "Näin arviot ovat")])
def test_no_title_says_more_than_chance_allows(certain: bool | None, title: str) -> None:
    whole = example_survey()
    assert whole.previous is not None
    means = {key: replace(mean, certain=certain) for key, mean in whole.previous.means.items()}
    change = surveyed(replace(whole, previous=replace(whole.previous, means=means)), "council").change

    assert title in change.title
    assert "selvä" not in "".join(cell for row in cells(change).values() for cell in row[:3])


def test_of_two_alike_changes_none_is_the_largest() -> None:
    whole = example_survey()
    means = {item.perspective: ComparedMean(item.mean - 0.4, certain=True) for item in whole.perspectives}
    change = surveyed(replace(whole, previous=Comparison("2023", means)), "staff").change

    assert change.title == "Näin arviot ovat muuttuneet vuodesta 2023"


def test_elected_officials_see_the_reference_group_beside_the_change() -> None:
    council, staff = (surveyed(example_survey(), audience) for audience in ("council", "staff"))

    assert [str(column.key) for column in council.change.columns] == [
        "now",
        "previous",
        "changed",
        "reference",
        "apart",
    ]
    assert len(staff.change.columns) == 3
    assert len(staff.comparison.columns) == len(council.comparison.columns) == 5
    assert len(council.comparison.rows) == 10, "the last perspective was asked in neither"
    assert "12 organisaatiota" in council.comparison.source


def test_groups_are_shown_where_they_surely_differ() -> None:
    groups = surveyed(example_survey(), "staff").groups

    assert groups.title == "Toimialojen arvioissa on selvä ero 11 näkökulmassa"
    assert cells(groups)["Ohjelmistojen toimivuus"] == ["Hallinto 3,8", "Tekniset palvelut 2,6", "1,2 selvä"]
    chance = tuple(
        replace(item, differences=tuple(replace(one, certain=False) for one in item.differences))
        for item in example_survey().breakdowns
    )
    assert surveyed(example_survey(breakdowns=chance), "staff").groups is None
    assert len(surveyed(example_survey(breakdowns=chance), "staff").group_slides) == 3, (
        "the means are shown all the same"
    )


def test_the_table_of_a_grouping_ends_with_all() -> None:
    sectors = surveyed(example_survey(hidden_people=6), "council").group_slides[0]

    assert [str(row.name) for row in sectors.rows] == ["Elinvoima ja muut", "Hallinto", "Sivistys", "Tekniset palvelut"]
    assert (str(sectors.total.name), str(sectors.total.cells[0].value)) == ("Koko kunta", "186")
    assert {len(row.cells) for row in (*sectors.rows, sectors.total)} == {len(sectors.columns)}
    assert "Alle viiden vastaajan ryhmiä ei näytetä." in sectors.source


def test_a_choice_that_too_few_made_has_no_count() -> None:
    (choice,) = surveyed(example_survey(), "staff").choice_slides

    assert choice.title == "Useimmin valittu: Tiedonhallinta"
    assert [(str(row.count), spoken(str(row.share))) for row in choice.rows][-1] == ("ei näytetä", "–")
    assert (str(choice.rows[0].count), spoken(str(choice.rows[0].share))) == ("88", "51 %")


@pytest.mark.parametrize("audience", DECKS)
def test_too_few_answers_are_told_and_nothing_of_them_shown(audience: Any) -> None:
    deck = surveyed(too_few(10), audience)

    gone = ("survey", "change", "groups", "all_answers", "group_means", "comparison", "choices")
    assert [name for name in gone if deck[name] is not None] == []
    assert "alle kymmenen" in deck.method.text
    assert "n = " not in spoken("".join(slide.source for slide in slides(deck)))


@pytest.mark.parametrize("audience", DECKS)
def test_means_alone_have_no_distribution(audience: Any) -> None:
    deck = surveyed(means_only(example_survey()), audience)

    assert deck.survey is None
    assert deck.all_answers is None
    assert deck.answer_slides == ()
    assert deck.change is not None
    assert "annettu valmiina" in deck.method.text


def test_the_threshold_is_told_as_it_is() -> None:
    deck = surveyed(example_survey(threshold=10), "staff")

    assert "Alle kymmenen vastaajan ryhmiä" in deck.method.text
    assert "viiden" not in deck.method.text


def test_a_goal_comes_before_the_groups_when_room_is_short() -> None:
    roadmap = example_roadmap()
    crowded: Any = context(huge_roadmap(), example_survey(), language="fi", audience="staff")["deck"]

    assert crowded.groups is None
    assert crowded.group_means is not None
    assert len(surveyed(example_survey(), "staff").goal_slides) == len(roadmap.main_goals)


def test_a_choice_in_another_language_has_its_question_alone_as_the_title() -> None:
    survey = odd_surveys()["another language"]
    (choice,) = surveyed(survey, "staff").choice_slides

    assert (str(choice.title), choice.title.language) == (survey.choices[0].question, "sv-FI")
    assert {row.name.language for row in choice.rows} == {"sv-FI"}
    assert survey.choices[0].question not in f"{choice.source}{choice.notes}"
    assert "Tiedonhallinta" not in choice.notes


def test_a_perspective_with_a_very_long_name_does_not_make_a_head_of_seven_lines() -> None:
    long = "Tietoturvan, tietosuojan ja häiriötilanteisiin varautumisen taso jokapäiväisessä työssä"
    whole = example_roadmap()
    for renamed in ({"N1", "N3", "N5"}, {level.id for level in whole.levels}):
        levels = tuple(replace(level, name=long if level.id in renamed else level.name) for level in whole.levels)
        names: Any = context(replace(whole, levels=levels), example_survey(), language="fi", audience="staff")
        for slide in names["deck"].group_slides:
            named = [str(column.name) for column in slide.columns if column.key != "n"]
            assert len(named) == 2 if long in named else len(named) == 4
