"""The fit of a deck's slides: what they stand on, what the brand allows, and what is told of what can't fit.

In: the slides made from one template slide, and the job. Out: for each, the slides it became; findings in the job, each
with the workbook cell that the text came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from lxml import etree

from pipeline.filling.blocks import whole
from pipeline.filling.fitting.fitting import fit_alike
from pipeline.filling.fitting.fitting_faults import Fault
from pipeline.filling.fitting.sizes import FitLimits
from pipeline.filling.job import Job
from pipeline.filling.template import SlideProgram
from pipeline.ooxml.attributes import length
from pipeline.ooxml.dialect import P
from pipeline.ooxml.geometry import Design
from pipeline.ooxml.package import parse
from pipeline.ooxml.textbody import Fonts
from pipeline.vocabulary.findings import Finding, FindingValue, Place
from pipeline.vocabulary.quoting import shortened

_USUAL_HEIGHT = 7.5 * 72
_CODES = {"text": "FT001", "row": "FT001", "word": "FT006"}


def fit_slides(slides: Sequence[etree._Element], program: SlideProgram, job: Job) -> list[tuple[etree._Element, ...]]:
    """Fits the copies of one template slide, all alike."""
    if not slides:
        return []
    words, stem, origins = job.slide_words, f"{program.slide.stem}:", job.origins

    def filled(block: str) -> bool:
        return (identity := stem + block) in origins or whole(identity) in origins

    results = fit_alike(
        slides,
        design_of(program, job),
        filled=filled,
        limits=_limits(job),
        continued=words.continued,
        row=words.row,
        charge=partial(job.work.spend, "slides"),
    )
    for result in results:
        job.findings += [_finding(fault, program, job) for fault in result.faults]
        substitutes = [Finding("FT005", Place(job.template), {"font": font}) for font in result.substitutes]
        job.findings += [finding for finding in substitutes if finding not in job.findings]
    return [result.slides for result in results]


def design_of(program: SlideProgram, job: Job) -> Design:
    """What the slides made from a template slide stand on."""
    layout = layout_of(program)
    if layout not in job.designs:
        master = job.package.related(layout, "slideMaster")[0].target
        read, brand = job.package.read, job.brand
        fonts = Fonts(brand.heading_font, brand.body_font)  # as the theme will name them
        job.designs[layout] = _design(read(layout), read(master), read(job.package.main_part()), fonts)
    return job.designs[layout]


@lru_cache(maxsize=32)
def _design(layout: bytes, master: bytes, presentation: bytes, fonts: Fonts) -> Design:
    """A design by its parts, kept from deck to deck."""
    defaults = parse(presentation).find(f"{{{P}}}defaultTextStyle")
    return Design(parse(layout), parse(master), fonts=fonts, defaults=defaults)


def layout_of(program: SlideProgram) -> str:
    """The layout of a template slide."""
    return next(item.target for item in program.relationships.values() if item.kind == "slideLayout")


def _limits(job: Job) -> FitLimits:
    """What the brand allows. Content may reach as far down as on a slide of the usual height, in proportion."""
    brand, usual = job.brand, FitLimits()
    size = job.shared_tree(job.package.main_part()).find(f"{{{P}}}sldSz")
    across, down = (size.get("cx"), size.get("cy")) if size is not None else (None, None)
    return FitLimits(
        title=brand.title_minimum,
        body=brand.body_minimum,
        table=brand.table_minimum,
        bottom=usual.bottom * length(down, _USUAL_HEIGHT) / _USUAL_HEIGHT,
        width=length(across, usual.width),
    )


def _finding(fault: Fault, program: SlideProgram, job: Job) -> Finding:
    """The fault at the first cell whose value stands in the paragraph; without any, at its place in the template."""
    cells = job.cells(f"{program.slide.stem}:{fault.block}")
    place = cells[0] if cells else Place(job.template, job.spots.whereabouts.slide(program.slide.name, fault.slide))
    text = shortened(fault.text, 80)
    values: dict[str, FindingValue] = {
        "slide": fault.slide,
        "text": text,
        "length": fault.length,
        "fits": fault.fits,
    }
    return Finding(_CODES[fault.kind], place, values)
