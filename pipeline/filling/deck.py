"""A PowerPoint deck from its compiled template: slides repeated, filled, fitted and put in order.

In: a template and a job. Out: the job's package holds the slides, each with notes, charts and relationships of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from lxml import etree

from pipeline.filling.finishing import drop_empty_holders
from pipeline.filling.fit_deck import fit_slides
from pipeline.filling.job import Job
from pipeline.filling.placing import PartPlacer
from pipeline.filling.template import SlideProgram, Template
from pipeline.filling.values import render
from pipeline.ooxml.dialect import P, R, a
from pipeline.ooxml.package import parse, serialise

_FIRST_SLIDE_ID = 256
_SECTIONS = "{http://schemas.microsoft.com/office/powerpoint/2010/main}sectionLst"


def render_deck(template: Template, job: Job) -> None:
    """Renders the slides and rewrites the presentation's list of them."""
    main = template.package.main_part()
    _remove_samples(template, job, main)
    numbers = count(1)
    made: list[str] = []
    for program in template.slides:
        made += _render_slides(program, job, numbers)
    _list_slides(job, main, made)


def _remove_samples(template: Template, job: Job, main: str) -> None:
    """The template's own slides go; what they relate to stays for their copies."""
    package = job.package
    for program in template.slides:
        for part in (program.slide, program.notes):
            if part is not None:
                package.parts.pop(part.name, None)
                package.relationships.pop(part.name, None)
    known = package.relationships[main]
    package.relationships[main] = {number: item for number, item in known.items() if item.kind != "slide"}


def _copies(program: SlideProgram, job: Job) -> tuple[dict[str, object], ...]:
    if program.repetition is None:
        return ({},)
    rendered = render(program.repetition, job.context, PartPlacer(job.package, program.slide.name))
    job.note(rendered.faults)
    return rendered.copies if rendered.xml is not None else ()


def _render_slides(program: SlideProgram, job: Job, numbers: Iterator[int]) -> list[str]:
    """All copies of one slide, fitted alike. Gives the names of the slides made."""
    rendered: list[tuple[str, dict[str, object], etree._Element]] = []
    for names in _copies(program, job):
        name = f"ppt/slides/slide{next(numbers)}.xml"
        job.package.relationships[name] = {
            number: item for number, item in program.relationships.items() if item.kind != "notesSlide"
        }
        root = job.tree(program.slide, name, names)
        if root is not None:
            rendered.append((name, names, root))
    made: list[str] = []
    fitted = fit_slides([root for _, _, root in rendered], program, job)
    for (name, names, _), slides in zip(rendered, fitted, strict=True):
        for place, slide in enumerate(slides):
            part = name if place == 0 else f"ppt/slides/slide{next(numbers)}.xml"
            _put_slide(slide, part, name, program, job)
            made.append(part)
            _put_notes(program, names, part, job, continued=place > 0)
    return made


def _put_slide(slide: etree._Element, part: str, first: str, program: SlideProgram, job: Job) -> None:
    package = job.package
    if part != first:
        package.relationships[part] = {
            number: item for number, item in package.relationships[first].items() if item.kind != "notesSlide"
        }
    drop_empty_holders(slide)
    package.add(part, job.settled(slide, program.slide, part), package.content_type(program.slide.name))
    PartPlacer(package, part).prune(etree.tostring(slide, encoding="unicode"))


def _put_notes(program: SlideProgram, names: dict[str, object], slide: str, job: Job, *, continued: bool) -> None:
    """The slide's notes. What is to be said is said on the first part; the others only say that it goes on."""
    if program.notes is None:
        return
    package, template = job.package, program.notes
    part = slide.replace("slides/slide", "notesSlides/notesSlide")
    package.relationships[part] = {
        number: replace(item, target=slide) if item.kind == "slide" else item
        for number, item in program.notes_relationships.items()
    }
    root = job.tree(template, part, names)
    if root is None:
        return
    if continued:
        _say_only(root, job.slide_words.notes)
    package.add(part, job.settled(root, template, part), package.content_type(template.name))
    notes_type = next(item.type for item in program.relationships.values() if item.kind == "notesSlide")
    package.relate(slide, notes_type, part)


def _say_only(notes: etree._Element, text: str) -> None:
    """Leaves the first paragraph of the notes that says something, saying `text`."""
    said = [item for item in notes.iter(a("p")) if item.find(a("r")) is not None]
    for paragraph in said[1:]:
        parent = paragraph.getparent()
        if parent is not None:
            parent.remove(paragraph)
    for place, run in enumerate(said[0].iter(a("t")) if said else ()):
        run.text = text if place == 0 else ""


def _list_slides(job: Job, main: str, made: list[str]) -> None:
    root = parse(job.package.read(main))
    slides = root.find(f"{{{P}}}sldIdLst")
    if slides is None:
        return
    slides[:] = []
    for place, part in enumerate(made):
        number = job.package.relate(main, f"{R}/slide", part)
        etree.SubElement(slides, f"{{{P}}}sldId", {"id": str(_FIRST_SLIDE_ID + place), f"{{{R}}}id": number})
    for sections in list(root.iter(_SECTIONS)):
        extension = sections.getparent()
        if extension is not None and (holder := extension.getparent()) is not None:
            holder.remove(extension)
    job.package.parts[main] = serialise(root)
