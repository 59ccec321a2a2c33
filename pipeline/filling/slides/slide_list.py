"""A deck's own lists of its slides: the presentation's, its sections', its shows', and what windows remember of them.

In: the slides made, in their order. Out: the package's presentation part and the parts beside it, in step with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from pipeline.filling.programs.compiling import Program
from pipeline.filling.slides.made_slides import MadeSlide
from pipeline.filling.slides.slide_ids import lasting_number
from pipeline.filling.slides.slide_sections import Section, write_sections
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import P, R, p
from pipeline.ooxml.package import Package, parse, serialise

_REFERENCE = f"{{{R}}}id"
_STATISTICS = ("TitlesOfParts", "HeadingPairs", "Slides", "HiddenSlides", "Notes", "Words", "Paragraphs")
_LOWEST, _OWN_FROM, _OWN_TO = 256, 1_000_000, 2_147_483_647


def slide_numbers(presentation: etree._Element, package: Package, main: str) -> dict[str, str]:
    """The parts of a template's slides in their order, each with its number in the presentation."""
    known = package.relationships[main]
    listed = presentation.iterfind(f"{p('sldIdLst')}/{p('sldId')}")
    return {
        known[item.get(_REFERENCE) or ""].target: item.get("id") or ""
        for item in listed
        if item.get(_REFERENCE) in known
    }


def number_slides(made: Sequence[MadeSlide], samples: dict[str, str]) -> dict[str, int]:
    """The number of each slide made, by part: its sample's where there is one of it, else one from its identity."""
    found: dict[str, int] = {}
    used: set[int] = set()
    for slide in made:
        sample = samples.get(slide.program.slide.name, "")
        number = integer(sample) if not slide.is_copy else 0
        if number < _LOWEST or number > _OWN_TO or number in used:
            number = lasting_number(slide.identity, _OWN_FROM, _OWN_TO)
        while number in used:
            number = number + 1 if number < _OWN_TO else _OWN_FROM
        used.add(number)
        found[slide.part] = number
    return found


def list_slides(
    package: Package,
    main: str,
    made: Sequence[MadeSlide],
    numbers: dict[str, int],
    sections: Sequence[Section],
    named: Callable[[Program, MadeSlide], str],
) -> frozenset[str]:
    """Writes the presentation part. Gives the ids of the custom shows that are left."""
    root = parse(package.read(main))
    samples = slide_numbers(root, package, main)
    old = {number: item for number, item in package.relationships[main].items() if item.kind == "slide"}
    for number in old:
        del package.relationships[main][number]
    relations = {slide.part: package.relate(main, f"{R}/slide", slide.part) for slide in made}
    slides = root.find(p("sldIdLst"))
    if slides is not None:
        slides[:] = []
        for slide in made:
            identity = {"id": str(numbers[slide.part]), _REFERENCE: relations[slide.part]}
            etree.SubElement(slides, f"{{{P}}}sldId", identity)
    shows = _write_shows(root, {number: item.target for number, item in old.items()}, made, relations)
    listed = [(slide, samples.get(slide.program.slide.name, ""), numbers[slide.part]) for slide in made]
    if sections:
        write_sections(root, sections, listed, named)
    package.parts[main] = serialise(root)
    _forget_windows(package, main)
    _forget_ranges(package, main, shows)
    return shows


def _write_shows(
    root: etree._Element, old: dict[str, str], made: Sequence[MadeSlide], relations: dict[str, str]
) -> frozenset[str]:
    """Custom shows name the slides made from those they named; a show without slides goes."""
    shows = root.find(p("custShowLst"))
    if shows is None:
        return frozenset()
    for show in list(shows):
        listed = show.find(p("sldLst"))
        samples = [old.get(item.get(_REFERENCE) or "", "") for item in listed] if listed is not None else []
        parts = [slide.part for sample in samples for slide in made if slide.program.slide.name == sample]
        if not parts or listed is None:
            shows.remove(show)
            continue
        listed[:] = []
        for part in parts:
            etree.SubElement(listed, p("sld"), {_REFERENCE: relations[part]})
    left = frozenset(show.get("id") or "" for show in shows)
    if not len(shows):
        root.remove(shows)
    return left


def _forget_windows(package: Package, main: str) -> None:
    """What was folded in the outline's window was folded in the template."""
    for item in package.related(main, "viewProps"):
        known = package.relationships.get(item.target, {})
        if not any(relation.kind == "slide" for relation in known.values()):
            continue
        root = parse(package.read(item.target))
        for listed in list(root.iter(p("sldLst"))):
            _drop(listed)
        package.parts[item.target] = serialise(root)
        package.relationships[item.target] = {
            number: relation for number, relation in known.items() if relation.kind != "slide"
        }


def _forget_ranges(package: Package, main: str, shows: frozenset[str]) -> None:
    """A show of some of the template's slides becomes one of all."""
    for item in package.related(main, "presProps"):
        data = package.read(item.target)
        if b"sldRg" not in data and b"custShow" not in data:
            continue
        root = parse(data)
        for chosen in list(root.iter(p("sldRg"), p("custShow"))):
            parent = chosen.getparent()
            if parent is not None and (chosen.tag == p("sldRg") or chosen.get("id") not in shows):
                parent.replace(chosen, etree.Element(p("sldAll")))
        package.parts[item.target] = serialise(root)


def forget_statistics(properties: etree._Element) -> None:
    """Takes the template's slide titles and numbers of slides out of a deck's properties; PowerPoint counts anew."""
    for name in _STATISTICS:
        for item in list(properties.iter(f"{{*}}{name}")):
            _drop(item)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
