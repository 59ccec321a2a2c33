"""Each Finnish genitive in the table of municipalities, looked at by an analyser of Finnish."""

from __future__ import annotations

import os
from typing import Any

import pytest

from pipeline.municipalities.naming import naming
from pipeline.municipalities.table import by_code, municipalities
from tools.municipality_names import EXCEPTIONS, PLURAL, analyser, doubt


@pytest.fixture(scope="module")
def voikko() -> Any:
    try:
        return analyser()
    except (ImportError, OSError) as error:
        missing = f"libvoikko or its Finnish dictionary is not installed ({error})"
        if os.environ.get("OFFICE_CHECKS") == "required":
            pytest.fail(missing)
        pytest.skip(missing)


def test_the_analyser_knows_each_genitive_but_the_exceptions(voikko: Any) -> None:
    doubts = {item.names["fi"]: doubt(item, voikko) for item in municipalities()}
    assert {name for name, text in doubts.items() if text} == set(EXCEPTIONS)


@pytest.mark.parametrize("wrong", ["Sotkamoin", "Sotkamo", "Sotkamossa", "Sotkamojen", "Kajaanin"])
def test_a_wrong_form_is_doubted(voikko: Any, wrong: str) -> None:
    from dataclasses import replace

    assert doubt(replace(by_code()["765"], finnish_genitive=wrong), voikko)


def test_a_plural_where_the_singular_is_used_is_doubted(voikko: Any) -> None:
    from dataclasses import replace

    kaustinen = next(item for item in municipalities() if item.names["fi"] == "Kaustinen")
    assert "plural" in doubt(replace(kaustinen, finnish_genitive="Kaustisten"), voikko)


def test_a_word_for_the_type_is_inflected_right(voikko: Any) -> None:
    for word in "kunta kaupunki kuntayhtymä seutukunta ammattikorkeakoulu hyvinvointialue".split():
        inflected = naming(f"Mallilan {word}").genitive.split()[-1]
        found = {(item["BASEFORM"], item.get("SIJAMUOTO"), item["NUMBER"]) for item in voikko.analyze(inflected)}
        assert (word, "omanto", "singular") in found, inflected


def test_plural_names_and_exceptions_are_in_the_table() -> None:
    names = {item.names["fi"] for item in municipalities()}
    assert names >= PLURAL
    assert names >= set(EXCEPTIONS)
    assert {name for name in names if name.endswith("inen")} - PLURAL == {"Kaustinen"}
