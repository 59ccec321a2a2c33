"""Where shapes stand and how their text looks, whatever they leave to their layout and master."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.ooxml.dialect import A, P
from pipeline.ooxml.geometry import Box, Design, Shape
from pipeline.ooxml.tables import Margins, read_table

NAMESPACES = f'xmlns:p="{P}" xmlns:a="{A}"'
EMU = 12_700


def shape(name: str, holder: str = "", box: str = "", body: str = "", text: str = "Teksti", form: str = "") -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="{name}"/><p:cNvSpPr/><p:nvPr>{holder}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{box}{form}</p:spPr><p:txBody>{body or '<a:bodyPr/>'}<a:lstStyle/>"
        f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def at(x: int, y: int, width: int, height: int) -> str:
    """A box in points."""
    return f'<a:xfrm><a:off x="{x * EMU}" y="{y * EMU}"/><a:ext cx="{width * EMU}" cy="{height * EMU}"/></a:xfrm>'


def tree(*shapes: str) -> str:
    return f"<p:cSld><p:spTree><p:nvGrpSpPr/><p:grpSpPr/>{''.join(shapes)}</p:spTree></p:cSld>"


def style(kind: str, size: int, extra: str = "") -> str:
    return f'<p:{kind}><a:lvl1pPr>{extra}<a:defRPr sz="{size}00"/></a:lvl1pPr></p:{kind}>'


TITLE, BODY, OTHER = '<p:ph type="title"/>', '<p:ph type="body" idx="13"/>', '<p:ph idx="99"/>'
TIGHT = '<a:lnSpc><a:spcPct val="90000"/></a:lnSpc>'
INSETS = '<a:bodyPr lIns="0" tIns="12700" rIns="0" bIns="25400"><a:normAutofit/></a:bodyPr>'
LAYOUT = etree.fromstring(
    f"<p:sldLayout {NAMESPACES}>{tree(shape('Aihe', BODY, at(10, 20, 300, 40), INSETS))}</p:sldLayout>"
)
MASTER = etree.fromstring(
    f"<p:sldMaster {NAMESPACES}>{tree(shape('Otsikko', TITLE, at(5, 6, 700, 80)))}<p:txStyles>"
    f"{style('titleStyle', 30)}{style('bodyStyle', 20, TIGHT)}"
    f"{style('otherStyle', 17)}</p:txStyles></p:sldMaster>"
)


def shapes(*markup: str) -> list[Shape]:
    slide = etree.fromstring(f"<p:sld {NAMESPACES}>{tree(*markup)}</p:sld>")
    return list(Design(LAYOUT, MASTER).shapes(slide))


def test_a_placeholder_takes_place_insets_and_looks_from_layout_and_master() -> None:
    title, topic = shapes(shape("Otsikko", TITLE), shape("Aihe", BODY))
    assert (title.box, title.placed, title.is_title) == (Box(5, 6, 700, 80), False, True)
    assert (topic.box, topic.area) == (Box(10, 20, 300, 40), Box(10, 20, 300, 40))
    assert title.text is not None
    assert topic.text is not None
    assert (title.text.width, title.text.height) == pytest.approx((685.6, 72.8))
    assert (topic.text.width, topic.text.height, topic.text.autofit) == (300, 37, "shrink")
    assert title.text.paragraphs[0].runs[0].size == 30
    assert topic.text.paragraphs[0].runs[0].size == 20
    assert topic.text.paragraphs[0].look.line.value == 0.9


def test_what_the_slide_says_itself_goes_first() -> None:
    (topic,) = shapes(
        shape("Aihe", BODY, at(1, 2, 3, 4), '<a:bodyPr lIns="6350" wrap="none"><a:spAutoFit/></a:bodyPr>')
    )
    assert topic.box == Box(1, 2, 3, 4)
    assert topic.text is not None
    assert (topic.text.autofit, topic.text.wraps, topic.text.insets) == ("grow", False, (0.5, 3.0))


def test_text_outside_placeholders_looks_as_the_master_says_of_other_text() -> None:
    (box,) = shapes(shape("Laatikko", box=at(0, 0, 100, 50)))
    assert box.text is not None
    assert box.text.paragraphs[0].runs[0].size == 17
    assert box.holder == ""


def test_a_placeholder_that_the_layout_does_not_have_is_left_out_without_a_place_of_its_own() -> None:
    assert shapes(shape("Irrallinen", OTHER)) == []
    (placed,) = shapes(shape("Irrallinen", OTHER, at(1, 1, 2, 2)))
    assert placed.text is not None
    assert placed.text.paragraphs[0].runs[0].size == 20


def test_shapes_in_groups_stand_where_the_group_puts_them() -> None:
    group = (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="Ryhmä"/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        f'<a:off x="{100 * EMU}" y="{50 * EMU}"/><a:ext cx="{200 * EMU}" cy="{100 * EMU}"/>'
        f'<a:chOff x="0" y="0"/><a:chExt cx="{100 * EMU}" cy="{100 * EMU}"/></a:xfrm></p:grpSpPr>'
        f"{shape('Sisällä', box=at(10, 10, 20, 20))}</p:grpSp>"
    )
    outer, inner = shapes(group)
    assert (outer.kind, outer.box, outer.grouped) == ("group", Box(100, 50, 200, 100), False)
    assert (inner.box, inner.grouped) == (Box(120, 60, 40, 20), True)


@pytest.mark.parametrize(
    ("body", "width", "height"),
    [
        ('<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/>', 120, 60),
        ('<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" vert="vert270"/>', 60, 120),
        ('<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" numCol="2" spcCol="254000"/>', 50, 60),
    ],
)
def test_room_for_text(body: str, width: float, height: float) -> None:
    (box,) = shapes(shape("Laatikko", box=at(0, 0, 120, 60), body=body))
    assert box.text is not None
    assert (box.text.width, box.text.height) == (width, height)


def test_round_forms_take_their_corners_from_the_text() -> None:
    plain = '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/>'
    (oval,) = shapes(shape("Ympyrä", box=at(0, 0, 100, 100), body=plain, form='<a:prstGeom prst="ellipse"/>'))
    assert oval.text is not None
    assert oval.text.width == pytest.approx(70.7, abs=0.1)


def test_a_table_is_read_with_margins_spans_and_head() -> None:
    def cell(said: str = "", properties: str = "") -> str:
        text = "<a:txBody><a:bodyPr/><a:p><a:r><a:t>x</a:t></a:r></a:p></a:txBody>"
        return f"<a:tc {said}>{text}<a:tcPr {properties}/></a:tc>"

    over = cell('gridSpan="2"', 'marL="0" marT="12700"') + cell('hMerge="1"')
    upright = cell(properties='vert="vert270"') + cell()
    table = etree.fromstring(
        f'<a:tbl xmlns:a="{A}"><a:tblPr firstRow="1"/><a:tblGrid><a:gridCol w="127000"/><a:gridCol w="254000"/>'
        f'</a:tblGrid><a:tr h="127000">{over}</a:tr><a:tr h="254000">{upright}</a:tr></a:tbl>'
    )
    found = read_table(table, Design(LAYOUT, MASTER))
    assert (found.columns, found.head, found.total) == ((10.0, 20.0), 1, False)
    head, row = found.rows
    assert [(item.column, item.columns) for item in head.cells] == [(0, 2)]
    assert head.cells[0].margins == Margins(0, 1, 7.2, 3.6)
    assert [item.upright for item in row.cells] == [False, True]
    assert (head.height, row.height) == (10.0, 20.0)
    assert row.cells[1].paragraphs[0].runs[0].size == 17
