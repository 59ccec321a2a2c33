"""Pages of the roadmap: sections, header and footers.

In: look.md's grid in millimetres. Out: section settings and the XML of header and footer parts. The relationship ids
are those that `word_package` gives.
"""

from __future__ import annotations

from word_text import Raw, field, paragraph, value
from word_units import XML_HEAD, W, emu, twips

HEADER, FOOTER, LANDSCAPE_FOOTER, COVER_HEADER = "rId11", "rId12", "rId13", "rId16"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:wps="{_WPS}" xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)
_PORTRAIT = ("", 210, 297)
_LANDSCAPE = (' w:orient="landscape"', 297, 210)


def cover_section(*, dark: bool = False) -> str:
    """The cover: no footer, the first line higher than on other pages; a dark one's header holds its ground."""
    return _section(_PORTRAIT, (22, 20, 20, 25), header=COVER_HEADER if dark else "")


def portrait_section() -> str:
    """The pages of text."""
    return _section(_PORTRAIT, (28, 20, 24, 25), header=HEADER, footer=FOOTER)


def landscape_section() -> str:
    """The timeline's pages."""
    return _section(_LANDSCAPE, (24, 20, 20, 20), header=HEADER, footer=LANDSCAPE_FOOTER)


def _section(paper: tuple[str, int, int], margins: tuple[float, ...], header: str = "", footer: str = "") -> str:
    orientation, width, height = paper
    top, right, bottom, left = (twips(mm) for mm in margins)
    named = (("header", header), ("footer", footer))
    parts = "".join(f'<w:{kind}Reference w:type="default" r:id="{relation}"/>' for kind, relation in named if relation)
    return (
        f'<w:sectPr>{parts}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{orientation}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{twips(10)}" w:footer="{twips(10)}" w:gutter="0"/><w:cols w:space="708"/></w:sectPr>'
    )


def header_xml() -> bytes:
    """The header of all pages but the cover."""
    line = paragraph("Header", value("document.header_line"))
    return f"{XML_HEAD}<w:hdr {W}>{line}</w:hdr>".encode()


def footer_xml(style: str = "Footer") -> bytes:
    """The footer: whose and which version at the left, the page's number at the right."""
    line = paragraph(style, value("document.footer_line") + "\t", field("PAGE", "1"))
    return f"{XML_HEAD}<w:ftr {W}>{line}</w:ftr>".encode()


def cover_header_xml() -> bytes:
    """The ground of a dark cover: one rectangle behind the whole page, decoration only."""
    width, height = emu(210), emu(297)
    shape = (
        '<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
    )
    place = "".join(
        f'<wp:position{side} relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:position{side}>' for side in "HV"
    )
    decorative = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1"/></a:ext></a:extLst>'
    )
    anchor = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="1" '
        f'layoutInCell="0" allowOverlap="1"><wp:simplePos x="0" y="0"/>{place}<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:wrapNone/><wp:docPr id="30" name="Kannen pohja">{decorative}</wp:docPr><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_WPS}">{shape}</a:graphicData></a:graphic></wp:anchor>'
    )
    drawing = f'<mc:Choice Requires="wps"><w:drawing>{anchor}</w:drawing></mc:Choice>'
    content = paragraph("Header", Raw(f"<w:r><mc:AlternateContent>{drawing}</mc:AlternateContent></w:r>"))
    return f"{XML_HEAD}<w:hdr {W} {_DRAWING}>{content}</w:hdr>".encode()
