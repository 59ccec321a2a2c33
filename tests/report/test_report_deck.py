"""The decks: which slides there are, titles that say the message, notes to read aloud, never too many slides."""

from dataclasses import replace
from typing import Any

import pytest
from report_walking import AUDIENCES, example, few, huge, tiny, undated

from models import counted_roadmap, example_roadmap, example_survey, month, quarter
from pipeline.language import LANGUAGES
from pipeline.report.context import context
from pipeline.report.deck import APPENDIX, COUNCIL, MOST_SLIDES, SHARED, STAFF
from pipeline.vocabulary.content import Record
from pipeline.vocabulary.model import Language, Level, Phase

DECKS = ("staff", "council")
SPEAKING = range(60, 121)


ELSEWHERE = {"costs_table", "few_actions"}
"""Slides that stand in for others."""


def slides(deck: Any, *, appendix: bool = True) -> list[Any]:
    names = [*SHARED, *COUNCIL, *STAFF, *(("appendix", *APPENDIX) if appendix else ())]
    return [*(deck[name] for name in names if deck[name] is not None), *deck.goal_slides]


def spoken(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


TITLES = {
    ("fi", "council"): {
        "cover": "Esimerkkilän kunnan digitiekartta",
        "figures": "24 toimenpidettä vie kohti Esimerkkilän kunnan visiota 2030",
        "making": "Näin digitiekartta syntyi: 186 vastaajaa ja 5 työpajaa",
        "radar": "Lähtötaso on keskimäärin 2,9 ja tavoite 3,8",
        "gaps": "Suurin kuilu on tiedolla johtamisessa: 2,4 → 4",
        "goals": "Neljä tavoitetta kuroo umpeen kaikkia kuiluja",
        "timeline": "10 toimenpidettä alkaa vuonna 2027 ja 11 vuonna 2028",
        "law": "Kahdeksan toimenpidettä perustuu lakiin",
        "costs": "Kustannusarvio on 486 000 euroa neljälle vuodelle",
        "follow_up": "Näin toteutumista seurataan",
        "next": "Toteutus alkaa heti, ja etenemistä seurataan kaksi kertaa vuodessa",
    },
    ("fi", "staff"): {
        "changes": "Viisi ensimmäistä muutosta työssäsi",
        "survey": "Vahvin: laitteiden hyödyntäminen, heikoin: tiedolla johtaminen",
        "trainings": "Viisi koulutusta auttaa sinut alkuun",
        "help": "Apua saat kymmeneltä vastuutaholta",
        "year": "Kymmenen toimenpidettä alkaa vuonna 2027",
    },
    ("sv", "council"): {
        "figures": "24 åtgärder leder Esimerkkilän kunta till visionen 2030",
        "making": "Så kom färdplanen till: 186 svar och 5 verkstäder",
        "radar": "Utgångsnivån är i snitt 2,9 och målet 3,8",
        "gaps": "Största gapet: Kunskapsbaserad ledning 2,4 → 4",
        "goals": "Fyra mål sluter gapen",
        "timeline": "10 åtgärder börjar 2027 och 11 börjar 2028",
        "law": "Åtta åtgärder grundar sig på lag",
        "costs": "Kostnaderna beräknas till 486 000 euro på fyra år",
    },
    ("en", "council"): {
        "cover": "Digital roadmap of Esimerkkilän kunta",
        "figures": "24 actions take Esimerkkilän kunta to its vision by 2030",
        "making": "How it was made: 186 responses and 5 workshops",
        "radar": "The baseline averages 2.9 and the target 3.8",
        "gaps": "The largest gap: Data-informed management 2.4 → 4",
        "goals": "Four goals close the gaps",
        "timeline": "10 actions start in 2027 and 11 in 2028",
        "law": "Eight actions are required by law",
        "costs": "The estimated cost is 486,000 euros over four years",
    },
    ("en", "staff"): {
        "changes": "The first five changes in your work",
        "survey": "Strongest: use of ICT devices, weakest: data-informed management",
        "trainings": "Five courses to get you started",
    },
}


@pytest.mark.parametrize(("language", "audience"), TITLES)
def test_titles(language: Language, audience: Any) -> None:
    deck: Any = example(language, audience)["deck"]

    expected = TITLES[language, audience]
    assert {name: spoken(deck[name].title) for name in expected} == expected


def test_goal_titles() -> None:
    deck: Any = example("fi", "council")["deck"]

    assert [slide.title for slide in deck.goal_slides] == [
        "Tieto ohjaa johtamista: kuusi toimenpidettä",
        "Palvelut toimivat verkossa alusta loppuun: seitsemän toimenpidettä",
        "Henkilöstö hallitsee digityön: kuusi toimenpidettä",
        "Perusratkaisut ovat kunnossa ja turvassa: viisi toimenpidettä",
    ]


def test_each_audience_has_its_own_slides() -> None:
    council: Any = example("fi", "council")["deck"]
    staff: Any = example("fi", "staff")["deck"]

    assert all(isinstance(council[name], Record) for name in (*SHARED, *COUNCIL) if name not in ELSEWHERE)
    assert all(council[name] is None for name in STAFF)
    assert all(isinstance(staff[name], Record) for name in (*SHARED, *STAFF) if name not in ELSEWHERE)
    assert all(staff[name] is None for name in COUNCIL), "no costs for staff"
    assert example()["deck"] is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", DECKS)
@pytest.mark.parametrize("make", [example, tiny, huge])
def test_titles_are_there_unique_and_short(make: Any, language: Language, audience: str) -> None:
    titles = [slide.title for slide in slides(make(language, audience)["deck"])]

    assert all(titles)
    assert len(titles) == len(set(titles))
    assert max(map(len, titles)) <= 132, "two lines"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", DECKS)
def test_notes_take_about_a_minute(language: Language, audience: Any) -> None:
    for slide in slides(example(language, audience)["deck"], appendix=False):
        talk, _, source = slide.notes.rpartition("\n")
        assert len(talk.split()) in SPEAKING, (slide.key, len(talk.split()))
        assert source.startswith({"fi": "Lähde: ", "sv": "Källa: ", "en": "Source: "}[language])


@pytest.mark.parametrize("audience", DECKS)
def test_every_slide_has_notes(audience: Any) -> None:
    for make in (example, tiny, huge):
        assert all(slide.notes for slide in slides(make("fi", audience)["deck"]))


def test_notes_name_the_cells() -> None:
    deck: Any = example("fi", "council")["deck"]

    assert spoken(deck.gaps.notes).endswith(
        "\nLähde: henkilöstökysely 1.–18.9.2026, n = 186 (54 % kutsutuista) "
        "sekä digitiekarttatyökirja, välilehti Tasot (solut D5:G15)."
    )
    assert deck.goals.notes.endswith(
        "\nLähde: digitiekarttatyökirja, välilehti Tavoitteet (solut A5:E15) ja välilehti Toimenpiteet (solut B5:B28)."
    )


def test_notes_have_the_slides_figures() -> None:
    deck: Any = example("fi", "council")["deck"]

    assert all(figure.value in deck.radar.notes for figure in deck.radar.figures)
    assert "2,4\N{NO-BREAK SPACE}" not in deck.gaps.title or "2,4" in deck.gaps.notes
    assert str(deck.costs.total.cost).removesuffix("\N{NO-BREAK SPACE}€") in deck.costs.notes


@pytest.mark.parametrize("audience", DECKS)
@pytest.mark.parametrize("make", [example, tiny, huge])
def test_no_more_than_twenty_slides(make: Any, audience: Any) -> None:
    """What the slides really come to is measured in the templates' tests."""
    assert len(slides(make("fi", audience)["deck"], appendix=False)) <= MOST_SLIDES


def test_of_many_goals_those_with_the_widest_gaps_are_shown() -> None:
    deck: Any = huge("fi", "council")["deck"]

    assert [slide.key for slide in deck.goal_slides] == ["T1", "T5", "T9"]
    assert "ovat liitteessä" in deck.goal_slides[0].source
    assert len(deck.goals.rows) == 12


def test_a_trimmed_goal_shows_its_most_urgent_actions() -> None:
    slide: Any = huge("fi", "council")["deck"].goal_slides[0]  # type: ignore[attr-defined]

    assert len(slide.actions) == 7
    assert [action.priority for action in slide.actions[:4]] == ["1"] * 4


def test_a_tiny_deck_leaves_out_what_it_has_nothing_for() -> None:
    council: Any = tiny("fi", "council")["deck"]
    staff: Any = tiny("fi", "staff")["deck"]

    gone = ("figures", "making", "radar", "gaps", "follow_up", "all_answers", "level_table")
    assert all(council[name] is None for name in gone)
    assert staff.survey is None
    assert staff.trainings is None
    assert council.goals.title == "Digitiekartassa on yksi tavoite"
    assert council.next.title == "Toteutus alkaa heti"


@pytest.mark.parametrize("audience", DECKS)
def test_few_actions_share_a_slide(audience: Any) -> None:
    deck: Any = few("fi", audience)["deck"]

    assert deck.few_actions.title == "Neljä toimenpidettä vie digitiekarttaa eteenpäin"
    assert deck.goal_slides == ()
    assert deck.all_actions is None, "the appendix has nothing to add"


def test_costs_without_times_are_a_table() -> None:
    deck: Any = undated("fi", "council")["deck"]

    assert deck.costs is None
    assert deck.costs_table.source.startswith("Luvut ovat arvioita.")
    assert "tasan sen keston" not in deck.costs_table.notes


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_of_costs_has_its_figures_in_the_appendix(language: Language) -> None:
    names: Any = context(example_roadmap(), None, language=language, audience="council")
    made, chart = names["deck"].yearly_costs, names["exhibits"].costs
    year, cost = max(zip(chart.categories, chart.series[0].values, strict=True), key=lambda pair: pair[1])

    assert year in str(made.title)
    assert f"{cost:,.0f}" in str(made.notes).replace("\u00a0", ",")
    assert [str(row.year) for row in names["costs"].rows] == list(chart.categories)
    assert {"fi": "liitteen", "sv": "bilagan", "en": "appendix"}[language] in chart.alt
    assert example(language, "staff")["deck"].yearly_costs is None  # type: ignore[attr-defined]
    assert undated(language, "council")["deck"].yearly_costs is None  # type: ignore[attr-defined]


def test_promises_are_told_in_short() -> None:
    deck: Any = example("fi", "council")["deck"]

    assert deck.promises.title == "Annamme kaksi digilupausta"
    assert [(row.name, row.what) for row in deck.promises.rows][:1] == [
        ("Saat asiasi hoidettua verkossa.", "Myös puhelimella.")
    ]


def test_pull_figures_tell_what_stands_behind_them() -> None:
    deck: Any = example("fi", "council")["deck"]

    assert [spoken(figure.note) for figure in deck.figures.figures] == [
        "Keskimäärin tasolta 2,9 tasolle 3,8",
        "Kustannusarvio 486 000 €",
        "Ensimmäiset neljänneksellä I/2027",
        "Taustalla viisi säädöstä",
    ]


def test_questions_have_an_answer_in_the_appendix() -> None:
    for language in LANGUAGES:
        deck: Any = example(language, "council")["deck"]
        assert deck.level_table.title in deck.gaps.notes
        assert deck.method.title in deck.costs.notes


def test_a_long_name_takes_the_short_title() -> None:
    level = Level(id="X", name="Pitkä näkökulman nimi " * 6, baseline=2.0, target=4)
    names: Any = context(example_roadmap(levels=(level,)), None, language="fi", audience="council")

    assert spoken(names["deck"].gaps.title) == "Suurin kuilu tavoitteeseen: 2,0 → 4"


def test_a_perspective_without_an_inessive_stays_in_the_nominative() -> None:
    level = Level(id="X", name="Oma näkökulma", baseline=2.0, target=4)
    names: Any = context(example_roadmap(levels=(level,)), None, language="fi", audience="council")

    assert spoken(names["deck"].gaps.title) == "Suurin kuilu: Oma näkökulma 2,0 → 4"
    assert (
        names["levels"].lead
        == "Suurin kuilu: oma näkökulma, jonka lähtötaso on\N{NO-BREAK SPACE}2,0 ja\N{NO-BREAK SPACE}tavoite\N{NO-BREAK SPACE}4."
    )


def test_reached_targets_are_told_as_such() -> None:
    level = Level(id="X", name="Oma", baseline=4.0, target=4)
    names: Any = context(example_roadmap(levels=(level,)), None, language="fi", audience="council")

    assert names["deck"].gaps.title == "Tavoitetasot on jo saavutettu"


def test_follow_up_tells_what_is_done() -> None:
    roadmap = example_roadmap()
    statuses = ["done"] * 7 + ["under_way"] * 11
    actions = tuple(
        replace(action, status=statuses[place] if place < len(statuses) else "not_started")
        for place, action in enumerate(roadmap.actions)
    )

    def title(language: Language) -> str:
        names: Any = context(replace(roadmap, actions=actions), None, language=language, audience="council")
        return str(names["deck"].follow_up.title)

    assert title("fi") == "24 toimenpiteestä 7 on valmiina ja 11 käynnissä"
    assert title("sv") == "7 av 24 åtgärder är klara, 11 pågår"
    assert title("en") == "7 of 24 actions done, 11 under way"


def test_a_late_start_is_not_at_once() -> None:
    roadmap = counted_roadmap(2)
    actions = tuple(replace(item, starts=quarter(2028, 1), ends=quarter(2028, 2)) for item in roadmap.actions)
    names: Any = context(replace(roadmap, actions=actions), None, language="fi", audience="council")

    assert names["deck"].next.title == "Työ alkaa vuonna 2028, ja sitä seurataan kaksi kertaa vuodessa"


def test_the_year_begins_in_the_quarter_of_the_document() -> None:
    roadmap = example_roadmap()
    day = roadmap.organisation.date
    assert day is not None
    later = replace(roadmap, organisation=replace(roadmap.organisation, date=day.replace(year=2027)))
    deck: Any = context(later, None, language="fi", audience="staff")["deck"]

    assert deck.year.title == "11 toimenpidettä alkaa aikavälillä IV/2027–III/2028"
    assert [row.name for row in deck.year.rows][:1] == ["Yhtenäistetään asiakirjahallinta"]


def test_changes_are_the_first_to_end_and_say_what_they_mean() -> None:
    deck: Any = example("fi", "staff")["deck"]

    assert [row.deadline for row in deck.changes.rows] == ["II/2027", "II/2027", "III/2027", "IV/2027", "IV/2027"]
    assert deck.changes.rows[0].what.endswith(".")


def test_help_tells_in_what() -> None:
    deck: Any = example("fi", "staff")["deck"]

    assert len(deck.help.rows) == 8
    assert deck.help.rows[0].what == "Laaditaan kyberturvallisuuden vuosikello; lisäksi neljä muuta"
    assert deck.help.rows[-1].what == "Viedään digitavoitteet kuntastrategiaan"


def test_the_law_slide_counts_every_duty() -> None:
    roadmap = example_roadmap()
    actions = (replace(roadmap.actions[0], basis="statutory"), *roadmap.actions[1:])
    deck: Any = context(replace(roadmap, actions=actions), None, language="fi", audience="council")["deck"]

    assert deck.law.title == "Yhdeksän toimenpidettä perustuu lakiin"
    assert (deck.law.rows[-1].name, deck.law.rows[-1].actions) == ("Muu lakisääteinen tehtävä", "TP1")
    told = {name for row in deck.law.rows for name in row.actions.split(", ")}
    assert len(told) == 9


def test_one_row_of_workshops_is_not_counted() -> None:
    phases = (Phase(phase="workshop", started=month(2026, 4), ended=month(2026, 6)),)
    deck: Any = context(example_roadmap(phases=phases), example_survey(), language="fi", audience="council")["deck"]

    assert deck.making.title == "Näin digitiekartta syntyi: 186 vastaajaa"


def test_audiences_are_what_the_walks_use() -> None:
    assert set(AUDIENCES) == {"", *DECKS}
