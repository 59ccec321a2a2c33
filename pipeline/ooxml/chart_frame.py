"""What stands around a chart's series: groups, axes, legend.

In: a chart's tree whose series have just changed. Out: the same tree without what the series no longer need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from pipeline.ooxml.chart_kinds import ROUND, groups_of, in_order, series_of
from pipeline.ooxml.chart_xml import amount, c, index_of, parent, setting

_DATES = frozenset(c(name) for name in ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit"))
_NUMBERS = 2**31
_FILTERED = "{http://schemas.microsoft.com/office/drawing/2012/chart}filtered"


def keep_only(root: etree._Element, elements: Sequence[etree._Element], *, days: bool = False) -> None:
    """Drops all other series, and groups and axes that are left without any. `days` keeps axes of dates."""
    kept = set(elements)
    for element in [item for item in series_of(root) if item not in kept]:
        parent(element).remove(element)
    for group in groups_of(root):
        if group.find(c("ser")) is None:
            parent(group).remove(group)
        else:
            _forget_filtered(group)
            _forget_split(group)
    _tidy_axes(root, days=days)


def listed_names(root: etree._Element) -> list[str]:
    """The names that a legend lists: those of the series, or of the points of a round chart."""
    series = in_order(root)
    if series and parent(series[0]).tag in ROUND:
        return [point.findtext(c("v"), "") for point in series[0].iterfind(f"{c('cat')}//{c('pt')}")]
    return [item.findtext(f"{c('tx')}//{c('v')}", "") for item in series]


def mend_numbers(root: etree._Element) -> None:
    """Numbers of axes below zero, which some programs write, are not allowed."""
    for item in root.iter(c("axId"), c("crossAx")):
        number = item.get("val", "")
        if number.startswith("-") and number[1:].isdecimal():
            item.set("val", str(int(number) % _NUMBERS))


class Legend:
    """The entries of a template's legend that a designer changed or hid, by what they stand for."""

    def __init__(self, root: etree._Element) -> None:
        """Remembers them, before the series change."""
        self._root = root
        self._round = any(group.tag in ROUND for group in groups_of(root))
        self._keys = _entries(in_order(root))

    def mend(self) -> None:
        """Numbers the entries again after the series changed; those of series and points that are gone go."""
        now = {key: number for number, key in enumerate(_entries(in_order(self._root)))}
        for entry in list(self._root.iter(c("legendEntry"))):
            number = self._now(index_of(entry), now)
            if number is None:
                parent(entry).remove(entry)
            else:
                for item in entry.findall(c("idx")):
                    item.set("val", str(number))

    def _now(self, number: int, now: Mapping[tuple[etree._Element, int], int]) -> int | None:
        if self._round:
            count = max((int(amount(item.get("val", ""))) for item in self._root.iter(c("ptCount"))), default=0)
            return number if number < count else None
        return now.get(self._keys[number]) if number < len(self._keys) else None


def _entries(series: Sequence[etree._Element]) -> list[tuple[etree._Element, int]]:
    """What a legend lists: the series, then their trend lines."""
    lines = [(item, place + 1) for item in series for place, _ in enumerate(item.findall(c("trendline")))]
    return [(item, 0) for item in series] + lines


def forget_pivot(root: etree._Element) -> None:
    """A chart with data of its own is no longer that of a pivot table."""
    for source in root.findall(c("pivotSource")):
        root.remove(source)
    for formats in root.findall(f"{c('chart')}/{c('pivotFmts')}"):
        parent(formats).remove(formats)


def _forget_filtered(group: etree._Element) -> None:
    """Series that Office keeps hidden behind its filter refer to the old sheet."""
    for extensions in group.findall(c("extLst")):
        if any(str(item.tag).startswith(_FILTERED) for item in extensions.iter()):
            group.remove(extensions)


def _forget_split(group: etree._Element) -> None:
    """Slices drawn in the second pie that are gone."""
    count = max((int(amount(item.get("val", ""))) for item in group.iter(c("ptCount"))), default=0)
    for split in group.findall(c("custSplit")):
        for point in [item for item in split if amount(item.get("val", "")) >= count]:
            split.remove(point)


def _tidy_axes(root: etree._Element, *, days: bool) -> None:
    used = {number for group in groups_of(root) for number in axis_ids(group)}
    for axis in list(root.iter(c("catAx"), c("dateAx"), c("valAx"), c("serAx"))):
        if setting(axis, "axId") not in used:
            parent(axis).remove(axis)
        elif axis.tag == c("dateAx") and not days:
            _categorise(axis)


def axis_ids(group: etree._Element) -> list[str]:
    """The numbers of the axes that a group is drawn on."""
    return [item.get("val", "") for item in group.findall(c("axId"))]


def _categorise(axis: etree._Element) -> None:
    """Where categories are text, an axis of dates would print them as the first days of 1900."""
    axis.tag = c("catAx")
    for child in [item for item in axis if item.tag in _DATES]:
        axis.remove(child)
    for scaling in axis.findall(c("scaling")):
        for end in [*scaling.findall(c("min")), *scaling.findall(c("max"))]:
            scaling.remove(end)
