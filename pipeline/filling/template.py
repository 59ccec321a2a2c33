"""A template, compiled: everything that is the same for all documents made from it.

In: a .docx or .pptx as bytes. Out: its package with a program for each part that holds tags, and the faults in them.
Compiled once per process; rendering copies the package and runs the programs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote

from lxml import etree

from pipeline.filling.blocks import place_of, stamp, stem_of, with_word_ids
from pipeline.filling.compiling import Program, compile_part, compile_repetition, compile_source
from pipeline.filling.lifting import tokenised
from pipeline.filling.sandbox import Sandbox, sandbox
from pipeline.filling.sites import Fault, Sites, told
from pipeline.filling.tags import find_tags
from pipeline.ooxml.dialect import POWERPOINT, WORD, Dialect, P
from pipeline.ooxml.package import Package, PackageFault, Relationship, parse, read_package
from pipeline.ooxml.text import text_of
from pipeline.vocabulary.findings import Finding, Place

_PROPERTIES = ("core-properties", "extended-properties", "custom-properties")
_LEFT_BY_EDITORS = "{http://schemas.microsoft.com/office/drawing/2014/main}"


@dataclass(frozen=True, slots=True)
class PartProgram:
    """One part of a template: its program, and programs for the addresses of its links.

    `stem` is what the identities of its blocks begin with.
    """

    name: str
    program: Program
    addresses: dict[str, Program] = field(default_factory=dict)
    stem: str = ""


@dataclass(frozen=True, slots=True)
class SlideProgram:
    """One slide of a template with its notes, and what it repeats over (None: once)."""

    slide: PartProgram
    notes: PartProgram | None
    repetition: Program | None
    relationships: dict[str, Relationship]
    notes_relationships: dict[str, Relationship]


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template: a Word document's stories or a deck's slides; `faults` are told before any data."""

    name: str
    dialect: Dialect
    package: Package
    stories: tuple[PartProgram, ...]
    properties: tuple[PartProgram, ...]
    slides: tuple[SlideProgram, ...]
    faults: tuple[Finding, ...]


@lru_cache(maxsize=16)
def open_template(data: bytes, name: str) -> Template | Finding:
    """The template in a file's bytes; a finding when it can't be read at all."""
    try:
        package = read_package(data)
        main = package.main_part()
        dialect = POWERPOINT if "presentationml" in package.content_type(main) else WORD
        return _compile(package, name, main, dialect)
    except (PackageFault, etree.XMLSyntaxError, KeyError, ValueError) as error:
        return Finding(
            "TP008", Place(name), {"template": name, "reason": str(error), "tag": "", "name": "", "nearest": ""}
        )


def _compile(package: Package, name: str, main: str, dialect: Dialect) -> Template:
    compiler = _Compiler(package, dialect)
    slides: tuple[SlideProgram, ...] = ()
    stories: tuple[PartProgram, ...] = ()
    if dialect is POWERPOINT:
        slides = tuple(compiler.slide(part) for part in _slide_order(package, main))
    else:
        names = [item.target for kind in dialect.parts for item in package.related(main, kind)]
        stories = tuple(compiler.part(part) for part in (main, *names))
    properties = tuple(compiler.properties(item.target) for kind in _PROPERTIES for item in package.related("", kind))
    faults = tuple(told(fault, name) for fault in compiler.faults)
    return Template(name, dialect, package, stories, properties, slides, faults)


def _slide_order(package: Package, main: str) -> list[str]:
    targets = package.relationships[main]
    ids = parse(package.read(main)).iter(f"{{{P}}}sldId")
    relationship = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    return [targets[item.get(relationship) or ""].target for item in ids]


@dataclass(slots=True)
class _Compiler:
    package: Package
    dialect: Dialect
    environment: Sandbox = field(default_factory=sandbox)
    faults: list[Fault] = field(default_factory=list)
    stems: Counter[str] = field(default_factory=Counter)

    def part(
        self, name: str, root: etree._Element | None = None, *, stem: str = "", repeated: bool = False
    ) -> PartProgram:
        """The program of a story, slide or notes part; `repeated` when a loop goes over the whole part."""
        root = stamped(self.package, name, self.dialect) if root is None else root
        stem = stem or self._free_stem(stem_of(root, name))
        sites = Sites(name)
        program = compile_part(root, self.dialect, sites, self.environment, repeated=repeated)
        self.faults += sites.faults
        return PartProgram(name, program, self._addresses(name, repeated=repeated), stem)

    def _free_stem(self, stem: str) -> str:
        """Slides that say the same are told apart by their order."""
        self.stems[stem] += 1
        return stem if self.stems[stem] == 1 else f"{stem}~{self.stems[stem]}"

    def slide(self, name: str) -> SlideProgram:
        """The programs of a slide and its notes; the notes' first line says what the slide repeats over."""
        notes, repetition = None, None
        root = stamped(self.package, name, self.dialect)
        stem = self._free_stem(stem_of(root, name))
        notes_relationships: dict[str, Relationship] = {}
        for item in self.package.related(name, "notesSlide"):
            noted = stamped(self.package, item.target, self.dialect)
            directive, block = _take_directive(noted, self.dialect)
            if directive:
                sites = Sites(item.target)
                repetition = compile_repetition(directive, block, sites, self.environment)
                self.faults += sites.faults
            notes = self.part(item.target, noted, stem=f"{stem}/notes", repeated=bool(directive))
            notes_relationships = dict(self.package.relationships.get(item.target, {}))
        relationships = dict(self.package.relationships.get(name, {}))
        slide = self.part(name, root, stem=stem, repeated=repetition is not None)
        return SlideProgram(slide, notes, repetition, relationships, notes_relationships)

    def properties(self, name: str) -> PartProgram:
        """The program of document properties: tags stand in the elements' own texts."""
        root = parse(self.package.read(name))
        sites = Sites(name)
        for element in root.iter(etree.Element):
            if element.text and "{{" in element.text:
                element.text = tokenised(element.text, sites, "property")
        program = compile_source(etree.tostring(root, encoding="unicode"), sites, self.environment)
        self.faults += sites.faults
        return PartProgram(name, program)

    def _addresses(self, name: str, *, repeated: bool) -> dict[str, Program]:
        """Programs for link addresses that hold tags; Office writes their brackets as %7B."""
        found: dict[str, Program] = {}
        for item in self.package.relationships.get(name, {}).values():
            address = unquote(item.target) if item.external else ""
            if "{{" not in address:
                continue
            sites = Sites(name)
            source = tokenised(address, sites, "address").replace("&", "&amp;").replace("<", "&lt;")
            found[item.id] = compile_source(source, sites, self.environment, repeated=repeated)
            self.faults += sites.faults
        return found


def stamped(package: Package, name: str, dialect: Dialect) -> etree._Element:
    """A part of a template as a tree: rid of what editors leave, each block with its place on it."""
    root = _cleaned(parse(package.read(name)))
    if dialect is WORD:
        root = with_word_ids(root)
    stamp(root, dialect)
    return root


def _take_directive(notes: etree._Element, dialect: Dialect) -> tuple[str, str]:
    """The block tag that is all of the notes' first line, taken out of them, and the place of its block."""
    for paragraph in notes.iter(dialect.paragraph):
        text = text_of(paragraph, dialect).strip()
        if not text:
            continue
        tags, _ = find_tags(text)
        parent = paragraph.getparent()
        if len(tags) == 1 and tags[0].keyword in ("for", "if") and tags[0].end - tags[0].start == len(text):
            if parent is not None:
                parent.remove(paragraph)
            return tags[0].code, place_of(paragraph)
        break
    return "", ""


def _cleaned(root: etree._Element) -> etree._Element:
    """Drops what editors leave and what would be wrong in a copy: comments, ids of rows and columns, proof marks."""
    for item in list(root.iter(etree.Comment)):
        parent = item.getparent()
        if parent is not None and not item.tail:
            parent.remove(item)
    for item in list(root.iter(f"{_LEFT_BY_EDITORS}rowId", f"{_LEFT_BY_EDITORS}colId")):
        extension = item.getparent()
        extensions = extension.getparent() if extension is not None else None
        holder = extensions.getparent() if extensions is not None else None
        if holder is not None and extensions is not None:
            holder.remove(extensions)
    return root
