"""Files to tables: encoding, delimiter, header, rows."""

from pathlib import Path

import pytest
from survey_fixtures import csv_text, write_csv, write_xlsx

from pipeline.survey.files import careful
from pipeline.survey.files.opening import open_tables
from pipeline.survey.files.table import Table, letter

ROWS = [["Toimiala", "Hyvä, parempi; paras\n(kysymys)", "Äly"], ["Sivistys", "5", "4"], ["Tekninen", "3", "hyvä"]]


def table(path: Path) -> Table:
    tables, findings = open_tables(path, path.name)
    assert findings == ()
    assert len(tables) == 1
    return tables[0]


def shape(table: Table) -> list[tuple[object, ...]]:
    """The headers, then the answers row by row."""
    return [
        tuple(column.title for column in table.columns),
        *zip(*(column.cells for column in table.columns), strict=True),
    ]


PLAIN = [("Toimiala", "Hyvä, parempi; paras (kysymys)", "Äly"), ("Sivistys", "5", "4"), ("Tekninen", "3", "hyvä")]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso-8859-15"]
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encoding_and_delimiter_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    assert shape(table(write_csv(tmp_path / "a.csv", ROWS, delimiter, encoding))) == PLAIN


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_declared_delimiter_wins(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((mark + "sep=|\r\n" + csv_text(ROWS, "|")).encode())
    assert shape(table(path)) == PLAIN


def test_decimal_commas_do_not_split_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Digiosaaminen;Muutosvalmius\n4,0;3,0\n5,0;2,0\n", encoding="utf-8")
    assert shape(table(path)) == [("Digiosaaminen", "Muutosvalmius"), ("4,0", "3,0"), ("5,0", "2,0")]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_titles_blank_rows_totals_and_repeated_headers_are_no_answers(tmp_path: Path, write: object) -> None:
    rows = [
        ["Digikysely 2026", "", ""],
        ["Esimerkkilän kunta", "10/2026", ""],
        ["", "", ""],
        ["Toimiala", "Digiosaaminen", "Muutosvalmius"],
        ["Sivistys", 5, 4],
        ["", "", ""],
        ["Toimiala", "Digiosaaminen", "Muutosvalmius"],
        ["Tekninen", 3, 2],
        ["Keskiarvo:", 4, 3],
        ["Yhteensä", 8, 6],
    ]
    found = table(write(tmp_path / ("a.csv" if write is write_csv else "a.xlsx"), rows))
    assert [tuple(map(str, row)) for row in shape(found)] == [
        ("Toimiala", "Digiosaaminen", "Muutosvalmius"),
        ("Sivistys", "5", "4"),
        ("Tekninen", "3", "2"),
    ]
    assert (found.header_row, found.rows, found.totals) == (4, (5, 8), (9, 10))
    assert found.cell_name(found.columns[1], 1) == "B8"


def test_people_whose_first_answer_is_a_word_of_totals_stay(tmp_path: Path) -> None:
    rows = [
        ["Nimi", "Toimiala", "Digiosaaminen"],
        ["Ka", "Sivistys", 3],
        ["Summa", None, 4],
        ["Yhteensä", None, 3.5],
        ["Maija", "Sivistys", 5],
        ["Antal", "Tekninen", 2],
        ["Summa", None, 5],
        ["Keskiarvo", None, "3,5"],
    ]
    found = table(write_xlsx(tmp_path / "a.xlsx", rows))
    assert (found.rows, found.totals) == ((2, 3, 5, 6), (4, 7, 8))


@pytest.mark.parametrize("end", ["\x1a", "\x1a\n", "\x1a;\n"])
def test_a_row_of_control_characters_is_blank(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((csv_text(ROWS) + end).encode())
    assert shape(table(path)) == PLAIN


def test_columns_beyond_the_thousandth_are_told(tmp_path: Path) -> None:
    wide = [["Toimiala", *(f"Kysymys {number}" for number in range(1_005))], ["Sivistys", *[5] * 1_005]]
    with careful.open_carefully(write_xlsx(tmp_path / "a.xlsx", wide)) as book:
        found = careful.grid(book.active)
    assert (found.cut, {len(row) for _, row in found.rows}) == ("ALM1", {1_000})


def test_two_header_rows_become_one(tmp_path: Path) -> None:
    rows = [
        ["Respondent ID", "Start Date", "Arvioi seuraavat", None, None, "Palaute"],
        [None, None, "Digiosaaminen", "Muutosvalmius", "Sähköiset palvelut", "Open-Ended Response"],
        [114000001, "2026-10-05", 5, 4, 3, "Kiitos"],
        [114000002, "2026-10-05", 1, 2, 3, None],
    ]
    found = table(write_xlsx(tmp_path / "a.xlsx", rows))
    assert [column.header for column in found.columns] == [
        ("Respondent ID",),
        ("Start Date",),
        ("Arvioi seuraavat", "Digiosaaminen"),
        ("Arvioi seuraavat", "Muutosvalmius"),
        ("Arvioi seuraavat", "Sähköiset palvelut"),
        ("Palaute",),
    ]
    assert found.rows == (3, 4)


@pytest.mark.parametrize(
    "titles",
    [
        [["Digikysely"]],
        [["Esimerkkilän kunta", "Digikysely"]],
        [["Esimerkkilän kunta", "Digikysely"], ["Syksy", "Koko henkilöstö"]],
        [["Digikysely", None, "Syksy"], [], ["Esimerkkilän kunta", "Henkilöstö", "Kaikki"]],
    ],
)
@pytest.mark.parametrize("width", [1, 2, 3])
def test_a_title_over_a_narrow_table_is_no_header(tmp_path: Path, titles: list[list[object]], width: int) -> None:
    rows = [["Digiosaaminen", "Toimiala", "Mitä kaipaat?"], [5, "Sivistys", "koulutusta"], [3, "Tekninen", "aikaa"]]
    found = table(write_xlsx(tmp_path / "a.xlsx", [*titles, *(row[:width] for row in rows)]))
    assert [column.title for column in found.columns][:width] == rows[0][:width]
    assert found.rows == (len(titles) + 2, len(titles) + 3)
    assert len(found.titles) == len([title for title in titles if title])


def test_answers_in_free_words_under_an_unnamed_column_are_no_second_header(tmp_path: Path) -> None:
    rows = [["Oma kysymys", "Palaute", None], ["kyllä vain", "hyvä kurssi", "muuta"], ["kyllä vain", "lisää", "ei"]]
    assert table(write_xlsx(tmp_path / "a.xlsx", [*rows, ["ehkä", "lisää", "ei"]])).rows == (2, 3, 4)


def test_a_thin_upper_header_is_not_a_title(tmp_path: Path) -> None:
    names = [f"Kysymys {word}" for word in ("yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän")]
    rows = [
        ["Digikysely"],
        ["ID", "Toimiala", "Arvioi", *[None] * 6],
        [None, None, *names],
        [1, "Sivistys", *[4] * 7],
        [2, "Tekninen", *[3] * 7],
    ]
    found = table(write_xlsx(tmp_path / "a.xlsx", rows))
    assert [column.header[-1] for column in found.columns] == ["ID", "Toimiala", *names]
    assert found.rows == (4, 5)


def test_answers_in_words_are_no_second_header(tmp_path: Path) -> None:
    rows = [["Osa", "Osa", "Toimiala"], ["hyvä", "heikko", "Sivistys"], ["heikko", "EOS", "Tekninen"]]
    assert table(write_xlsx(tmp_path / "a.xlsx", rows)).rows == (2, 3)


def test_far_stray_cells_are_harmless(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = write_xlsx(tmp_path / "a.xlsx", [["Toimiala", "Digiosaaminen"], ["Sivistys", 5], ["Tekninen", 3]])
    book = load_workbook(path)
    book.active["XFD1048576"] = " "
    book.active["ZZ1"] = " "
    book.active["ALL9"] = "x"
    book.save(path)
    assert shape(table(path)) == [
        ("Toimiala", "Digiosaaminen"), ("Sivistys", 5), ("Tekninen", 3), ("", "")
    ]  # fmt: skip


def test_a_column_without_header_is_kept_to_be_told(tmp_path: Path) -> None:
    found = table(write_xlsx(tmp_path / "a.xlsx", [["Toimiala", None, "Äly"], ["Sivistys", "x", 5], ["Muu", "y", 4]]))
    assert [column.title for column in found.columns] == ["Toimiala", "B", "Äly"]


def test_duplicated_headers_stay_two_columns(tmp_path: Path) -> None:
    assert len(table(write_csv(tmp_path / "a.csv", [["Äly", "Äly"], ["1", "2"], ["3", "4"]])).columns) == 2


def test_letters_of_columns() -> None:
    assert [letter(position) for position in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
