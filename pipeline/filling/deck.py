"""A PowerPoint deck from its compiled template: slides repeated, filled, fitted and put in order.

In: a template and a job. Out: the job's package holds the slides, each with notes, charts and relationships of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import count

from lxml import etree

from pipeline.filling.drawings.placing import PartPlacer
from pipeline.filling.fitting.continuing import SlideWords
from pipeline.filling.fitting.cutting import numbered
from pipeline.filling.fitting.fit_deck import fit_slides
from pipeline.filling.job import Job
from pipeline.filling.programs.compiling import KEY_NAME, Program
from pipeline.filling.programs.values import render
from pipeline.filling.slides import slide_links
from pipeline.filling.slides.finishing_slides import settle_shapes
from pipeline.filling.slides.made_slides import Counterparts, MadeSlide
from pipeline.filling.slides.slide_directives import NUMBER
from pipeline.filling.slides.slide_ids import keys_in, name_slide, own_creation_ids
from pipeline.filling.slides.slide_layout import place_shapes
from pipeline.filling.slides.slide_list import list_slides, number_slides, slide_numbers
from pipeline.filling.slides.slide_parts import SlideParts, drop_comments
from pipeline.filling.template import SlideProgram, SlideRun, Template
from pipeline.ooxml.dialect import a
from pipeline.ooxml.shape_anchors import SLIDE_CREATION
from pipeline.vocabulary.findings import Finding, Place

_Names = Mapping[str, object]


def render_deck(template: Template, job: Job) -> None:
    """Renders the slides and rewrites the presentation's list of them."""
    main = template.package.main_part()
    drop_comments(job.package)
    _render_designs(template, job)
    samples = slide_numbers(job.shared_tree(main), job.package, main)
    parts = SlideParts(job.package)
    passing = count(1)
    made = [slide for run in template.runs for slide in _render_run(run, job, parts, passing)]
    _remove_samples(template, job)
    _name_slides(made, job)
    numbers = number_slides(made, samples)
    for slide in made:
        own_creation_ids(slide.root, slide.identity if slide.is_copy else "")
    taken = {item.get("val") or "" for slide in made for item in slide.root.iter(SLIDE_CREATION)}
    for slide in made:
        name_slide(slide.root, slide.identity, taken)
    counterparts = Counterparts(made)
    for slide in made:
        _aim_links(slide, counterparts, numbers, job)
    shows = list_slides(job.package, main, made, numbers, template.sections, partial(_section_name, job))
    for slide in made:
        _put_slide(slide, shows, parts, job)
        _put_notes(slide, job)


def _render_designs(template: Template, job: Job) -> None:
    """Layouts and masters with tags on them, once for the document."""
    for story in template.stories:
        root = job.tree(story, story.name)
        if root is not None:
            job.package.parts[story.name] = job.settled(root, story, story.name)


def _copies(run: SlideRun, job: Job) -> list[tuple[int, _Names]]:
    """The slides to make of a run in their order: which of its slides, and the names that its loops give."""
    if run.repetition is None:
        return [(place, {}) for place in range(len(run.slides))]
    rendered = render(run.repetition, job.context, PartPlacer(job.package, run.slides[0].slide.name), job.work)
    job.note(rendered.faults)
    return [(int(str(names[NUMBER])), names) for names in rendered.copies] if rendered.xml is not None else []


def _render_run(run: SlideRun, job: Job, parts: SlideParts, passing: Iterator[int]) -> list[MadeSlide]:
    """All slides made of a run; those of one template slide are fitted alike."""
    copies = _copies(run, job)
    rendered: dict[int, MadeSlide] = {}
    for order, (place, names) in enumerate(copies):
        slide = _render_slide(run.slides[place], names, f"ppt/slides/rendered{next(passing)}.xml", job, parts)
        if slide is not None:
            rendered[order] = slide
    made: dict[int, list[MadeSlide]] = {}
    for place, program in enumerate(run.slides):
        alike = {order: slide for order, slide in rendered.items() if copies[order][0] == place}
        fitted = fit_slides([slide.root for slide in alike.values()], program, job)
        for (order, slide), roots in zip(alike.items(), fitted, strict=True):
            made[order] = [replace(slide, number=number, root=root) for number, root in enumerate(roots)]
    return [slide for order in sorted(made) for slide in made[order]]


def _render_slide(program: SlideProgram, names: _Names, part: str, job: Job, parts: SlideParts) -> MadeSlide | None:
    job.package.relationships[part] = parts.kept(program.relationships)
    _fill_diagrams(program, names, part, job, parts)
    root = job.tree(program.slide, part, names)
    if root is None:
        return None
    place_shapes(root, program, job)
    return MadeSlide(program, names, keys_in(str(names.get(KEY_NAME, ""))), 0, root, part)


def _fill_diagrams(program: SlideProgram, names: _Names, slide: str, job: Job, parts: SlideParts) -> None:
    """Diagrams with tags: parts of the copy's own, filled, in the place of the template's."""
    known = job.package.relationships[slide]
    for diagram in program.diagrams:
        for number, item in list(known.items()):
            if item.target == diagram.name:
                name = parts.copy(item.target)
                root = job.tree(diagram, name, names)
                if root is not None:
                    job.package.parts[name] = job.settled(root, diagram, name)
                known[number] = replace(item, target=name)


def _remove_samples(template: Template, job: Job) -> None:
    """The template's own slides go; what they relate to stays for their copies."""
    for program in template.slides:
        for part in (program.slide, program.notes):
            if part is not None:
                job.package.parts.pop(part.name, None)
                job.package.relationships.pop(part.name, None)


def _name_slides(made: list[MadeSlide], job: Job) -> None:
    """Gives the slides their names in the order of the deck; slides that go on have their first one's relationships."""
    given = {slide.part: job.package.relationships.pop(slide.part) for slide in made if slide.number == 0}
    for place, slide in enumerate(made, start=1):
        known = given[slide.part]
        slide.part = f"ppt/slides/slide{place}.xml"
        job.package.relationships[slide.part] = dict(known)
        content_type = job.package.content_type(slide.program.slide.name)
        job.package.add(slide.part, b"", content_type)


def _aim_links(slide: MadeSlide, made: Counterparts, numbers: dict[str, int], job: Job) -> None:
    for text in slide_links.aim(slide, made, job.package, numbers):
        where = Place(job.template, job.spots.whereabouts.slide(slide.program.slide.name, ""))
        finding = Finding("TP022", where, {"template": job.template, "text": text})
        if finding not in job.findings:
            job.findings.append(finding)


def _section_name(job: Job, program: Program, slide: MadeSlide) -> str:
    placer = PartPlacer(job.package, job.package.main_part())
    rendered = render(program, {**job.context, **slide.names}, placer, job.work)
    job.note(rendered.faults)
    return rendered.xml or ""


def _put_slide(slide: MadeSlide, shows: frozenset[str], parts: SlideParts, job: Job) -> None:
    settle_shapes(slide.root)
    slide_links.drop_show_links(slide.root, shows)
    parts.prune(slide.part, etree.tostring(slide.root, encoding="unicode"))
    parts.own(slide.part, slide.root)
    job.package.parts[slide.part] = job.settled(slide.root, slide.program.slide, slide.part)


def _put_notes(slide: MadeSlide, job: Job) -> None:
    """The slide's notes. What is to be said is said on the first part; the others only say that it goes on."""
    template, package = slide.program.notes, job.package
    if template is None:
        return
    part = slide.part.replace("slides/slide", "notesSlides/notesSlide")
    own = slide.program.slide.name
    package.relationships[part] = {
        number: replace(item, target=slide.part) if item.target == own else item
        for number, item in slide.program.notes_relationships.items()
        if item.kind != "slide" or item.target == own
    }
    root = job.tree(template, part, slide.names)
    if root is None:
        return
    if slide.number:
        _say_only(numbered(root, slide.number + 1), _going_on(slide.root, job.slide_words))
    package.add(part, job.settled(root, template, part), package.content_type(template.name))
    notes_type = next(item.type for item in slide.program.relationships.values() if item.kind == "notesSlide")
    package.relate(slide.part, notes_type, part)


def _going_on(slide: etree._Element, words: SlideWords) -> str:
    """What the notes say of a slide that goes on: which rows of its table are on it, when it has one."""
    rows = [row for table in slide.iter(a("tbl")) for row in list(table.iter(a("tr")))[1:]]
    first = ["".join(text.text or "" for text in row[0].iter(a("t"))).strip() for row in rows if len(row)]
    named = [text for text in first if text]
    said = words.notes_of(named) if words.notes_of is not None and named else ""
    return said or words.notes


def _say_only(notes: etree._Element, text: str) -> None:
    """Leaves the first paragraph of the notes that says something, saying `text`, and the last, their source."""
    said = [item for item in notes.iter(a("p")) if item.find(a("r")) is not None]
    for paragraph in said[1:-1]:
        parent = paragraph.getparent()
        if parent is not None:
            parent.remove(paragraph)
    for place, run in enumerate(said[0].iter(a("t")) if said else ()):
        run.text = text if place == 0 else ""
