"""Where repeated shapes and bound pictures of a slide stand, with what its layout says of placeholders.

In: a rendered slide and the design it stands on. Out: copies laid out, pictures fitted into their boxes, and a finding
for each loop whose shapes run off the slide.
"""

from __future__ import annotations

from lxml import etree

from pipeline.filling.drawings import pictures
from pipeline.filling.fitting.fit_deck import design_of, layout_of
from pipeline.filling.job import Job
from pipeline.filling.slides import stacking
from pipeline.filling.slides.connecting import emu
from pipeline.filling.slides.stacking import Rectangle
from pipeline.filling.template import SlideProgram
from pipeline.ooxml.attributes import EMU
from pipeline.ooxml.dialect import a, p
from pipeline.ooxml.geometry import Shape
from pipeline.vocabulary.findings import Finding, FindingValue, Place

_WIDE = (12_192_000, 6_858_000)


def place_shapes(slide: etree._Element, program: SlideProgram, job: Job) -> None:
    """Lays out a slide before its texts are fitted."""
    stacked = next(slide.iter(stacking.BEGIN), None) is not None
    bound = [item for item in slide.iter(p("pic")) if pictures.NATURAL in item.attrib]
    if not stacked and not bound:
        return
    size = _size(job)
    shapes = design_of(program, job).shapes(slide)
    inherited = {shape.element: _rectangle(shape) for shape in shapes if not shape.placed}
    for overrun in stacking.lay_out(slide, inherited, size):
        where = Place(job.template, job.spots.whereabouts.slide(program.slide.name, ""))
        values: dict[str, FindingValue] = {"shape": overrun.shape, "count": overrun.count, "fits": overrun.fits}
        job.findings.append(Finding("FT010", where, values))
    if bound:
        pictures.fit_on_slide(slide, inherited, _sides(bound, job.shared_tree(layout_of(program))), size[0])


def _sides(drawn: list[etree._Element], layout: etree._Element) -> dict[etree._Element, str]:
    """Where a picture stands in its placeholder: as the placeholder's text would, else in the middle."""
    holders = {holder.get("idx") or "0": holder for holder in layout.iter(p("ph"))}
    found: dict[etree._Element, str] = {}
    for picture in drawn:
        mark = picture.find(f"{p('nvPicPr')}/{p('nvPr')}/{p('ph')}")
        if mark is None:
            continue
        holder = holders.get(mark.get("idx") or "0")
        shape = next(holder.iterancestors(p("sp")), None) if holder is not None else None
        body = shape.find(p("txBody")) if shape is not None else None
        properties = body.find(a("bodyPr")) if body is not None else None
        level = body.find(f"{a('lstStyle')}/{a('lvl1pPr')}") if body is not None else None
        across = level.get("algn") if level is not None else None
        down = properties.get("anchor") if properties is not None else None
        found[picture] = f"{across or 'ctr'} {down or 'ctr'}"
    return found


def _rectangle(shape: Shape) -> Rectangle:
    left, top = round(shape.box.x * EMU), round(shape.box.y * EMU)
    return left, top, left + round(shape.box.width * EMU), top + round(shape.box.height * EMU)


def _size(job: Job) -> tuple[int, int]:
    """The slides' width and height in EMU."""
    size = job.shared_tree(job.package.main_part()).find(p("sldSz"))
    if size is None:
        return _WIDE
    return emu(size.get("cx")) or _WIDE[0], emu(size.get("cy")) or _WIDE[1]
