"""Drawings of the roadmap: charts that take data by their alt text, and the sample logo.

In: what to draw and its size in millimetres. Out: inline drawings; what they refer to is collected in `Drawings`,
from which `word_package` makes parts in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from word_text import Raw, paragraph, value
from word_type import DARK, WIDTH
from word_units import emu

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_COVER_WIDTH = WIDTH + 5
"""Half a gap beside the outer columns hangs over, so that the columns themselves meet the text's edges."""
_FREE = '<w:keepNext w:val="0"/>'
LOGO = "rId14"
LOGO_BOX, ARMS_BOX = (60, 12), (60, 20)
_LOGOS = 20
"""The number of the first of the four drawings that hold a logo: on white and on dark, each of two heights."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: the kind that `draw_chart` knows, the exhibit it shows, its name for designers, its size.

    `labels_mm` is the room for names beside bars, `text_pt` the size of the text; 0 is the usual.
    """

    kind: str
    exhibit: str
    name: str
    height_mm: float
    relation: str
    width_mm: float = WIDTH
    labels_mm: float = 0
    text_pt: float = 0


CHARTS = (
    Chart("cover", "exhibits.cover", "Kannen kuvio", 75, "rId21", _COVER_WIDTH),
    Chart("cover_dark", "exhibits.cover", "Tumman kannen kuvio", 75, "rId26", _COVER_WIDTH),
    Chart("radar", "exhibits.radar", "Profiili", 74, "rId22"),
    Chart("gaps", "exhibits.gaps", "Kuilut", 110, "rId23"),
    Chart("costs", "exhibits.costs", "Kustannukset", 58, "rId24"),
    Chart("answers", "exhibits.answers", "Vastaukset", 110, "rId25"),
)
"""Every chart of the roadmap, in its order."""


def chart(kind: str, style: str = "Kuvio", charts: Sequence[Chart] = CHARTS, *, free: bool = False) -> str:
    """The paragraph that holds a chart of a document's charts; a `free` one is not held on the page of what follows."""
    place, found = next((place, item) for place, item in enumerate(charts, start=1) if item.kind == kind)
    graphic = (
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_C}">'
        f'<c:chart xmlns:c="{_C}" r:id="{found.relation}"/></a:graphicData></a:graphic>'
    )
    size = (found.width_mm, found.height_mm)
    drawn = Raw(_inline(place, found.name, value(found.exhibit), size, graphic))
    return paragraph(style, drawn, properties=_FREE if free else "")


def logo(style: str, box: tuple[float, float] = LOGO_BOX, properties: str = "") -> str:
    """The paragraph that holds the logo: the box is the largest that it may fill, higher for a coat of arms."""
    width, height = (emu(side) for side in box)
    number = _LOGOS + 2 * style.endswith(DARK) + (box == ARMS_BOX)
    graphic = (
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Tunnus"/>'
        '<pic:cNvPicPr><a:picLocks noChangeAspect="1"/></pic:cNvPicPr></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{LOGO}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
    drawing = _inline(number, "Tunnus", value("organisation.logo"), box, graphic)
    return paragraph(style, Raw(drawing), properties=properties)


def _inline(number: int, name: str, alt: str, size: tuple[float, float], graphic: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{emu(size[0])}" cy="{emu(size[1])}"/>'
        f'<wp:docPr id="{number}" name={quoteattr(name)} descr={quoteattr(alt)}/><wp:cNvGraphicFramePr/>'
        f"{graphic}</wp:inline></w:drawing></w:r>"
    )
