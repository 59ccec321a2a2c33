"""Every kind of cell: what people type → the value, what is mended, what is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.language import LANGUAGES, words
from pipeline.vocabulary.model import Time
from pipeline.workbook.fields import Reading, read_cell
from pipeline.workbook.grid import Cell
from pipeline.workbook.layout import layout

NBSP, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
GENERAL, PERCENT, DATE, MONTH = "", "0%", "d.m.yyyy", "mmm-yy"
KIND_OF = {
    "text": ("goals", "name"),
    "long": ("goals", "description"),
    "id": ("actions", "id"),
    "ids": ("actions", "predecessors"),
    "list": ("actions", "owners"),
    "status": ("actions", "status"),
    "kind": ("organisation", "kind"),
    "languages": ("organisation", "languages"),
    "compass": ("goals", "compass"),
    "yes_no": ("interviews", "publish"),
    "meaning": ("questions", "meaning"),
    "year": ("actions", "added"),
    "count": ("phases", "participants"),
    "priority": ("actions", "priority"),
    "percent": ("actions", "progress"),
    "euro": ("actions", "cost"),
    "level": ("levels", "baseline"),
    "target": ("levels", "target"),
    "number": ("trainings", "hours"),
    "date": ("organisation", "date"),
    "time": ("actions", "starts"),
    "email": ("organisation", "email"),
    "code": ("organisation", "code"),
    "vision": ("vision", "statement"),
}


def reading(kind: str, value: Any, number_format: str = GENERAL) -> Reading:
    sheet, key = KIND_OF[kind]
    return read_cell(Cell(1, 1, value, number_format), layout().sheet(sheet).field(key), "fi")


def day(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("kind", "value", "number_format", "expected"),
    [
        ("text", "Asia", GENERAL, "Asia"),
        ("text", "yksi\nkaksi", GENERAL, "yksi kaksi"),
        ("text", 0.45, PERCENT, f"45{NBSP}%"),
        ("text", 3.5, GENERAL, "3,5"),
        ("text", 1, "0.0", "1,0"),
        ("text", 12500, "#,##0", f"12{NBSP}500"),
        ("text", 12500, GENERAL, "12500"),
        ("text", f"12{NARROW}500 kpl", GENERAL, f"12{NBSP}500 kpl"),
        ("long", "yksi\r\nkaksi", GENERAL, "yksi\nkaksi"),
        ("long", "• yksi\n– kaksi", GENERAL, "- yksi\n- kaksi"),
        ("long", "**lihava**\n\n\n\nloppu", GENERAL, "**lihava**\n\nloppu"),
        ("id", " TP1 ", GENERAL, "TP1"),
        ("id", 7, GENERAL, "7"),
        ("ids", "TP1; TP2\nTP1", GENERAL, ("TP1", "TP2")),
        ("ids", "TP1, TP2", GENERAL, ("TP1", "TP2")),
        ("list", "Hallinto, talous; Tekniikka\n- Sivistys", GENERAL, ("Hallinto, talous", "Tekniikka", "Sivistys")),
        ("status", "KÄYNNISSÄ", GENERAL, "under_way"),
        ("status", "Pågår", GENERAL, "under_way"),
        ("status", f"Not{NBSP}started ", GENERAL, "not_started"),
        ("status", "Valmis!", GENERAL, "done"),
        ("kind", "ammattikorkeakoulu", GENERAL, "university"),
        ("languages", "suomi; ruotsi, English", GENERAL, ("fi", "sv", "en")),
        ("compass", "Osaaminen\nJulkiset palvelut", GENERAL, ("osaaminen", "julkiset-palvelut")),
        ("yes_no", "Kyllä", GENERAL, True),
        ("yes_no", "nej", GENERAL, False),
        ("yes_no", True, GENERAL, True),
        ("yes_no", "x", GENERAL, True),
        ("meaning", "N11", GENERAL, "N11"),
        ("meaning", "Ohitetaan", GENERAL, "skip"),
        ("meaning", "N4;\nkäännetty", GENERAL, "N4;\nkäännetty"),
        ("meaning", "avoin; julkaistaan", GENERAL, "avoin; julkaistaan"),
        ("meaning", "avoin, julkaistaan", GENERAL, "avoin, julkaistaan"),
        ("meaning", "N10 käännetty", GENERAL, "N10 käännetty"),
        ("year", 2027, GENERAL, 2027),
        ("year", "2027", GENERAL, 2027),
        ("year", day("2027-01-01"), "yyyy", 2027),
        ("count", 186, GENERAL, 186),
        ("count", "1 250", GENERAL, 1250),
        ("count", "24 hlö", GENERAL, 24),
        ("priority", "2", GENERAL, 2),
        ("percent", 0.4, PERCENT, 40.0),
        ("percent", 1, PERCENT, 100.0),
        ("percent", 40, GENERAL, 40.0),
        ("percent", 40, PERCENT, 40.0),
        ("percent", "40 %", GENERAL, 40.0),
        ("percent", f"12,5{NBSP}%", GENERAL, 12.5),
        ("euro", 12500, GENERAL, 12500.0),
        ("euro", "12 500", GENERAL, 12500.0),
        ("euro", f"12{NBSP}500{NBSP}€", GENERAL, 12500.0),
        ("euro", f"12{NARROW}500,50 €", GENERAL, 12500.5),
        ("euro", "€12500", GENERAL, 12500.0),
        ("euro", "1.250.000", GENERAL, 1250000.0),
        ("euro", "12.500,00 €", GENERAL, 12500.0),
        ("euro", "12 500,-", GENERAL, 12500.0),
        ("level", "3,4", GENERAL, 3.4),
        ("level", "3.4", GENERAL, 3.4),
        ("level", 2.4, GENERAL, 2.4),
        ("target", 4.0, GENERAL, 4),
        ("number", "2,5 h", GENERAL, 2.5),
        ("number", dt.time(2, 30), "h:mm", 2.5),
        ("date", day("2027-03-01"), DATE, dt.date(2027, 3, 1)),
        ("date", "1.3.2027", GENERAL, dt.date(2027, 3, 1)),
        ("date", "2027-03-01", GENERAL, dt.date(2027, 3, 1)),
        ("date", 46447, GENERAL, dt.date(2027, 3, 1)),
        ("email", " olli@esimerkkila.example", GENERAL, "olli@esimerkkila.example"),
        ("code", "049", GENERAL, "049"),
        ("code", 49, GENERAL, "049"),
        ("code", 765, GENERAL, "765"),
    ],
)
def test_what_is_typed_is_understood(kind: str, value: Any, number_format: str, expected: Any) -> None:
    found = reading(kind, value, number_format)
    assert (found.value, found.faults) == (expected, ())
    assert type(found.value) is type(expected)


@pytest.mark.parametrize(
    ("value", "number_format", "first", "last", "precision"),
    [
        ("3/2027", GENERAL, "2027-03-01", "2027-03-31", "month"),
        ("2/2028", GENERAL, "2028-02-01", "2028-02-29", "month"),
        ("03.2027", GENERAL, "2027-03-01", "2027-03-31", "month"),
        ("2027-03", GENERAL, "2027-03-01", "2027-03-31", "month"),
        ("maaliskuussa 2027", GENERAL, "2027-03-01", "2027-03-31", "month"),
        ("mars 2027", GENERAL, "2027-03-01", "2027-03-31", "month"),
        (2027, GENERAL, "2027-01-01", "2027-12-31", "year"),
        ("2027", GENERAL, "2027-01-01", "2027-12-31", "year"),
        ("Q2/2027", GENERAL, "2027-04-01", "2027-06-30", "quarter"),
        ("2027 Q2", GENERAL, "2027-04-01", "2027-06-30", "quarter"),
        ("II/2027", GENERAL, "2027-04-01", "2027-06-30", "quarter"),
        ("iv 2027", GENERAL, "2027-10-01", "2027-12-31", "quarter"),
        ("kv 2/2027", GENERAL, "2027-04-01", "2027-06-30", "quarter"),
        ("kevät 2027", GENERAL, "2027-03-01", "2027-05-31", "season"),
        ("kesällä 2027", GENERAL, "2027-06-01", "2027-08-31", "season"),
        ("Syksy 26", GENERAL, "2026-09-01", "2026-11-30", "season"),
        ("talvi 2027", GENERAL, "2026-12-01", "2027-02-28", "season"),
        ("vinter 2028", GENERAL, "2027-12-01", "2028-02-29", "season"),
        ("våren 2027", GENERAL, "2027-03-01", "2027-05-31", "season"),
        ("autumn 2027", GENERAL, "2027-09-01", "2027-11-30", "season"),
        ("1.3.2027", GENERAL, "2027-03-01", "2027-03-01", "day"),
        ("1. 3. 2027", GENERAL, "2027-03-01", "2027-03-01", "day"),
        ("14. joulukuuta 2026", GENERAL, "2026-12-14", "2026-12-14", "day"),
        (day("2027-03-01"), DATE, "2027-03-01", "2027-03-01", "day"),
        (day("2027-03-01"), MONTH, "2027-03-01", "2027-03-31", "month"),
        (day("2027-01-01"), "yyyy", "2027-01-01", "2027-12-31", "year"),
    ],
)
def test_times_keep_their_precision(value: Any, number_format: str, first: str, last: str, precision: str) -> None:
    found = reading("time", value, number_format).value
    assert isinstance(found, Time)
    assert (found.first.isoformat(), found.last.isoformat(), found.precision) == (first, last, precision)


@pytest.mark.parametrize(
    ("kind", "value", "number_format", "fault"),
    [
        ("time", "31.2.2027", GENERAL, "no_such_day"),
        ("time", "1.13.2027", GENERAL, "no_such_day"),
        ("time", "13/2027", GENERAL, "no_such_month"),
        ("time", "Q5/2027", GENERAL, "no_such_quarter"),
        ("time", "1.3.", GENERAL, "no_year"),
        ("time", "kevät", GENERAL, "no_year"),
        ("time", "2027–2028", GENERAL, "several"),
        ("time", "jatkuva", GENERAL, "unknown"),
        ("time", "vko 14/2027", GENERAL, "unknown"),
        ("time", "0/2027", GENERAL, "no_such_month"),
        ("time", "1.1.0027", GENERAL, "out_of_range"),
        ("time", dt.time(0, 0), DATE, "empty_date"),
        ("date", "3/2027", GENERAL, "not_a_day"),
        ("date", "kesällä", GENERAL, "no_year"),
        ("priority", day("2027-02-01"), "d-mmm", "excel_date"),
        ("text", day("2027-02-01"), "d-mmm", "excel_date"),
        ("id", day("2027-02-01"), "d-mmm", "excel_date"),
        ("priority", 4, GENERAL, "out_of_range"),
        ("count", 2.5, GENERAL, "not_whole"),
        ("count", -3, GENERAL, "negative"),
        ("count", "n. 25", GENERAL, "rough"),
        ("euro", "10-15 t€", GENERAL, "rough"),
        ("euro", "12k", GENERAL, "rough"),
        ("euro", "12 500 € / v", GENERAL, "not_number"),
        ("euro", "ei tiedossa", GENERAL, "not_number"),
        ("euro", "-", GENERAL, "not_number"),
        ("euro", "40 %", GENERAL, "wrong_unit"),
        ("euro", "\N{MINUS SIGN}5", GENERAL, "negative"),
        ("percent", 140, GENERAL, "out_of_range"),
        ("year", 27, GENERAL, "out_of_range"),
        ("year", day("2027-03-01"), DATE, "excel_date"),
        ("target", 3.5, GENERAL, "not_whole"),
        ("id", 1e19, GENERAL, "id_number"),
        ("email", "ei ole", GENERAL, "unknown"),
        ("code", "49", GENERAL, "unknown"),
        ("euro", "1" * 100_000, GENERAL, "not_number"),
        ("time", "1" * 100_000, GENERAL, "unknown"),
    ],
)
def test_what_cannot_be_read_is_named(kind: str, value: Any, number_format: str, fault: str) -> None:
    found = reading(kind, value, number_format)
    assert found.value is None
    assert [(item.code, item.values["fault"]) for item in found.faults] == [("WB002", f"fault.{fault}")]
    for language in LANGUAGES:
        assert words(language).has("terms", f"fault.{fault}")


@pytest.mark.parametrize(
    ("kind", "value", "expected", "reading_text", "other"),
    [
        ("euro", "12.500", 12500.0, f"12{NBSP}500{NBSP}€", f"12,5{NBSP}€"),
        ("level", "3.400", 3.4, "3,4", f"3{NBSP}400"),
        ("percent", 0.4, 40.0, f"40{NBSP}%", f"0,4{NBSP}%"),
        ("percent", 1, 1.0, f"1{NBSP}%", f"100{NBSP}%"),
    ],
)
def test_what_can_be_read_in_two_ways_is_told(
    kind: str, value: Any, expected: Any, reading_text: str, other: str
) -> None:
    found = reading(kind, value)
    assert found.value == expected
    assert [(item.code, item.values["reading"], item.values["other"]) for item in found.faults] == [
        ("WB029", reading_text, other)
    ]


def test_a_date_with_the_month_first_is_never_swapped_silently() -> None:
    found = reading("time", "03/01/2027")
    assert isinstance(found.value, Time)
    assert found.value.first == dt.date(2027, 1, 3)
    assert [item.values["other"] for item in found.faults] == ["1.3.2027"]
    assert reading("time", "13/01/2027").faults == ()


@pytest.mark.parametrize(
    ("kind", "value", "nearest"),
    [("status", "valmiina", "Valmis"), ("kind", "kunat", "kunta"), ("yes_no", "kylä", "kyllä")],
)
def test_a_choice_that_is_not_listed_names_the_nearest(kind: str, value: str, nearest: str) -> None:
    found = reading(kind, value)
    assert (found.value, found.faults[0].code) == (None, "WB003")
    assert (found.faults[0].values["value"], found.faults[0].values["nearest"]) == (value, nearest)


def test_each_stranger_in_a_list_of_choices_is_told() -> None:
    found = reading("compass", "Osaaminen; Jotain; Muuta")
    assert found.value == ("osaaminen",)
    assert [item.values["value"] for item in found.faults] == ["Jotain", "Muuta"]


@pytest.mark.parametrize("value", ["a\x00b", "a_x0007_b", "a\N{ZERO WIDTH SPACE}b", "\N{ZERO WIDTH NO-BREAK SPACE}ab"])
def test_invisible_characters_are_removed_and_said(value: str) -> None:
    found = reading("text", value)
    assert (found.value, found.mended) == ("ab", True)


@pytest.mark.parametrize("kind", KIND_OF)
def test_a_cell_with_nothing_but_invisible_characters_is_empty(kind: str) -> None:
    assert reading(kind, "\N{ZERO WIDTH SPACE} \n") == Reading()


def test_excels_line_end_is_a_line_break() -> None:
    assert reading("long", "yksi_x000D_\nkaksi").value == "yksi\nkaksi"


def test_accents_are_composed() -> None:
    assert reading("text", "tyo\N{COMBINING DIAERESIS}").value == "työ"


@pytest.mark.parametrize(
    ("kind", "value", "number_format", "mended"),
    [
        ("text", "Asia", GENERAL, False),
        ("text", "Asia ", GENERAL, True),
        ("text", "kaksi  väliä", GENERAL, True),
        ("euro", 12500, GENERAL, False),
        ("euro", "12 500 €", GENERAL, True),
        ("time", "3/2027", GENERAL, False),
        ("time", "3/27", GENERAL, True),
        ("date", "1.3.2027", GENERAL, True),
        ("percent", 0.4, PERCENT, False),
        ("percent", 40, PERCENT, True),
        ("status", "valmis", GENERAL, False),
        ("status", "Valmis!", GENERAL, True),
        ("code", 49, GENERAL, True),
    ],
)
def test_what_was_mended_is_known(kind: str, value: Any, number_format: str, mended: bool) -> None:
    assert reading(kind, value, number_format).mended is mended


def test_mixed_alphabets_are_told_with_the_word() -> None:
    found = reading("text", "Uusi T\N{CYRILLIC SMALL LETTER O}imi tulee")
    assert [(item.code, item.values["value"]) for item in found.faults] == [
        ("WB046", "T\N{CYRILLIC SMALL LETTER O}imi")
    ]
    assert reading("text", "Ελλάδα ja Москва").faults == ()


def test_a_text_over_its_limit_is_kept_and_told() -> None:
    found = reading("vision", "a" * 301)
    assert found.value == "a" * 301
    assert [(item.code, item.values) for item in found.faults] == [("WB013", {"length": 301, "limit": 300})]
    assert reading("vision", "a" * 300).faults == ()


def test_errors_and_formulas_without_results() -> None:
    field = layout().sheet("actions").field("cost")
    error = read_cell(Cell(1, 1, None, formula="=A1/0", error="#DIV/0!"), field, "fi")
    empty = read_cell(Cell(1, 1, None, formula="=SUM(A1:A3)"), field, "fi")
    assert [(item.code, dict(item.values)) for item in (*error.faults, *empty.faults)] == [
        ("WB009", {"value": "#DIV/0!"}),
        ("WB008", {"formula": "=SUM(A1:A3)"}),
    ]
