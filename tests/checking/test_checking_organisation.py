"""The organisation against the table of municipalities: told as a note with its cell, and only where it differs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sound_roadmap import SOUND, change

from pipeline.checking.organisation import differs_from_table
from pipeline.checking.texts import genitive
from pipeline.language import LANGUAGES, words
from pipeline.municipalities.identity import identify
from pipeline.municipalities.table import Municipality, municipalities
from pipeline.vocabulary.findings import Severity
from pipeline.vocabulary.model import Roadmap

SOTKAMO = {"name": "Sotkamon kunta", "genitive": "Sotkamon kunnan", "kind": "municipality", "code": "765"}


def told(**values: object) -> list[tuple[str, str]]:
    """The cells and messages for the sound roadmap with Sotkamo's details, some of them changed."""
    roadmap: Roadmap = change(SOUND, "organisation", **{**SOTKAMO, **values})
    return [(item.place.cell, words("fi").message(item)) for item in differs_from_table(roadmap)]


def test_nothing_is_told_of_what_agrees_or_is_not_in_the_table() -> None:
    assert told() == []
    assert told(code="", kind="", genitive="") == []
    assert told(name="Esimerkkilän kunta", genitive="Esimerkkilän kunnan", code="999") == []
    assert told(name="", genitive="", code="") == []
    assert told(name="Sotkamon kuntayhtymä", kind="joint_authority", code="765") == []


def test_each_difference_is_a_note_at_its_cell() -> None:
    assert told(kind="city") == [
        ("B5", "tieto eroaa kuntaluettelosta: organisaatiotyyppi on kaupunki, luettelossa Sotkamon kunta on kunta")
    ]
    assert told(code="049") == [
        ("B6", "tieto eroaa kuntaluettelosta: kuntanumero on 049, luettelossa Sotkamon kunta on 765")
    ]
    assert told(genitive="Sotkamolan kunnan") == [
        ("B3", "tieto eroaa kuntaluettelosta: nimi genetiivissä on ”Sotkamolan kunnan”, luettelossa ”Sotkamon kunnan”")
    ]
    assert {
        item.severity for item in differs_from_table(change(SOUND, "organisation", **{**SOTKAMO, "code": "1"}))
    } == {Severity.NOTE}


def test_a_code_of_another_municipality_is_told_of_an_unlisted_name() -> None:
    found = told(name="Esimerkkilän kunta", genitive="Esimerkkilän kunnan", code="049")
    assert found == [("B6", "tieto eroaa kuntaluettelosta: kuntanumero 049 on toisen kunnan: Espoon kaupunki")]


def test_a_new_city_is_told_of_its_type_only() -> None:
    found = told(name="Sotkamon kaupunki", genitive="Sotkamon kaupungin", kind="city")
    assert [cell for cell, _ in found] == ["B5"]


@pytest.mark.parametrize(
    ("name", "inflected"), [("Staden Jakobstad", "Staden Jakobstads"), ("Jakobstads stad", "Jakobstads stads")]
)
def test_either_way_a_city_writes_itself_is_right(name: str, inflected: str) -> None:
    values = {"name": name, "genitive": inflected, "kind": "city", "code": "598"}
    roadmap = replace(change(SOUND, "organisation", **values), language="sv")
    assert list(differs_from_table(roadmap)) == []


def test_a_companions_genitive_is_looked_at_in_its_own_language() -> None:
    companions = {"sv": {"name": "Sotkamo kommun", "genitive": "Sotkamos kommun"}}
    assert [message for _, message in told(companions=companions)] == [
        "tieto eroaa kuntaluettelosta: nimi genetiivissä on ”Sotkamos kommun”, luettelossa ”Sotkamo kommuns”"
    ]


@pytest.mark.parametrize("item", municipalities(), ids=lambda item: item.code)
def test_what_a_new_workbook_is_filled_with_is_never_doubted(item: Municipality) -> None:
    for language in LANGUAGES:
        identity = identify(item.full_name(language))
        texts = identity.texts[identity.language]
        others = {other: identity.texts[other] for other in identity.languages[1:]}
        details = {"name": texts["name"], "genitive": texts["genitive"], "kind": identity.kind, "code": identity.code}
        roadmap = change(SOUND, "organisation", languages=identity.languages, companions=others, **details)
        roadmap = replace(roadmap, language=identity.language)
        assert [*differs_from_table(roadmap), *genitive(roadmap)] == []
