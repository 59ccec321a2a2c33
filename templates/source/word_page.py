"""Pages of the roadmap: sections, header and footers.

In: look.md's grid in millimetres. Out: section settings and the XML of header and footer parts. The relationship ids
are those that `word_package` gives.
"""

from __future__ import annotations

from word_text import field, paragraph, value
from word_units import XML_HEAD, W, twips

HEADER, FOOTER, LANDSCAPE_FOOTER = "rId11", "rId12", "rId13"
_PORTRAIT = ("", 210, 297)
_LANDSCAPE = (' w:orient="landscape"', 297, 210)


def cover_section() -> str:
    """The cover: no header, no footer, the first line higher than on other pages."""
    return _section(_PORTRAIT, (22, 20, 20, 25))


def portrait_section() -> str:
    """The pages of text."""
    return _section(_PORTRAIT, (28, 20, 24, 25), footer=FOOTER)


def landscape_section() -> str:
    """The timeline's pages."""
    return _section(_LANDSCAPE, (24, 20, 20, 20), footer=LANDSCAPE_FOOTER)


def _section(paper: tuple[str, int, int], margins: tuple[float, ...], footer: str = "") -> str:
    orientation, width, height = paper
    top, right, bottom, left = (twips(mm) for mm in margins)
    parts = (
        f'<w:headerReference w:type="default" r:id="{HEADER}"/><w:footerReference w:type="default" r:id="{footer}"/>'
        if footer
        else ""
    )
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
