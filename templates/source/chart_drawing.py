"""Draws the charts of the templates: complete chart parts in the house's look, by theme slots only.

In: a kind, sample data and a `ChartLook`. Out: the XML of a chart part for Word and PowerPoint alike, as a designer
would have drawn it; `fill_chart` later puts in the real data.

Text and ground take tx and bg slots, areas take accents, so that a brand or a dark ground changes the chart without
touching it. Areas carry an outline in the title colour: the light ones are under 3:1 to the ground.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chart_kinds import KINDS, Kind, KindLook, SeriesLook
from chart_pieces import (
    GRID,
    NO_LINE,
    Area,
    Text,
    axis_title,
    category_axis,
    fill,
    labels,
    layout,
    legend,
    line,
    shape,
    text_body,
    value_axis,
)

from pipeline.ooxml.chart import draw_data, write_formats
from pipeline.ooxml.chart_layout import legend_characters
from pipeline.ooxml.dialect import A, C, R
from pipeline.ooxml.package import parse, serialise
from pipeline.vocabulary.content import Chart, Series

__all__ = ["SLIDE", "WORD", "ChartLook", "Kind", "draw_chart"]

_AXES = (504_000_001, 504_000_002)
_MM_PER_POINT = 25.4 / 72
_OUTLINE = 0.75
_RADAR_LINE, _MARKER, _MARKER_OUTLINE = 2.75, 8, 1.75
_HIGH = 1.35
"""Height of a line of text, in its size."""
_SCALE_ROOM = 0.8
"""Room for the numbers of a standing scale, in lines of text."""
_WIDE = 0.5
"""Mean width of a letter, in its size."""
_JOINING = 1.5
_RADAR_KEY = 1.4
"""How much wider a legend is whose keys are lines."""


@dataclass(frozen=True, slots=True)
class ChartLook:
    """Where a chart will stand: its size and that of its text, in millimetres and points.

    `labels_mm` is the room for the names beside horizontal bars, `axis_title` the scale in words (empty on slides).
    `WORD` and `SLIDE` are the two looks of the house.
    """

    width_mm: float
    height_mm: float
    text_pt: float
    labels_mm: float
    axis_title: str = ""

    @property
    def line_mm(self) -> float:
        """Height of one line of text."""
        return self.text_pt * _MM_PER_POINT * _HIGH


WORD = ChartLook(width_mm=165, height_mm=110, text_pt=9.5, labels_mm=62)
SLIDE = ChartLook(width_mm=308, height_mm=119, text_pt=14, labels_mm=91)


def draw_chart(kind: Kind, sample: Chart, look: ChartLook) -> bytes:
    """A chart part of a kind with sample data. Its embedded workbook is expected as relationship `rId1`.

    Every series of the kind is drawn, also when the sample gives fewer or empty ones: each keeps a look for later.
    """
    missing = len(KINDS[kind].series) - len(sample.series)
    full = (*sample.series, *(Series("", ()) for _ in range(missing)))
    root = parse(_xml(KINDS[kind], look, [series.name for series in full]).encode())
    data = replace(sample, series=full)
    draw_data(root, data)
    write_formats(root, data)
    return serialise(root)


def _xml(kind: KindLook, look: ChartLook, names: Sequence[str]) -> str:
    text = text_body(Text(look.text_pt), rotation=False)
    return (
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/>{_plot(kind, look)}{_legend(kind, look, names)}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{shape('<a:noFill/><a:ln><a:noFill/></a:ln>')}{text}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _plot(kind: KindLook, look: ChartLook) -> str:
    small, names = Text(look.text_pt, "accent6"), Text(look.text_pt)
    title = axis_title(look.axis_title, small) if kind.scale.shown and not kind.radar else ""
    sides = ("l", "b") if kind.horizontal and not kind.radar else ("b", "l")
    first, second = _AXES
    axes = category_axis(
        (first, second),
        names,
        position=sides[0],
        reverse=kind.horizontal and not kind.radar,
        shown=kind.names,
        spokes=kind.radar,
    ) + value_axis(
        (second, first),
        small,
        kind.scale,
        position=sides[1],
        at_end=kind.horizontal and not kind.radar,
        title=title,
        spokes=kind.radar,
    )
    area = layout(_inner(kind, look), inner=True)
    return f"<c:plotArea>{area}{_group(kind, look)}{axes}{shape('<a:noFill/>')}</c:plotArea>"


def _group(kind: KindLook, look: ChartLook) -> str:
    series = "".join(_series(kind, place, item, look) for place, item in enumerate(kind.series))
    ids = "".join(f'<c:axId val="{number}"/>' for number in _AXES)
    if kind.radar:
        return f'<c:radarChart><c:radarStyle val="marker"/><c:varyColors val="0"/>{series}{ids}</c:radarChart>'
    if kind.dots:
        joined = f"<c:hiLowLines>{shape(line(GRID, _JOINING))}</c:hiLowLines>" if kind.joined else ""
        return (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}{joined}<c:marker val="1"/>{ids}'
            "</c:lineChart>"
        )
    direction = "bar" if kind.horizontal else "col"
    overlap = "0" if kind.grouping == "clustered" else "100"
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{kind.grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{kind.gap}"/><c:overlap val="{overlap}"/>{ids}</c:barChart>'
    )


def _series(kind: KindLook, place: int, item: SeriesLook, look: ChartLook) -> str:
    numbers = "<c:val><c:numRef><c:f/><c:numCache><c:formatCode>General</c:formatCode></c:numCache></c:numRef></c:val>"
    head = f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
    tail = f"{labels(item.label, look.text_pt)}{numbers}</c:ser>"
    if not (kind.radar or kind.dots):
        return f'{head}{shape(fill(item.fill) + line(item.outline, _OUTLINE))}<c:invertIfNegative val="0"/>{tail}'
    dot = shape(fill(item.fill) + line(item.outline, _MARKER_OUTLINE))
    size = round((item.size or _MARKER) * look.text_pt / WORD.text_pt) if kind.dots else _MARKER
    marker = f'<c:marker><c:symbol val="{item.marker}"/><c:size val="{size}"/>{dot}</c:marker>'
    if kind.dots:
        tail = tail.replace("</c:ser>", '<c:smooth val="0"/></c:ser>')
        return f"{head}{shape(NO_LINE)}{marker}{tail}"
    return f"{head}{shape(line(item.outline, _RADAR_LINE, item.dash or 'solid'))}{marker}{tail}"


def _inner(kind: KindLook, look: ChartLook) -> Area:
    """The plot area without its labels: what Office is left to place by itself differs from program to program."""
    if kind.radar:
        return Area(0.27, 0.19, 0.46, 0.68)
    if not kind.names and not kind.has_legend:
        return Area(0, 0, 1, 1)
    row = look.line_mm
    above = row * (1.6 if kind.has_legend else 1.4)
    names = kind.name_lines if kind.scale.shown or not kind.horizontal else 0
    below = row * (0.2 + names * 1.3 + bool(look.axis_title) * 1.4)
    left = look.labels_mm if kind.horizontal and kind.names else _SCALE_ROOM * row * kind.dots
    right = look.text_pt * _MM_PER_POINT * (1.6 if kind.scale.shown else 0)
    x, y = left / look.width_mm, above / look.height_mm
    return Area(x, y, 1 - x - right / look.width_mm, 1 - y - below / look.height_mm)


def _legend(kind: KindLook, look: ChartLook, names: Sequence[str]) -> str:
    if not kind.has_legend:
        return ""
    width = legend_characters(names) * look.text_pt * _MM_PER_POINT * _WIDE / look.width_mm
    width *= _RADAR_KEY if kind.radar or kind.dots else 1
    area = Area(0, 0, min(width, 1), 1.25 * look.line_mm / look.height_mm)
    return legend(area, "t", Text(look.text_pt))
