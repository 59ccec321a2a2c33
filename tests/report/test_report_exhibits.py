"""Charts hold what tables print, label only what can be read, and say what they show."""

from dataclasses import replace
from typing import Any

import pytest
from report_walking import AUDIENCES, example, huge, tiny

from models import example_roadmap, example_survey, table
from pipeline.language import LANGUAGES
from pipeline.report.context import context
from pipeline.vocabulary.content import Chart
from pipeline.vocabulary.model import Language, Level

LONG = (
    "Erittäin pitkä näkökulman nimi, jota kukaan ei ole lyhentänyt, vaikka se ei mahdu mihinkään kuvioon eikä taulukkoon "
    * 2
)


def charts(levels: list[Level], **options: Any) -> Any:
    names = context(example_roadmap(levels=table("Tasot", levels)), None, language="fi", **options)
    return names["exhibits"]


def level(name: str, baseline: float | None, target: int | None, priority: bool = False) -> Level:
    return Level(id=name, name=name, baseline=baseline, target=target, priority=priority)


def test_gap_bars() -> None:
    found = charts([level("A", 3.8, 4), level("B", 2.4, 4, priority=True), level("C", 3.0, 4), level("D", 4.0, 4)]).gaps

    assert found.categories == ("B *", "C", "A", "D")
    assert [series.name for series in found.series] == [
        "Lähtötaso",
        "Kuilu tavoitteeseen",
        "Kuilu, tärkeä kehittämiskohde (*)",
    ]
    assert [series.values for series in found.series] == [
        (2.4, 3.0, 3.8, 4.0),
        (None, 1.0, 0.2, None),
        (1.6, None, None, None),
    ]
    assert [set(series.unlabelled) for series in found.series] == [set(), {2}, set()]
    assert found.height_mm == 4 * 7.5 + 22


def test_a_target_below_the_baseline_is_a_series_of_its_own() -> None:
    found = charts([level("A", 4.5, 4), level("B", 3.0, 4)]).gaps

    assert [series.name for series in found.series][-1] == "Lähtötaso yli tavoitteen"
    assert [series.values for series in found.series] == [(3.0, 4.0), (1.0, None), (None, None), (None, 0.5)]
    assert found.series[0].unlabelled == {1}, "the bar ends at the target, not at the baseline"
    assert found.series[3].unlabelled == {1}


def test_empty_series_at_the_end_are_left_out() -> None:
    assert len(charts([level("A", 3.0, 4)]).gaps.series) == 2
    assert len(charts([level("A", 4.0, 4)]).gaps.series) == 1


def test_the_cover_keeps_the_workbooks_order() -> None:
    cover, gaps = (example()["exhibits"][name] for name in ("cover", "gaps"))  # type: ignore[index]

    assert cover.categories[:2] == ("Digiosaaminen", "Laitteiden hyödyntäminen")
    assert sorted(cover.categories) == sorted(gaps.categories)
    assert cover.height_mm is None


@pytest.mark.parametrize(("count", "drawn"), [(4, False), (5, True), (12, True), (13, False)])
def test_the_radar_is_for_five_to_twelve(count: int, drawn: bool) -> None:
    found = charts([level(f"N{place}", 3.0, 4) for place in range(count)])

    assert (found.radar is not None) is drawn
    assert found.gaps is not None


def test_what_has_no_data_is_not_drawn() -> None:
    exhibits: Any = tiny()["exhibits"]

    assert all(exhibits[name] is None for name in ("cover", "gaps", "radar", "answers", "answers_short"))
    assert charts([level("A", None, 4), level("B", 3.0, None)]).gaps is None


def test_levels_with_one_end_missing_stand_in_the_table_only() -> None:
    names: Any = context(
        example_roadmap(levels=table("Tasot", [level("A", None, 4), level("B", 3.0, 4)])), None, language="fi"
    )

    assert names["exhibits"].gaps.categories == ("B",)
    assert [(row.name, row.baseline, row.gap) for row in names["levels"].rows] == [
        ("B", "3,0", "+1,0"),
        ("A", "–", "–"),
    ]


def test_answers_are_shares_best_first() -> None:
    chart: Any = example()["exhibits"].answers  # type: ignore[attr-defined]

    assert chart.categories[0] == "Laitteiden hyödyntäminen"
    assert chart.categories[-1] == "Tiedolla johtaminen"
    assert [series.name for series in chart.series] == [
        "1 heikko",
        "2 välttävä",
        "3 tyydyttävä",
        "4 hyvä",
        "5 erinomainen",
    ]
    assert all(97 <= sum(column) <= 103 for column in zip(*(series.values for series in chart.series), strict=True))
    for series in chart.series:
        assert series.unlabelled == {place for place, value in enumerate(series.values) if value < 7}


def test_the_short_answers_are_three_best_and_three_weakest() -> None:
    exhibits: Any = example()["exhibits"]

    assert exhibits.answers_short.categories == exhibits.answers.categories[:3] + exhibits.answers.categories[-3:]


def test_a_scale_of_another_length_is_bare_numbers() -> None:
    survey = example_survey()
    four = tuple(replace(item, counts=item.counts[:4]) for item in survey.perspectives)
    names: Any = context(example_roadmap(), replace(survey, perspectives=four), language="fi")

    assert [series.name for series in names["exhibits"].answers.series] == ["1", "2", "3", "4"]


def test_costs_by_year_agree_with_the_total() -> None:
    names: Any = example(audience="council")
    chart = names["exhibits"].costs

    assert chart.categories == ("2027", "2028", "2029", "2030")
    assert sum(chart.series[0].values) == 486_000
    assert names["deck"].costs.total.cost == names["summary"].goals_total.cost


@pytest.mark.parametrize("language", LANGUAGES)
def test_alternative_texts_are_short_and_never_empty(language: Language) -> None:
    for make in (example, huge, tiny):
        for audience in AUDIENCES:
            for name, chart in make(language, audience)["exhibits"].items():  # type: ignore[attr-defined]
                assert chart is None or 0 < len(chart.alt) <= 300, name
                assert chart is None or chart.decimal_comma is (language != "en")


def test_alternative_texts_stay_short_with_long_names() -> None:
    levels = [replace(level(f"X{place}", 2.0 + place / 10, 4), name=f"{LONG}{place}") for place in range(6)]
    found = charts(levels)

    assert all(len(chart.alt) <= 300 for chart in found.values() if isinstance(chart, Chart))


ALTS = {
    "fi": "Palkkikaavio: lähtö- ja tavoitetaso 11 näkökulmassa. Suurin kuilu: Tiedolla johtaminen 2,4 → 4. "
    "Pienin: Laitteiden hyödyntäminen 3,7 → 4. Samat luvut ovat luvun 3 taulukossa.",
    "sv": "Stapeldiagram: utgångs- och målnivå för 11 perspektiv. Största gapet: Kunskapsbaserad ledning 2,4 → 4. "
    "Minsta: Användning av IKT-utrustning 3,7 → 4. Samma siffror finns i tabellen i kapitel 3.",
    "en": "Bar chart: baseline and target levels for 11 perspectives. Largest gap: Data-informed management 2.4 → 4. "
    "Smallest: Use of ICT devices 3.7 → 4. The same figures are in the table in chapter 3.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_alternative_text_of_the_gaps(language: Language) -> None:
    chart: Any = example(language)["exhibits"].gaps  # type: ignore[attr-defined]

    assert chart.alt.replace("\N{NO-BREAK SPACE}", " ") == ALTS[language]
    assert str(chart.source) == "digitiekarttatyokirja.xlsx: Tasot!D5:E15"
