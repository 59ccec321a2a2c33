"""Typed names: which municipality they surely mean, what is only asked, and what is nobody's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import LANGUAGES
from pipeline.municipalities.matching import find, find_exact, nearest
from pipeline.municipalities.table import Municipality, by_code, municipalities

AS_TYPED = {
    "Sotkamon kunta": "765",
    "Sotkamo": "765",
    "  sotkamo   KUNTA ": "765",
    "Sotkamon kunnan": "765",
    "SOTKAMO": "765",
    "Korsholms kommun": "499",
    "Korsholm": "499",
    "Mustasaari": "499",
    "Närpes stad": "545",
    "Maalahti": "475",
    "Mänttä–Vilppula": "508",
    "Pedersören kunta": "599",
    "Jakobstads stad": "598",
    "staden Jakobstad": "598",
    "Sankt Karins": "202",
    "City of Espoo": "049",
    "municipality of Malax": "475",
    "Koski": "284",
    "Kosken kunta": "284",
}
MENDED = {"Sotkmo": "765", "Sotakmo": "765", "Sotkammon kunta": "765", "Jarvenpaa": "186", "Akaas": "020"}
NOBODYS = (
    "Esimerkkilän kunta",
    "Vähälän kunta",
    "Suurelan kaupunki",
    "Hämärälän kaupunki",
    "Exempelnäs kommun",
    "Esimerkkiniemen kunta",
    "Mallilan kunta",
    "Kainuun kuntayhtymä",
    "Kajaanin ammattikorkeakoulu",
    "Oulun seutukunta",
    "Nauvon kunta",
    "kunta",
    "Kaupunki",
    "I",
    "",
    "   ",
    "ö" * 500,
)


@pytest.mark.parametrize("name", AS_TYPED)
def test_a_name_in_any_of_its_forms_is_found_as_typed(name: str) -> None:
    match = find(name)
    assert match is not None
    assert (match.municipality.code, match.as_typed) == (AS_TYPED[name], True)


@pytest.mark.parametrize("name", MENDED)
def test_one_slip_is_mended_and_told(name: str) -> None:
    match = find(name)
    assert match is not None
    assert (match.municipality.code, match.as_typed) == (MENDED[name], False)
    assert find_exact(name) is None


@pytest.mark.parametrize("name", NOBODYS)
def test_other_names_are_nobodys(name: str) -> None:
    assert find(name) is None
    assert nearest(name) is None


def test_two_slips_only_make_a_suggestion() -> None:
    assert find("Rovaniemn kaupnki") is None
    near = nearest("Rovaniemn kaupnki")
    assert near is not None
    assert near.names["fi"] == "Rovaniemi"


def test_the_typed_type_is_kept_apart_from_the_tables() -> None:
    match = find("Sotkamon kaupunki")
    assert match is not None
    assert (match.kind, match.municipality.kind) == ("city", "municipality")
    assert getattr(find("Sotkamo"), "kind", None) == ""


@pytest.mark.parametrize("item", municipalities(), ids=lambda item: item.code)
def test_every_name_means_its_own_municipality(item: Municipality) -> None:
    for language in LANGUAGES:
        for name in (item.full_name(language), item.genitive(language), item.names[language]):
            assert getattr(find_exact(name), "municipality", None) is item


@given(st.text(max_size=120))
def test_any_text_is_looked_up_without_a_fault(text: str) -> None:
    match = find(text)
    assert match is None or match.municipality.code in by_code()
    nearest(text)
