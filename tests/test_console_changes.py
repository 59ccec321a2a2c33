"""What the terminal and the JSON object say of merged documents, and why a dry run would write."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.console import Console, exit_status
from pipeline.language import LANGUAGES, words
from pipeline.runs.options import Outcome
from pipeline.runs.plans import Written
from pipeline.vocabulary.changes import Change, Edit, Fate, Kind, Merged, What
from pipeline.vocabulary.findings import Finding, Phrase, Place
from pipeline.vocabulary.model import Language

CELL = Place("in/tyokirja.xlsx", "Toimenpiteet", "H12")


def change(fate: Fate) -> Change:
    return Change(
        Kind.CHANGED,
        fate,
        What.TEXT,
        "5 Tavoitteet",
        "10",
        "20",
        (CELL,),
        "15" if fate == "conflict" else "",
        "2027 · Valmistuu",
    )


MERGED = Merged(
    b"",
    (*map(change, (Fate.UPDATED, Fate.UPDATED, Fate.CONFLICT, Fate.LEFT_OUT, Fate.AGREED)),),
    (Edit(Kind.ADDED, What.PICTURE, "1 Saate"),),
)
OUTCOME = Outcome(
    "kunta",
    "built",
    (),
    ("o/kunta/digitiekartta.docx", "o/kunta/esitys-henkilosto.pptx"),
    Written(
        changed=("digitiekartta.docx",),
        same=("esitys-henkilosto.pptx",),
        merged=("digitiekartta.docx",),
        merges={"digitiekartta.docx": MERGED},
    ),
)


def told(capsys: pytest.CaptureFixture[str], outcome: Outcome, language: Language = "fi") -> list[str]:
    Console(words(language)).outcome(outcome)
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fi",
            "2 muutosta työkirjasta, 1 ratkaistava, 1 jätetty pois, 1 oli jo tehty käsin, 1 käsin tehty muutos säilyi",
        ),
        (
            "sv",
            "2 ändringar ur arbetsboken, 1 att avgöra, 1 lämnades bort, 1 hade redan gjorts för hand, "
            "1 ändring för hand finns kvar",
        ),
        ("en", "2 changes from the workbook, 1 to decide, 1 left out, 1 made by hand already, 1 change by hand kept"),
    ],
)
def test_each_document_tells_what_went_in(capsys: pytest.CaptureFixture[str], language: Language, said: str) -> None:
    lines = told(capsys, OUTCOME, language)
    assert lines[1] == f"      {said}"
    assert lines[0].endswith("digitiekartta.docx")
    assert lines[2].endswith("esitys-henkilosto.pptx")


def test_what_did_not_happen_is_not_counted(capsys: pytest.CaptureFixture[str]) -> None:
    written = Written(
        changed=("digitiekartta.docx",), merges={"digitiekartta.docx": Merged(b"", (change(Fate.UPDATED),))}
    )
    lines = told(capsys, Outcome("kunta", "built", (), ("o/digitiekartta.docx",), written))
    assert lines[1] == "      1 muutos työkirjasta"


def test_a_dry_run_tells_why(capsys: pytest.CaptureFixture[str]) -> None:
    reasons = {"digitiekartta.docx": (Phrase("reason.changed.workbook", name="tyokirja.xlsx"), Phrase("reason.edited"))}
    written = Written(changed=("digitiekartta.docx",))
    outcome = Outcome("kunta", "planned", (), ("o/digitiekartta.docx",), written, reasons)
    assert told(capsys, outcome)[:2] == [
        "  muuttuu      o/digitiekartta.docx",
        "      miksi: työkirja tyokirja.xlsx on muuttunut, asiakirjaa on muokattu käsin",
    ]
    assert as_data(outcome)["reasons"] == {
        "digitiekartta.docx": ["työkirja tyokirja.xlsx on muuttunut", "asiakirjaa on muokattu käsin"]
    }


def test_quiet_tells_none_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    Console(words("fi"), quiet=True).outcome(OUTCOME)
    assert capsys.readouterr().err == ""


def as_data(outcome: Outcome, language: Language = "fi") -> dict[str, Any]:
    data = json.loads(json.dumps(Console(words(language), as_json=True).as_data(outcome)))
    assert isinstance(data, dict)
    return data


def test_the_object_holds_every_change_and_what_to_decide() -> None:
    merge = as_data(OUTCOME)["merge"]
    assert set(merge) == {"kept", "new", "updated", "conflicts", "changes", "edits", "counts"}
    assert (merge["kept"], merge["new"]) == (["digitiekartta.docx"], [])
    assert merge["updated"] == ["digitiekartta.docx"]
    assert merge["conflicts"] == [
        {
            "document": "digitiekartta.docx",
            "chapter": "5 Tavoitteet",
            "row": "2027 · Valmistuu",
            "what": "text",
            "kind": "changed",
            "fate": "conflict",
            "before": "10",
            "after": "20",
            "yours": "15",
            "cells": [{"file": "in/tyokirja.xlsx", "sheet": "Toimenpiteet", "cell": "H12"}],
        }
    ]
    assert [item["fate"] for item in merge["changes"]] == ["updated", "updated", "conflict", "left_out", "agreed"]
    assert merge["counts"] == {
        "digitiekartta.docx": {"updated": 2, "conflicts": 1, "left_out": 1, "agreed": 1, "kept": 1}
    }
    assert merge["edits"] == [
        {"document": "digitiekartta.docx", "chapter": "1 Saate", "what": "picture", "kind": "added", "text": ""}
    ]


def test_without_merges_the_lists_are_empty() -> None:
    merge = as_data(Outcome("kunta", "unchanged"))["merge"]
    assert merge == {
        **{key: [] for key in ("kept", "new", "updated", "conflicts", "changes", "edits")},
        "counts": {},
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "status"), [("OT022", 2), ("OT024", 3), ("OT023", 0)])
def test_exit_statuses_of_comparing(language: Language, code: str, status: int) -> None:
    values = {"path": "a", "other": "b", "found": "x", "wanted": "y", "count": 2, "reason": "r"}
    finding = Finding(code, Place("a"), values)
    assert exit_status([Outcome("a", "checked", (finding,))], strict=False) == status
    assert "{" not in words(language).message(finding) + words(language).hint(finding)
