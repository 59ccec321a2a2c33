"""SmartArt graphics: their texts are filled in both of their parts, on each slide its own."""

from __future__ import annotations

from drawn_decks import (
    ITEMS,
    MM,
    add_box,
    add_slide,
    all_of,
    changed,
    fill,
    looped,
    made,
    new_deck,
    relation,
    relations,
    saved,
    targets,
    typed,
    xml_of,
)
from office_checks import office_faults
from pipeline.ooxml.dialect import A
from pipeline.vocabulary.content import LongText, Record, Text
from pipeline.vocabulary.findings import Place

MS = "http://schemas.microsoft.com/office"


DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
DSP = f"{MS}/drawing/2008/diagram"
DIAGRAM = "application/vnd.openxmlformats-officedocument.drawingml.diagram"


def with_diagram(data: bytes, *boxes: str) -> bytes:
    def text(body: str) -> str:
        return f'<a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-US" sz="1800"/><a:t>{body}</a:t></a:r></a:p>'

    points = "".join(
        f'<dgm:pt modelId="{number}"><dgm:prSet/><dgm:spPr/><dgm:t>{text(body)}</dgm:t></dgm:pt>'
        for number, body in enumerate(boxes, 1)
    )
    links = "".join(
        f'<dgm:cxn modelId="{20 + number}" srcId="0" destId="{number}" srcOrd="{number - 1}" destOrd="0"/>'
        for number in range(1, len(boxes) + 1)
    )
    model = (
        f'<dgm:dataModel xmlns:dgm="{DGM}" xmlns:a="{A}"><dgm:ptLst><dgm:pt modelId="0" type="doc"><dgm:prSet/><dgm:spPr/></dgm:pt>{points}'
        f'</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst><dgm:bg/><dgm:whole/><dgm:extLst><a:ext uri="http://schemas.microsoft.com/office/drawing/2008/diagram">'
        f'<dsp:dataModelExt xmlns:dsp="{DSP}" relId="rId65" minVer="http://schemas.openxmlformats.org/drawingml/2006/diagram"/></a:ext></dgm:extLst></dgm:dataModel>'
    )
    drawn = "".join(
        f'<dsp:sp modelId="{{0000000{number}-0000-4000-8000-000000000000}}"><dsp:nvSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvSpPr/></dsp:nvSpPr><dsp:spPr><a:xfrm>'
        f'<a:off x="0" y="{number * 20 * MM}"/><a:ext cx="{80 * MM}" cy="{15 * MM}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></dsp:spPr>'
        f'<dsp:txBody>{text(body)}</dsp:txBody><dsp:txXfrm><a:off x="0" y="{number * 20 * MM}"/><a:ext cx="{80 * MM}" cy="{15 * MM}"/></dsp:txXfrm></dsp:sp>'
        for number, body in enumerate(boxes)
    )
    tree = f'<dsp:spTree><dsp:nvGrpSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvGrpSpPr/></dsp:nvGrpSpPr><dsp:grpSpPr/>{drawn}</dsp:spTree>'
    frame = (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="60" name="Kaavio" descr="Vaiheet"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm>'
        f'<a:off x="{20 * MM}" y="{45 * MM}"/><a:ext cx="{80 * MM}" cy="{60 * MM}"/></p:xfrm><a:graphic><a:graphicData uri="{DGM}"><dgm:relIds xmlns:dgm="{DGM}" '
        'r:dm="rId61" r:lo="rId62" r:qs="rId63" r:cs="rId64"/></a:graphicData></a:graphic></p:graphicFrame></p:spTree>'
    )
    sample = "<dgm:dataModel><dgm:ptLst/></dgm:dataModel>"
    layout = (
        f'<dgm:layoutDef xmlns:dgm="{DGM}" uniqueId="urn:esimerkki"><dgm:title val=""/><dgm:desc val=""/><dgm:catLst/><dgm:sampData>{sample}</dgm:sampData>'
        f'<dgm:styleData>{sample}</dgm:styleData><dgm:clrData>{sample}</dgm:clrData><dgm:layoutNode name="a"/></dgm:layoutDef>'
    )
    style = f'<dgm:styleDef xmlns:dgm="{DGM}" uniqueId="urn:tyyli"><dgm:styleLbl name="node0"/></dgm:styleDef>'
    kinds = ("Data", "Layout", "QuickStyle", "Colors")
    rows = [
        relation(f"rId6{number}", f"diagram{kind}", f"../diagrams/{kind.lower()}1.xml")
        for number, kind in enumerate(kinds, 1)
    ]
    return changed(
        data,
        {
            "ppt/slides/slide1.xml": lambda xml: xml.replace("</p:spTree>", frame),
            "ppt/slides/_rels/slide1.xml.rels": all_of(
                *rows, relation("rId65", f"{MS}/2007/relationships/diagramDrawing", "../diagrams/drawing1.xml")
            ),
            "ppt/diagrams/data1.xml": model,
            "ppt/diagrams/layout1.xml": layout,
            "ppt/diagrams/quickstyle1.xml": style,
            "ppt/diagrams/colors1.xml": f'<dgm:colorsDef xmlns:dgm="{DGM}" uniqueId="urn:varit"/>',
            "ppt/diagrams/drawing1.xml": f'<dsp:drawing xmlns:dsp="{DSP}" xmlns:a="{A}">{tree}</dsp:drawing>',
            "[Content_Types].xml": typed(
                ppt_S_diagrams_S_data1__xml=f"{DIAGRAM}Data+xml",
                ppt_S_diagrams_S_layout1__xml=f"{DIAGRAM}Layout+xml",
                ppt_S_diagrams_S_quickstyle1__xml=f"{DIAGRAM}Style+xml",
                ppt_S_diagrams_S_colors1__xml=f"{DIAGRAM}Colors+xml",
                ppt_S_diagrams_S_drawing1__xml="application/vnd.ms-office.drawingml.diagramDrawing+xml",
            ),
        },
    )


def diagram_texts(parts: dict[str, bytes], slide: int) -> dict[str, list[str]]:
    """The texts of a slide's diagram, in its data and in its drawing."""
    found = {
        kind: target.replace("..", "ppt") for kind, target in relations(parts, f"ppt/slides/slide{slide}.xml").values()
    }
    return {
        kind: ["".join(item.itertext()) for item in xml_of(parts, found[kind]).iter(f"{{{A}}}p")]
        for kind in ("diagramData", "diagramDrawing")
    }


def test_a_diagram_is_filled_in_its_data_and_its_drawing_on_each_slide() -> None:
    data = with_diagram(looped(), "{{ x.name }}", "Aina", "{{ x.name }}{% if last %} ja loppu{% endif %}")
    result = fill(data, xs=ITEMS, last=True)
    assert office_faults(result.document) == []
    parts = made(data, xs=ITEMS, last=True)
    for number in (1, 2, 3):
        expected = [f"Kohta {number}", "Aina", f"Kohta {number} ja loppu"]
        assert diagram_texts(parts, number) == {"diagramData": expected, "diagramDrawing": expected}
    for kind in ("diagramData", "diagramDrawing", "diagramLayout", "diagramColors"):
        assert len(set(targets(parts, kind))) == 3
    assert not [name for name, content in parts.items() if b' block="' in content]


def test_a_long_text_stays_in_its_box_of_a_diagram() -> None:
    parts = made(with_diagram(looped(), "{{ long }}"), xs=ITEMS, long=LongText("yksi\n- kaksi"))
    texts = diagram_texts(parts, 1)
    assert len(texts["diagramData"]) == len(texts["diagramDrawing"]) == 1


def test_blocks_that_would_repeat_boxes_are_told() -> None:
    result = fill(with_diagram(looped(), "{% for y in xs %}", "{{ y.name }}", "{% endfor %}"), xs=ITEMS)
    assert result.document is None
    assert {finding.code for finding in result.findings} >= {"TP021"}


def test_copies_of_a_diagram_on_one_slide_name_their_own_drawings() -> None:
    deck = new_deck()
    slide = add_slide(deck, "A")
    add_box(slide, "{% for x in xs %}", 10, 40, 20, 5)
    data = with_diagram(saved(deck), "Aina")
    end = (
        f'<p:sp><p:nvSpPr><p:cNvPr id="89" name="o"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{100 * MM}" y="{40 * MM}"/>'
        '<a:ext cx="9" cy="9"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>{% endfor %}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree>'
    )
    data = changed(data, {"ppt/slides/slide1.xml": lambda text: text.replace("</p:spTree>", end)})
    parts = made(data, xs=ITEMS)
    known = relations(parts, "ppt/slides/slide1.xml")
    drawings = []
    for kind, target in known.values():
        if kind == "diagramData":
            model = xml_of(parts, target.replace("..", "ppt"))
            drawings.append(known[next(model.iter(f"{{{DSP}}}dataModelExt")).get("relId")])
    assert len(set(drawings)) == 3
    assert {kind for kind, _ in drawings} == {"diagramDrawing"}
    assert office_faults(fill(data, xs=ITEMS).document) == []


def test_the_blocks_of_a_diagram_have_identities_and_know_their_cells() -> None:
    cells = tuple(Place("tyokirja.xlsx", "Koulutus", f"B{row}") for row in (4, 5))
    items = tuple(Record(f"K{row}", name=Text(f"Kohta {row}", cell)) for row, cell in enumerate(cells))
    blocks = fill(with_diagram(looped(), "{{ x.name }}"), xs=items).blocks
    drawn = [block for block in blocks if "/diagrams/" in block.part and block.cells]
    assert {block.cells for block in drawn} == {(cells[0],), (cells[1],)}
    assert len({block.identity for block in drawn}) == len(drawn)
