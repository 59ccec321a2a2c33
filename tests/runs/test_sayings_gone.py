"""Comments on what is gone or moved: whose cells they name, and what they say happened."""

from __future__ import annotations

import pytest

from pipeline.language import words
from pipeline.runs.ordering import in_order
from pipeline.runs.sayings import comment_text
from pipeline.vocabulary.changes import Change, Fate, Kind, What
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Language

CELL = Place("in/tyokirja.xlsx", "Toimenpiteet", "A18")


def said(kind: Kind, before: str, after: str, language: Language = "fi") -> str:
    change = Change(kind, Fate.UPDATED, What.ROW, "7 Vastuut", before, after, (CELL,))
    return comment_text(words(language), change)


@pytest.mark.parametrize(
    ("language", "gone", "there"),
    [
        ("fi", "Entisessä työkirjassa: tyokirja.xlsx: Toimenpiteet!A18", "Työkirja: tyokirja.xlsx"),
        ("sv", "I den tidigare arbetsboken: tyokirja.xlsx: Toimenpiteet!A18", "Arbetsboken: tyokirja.xlsx"),
        ("en", "In the earlier workbook: tyokirja.xlsx: Toimenpiteet!A18", "Workbook: tyokirja.xlsx"),
    ],
)
def test_cells_of_what_is_gone_are_the_earlier_workbooks(language: Language, gone: str, there: str) -> None:
    assert said(Kind.REMOVED, "TP16", "", language).endswith(gone)
    assert there in said(Kind.CHANGED, "TP16", "TP17", language)


def test_the_order_is_told_only_where_it_changed() -> None:
    assert said(Kind.MOVED, "TP4", "TP4").startswith("Työkirjan järjestys on muuttunut.")
    assert said(Kind.MOVED, "TP4", "TP35").startswith("Työkirja on muuttunut.")


def test_merges_are_told_last_each_document_with_its_open_places() -> None:
    def told(code: str, file: str) -> Finding:
        return Finding(code, Place(file), {})

    found = [told("OT014", "a"), told("OT015", "a"), told("OT014", "b"), told("OT016", "b"), told("SV026", "k")]
    ordered = [(item.code, item.place.file) for item in in_order(found)]
    assert ordered == [("SV026", "k"), ("OT014", "a"), ("OT015", "a"), ("OT014", "b"), ("OT016", "b")]
