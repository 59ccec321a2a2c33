"""The pieces that charts are drawn from: fills, lines, text, labels, axes, legend, areas.

In: theme slots, points, fractions of the chart. Out: DrawingML as strings, children in the schema's order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

LINE, GRID, PALE_ACCENT = "line", "grid", "pale accent"
_THINNED = {LINE: 20_000, GRID: 50_000}
"""Hairlines and outlines are the text colour let through to this part, so that they suit any ground."""

EMU_PER_POINT = 12_700
LabelPosition = Literal["inEnd", "ctr", "outEnd"]
NO_LINE = "<a:ln><a:noFill/></a:ln>"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle inside the chart, in fractions of its width and height."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Text:
    """How text looks: size in points, theme slot, weight."""

    size: float
    slot: str = "tx1"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """How a series' labels look and where they stand."""

    position: LabelPosition
    slot: str
    code: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis: its start, its end (None: as the data ask), step and number format.

    `shown` False: no labels, no gridlines.
    """

    end: float | None = None
    step: float | None = None
    code: str = "0"
    shown: bool = True
    start: float = 0


def fill(slot: str) -> str:
    """A solid fill of a theme slot, or of LINE, GRID or PALE_ACCENT: the accent as it is seen on a dark ground."""
    if slot == PALE_ACCENT:
        pale = '<a:schemeClr val="accent2"><a:lumMod val="60000"/><a:lumOff val="40000"/></a:schemeClr>'
        return f"<a:solidFill>{pale}</a:solidFill>"
    if slot in _THINNED:
        return f'<a:solidFill><a:schemeClr val="tx1"><a:alpha val="{_THINNED[slot]}"/></a:schemeClr></a:solidFill>'
    return f'<a:solidFill><a:schemeClr val="{slot}"/></a:solidFill>'


def line(slot: str, points: float, dash: str = "") -> str:
    """A line of a theme slot."""
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * EMU_PER_POINT)}">{fill(slot)}{dashed}<a:round/></a:ln>'


def shape(inner: str) -> str:
    """The look of a shape."""
    return f"<c:spPr>{inner}</c:spPr>"


def text_body(text: Text, *, rotation: bool = True) -> str:
    """The look of text that Office writes itself; never rotated where it could be."""
    body = '<a:bodyPr rot="0" vert="horz"/>' if rotation else "<a:bodyPr/>"
    paragraph = f'<a:p><a:pPr>{_run("defRPr", text)}</a:pPr><a:endParaRPr lang="fi-FI"/></a:p>'
    return f"<c:txPr>{body}<a:lstStyle/>{paragraph}</c:txPr>"


def layout(area: Area | None, *, inner: bool = False) -> str:
    """A hand-placed area; None leaves it to Office."""
    if area is None:
        return "<c:layout/>"
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    sides = "".join(f'<c:{name} val="{getattr(area, name):.4f}"/>' for name in "xywh")
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    return f"<c:layout><c:manualLayout>{target}{modes}{sides}</c:manualLayout></c:layout>"


def labels(label: Label | None, size: float) -> str:
    """The labels of a series; None prints none."""
    shown = "0" if label is None else "1"
    flags = f'<c:showLegendKey val="0"/><c:showVal val="{shown}"/>' + "".join(
        f'<c:show{name} val="0"/>' for name in ("CatName", "SerName", "Percent", "BubbleSize")
    )
    if label is None:
        return f"<c:dLbls>{flags}</c:dLbls>"
    return (
        f'<c:dLbls><c:numFmt formatCode={quoteattr(label.code)} sourceLinked="0"/>'
        f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>{text_body(Text(size, label.slot, bold=True))}"
        f'<c:dLblPos val="{label.position}"/>{flags}</c:dLbls>'
    )


def category_axis(ids: tuple[int, int], text: Text, *, position: str, reverse: bool, shown: bool, spokes: bool) -> str:
    """The axis of names. `ids` are its own and its partner's, `reverse` puts the first name on top."""
    orientation = "maxMin" if reverse else "minMax"
    grid = f"<c:majorGridlines>{shape(line(LINE, 0.75))}</c:majorGridlines>" if spokes else ""
    rule = line(GRID, 0.75) if position == "b" and not spokes else NO_LINE
    return (
        f'<c:catAx><c:axId val="{ids[0]}"/><c:scaling><c:orientation val="{orientation}"/></c:scaling>'
        f'<c:delete val="{int(not shown)}"/><c:axPos val="{position}"/>{grid}'
        '<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{shape(rule)}{text_body(text)}"
        f'<c:crossAx val="{ids[1]}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="60"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def value_axis(
    ids: tuple[int, int], text: Text, scale: Scale, *, position: str, at_end: bool, title: str, spokes: bool
) -> str:
    """The axis of numbers. `at_end` stands it at the far end of the names, `title` says it in words.

    `spokes` draws its line: in a radar chart one to each name.
    """
    end = "" if scale.end is None else f'<c:max val="{scale.end:g}"/>'
    step = "" if scale.step is None else f'<c:majorUnit val="{scale.step:g}"/>'
    grid = f"<c:majorGridlines>{shape(line(LINE, 0.75))}</c:majorGridlines>" if scale.shown else ""
    ends = f'<c:orientation val="minMax"/>{end}<c:min val="{scale.start:g}"/>'
    return (
        f'<c:valAx><c:axId val="{ids[0]}"/><c:scaling>{ends}</c:scaling>'
        f'<c:delete val="{int(not scale.shown)}"/><c:axPos val="{position}"/>{grid}{title}'
        f'<c:numFmt formatCode={quoteattr(scale.code)} sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"{shape(line(LINE, 0.75) if spokes else NO_LINE)}{text_body(text)}"
        f'<c:crossAx val="{ids[1]}"/><c:crosses val="{"max" if at_end else "autoZero"}"/>'
        f'<c:crossBetween val="between"/>{step}</c:valAx>'
    )


def axis_title(words: str, text: Text) -> str:
    """An axis' title; empty words make none."""
    if not words:
        return ""
    run = f"<a:r>{_run('rPr', text)}<a:t>{escape(words)}</a:t></a:r>"
    paragraph = f"<a:p><a:pPr>{_run('defRPr', text)}</a:pPr>{run}</a:p>"
    rich = f'<c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/>{paragraph}</c:rich>'
    return f'<c:title><c:tx>{rich}</c:tx><c:overlay val="0"/></c:title>'


def legend(area: Area | None, position: str, text: Text) -> str:
    """The legend at a hand-placed area; None makes none."""
    if area is None:
        return ""
    look = text_body(text, rotation=False)
    return f'<c:legend><c:legendPos val="{position}"/>{layout(area)}<c:overlay val="0"/>{look}</c:legend>'


def _run(tag: str, text: Text) -> str:
    fonts = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
    language = ' lang="fi-FI"' if tag == "rPr" else ""
    return f'<a:{tag}{language} sz="{round(text.size * 100)}" b="{int(text.bold)}">{fill(text.slot)}{fonts}</a:{tag}>'
