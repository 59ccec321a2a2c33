"""The workbook inside a designer's chart: new data go in, everything else stays, nothing of the sample data is left."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook as Writer

from drawn_charts import SAMPLE, assert_no_sample, data
from pipeline.ooxml.chart_block import Block, areas_of, formula, quoted
from pipeline.ooxml.chart_book import Book, SeriesTexts, open_book
from pipeline.ooxml.chart_sheet import SheetData, padded
from pipeline.ooxml.package import Package, parse, read_package, serialise
from pipeline.vocabulary.content import Chart, Series

SHEET = "Omat 'luvut' ä"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def formulas(series: int = 3, points: int = 4, sheet: str = SHEET) -> tuple[SeriesTexts, ...]:
    """The formulas of a chart whose table begins at B3."""
    at, last = quoted(sheet), 3 + points
    return tuple(
        SeriesTexts(f"{at}!${column}$3", f"{at}!$B$4:$B${last}", (f"{at}!${column}$4:${column}${last}",))
        for column in "CDEFGH"[:series]
    )


def designed(*, table: bool = True) -> bytes:
    """A designer's workbook: a formatted table, notes, names, a second sheet with formulas."""
    buffer = BytesIO()
    book = Writer(buffer, {"in_memory": True})
    sheet, extra = book.add_worksheet(SHEET), book.add_worksheet("Selite")
    money, bold = (
        book.add_format({"num_format": '#,##0.00 "e"', "bg_color": "#FFEECC"}),
        book.add_format({"bold": True}),
    )
    for row in range(4):
        sheet.write_string(3 + row, 1, f"{SAMPLE}{row}", bold)
        for column in range(3):
            sheet.write_number(3 + row, 2 + column, 981 + row + column, money)
    headers = ["Osa-alue", *(f"{SAMPLE} {number}" for number in range(3))]
    for column, header in enumerate(headers):
        sheet.write_string(2, 1 + column, header, bold)
    if table:
        columns = [{"header": header} for header in headers]
        sheet.add_table(2, 1, 6, 4, {"name": "Luvut", "style": "Table Style Medium 9", "columns": columns})
    sheet.write(0, 1, "Otsikko joka jää", bold)
    sheet.set_column(1, 1, 33)
    sheet.write_formula(19, 2, "=SUM(C4:C7)", money, 3942)
    extra.write(0, 0, "Selitys joka jää")
    extra.write_formula(1, 0, f"={quoted(SHEET)}!C4*2", None, 1962)
    book.define_name("Arvot", f"={quoted(SHEET)}!$C$4:$C$7")
    book.define_name("Kaikki", f"={quoted(SHEET)}!$B$3:$E$7")
    book.define_name("Muu", "=Selite!$A$1")
    book.close()
    return buffer.getvalue()


def columns(chart: Chart) -> SheetData:
    count = len(chart.categories)
    return SheetData(chart.categories, tuple(padded(series, count) for series in chart.series))


def opened(workbook: bytes, drawn: tuple[SeriesTexts, ...] | None = None) -> Book:
    book = open_book(workbook, formulas() if drawn is None else drawn)
    assert book is not None
    return book


def filled(workbook: bytes, series: int, points: int) -> bytes:
    return opened(workbook).filled(columns(data(series, points)))


def sheet_of(workbook: bytes, name: str = SHEET) -> Worksheet:
    return load_workbook(BytesIO(workbook))[name]


def rows(sheet: Worksheet, area: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet[area]]


SIZES = [(3, 4), (1, 1), (12, 12), (1, 12), (5, 2), (3, 0)]


@pytest.mark.parametrize(("series", "points"), SIZES)
@pytest.mark.parametrize("table", [True, False])
def test_data_of_any_size_stand_where_the_sample_stood(series: int, points: int, table: bool) -> None:
    workbook = filled(designed(table=table), series, points)
    sheet = sheet_of(workbook)
    assert [sheet.cell(3, 3 + number).value for number in range(series)] == [f"Sarja {n}" for n in range(series)]
    for point in range(points):
        row = [sheet.cell(4 + point, 2 + column).value for column in range(series + 1)]
        assert row == [f"Osa {point}", *(1 + n + point / 2 for n in range(series))]
    assert_no_sample(workbook)


def test_everything_else_stays() -> None:
    before, after = designed(), filled(designed(), 2, 3)
    for name in ("xl/styles.xml", "xl/theme/theme1.xml"):
        assert read_package(after).read(name) == read_package(before).read(name)
    sheet = sheet_of(after)
    assert sheet["B1"].value == "Otsikko joka jää" and sheet["B1"].font.b
    assert sheet["C20"].value == "=SUM(C4:C7)"
    assert sheet.column_dimensions["B"].width == pytest.approx(33.7, abs=0.1)
    assert rows(sheet_of(after, "Selite"), "A1:A2") == [["Selitys joka jää"], [f"={quoted(SHEET)}!C4*2"]]


def test_number_formats_and_looks_of_cells_stay_and_spread() -> None:
    sheet = sheet_of(filled(designed(table=False), 5, 9))
    for cell in ("C4", "E7", "C12", "G4", "G12"):
        assert sheet[cell].number_format == '#,##0.00 "e"', cell
        assert sheet[cell].fill.fgColor.rgb == "FFFFEECC", cell
    assert sheet["B12"].font.b and sheet["G3"].font.b


def test_emptied_cells_keep_their_looks() -> None:
    sheet = sheet_of(filled(designed(), 1, 1))
    assert sheet["E7"].value is None and sheet["E7"].number_format == '#,##0.00 "e"'


@pytest.mark.parametrize(
    ("series", "points", "area"), [(3, 4, "B3:E7"), (1, 1, "B3:C4"), (6, 9, "B3:H12"), (2, 0, "B3:D4")]
)
def test_the_table_follows_the_data(series: int, points: int, area: str) -> None:
    table = sheet_of(filled(designed(), series, points)).tables["Luvut"]
    assert (table.ref, table.autoFilter.ref) == (area, area)
    assert [column.name for column in table.tableColumns] == ["Osa-alue", *(f"Sarja {n}" for n in range(series))]
    assert len({column.id for column in table.tableColumns}) == series + 1
    assert table.tableStyleInfo.name == "TableStyleMedium9"


def test_the_filter_of_a_table_goes_and_its_rows_are_shown() -> None:
    package = read_package(designed())
    part = "xl/worksheets/sheet1.xml"
    package.parts[part] = package.read(part).replace(b'<row r="5"', b'<row r="5" hidden="1"')
    table = package.read("xl/tables/table1.xml").decode()
    shown = re.sub(
        r"<autoFilter ([^>]*)/>",
        r'<autoFilter \1><filterColumn colId="1"><filters blank="1"/></filterColumn></autoFilter>',
        table,
    )
    assert shown != table
    package.parts["xl/tables/table1.xml"] = shown.encode()
    after = filled(package.write(), 2, 5)
    assert not sheet_of(after).row_dimensions[5].hidden
    assert sheet_of(after).tables["Luvut"].autoFilter.filterColumn == []


@pytest.mark.parametrize("names", [("Sama", "sama"), ("", "b"), ("x" * 300, "b")])
def test_names_that_no_table_can_have_make_plain_cells_of_it(names: tuple[str, str]) -> None:
    chart = Chart(("a",), tuple(Series(name, (1.0,)) for name in names), "")
    after = opened(designed()).filled(columns(chart))
    assert not sheet_of(after).tables
    assert [sheet_of(after).cell(3, 3 + n).value or "" for n in range(2)] == list(names)
    assert "xl/tables/table1.xml" not in read_package(after).parts


def test_names_of_the_workbook_follow_the_data() -> None:
    names = load_workbook(BytesIO(filled(designed(), 2, 9))).defined_names
    at = quoted(SHEET)
    assert {name: names[name].attr_text for name in ("Arvot", "Kaikki", "Muu")} == {
        "Arvot": f"{at}!$C$4:$C$12",
        "Kaikki": f"{at}!$B$3:$D$12",
        "Muu": "Selite!$A$1",
    }


def test_formulas_are_worked_out_anew_and_keep_no_old_result() -> None:
    package = read_package(filled(designed(), 2, 2))
    for number in (1, 2):
        root = parse(package.read(f"xl/worksheets/sheet{number}.xml"))
        results = [cell.find(f"{MAIN}v") for cell in root.iter(f"{MAIN}c") if cell.find(f"{MAIN}f") is not None]
        assert results == [None]
    assert parse(package.read("xl/workbook.xml")).find(f"{MAIN}calcPr").get("fullCalcOnLoad") == "1"  # type: ignore[union-attr]


def test_the_sheets_extent_and_the_calculation_chain() -> None:
    package = read_package(designed())
    package.add("xl/calcChain.xml", b"<calcChain/>", "application/x")
    package.relate("xl/workbook.xml", "http://x/calcChain", "xl/calcChain.xml")
    after = read_package(filled(package.write(), 8, 30))
    assert "xl/calcChain.xml" not in after.parts
    assert parse(after.read("xl/worksheets/sheet1.xml")).find(f"{MAIN}dimension").get("ref") == "A1:J33"  # type: ignore[union-attr]


def test_series_in_rows_stay_in_rows() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in ([None, "MalliA", "MalliB"], ["Malli 0", 981, 982], ["Malli 1", 983, 984]):
        sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    drawn = tuple(SeriesTexts(f"Sheet!$A${n}", "Sheet!$B$1:$C$1", (f"Sheet!$B${n}:$C${n}",)) for n in (2, 3))
    opened_book = opened(buffer.getvalue(), drawn)
    after = opened_book.filled(columns(data(3, 4)))
    assert rows(sheet_of(after, "Sheet"), "A1:E4") == [
        [None, "Osa 0", "Osa 1", "Osa 2", "Osa 3"],
        *[[f"Sarja {n}", *(1 + n + p / 2 for p in range(4))] for n in range(3)],
    ]
    assert opened_book.block.values(2, 4) == "Sheet!$B$4:$E$4"
    assert_no_sample(after)


def test_columns_apart_stay_apart_and_what_is_between_stays() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (
        ["", "huom", "Malli 0", "väli", "Malli 1"],
        ["MalliA", "eka", 981, "v1", 982],
        ["MalliB", "toka", 983, "v2", 984],
    ):
        sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    drawn = tuple(SeriesTexts(f"Sheet!${x}$1", "Sheet!$A$2:$A$3", (f"Sheet!${x}$2:${x}$3",)) for x in "CE")
    after = opened(buffer.getvalue(), drawn).filled(columns(data(3, 2)))
    assert rows(sheet_of(after, "Sheet"), "A1:F3") == [
        [None, "huom", "Sarja 0", "väli", "Sarja 1", "Sarja 2"],
        ["Osa 0", "eka", 1, "v1", 2, 3],
        ["Osa 1", "toka", 1.5, "v2", 2.5, 3.5],
    ]


def test_sample_numbers_beside_those_shown_go_too() -> None:
    after = opened(designed(table=False), formulas(series=1, points=2)).filled(columns(data(1, 1)))
    assert not any(value in range(981, 1000) for row in rows(sheet_of(after), "B3:F9") for value in row)


def test_a_formula_may_be_a_name() -> None:
    drawn = (SeriesTexts(f"{quoted(SHEET)}!$C$3", f"{quoted(SHEET)}!$B$4:$B$7", ("[0]!Arvot",)),)
    assert opened(designed(), drawn).block == Block(SHEET, 2, 3, 1)


def test_merged_cells_in_the_way_are_parted() -> None:
    package = read_package(designed(table=False))
    part = "xl/worksheets/sheet1.xml"
    merged = package.read(part).replace(
        b"</sheetData>",
        b'</sheetData><mergeCells count="2"><mergeCell ref="B1:D1"/><mergeCell ref="B9:D9"/></mergeCells>',
    )
    package.parts[part] = merged
    assert [str(item) for item in sheet_of(filled(package.write(), 3, 8)).merged_cells.ranges] == ["B1:D1"]


def test_a_shared_formula_under_new_data_leaves_no_orphan() -> None:
    package = read_package(designed(table=False))
    part = "xl/worksheets/sheet1.xml"
    shared = '<row r="9"><c r="C9"><f t="shared" ref="C9:D9" si="0">C4+1</f><v>982</v></c><c r="D9"><f t="shared" si="0"/><v>983</v></c></row>'
    text = package.read(part).decode()
    package.parts[part] = re.sub(r'(?=<row r="20")', shared, text).encode()
    after = read_package(filled(package.write(), 1, 8)).read(part)
    assert b"shared" not in after


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"\xd0\xcf\x11\xe0 OLE",
        lambda book: book[: len(book) // 2],
        lambda book: _without(book, "xl/worksheets/sheet1.xml"),
        lambda book: _replaced(book, "xl/worksheets/sheet1.xml", b"<worksheet"),
        lambda book: _replaced(book, "xl/worksheets/sheet1.xml", b"<worksheet/>"),
        lambda book: _replaced(book, "xl/workbook.xml", b"<workbook/>"),
        lambda book: _typed(book, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        lambda book: _typed(book, "application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
        lambda book: book + b"x" * 6_000_000,
    ],
)
def test_what_is_no_sound_workbook_is_not_opened(spoil) -> None:  # type: ignore[no-untyped-def]
    assert open_book(spoil(designed()), formulas()) is None


def test_formulas_that_name_nothing_open_nothing() -> None:
    for drawn in ((), (SeriesTexts("", "", ()),), formulas(sheet="Poissa"), (SeriesTexts("", "", ("SUM(A1:A3)",)),)):
        assert open_book(designed(), drawn) is None


def _without(book: bytes, part: str) -> bytes:
    package = read_package(book)
    del package.parts[part]
    return package.write()


def _replaced(book: bytes, part: str, content: bytes) -> bytes:
    package = read_package(book)
    package.parts[part] = content
    return package.write()


def _typed(book: bytes, kind: str) -> bytes:
    package = read_package(book)
    package.content_types["xl/workbook.xml"] = kind
    return package.write()


def test_the_same_data_are_the_same_bytes() -> None:
    first = filled(designed(), 3, 5)
    open_book.cache_clear()
    assert filled(designed(), 3, 5) == first


def test_one_opening_serves_many_charts() -> None:
    book = opened(designed())
    large, small, again = (book.filled(columns(data(*size))) for size in ((9, 9), (1, 1), (9, 9)))
    assert large == again != small
    assert "Sarja 1" not in _all_text(small)


def _all_text(workbook: bytes) -> str:
    with ZipFile(BytesIO(workbook)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
VALUES = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True), st.integers(-9, 9).map(float))


@given(
    names=st.lists(TEXTS, max_size=6),
    categories=st.lists(TEXTS, max_size=6),
    values=st.lists(VALUES, min_size=36, max_size=36),
)
@settings(max_examples=40, deadline=None)
def test_any_data_can_be_read_back(names: list[str], categories: list[str], values: list[float | None]) -> None:
    series = tuple(Series(name, tuple(values[n * 6 : n * 6 + len(categories)])) for n, name in enumerate(names))
    book, sheet_data = opened(designed()), columns(Chart(tuple(categories), series, ""))
    sheet = sheet_of(book.filled(sheet_data))
    for along, line, value in sheet_data.cells(book.block):
        row, column = book.block.cell(along, line)
        assert (sheet.cell(row + 1, column + 1).value or "") == (value or ""), (row, column)


# --- formulas ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "written"),
    [
        ("Sheet1", "Sheet1"),
        ("Määrät", "Määrät"),
        ("Omat luvut", "'Omat luvut'"),
        ("Anna's", "'Anna''s'"),
        ("2027", "'2027'"),
        ("A1", "'A1'"),
        ("R1C1", "'R1C1'"),
        ("a-b", "'a-b'"),
    ],
)
def test_a_sheets_name_is_quoted_where_it_must_be(sheet: str, written: str) -> None:
    assert quoted(sheet) == written
    (area,) = areas_of(f"{written}!$B$2:$C$9")
    assert area.sheet == sheet
    assert formula(area) == f"{written}!$B$2:$C$9"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Sheet1!A1", 1),
        ("(Sheet1!$A$1:$A$2,Sheet1!$C$1)", 2),
        ("[1]Sheet1!$A$1", 1),
        ("'[Kirja 1.xlsx]Omat luvut'!$A$1", 1),
        ("", 0),
        ("Sheet1!$A:$A", 0),
        ("SUM(Sheet1!A1:A2)", 0),
        ("Sheet1!$A$0", 0),
        ("Sheet1!$A$9999999", 0),
        ("Sheet1!$A$5:$A$2", 0),
        ("[0]!Luvut", 0),
    ],
)
def test_formulas_are_read(text: str, count: int) -> None:
    assert len(areas_of(text)) == count


def test_a_book_is_not_changed_by_what_is_filled_from_it() -> None:
    book = opened(designed())
    before: Package = replace(book.package, parts=dict(book.package.parts))
    book.filled(columns(data(9, 9)))
    assert before.parts == book.package.parts
    assert serialise(book.names.root) == serialise(opened(designed()).names.root)
