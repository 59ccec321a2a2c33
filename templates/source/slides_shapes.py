"""Shapes of a slide, a layout or a master: placeholders, frames of tables and charts, lines, pictures, conditions.

In: places in inches and text. Out: shapes as strings, numbered in reading order by `shape_tree`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slides_table import Table
from slides_text import Paragraph, attribute, colour, emu, tag

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_NUMBER = "§§"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the slide in inches from its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Where the box ends, in inches from the top."""
        return self.y + self.height

    def xml(self, element: str = "a:xfrm") -> str:
        """The place as a transform."""
        return (
            f'<{element}><a:off x="{emu(self.x)}" y="{emu(self.y)}"/>'
            f'<a:ext cx="{emu(self.width)}" cy="{emu(self.height)}"/></{element}>'
        )


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder: its kind and number, the same on master, layout and slide."""

    name: str
    kind: str = ""
    number: int | None = None
    small: bool = False

    def xml(self) -> str:
        """The placeholder's mark."""
        kind = f' type="{self.kind}"' if self.kind else ""
        size = ' sz="quarter"' if self.small else ""
        number = "" if self.number is None else f' idx="{self.number}"'
        return f"<p:ph{kind}{size}{number}/>"


TITLE = Holder("Otsikko", "title")
BODY = Holder("Teksti", "body", 1)
FOOTER = Holder("Alatunniste", "ftr", 11, small=True)
NUMBER = Holder("Dian numero", "sldNum", 12, small=True)
KICKER = Holder("Aihe", "body", 13, small=True)
LEAD = Holder("Ingressi", "body", 14, small=True)
CHART = Holder("Kaavio", "chart", 15)
TABLE = Holder("Taulukko", "tbl", 15)
SIDE = Holder("Luvut", "", 16, small=True)
SOURCE = Holder("Lähde", "body", 17, small=True)
YEARS = Holder("Vuodet", "body", 18, small=True)
OWNER = Holder("Organisaatio", "body", 19, small=True)
CONTACT = Holder("Yhteystiedot", "body", 20, small=True)
STEP = Holder("Kuilu", "body", 21, small=True)


def text_holder(
    holder: Holder, lines: Sequence[Paragraph], box: Box | None = None, style: str = "", body: str = ""
) -> str:
    """A placeholder with text. On a slide place and style come from the layout, so both may be left out."""
    prompt = ""
    text = "".join(line.xml() for line in lines)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{_NUMBER}" name={attribute(holder.name)}/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{holder.xml()}{prompt}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{box.xml() if box else ''}</p:spPr>"
        f"<p:txBody>{body or '<a:bodyPr/>'}<a:lstStyle>{style}</a:lstStyle>{text}</p:txBody></p:sp>"
    )


def table_frame(table: Table, box: Box, holder: Holder = TABLE) -> str:
    """A table in its placeholder. The frame is as high as the rows are."""
    place = Box(box.x, box.y, table.width, table.height).xml("p:xfrm")
    return _frame(holder, table.alt, place, f'<a:graphicData uri="{_TABLE}">{table.xml()}</a:graphicData>')


def chart_frame(binding: str, relation: str, box: Box, holder: Holder = CHART) -> str:
    """A native chart in its placeholder. The alt text binds it to its data: `{{ exhibits.gaps }}`."""
    chart = f'<c:chart xmlns:c="{_CHART}" r:id="{relation}"/>'
    data = f'<a:graphicData uri="{_CHART}">{chart}</a:graphicData>'
    return _frame(holder, f"{{{{ {binding} }}}}", box.xml("p:xfrm"), data)


def _frame(holder: Holder, alt: str, place: str, data: str) -> str:
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{_NUMBER}" name={attribute(holder.name)} '
        f'descr={attribute(alt)}/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f"<p:nvPr>{holder.xml()}</p:nvPr></p:nvGraphicFramePr>{place}<a:graphic>{data}</a:graphic></p:graphicFrame>"
    )


def picture(binding: str, relation: str, box: Box) -> str:
    """A picture that its data replace, as high as the box and at most as wide."""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{_NUMBER}" name="Tunnus" descr={attribute(f"{{{{ {binding} }}}}")}/>'
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{box.xml()}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def line(name: str, box: Box, *, points: float, slot: str, dash: str = "solid") -> str:
    """A straight line that means nothing to a screen reader."""
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{_NUMBER}" name={attribute(name)} descr="">{_DECORATIVE}</p:cNvPr>'
        f'<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{box.xml()}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{round(points * 12_700)}">{colour(slot)}<a:prstDash val="{dash}"/></a:ln></p:spPr></p:cxnSp>'
    )


def condition(text: str, box: Box) -> str:
    """A small text box with one block tag: it opens or closes a condition over the shapes between."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{_NUMBER}" name={attribute(f"Ehto {text}")}/><p:cNvSpPr txBox="1"/><p:nvPr/>'
        f'</p:nvSpPr><p:spPr>{box.xml()}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/>'
        f"{tag(text).xml()}</p:txBody></p:sp>"
    )


def shape_tree(shapes: Sequence[str]) -> str:
    """The shapes in their reading order, with ids of their own."""
    numbered = "".join(shape.replace(_NUMBER, str(place)) for place, shape in enumerate(shapes, start=2))
    origin = '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/>'
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr><a:xfrm>{origin}</a:xfrm></p:grpSpPr>{numbered}</p:spTree>"
    )
