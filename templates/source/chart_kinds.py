"""The kinds of charts as data: which series each has, in which look, on which scale.

In: nothing. Out: `KINDS`, a row for each kind that `chart_drawing` draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chart_pieces import GRID, PALE_ACCENT, Label, Scale

Kind = Literal[
    "gaps",
    "cover",
    "cover_dark",
    "radar",
    "answers",
    "costs",
    "paired",
    "status",
    "progress",
    "dots",
    "spread",
    "goals",
    "cover_goals",
    "counts",
]


@dataclass(frozen=True, slots=True)
class SeriesLook:
    """The look of one series: slots of fill and outline, label, and for lines dash, marker and its size."""

    fill: str
    outline: str = "tx2"
    label: Label | None = None
    dash: str = ""
    marker: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class KindLook:
    """One kind of chart: a row of the table below.

    `dots` are markers without lines over names of at most `name_lines` lines; `joined` ones have a line from the
    lowest to the highest.
    """

    series: tuple[SeriesLook, ...]
    scale: Scale
    horizontal: bool = True
    grouping: str = "stacked"
    gap: int = 48
    radar: bool = False
    dots: bool = False
    joined: bool = False
    name_lines: int = 1
    names: bool = True
    has_legend: bool = True


_DECIMAL, _ADDED = "0.0", '"+"0.0'
_EURO, _PERCENT = '#,##0"\N{NO-BREAK SPACE}€"', '0"\N{NO-BREAK SPACE}"%'
_NO_ZERO = '[=0]"";0'
_LEVELS = Scale(end=5, step=1, code=_NO_ZERO)
_RAMP = (("accent3", "tx2"), ("accent4", "tx2"), ("accent5", "tx2"), ("accent1", "bg1"), ("tx2", "bg1"))
_STATUS = (
    ("accent5", "tx2", "tx2"),
    ("accent1", "tx2", "bg1"),
    ("tx2", "tx2", "bg1"),
    ("bg1", GRID, "tx1"),
    ("bg2", GRID, "tx1"),
)

_PROGRESS = (_STATUS[2], _STATUS[1], _STATUS[0], ("accent3", "tx2", "tx2"), _STATUS[3])
"""What is done begins at the edge, so that two years are compared from there. What was moved is the lightest level, not
white: what was cancelled must be told from it in a bar that has only one of them."""
_DOTS = (
    ("accent5", "circle", 9),
    ("tx2", "diamond", 9),
    ("accent5", "square", 8),
    ("tx2", "triangle", 8),
    ("tx2", "circle", 7),
    ("accent5", "diamond", 7),
    ("tx2", "square", 6),
    ("accent5", "triangle", 6),
)
"""Organisations differ by shape and by being dark or light: the colours alone would not be told apart. Those drawn
later are smaller, so that none hides another."""
_SPREAD = (
    ("tx2", "dash", 9),
    ("accent4", "circle", 5),
    ("tx2", "circle", 9),
    ("accent4", "circle", 5),
    ("tx2", "dash", 9),
)

_LEVEL_SERIES = (
    SeriesLook("accent4", label=Label("inEnd", "tx2", _DECIMAL)),
    SeriesLook("tx2", label=Label("ctr", "bg1", _ADDED)),
    SeriesLook("accent2", label=Label("ctr", "bg1", _ADDED)),
    SeriesLook("bg1", outline=GRID),
)
KINDS: dict[Kind, KindLook] = {
    "gaps": KindLook(_LEVEL_SERIES, _LEVELS),
    "cover": KindLook(
        tuple(SeriesLook(item.fill, item.outline) for item in _LEVEL_SERIES),
        Scale(end=5, shown=False),
        horizontal=False,
        gap=61,
        names=False,
        has_legend=False,
    ),
    "cover_dark": KindLook(
        tuple(SeriesLook(slot, "bg1") for slot in ("accent5", "bg1", PALE_ACCENT, "tx2")),
        Scale(end=5, shown=False),
        horizontal=False,
        gap=61,
        names=False,
        has_legend=False,
    ),
    "radar": KindLook(
        (
            SeriesLook("accent5", "accent5", marker="circle"),
            SeriesLook("bg1", "tx2", dash="sysDash", marker="square"),
        ),
        _LEVELS,
        radar=True,
    ),
    "answers": KindLook(
        tuple(SeriesLook(slot, label=Label("ctr", text, "0")) for slot, text in _RAMP),
        Scale(end=1, step=0.25, code=_PERCENT),
        grouping="percentStacked",
        gap=62,
    ),
    "costs": KindLook(
        (SeriesLook("accent1", "accent1", Label("outEnd", "tx1", _EURO)),),
        Scale(shown=False),
        horizontal=False,
        grouping="clustered",
        gap=67,
        has_legend=False,
    ),
    "paired": KindLook(
        (SeriesLook("accent4"), SeriesLook("tx2", label=Label("outEnd", "tx1", _DECIMAL))),
        _LEVELS,
        grouping="clustered",
        gap=60,
    ),
    "status": KindLook(
        tuple(SeriesLook(slot, outline, Label("ctr", text, "0")) for slot, outline, text in _STATUS),
        Scale(end=1, shown=False),
        grouping="percentStacked",
        gap=40,
        names=False,
    ),
    "progress": KindLook(
        tuple(SeriesLook(slot, outline, Label("ctr", text, "0")) for slot, outline, text in _PROGRESS),
        Scale(end=1, shown=False),
        grouping="percentStacked",
        gap=40,
    ),
    "goals": KindLook(
        tuple(SeriesLook(slot, outline, Label("ctr", text, "0")) for slot, outline, text in _PROGRESS),
        Scale(shown=False),
        gap=40,
    ),
    "cover_goals": KindLook(
        tuple(SeriesLook(slot, outline) for slot, outline, _ in _PROGRESS),
        Scale(end=1, shown=False),
        horizontal=False,
        grouping="percentStacked",
        gap=61,
        names=False,
        has_legend=False,
    ),
    "counts": KindLook(
        (SeriesLook("accent1", "accent1", Label("outEnd", "tx1", "0")),),
        Scale(shown=False),
        grouping="clustered",
        gap=48,
        has_legend=False,
    ),
    "dots": KindLook(
        tuple(SeriesLook(slot, "tx2", marker=marker, size=size) for slot, marker, size in _DOTS),
        Scale(start=1, end=5, step=1),
        horizontal=False,
        dots=True,
        name_lines=3,
    ),
    "spread": KindLook(
        tuple(SeriesLook(slot, "tx2", marker=marker, size=size) for slot, marker, size in _SPREAD),
        Scale(start=1, end=5, step=1),
        horizontal=False,
        dots=True,
        joined=True,
        name_lines=3,
    ),
}
