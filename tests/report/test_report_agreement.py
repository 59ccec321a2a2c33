"""One figure is the same in text, table, chart and deck; every value knows its cell; nothing missing prints blank."""

from dataclasses import replace
from typing import Any

import pytest
from report_walking import LOGO, example, huge, tiny, values

from models import counted_roadmap, example_roadmap, example_survey, table
from pipeline.language import LANGUAGES
from pipeline.report.context import context
from pipeline.vocabulary.content import LongText, Record, Text
from pipeline.vocabulary.model import Action, Goal, Language, Phase, Roadmap, Training


def number(text: str) -> float:
    """A printed number back as a value."""
    for printed, plain in (("\N{NO-BREAK SPACE}", ""), ("€", ""), ("−", "-"), (",", "."), ("+", ""), ("%", "")):
        text = text.replace(printed, plain)
    return float(text)


def test_levels_are_the_same_in_table_chart_and_text() -> None:
    names: Any = example()
    rows, chart = names["levels"].rows, names["exhibits"].gaps

    assert tuple(number(row.baseline) for row in rows) == chart.series[0].values
    for place, row in enumerate(rows):
        drawn = [series.values[place] for series in chart.series[1:] if series.values[place] is not None]
        assert drawn == [number(row.gap)]
        assert round(number(row.target) - number(row.baseline), 1) == number(row.gap)
        assert chart.categories[place] == f"{row.name} {row.mark}".strip()
    assert [gap.gap for gap in names["summary"].gaps] == [row.gap for row in rows[:3]]
    assert rows[0].baseline in names["levels"].lead
    assert names["levels"].average_baseline in names["summary"].gaps_text


def test_the_deck_says_what_the_roadmap_says() -> None:
    roadmap, council, staff = (example("fi", audience) for audience in ("", "council", "staff"))
    told = {(name, value) for name, value in values(council) if isinstance(value, str)}
    for name, value in values(roadmap):
        if isinstance(value, str) and not name.startswith(("exhibits", "deck")):
            assert (name, value) in told, name
    assert staff["levels"] == council["levels"] == roadmap["levels"]


def test_costs_sum_in_table_and_chart() -> None:
    names: Any = example(audience="council")
    goals = [number(row.cost) for row in names["summary"].goals]

    assert goals == [142_000, 168_000, 76_000, 100_000]
    assert sum(goals) == number(names["summary"].goals_total.cost) == sum(names["exhibits"].costs.series[0].values)
    assert [row.cost for row in names["deck"].costs.rows] == [row.cost for row in names["summary"].goals]
    assert str(names["summary"].goals_total.cost).removesuffix("\N{NO-BREAK SPACE}€") in names["deck"].costs.title


def test_counts_sum() -> None:
    names: Any = example()

    assert sum(goal.action_count for goal in names["goals"]) == len(names["actions"]) == 24
    assert number(names["summary"].goals_total.count) == 24
    assert sum(number(row.count) for row in names["responsibilities"].rows) == 24
    assert len(names["timeline"].rows) == len(names["timeline"].actions) == 24


def test_shares_in_the_table_are_those_of_the_chart() -> None:
    names: Any = example()
    for place, row in enumerate(names["survey"].rows):
        assert [number(share.value) for share in row.shares] == [
            series.values[place] for series in names["exhibits"].answers.series
        ]
        assert row.name == names["exhibits"].answers.categories[place]


def test_the_last_row_of_sectors_is_the_whole() -> None:
    survey: Any = example()["survey"]

    assert [row.total for row in survey.sectors] == [False] * 4 + [True]
    assert survey.sectors[-1].name == "Koko kunta"
    assert survey.sectors[-1].n == survey.n
    assert [cell.value for cell in survey.sectors[-1].means] == ["3,2", "2,4", "2,8", "2,6"]
    assert survey.sector_columns[0].name in example()["start"].sector_text, "what the text names, the table shows"
    assert survey.sectors_note == "", "no group was hidden"
    assert context_with_hidden()["survey"].sectors_note.startswith("Taulukosta puuttuu seitsemän vastaajaa")


def context_with_hidden() -> Any:
    return context(example_roadmap(), example_survey(hidden_people=7), language="fi")


def test_values_from_cells_know_their_cell() -> None:
    names: Any = example()

    assert str(names["goals"][0].name.source) == "digitiekarttatyokirja.xlsx: Tavoitteet!C5"
    assert str(names["actions"][0].time.source) == "digitiekarttatyokirja.xlsx: Toimenpiteet!H5:I5"
    assert str(names["vision"].statement.source) == "digitiekarttatyokirja.xlsx: Visio!B4"
    assert str(names["levels"].rows[0].gap.source) == "digitiekarttatyokirja.xlsx: Tasot!D9:E9"
    assert str(names["summary"].goals_total.cost.source) == "digitiekarttatyokirja.xlsx: Toimenpiteet!N5:N28"


def test_every_published_cell_is_somewhere_in_the_documents() -> None:
    """All texts of the workbook reach a name, but those that are told to stay out."""
    printed = "\n".join(str(value) for _, value in values(example()) if isinstance(value, str))
    roadmap = example_roadmap()
    rows: list[Any] = [
        roadmap.foreword,
        roadmap.vision,
        roadmap.governance,
        *roadmap.promises,
        *roadmap.goals,
        *roadmap.actions,
        *roadmap.trainings,
        *roadmap.indicators,
        *(statute for statute in roadmap.statutes if statute.id != "S5"),
    ]
    hidden = {"note", "basis", "status", "phase", "compass"}

    for row in rows:
        for key in row.at:
            value = getattr(row, key)
            if isinstance(value, str) and value and key not in hidden:
                assert all(line in printed for line in value.splitlines()), (key, value)


def bare() -> Any:
    roadmap = Roadmap(
        goals=(Goal(id="T1", name="T"),),
        actions=(Action(id="TP1", goal="T1", name="A"), Action(id="TP2", goal="T1", name="B")),
        phases=(Phase(),),
        trainings=(Training(id="K1", name="K"),),
    )
    return context(roadmap, None, language="fi")


def test_a_missing_value_in_a_table_is_a_dash() -> None:
    names = bare()
    action, training, phase = names["actions"][0], names["skills"].trainings[0], names["making"].phases[0]

    assert {action[key] for key in ("owner", "persons", "start", "end", "time", "priority", "cost", "metric")} == {"–"}
    assert {training[key] for key in ("audience", "time", "hours", "supports", "provider")} == {"–"}
    assert {phase[key] for key in phase} == {"–"}
    assert names["summary"].goals[0].cost == "–"
    assert action.status == "□\N{EN SPACE}Ei aloitettu", "an empty status is not started"


def test_optional_blocks_are_empty() -> None:
    names = bare()

    assert all(names[key] is None for key in ("foreword", "vision", "start", "levels", "governance", "survey", "frame"))
    assert (names["promises"], names["indicators"], names["versions"]) == ((), (), ())
    assert names["goals"][0].cost_line == names["goals"][0].metric == names["goals"][0].lead == ""
    assert names["document"].version_line == names["document"].period == ""
    assert names["summary"].figures == ()


def test_few_figures_are_not_drawn_large() -> None:
    summary: Any = tiny()["summary"]

    assert summary.figures == (), "one goal, three actions: fewer than three figures of two or more"
    assert [figure.value for figure in example()["summary"].figures] == ["4", "24", "10", "8"]  # type: ignore[attr-defined]


def test_chapters_without_content_go_and_the_rest_renumber() -> None:
    full: Any = example()["chapters"]
    few: Any = tiny()["chapters"]

    assert [full[name].number for name in ("making", "levels", "goals", "frame")] == ["1", "3", "5", "11"]
    assert full.appendix_statutes.title == "Liite\N{NO-BREAK SPACE}2. Säädökset"
    assert few.making is None
    assert [few[name].number for name in ("goals", "timeline", "responsibilities")] == ["1", "2", "3"]
    assert few.appendix_statutes.title == "Liite\N{NO-BREAK SPACE}1. Säädökset"
    assert "luvussa\N{NO-BREAK SPACE}1" in tiny()["summary"].steps_note  # type: ignore[attr-defined]


def test_a_tiny_roadmap_is_small() -> None:
    names: Any = tiny()

    assert names["timeline"].landscape is False
    assert names["responsibilities"].groups == names["responsibilities"].rest == ()
    assert names["summary"].goals_heading == "Tavoite"


def test_a_huge_roadmap_is_kept_in_bounds() -> None:
    names: Any = huge()

    assert names["summary"].has_costs is False
    assert len(names["summary"].steps) == 3
    assert names["timeline"].landscape is True
    assert all(action.is_long for goal in names["goals"] for action in goal.long_actions)
    assert any(goal.long_actions for goal in names["goals"])


@pytest.mark.parametrize(("count", "starts"), [(9, False), (10, True)])
def test_a_goal_starts_a_page_from_ten_actions_on(count: int, starts: bool) -> None:
    names: Any = context(counted_roadmap(count), None, language="fi")

    assert names["goals"][0].starts_page is starts


def test_those_with_one_action_share_a_table_when_there_are_many() -> None:
    responsibilities: Any = example()["responsibilities"]

    assert [group.name for group in responsibilities.groups] == [
        "ICT-päällikkö",
        "Hallintojohtaja",
        "Viestintäpäällikkö",
        "Kehittämispäällikkö",
        "Henkilöstöpäällikkö",
    ]
    assert len(responsibilities.rest) == 5
    assert [action.id for action in responsibilities.groups[0].actions] == ["TP20", "TP21", "TP18", "TP22", "TP23"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_logo_has_an_alternative_text(language: Language) -> None:
    names: Any = example(language)
    given = replace(LOGO, alt="Vaakuna")

    assert names["organisation"].logo.alt
    kept: Any = context(example_roadmap(), None, language=language, logo=given)
    assert kept["organisation"].logo.alt == "Vaakuna"


def test_a_mixed_baseline_is_told() -> None:
    roadmap = example_roadmap()
    given = table("Tasot", [replace(level, baseline_from_survey=level.id != "N5") for level in roadmap.levels])
    names: Any = context(replace(roadmap, levels=given), example_survey(), language="fi")

    assert names["levels"].source.endswith("Erikseen on arvioitu tiedolla johtaminen.")
    assert names["summary"].gaps_text.startswith("Lähtötaso on keskimäärin 2,9")


def test_more_answers_than_invited_have_no_response_rate() -> None:
    roadmap = example_roadmap()
    names: Any = context(
        replace(roadmap, organisation=replace(roadmap.organisation, invited=100)), example_survey(), language="fi"
    )

    assert names["survey"].response_rate == ""
    assert not {"kutsutuista", "vastausprosentti"} & set(str(names["making"].lead).replace(".", "").split())


def test_the_same_inputs_give_the_same_names() -> None:
    first = context(example_roadmap(), example_survey(), language="fi", audience="council")

    assert first == context(example_roadmap(), example_survey(), language="fi", audience="council")


def test_all_texts_are_texts() -> None:
    for name, value in values(example("fi", "council")):
        assert not isinstance(value, str) or isinstance(value, Text), name
        assert not isinstance(value, Record) or value.key is not None
    assert isinstance(example()["vision"].description, LongText)  # type: ignore[attr-defined]
