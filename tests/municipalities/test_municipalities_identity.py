"""What a new workbook may know of an organisation: all that is sure, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.municipalities.identity import identify
from pipeline.municipalities.naming import naming
from pipeline.vocabulary.model import Language


def test_a_finnish_municipality() -> None:
    found = identify("sotkamo")
    assert (found.languages, found.kind, found.code, found.as_typed) == (("fi",), "municipality", "765", True)
    assert found.texts == {
        "fi": {
            "name": "Sotkamon kunta",
            "genitive": "Sotkamon kunnan",
            "short_name": "Sotkamo",
            "region": "Kainuu",
        }
    }


@pytest.mark.parametrize("name", ["Korsholms kommun", "Mustasaari", "Mustasaaren kunta"])
def test_a_bilingual_one_gets_both_languages_the_majority_first(name: str) -> None:
    found = identify(name)
    assert found.languages == ("sv", "fi")
    assert {language: texts["genitive"] for language, texts in found.texts.items()} == {
        "sv": "Korsholms kommuns",
        "fi": "Mustasaaren kunnan",
    }


LANGUAGES_ASKED: list[tuple[str, Language, tuple[Language, ...]]] = [
    ("Korsholms kommun", "fi", ("fi", "sv")),
    ("Espoo", "sv", ("sv", "fi")),
    ("Espoo", "en", ("en",)),
    ("Sotkamo", "sv", ("sv",)),
    ("Jomala", "sv", ("sv",)),
    ("Esimerkkilän kunta", "sv", ("sv",)),
]


@pytest.mark.parametrize(("name", "asked", "expected"), LANGUAGES_ASKED)
def test_the_language_asked_for_is_the_main_one(name: str, asked: Language, expected: tuple[Language, ...]) -> None:
    found = identify(name, asked)
    assert found.languages == expected
    assert set(found.texts) == set(expected)


@pytest.mark.parametrize(
    ("name", "fi", "sv"),
    [
        ("Sotkamon kaupunki", "Sotkamon kaupungin", "Sotkamo stads"),
        ("Korsholms stad", "Mustasaaren kaupungin", "Korsholms stads"),
        ("Jakobstads kommun", "Pietarsaaren kunnan", "Jakobstads kommuns"),
    ],
)
def test_a_type_that_was_typed_is_believed(name: str, fi: str, sv: str) -> None:
    assert identify(name, "fi").texts["fi"]["genitive"] == fi
    assert identify(name, "sv").texts["sv"]["genitive"] == sv


UNKNOWN = {
    "Esimerkkilän kunta": ("fi", "municipality", "Esimerkkilän kunnan", ""),
    "Esimerkkilän kaupunki": ("fi", "city", "Esimerkkilän kaupungin", ""),
    "ESIMERKKILÄN KUNTA": ("fi", "municipality", "ESIMERKKILÄN KUNNAN", ""),
    "Keksityn maakunnan koulutuskuntayhtymä": (
        "fi",
        "joint_authority",
        "Keksityn maakunnan koulutuskuntayhtymän",
        "",
    ),
    "Mallilan seutukunta": ("fi", "sub_region", "Mallilan seutukunnan", ""),
    "Mallilan ammattikorkeakoulu": ("fi", "university", "Mallilan ammattikorkeakoulun", ""),
    "Exempelnäs kommun": ("sv", "municipality", "Exempelnäs kommuns", ""),
    "Staden Exempelnäs": ("sv", "city", "Staden Exempelnäs", "Exempelnäs"),
    "Municipality of Esimerkkilä": ("en", "municipality", "Municipality of Esimerkkilä's", "Esimerkkilä"),
    "Esimerkkilä University of Applied Sciences": (
        "en",
        "university",
        "Esimerkkilä University of Applied Sciences'",
        "",
    ),
    "Keksityn seurakuntayhtymä": ("fi", "other", "Keksityn seurakuntayhtymän", ""),
    "Keksityn seurakunta": ("fi", "", "", ""),
    "Esimerkkilä": ("fi", "", "", ""),
    "Digiväki ry": ("fi", "", "", ""),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_of_an_unknown_organisation_only_what_its_own_words_say(name: str) -> None:
    found: Any = identify(name)
    language, kind, genitive, short = UNKNOWN[name]
    assert (found.language, found.kind, found.code, found.municipality) == (language, kind, "", None)
    assert found.texts[language] == {"name": name, "genitive": genitive, "short_name": short}


def test_a_finnish_name_is_not_inflected_for_a_swedish_document() -> None:
    assert identify("Esimerkkilän kunta", "sv").texts["sv"]["genitive"] == ""


def test_naming_says_nothing_of_a_bare_name() -> None:
    assert naming("Esimerkkilä").genitive == ""
    assert naming("kunta").kind == ""
