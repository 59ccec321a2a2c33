"""The table of differences between Word and PowerPoint: everything else is shared.

In: nothing. Out: `WORD` and `POWERPOINT`, the element names of a dialect in Clark notation.
"""

from __future__ import annotations

from dataclasses import dataclass

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
FALLBACK, ALTERNATIVES = f"{{{MC}}}Fallback", f"{{{MC}}}AlternateContent"
"""What older programs show instead, and what holds it beside the choice of newer ones."""
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one program names the things that both have. `shapes` are the elements that can be repeated as a whole."""

    name: str
    paragraph: str
    paragraph_properties: str
    run: str
    run_properties: str
    text: str
    line_break: str
    table: str
    grid: str
    row: str
    cell: str
    cell_properties: str
    cell_properties_first: bool
    shapes: tuple[str, ...]
    width: str


def w(name: str) -> str:
    """A WordprocessingML name."""
    return f"{{{W}}}{name}"


def a(name: str) -> str:
    """A DrawingML name."""
    return f"{{{A}}}{name}"


def p(name: str) -> str:
    """A PresentationML name."""
    return f"{{{P}}}{name}"


WORD = Dialect(
    name="word",
    paragraph=w("p"),
    paragraph_properties=w("pPr"),
    run=w("r"),
    run_properties=w("rPr"),
    text=w("t"),
    line_break=w("br"),
    table=w("tbl"),
    grid=w("tblGrid"),
    row=w("tr"),
    cell=w("tc"),
    cell_properties=w("tcPr"),
    cell_properties_first=True,
    shapes=(),
    width=w("w"),
)

POWERPOINT = Dialect(
    name="powerpoint",
    paragraph=a("p"),
    paragraph_properties=a("pPr"),
    run=a("r"),
    run_properties=a("rPr"),
    text=a("t"),
    line_break=a("br"),
    table=a("tbl"),
    grid=a("tblGrid"),
    row=a("tr"),
    cell=a("tc"),
    cell_properties=a("tcPr"),
    cell_properties_first=False,
    shapes=(p("sp"), p("graphicFrame"), p("pic"), p("cxnSp"), p("grpSp")),
    width="w",
)
