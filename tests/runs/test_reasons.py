"""Why a document is made again: what differs between two runs' inputs, in words of three languages."""

from __future__ import annotations

import pytest

from pipeline.language import LANGUAGES, words
from pipeline.runs.reasons import Standing, document_reasons, input_reasons
from pipeline.vocabulary.model import Language

ROADMAP, DECK = "digitiekartta.docx", "esitys-henkilosto.pptx"
LAST = {
    "workbook:tyokirja.xlsx": "1",
    "survey:kysely.csv": "2",
    "brand:brand.toml": "3",
    "picture:logo.png": "4",
    f"template:{ROADMAP}": "5",
    f"own:{DECK}": "6",
    "own:brand.toml": "7",
    "settings": "8",
    "released": "9",
    "version": "0.1",
    "program": "10",
}


def said(changed: dict[str, str | None], document: str = "") -> list[str]:
    now = {key: mark for key, mark in {**LAST, **changed}.items() if mark is not None}
    return [words("fi").term(reason) for reason in input_reasons(LAST, now, document)]


def test_the_same_inputs_give_no_reason() -> None:
    assert said({}) == []


@pytest.mark.parametrize(
    ("key", "mark", "reason"),
    [
        ("workbook:tyokirja.xlsx", "x", "työkirja tyokirja.xlsx on muuttunut"),
        ("survey:kysely.csv", None, "kysely kysely.csv on poistunut"),
        ("survey:uusi.csv", "x", "kysely uusi.csv on uusi"),
        ("brand:brand.toml", "x", "brändi brand.toml on muuttunut"),
        ("picture:logo.png", "x", "kuva logo.png on muuttunut"),
        (f"template:{ROADMAP}", "x", "mallipohja digitiekartta.docx on muuttunut"),
        ("own:brand.toml", "x", "ohjelman oma brand.toml on muuttunut"),
        ("settings", "x", "komennon valitsimet ovat toiset"),
        ("released", "x", "aiemmin julkaistut kyselyluvut ovat muuttuneet"),
        ("program", "x", "ohjelma tai sen tekstit ovat muuttuneet"),
    ],
)
def test_each_input_is_a_reason(key: str, mark: str | None, reason: str) -> None:
    assert said({key: mark}) == [reason]


def test_a_new_version_is_one_reason() -> None:
    assert said({"version": "0.2", "program": "x", f"own:{DECK}": "x"}) == ["ohjelman versio on vaihtunut: 0.1 → 0.2"]


def test_the_workbook_comes_first() -> None:
    assert said({"settings": "x", "survey:kysely.csv": "x", "workbook:tyokirja.xlsx": "x"})[0].startswith("työkirja")


def test_a_template_is_a_reason_for_its_own_document_only() -> None:
    assert said({f"template:{ROADMAP}": "x"}, DECK) == []
    assert said({f"template:{ROADMAP}": "x"}, ROADMAP) != []
    assert said({f"template:{ROADMAP}": "x"}, "digitiekartta-sv.docx") != []
    assert said({f"own:{DECK}": "x"}, ROADMAP) == []
    assert said({"own:brand.toml": "x"}, ROADMAP) != []


WORKBOOK = {**LAST, "workbook:tyokirja.xlsx": "x"}


@pytest.mark.parametrize(
    ("now", "standing", "changes", "keys"),
    [
        (WORKBOOK, Standing(), True, ["reason.changed.workbook"]),
        (WORKBOOK, Standing(), False, ["reason.unaffected"]),
        (LAST, Standing(), False, ["reason.same"]),
        (LAST, Standing(edited=True), False, ["reason.edited", "reason.same"]),
        (WORKBOOK, Standing(edited=True), True, ["reason.changed.workbook", "reason.edited"]),
        (LAST, Standing(there=False), True, ["reason.missing"]),
        (LAST, Standing(made=False, there=False), True, ["reason.first"]),
        (LAST, Standing(edited=True, forced=True), True, ["reason.edited", "reason.forced"]),
        (LAST, Standing(), True, ["reason.differs"]),
    ],
)
def test_why_a_document_is_written_or_stays(
    now: dict[str, str], standing: Standing, changes: bool, keys: list[str]
) -> None:
    found = document_reasons(ROADMAP, LAST, now, standing, changes=changes)
    assert [reason.key for reason in found] == keys


def test_nothing_known_of_the_last_run() -> None:
    found = document_reasons(ROADMAP, {}, LAST, Standing(), changes=True)
    assert [reason.key for reason in found] == ["reason.unknown"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words(language: Language) -> None:
    everything = dict.fromkeys((*LAST, "template:esitys-henkilosto.pptx"), "x")
    for old, now in ((LAST, everything), (LAST, {}), ({"version": "0"}, LAST)):
        for reason in input_reasons(old, now):
            assert "{" not in words(language).term(reason)
            assert words(language).term(reason) != str(reason)
