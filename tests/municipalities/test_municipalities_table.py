"""The table of municipalities: whole, without slips, with full names as the municipalities write themselves."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.language import LANGUAGES
from pipeline.municipalities.table import Municipality, by_code, municipalities

BY_NAME = {item.names["fi"]: item for item in municipalities()}


def test_all_of_2026_are_there_with_a_code_of_their_own() -> None:
    assert len(by_code()) == len(municipalities()) == 308
    assert all(len(code) == 3 and code.isdecimal() for code in by_code())
    assert list(by_code()) == sorted(by_code())


def test_languages_are_as_many_as_the_classification_counts() -> None:
    counted = Counter(item.languages for item in municipalities())
    assert counted == {("fi",): 259, ("fi", "sv"): 18, ("sv",): 16, ("sv", "fi"): 15}
    assert {item.names["fi"] for item in municipalities() if item.sami_homeland} == {
        "Enontekiö",
        "Inari",
        "Sodankylä",
        "Utsjoki",
    }


def test_types_and_regions() -> None:
    assert Counter(item.kind for item in municipalities()) == {"city": 108, "municipality": 200}
    assert len({item.region["fi"] for item in municipalities()}) == 19
    assert {item.region["sv"] for item in municipalities() if item.languages == ("sv",)} == {"Åland"}


@pytest.mark.parametrize("item", municipalities(), ids=lambda item: item.code)
def test_no_name_is_empty_or_loose(item: Municipality) -> None:
    texts = [item.finnish_genitive, item.swedish_name, *item.names.values(), *item.region.values()]
    texts += [form(language) for language in LANGUAGES for form in (item.full_name, item.genitive)]
    for text in texts:
        assert text
        assert text == " ".join(text.split())
        assert text[0].isupper()
    assert item.finnish_genitive.removesuffix(" Tl").endswith("n")


FULL_NAMES = {
    "Sotkamo": ("Sotkamon kunta", "Sotkamon kunnan", "Sotkamo kommun", "Sotkamo kommuns", "Municipality of Sotkamo"),
    "Espoo": ("Espoon kaupunki", "Espoon kaupungin", "Esbo stad", "Esbo stads", "City of Espoo"),
    "Maalahti": ("Maalahden kunta", "Maalahden kunnan", "Malax kommun", "Malax kommuns", "Municipality of Malax"),
    "Mustasaari": (
        "Mustasaaren kunta",
        "Mustasaaren kunnan",
        "Korsholms kommun",
        "Korsholms kommuns",
        "Municipality of Korsholm",
    ),
    "Pedersöre": (
        "Pedersören kunta",
        "Pedersören kunnan",
        "Pedersöre kommun",
        "Pedersöre kommuns",
        "Municipality of Pedersöre",
    ),
    "Pietarsaari": (
        "Pietarsaaren kaupunki",
        "Pietarsaaren kaupungin",
        "Staden Jakobstad",
        "Staden Jakobstads",
        "City of Jakobstad",
    ),
    "Lapinjärvi": (
        "Lapinjärven kunta",
        "Lapinjärven kunnan",
        "Lappträsk kommun",
        "Lappträsk kommuns",
        "Municipality of Lapinjärvi",
    ),
    "Uusikaarlepyy": (
        "Uudenkaarlepyyn kaupunki",
        "Uudenkaarlepyyn kaupungin",
        "Nykarleby stad",
        "Nykarleby stads",
        "City of Nykarleby",
    ),
}


@pytest.mark.parametrize("name", FULL_NAMES)
def test_full_names_and_genitives(name: str) -> None:
    item = BY_NAME[name]
    found = (
        item.full_name("fi"),
        item.genitive("fi"),
        item.full_name("sv"),
        item.genitive("sv"),
        item.full_name("en"),
    )
    assert found == FULL_NAMES[name]
    assert item.genitive("en") == f"{item.full_name('en')}'s"


GENITIVES = {
    "Hanko": "Hangon",
    "Huittinen": "Huittisten",
    "Isokyrö": "Isonkyrön",
    "Kaustinen": "Kaustisen",
    "Koski Tl": "Kosken Tl",
    "Lemland": "Lemlandin",
    "Lumparland": "Lumparlandin",
    "Muurame": "Muuramen",
    "Puolanka": "Puolangan",
    "Punkalaidun": "Punkalaitumen",
    "Saltvik": "Saltvikin",
    "Sund": "Sundin",
    "Uusikaarlepyy": "Uudenkaarlepyyn",
    "Uusikaupunki": "Uudenkaupungin",
    "Virrat": "Virtain",
}


@pytest.mark.parametrize("name", GENITIVES)
def test_genitives_that_no_rule_gives(name: str) -> None:
    assert BY_NAME[name].finnish_genitive == GENITIVES[name]
