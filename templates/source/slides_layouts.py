"""The master, the seven layouts and the notes master of the decks: where things stand and how text looks there.

In: nothing but look.md's grid and type scale, in inches and points. Out: the XML of each part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slides_shapes import (
    BODY,
    CHART,
    CONTACT,
    FOOTER,
    KICKER,
    LEAD,
    NAMESPACES,
    NUMBER,
    OWNER,
    SIDE,
    SOURCE,
    STEP,
    TABLE,
    TITLE,
    YEARS,
    Box,
    Holder,
    line,
    shape_tree,
    text_holder,
)
from slides_text import (
    DEEP,
    INK,
    LANGUAGE,
    MUTED,
    PRIMARY,
    SLIDE_NUMBER,
    Paragraph,
    attribute,
    colour,
    emu,
    paragraph,
)

WIDTH, HEIGHT = 13.333, 7.5
LEFT, TOP, BOTTOM = 0.60, 1.86, 6.55
CONTENT = WIDTH - 2 * LEFT
GUTTER = 0.20
_COLUMN = (CONTENT - 11 * GUTTER) / 12


def columns(first: int, count: int, top: float = TOP, bottom: float = BOTTOM) -> Box:
    """A box over `count` of the grid's twelve columns from the column `first` (0 to 11)."""
    x = LEFT + first * (_COLUMN + GUTTER)
    return Box(x, top, count * _COLUMN + (count - 1) * GUTTER, bottom - top)


AREA = columns(0, 12)
UNDER_LEAD, UNDER_STRIP = 2.66, 2.80
LEAD_BOX, SHORT_LEAD_BOX = columns(0, 12, TOP, 2.56), columns(0, 12, TOP, 2.24)
STRIP_LEAD_BOX, STEP_BOX = columns(0, 8, TOP, 2.62), columns(9, 3, TOP - 0.06, 2.74)
CHART_BOTTOM = 6.38
CHART_AREA, CHART_BOX = columns(0, 12, bottom=CHART_BOTTOM), columns(0, 8, bottom=CHART_BOTTOM)
SIDE_BOX = columns(8, 4, TOP, CHART_BOTTOM)
COST_CHART, COST_SIDE = columns(0, 7, bottom=CHART_BOTTOM), columns(7, 5, 2.15, CHART_BOTTOM)
FIGURES_BOX, VISION_BOX = columns(0, 12, TOP, 4.50), Box(LEFT + 0.34, 4.92, CONTENT - 0.34, 1.46)
TITLE_BOX, KICKER_BOX = Box(LEFT, 0.76, CONTENT, 1.02), Box(LEFT, 0.45, 11.6, 0.28)
SOURCE_BOX, LONG_SOURCE_BOX = columns(0, 12, 6.62, 6.90), columns(0, 12, 6.42, 6.90)
DIVIDER_TITLE = Box(LEFT, 2.86, 6.4, 0.92)
COVER_TITLE, COVER_LINE = Box(LEFT, 2.02, 6.4, 1.76), Box(LEFT, 3.92, 6.4, 0)
COVER_YEARS, COVER_SUBTITLE = Box(LEFT, 4.02, 6.4, 0.36), Box(LEFT, 4.66, 6.4, 0.80)
COVER_OWNER, COVER_LOGO = Box(LEFT, 0.59, CONTENT, 0.47), Box(LEFT, 0.59, 2.4, 0.47)
COVER_ARMS = Box(LEFT, 0.59, 2.4, 0.79)
COVER_CHART = Box(7.40, 1.42, WIDTH - LEFT - 7.40, 5.13)
LIST_BOX = COVER_CHART
CONTACT_BOX = columns(0, 12, 5.72, 6.55)
_INSETS = 'lIns="0" tIns="0" rIns="0" bIns="0"'


def style(
    size: float,
    *,
    slot: str,
    bold: bool = False,
    line_height: float = 0,
    align: str = "l",
    before: float = 0,
) -> str:
    """The first level of a placeholder's list style, without a bullet."""
    spacing = f'<a:lnSpc><a:spcPct val="{round(line_height * 1000)}"/></a:lnSpc>' if line_height else ""
    spacing += f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef>'
    look = f'<a:defRPr lang="{LANGUAGE}" sz="{round(size * 100)}" b="{int(bold)}">{colour(slot)}</a:defRPr>'
    return f'<a:lvl1pPr marL="0" indent="0" algn="{align}">{spacing}<a:buNone/>{look}</a:lvl1pPr>'


def frame(anchor: str = "t", text_columns: int = 1) -> str:
    """A text body without insets, so that text stands on the grid; sizes are measured, never left to autofit."""
    beside = f' numCol="{text_columns}" spcCol="0"' if text_columns > 1 else ""
    return (
        f'<a:bodyPr vert="horz" wrap="square" {_INSETS}{beside} rtlCol="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
    )


KICKER_STYLE = style(14, slot=PRIMARY, line_height=105)
LEAD_STYLE = style(20, slot=PRIMARY, line_height=100)
SOURCE_STYLE = style(14, slot=MUTED)
BODY_STYLE = style(20, slot=INK, line_height=106, before=8)
VISION_STYLE = style(28, slot=DEEP, line_height=108)
YEARS_STYLE = style(20, slot=DEEP, bold=True)
COVER_TITLE_STYLE = style(44, slot=DEEP, bold=True, line_height=91)


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: its name in PowerPoint's menu, its kind in the file format, and its shapes."""

    key: str
    name: str
    kind: str
    shapes: tuple[str, ...]

    def xml(self) -> str:
        """The layout's part."""
        kind = f' type="{self.kind}"' if self.kind else ""
        return (
            f'<p:sldLayout {NAMESPACES}{kind} preserve="1" userDrawn="1">'
            f"<p:cSld name={attribute(self.name)}>{shape_tree(self.shapes)}</p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
        )


def layouts() -> tuple[Layout, ...]:
    """The seven layouts, and nothing but these."""
    chart, side = _prompt(CHART, CHART_BOX, "Kaavio"), _prompt(SIDE, SIDE_BOX, "Luvut", BODY_STYLE)
    return (
        Layout("cover", "Kansi", "", _cover()),
        Layout("content", "Sisältö", "", _page(_prompt(BODY, columns(0, 11), "Teksti", BODY_STYLE))),
        Layout("chart", "Kaavio", "", _page(_prompt(CHART, CHART_AREA, "Kaavio"), source=LONG_SOURCE_BOX)),
        Layout("chart_side", "Kaavio ja luvut", "", _page(chart, side, source=LONG_SOURCE_BOX)),
        Layout("table", "Taulukko", "", _page(_lead(), _step(), _prompt(TABLE, AREA, "Taulukko"))),
        Layout(
            "figures",
            "Luvut",
            "",
            _page(_prompt(TABLE, FIGURES_BOX, "Luvut"), _prompt(BODY, VISION_BOX, "Visio", VISION_STYLE, "ctr")),
        ),
        Layout(
            "closing",
            "Lopetus",
            "",
            _page(
                _prompt(TABLE, columns(0, 12, TOP, 5.60), "Taulukko"),
                _prompt(CONTACT, CONTACT_BOX, "Yhteystiedot", style(20, slot=INK)),
            ),
        ),
    )


def _cover() -> tuple[str, ...]:
    return (
        text_holder(TITLE, [paragraph("Otsikko")], COVER_TITLE, COVER_TITLE_STYLE, frame("ctr")),
        line("Tie", COVER_LINE, points=1.5, slot=PRIMARY, dash="dash"),
        text_holder(YEARS, [paragraph("Vuodet")], COVER_YEARS, YEARS_STYLE, frame(text_columns=4)),
        _prompt(BODY, COVER_SUBTITLE, "Alaotsikko", style(20, slot=MUTED, line_height=106)),
        _prompt(OWNER, COVER_OWNER, "Organisaatio", style(20, slot=DEEP, bold=True), "ctr"),
        _prompt(CHART, COVER_CHART, "Kaavio"),
    )


def _page(*content: str, source: Box = SOURCE_BOX) -> tuple[str, ...]:
    """What every page but the cover has, in reading order: title, topic, content, source, footer, number."""
    return (
        text_holder(TITLE, [paragraph("Otsikko, joka kertoo viestin")]),
        _prompt(KICKER, KICKER_BOX, "Aihe", KICKER_STYLE, "b"),
        *content,
        _prompt(SOURCE, source, "Lähde", SOURCE_STYLE, "b"),
        text_holder(FOOTER, [paragraph("Alatunniste")]),
        text_holder(NUMBER, [paragraph(SLIDE_NUMBER)]),
    )


def _lead() -> str:
    return _prompt(LEAD, LEAD_BOX, "Ingressi", LEAD_STYLE)


def _step() -> str:
    look = style(28, slot=DEEP, bold=True, align="r")
    return _prompt(STEP, STEP_BOX, "2,4 → 4", look, "ctr")


def _prompt(holder: Holder, box: Box, text: str, look: str = "", anchor: str = "t") -> str:
    return text_holder(holder, [paragraph(text)], box, look or style(14, slot=MUTED), frame(anchor))


def master_xml(layout_relations: Sequence[str]) -> str:
    """The master. A dark brand turns its colour map; nothing else changes."""
    shapes = (
        text_holder(TITLE, [paragraph("Otsikko")], TITLE_BOX, "", frame()),
        text_holder(BODY, [paragraph("Teksti")], AREA, "", frame()),
        text_holder(
            FOOTER, [paragraph("Alatunniste")], Box(LEFT, 7.02, 10.0, 0.24), style(12, slot=MUTED), frame("ctr")
        ),
        text_holder(
            NUMBER,
            [paragraph(SLIDE_NUMBER)],
            Box(WIDTH - LEFT - 1.2, 7.02, 1.2, 0.24),
            style(12, slot=MUTED, align="r"),
            frame("ctr"),
        ),
    )
    listed = "".join(
        f'<p:sldLayoutId id="{2_147_483_649 + place}" r:id="{relation}"/>'
        for place, relation in enumerate(layout_relations)
    )
    return (
        f'<p:sldMaster {NAMESPACES} preserve="1"><p:cSld><p:bg><p:bgPr>{colour("bg1")}<a:effectLst/></p:bgPr></p:bg>'
        f"{shape_tree(shapes)}</p:cSld>{COLOUR_MAP}<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst>"
        f'<p:hf hdr="0" dt="0"/>{_text_styles()}</p:sldMaster>'
    )


COLOUR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)


def _text_styles() -> str:
    title = style(30, slot=DEEP, bold=True, line_height=93).replace("<a:defRPr ", '<a:defRPr kern="1200" ')
    title = title.replace("</a:defRPr>", f"{_font('mj')}</a:defRPr>")
    return (
        f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{_levels(20, bullets=True)}</p:bodyStyle>"
        f"<p:otherStyle>{_levels(18)}</p:otherStyle></p:txStyles>"
    )


def _levels(size: float, *, bullets: bool = False) -> str:
    """Five levels: the first is plain text, the following are lists."""
    levels = []
    for place in range(5):
        hang = 0.25 * place if bullets else 0
        bullet = '<a:buFontTx/><a:buChar char="•"/>' if bullets and place else "<a:buNone/>"
        indent = -emu(0.25) if bullets and place else 0
        level_size = size if place < 2 else 18
        levels.append(
            f'<a:lvl{place + 1}pPr marL="{emu(hang)}" indent="{indent}" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" '
            f'latinLnBrk="0" hangingPunct="1"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="{600 if bullets else 0}"/></a:spcBef>{bullet}'
            f'<a:defRPr lang="{LANGUAGE}" sz="{round(level_size * 100)}" kern="1200">{colour(INK)}{_font("mn")}'
            f"</a:defRPr></a:lvl{place + 1}pPr>"
        )
    return "".join(levels)


def _font(kind: str) -> str:
    return f'<a:latin typeface="+{kind}-lt"/><a:ea typeface="+{kind}-ea"/><a:cs typeface="+{kind}-cs"/>'


def default_text_style() -> str:
    """What text outside placeholders looks like, tables among it."""
    return f"<p:defaultTextStyle>{_levels(18)}</p:defaultTextStyle>"


NOTES_PICTURE = Holder("Dian kuva", "sldImg", 2)
NOTES_TEXT = Holder("Muistiinpanot", "body", 1)


def notes_picture(box: Box | None = None) -> str:
    """The picture of the slide on its notes page."""
    place = f'{box.xml()}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if box else ""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="§§" name="Dian kuva"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        f'noChangeAspect="1"/></p:cNvSpPr><p:nvPr>{NOTES_PICTURE.xml()}</p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr></p:sp>'
    )


def notes_master_xml() -> str:
    """The notes master: the slide above, what to say below."""
    shapes = (
        notes_picture(Box(0.5, 0.6, 6.5, 3.656)),
        text_holder(NOTES_TEXT, [paragraph("Muistiinpanot")], Box(0.5, 4.6, 6.5, 4.8), "", frame()),
    )
    return (
        f"<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr>{colour('bg1')}<a:effectLst/></p:bgPr></p:bg>"
        f"{shape_tree(shapes)}</p:cSld>{COLOUR_MAP}<p:notesStyle>{_levels(14)}</p:notesStyle></p:notesMaster>"
    )


def notes_xml(lines: Sequence[Paragraph]) -> str:
    """The notes of a slide."""
    shapes = (notes_picture(), text_holder(NOTES_TEXT, lines))
    return (
        f"<p:notes {NAMESPACES}><p:cSld>{shape_tree(shapes)}</p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
