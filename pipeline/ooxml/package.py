"""An Office file as parts: reads a template once, writes documents that are the same bytes each time.

In: the bytes of a .docx or .pptx. Out: a `Package` of parts and relationships, and from it the bytes of a new file.
Parts that nobody touched are copied as they were deflated, without inflating them.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile

from lxml import etree

from pipeline.ooxml.dangling import unnamed
from pipeline.ooxml.encodings import OPENING, deflated_opening, is_utf_8
from pipeline.ooxml.escaping import quoteattr

MAX_FILE = 100 * 2**20
MAX_PARTS = 5_000
MAX_UNPACKED = 300 * 2**20
MAX_PART = 24 * 2**20
"""Bytes of a part that is looked into; pictures may be larger, they are copied as they are packed."""
MAX_TREE = 120 * 2**20
"""Bytes of memory of a part's tree."""
MAX_ADDRESS = 4_000
CONTENT_TYPES = "[Content_Types].xml"
PACKAGE_RELS = "_rels/.rels"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DEFLATED = 8
_DIRECTORY_ENTRY = b"PK\1\2"
_SMALL = 16 * 2**10
_TREE_MATTERS_FROM = 2 * 2**20
_ELEMENT, _ATTRIBUTE = 60, 220  # bytes that lxml takes for each `<` and each `=`
_MS_DOS_EPOCH = (1 << 5) | 1  # 1 January 1980: a fixed time, so that the same content is the same bytes
Reason = Literal["damaged", "too_large", "encrypted", "other", "strict"]


class PackageFault(ValueError):
    """The file is not an Office package that can be read. The message is for the log, not for people.

    `reason` is for people: what of `[package]` in the catalogs' terms it is.
    """

    def __init__(self, message: str, reason: Reason = "damaged") -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Stored:
    """A part as it stands in a zip: deflated bytes, checksum and true size."""

    deflated: bytes
    checksum: int
    size: int

    def inflate(self) -> bytes:
        """The part's own bytes. Raises PackageFault when they are too many or not as many as the zip says."""
        if self.size > MAX_PART:
            raise PackageFault("a part is too large", "too_large")
        unpacker = zlib.decompressobj(-15)
        try:
            data = unpacker.decompress(self.deflated, self.size + 1)
        except zlib.error as error:
            raise PackageFault(str(error)) from error
        if len(data) != self.size:
            raise PackageFault("a part is damaged")
        return data


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of a part: `target` is an absolute part name, or an address when `external`."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type: `slide`, `chart`, `image` …"""
        return self.type.rsplit("/", 1)[-1]


@dataclass(slots=True)
class Package:
    """The parts of one Office file by name, with content types and relationships. Copy before changing."""

    parts: dict[str, bytes | Stored]
    content_types: dict[str, str]
    default_types: dict[str, str]
    relationships: dict[str, dict[str, Relationship]] = field(default_factory=dict)
    _seen: dict[str, tuple[bytes | Stored, etree._Element]] = field(default_factory=dict, repr=False, compare=False)

    def copy(self) -> Package:
        """A package of its own whose parts are shared, cheap to make."""
        relationships = {source: dict(targets) for source, targets in self.relationships.items()}
        return replace(
            self,
            parts=dict(self.parts),
            content_types=dict(self.content_types),
            relationships=relationships,
            _seen=dict(self._seen),
        )

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises PackageFault when there is no such part."""
        part = self.parts.get(name)
        if part is None:
            raise PackageFault(f"{name} is missing")
        return part.inflate() if isinstance(part, Stored) else part

    def look(self, name: str) -> etree._Element:
        """The tree of a part for who only looks at it: the same one for all, as long as the part is the same."""
        part = self.parts.get(name)
        if name not in self._seen or self._seen[name][0] is not part:
            self._seen[name] = part or b"", parse(self.read(name))
        return self._seen[name][1]

    def content_type(self, name: str) -> str:
        """The content type of a part."""
        return self.content_types.get(name) or self.default_types.get(name.rsplit(".", 1)[-1].lower(), "")

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """Puts a part in, or in the place of one."""
        self.parts[name] = data
        if self.default_types.get(name.rsplit(".", 1)[-1].lower()) != content_type:
            self.content_types[name] = content_type

    def related(self, source: str, kind: str) -> list[Relationship]:
        """The relationships of a part whose type ends in `kind`, in their order."""
        return [item for item in self.relationships.get(source, {}).values() if item.kind == kind]

    def relate(self, source: str, type_: str, target: str, *, external: bool = False) -> str:
        """Adds a relationship (or finds the same one) and gives its id."""
        for item in self.relationships.get(source, {}).values():
            if (item.type, item.target, item.external) == (type_, target, external):
                return item.id
        return self.relate_anew(source, type_, target, external=external)

    def relate_anew(self, source: str, type_: str, target: str, *, external: bool = False) -> str:
        """Adds a relationship that the part does not have yet and gives its id."""
        known = self.relationships.setdefault(source, {})
        number = len(known) + 1
        while f"rId{number}" in known:
            number += 1
        known[f"rId{number}"] = Relationship(f"rId{number}", type_, target, external)
        return f"rId{number}"

    def free_name(self, pattern: str) -> str:
        """The first name of `pattern` (with one `{}`) that no part has."""
        number = 1
        while pattern.format(number) in self.parts:
            number += 1
        return pattern.format(number)

    def main_part(self) -> str:
        """The part that the package is about: the document or the presentation."""
        found = self.related("", "officeDocument")
        if not found:
            raise PackageFault("no main part")
        return found[0].target

    def write(self) -> bytes:
        """The file. Holds what can be reached from the main part, nothing left over; the same bytes each time."""
        names = [CONTENT_TYPES, PACKAGE_RELS]
        written: dict[str, bytes | Stored] = {}
        for name in self._reachable():
            written[name] = self.parts[name]
            names.append(name)
            if self.relationships.get(name):
                rels_name = _rels_name(name)
                written[rels_name] = _relationships_xml(name, tuple(self.relationships[name].values()))
                names.append(rels_name)
        written[PACKAGE_RELS] = _relationships_xml("", tuple(self.relationships[""].values()))
        written[CONTENT_TYPES] = self._content_types_xml(written)
        return _zip([(name, written[name]) for name in names])

    def _reachable(self) -> list[str]:
        order: dict[str, None] = {}
        waiting = [""]
        while waiting:
            source = waiting.pop(0)
            for item in self.relationships.get(source, {}).values():
                if not item.external and item.target in self.parts and item.target not in order:
                    order[item.target] = None
                    waiting.append(item.target)
        return list(order)

    def _content_types_xml(self, names: Iterable[str]) -> bytes:
        present = sorted(name for name in names if name != CONTENT_TYPES)
        endings = {name.rsplit(".", 1)[-1].lower() for name in present}
        rows = [
            f"<Default Extension={quoteattr(ending)} ContentType={quoteattr(content_type)}/>"
            for ending, content_type in sorted(self.default_types.items())
            if ending in endings
        ]
        rows += [
            f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(self.content_types[name])}/>"
            for name in present
            if name in self.content_types
        ]
        return _xml("Types", _TYPES, rows)


def read_package(data: bytes) -> Package:
    """The package in a file's bytes; its XML is UTF-8 throughout, so that what looks at bytes sees all that is said.

    Raises PackageFault for anything that is not a package, or unpacks to too much.
    """
    try:
        parts = _unzip(data)
        types = parse(inflated(parts[CONTENT_TYPES]))
    except (BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, EOFError, OSError, struct.error) as error:
        raise PackageFault(str(error), "other") from error
    overrides = {
        item.get("PartName", "").lstrip("/"): item.get("ContentType", "")
        for item in types.iter(f"{{{_TYPES}}}Override")
    }
    defaults = {
        item.get("Extension", "").lower(): item.get("ContentType", "") for item in types.iter(f"{{{_TYPES}}}Default")
    }
    package = Package(parts, overrides, defaults)
    for name in [name for name in parts if name.endswith(".rels")]:
        source = _rels_source(name)
        package.relationships[source] = _read_relationships(source, inflated(parts.pop(name)))
    del parts[CONTENT_TYPES]
    for name in [name for name, part in parts.items() if not is_utf_8(opening_of(part))]:
        _recode(package, name)
    _drop_dangling(package)
    return package


def _recode(package: Package, name: str) -> None:
    """Writes a part of XML in UTF-8. What only begins like XML in another encoding, say a sound, stays as it is."""
    try:
        package.parts[name] = serialise(parse(package.read(name)))
    except (PackageFault, etree.XMLSyntaxError) as error:
        if package.content_type(name).endswith("xml"):  # another program may be able to read it
            raise PackageFault(str(error)) from error


def _drop_dangling(package: Package) -> None:
    """Relationships to parts that are not there go, but for those that their part names."""
    for source, known in package.relationships.items():
        dangling = [item.id for item in known.values() if not item.external and item.target not in package.parts]
        for number in unnamed(dangling, package.read(source) if dangling and source in package.parts else b""):
            del known[number]


def parse(data: bytes) -> etree._Element:
    """An XML part as a tree: no entities, no network, bounded. Raises PackageFault for what is too large, lxml's
    XMLSyntaxError for what is no XML."""
    if len(data) > _TREE_MATTERS_FROM and data.count(b"<") * _ELEMENT + data.count(b"=") * _ATTRIBUTE > MAX_TREE:
        raise PackageFault("a part holds too much", "too_large")
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackageFault("a part has a document type")
    return root


def serialise(root: etree._Element) -> bytes:
    """A tree as the bytes of a part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def opening_of(part: bytes | Stored) -> bytes:
    """How a part begins."""
    return deflated_opening(part.deflated) if isinstance(part, Stored) else part[:OPENING]


def inflated(part: bytes | Stored) -> bytes:
    """The bytes of a part, packed or not."""
    return part.inflate() if isinstance(part, Stored) else part


def _unzip(data: bytes) -> dict[str, bytes | Stored]:
    if len(data) > MAX_FILE or data.count(_DIRECTORY_ENTRY) > MAX_PARTS:  # before a zip's directory is built
        raise PackageFault("unpacks to too much", "too_large")
    parts: dict[str, bytes | Stored] = {}
    known: set[str] = set()
    with ZipFile(BytesIO(data)) as archive:
        infos = archive.infolist()
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise PackageFault("unpacks to too much", "too_large")
        for info in infos:
            if info.is_dir():
                continue
            if info.flag_bits & 1:
                raise PackageFault("encrypted", "encrypted")
            if info.filename.lower() in known:  # one program would read the first, another the last
                raise PackageFault("two parts of one name")
            known.add(info.filename.lower())
            if info.compress_type == _DEFLATED:
                start = _data_start(data, info.header_offset)
                deflated = data[start : start + info.compress_size]
                parts[info.filename] = Stored(deflated, info.CRC, info.file_size)
            else:
                parts[info.filename] = archive.read(info)
    return parts


def _data_start(data: bytes, header: int) -> int:
    name_length, extra_length = struct.unpack_from("<HH", data, header + 26)
    return int(header + 30 + name_length + extra_length)


def _rels_name(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _rels_source(rels_name: str) -> str:
    folder, name = posixpath.split(rels_name)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _read_relationships(source: str, data: bytes) -> dict[str, Relationship]:
    found: dict[str, Relationship] = {}
    for item in parse(data).iter(f"{{{_RELS}}}Relationship"):
        external = item.get("TargetMode") == "External"
        target = item.get("Target", "")
        if len(target) > MAX_ADDRESS:
            raise PackageFault("an address is too long")
        if not external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
        found[item.get("Id", "")] = Relationship(item.get("Id", ""), item.get("Type", ""), target, external)
    return found


@lru_cache(maxsize=1024)
def _relationships_xml(source: str, items: tuple[Relationship, ...]) -> bytes:
    folder = posixpath.join("/", posixpath.dirname(source))
    rows = []
    for item in items:
        target = item.target if item.external else posixpath.relpath(f"/{item.target}", folder)
        mode = ' TargetMode="External"' if item.external else ""
        rows.append(
            f"<Relationship Id={quoteattr(item.id)} Type={quoteattr(item.type)} Target={quoteattr(target)}{mode}/>"
        )
    return _xml("Relationships", _RELS, rows)


def _xml(root: str, namespace: str, rows: list[str]) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<{root} xmlns="{namespace}">{"".join(rows)}</{root}>'.encode()


def _zip(parts: list[tuple[str, bytes | Stored]]) -> bytes:
    out, directory = BytesIO(), BytesIO()
    for name, part in parts:
        stored = part if isinstance(part, Stored) else _packed(part)
        encoded = name.encode("utf-8")
        offset = out.tell()
        common = struct.pack(
            "<HHHHHIIIHH",
            20,
            0x800,  # the name is UTF-8
            _DEFLATED,
            0,
            _MS_DOS_EPOCH,
            stored.checksum,
            len(stored.deflated),
            stored.size,
            len(encoded),
            0,
        )
        out.write(b"PK\x03\x04" + common + encoded + stored.deflated)
        directory.write(b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, offset))
        directory.write(encoded)
    start, entries = out.tell(), directory.getvalue()
    out.write(entries)
    out.write(struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(parts), len(parts), len(entries), start, 0))
    return out.getvalue()


def _packed(data: bytes) -> Stored:
    """Small parts are often the same from document to document."""
    return _packed_before(data) if len(data) <= _SMALL else deflate(data)


@lru_cache(maxsize=256)
def _packed_before(data: bytes) -> Stored:
    return deflate(data)


def deflate(data: bytes) -> Stored:
    """A part's bytes as they go into the zip."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Stored(packer.compress(data) + packer.flush(), zlib.crc32(data), len(data))
