"""Whether a file from outside may be opened at all.

In: a path, or a file's first bytes and the names inside it. Out: its kind, and a fault when no reader may have it.
Nothing is unpacked here: what a zip holds and what it would grow to stands in its directory. The limits suit a survey
of 50,000 respondents and 60 questions; a file beyond them is refused before any reader sees it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

from pipeline.vocabulary.findings import Finding, FindingValue, Place, Term

Kind = Literal[
    "empty",
    "workbook",
    "macro_workbook",
    "binary_workbook",
    "document",
    "presentation",
    "opendocument",
    "numbers",
    "old_workbook",
    "old_document",
    "old_presentation",
    "encrypted",
    "pdf",
    "html",
    "xml",
    "rtf",
    "picture",
    "zip",
    "text",
    "unknown",
]

KIND_NAMES: Mapping[Kind, str] = MappingProxyType(
    {
        "workbook": "Excel (.xlsx)",
        "macro_workbook": "Excel (.xlsm)",
        "binary_workbook": "Excel (.xlsb)",
        "document": "Word (.docx)",
        "presentation": "PowerPoint (.pptx)",
        "opendocument": "OpenDocument (.ods, .odt)",
        "numbers": "Numbers (.numbers)",
        "old_workbook": "Excel 97–2003 (.xls)",
        "old_document": "Word 97–2003 (.doc)",
        "old_presentation": "PowerPoint 97–2003 (.ppt)",
        "pdf": "PDF",
        "html": "HTML",
        "xml": "XML",
        "rtf": "RTF",
        "picture": "PNG, JPEG, GIF",
        "zip": "ZIP",
        "text": "CSV, TXT",
    }
)
"""What a person calls a kind: the same in every language. Empty, encrypted and unknown have codes of their own."""

LARGEST_FILE = 100 * 2**20
LARGEST_UNPACKED = 300 * 2**20
LARGEST_PART_COUNT = 10_000
LARGEST_RATIO = 150
"""How many times its packed size a large part may grow to; sheets of repeated answers reach about 60."""
_RATIO_MATTERS_FROM = 20 * 2**20

_SCHEMES = ("http", "https", "mailto")
_HEAD = 4096
_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)
_MARKUP: tuple[tuple[bytes, Kind], ...] = (
    (b"<!doctype html", "html"),
    (b"<html", "html"),
    (b"<table", "html"),
    (b"<?xml", "xml"),
)
_ZIP_KINDS: tuple[tuple[str, Kind], ...] = (
    ("xl/vbaProject.bin", "macro_workbook"),
    ("xl/workbook.bin", "binary_workbook"),
    ("xl/workbook", "workbook"),
    ("word/", "document"),
    ("ppt/", "presentation"),
    ("Index/Document.iwa", "numbers"),
    ("content.xml", "opendocument"),
)
_OLE_KINDS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "old_document"),
    ("PowerPoint Document", "old_presentation"),
    ("Workbook", "old_workbook"),
    ("Book", "old_workbook"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file may not be opened: an `IN` code with its values, still without a place."""

    code: str
    values: Mapping[str, FindingValue] = field(default_factory=dict)

    def at(self, place: Place) -> Finding:
        """The fault as a finding at a place."""
        return Finding(self.code, place, self.values)


def scan(path: Path, expected: Collection[Kind] = ("workbook", "macro_workbook")) -> Fault | None:
    """Why `path` can't be opened as one of the expected kinds, or None when a reader may have it.

    Looks at the name, the size, the first bytes and the zip's directory; reads no part.
    Codes: IN001, IN004–IN010, IN012.
    """
    try:
        if not path.is_file():
            return Fault("IN001")
        if path.name.startswith("~$"):
            return Fault("IN009", {"real": _locked_by(path)})
        return _scan_content(path, expected)
    except PermissionError:
        return Fault("IN012")
    except OSError:
        return Fault("IN005")


def _locked_by(lock: Path) -> str:
    """The file that a lock file stands beside. Word puts `~$` in place of a long name's first two letters, or one."""
    ending = lock.name[2:]
    others = [path.name for path in lock.parent.iterdir() if not path.name.startswith("~$")]
    for cut in (0, 1, 2):
        if len(found := [name for name in others if name[cut:] == ending]) == 1:
            return found[0]
    return Term("file.itself")


def is_safe_address(address: str) -> bool:
    """Whether a link may lead there: the web and e-mail, nothing that runs or reads files."""
    try:
        return urlsplit(address).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def kind_of_file(path: Path) -> Kind:
    """What kind of file this is by its content. Raises OSError when it can't be opened."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    return kind_of(head, _inner_names(path, head))


def kind_of(head: bytes, names: Collection[str] = ()) -> Kind:
    """What kind of file begins with `head`; `names` are the parts inside, when it is a container."""
    if not head:
        return "empty"
    if head.startswith(_ZIP):
        return _first_kind(_ZIP_KINDS, names) or "zip"
    if head.startswith(_OLE):
        return _first_kind(_OLE_KINDS, names) or "unknown"
    starts = next((kind for start, kind in _STARTS if head.startswith(start)), None)
    return starts or _kind_of_text(head)


def _inner_names(path: Path, head: bytes) -> tuple[str, ...]:
    """The names of the parts inside a zip, or those of an old Office container that tell its kind; else none."""
    if head.startswith(_ZIP):
        try:
            with zipfile.ZipFile(path) as package:
                return tuple(package.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return ()
    if head.startswith(_OLE) and path.stat().st_size <= LARGEST_FILE:
        content = path.read_bytes()
        return tuple(name for name, _ in _OLE_KINDS if name.encode("utf-16-le") in content)
    return ()


def _scan_content(path: Path, expected: Collection[Kind]) -> Fault | None:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        return _too_large(size, LARGEST_FILE)
    kind = kind_of_file(path)
    if kind == "empty":
        return Fault("IN004")
    if kind in expected:
        return _scan_zip(path) if kind in _ZIPPED else None
    if kind == "encrypted":
        return Fault("IN008")
    if kind in ("old_workbook", "binary_workbook"):
        return Fault("IN007")
    if kind == "unknown" or (kind == "zip" and not _opens_as_zip(path)):
        return Fault("IN005")
    wanted: Kind = next(iter(expected))
    return Fault("IN006", {"expected": KIND_NAMES[wanted], "found": KIND_NAMES[kind]})


_ZIPPED: frozenset[Kind] = frozenset({"workbook", "macro_workbook", "document", "presentation"})


def _scan_zip(path: Path) -> Fault | None:
    with zipfile.ZipFile(path) as package:
        parts = package.infolist()
    total = sum(part.file_size for part in parts)
    if len(parts) > LARGEST_PART_COUNT or total > LARGEST_UNPACKED or any(map(_is_bomb, parts)):
        return _too_large(total, LARGEST_UNPACKED)
    if any(part.flag_bits & 1 for part in parts):
        return Fault("IN008")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        return Fault("IN005")
    return None


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _RATIO_MATTERS_FROM and part.file_size > LARGEST_RATIO * max(part.compress_size, 1)


def _too_large(size: int, limit: int) -> Fault:
    return Fault("IN010", {"megabytes": -(-size // 2**20), "limit": limit // 2**20})


def _opens_as_zip(path: Path) -> bool:
    return bool(_inner_names(path, _ZIP))


def _first_kind(kinds: tuple[tuple[str, Kind], ...], names: Collection[str]) -> Kind | None:
    return next((kind for start, kind in kinds if any(name.startswith(start) for name in names)), None)


def _kind_of_text(head: bytes) -> Kind:
    if head.startswith(_TEXT_MARKS):
        return "text"
    opening = head.lstrip()[:200].lower()
    markup = next((kind for start, kind in _MARKUP if opening.startswith(start)), None)
    if markup:
        return "html" if markup == "xml" and b"<html" in head.lower() else markup
    if b"\0" in head:
        return "text" if _is_bare_utf16(head) else "unknown"
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    return "text" if controls * 50 <= len(head) else "unknown"


def _is_bare_utf16(head: bytes) -> bool:
    """Text of two bytes a character without its mark: every other byte is nearly always zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return max(even, odd) * 10 >= len(head) // 2 * 8 and min(even, odd) == 0
