"""The sections of a deck: the slides made stand in the sections that their samples stand in.

In: the template's presentation part. Out: `Section`s, their names compiled, since they may hold tags: a section named
`{{ goal.name }}` begins anew whenever its name changes. Sections without slides go.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.filling.lifting.lifting import tokenised
from pipeline.filling.programs.compiling import Program, compile_source
from pipeline.filling.programs.sandbox import Sandbox
from pipeline.filling.sites import Fault, Sites
from pipeline.filling.slides.made_slides import MadeSlide
from pipeline.filling.slides.slide_ids import lasting_guid

_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_LIST, _SECTION = f"{{{_P14}}}sectionLst", f"{{{_P14}}}section"
_SLIDES, _SLIDE = f"{{{_P14}}}sldIdLst", f"{{{_P14}}}sldId"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the template: its name (a program where tags stand in it), its GUID and its slides' numbers."""

    name: str
    program: Program | None
    guid: str
    slides: frozenset[str]

    @property
    def faults(self) -> list[Fault]:
        """The faults of the tags in its name."""
        return self.program.sites.faults if self.program is not None else []


def read_sections(presentation: etree._Element, part: str, environment: Sandbox) -> tuple[Section, ...]:
    """The sections of a template."""
    return tuple(_section(item, part, environment) for item in presentation.iter(_SECTION))


def write_sections(
    presentation: etree._Element,
    sections: Sequence[Section],
    made: Sequence[tuple[MadeSlide, str, int]],
    named: Callable[[Program, MadeSlide], str],
) -> None:
    """Writes the sections of the slides made: each with its sample's number in the template and its own.

    `named` runs the program of a section's name for a slide.
    """
    holder = next(presentation.iter(_LIST), None)
    if holder is None:
        return
    holder[:] = []
    current: tuple[Section, str] | None = None
    slides: etree._Element | None = None
    used: set[str] = set()
    for slide, sample, number in made:
        section = next((item for item in sections if sample in item.slides), current[0] if current else sections[0])
        name = html.unescape(named(section.program, slide)).strip() if section.program else section.name
        if slides is None or current != (section, name):
            current = (section, name)
            slides = _begin(holder, section, name, slide, used)
        etree.SubElement(slides, _SLIDE, id=str(number))


def _section(element: etree._Element, part: str, environment: Sandbox) -> Section:
    name = element.get("name") or ""
    program = None
    if "{{" in name:
        sites = Sites(part)
        source = html.escape(tokenised(name, sites, "property"), quote=False)
        program = compile_source(source, sites, environment, repeated=True)
    return Section(
        name, program, element.get("id") or "", frozenset(item.get("id") or "" for item in element.iter(_SLIDE))
    )


def _begin(holder: etree._Element, section: Section, name: str, slide: MadeSlide, used: set[str]) -> etree._Element:
    guid = section.guid
    while guid in used:
        guid = lasting_guid(f"{guid} {slide.identity}")
    used.add(guid)
    element = etree.SubElement(holder, _SECTION, name=name, id=guid)
    return etree.SubElement(element, _SLIDES)
