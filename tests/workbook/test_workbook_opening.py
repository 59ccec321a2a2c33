"""Files that can't be read, or only in part: told in plain words, never a traceback; and no file is trusted."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from workbook_content import edited, filled, roadmap_of, told

from pipeline.vocabulary.findings import has_errors
from pipeline.workbook import sheet_xml
from pipeline.workbook.blank import write
from pipeline.workbook.opening import open_workbook
from pipeline.workbook.reading import read
from pipeline.workbook.recognise import is_workbook, obstacle

Parts = dict[str, bytes]


def repacked(path: Path, change: Callable[[Parts], object]) -> Path:
    """The same workbook with its parts changed by hand."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def sheet_part(parts: Mapping[str, bytes], title: str) -> str:
    """The part of a sheet, by its title."""
    workbook = parts["xl/workbook.xml"].decode()
    link = re.search(rf'<sheet [^>]*name="{title}"[^>]*r:id="(\w+)"', workbook)
    assert link
    links = parts["xl/_rels/workbook.xml.rels"].decode()
    element = next(item for item in re.findall(r"<Relationship [^>]*>", links) if f'Id="{link[1]}"' in item)
    target = re.search('Target="([^"]+)"', element)
    assert target
    return "xl/" + target[1].removeprefix("/xl/")


def shared(folder: Path) -> Path:
    """A blank workbook: its texts stand in the shared table, as Excel writes them; openpyxl writes them in the cells."""
    path = folder / "tyokirja.xlsx"
    write(path, "fi", "Esimerkkilän kunta")
    return path


def codes(path: Path) -> list[str]:
    return [finding.code for finding in read(path, path.name)[1]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "IN004"),
        (b"nimi;arvo\n1;2\n", "IN006"),
        (b"<html><body>x</body></html>", "IN006"),
        (b"%PDF-1.7 ...", "IN006"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "IN008"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "IN007"),
    ],
)
def test_what_is_no_workbook_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "tyokirja.xlsx"
    path.write_bytes(content)
    roadmap, findings = read(path, "annettu/tyokirja.xlsx")
    assert (roadmap, [finding.code for finding in findings]) == (None, [code])
    assert findings[0].place.file == "annettu/tyokirja.xlsx"
    assert not is_workbook(path)


def test_missing_and_lock_files(tmp_path: Path) -> None:
    lock = tmp_path / "~$tyokirja.xlsx"
    lock.write_bytes(b"x")
    assert codes(tmp_path / "puuttuu.xlsx") == ["IN001"]
    assert codes(lock) == ["IN009"]


def test_a_truncated_download(tmp_path: Path) -> None:
    path = filled(tmp_path)
    path.write_bytes(path.read_bytes()[:9000])
    assert codes(path) == ["IN005"]


def test_broken_bytes_in_the_middle(tmp_path: Path) -> None:
    path = filled(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:2000] + bytes(500) + whole[2500:])
    assert "IN005" in codes(path)


def test_a_damaged_sheet_does_not_hide_the_others(tmp_path: Path) -> None:
    def damage(parts: Parts) -> None:
        name = sheet_part(parts, "Tavoitteet")
        parts[name] = parts[name][: len(parts[name]) // 2]

    path = repacked(edited(tmp_path, lambda book: book["Visio"].__setitem__("B3", None)), damage)
    assert set(told(path)) == {("IN005", "Tavoitteet", ""), ("WB001", "Visio", "B3")}
    assert len(roadmap_of(path).actions) == 2


def test_missing_styles_are_told_and_values_read(tmp_path: Path) -> None:
    path = repacked(filled(tmp_path), lambda parts: parts.pop("xl/styles.xml"))
    assert ("IN005", "xl/styles.xml", "") in told(path)
    assert roadmap_of(path).actions[0].name == "Siirretään lomakkeet verkkoon"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_damaged_frame(tmp_path: Path, part: str) -> None:
    path = repacked(filled(tmp_path), lambda parts: parts.__setitem__(part, b"<broken"))
    assert read(path, path.name)[0] is None
    assert codes(path) == ["IN005"]


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet2.xml"])
def test_entities_are_refused(tmp_path: Path, part: str) -> None:
    def attack(parts: Parts) -> None:
        lol = b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        parts[part] = re.sub(rb"^(<\?xml.*?\?>)?", rb"\1" + lol, parts[part], count=1)

    assert "IN005" in codes(repacked(shared(tmp_path), attack))


def test_outside_files_are_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "salaisuus.txt"
    secret.write_text("SALAINEN")

    def attack(parts: Parts) -> None:
        part = "xl/sharedStrings.xml"
        doctype = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'.encode()
        parts[part] = re.sub(rb"^(<\?xml.*?\?>)?", rb"\1" + doctype, parts[part], count=1)
        parts[part] = parts[part].replace(b"<t>", b"<t>&a;", 1)

    path = repacked(shared(tmp_path), attack)
    assert "SALAINEN" not in repr(read(path, path.name))


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = repacked(filled(tmp_path), lambda parts: parts.__setitem__("xl/worksheets/sheet2.xml", bytes(2**26)))
    started = time.perf_counter()
    assert codes(path) == ["IN010"]
    assert time.perf_counter() - started < 2


def test_more_cells_than_any_workshop_fills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xml, "MOST_CELLS", 2000)

    def flood(parts: Parts) -> None:
        name = sheet_part(parts, "Tavoitteet")
        row = b"<row>" + b'<c t="inlineStr"><is><t>x</t></is></c>' * 100 + b"</row>"
        parts[name] = b"<worksheet><sheetData>" + row * 90 + b"</sheetData></worksheet>"

    path = repacked(filled(tmp_path), flood)
    assert ("WB048", "Tavoitteet", "") in told(path)


def test_macros_are_told_and_the_rest_read(tmp_path: Path) -> None:
    path = repacked(filled(tmp_path), lambda parts: parts.__setitem__("xl/vbaProject.bin", b"x")).rename(
        tmp_path / "tyokirja.xlsm"
    )
    assert codes(path) == ["IN011"]
    assert not has_errors(read(path, "x")[1])
    assert len(roadmap_of(path).actions) == 2


def test_strict_open_xml_reads_the_same(tmp_path: Path) -> None:
    def make_strict(parts: Parts) -> None:
        for name, content in parts.items():
            parts[name] = content.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )

    path = repacked(filled(tmp_path), make_strict)
    assert codes(path) == []
    assert len(roadmap_of(path).actions) == 2


def test_a_workbook_of_something_else(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["ID", "Start time", "Osaaminen"])
    path = tmp_path / "kysely.xlsx"
    book.save(path)
    roadmap, findings = read(path, "kysely.xlsx")
    assert roadmap is None
    assert [(finding.code, finding.values) for finding in findings] == [("IN015", {"sheets": "Sheet"})]
    assert not is_workbook(path)


def test_a_workbook_is_recognised_by_its_sheets(tmp_path: Path) -> None:
    assert is_workbook(filled(tmp_path, language="sv"))
    assert not is_workbook(tmp_path)
    assert not is_workbook(tmp_path / "puuttuu.xlsx")


def test_readings_of_east_asian_text_are_no_part_of_it(tmp_path: Path) -> None:
    def add(parts: Parts) -> None:
        part = "xl/sharedStrings.xml"
        parts[part] = parts[part].replace(b" kunta</t>", b" kunta</t><rPh><t>lukutapa</t></rPh>")

    assert roadmap_of(repacked(shared(tmp_path), add)).organisation.name == "Esimerkkilän kunta"


def test_a_full_workbook_is_read_at_once(tmp_path: Path) -> None:
    path = filled(tmp_path)
    book = load_workbook(path)
    sheet = book["Toimenpiteet"]
    for row in range(4, 154):
        for column in range(1, 20):
            sheet.cell(row, column).value = sheet.cell(3, column).value
    book.save(path)
    open_workbook(path, "x")
    started = time.perf_counter()
    roadmap = roadmap_of(path)
    assert time.perf_counter() - started < 2, "some 0.1 s on a quiet machine"
    assert len(roadmap.actions) == 151


def test_what_stands_in_the_way_of_a_workbook(tmp_path: Path) -> None:
    path = filled(tmp_path)
    assert obstacle(path, "x") is None
    locked = tmp_path / "salasana.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    finding = obstacle(locked, "kansio/salasana.xlsx")
    assert finding is not None
    assert (finding.code, finding.place.file) == ("IN008", "kansio/salasana.xlsx")
