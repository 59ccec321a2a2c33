"""Makes slides fit: text smaller down to the brand's floors, rows as high as their text, the rest on further slides.

In: slides as rendered, the design they stand on, and what the brand allows. Out: for each, one slide or several in
which all of the text is, and a `Fault` for each text that can't fit at all. Sizes are written out; automatic fitting
is never trusted, since PowerPoint does it only when somebody edits the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.filling.blocks import BLOCK, depth
from pipeline.filling.fitting.continuing import (
    Charge,
    Continued,
    FitRules,
    Reading,
    SlidePlan,
    plain_continuation,
    sentences,
    write_slides,
)
from pipeline.filling.fitting.fitting_faults import Fault, Filled, table_faults, text_faults
from pipeline.filling.fitting.fitting_tables import TablePlan, plan_table, table_size
from pipeline.filling.fitting.fitting_texts import TextPlan, kind_of, plan_text, widened
from pipeline.filling.fitting.metrics import face
from pipeline.filling.fitting.places import bottom_limit, followers, free_sides
from pipeline.filling.fitting.sizes import FitLimits, largest
from pipeline.ooxml.dialect import a
from pipeline.ooxml.geometry import Design, Shape
from pipeline.ooxml.tables import Table, read_table
from pipeline.ooxml.textbody import PARAGRAPH, Paragraph
from pipeline.ooxml.textroom import TextBody

_Key = tuple[str, float, float, float]
_Caps = Mapping[_Key, float]
_TABLE = a("tbl")


@dataclass(frozen=True, slots=True)
class FitResult:
    """The slides in order, the first of which is the one given; what can't fit; fonts measured with a substitute."""

    slides: tuple[etree._Element, ...]
    faults: tuple[Fault, ...] = ()
    substitutes: tuple[str, ...] = ()


def fit_alike(
    slides: Sequence[etree._Element],
    design: Design,
    *,
    filled: Filled,
    limits: FitLimits | None = None,
    continued: Continued | None = None,
    row: str = "",
    charge: Charge | None = None,
) -> list[FitResult]:
    """Slides of one kind fitted, so that the same shapes have the same sizes on all of them. The slides are changed.

    `continued` gives what a source line says when a table goes on; `row` is put after the name of a table's row that
    goes on. Texts and tables without a paragraph that was `filled` stay as they are drawn. `charge` is told of each
    slide's further ones before any is made.
    """
    rules = FitRules(limits or FitLimits(), filled, continued, row, charge)
    plans = [_charged(_plan(_read(slide, design, rules.filled), rules, {}), rules, 1) for slide in slides]
    caps: dict[_Key, float] = {}
    shares = [_shares(plan) for plan in plans]
    for mine in shares:
        for key, share in mine:
            caps[key] = min(share, caps.get(key, 1.0))
    alike = [
        _charged(_plan(plan.reading, rules, caps, plan), rules, plan.parts) if _differs(mine, caps) else plan
        for plan, mine in zip(plans, shares, strict=True)
    ]
    return [_result(plan, rules) for plan in alike]


def _charged(plan: SlidePlan, rules: FitRules, known: int) -> SlidePlan:
    """The plan, whose slides are charged but for those that are `known`."""
    if rules.charge is not None:
        rules.charge(max(plan.parts - known, 0))
    return plan


def _differs(shares: Sequence[tuple[_Key, float]], caps: _Caps) -> bool:
    return any(share != caps[key] for key, share in shares)


def _read(slide: etree._Element, design: Design, filled: Filled) -> Reading:
    shapes = design.shapes(slide)
    frames = [shape for shape in shapes if shape.kind == "table" and _has_value(shape, filled)]
    return Reading(
        slide=slide,
        shapes=shapes,
        texts=tuple((shape, shape.text) for shape in shapes if shape.text is not None and _has_value(shape, filled)),
        tables=tuple((frame, read_table(next(frame.element.iter(_TABLE)), design, depth)) for frame in frames),
        moving=tuple(followers(frame, shapes) for frame in frames),
    )


def _has_value(shape: Shape, filled: Filled) -> bool:
    return any(filled(paragraph.get(BLOCK) or "") for paragraph in shape.element.iter(PARAGRAPH))


def _plan(reading: Reading, rules: FitRules, caps: _Caps, before: SlidePlan | None = None) -> SlidePlan:
    """What is to be done with one slide. `caps` are shares of their own size that shapes must not pass.

    Of the plan made `before` without them, those tables stay that keep within them.
    """
    shapes, limits = reading.shapes, rules.limits
    planned = before.tables if before is not None else (None,) * len(reading.tables)
    tables = [
        known
        if known is not None and known.share == caps.get(_table_key(known.shape, known.top))
        else _plan_one_table(shape, table, below, shapes, rules, caps)
        for (shape, table), below, known in zip(reading.tables, reading.moving, planned, strict=True)
    ]
    source = next((shape for shape in shapes if shape.text is not None and _is_source(shape, limits)), None)
    texts = [_plan_one_text(shape, text, shapes, limits, caps) for shape, text in reading.texts]
    plan = SlidePlan(reading, tuple(texts), tuple(tables), source)
    return plan if plan.parts == 1 else _with_additions(plan, rules, caps)


def _plan_one_table(
    shape: Shape, table: Table, below: Sequence[Shape], shapes: Sequence[Shape], rules: FitRules, caps: _Caps
) -> TablePlan:
    room = bottom_limit(shape, shapes, rules.limits.bottom, below) - shape.box.y
    top = table_size(table)
    cap = caps.get(_table_key(shape, top), 1.0) if caps else 1.0
    return plan_table(shape, table, room, rules.limits, top, cap, rules.row)


def _plan_one_text(shape: Shape, text: TextBody, shapes: Sequence[Shape], limits: FitLimits, caps: _Caps) -> TextPlan:
    cap = caps.get(_text_key(shape, largest(text.paragraphs)), 1.0) if caps else 1.0
    if not text.wraps and text.upright and not shape.grouped:
        text = widened(text, free_sides(shape, shapes, limits.width))
    return plan_text(shape, text, _room(shape, text, shapes, limits), limits, cap)


def _room(shape: Shape, text: TextBody, shapes: Sequence[Shape], limits: FitLimits) -> float:
    """The height for a text: its box, or for a shape that grows, what is free below it."""
    stays = shape.is_title or shape.is_marginal or not shape.placed
    if text.autofit != "grow" or stays or shape.grouped or not text.upright:
        return text.height
    free = bottom_limit(shape, shapes, limits.bottom) - shape.box.y
    return max(text.height, free - text.insets[1])


def _with_additions(plan: SlidePlan, rules: FitRules, caps: _Caps) -> SlidePlan:
    """The plan with room for what parts add: their number in the title, what comes next in the source line."""
    suffix = plain_continuation(plan.parts, plan.parts)
    for shape in plan.reading.shapes:
        if shape.is_title and shape.text is not None:
            plan = _with_text(plan, _plan_longer(plan, shape, shape.text, suffix, rules, caps))
    said = [" " + sentence for part in range(1, plan.parts) for sentence in sentences(plan.tables, part, rules)]
    if plan.source is None or plan.source.text is None or not said:
        return plan
    longer = _plan_longer(plan, plan.source, plan.source.text, max(said, key=len), rules, caps)
    return _with_text(plan, longer) if longer.fits else replace(plan, source=None)


def _plan_longer(
    plan: SlidePlan, shape: Shape, text: TextBody, addition: str, rules: FitRules, caps: _Caps
) -> TextPlan:
    """The plan of a text with what a part adds. One that no tag fills stays as drawn when no size would do."""
    drawn = all(item.shape is not shape for item in plan.texts)
    found = _plan_one_text(shape, _longer(text, addition), plan.reading.shapes, rules.limits, caps)
    return found._replace(drawn=drawn, share=1.0 if drawn and not found.fits else found.share)


def _with_text(plan: SlidePlan, text: TextPlan) -> SlidePlan:
    """The plan with this one for its shape."""
    others = [item for item in plan.texts if item.shape is not text.shape]
    places = {id(shape): place for place, shape in enumerate(plan.reading.shapes)}
    return replace(plan, texts=tuple(sorted([*others, text], key=lambda item: places[id(item.shape)])))


def _longer(text: TextBody, addition: str) -> TextBody:
    """The text with an addition at its end, in the look of what it ends with."""
    last = next((item for item in reversed(text.paragraphs) if item.runs), None)
    if last is None:
        return text
    run = last.runs[-1]
    longer = last._replace(runs=(*last.runs[:-1], run._replace(text=run.text + addition)))
    return replace(text, paragraphs=tuple(longer if item is last else item for item in text.paragraphs))


def _is_source(shape: Shape, limits: FitLimits) -> bool:
    """Whether a shape is the line under the content that tells where it comes from."""
    return shape.holder not in ("", "title", "ctrTitle") and not shape.is_marginal and shape.box.y >= limits.bottom - 1


def _text_key(shape: Shape, top: float) -> _Key:
    """What makes texts like one another: kind, size as drawn, and a box as large."""
    text = shape.text
    return kind_of(shape), top, round(text.width if text else 0), round(text.height if text else 0)


def _table_key(shape: Shape, top: float) -> _Key:
    return "table", top, round(shape.box.x), round(shape.box.width)


def _shares(plan: SlidePlan) -> list[tuple[_Key, float]]:
    texts = [(_text_key(item.shape, item.top), item.share) for item in plan.texts]
    return texts + [(_table_key(item.shape, item.top), item.share) for item in plan.tables]


def _result(plan: SlidePlan, rules: FitRules) -> FitResult:
    title = next((_plain(shape.text.paragraphs) for shape in plan.reading.shapes if shape.is_title and shape.text), "")
    faults = [fault for item in plan.texts for fault in text_faults(item, title, rules.limits, rules.filled)]
    faults += [fault for item in plan.tables for fault in table_faults(item, title, rules.filled)]
    substitutes = _substitutes(plan)
    return FitResult(write_slides(plan, rules), tuple(faults), substitutes)


def _plain(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(item.text.replace("\n", " ") for item in paragraphs).strip()


def _substitutes(plan: SlidePlan) -> tuple[str, ...]:
    """Fonts that were not to be had, in the order of the slide."""
    runs = [run for paragraphs in _all_paragraphs(plan) for paragraph in paragraphs for run in paragraph.runs]
    used = dict.fromkeys([run[3:6] for run in runs])  # bold, italic, font
    return tuple(dict.fromkeys(font for bold, italic, font in used if face(font, bold, italic).substitute))


def _all_paragraphs(plan: SlidePlan) -> list[tuple[Paragraph, ...]]:
    texts = [item.text.paragraphs for item in plan.texts]
    return texts + [cell.paragraphs for item in plan.tables for row in item.table.rows for cell in row.cells]
