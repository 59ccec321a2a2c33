"""Both ways of reading a sheet give the same cells, and no sheet that could end the process reaches the quick one."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_fixtures import NAMES, read_current, roadmap, write_xlsx

from pipeline.survey.files import sheets, swift
from pipeline.survey.files.grid import Cell, Grid
from pipeline.survey.files.plainness import inspect

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Placed = dict[tuple[int, int], Cell]


def placed(grid: Grid) -> Placed:
    return {
        (number, position): cell
        for number, row in grid.rows
        for position, cell in enumerate(row)
        if cell not in (None, "")
    }


def both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[tuple[Grid, ...], list[Placed], list[Placed]]:
    with monkeypatch.context() as patch:
        patch.setattr(sheets, "_carefully", refuse)
        quick = sheets.read_sheets(path)
        first = [placed(grid) for grid in quick]
    with monkeypatch.context() as patch:
        patch.setattr(sheets, "inspect", lambda _: None)
        careful = sheets.read_sheets(path)
        second = [placed(grid) for grid in careful]
    for one, other in zip(quick, careful, strict=True):
        assert (one.title, one.errors, one.unreckoned) == (other.title, other.errors, other.unreckoned)
    return quick, first, second


def refuse(_: Path, __: zipfile.ZipFile, parts: Iterable[object]) -> dict[Any, Any]:
    assert not list(parts), "read the careful way"
    return {}


def with_sheet(path: Path, cells: bytes, *, declaration: bytes = b"", prefix: bytes = b"") -> Path:
    """A workbook whose sheet is written by hand."""
    write_xlsx(path, [["x", "y"]])
    name = b"xmlns:" + prefix[:-1] if prefix else b"xmlns"
    sheet = b"%b<%bworksheet %b='%b'>%b</%bworksheet>" % (declaration, prefix, name, MAIN, cells, prefix)
    return with_part(path, "xl/worksheets/sheet1.xml", sheet.replace(b"'", b'"'))


def with_part(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path) as package:
        parts = {item: package.read(item) for item in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for item, data in {**parts, name: content}.items():
            package.writestr(item, data)
    return path


# --- the same cells ---------------------------------------------------------------------------------------------------

FORMATS = [
    "dd.mm.yyyy", "d.m.yyyy h:mm", "yyyy-mm-dd hh:mm:ss", "[$-40B]d. mmmm yyyy", "h:mm", "mm:ss.0", "[h]:mm",
    "General", "0.00", "#,##0 €", '0 "kpl"', "0%", "@", '"d" 0', "[Red]0",
]  # fmt: skip
MOMENTS = st.datetimes(dt.datetime(1905, 1, 1), dt.datetime(2100, 1, 1)).map(lambda found: found.replace(microsecond=0))  # noqa: DTZ001
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12).filter(
    lambda text: (
        "_x" not in text
    )  # openpyxl takes the marks of such a text off, so that it can't be told from a character's number
)
VALUES = st.one_of(
    st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9), st.booleans(), TEXTS, MOMENTS, st.none(), st.sampled_from(["", " ", "#REF!", "5"])
)  # fmt: skip


@given(rows=st.lists(st.lists(st.tuples(VALUES, st.sampled_from(FORMATS)), max_size=6), max_size=6), old=st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_workbook_reads_the_same_both_ways(
    rows: list[list[tuple[Any, str]]], old: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("both") / "a.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": old, "strings_to_numbers": False, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, (value, form) in enumerate(row):
            write_cell(book, sheet, number, column, value, form)
    book.close()
    with pytest.MonkeyPatch.context() as patch:
        _, quick, careful = both_ways(path, patch)
    assert quick == careful


def write_cell(book: Any, sheet: Any, row: int, column: int, value: Any, form: str) -> None:
    style = book.add_format({"num_format": form})
    if isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write(row, column, value, style if isinstance(value, int) and 0 <= value < 60_000 else None)


def test_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = dt.datetime(2026, 10, 5, 8, 30, 1)  # noqa: DTZ001
    rows = [[1, 2.5, True, "a\nb", None], [moment, moment.date(), moment.time(), dt.timedelta(hours=30), "x"]]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    (grid,), (quick,), (careful,) = both_ways(path, monkeypatch)
    midnight = moment.replace(hour=0, minute=0, second=0)
    expected = [1, 2.5, "TRUE", "a\nb", moment, midnight, moment.time(), dt.timedelta(hours=30), "x"]
    assert list(quick.values()) == list(careful.values()) == expected
    assert [type(value) for value in quick.values()] == [type(value) for value in expected]
    assert grid.title == "Sheet1"


def test_hidden_rows_and_sheets_and_rows_far_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("Sheet")
    sheet.write_row(0, 0, ["x", None, "y"])
    sheet.write(39, 1, 7)
    sheet.set_row(39, None, None, {"hidden": True})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Sheet!$A$1:$A$3"})
    book.add_chartsheet("Kuva").set_chart(chart)
    hidden = book.add_worksheet("Piilo & <muut>")
    hidden.write("C3", "z")
    hidden.very_hidden()
    book.close()
    grids, quick, careful = both_ways(tmp_path / "a.xlsx", monkeypatch)
    assert [grid.title for grid in grids] == ["Sheet", "Piilo & <muut>"]
    assert quick == careful == [{(1, 0): "x", (1, 2): "y", (40, 1): 7}, {(3, 2): "z"}]


HANDMADE: dict[str, tuple[bytes, Placed, tuple[str, ...], tuple[str, ...]]] = {
    "an error": (
        b'<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><v>3</v></c><c r="AA1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
        {(1, 1): 3},
        ("A1", "AA1"),
        (),
    ),
    "formulas": (
        b'<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>1+1</f></c><c r="C2" t="str"><f>"a"</f><v>a</v></c>'
        b'<c r="D2" t="str"><f>""</f><v></v></c><c r="E2"><f t="shared" si="0"/><v/></c></row>',
        {(2, 0): 2, (2, 2): "a"},
        (),
        ("B2", "E2"),
    ),
    "text inside": (
        b'<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a &amp; b </t></is></c><c r="B1" t="inlineStr"><is><t/></is></c></row>',
        {(1, 0): " a & b "},
        (),
        (),
    ),
    "a cell twice": (b'<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', {(1, 0): 2}, (), ()),
    "styled but empty": (b'<row r="3" spans="1:9" ht="15"><c r="I3" s="0"/></row><row r="9"/>', {}, (), ()),
    "other numbers": (
        b'<row r="1"><c r="A1" t="n"><v>1E5</v></c><c r="B1"><v>5.0</v></c><c r="C1"><v>-0.5</v></c></row>',
        {(1, 0): 100_000, (1, 1): 5, (1, 2): -0.5},
        (),
        (),
    ),
}


@pytest.mark.parametrize("prefix", [b"", b"x:"])
@pytest.mark.parametrize("name", HANDMADE)
def test_sheets_written_by_hand(name: str, prefix: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells, expected, errors, unreckoned = HANDMADE[name]
    content = b"<sheetData>" + cells + b"</sheetData>"
    for mark in (b"</", b"<"):
        content = content.replace(mark, mark + prefix)
    content = content.replace(b"<" + prefix + b"/", b"</")
    (grid,), quick, careful = both_ways(with_sheet(tmp_path / "a.xlsx", content, prefix=prefix), monkeypatch)
    assert quick == careful == [expected]
    assert (grid.errors, grid.unreckoned) == (errors, unreckoned)


def test_rich_text_and_whitespace_go_the_careful_way(tmp_path: Path) -> None:
    cells = (
        b'<sheetData>\n<row r="1">\n <c  r="A1" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b_x000D_</t></r></is></c>'
        b"<c><v>4</v></c></row><row><c><v>5</v></c></row></sheetData>"
    )
    (grid,) = sheets.read_sheets(with_sheet(tmp_path / "a.xlsx", cells))
    assert placed(grid) == {(1, 0): "a b\r", (1, 1): 4, (2, 0): 5}


# --- what may not reach the quick way ---------------------------------------------------------------------------------

ONE = b'<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = b'<c r="XFD1048576"><v>2</v></c>'
ODD = {
    "far column": b"<sheetData>" + ONE + b'<row r="2">' + FAR.replace(b"1048576", b"2") + b"</row></sheetData>",
    "another row's cell": b'<sheetData><row r="1"><c r="A11"><v>1</v></c></row></sheetData>',
    "no row number": b'<sheetData><row><c r="A1"><v>1</v></c></row></sheetData>',
    "row 0": b'<sheetData><row r="0"/></sheetData>',
    "row -1": b'<sheetData><row r="-1"/></sheetData>',
    "row too far": b'<sheetData><row r="2000000"/></sheetData>',
    "single quotes": b"<sheetData><row r='1'/></sheetData>",
    "another prefix": b"<sheetData>" + ONE + b'<y:row r="2">' + FAR + b"</y:row></sheetData>",
    "hidden in a comment": b"<!--<sheetData>" + ONE + b"</sheetData>--><sheetData><row>" + FAR + b"</row></sheetData>",
    "hidden in a value": b'<x a="<sheetData></sheetData>"/><sheetData><row>' + FAR + b"</row></sheetData>",
    "a comment between": b"<sheetData>" + ONE + b"<!-- --></sheetData>",
    "a section": b'<sheetData><row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row></sheetData>',
    "no row": b"<sheetData>" + FAR + b"</sheetData>",
    "twice the address": b'<sheetData><row r="1"><c r="A1" r="XFD1"><v>1</v></c></row></sheetData>',
    "no end": b"<sheetData>" + ONE,
    "no data": b"",
    "a wild tag": b'<sheetData><row r="1"><c r="A1"><v>1</c></v></row></sheetData>',
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_not_plain(name: str) -> None:
    assert inspect(io.BytesIO(b'<worksheet xmlns="a">' + ODD[name] + b"</worksheet>")) is None


def test_another_encoding_is_not_plain() -> None:
    plain = b'<worksheet xmlns="a"><sheetData>' + ONE + b"</sheetData></worksheet>"
    assert inspect(io.BytesIO(plain)) is not None
    assert inspect(io.BytesIO(b'<?xml version="1.0" encoding="UTF-8"?>\n' + plain)) is not None
    assert inspect(io.BytesIO(b'<?xml version="1.0" encoding="ISO-2022-JP"?>' + plain)) is None
    assert inspect(io.BytesIO(plain.decode().encode("utf-16"))) is None


@pytest.mark.parametrize("size", [1, 7, 64, 100_000])
def test_a_chunk_may_end_anywhere(size: int) -> None:
    rows = b"".join(
        b'<row r="%d"><c r="A%d"/><c r="CB%d" t="e"><v>#N/A</v></c></row>' % (n, n, n) for n in range(1, 30)
    )
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    head = b"<worksheet><sheetData>"
    found = inspect(Slow(head, sheet[len(head) :], size))  # type: ignore[arg-type]
    assert found is not None
    assert (found.rows, found.columns) == (29, 9 * 26)
    assert found.errors == [f"CB{number}" for number in range(1, 30)]


class Slow:
    """A stream that gives its head at once, then a few bytes at a time."""

    def __init__(self, head: bytes, rest: bytes, size: int) -> None:
        self._reads = iter([head, *(rest[start : start + size] for start in range(0, len(rest), size))])

    def read(self, _: int) -> bytes:
        return next(self._reads, b"")


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_no_cell_lies_outside_the_box(data: st.DataObject) -> None:
    """Sheets with a piece taken out, doubled or changed: what still is plain has all its cells in the box."""
    from python_calamine import CalamineError, load_workbook

    plain = b'<row r="1" spans="1:2"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1"><f>1</f><v>2</v></c></row><row r="3"><c r="BB3"/></row>'
    start = data.draw(st.integers(0, len(plain) - 1))
    end = data.draw(st.integers(start, min(len(plain), start + 40)))
    piece = data.draw(
        st.sampled_from([b"", b"9", b"A", b'"', b">", b"<", b"/", b" ", plain[start:end] * 2, b"<c r='C9'/>"])
    )
    sheet = b'<worksheet xmlns="%b"><sheetData>%b</sheetData></worksheet>' % (MAIN, plain[:start] + piece + plain[end:])
    found = inspect(io.BytesIO(sheet))
    if found is None or found.rows > 2000:
        return
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet().write(0, 0, "x")
    book.close()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(changed := io.BytesIO(), "w") as new:
        for item in old.namelist():
            new.writestr(item, sheet if item == "xl/worksheets/sheet1.xml" else old.read(item))
    try:
        end_cell = load_workbook(changed).get_sheet_by_index(0).end
    except CalamineError:
        return
    assert end_cell is None or (end_cell[0] < found.rows and end_cell[1] < found.columns)


def test_a_wide_sheet_is_not_laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["x"] * 60, [1] * 60])
    used: list[str] = []
    monkeypatch.setattr(sheets, "open_swiftly", spied(sheets.open_swiftly, used))
    sheets.read_sheets(path)
    assert used == ["swift"]
    monkeypatch.setattr(sheets, "MOST_CELLS", 100)
    sheets.read_sheets(path)
    assert used == ["swift"]
    assert swift.MOST_CELLS * 24 < 300 * 2**20


def spied(function: Callable[..., Any], used: list[str]) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        used.append("swift")
        return function(*arguments)

    return call


def test_errors_and_formulas_are_told_of_the_sheet_that_is_used(tmp_path: Path) -> None:
    answers = [[NAMES["N1"], NAMES["N2"]], *[[5, 4]] * 6]
    path = write_xlsx(tmp_path / "a.xlsx", answers, "Vastaukset", Koonti=[["Luku"], ["=1+1"]])
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    broken = sheet.replace(b'<c r="A2" t="n"><v>5</v>', b'<c r="A2" t="e"><v>#REF!</v>')
    with_part(path, "xl/worksheets/sheet1.xml", broken.replace(b'<c r="B3" t="n"><v>4</v>', b'<c r="B3"><f>A3-1</f>'))
    current, findings = read_current([(path, "a.xlsx")], roadmap())
    assert current is not None
    told = {finding.code: finding for finding in findings if finding.code in ("SV022", "SV023")}
    assert told["SV022"].values == {"count": 1, "cells": "A2"}
    assert told["SV023"].values == {"count": 1, "cells": "B3"}
    assert [item.codes for item in current.statements["N1"]] == [bytes([0, 5, 5, 5, 5, 5])]
    assert [item.codes for item in current.statements["N2"]] == [bytes([4, 0, 4, 4, 4, 4])]


@pytest.mark.parametrize("inline", [True, False])
def test_fifty_thousand_respondents_fit_the_limits(tmp_path: Path, inline: bool) -> None:
    """Reckoned from 500 rows of the same few answers, which pack as well as answers ever do."""
    from pipeline.ooxml import safety

    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"constant_memory": inline})
    sheet = book.add_worksheet()
    for row in range(500):
        sheet.write_row(row, 0, ["4 = Jokseenkin samaa mieltä", 5] * 30)
    book.close()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        part = package.getinfo("xl/worksheets/sheet1.xml")
    assert 100 * part.file_size < safety.LARGEST_UNPACKED
    assert part.file_size < safety.LARGEST_RATIO * part.compress_size
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package, package.open("xl/worksheets/sheet1.xml") as stream:
        assert inspect(stream) is not None
