"""Delimited text in every dress: encodings, delimiters, line ends, quotes. Each is read right, or told."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_fixtures import NAMES, csv_text, read_current, roadmap

from pipeline.survey.files import texts
from pipeline.survey.files.opening import open_tables
from pipeline.survey.intake import looks_like_survey
from pipeline.vocabulary.findings import Place

ROWS = [
    ["Toimialasi", "Työkalut, laitteet; muut", "Osaamisesi"],
    ["Sivistys", "ä\nö", "5"],
    ["Tekninen", 'sano "ei"', "4"],
]


def opened(path: Path) -> tuple[list[tuple[str, ...]], list[str]]:
    """The table as columns: header first; and the codes of findings."""
    tables, findings = open_tables(path, path.name)
    columns = [(*column.header, *map(str, column.cells)) for table in tables for column in table.columns]
    return columns, [finding.code for finding in findings]


COLUMNS = [(ROWS[0][position], *(row[position] for row in ROWS[1:])) for position in range(3)]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encodings_delimiters_and_line_ends(tmp_path: Path, encoding: str, delimiter: str, end: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_text(ROWS, delimiter).replace("\r\n", end).encode(encoding))
    assert opened(path) == (COLUMNS, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_declared_delimiter(tmp_path: Path, encoding: str, line: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{line}\r\na,a;b,b\r\nc,c;d,d\r\ne,e;f,f\r\n".encode(encoding))
    assert opened(path) == ([("a,a", "c,c", "e,e"), ("b,b", "d,d", "f,f")], [])


def test_as_limesurvey_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('\ufeff"Toimiala";"Mitä ""muuta""?"\r\n"Sivistys";"a\nb; c"\r\n"Tekninen";""\r\n\r\n'.encode())
    assert opened(path) == (
        [("Toimiala", "Sivistys", "Tekninen"), ('Mitä "muuta"?', "a b; c".replace(" b", "\nb"), "")],
        [],
    )


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ("Nimi, koko;Arvo\n1,5;2,5\n", ";"),
        ("a,b,c\nx;y;,1,2\nx;z;,3,4\n", ","),
        ("Arvioi: kyllä, ei; muu\tb\n1\t2\n3\t4\n", "\t"),
        ("vain yksi\n1\n2\n", ";"),
        ('"a;b;c",d\n1,2\n3,4\n', ","),
    ],
)
def test_which_delimiter(text: str, delimiter: str) -> None:
    assert texts.find_delimiter(text.splitlines(keepends=True)) == delimiter


@pytest.mark.parametrize("rows", [1, 3, 9_000, 60_000])
def test_a_quote_that_never_closes_is_told_with_its_row(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Toimiala;Taso\n" + b"Tekninen;5\n" * rows + b'"Sivistys;4\n' + b"Tekninen;5\n" * rows)
    _, findings = open_tables(path, "a.csv")
    assert [(finding.code, finding.place, finding.values) for finding in findings] == [
        ("SV024", Place("a.csv"), {"row": rows + 2, "problem": f"cell.{'unclosed' if rows < 10_000 else 'long'}"})
    ]


def test_a_cell_or_a_line_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Toimiala;Taso\nTekninen;" + b"x" * 200_000 + b"\n")
    assert opened(path) == ([], ["SV024"])
    assert open_tables(path, "a.csv")[1][0].values == {"row": 2, "problem": "cell.long"}
    path.write_bytes(b"Toimiala;Taso;" * 200_000)
    assert opened(path) == ([], ["SV024"])
    assert looks_like_survey(path)


def test_a_nul_far_down_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Toimiala;Taso\n" + b"Tekninen;5\n" * 1000 + b"Tek\0inen;5\n")
    assert opened(path) == ([], ["IN005"])


def test_control_characters_are_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Toimi\x07ala;Taso\nTek\x1bninen;5\n" + b"Tekninen;5\n" * 20)
    assert opened(path) == ([("Toimiala", *["Tekninen"] * 21), ("Taso", *["5"] * 21)], [])


def test_one_broken_byte_far_down_does_not_break_the_letters(tmp_path: Path) -> None:
    """UTF-8 with Windows-1252 pasted in: read as Windows-1252, mended where certain, told."""
    path = tmp_path / "a.csv"
    header = f"Toimialasi;{NAMES['N1']};{NAMES['N2']}\n"
    path.write_bytes((header + "Hyvä;5;4\n" * 9).encode() + "Hyvä;5;4\n".encode("cp1252"))
    answers, findings = read_current([(path, "a.csv")], roadmap())
    assert answers is not None
    assert set(answers.backgrounds["sector"]) == {"Hyvä"}
    assert "SV012" in [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["5;4;Toimii; ei aina", "4;4;Hyvin", "3;3;Ei; ei; ei"], [("D2", 2)]),
        (["5;4;Toimii;; ", "4;4;Hyvin;"], []),
        (['5;4;"Toimii; ei aina"', "4;4"], []),
    ],
    ids=["bare delimiters", "nothing in what goes on", "in quotes"],
)
def test_rows_that_go_on_beyond_the_header_are_told(
    tmp_path: Path, rows: list[str], told: list[tuple[str, int]]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join([f"{NAMES['N1']};{NAMES['N2']};Mikä toimii?", *rows]), encoding="utf-8")
    _, findings = read_current([(path, "a.csv")], roadmap())
    found = [finding for finding in findings if finding.code == "SV060"]
    assert [(finding.place.cell, finding.values["count"]) for finding in found] == told


def test_the_first_look_reads_the_beginning_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"Toimialasi;{NAMES['N1']}\n".encode() + b"Tekninen;5\n" * 300_000)
    monkeypatch.setattr(texts, "_lines", lambda *_: pytest.fail("the whole file was read"))
    assert looks_like_survey(path)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("answer", ["ĀĀĀ𐀀", "䄀䄀㬀", "答えはこちら", "Б;", "…"])
def test_utf16_without_its_mark_also_where_no_answer_is_latin(tmp_path: Path, encoding: str, answer: str) -> None:
    path = tmp_path / "a.csv"
    rows = [("eka", "toka"), *[(answer, answer)] * 6]
    path.write_bytes(csv_text(rows, ";").encode(encoding))
    assert [tuple(row) for _, row in texts.read_text(path).rows] == rows


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8).map(str.strip)


@given(
    rows=st.lists(st.tuples(CELLS, CELLS), max_size=8),
    delimiter=st.sampled_from(";,\t|"),
    encoding=st.sampled_from(ENCODINGS[:5]),
)
@settings(max_examples=60, deadline=None)
def test_what_was_written_is_read(
    rows: list[tuple[str, str]], delimiter: str, encoding: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("texts") / "a.csv"
    written = [(f"x{first}", f"y{second}") for first, second in rows]
    path.write_bytes(f"sep={delimiter}\r\n{csv_text([('eka', 'toka'), *written], delimiter)}".encode(encoding))
    read = [tuple(row) for _, row in texts.read_text(path).rows]
    assert read == [("eka", "toka"), *written]
