"""Files that could take down a program: each ends with a finding, within seconds and little memory, never a trace."""

import io
import resource
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from survey_fixtures import NAMES, read_current, roadmap, write_xlsx

from example_folder import EXAMPLE, ROOT, WORKBOOK
from pipeline.ooxml import safety
from pipeline.vocabulary.findings import Finding

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HEADER = [NAMES["N1"], NAMES["N2"]]
ROWS = [HEADER, [5, 4], [3, 2]]
SHEET = "xl/worksheets/sheet1.xml"
FAR = b'<row r="1048576"><c r="XFD1048576" t="str"><v> </v></c></row></sheetData>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><worksheet'


def changed(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A small good workbook with its parts changed."""
    path = io.BytesIO()
    write_xlsx(path, ROWS)  # type: ignore[arg-type]
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[SHEET]
        parts[SHEET] = parts[SHEET].replace(old, new, 1)

    return changed(change)


def with_part(name: str, data: bytes) -> bytes:
    return changed(lambda parts: parts.update({name: data}))


def lying() -> bytes:
    """A sheet of 30 megabytes that its directory says to be of 100 bytes."""
    whole = with_part(SHEET, b"<worksheet><sheetData>" + bytes(30_000_000))
    size = struct.pack("<L", 30_000_022)
    assert whole.count(size) == 2
    return whole.replace(size, struct.pack("<L", 100))


def nested() -> bytes:
    """A zip in a zip in the place of the sheet."""
    inner = zipped({"a.xml": bytes(2**20)})
    return with_part(SHEET, zipped({"b.xlsx": inner}))


def many_sheets(count: int = 3_000) -> bytes:
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'

    def change(parts: dict[str, bytes]) -> None:
        names, relations, types = b"", b"", b""
        for number in range(2, count):
            parts[f"xl/worksheets/sheet{number}.xml"] = sheet
            names += b'<sheet name="S%d" sheetId="%d" r:id="s%d"/>' % (number, number, number)
            relations += b'<Relationship Id="s%d" Type="x/worksheet" Target="worksheets/sheet%d.xml"/>' % (
                number,
                number,
            )
            types += (
                b'<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
                % number
            )
        book = parts["xl/workbook.xml"].replace(
            b"<workbook ", b'<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        )
        parts["xl/workbook.xml"] = book.replace(b"</sheets>", names + b"</sheets>")
        parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
            b"</Rel", relations + b"</Rel"
        )
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", types + b"</Types>")

    return changed(change)


def wide(count: int = 17_000) -> bytes:
    cells = b"".join(b'<c t="inlineStr"><is><t>Kysymys %d</t></is></c>' % number for number in range(count))
    return in_sheet(b"</row>", cells + b"</row>")


def headed(*headers: str) -> bytes:
    """With more columns of these headers, whose first cell is too large a number."""

    def change(parts: dict[str, bytes]) -> None:
        first, second, rest = parts[SHEET].split(b"</row>", 2)
        cells = b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % header.encode() for header in headers)
        figures = b"<c><v>1e999</v></c>" * len(headers)
        parts[SHEET] = b"</row>".join([first + cells, second + figures, rest])

    return changed(change)


GOOD = {
    "headers of many dashes": lambda: headed("a - " * 30_000 + "a", "a - " * 30_000 + "b"),
    "a header of many colons": lambda: headed(":" * 60_000 + "["),
    "days beyond all numbers": lambda: headed("Vastauspäivä", "ID", "Start time"),
    "a far cell": lambda: in_sheet(b"</sheetData>", FAR),
    "a far row": lambda: in_sheet(
        b"</sheetData>", b'<row r="900000"><c r="A900000" t="str"><v> </v></c></row></sheetData>'
    ),
    "a dimension that lies": lambda: in_sheet(b'<dimension ref="A1:B3"', b'<dimension ref="A1:XFD1048576"'),
    "many sheets": many_sheets,
    "17,000 columns": wide,
}
"""Files whose answers can be read all the same."""
BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.xlsx", bytes, "IN004"),
    "truncated": ("a.xlsx", lambda: in_sheet(b"</sheetData>", FAR)[:-300], "IN005"),
    "half a deflated part": ("a.xlsx", lambda: in_sheet(b"5", b"4").replace(b"<", b">", 1)[:-1], "IN005"),
    "with a password": ("a.xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "IN008"),
    "a bomb": ("a.xlsx", lambda: with_part(SHEET, bytes(30_000_000)), "IN010"),
    "a bomb in a bomb": ("a.xlsx", nested, "IN005"),
    "sizes that lie": ("a.xlsx", lying, "IN005"),
    "entities": ("a.xlsx", lambda: in_sheet(b"<worksheet", LAUGHS), "IN005"),
    "entities in the workbook": (
        "a.xlsx", lambda: with_part("xl/workbook.xml", LAUGHS.replace(b"worksheet", b"workbook/>")), "IN005"
    ),
    "a shared text that is not there": (
        "a.xlsx", lambda: in_sheet(b"</sheetData>", b'<row r="9"><c r="A9" t="s"><v>99</v></c></row></sheetData>'), "IN005"
    ),
    "rows out of order beside a far cell": (
        "a.xlsx", lambda: in_sheet(b"</sheetData>", FAR.replace(b"</sheetData>", b'<row r="7"/></sheetData>')), "IN005"
    ),
    "a part of another name": ("a.xlsx", lambda: changed(lambda parts: parts.update({"xl/x.xml": parts.pop(SHEET)})), "IN005"),
    "a workbook named text": ("a.csv", lambda: in_sheet(b"5", b"4"), "IN006"),
    "a text named workbook": ("a.xlsx", lambda: b"Toimiala;Taso\nTekninen;5\n", "IN006"),
    "one line without end": ("a.csv", lambda: f"Toimiala;{NAMES['N1']}\n".encode() + b"x;" * 5_000_000, "SV024"),
    "noise": ("a.csv", lambda: zlib.compress(bytes(range(256)) * 50), "IN005"),
}  # fmt: skip


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_ends_with_its_finding(name: str, tmp_path: Path) -> None:
    file, content, code = BAD[name]
    (tmp_path / file).write_bytes(content())
    answers, findings = read_current([(tmp_path / file, file)], roadmap())
    assert answers is None
    assert codes(findings)[:1] == [code]


@pytest.mark.parametrize("name", GOOD)
def test_a_strange_file_gives_its_answers(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(GOOD[name]())
    answers, findings = read_current([(tmp_path / "a.xlsx", "a.xlsx")], roadmap())
    assert answers is not None, findings
    assert answers.respondents == 2


def test_a_text_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "LARGEST_FILE", 1000)
    (tmp_path / "a.csv").write_bytes(b"Toimiala;" * 200)
    assert codes(read_current([(tmp_path / "a.csv", "a.csv")], roadmap())[1]) == ["IN010"]


def test_the_program_survives_them_all(tmp_path: Path) -> None:
    """All in one folder, checked by a process that may use 1.5 gigabytes of addresses and a minute."""
    shutil.copy(EXAMPLE / WORKBOOK, tmp_path)
    (tmp_path / "kansio.csv").mkdir()
    expected = []
    for name, (file, content, code) in BAD.items():
        path = tmp_path / f"{name.replace(' ', '-')}{Path(file).suffix}"
        path.write_bytes(content())
        expected.append(f"{path.name}: {code}")
    for name, content in GOOD.items():
        (tmp_path / f"{name}.xlsx").write_bytes(content())
    command = [sys.executable, "-m", "pipeline", "check", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, preexec_fn=limited)  # noqa: S603
    told = done.stdout + done.stderr
    assert "Traceback" not in told
    assert done.returncode in (1, 3)
    assert [line for line in expected if line not in told] == []


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
