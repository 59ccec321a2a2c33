"""A template, compiled: everything that is the same for all documents made from it.

In: a .docx or .pptx as bytes. Out: its package with a program for each part that holds tags, and the faults in them.
Compiled once per process; rendering copies the package and runs the programs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from lxml import etree

from pipeline.filling.blocks import stamp, stem_of, with_word_ids
from pipeline.filling.drawings.addresses import put_in
from pipeline.filling.drawings.chart_texts import compile_charts
from pipeline.filling.kept import kept
from pipeline.filling.lifting.lifting import tokenised
from pipeline.filling.programs.bounds import WORK, BoundsExceeded, Work
from pipeline.filling.programs.compiling import Program, compile_part, compile_source
from pipeline.filling.programs.foreign import read_foreign
from pipeline.filling.programs.list_looks import ListLook, list_look
from pipeline.filling.programs.sandbox import Sandbox, sandbox
from pipeline.filling.sites import Fault, Sites, Spot
from pipeline.filling.slides import slide_cleaning
from pipeline.filling.slides.diagrams import holds_tags, refuse_blocks, tagged
from pipeline.filling.slides.slide_directives import compile_run, faults_of, is_repeated, plan_runs, take_directives
from pipeline.filling.slides.slide_links import zoomed_slides
from pipeline.filling.slides.slide_list import forget_statistics, slide_numbers
from pipeline.filling.slides.slide_sections import Section, read_sections
from pipeline.filling.stories.dead_references import dead_references
from pipeline.filling.stories.word_template import prepare
from pipeline.ooxml.dialect import POWERPOINT, WORD, Dialect
from pipeline.ooxml.flavour import is_presentation, make_plain
from pipeline.ooxml.outside import cut_off
from pipeline.ooxml.package import Package, PackageFault, Relationship, read_package
from pipeline.ooxml.whereabouts import word_stories
from pipeline.vocabulary.findings import Finding, Place, Term

_MASTERS = ("slideMaster", "notesMaster", "handoutMaster")
_PROPERTIES = ("core-properties", "extended-properties", "custom-properties")
_LEFT_BY_EDITORS = "{http://schemas.microsoft.com/office/drawing/2014/main}"


@dataclass(frozen=True, slots=True)
class PartProgram:
    """One part of a template: its name and program. `stem` is what the identities of its blocks begin with."""

    name: str
    program: Program
    stem: str = ""


@dataclass(frozen=True, slots=True)
class SlideProgram:
    """One slide of a template with its notes, and the parts of its diagrams that hold tags."""

    slide: PartProgram
    notes: PartProgram | None
    relationships: dict[str, Relationship]
    notes_relationships: dict[str, Relationship]
    diagrams: tuple[PartProgram, ...] = ()


@dataclass(frozen=True, slots=True)
class SlideRun:
    """Slides that are made together, and the program that tells how often (None: once each)."""

    slides: tuple[SlideProgram, ...]
    repetition: Program | None


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template: a Word document's stories, or a deck's runs of slides, with the layouts and masters that
    hold tags as its stories. `faults` are told before any data, `notes` with the document."""

    name: str
    dialect: Dialect
    package: Package
    stories: tuple[PartProgram, ...]
    properties: tuple[PartProgram, ...]
    runs: tuple[SlideRun, ...]
    sections: tuple[Section, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()

    @property
    def slides(self) -> tuple[SlideProgram, ...]:
        """A deck's slides in their order."""
        return tuple(slide for run in self.runs for slide in run.slides)


def open_template(data: bytes, name: str) -> Template | Finding:
    """The template in a file's bytes; a finding when it can't be read at all."""
    try:
        return opened(data, name)
    except (RecursionError, MemoryError) as error:  # there may be room the next time
        return unreadable("TP008", name, reason_of(error))


@lru_cache(maxsize=16)
def opened(data: bytes, name: str) -> Template | Finding:
    """As `open_template`, once per process. Raises RecursionError and MemoryError."""
    found: Template | Finding = kept(data, name, Template, partial(_opened, data, name))
    return found


def _opened(data: bytes, name: str) -> Template | Finding:
    working = WORK.set(Work())
    try:
        package = read_package(data)
        main = package.main_part()
        macros = make_plain(package)
        cuts = cut_off(package)
        dialect = POWERPOINT if is_presentation(package) else WORD
        template = _compile(package, name, main, dialect)
        notes = [*template.notes, *(Fault("TP025", cut.part or main, Spot(), {"name": cut.what}) for cut in cuts)]
        if macros:
            notes.append(Fault("TP020", main, Spot(), {}))
        return replace(template, notes=tuple(notes))
    except BoundsExceeded as error:
        return unreadable("TP007", name, Term(f"bounds.{error}"))
    except (etree.XMLSyntaxError, LookupError, ValueError, ArithmeticError) as error:
        return unreadable("TP008", name, reason_of(error))
    finally:
        WORK.reset(working)


def reason_of(error: Exception) -> Term:
    """Why a template can't be read, in words of its own: those of an exception are for nobody but us."""
    if isinstance(error, PackageFault):
        return Term(f"package.{error.reason}")
    return Term("package.too_large" if isinstance(error, MemoryError | RecursionError) else "package.damaged")


def unreadable(code: str, name: str, reason: str) -> Finding:
    """The finding of a whole template."""
    return Finding(code, Place(name), {"template": name, "reason": reason, "tag": "", "name": "", "nearest": ""})


def _compile(package: Package, name: str, main: str, dialect: Dialect) -> Template:
    lists = list_look(package, main) if dialect is WORD else ListLook()
    compiler = _Compiler(package, dialect, lists)
    runs: tuple[SlideRun, ...] = ()
    sections: tuple[Section, ...] = ()
    if dialect is POWERPOINT:
        presentation = read_foreign(package.read(main))
        runs = compiler.runs(slide_numbers(presentation, package, main))
        sections = read_sections(presentation, main, compiler.environment)
        compiler.faults += [fault for section in sections for fault in section.faults]
        stories = tuple(compiler.part(part) for part in _designs(package, main) if holds_tags(package.read(part)))
    else:
        names = word_stories(package, main)
        stories = tuple(compiler.part(part) for part in names)
        compiler.notes += dead_references(package, names, partial(stamped, package, dialect=dialect))
    properties = tuple(compiler.properties(item.target) for kind in _PROPERTIES for item in package.related("", kind))
    faults, notes = tuple(compiler.faults), tuple(compiler.notes)
    return Template(name, dialect, package, stories, properties, runs, sections, faults, notes)


def _designs(package: Package, main: str) -> list[str]:
    """A deck's masters and layouts, those of notes and handouts too."""
    masters = [item.target for kind in _MASTERS for item in package.related(main, kind)]
    layouts = [item.target for master in masters for item in package.related(master, "slideLayout")]
    return [name for name in dict.fromkeys([*masters, *layouts]) if name in package.parts]


@dataclass(slots=True)
class _Compiler:
    package: Package
    dialect: Dialect
    lists: ListLook
    environment: Sandbox = field(default_factory=sandbox)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    stems: Counter[str] = field(default_factory=Counter)

    def part(
        self, name: str, root: etree._Element | None = None, *, stem: str = "", repeated: bool = False
    ) -> PartProgram:
        """The program of a story, slide or notes part; `repeated` when a loop goes over the whole part."""
        WORK.get().spend("parts")
        root = stamped(self.package, name, self.dialect) if root is None else root
        stem = stem or self._free_stem(stem_of(root, name))
        sites = Sites(name)
        if self.dialect is WORD:
            prepare(root, self.package, name, lambda other: stamped(self.package, other, WORD))
        put_in(root, self.package.relationships.get(name, {}), sites)
        program = compile_part(root, self.dialect, sites, self.environment, lists=self.lists, repeated=repeated)
        charts = compile_charts(self.package, name, sites, self._on_chart)
        self.faults += sites.faults
        self.notes += sites.notes
        program = replace(program, charts=charts) if charts else program
        return PartProgram(name, program, stem)

    def _on_chart(self, root: etree._Element, sites: Sites) -> Program:
        """The program of what is typed on a chart; the keys of the loops around the drawing are given to it."""
        return compile_part(root, POWERPOINT, sites, self.environment, repeated=True)

    def _free_stem(self, stem: str) -> str:
        """Slides that say the same are told apart by their order."""
        self.stems[stem] += 1
        return stem if self.stems[stem] == 1 else f"{stem}~{self.stems[stem]}"

    def runs(self, numbers: dict[str, str]) -> tuple[SlideRun, ...]:
        """The slides of a deck, whose `numbers` in the presentation are given by part."""
        notes = {part: self._noted(part) for part in numbers}
        directives = [take_directives(noted[1], noted[0]) if noted else [] for noted in notes.values()]
        plan = plan_runs(directives)
        self.faults += faults_of(plan)
        parts = list(numbers)
        found = []
        for run in plan.runs():
            repetition = compile_run(run, plan, self.environment)
            self.faults += repetition.sites.faults if repetition is not None else []
            slides = tuple(
                self.slide(part, notes[part], numbers, repeated=is_repeated(place, plan))
                for place, part in zip(run, parts[run.start : run.stop], strict=True)
            )
            found.append(SlideRun(slides, repetition))
        return tuple(found)

    def _noted(self, slide: str) -> tuple[str, etree._Element] | None:
        """The notes of a slide: their part and its tree."""
        found = next((item.target for item in self.package.related(slide, "notesSlide")), None)
        return (found, stamped(self.package, found, self.dialect)) if found in self.package.parts else None

    def slide(
        self, name: str, noted: tuple[str, etree._Element] | None, numbers: dict[str, str], *, repeated: bool
    ) -> SlideProgram:
        """The programs of a slide, its notes and its diagrams."""
        _check_design(self.package, name)
        WORK.get().spend("slides")
        root = stamped(self.package, name, self.dialect)
        zoomed_slides(root, {number: part for part, number in numbers.items()})
        stem = self._free_stem(stem_of(root, name))
        notes = self.part(*noted, stem=f"{stem}/notes", repeated=repeated) if noted else None
        diagrams = tuple(
            self._diagram(part, stem=f"{stem}/diagram{place}", repeated=repeated)
            for place, part in enumerate(tagged(self.package, name), start=1)
        )
        slide = self.part(name, root, stem=stem, repeated=repeated)
        relationships = dict(self.package.relationships.get(name, {}))
        notes_relationships = dict(self.package.relationships.get(noted[0], {})) if noted else {}
        return SlideProgram(slide, notes, relationships, notes_relationships, diagrams)

    def _diagram(self, name: str, *, stem: str, repeated: bool) -> PartProgram:
        root = stamped(self.package, name, self.dialect)
        sites = Sites(name)
        refuse_blocks(root, sites)
        self.faults += sites.faults
        return self.part(name, root, stem=stem, repeated=repeated)

    def properties(self, name: str) -> PartProgram:
        """The program of document properties: tags stand in the elements' own texts."""
        root = read_foreign(self.package.read(name))
        sites = Sites(name)
        if self.dialect is POWERPOINT:
            forget_statistics(root)
        for element in root.iter(etree.Element):
            if element.text and "{{" in element.text:
                element.text = tokenised(element.text, sites, "property")
        program = compile_source(etree.tostring(root, encoding="unicode"), sites, self.environment)
        self.faults += sites.faults
        return PartProgram(name, program)


def _check_design(package: Package, slide: str) -> None:
    """A slide stands on a layout, a layout on a master."""
    part = slide
    for kind in ("slideLayout", "slideMaster"):
        found = [item.target for item in package.related(part, kind) if item.target in package.parts]
        if not found:
            raise PackageFault(f"{part} has no {kind}")
        part = found[0]


def stamped(package: Package, name: str, dialect: Dialect) -> etree._Element:
    """A part of a template as a tree: rid of what editors leave, each block with its place on it."""
    root = _cleaned(read_foreign(package.read(name)))
    if dialect is WORD:
        root = with_word_ids(root)
    else:
        slide_cleaning.clean(root)
    stamp(root, dialect)
    if dialect is POWERPOINT:
        slide_cleaning.prepare(root)
    return root


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
