"""Files that can't be read, or must not be, end with a finding."""

import io
import zipfile
from pathlib import Path

import pytest
from survey_fixtures import NAMES, read_current, roadmap, write_csv, write_xlsx

from pipeline.ooxml.safety import kind_of, scan
from pipeline.vocabulary.findings import Finding, Place, Term

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ROWS = [[NAMES["N1"], NAMES["N2"]], [5, 4], [3, 2]]


def faults(path: Path) -> list[Finding]:
    answers, findings = read_current([(path, "kysely/" + path.name)], roadmap())
    assert answers is None
    assert all(finding.place == Place("kysely/" + path.name) for finding in findings)
    return list(findings)


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


BROKEN = {
    "empty": (b"", "IN004", {}),
    "cut short": (b"PK\x03\x04" + bytes(300), "IN005", {}),
    "noise": (bytes(range(256)) * 4, "IN005", {}),
    "csv": (b"Toimiala;Taso\nSivistys;4\n", "IN006", {"expected": "Excel (.xlsx)", "found": "CSV, TXT"}),
    "html": (
        b"\n <!DOCTYPE html><html><table></table></html>",
        "IN006",
        {"expected": "Excel (.xlsx)", "found": "HTML"},
    ),
    "pdf": (b"%PDF-1.7 \x00", "IN006", {"expected": "Excel (.xlsx)", "found": "PDF"}),
    "word": (zipped({"word/document.xml": b"<w/>"}), "IN006", {"expected": "Excel (.xlsx)", "found": "Word (.docx)"}),
    "ods": (
        zipped({"mimetype": b"x", "content.xml": b"<a/>"}),
        "IN006",
        {"expected": "Excel (.xlsx)", "found": "OpenDocument (.ods, .odt)"},
    ),
    "xls": (OLE + "Workbook".encode("utf-16-le"), "IN007", {}),
    "xlsb": (zipped({"xl/workbook.bin": b"x"}), "IN007", {}),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "IN008", {}),
    "bomb": (
        zipped({"xl/workbook.xml": b"<a/>", "xl/sheet1.xml": b"0" * 30_000_000}),
        "IN010",
        {"megabytes": 29, "limit": 300},
    ),
    "many parts": (
        zipped({f"xl/workbook{number}.xml": b"" for number in range(10_001)}),
        "IN010",
        {"megabytes": 0, "limit": 300},
    ),
    "no sheets": (zipped({"xl/workbook.xml": b"<a/>"}), "IN005", {}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_workbook_that_is_none(tmp_path: Path, name: str) -> None:
    content, code, values = BROKEN[name]
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert faults(path) == [Finding(code, Place("kysely/a.xlsx"), values)]


def test_a_truncated_workbook(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    path.write_bytes(path.read_bytes()[:-400])
    assert [finding.code for finding in faults(path)] == ["IN005"]


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> Path:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    path.write_bytes(zipped(parts))
    return path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<sheetData>", b"<sheetData><"),
        (b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><worksheet'),
    ],
)
def test_damaged_or_hostile_xml_inside(tmp_path: Path, old: bytes, new: bytes) -> None:
    path = rewritten(write_xlsx(tmp_path / "a.xlsx", ROWS), "xl/worksheets/sheet1.xml", old, new)
    assert [finding.code for finding in faults(path)] == ["IN005"]


def test_a_row_number_beyond_any_sheet_does_not_hang(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    rewritten(path, "xl/worksheets/sheet1.xml", b'<row r="3"', b'<row r="2000000000"')
    answers, _ = read_current([(path, "a.xlsx")], roadmap())
    assert answers is not None
    assert answers.respondents == 1


def test_a_lock_file_names_the_real_one(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "~$kysely.xlsx", ROWS)
    assert faults(path) == [Finding("IN009", Place("kysely/~$kysely.xlsx"), {"real": Term("file.itself")})]
    write_xlsx(tmp_path / "kysely.xlsx", ROWS)
    assert faults(path) == [Finding("IN009", Place("kysely/~$kysely.xlsx"), {"real": "kysely.xlsx"})]


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    (tmp_path / "kansio.csv").mkdir()
    assert [finding.code for finding in faults(tmp_path / "a.csv")] == ["IN001"]
    assert [finding.code for finding in faults(tmp_path / "kansio.csv")] == ["IN001"]


def test_a_text_file_that_is_a_workbook_or_nothing(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS).rename(tmp_path / "a.csv")
    assert faults(path)[0].values == {"expected": "CSV, TXT", "found": "Excel (.xlsx)"}
    path.write_bytes(b"")
    assert faults(path)[0].code == "IN004"
    path.write_bytes(b"\n\n ; ; \n")
    assert faults(path)[0].code == "SV001"
    path.write_bytes(b"1;2;3\n4;5;1\n")
    assert faults(path)[0].code == "SV001"


@pytest.mark.parametrize("rows", [3, 20_000])
def test_a_quote_that_never_closes_swallows_nothing_silently(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'Toimiala;Taso\n"Sivistys;4\n' + b"Tekninen;5\n" * rows)
    assert [finding.code for finding in faults(path)] == ["SV024"]


def test_a_macro_workbook_and_a_good_one_pass(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    assert scan(path) is None
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    assert scan(path) is None
    assert scan(path, ("document",)) is not None


def test_kinds_by_first_bytes() -> None:
    assert kind_of(b"") == "empty"
    assert kind_of("Näkökulma;Taso\n".encode("cp1252")) == "text"
    assert kind_of("\ufeffNäkökulma;Taso\n".encode("utf-16-le")) == "text"
    assert kind_of("Toimiala;Taso\n".encode("utf-16-be")) == "text"
    assert kind_of(b"PK\x03\x04", ["ppt/presentation.xml"]) == "presentation"
    assert kind_of(b"PK\x03\x04", ["muistio.txt"]) == "zip"
    assert kind_of(b"<?xml version='1.0'?><Workbook/>") == "xml"


def test_formulas_in_answers_stay_text(tmp_path: Path) -> None:
    rows = [["Toimiala", NAMES["N1"]], ["=cmd|' /C calc'!A0", 5], ["@SUM(1)", 4]]
    answers, _ = read_current([(write_csv(tmp_path / "a.csv", rows), "a.csv")], roadmap())
    assert answers is not None
    assert answers.backgrounds["sector"] == ("=cmd|' /C calc'!A0", "@SUM(1)")
