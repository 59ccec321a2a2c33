"""Writes a fitted slide: sizes, rows and columns as planned, and what did not fit on copies that continue it.

In: a slide and the plans of its tables and texts. Out: one slide or several. On the copies stand the title with its
part's number, all other text, and the table's head again; charts and pictures stay on the first.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.filling.fitting.continuing_rows import rows_of
from pipeline.filling.fitting.cutting import append_text, numbered, put
from pipeline.filling.fitting.fitting_faults import Filled
from pipeline.filling.fitting.fitting_tables import TablePlan
from pipeline.filling.fitting.fitting_texts import TextPlan, alignment
from pipeline.filling.fitting.sizes import FitLimits, resized, write_sizes
from pipeline.ooxml.attributes import EMU, length
from pipeline.ooxml.dialect import a, p
from pipeline.ooxml.geometry import Shape
from pipeline.ooxml.tables import Table
from pipeline.ooxml.textbody import TEXT
from pipeline.ooxml.textroom import TextBody

Charge = Callable[[int], None]
"""Is told of so many further slides before they are made; raises where they are too many."""
Continued = Callable[[Sequence[str]], str]
"""What the source line says when the table goes on: gets the first cell's text of each row of the next slide; "" is
nothing."""

_TIMING, _FRAME_TRANSFORM, _TRANSFORM, _EXTENT, _OFFSET = p("timing"), p("xfrm"), a("xfrm"), a("ext"), a("off")
_BODY_PROPERTIES, _NORMAL_AUTOFIT, _WARP = a("bodyPr"), a("normAutofit"), a("prstTxWarp")
_COPIED = (p("sp"), p("pic"), p("graphicFrame"), p("grpSp"), p("cxnSp"), p("txBody"))
_TABLE, _ROW = a("tbl"), a("tr")
_GROWS_LEFT = {"l": 0.0, "ctr": 0.5, "r": 1.0}
"""What of the width that a box wins is to the left of where it began, by its text's alignment."""
_GRID_COLUMNS = f"{a('tblGrid')}/{a('gridCol')}"
_Twin = Callable[[etree._Element], etree._Element]


@dataclass(frozen=True, slots=True)
class SlideWords:
    """What is said when a slide goes on: its source line (`continued`), the notes of the slides that follow, and after
    its name a table's row that goes on there. `notes_of` are such notes for a slide with these rows."""

    continued: Continued | None = None
    notes: str = ""
    row: str = ""
    notes_of: Continued | None = None


SILENT = SlideWords()
"""Slides that go on and don't say so."""


def plain_continuation(part: int, parts: int) -> str:
    """What is added to the title of a part (from 1) of so many: (1/2), held to the title's last word."""
    return f"\N{NO-BREAK SPACE}({part}/{parts})"


@dataclass(frozen=True, slots=True)
class FitRules:
    """How slides are fitted: what the brand allows, and what is written on slides that go on."""

    limits: FitLimits
    filled: Filled
    continued: Continued | None = None
    row: str = ""
    charge: Charge | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands on a slide, and of that the texts and tables that tags fill. `moving` are the shapes that stay under
    each table, in `tables`' order."""

    slide: etree._Element
    shapes: tuple[Shape, ...]
    texts: tuple[tuple[Shape, TextBody], ...]
    tables: tuple[tuple[Shape, Table], ...]
    moving: tuple[tuple[Shape, ...], ...]


@dataclass(frozen=True, slots=True)
class SlidePlan:
    """All that is decided about one slide. `source` is the shape that may tell what the next slide has."""

    reading: Reading
    texts: tuple[TextPlan, ...]
    tables: tuple[TablePlan, ...]
    source: Shape | None

    @property
    def parts(self) -> int:
        """How many slides it takes."""
        tables, texts = [len(table.parts) for table in self.tables], [len(text.parts) for text in self.texts]
        return max([1, *tables, *texts])


def write_slides(plan: SlidePlan, rules: FitRules) -> tuple[etree._Element, ...]:
    """The slides of a plan; the first is the plan's own, changed."""
    _write_sizes(plan, rules.limits)
    slide, parts = plan.reading.slide, plan.parts
    _empty(plan)
    roots = (slide, *(numbered(copy.deepcopy(slide), part) for part in range(2, parts + 1)))
    twins = [_twins(slide, root) for root in roots]  # all before anything is put in or taken away
    for part, twin in enumerate(twins):
        _write_part(plan, part, twin)
        if parts > 1:
            _continue(plan, part, twin, rules)
    return roots


def _empty(plan: SlidePlan) -> None:
    """Takes off what is shared out, so that it is not copied with every slide, and effects, which name parts of it."""
    if plan.parts > 1:
        _drop(plan.reading.slide.find(_TIMING))
    for table in plan.tables:
        for row in table.table.rows[table.table.head :] if len(table.parts) > 1 else ():
            _drop(row.element)
    for text in plan.texts:
        for paragraph in text.text.paragraphs if text.parts else ():
            _drop(paragraph.element)


def _twins(slide: etree._Element, root: etree._Element) -> _Twin:
    """Finds what a slide's shapes and text bodies have become in a copy of it."""
    if root is slide:
        return lambda element: element
    found = dict(zip(slide.iter(*_COPIED), root.iter(*_COPIED), strict=True))
    return found.__getitem__


def _write_sizes(plan: SlidePlan, limits: FitLimits) -> None:
    for text in plan.texts:
        if text.drawn and text.share == 1:
            continue
        if text.share < 1:
            write_sizes(resized(text.text.paragraphs, text.kind, text.share, limits))
        _forget_scale(text.text)
        if text.shape.placed and not text.shape.grouped and text.text.upright:
            _grow(text)
    for table in plan.tables:
        if table.share < 1:
            write_sizes([item for row in table.sized for cell in row.cells for item in cell.paragraphs])
        if table.columns != table.table.columns:
            _write_columns(table)


def _forget_scale(text: TextBody) -> None:
    """A stored scale was reckoned for the template's sample text, not for this; nor may one be inherited."""
    fit = text.element.find(f"{_BODY_PROPERTIES}/{_NORMAL_AUTOFIT}")
    if fit is not None:
        fit.attrib.clear()
    elif text.scaled and (properties := text.element.find(_BODY_PROPERTIES)) is not None:
        warped = properties.find(_WARP)
        properties.insert(0 if warped is None else 1, etree.Element(_NORMAL_AUTOFIT))


def _grow(plan: TextPlan) -> None:
    """Gives a shape that grows with its text the size that PowerPoint would give it."""
    transform = plan.shape.element.find(f"{p('spPr')}/{_TRANSFORM}")
    extent = transform.find(_EXTENT) if transform is not None else None
    if transform is None or extent is None or plan.shape.text is None:
        return
    height = plan.height + plan.text.insets[1]
    if plan.text.autofit == "grow" and height > plan.shape.box.height:
        extent.set("cy", str(_units(height)))
    wider = plan.width - plan.shape.text.width
    if not plan.text.wraps and wider > 0:
        extent.set("cx", str(_units(plan.shape.box.width + wider)))
        _move(transform, -wider * _GROWS_LEFT[alignment(plan.text)], "x")


def _write_columns(plan: TablePlan) -> None:
    for column, width in zip(plan.table.element.iterfind(_GRID_COLUMNS), plan.columns, strict=True):
        column.set("w", str(round(width * EMU)))


def _write_part(plan: SlidePlan, part: int, twin: _Twin) -> None:
    """Puts on a slide what belongs to the part, and takes off what belongs to others."""
    for table, moving in zip(plan.tables, plan.reading.moving, strict=True):
        if part < max(len(table.parts), 1):
            moved = _write_rows(table, part, twin(table.shape.element))
            for shape in moving:
                _move(twin(shape.element), moved)
        else:
            _drop(twin(table.shape.element))
    _write_texts(plan, part, twin)
    if part:
        _drop_figures(plan, twin)


def _write_texts(plan: SlidePlan, part: int, twin: _Twin) -> None:
    for text in plan.texts:
        if part < len(text.parts):
            put(text.parts[part], text.text.paragraphs, twin(text.text.element))
        elif text.parts:
            _drop(twin(text.shape.element))


def _drop_figures(plan: SlidePlan, twin: _Twin) -> None:
    for shape in plan.reading.shapes:
        if shape.kind in ("chart", "picture", "other"):
            _drop(twin(shape.element))


def _write_rows(plan: TablePlan, part: int, frame: etree._Element) -> float:
    """Writes the part's rows into its frame; returns how much lower the table ends than it is drawn."""
    table = next(frame.iter(_TABLE))
    if len(plan.parts) > 1:
        table.extend(rows_of(plan, part))
    total = 0
    for row, height in zip(table.iterchildren(_ROW), plan.row_heights(part), strict=True):
        units = _units(height)
        row.set("h", str(units))
        total += units
    extent = frame.find(f"{_FRAME_TRANSFORM}/{_EXTENT}")
    if extent is not None:
        extent.set("cy", str(total))
    return total / EMU - plan.shape.box.height


def _move(element: etree._Element, by: float, along: str = "y") -> None:
    offset = next(element.iter(_OFFSET), None)
    if offset is not None and by:
        offset.set(along, str(round((length(offset.get(along)) + by) * EMU)))


def _continue(plan: SlidePlan, part: int, twin: _Twin, rules: FitRules) -> None:
    """Adds the part's number to the title, and to the source line what comes next."""
    title = next((text.text for text in plan.texts if text.shape.is_title), None)
    if title is not None:
        append_text(twin(title.element), plain_continuation(part + 1, plan.parts))
    if plan.source is not None and plan.source.text is not None:
        body = twin(plan.source.text.element)
        for sentence in sentences(plan.tables, part + 1, rules):
            append_text(body, f" {sentence}" if any(text.text for text in body.iter(TEXT)) else sentence)


def sentences(tables: Sequence[TablePlan], part: int, rules: FitRules) -> list[str]:
    """What is said of the tables that go on in a part."""
    if rules.continued is None:
        return []
    said = [rules.continued(table.first_texts(part)) for table in tables if part < len(table.parts)]
    return [sentence for sentence in said if sentence]


def _drop(element: etree._Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if parent is not None and element is not None:
        parent.remove(element)


def _units(points: float) -> int:
    return math.ceil(points * EMU)
