"""Patterns are filled as an editor would: counts as words or figures, plural forms, sentences left out."""

from collections.abc import Iterator
from typing import Any

import pytest
from report_walking import example

from models import counted_roadmap, example_roadmap, example_survey
from pipeline.language import LANGUAGES, words
from pipeline.report.context import context
from pipeline.report.sentences import Count, Facts, Sentences, fields
from pipeline.vocabulary.model import Language

NBSP = "\N{NO-BREAK SPACE}"


def patterns(entry: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every pattern of a catalog with its dotted key (the place in an array left out)."""
    if isinstance(entry, str):
        yield key, entry
    elif isinstance(entry, list):
        for item in entry:
            yield from patterns(item, key)
    else:
        for name, item in entry.items():
            yield from patterns(item, f"{key}.{name}".strip("."))


class OneCatalog(Sentences):
    """Sentences over patterns given in the test."""

    def __init__(self, entries: dict[str, Any], language: Language = "fi", **facts: Any) -> None:
        super().__init__(words(language), facts)
        self.entries = entries

    def _entry(self, key: str) -> Any:
        return self.entries[key] if key in self.entries else super()._entry(key)


ACTIONS = "{count:ei toimenpiteitä|yksi toimenpide|# toimenpidettä}"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "Ei toimenpiteitä"),
        (1, "Yksi toimenpide"),
        (2, "Kaksi toimenpidettä"),
        (10, "Kymmenen toimenpidettä"),
        (11, "11 toimenpidettä"),
        (1200, f"1{NBSP}200 toimenpidettä"),
    ],
)
def test_counts(count: int, text: str) -> None:
    assert OneCatalog({"x": ACTIONS}).first("x", count=Count(count)) == text


def test_one_count_over_ten_puts_all_in_figures() -> None:
    say = OneCatalog({"x": "{a:yksi|#} ja {b:yksi|#}", "y": "{a:#genitive vuoden|#genitive vuoden}"})

    assert say.first("x", a=Count(4), b=Count(10)) == "Neljä ja kymmenen"
    assert say.first("x", a=Count(4), b=Count(24)) == "4 ja 24"
    assert say.first("y", a=Count(4)) == "Neljän vuoden"
    assert say.first("y", a=Count(12)) == "12 vuoden"


def test_a_sentence_is_left_out_when_a_fact_is_missing() -> None:
    say = OneCatalog({"x": ["Vuosi on {year}.", ["{a} ja {b}.", "Vain {a}."], "{n:Yksi|#} jäi."]})

    assert say.every("x", year="2027", a="A", b="B", n=Count(2)) == "Vuosi on 2027. A ja B. Kaksi jäi."
    assert say.every("x", a="a", n=Count(0)) == "Vain a."
    assert say.every("x") == ""


def test_the_first_alternative_that_fits_is_taken() -> None:
    say = OneCatalog({"x": ["{name} ja jotain pitempää", "{name}", "Ilman nimeä"]})

    assert say.first("x", name="N") == "N ja jotain pitempää"
    assert say.first("x", name="N", longest=5) == "N"
    assert say.first("x") == "Ilman nimeä"
    assert say.first("x", longest=3) == "Ilman nimeä", "the last when none fits"


def test_names_inside_a_sentence_begin_in_lower_case_unless_an_acronym() -> None:
    say = OneCatalog({"x": "Heikoin on {name:lower}."})

    assert say.first("x", name="Tiedolla johtaminen") == "Heikoin on tiedolla johtaminen."
    assert say.first("x", name="ICT-taidot") == "Heikoin on ICT-taidot."


def test_a_listing_counts_in_one_way() -> None:
    entry = {"first": "{count:# toimenpide|# toimenpidettä} alkaa {year}", "next": "{count} {year}", "end": "."}
    say = OneCatalog({"x": entry})
    two: list[Facts] = [{"count": Count(1), "year": "2027"}, {"count": Count(3), "year": "2028"}]
    many: list[Facts] = [{"count": Count(10), "year": "2027"}, *two, {"count": Count(11), "year": "2029"}]

    assert say.listing("x", two) == "Yksi toimenpide alkaa 2027 ja kolme 2028."
    assert say.listing("x", many) == "10 toimenpidettä alkaa 2027, 1 2027, 3 2028 ja 11 2029."
    assert say.listing("x", []) == ""


def test_catalogs_have_the_same_keys() -> None:
    only_finnish = {
        f"numerals.{case}"
        for case in ("genitive", "allative", "elative", "inessive", "illative", "ablative", "adessive")
    }
    keys = {language: {key for key, _ in patterns(words(language).catalog("sentences"))} for language in LANGUAGES}

    assert keys["fi"] - keys["sv"] == only_finnish
    assert keys["sv"] - keys["fi"] == {"numerals.common"}
    assert keys["fi"] - keys["en"] == only_finnish
    assert keys["en"] - keys["fi"] == {"articled.beginnings"}, "only English has articles before names"


def test_catalogs_name_the_same_facts() -> None:
    """A translation tells what the original tells: only inflected and spoken forms differ."""
    form = {
        "genitive": "name",
        "numeral": "number",
        "work_start": "work_range",
        "work_stem": "work_first_month",
        "work_end": "work_range",
    }

    def facts(language: Language) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for key, pattern in patterns(words(language).catalog("sentences")):
            if not key.startswith("names."):
                found.setdefault(key, set()).update(
                    form.get(name, name).removesuffix("_inessive").removesuffix("_said") for name in fields(pattern)
                )
        return found

    finnish = facts("fi")
    for language in ("sv", "en"):
        differing = {
            key: names ^ finnish[key] for key, names in facts(language).items() if names != finnish.get(key, names)
        }  # type: ignore[arg-type]
        assert differing == {}


@pytest.mark.parametrize("case", ["genitive", "allative", "elative", "inessive", "illative", "ablative"])
def test_numerals_are_inflected_from_nought_to_ten(case: str) -> None:
    assert len(words("fi").catalog("sentences")["numerals"][case]) == 11


COUNTED = {
    "fi": {
        1: ("Yksi toimenpide alkaa vuonna 2027.", "Yksi toimenpide perustuu lakiin", "Tavoite 1: yksi toimenpide"),
        2: ("Kaksi toimenpidettä alkaa vuonna 2027.", "Kaksi toimenpidettä perustuu lakiin", "Tavoite 1: kaksi toimenpidettä"),
        10: ("Kymmenen toimenpidettä alkaa vuonna 2027.", "Kymmenen toimenpidettä perustuu lakiin", "Tavoite 1: kymmenen toimenpidettä"),
        11: ("11 toimenpidettä alkaa vuonna 2027.", "11 toimenpidettä perustuu lakiin", "Tavoite 1: 11 toimenpidettä"),
    },
    "sv": {
        1: ("En åtgärd börjar 2027.", "En åtgärd grundar sig på lag", "Tavoite 1: en åtgärd"),
        2: ("Två åtgärder börjar 2027.", "Två åtgärder grundar sig på lag", "Tavoite 1: två åtgärder"),
        10: ("Tio åtgärder börjar 2027.", "Tio åtgärder grundar sig på lag", "Tavoite 1: tio åtgärder"),
        11: ("11 åtgärder börjar 2027.", "11 åtgärder grundar sig på lag", "Tavoite 1: 11 åtgärder"),
    },
    "en": {
        1: ("One action starts in 2027.", "One action is required by law", "Tavoite 1: one action"),
        2: ("Two actions start in 2027.", "Two actions are required by law", "Tavoite 1: two actions"),
        10: ("Ten actions start in 2027.", "Ten actions are required by law", "Tavoite 1: ten actions"),
        11: ("11 actions start in 2027.", "11 actions are required by law", "Tavoite 1: 11 actions"),
    },
}  # fmt: skip


@pytest.mark.parametrize(("language", "count"), [(tag, n) for tag, rows in COUNTED.items() for n in rows])
def test_sentences_agree_with_their_counts(language: Language, count: int) -> None:
    lead, law, goal = COUNTED[language][count]
    names = context(counted_roadmap(count), None, language=language, audience="council")

    assert names["timeline"].lead == lead  # type: ignore[attr-defined]
    assert names["deck"].law.title == law  # type: ignore[attr-defined]
    assert names["deck"].goal_slides[0].title == goal  # type: ignore[attr-defined]


def test_no_actions_say_nothing_of_actions() -> None:
    names: Any = context(counted_roadmap(0), None, language="fi", audience="council")

    assert names["timeline"] is None
    assert names["deck"].law is None
    assert names["deck"].goal_slides == ()
    assert names["goals"][0].count_line == "Ei toimenpiteitä"
    assert "toimenpi" not in names["goals_intro"]


LEADS = {
    "fi": {
        "making": f"Digitiekartta laadittiin maalis–joulukuussa 2026. Henkilöstökyselyyn vastasi 186 työntekijää eli 54{NBSP}% kutsutuista. Työpajoja pidettiin viisi.",
        "start": f"Henkilöstön arvio nykytilanteesta on keskimäärin 2,9 asteikolla yhdestä viiteen. Tilanne on paras laitteiden hyödyntämisessä{NBSP}(3,7) ja heikoin tiedolla johtamisessa{NBSP}(2,4).",
        "survey": f"Kyselyyn vastasi 186 työntekijää eli 54{NBSP}% kutsutuista. Paras keskiarvo on laitteiden hyödyntämisessä{NBSP}(3,7) ja heikoin tiedolla johtamisessa{NBSP}(2,4).",
        "levels": f"Suurin kuilu on tiedolla johtamisessa: lähtötaso on{NBSP}2,4 ja{NBSP}tavoite{NBSP}4.",
        "timeline": f"10 toimenpidettä alkaa vuonna 2027, 11{NBSP}vuonna{NBSP}2028 ja 3{NBSP}vuonna{NBSP}2029.",
        "responsibilities": f"Toimenpiteet jakautuvat kymmenelle vastuutaholle. Eniten toimenpiteitä: ICT-päällikkö{NBSP}(5).",
        "skills": "Viisi koulutusta tukee digitiekartan toteutusta. Niissä on opetusta yhteensä 11,5 tuntia.",
        "frame": "Tavoitteet liittyvät neljään Suomen digitaalisen kompassin osa-alueeseen.",
    },
    "sv": {
        "making": f"Färdplanen utarbetades i mars–december 2026. 186 anställda svarade på personalenkäten, och svarsprocenten var 54{NBSP}%. Fem verkstäder hölls.",
        "start": f"Personalen ger nuläget betyget 2,9 i snitt på en skala från ett till fem. Starkast är användning av IKT-utrustning{NBSP}(3,7), svagast kunskapsbaserad ledning{NBSP}(2,4).",
        "survey": f"186 anställda svarade på enkäten, och svarsprocenten var 54{NBSP}%. Bäst betyg fick användning av IKT-utrustning{NBSP}(3,7), sämst kunskapsbaserad ledning{NBSP}(2,4).",
        "levels": f"Det största gapet gäller kunskapsbaserad ledning: utgångsnivån är{NBSP}2,4 och{NBSP}målet{NBSP}4.",
        "timeline": "10 åtgärder börjar 2027, 11 börjar 2028 och 3 börjar 2029.",
        "responsibilities": f"Åtgärderna fördelar sig på tio ansvariga. Flest åtgärder har ICT-päällikkö{NBSP}(5).",
        "skills": "Fem utbildningar stöder genomförandet av färdplanen. De omfattar sammanlagt 11,5 timmar.",
        "frame": "Målen anknyter till fyra delområden i Finlands digitala kompass.",
    },
    "en": {
        "making": "The roadmap was drawn up from March to December 2026. 186 members of staff answered the survey, a response rate of 54%. Five workshops were held.",
        "start": f"Staff rate the present situation at 2.9 on average, on a scale of one to five. The strongest perspective is use of ICT devices{NBSP}(3.7) and the weakest data-informed management{NBSP}(2.4).",
        "survey": f"186 members of staff answered the survey, a response rate of 54%. The highest rating went to use of ICT devices{NBSP}(3.7), the lowest to data-informed management{NBSP}(2.4).",
        "levels": f"The largest gap is in data-informed management: the baseline is{NBSP}2.4 and the{NBSP}target{NBSP}4.",
        "timeline": "10 actions start in 2027, 11 in 2028 and 3 in 2029.",
        "responsibilities": f"The actions are shared by ten responsible bodies. ICT-päällikkö has the most actions{NBSP}(5).",
        "skills": "Five courses support the implementation of the roadmap. They take 11.5 hours in all.",
        "frame": "The goals relate to four areas of Finland’s Digital Compass.",
    },
}  # fmt: skip


@pytest.mark.parametrize(("language", "chapter"), [(tag, chapter) for tag, rows in LEADS.items() for chapter in rows])
def test_leads(language: Language, chapter: str) -> None:
    names: Any = example(language)

    assert names[chapter].lead == LEADS[language][chapter]


ORGANS = [
    ("municipality", "kunnanhallitus", "kunnanvaltuusto", "kunnanjohtaja"),
    ("city", "kaupunginhallitus", "kaupunginvaltuusto", "kaupunginjohtaja"),
    ("joint_authority", "yhtymähallitus", "yhtymävaltuusto", "kuntayhtymän johtaja"),
    ("sub_region", "hallitus", "valtuusto", "johtaja"),
    ("university", "hallitus", "yhtiökokous", "rehtori"),
    ("other", "hallitus", "valtuusto", "johtaja"),
    ("", "hallitus", "valtuusto", "johtaja"),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_organisation_has_its_organs_in_every_language(language: Language) -> None:
    from pipeline.workbook.layout import layout

    organs = words(language).catalog("sentences")["organs"]
    assert list(organs) == [choice.id for choice in layout().lists["organisation_kind"]]
    assert {tuple(forms) for forms in organs.values()} == {("board", "council", "director", "funder", "whole")}
    assert all(form.strip() for forms in organs.values() for form in forms.values())


@pytest.mark.parametrize(("kind", "board", "council", "director"), ORGANS)
def test_organs_by_kind_of_organisation(kind: Any, board: str, council: str, director: str) -> None:
    from dataclasses import replace

    roadmap = example_roadmap()
    names: Any = context(
        replace(roadmap, organisation=replace(roadmap.organisation, kind=kind)), example_survey(), language="fi"
    )

    found = names["organisation"]
    assert (found.board, found.council, found.director) == (board, council, director)
