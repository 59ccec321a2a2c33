"""Makes slides fit: text smaller down to the brand's floors, rows as high as their text, the rest on further slides.

In: slides as rendered, the design they stand on, and what the brand allows. Out: for each, one slide or several in
which all of the text is, and a `Fault` for each text that can't fit at all. Sizes are written out; automatic fitting
is never trusted, since PowerPoint does it only when somebody edits the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from pipeline.filling.blocks import BLOCK
from pipeline.filling.continuing import (
    Continuation,
    Continued,
    FitRules,
    Reading,
    SlidePlan,
    plain_continuation,
    sentences,
    write_slides,
)
from pipeline.filling.fitting_tables import TablePlan, plan_table, table_size
from pipeline.filling.fitting_texts import TextPlan, kind_of, misfit_of, plan_text
from pipeline.filling.metrics import face
from pipeline.filling.places import bottom_limit, followers
from pipeline.filling.sizes import FitLimits, largest
from pipeline.ooxml.dialect import a
from pipeline.ooxml.geometry import Design, Shape
from pipeline.ooxml.tables import Table, read_table
from pipeline.ooxml.textbody import Paragraph
from pipeline.ooxml.textroom import TextBody

FaultKind = Literal["text", "row", "word"]
_Key = tuple[str, float, float, float]
_Caps = Mapping[_Key, float]
_TABLE = a("tbl")


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that can't fit: `text` is the sentence or paragraph at fault with its `length`; `fits` of that would fit.

    `row`: a table's row is taller than a slide. `word`: the word `text` is wider than its place and was broken; all
    of it shows, and `fits` is 0. `slide` is the slide's title, `block` the paragraph's identity, "" when it has none.
    """

    kind: FaultKind
    slide: str
    shape: str
    text: str
    length: int
    fits: int
    block: str = ""


@dataclass(frozen=True, slots=True)
class FitResult:
    """The slides in order, the first of which is the one given; what can't fit; fonts measured with a substitute."""

    slides: tuple[etree._Element, ...]
    faults: tuple[Fault, ...] = ()
    substitutes: tuple[str, ...] = ()


def fit(
    slide: etree._Element,
    design: Design,
    *,
    limits: FitLimits | None = None,
    continuation: Continuation = plain_continuation,
    continued: Continued | None = None,
    row: str = "",
) -> FitResult:
    """One slide fitted; it is changed. See `fit_alike`."""
    (result,) = fit_alike([slide], design, limits=limits, continuation=continuation, continued=continued, row=row)
    return result


def fit_alike(
    slides: Sequence[etree._Element],
    design: Design,
    *,
    limits: FitLimits | None = None,
    continuation: Continuation = plain_continuation,
    continued: Continued | None = None,
    row: str = "",
) -> list[FitResult]:
    """Slides of one kind fitted, so that the same shapes have the same sizes on all of them. The slides are changed.

    `continuation` gives what is added to a part's title, `continued` what a source line says when a table goes on;
    `row` is put after the name of a table's row that goes on.
    """
    rules = FitRules(limits or FitLimits(), continuation, continued, row)
    plans = [_plan(_read(slide, design), rules, {}) for slide in slides]
    caps: dict[_Key, float] = {}
    shares = [_shares(plan) for plan in plans]
    for mine in shares:
        for key, share in mine:
            caps[key] = min(share, caps.get(key, 1.0))
    return [
        _result(_plan(plan.reading, rules, caps, plan) if _differs(mine, caps) else plan, rules)
        for plan, mine in zip(plans, shares, strict=True)
    ]


def _differs(shares: Sequence[tuple[_Key, float]], caps: _Caps) -> bool:
    return any(share != caps[key] for key, share in shares)


def _read(slide: etree._Element, design: Design) -> Reading:
    shapes = design.shapes(slide)
    frames = [shape for shape in shapes if shape.kind == "table"]
    return Reading(
        slide=slide,
        shapes=shapes,
        tables=tuple((frame, read_table(next(frame.element.iter(_TABLE)), design)) for frame in frames),
        moving=tuple(followers(frame, shapes) for frame in frames),
    )


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
    bodies = [(shape, shape.text) for shape in shapes if shape.text is not None]
    source = next((text for shape, text in bodies if _is_source(shape, limits)), None)
    texts = [_plan_one_text(shape, text, shapes, limits, caps) for shape, text in bodies]
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
    cap = caps.get(_text_key(shape, largest(text.paragraphs), text), 1.0) if caps else 1.0
    return plan_text(shape, text, _room(shape, text, shapes, limits), limits, cap)


def _room(shape: Shape, text: TextBody, shapes: Sequence[Shape], limits: FitLimits) -> float:
    """The height for a text: its box, or for a shape that grows, what is free below it."""
    if text.autofit != "grow" or shape.holder or shape.grouped or not text.upright:
        return text.height
    free = bottom_limit(shape, shapes, limits.bottom) - shape.box.y
    return max(text.height, free - text.insets[1])


def _with_additions(plan: SlidePlan, rules: FitRules, caps: _Caps) -> SlidePlan:
    """The plan with room for what parts add: their number in the title, what comes next in the source line."""
    suffix = rules.continuation(plan.parts, plan.parts)
    texts = [
        _plan_one_text(text.shape, _longer(text.text, suffix), plan.reading.shapes, rules.limits, caps)
        if text.shape.is_title
        else text
        for text in plan.texts
    ]
    plan = replace(plan, texts=tuple(texts))
    said = [" " + sentence for part in range(1, plan.parts) for sentence in sentences(plan.tables, part, rules)]
    if plan.source is None or not said:
        return plan
    place = next(place for place, text in enumerate(texts) if text.text is plan.source)
    longest = _longer(plan.source, max(said, key=len))
    texts[place] = _plan_one_text(texts[place].shape, longest, plan.reading.shapes, rules.limits, caps)
    return replace(plan, texts=tuple(texts)) if texts[place].fits else replace(plan, source=None)


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


def _text_key(shape: Shape, top: float, text: TextBody) -> _Key:
    """What makes texts like one another: kind, size as drawn, and a box as large."""
    return kind_of(shape), top, round(text.width), round(text.height)


def _table_key(shape: Shape, top: float) -> _Key:
    return "table", top, round(shape.box.x), round(shape.box.width)


def _shares(plan: SlidePlan) -> list[tuple[_Key, float]]:
    texts = [(_text_key(item.shape, item.top, item.text), item.share) for item in plan.texts]
    return texts + [(_table_key(item.shape, item.top), item.share) for item in plan.tables]


def _result(plan: SlidePlan, rules: FitRules) -> FitResult:
    title = next((_plain(shape.text.paragraphs) for shape in plan.reading.shapes if shape.is_title and shape.text), "")
    faults = [fault for item in plan.texts for fault in _text_faults(item, title, plan.reading.shapes, rules.limits)]
    faults += [fault for item in plan.tables for fault in _table_faults(item, title)]
    substitutes = _substitutes(plan)
    return FitResult(write_slides(plan, rules), tuple(faults), substitutes)


def _text_faults(plan: TextPlan, title: str, shapes: Sequence[Shape], limits: FitLimits) -> list[Fault]:
    name = plan.shape.name
    if plan.fits or plan.shape.text is None:
        return [_word(plan.broken, title, name, plan.text.paragraphs)] if plan.broken else []
    found = misfit_of(plan, _room(plan.shape, plan.text, shapes, limits), limits)
    paragraph = plan.shape.text.paragraphs[found.paragraph]
    if plan.parts:
        return [Fault("text", title, name, found.text, len(found.text), found.fits, _block(paragraph))]
    added = len(found.text) - len(paragraph.text)  # the part's number in a title
    fits = max(found.fits - added, 0)
    return [Fault("text", title, name, paragraph.text, len(paragraph.text), fits, _block(paragraph))]


def _table_faults(plan: TablePlan, title: str) -> list[Fault]:
    name = plan.shape.name
    faults = [
        Fault("row", title, name, item.text, len(item.text), item.fits, _block(item.paragraph)) for item in plan.faults
    ]
    if not plan.broken:
        return faults
    paragraphs = [item for row in plan.sized for cell in row.cells for item in cell.paragraphs]
    return faults + [_word(word, title, name, paragraphs) for word in dict.fromkeys(plan.broken)]


def _word(word: str, title: str, shape: str, paragraphs: Sequence[Paragraph]) -> Fault:
    block = next((_block(paragraph) for paragraph in paragraphs if word in paragraph.text), "")
    return Fault("word", title, shape, word, len(word), 0, block)


def _block(paragraph: Paragraph) -> str:
    return paragraph.element.get(BLOCK) or ""


def _plain(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(item.text.replace("\n", " ") for item in paragraphs).strip()


def _substitutes(plan: SlidePlan) -> tuple[str, ...]:
    """Fonts that were not to be had, in the order of the slide."""
    used = dict.fromkeys(
        (run.font, run.bold, run.italic)
        for paragraphs in _all_paragraphs(plan)
        for paragraph in paragraphs
        for run in paragraph.runs
    )
    return tuple(dict.fromkeys(font for font, bold, italic in used if face(font, bold, italic).substitute))


def _all_paragraphs(plan: SlidePlan) -> list[tuple[Paragraph, ...]]:
    texts = [item.text.paragraphs for item in plan.texts]
    return texts + [cell.paragraphs for item in plan.tables for row in item.table.rows for cell in row.cells]
