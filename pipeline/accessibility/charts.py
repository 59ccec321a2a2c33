"""Charts that can be read without seeing them, and seen without guessing: figures in a table, parts that stand out.

In: a file. Out: faults of charts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml import etree

from pipeline.accessibility.reading import Fault, Reading, is_fallback, said
from pipeline.ooxml.attributes import is_on, number
from pipeline.ooxml.colour import contrast, nearest
from pipeline.ooxml.contrast import document_colours
from pipeline.ooxml.contrast.letters import UNKNOWN, Grounds, best, known, least
from pipeline.ooxml.contrast.slide_grounds import beneath, fill_said
from pipeline.ooxml.dialect import WORD, WP, C, P, R, a, p, w
from pipeline.ooxml.palette import SHAPE
from pipeline.ooxml.theme_colours import ThemeColours
from pipeline.vocabulary.findings import FindingValue

_LINES = frozenset(f"{{{C}}}{name}" for name in ("lineChart", "scatterChart", "radarChart", "stockChart"))
_INSIDE = ("ctr", "inEnd", "inBase")
_SHOWN = tuple(f"{{{C}}}{name}" for name in ("showVal", "showCatName", "showSerName", "showPercent"))
_WORDED = tuple(f"{{{C}}}{name}" for name in ("catAx", "valAx", "dateAx", "serAx", "legend", "title"))
_PLAIN_SIZE = 1000.0
_MARKS = " *§+"
"""What a name has beside it in one place and not in another."""
_MOST_NAMES = 100
_MOST_SERIES = 200


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A chart where it stands: the part and the properties of its frame, its own part, its colours and its ground."""

    part: str
    properties: etree._Element
    chart: etree._Element
    colours: ThemeColours
    grounds: Grounds


def c(name: str) -> str:
    """A name of DrawingML's charts."""
    return f"{{{C}}}{name}"


def without_table(reading: Reading) -> Iterator[Fault]:
    """Charts whose categories are in no table of the file."""
    cells: frozenset[str] | None = None
    for part, properties, root in _charts(reading):
        names = _categories(root)
        if cells is None:
            cells = frozenset(_bare(cell.text) for grid in reading.grids for row in grid.rows for cell in row)
        if not cells.issuperset(names):
            yield Fault("AX016", part, properties, {"what": said(properties.get("name") or "")})


def faint_parts(reading: Reading) -> Iterator[Fault]:
    """Bars and lines that do not stand out from what the chart is on, and letters of charts that can't be read."""
    for drawn in _on_grounds(reading):
        for series in islice(drawn.chart.iter(c("ser")), _MOST_SERIES):
            yield from _faint_fills(drawn, series)
            for labels in series.iterchildren(c("dLbls")):
                fill = fill_said(series.find(c("spPr")), drawn.colours)
                yield from _faint_text(drawn, labels, _label_grounds(drawn, labels, fill))
        for holder in drawn.chart.iter(*_WORDED):
            if not _is_hidden(holder):
                yield from _faint_text(drawn, holder, drawn.grounds)


def _is_hidden(holder: etree._Element) -> bool:
    """Whether an axis prints nothing."""
    deleted, labels = holder.find(c("delete")), holder.find(c("tickLblPos"))
    without = labels is not None and labels.get("val") == "none"
    return without or (deleted is not None and is_on(deleted.get("val"), otherwise=True))


def _charts(reading: Reading) -> Iterator[tuple[str, etree._Element, etree._Element]]:
    """Each chart: the part that it stands in, its frame's properties, its own tree."""
    for part in reading.stories:
        frames = (f"{{{WP}}}inline", f"{{{WP}}}anchor") if reading.dialect is WORD else (p("graphicFrame"),)
        properties_tag = f"{{{WP}}}docPr" if reading.dialect is WORD else f"{{{P}}}cNvPr"
        relations = reading.package.relationships.get(part, {})
        for frame in reading.at.tree(part).iter(*frames):
            named = next(frame.iter(c("chart")), None)
            properties = next(frame.iter(properties_tag), None)
            relation = relations.get((named.get(f"{{{R}}}id") or "") if named is not None else "")
            there = relation is not None and relation.target in reading.package.parts
            if relation is not None and properties is not None and there and not is_fallback(frame):
                yield part, properties, reading.at.tree(relation.target)


def _on_grounds(reading: Reading) -> Iterator[_Drawn]:
    for part, properties, chart in _charts(reading):
        if reading.dialect is WORD:
            colours = document_colours(reading.at)
            grounds = reading.under_drawing(next(properties.iterancestors(w("p")), None))
        else:
            on = reading.on_slide(part)
            frame = next(properties.iterancestors(p("graphicFrame")), None)
            shape = (
                next((item for item in on.shapes(reading.at.tree(part)) if item.element is frame), None) if on else None
            )
            if on is None or shape is None:
                continue
            colours, grounds = on.colours, beneath(on, shape)
        own = fill_said(chart.find(c("spPr")), colours)
        yield _Drawn(part, properties, chart, colours, known((own,)) if own else grounds)


def _faint_fills(drawn: _Drawn, series: etree._Element) -> Iterator[Fault]:
    group = series.getparent()
    lines = group is not None and group.tag in _LINES
    for properties in (series.find(c("spPr")), *series.iterfind(f"{c('dPt')}/{c('spPr')}")):
        if properties is None or not drawn.grounds:
            continue
        line = fill_said(properties.find(a("ln")), drawn.colours)
        fill = line if lines else fill_said(properties, drawn.colours)
        if not fill or fill == UNKNOWN or best(fill, drawn.grounds) >= SHAPE:
            continue
        if line and (line == UNKNOWN or best(line, drawn.grounds) >= SHAPE):
            continue
        values = _contrast(said(_name(series)), fill, drawn.grounds, SHAPE)
        yield Fault("AX021", drawn.part, drawn.properties, values, alike=(drawn.properties, fill))


def _faint_text(drawn: _Drawn, holder: etree._Element, grounds: Grounds) -> Iterator[Fault]:
    for properties in holder.iter(a("defRPr"), a("rPr")):
        colour = fill_said(properties, drawn.colours)
        if not grounds or not colour or colour == UNKNOWN:
            continue
        needed = least((number(properties.get("sz")) or _PLAIN_SIZE) / 100, bold=is_on(properties.get("b")))
        if best(colour, grounds) < needed:
            values = _contrast(said(drawn.properties.get("name") or ""), colour, grounds, needed)
            yield Fault("AX020", drawn.part, drawn.properties, values, alike=(drawn.properties, colour, grounds))


def _contrast(what: str, colour: str, grounds: tuple[str, ...], needed: float) -> dict[str, FindingValue]:
    """What the words of a faint colour name."""
    ground = max(grounds, key=lambda item: contrast(colour, item))
    return {
        "what": what,
        "colour": colour,
        "ground": ground,
        "ratio": int(contrast(colour, ground) * 10) / 10,
        "least": needed,
        "nearest": _nearest(colour, ground, needed),
    }


@lru_cache(maxsize=256)
def _nearest(colour: str, ground: str, needed: float) -> str:
    return nearest(colour, lambda other: contrast(other, ground) >= needed) or "–"


def _label_grounds(drawn: _Drawn, labels: etree._Element, fill: str | None) -> Grounds:
    """What the numbers in or beside a chart's bars stand on; None where the chart does not say or prints none."""
    if not any(is_on(item.get("val")) for item in labels.iterchildren(*_SHOWN)):
        return None
    place = labels.find(c("dLblPos"))
    said_place = "" if place is None else place.get("val") or ""
    if said_place in _INSIDE:
        return known((fill,)) if fill else None
    return drawn.grounds if said_place in ("outEnd", "t", "b", "l", "r") else None


def _categories(chart: etree._Element) -> list[str]:
    """What the chart's bars or points are called; where they have no names, its series."""
    first = next(chart.iter(c("ser")), None)
    found = [] if first is None else [item.text or "" for item in first.iterfind(f".//{c('cat')}//{c('v')}")]
    names = found if any(item.strip() for item in found) else [_name(item) for item in chart.iter(c("ser"))]
    return [bare for name in names[:_MOST_NAMES] if (bare := _bare(name))]


def _name(series: etree._Element) -> str:
    return "".join(item.text or "" for item in series.iterfind(f"{c('tx')}//{c('v')}"))


def _bare(text: str) -> str:
    """A name as it is compared: without its marks at the ends."""
    return " ".join(text.split()).casefold().strip(_MARKS)
