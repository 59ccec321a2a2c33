"""Files that are not what they should be: what people and mail programs make of a workbook. For tests.

In: nothing but the example. Out: bytes by name.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from example_folder import EXAMPLE, ROOT, WORKBOOK

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = (
    b'<!DOCTYPE w [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
    b"<workbook " + MAIN + b'><sheets><sheet name="&c;"/></sheets></workbook>'
)
NO_SHEETS = b"<workbook " + MAIN + b"><sheets/></workbook>"


def workbook() -> bytes:
    return (EXAMPLE / WORKBOOK).read_bytes()


def half() -> bytes:
    return workbook()[: len(workbook()) // 2]


def office(name: str) -> bytes:
    return (ROOT / "templates" / name).read_bytes()


def old_office(stream: str) -> bytes:
    """The beginning of an old Office container that holds a stream of this name."""
    return OLE + stream.encode("utf-16-le") + bytes(600)


def opendocument() -> bytes:
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})


def bomb() -> bytes:
    """A sheet that unpacks to 320 megabytes."""
    return with_part("xl/worksheets/sheet1.xml", lambda _: bytes(320 * 2**20))


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The example's workbook with one part changed."""
    with ZipFile(BytesIO(workbook())) as book:
        return zipped({item: change(book.read(item)) if item == name else book.read(item) for item in book.namelist()})


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing in it": (bytes, "IN004"),
    "cut short": (half, "IN005"),
    "noise": (lambda: bytes(range(256)) * 40, "IN005"),
    "a csv": (lambda: b"a;b\n1;2\n", "IN006"),
    "a page": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "IN006"),
    "a pdf": (lambda: b"%PDF-1.7\n", "IN006"),
    "a picture": (lambda: (EXAMPLE / "logo.png").read_bytes(), "IN006"),
    "a Word document": (lambda: office("digitiekartta.docx"), "IN006"),
    "a deck": (lambda: office("esitys-henkilosto.pptx"), "IN006"),
    "an OpenDocument sheet": (opendocument, "IN006"),
    "an old workbook": (lambda: old_office("Workbook"), "IN007"),
    "a binary workbook": (lambda: zipped({"xl/workbook.bin": b"x"}), "IN007"),
    "behind a password": (lambda: old_office("EncryptedPackage"), "IN008"),
    "a zip bomb": (bomb, "IN010"),
    "full of entities": (lambda: with_part("xl/workbook.xml", lambda _: LAUGHS), "IN005"),
    "a broken sheet": (lambda: with_part("xl/worksheets/sheet8.xml", lambda data: data[: len(data) // 2]), "IN005"),
    "without sheets": (lambda: with_part("xl/workbook.xml", lambda _: NO_SHEETS), "IN015"),
}
"""Workbooks by what they are, with the finding that tells so."""
