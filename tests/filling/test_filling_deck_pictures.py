"""Pictures in the boxes that were drawn for them: whole, in their own proportions, nothing of the sample left."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pptx.util import Emu

from documents import NAMESPACES, filled, part
from documents import word as word_document
from drawn_decks import (
    HEIGHT,
    MM,
    WIDTH,
    add_slide,
    add_xml,
    all_of,
    changed,
    fill,
    made,
    new_deck,
    opened,
    relation,
    relations,
    saved,
    xml_of,
)
from office_checks import office_faults
from pipeline.ooxml.dialect import WP, A, P, R
from pipeline.vocabulary.content import Picture

ADEC = "http://schemas.microsoft.com/office/drawing/2017/decorative"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def png(width: int, height: int, colour: str = "#006374") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


def picture(width: int, height: int, alt: str = "Esimerkkilän vaakuna") -> Picture:
    return Picture(png(width, height, "#BD5027"), "image/png", width, height, alt)


def with_picture(left: float, top: float, width: float, height: float, edit: Callable[[str], str] = str) -> bytes:
    deck = new_deck()
    slide = add_slide(deck, "Kuva")
    box = (Emu(round(value * MM)) for value in (left, top, width, height))
    drawn = slide.shapes.add_picture(BytesIO(png(10, 10)), *box)
    drawn._element.nvPicPr.cNvPr.set("descr", "{{ logo }}")
    return changed(saved(deck), {"ppt/slides/slide1.xml": edit})


def placed(data: bytes, **names: object) -> tuple[float, float, float, float]:
    """Left, top, width and height of the picture in millimetres."""
    (found,) = [
        shape
        for shape in opened(data, **names).slides[0].shapes
        if shape.shape_type == 13 or (shape.is_placeholder and shape.placeholder_format.type == 18)
    ]
    return tuple(round(value / MM, 1) for value in (found.left, found.top, found.width, found.height))


@pytest.mark.parametrize(
    ("left", "expected"),
    [(15, (15, 50, 20, 40)), (140, (160, 50, 20, 40)), (260, (300, 50, 20, 40))],
)
def test_a_narrow_picture_keeps_to_the_side_it_is_nearest_to(left: float, expected: tuple[float, ...]) -> None:
    assert placed(with_picture(left, 50, 60, 40), logo=picture(100, 200)) == expected


def test_a_flat_picture_stands_at_the_top_of_its_box() -> None:
    assert placed(with_picture(15, 50, 60, 40), logo=picture(300, 100)) == (15, 50, 60, 20)


def test_nothing_of_the_sample_s_pixels_is_left() -> None:
    svg = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
    a14 = "http://schemas.microsoft.com/office/drawing/2010/main"
    extensions = (
        '<a:extLst><a:ext uri="{BEBA8EAE-BF5A-486C-A8C5-ECC9F3942E4B}">'
        f'<a14:imgProps xmlns:a14="{a14}"><a14:imgLayer r:embed="rId91"><a14:imgEffect><a14:saturation sat="0"/></a14:imgEffect>'
        '</a14:imgLayer></a14:imgProps></a:ext><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
        f'<asvg:svgBlip xmlns:asvg="{svg}" r:embed="rId90"/></a:ext></a:extLst>'
    )

    def edit(text: str) -> str:
        text = re.sub(r'(<a:blip r:embed="\w+")/>', rf'\1>{extensions}</a:blip><a:srcRect l="25000" r="25000"/>', text)
        assert "svgBlip" in text
        assert "srcRect" in text
        return text

    data = changed(
        with_picture(15, 50, 60, 40, edit),
        {
            "ppt/slides/_rels/slide1.xml.rels": all_of(
                relation("rId90", "image", "../media/sample.svg"), relation("rId91", "image", "../media/sample.wdp")
            ),
            "ppt/media/sample.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "ppt/media/sample.wdp": b"x",
            "[Content_Types].xml": lambda text: text.replace(
                "</Types>",
                '<Default Extension="svg" ContentType="image/svg+xml"/><Default Extension="wdp" ContentType="image/vnd.ms-photo"/></Types>',
            ),
        },
    )
    parts = made(data, logo=picture(300, 100))
    slide = parts["ppt/slides/slide1.xml"]
    assert b"svgBlip" not in slide
    assert b"srcRect" not in slide
    assert b"imgLayer" not in slide
    assert [target for kind, target in relations(parts, "ppt/slides/slide1.xml").values() if kind == "image"] == [
        name.replace("ppt/", "../") for name in parts if name.startswith("ppt/media/")
    ]
    assert office_faults(fill(data, logo=picture(300, 100)).document) == []


# --- placeholders ---


def holder_deck(*, filled_in: bool, body: str = "<a:bodyPr/>", levels: str = "") -> bytes:
    """A slide on a layout with a picture placeholder of 60 by 40 mm, empty or with a sample in it."""
    deck = new_deck()
    slide = add_slide(deck, "Kuva")
    mark = '<p:nvPr><p:ph type="pic" idx="13"/></p:nvPr>'
    if filled_in:
        add_xml(
            slide,
            f'<p:pic><p:nvPicPr><p:cNvPr id="30" name="Kuva" descr="{{{{ logo }}}}"/><p:cNvPicPr/>{mark}</p:nvPicPr><p:blipFill>'
            '<a:blip r:embed="rId50"/><a:srcRect t="10000" b="10000"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr/></p:pic>',
        )
    else:
        add_xml(
            slide,
            f'<p:sp><p:nvSpPr><p:cNvPr id="30" name="Kuva" descr="{{{{ logo }}}}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>{mark}'
            "</p:nvSpPr><p:spPr/></p:sp>",
        )
    layout = (
        f'<p:sp><p:nvSpPr><p:cNvPr id="99" name="Paikka"/><p:cNvSpPr/><p:nvPr><p:ph type="pic" idx="13"/></p:nvPr></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{100 * MM}" y="{50 * MM}"/><a:ext cx="{60 * MM}" cy="{40 * MM}"/></a:xfrm></p:spPr>'
        f"<p:txBody>{body}<a:lstStyle>{levels}</a:lstStyle><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
    )
    return changed(
        saved(deck),
        {
            "ppt/slideLayouts/slideLayout6.xml": lambda text: text.replace("</p:spTree>", f"{layout}</p:spTree>"),
            "ppt/slides/_rels/slide1.xml.rels": relation("rId50", "image", "../media/sample.png"),
            "ppt/media/sample.png": png(30, 20),
            "[Content_Types].xml": lambda text: text.replace(
                "</Types>", '<Default Extension="png" ContentType="image/png"/></Types>'
            ),
        },
    )


@pytest.mark.parametrize("filled_in", [True, False])
def test_a_picture_stands_in_the_middle_of_its_placeholder(filled_in: bool) -> None:
    data = holder_deck(filled_in=filled_in)
    assert placed(data, logo=picture(100, 200)) == (120, 50, 20, 40)
    assert office_faults(fill(data, logo=picture(100, 200)).document) == []
    (drawn,) = xml_of(made(data, logo=picture(100, 200)), "ppt/slides/slide1.xml").iter(f"{{{P}}}pic")
    assert drawn.find(f".//{{{P}}}ph").get("idx") == "13"
    assert drawn.find(f".//{{{P}}}cNvPr").get("descr") == "Esimerkkilän vaakuna"


def test_a_picture_stands_in_its_placeholder_as_text_would() -> None:
    data = holder_deck(filled_in=True, body='<a:bodyPr anchor="b"/>', levels='<a:lvl1pPr algn="r"/>')
    assert placed(data, logo=picture(300, 100)) == (100, 70, 60, 20)
    assert placed(data, logo=picture(100, 200)) == (140, 50, 20, 40)


def test_an_empty_placeholder_without_a_tag_goes_and_one_with_a_picture_stays() -> None:
    empty = changed(
        holder_deck(filled_in=False), {"ppt/slides/slide1.xml": lambda text: text.replace("{{ logo }}", "Kuva")}
    )
    assert len(opened(empty).slides[0].shapes) == 1
    full = changed(
        holder_deck(filled_in=True), {"ppt/slides/slide1.xml": lambda text: text.replace("{{ logo }}", "Kuva")}
    )
    assert len(opened(full).slides[0].shapes) == 2
    assert b"srcRect" in made(full)["ppt/slides/slide1.xml"]  # what no tag fills stays as drawn


# --- what is said of a picture ---


def decorative(data: bytes, value: Picture) -> list[tuple[str, str | None]]:
    root = xml_of(made(data, logo=value), "ppt/slides/slide1.xml")
    (named,) = [item for item in root.iter(f"{{{P}}}cNvPr") if item.getparent().tag == f"{{{P}}}nvPicPr"]
    marks = [item.get("val") for item in named.iter(f"{{{ADEC}}}decorative")]
    assert office_faults(fill(data, logo=value).document) == []
    return [(named.get("descr"), next(iter(marks), None))]


def test_a_picture_without_a_text_alternative_is_decoration() -> None:
    data = with_picture(15, 50, 60, 40)
    assert decorative(data, picture(10, 10, alt="")) == [("", "1")]
    assert decorative(data, picture(10, 10)) == [("Esimerkkilän vaakuna", None)]


def test_a_sample_s_mark_of_decoration_goes_when_there_is_something_to_say() -> None:
    mark = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
        f'<adec:decorative xmlns:adec="{ADEC}" val="1"/></a:ext></a:extLst>'
    )
    data = with_picture(
        15, 50, 60, 40, lambda text: re.sub(r'(descr="\{\{ logo \}\}")/>', rf"\1>{mark}</p:cNvPr>", text)
    )
    assert decorative(data, picture(10, 10)) == [("Esimerkkilän vaakuna", None)]


def test_a_condition_around_a_picture() -> None:
    deck = new_deck()
    slide = add_slide(deck, "Kuva")
    from drawn_decks import add_box

    add_box(slide, "{% if logo %}", 0, 0)
    drawn = slide.shapes.add_picture(BytesIO(png(10, 10)), Emu(0), Emu(0), Emu(WIDTH), Emu(HEIGHT))
    drawn._element.nvPicPr.cNvPr.set("descr", "{{ logo }}")
    add_box(slide, "{% endif %}", 0, 0)
    assert len(opened(saved(deck), logo=None).slides[0].shapes) == 1
    parts = made(saved(deck), logo=None)
    assert not [name for name in parts if name.startswith("ppt/media/")]
    assert len(opened(saved(deck), logo=picture(1, 1)).slides[0].shapes) == 2


# --- Word ---


def drawing(kind: str = "inline", inner: str = "", crop: str = "", rotation: str = "") -> str:
    turned = f' rot="{rotation}"' if rotation else ""
    position = (
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    )
    start = position if kind == "anchor" else ""
    wrap = '<wp:wrapSquare wrapText="bothSides"/>' if kind == "anchor" else ""
    own = (
        ' simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"'
        if kind == "anchor"
        else ""
    )
    return (
        f'<w:p><w:r><w:drawing xmlns:wp="{WP}"><wp:{kind} distT="0" distB="0" distL="0" distR="0"{own}>{start}'
        f'<wp:extent cx="{60 * MM}" cy="{40 * MM}"/><wp:effectExtent l="0" t="190500" r="0" b="190500"/>{wrap}'
        '<wp:docPr id="1" name="Kuva" descr="{{ logo }}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr><pic:cNvPr id="1" name="Kuva" descr="{{{{ logo }}}}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId9"/>{crop}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm{turned}><a:off x="0" y="0"/><a:ext cx="{60 * MM - 3}" cy="{40 * MM + 3}"/></a:xfrm><a:prstGeom prst="rect">'
        f"<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>{inner}</wp:{kind}></w:drawing></w:r></w:p>"
    )


def in_word(xml: str, value: Picture) -> Any:
    from lxml import etree

    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{R}/image" Target="media/sample.png"/></Relationships>'
    )
    data = changed(
        word_document(xml, parts={"word/_rels/document.xml.rels": rels}),
        {
            "word/media/sample.png": png(3, 2),
            "[Content_Types].xml": lambda text: text.replace(
                "<Override", '<Default Extension="png" ContentType="image/png"/><Override', 1
            ),
        },
    )
    result = filled(data, logo=value)
    assert result.document is not None, result.findings
    assert office_faults(result.document) == []
    assert NAMESPACES
    return etree.fromstring(part(result.document).encode())


@pytest.mark.parametrize("kind", ["inline", "anchor"])
def test_in_word_the_drawing_and_the_picture_in_it_have_one_size(kind: str) -> None:
    root = in_word(drawing(kind, crop='<a:srcRect l="20000"/>'), picture(300, 100))
    (extent,) = root.iter(f"{{{WP}}}extent")
    (inner,) = [item.find(f"{{{A}}}ext") for item in root.iter(f"{{{A}}}xfrm")]
    assert (extent.get("cx"), extent.get("cy")) == (str(60 * MM), str(20 * MM))
    assert (inner.get("cx"), inner.get("cy")) == (str(60 * MM), str(20 * MM))
    assert next(root.iter(f"{{{A}}}srcRect"), None) is None
    assert {item.get("descr") for item in root.iter(f"{{{WP}}}docPr", f"{{{PIC}}}cNvPr")} == {"Esimerkkilän vaakuna"}


def test_in_word_a_size_in_shares_of_the_page_does_not_stretch_the_picture() -> None:
    w14 = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
    share = (
        f'<wp14:sizeRelH xmlns:wp14="{w14}" relativeFrom="margin"><wp14:pctWidth>40000</wp14:pctWidth></wp14:sizeRelH>'
    )
    root = in_word(drawing("anchor", share), picture(300, 100))
    assert not list(root.iter("{*}sizeRelH"))


def test_in_word_the_room_for_a_turned_sample_goes() -> None:
    turned = in_word(drawing(rotation="2700000"), picture(300, 100))
    straight = in_word(drawing(), picture(300, 100))
    assert next(turned.iter(f"{{{WP}}}effectExtent")).get("t") == "0"
    assert next(straight.iter(f"{{{WP}}}effectExtent")).get("t") == "190500"


def test_in_word_a_picture_without_a_text_alternative_is_decoration() -> None:
    assert next(in_word(drawing(), picture(3, 1, alt="")).iter(f"{{{ADEC}}}decorative")).get("val") == "1"
    assert next(in_word(drawing(), picture(3, 1)).iter(f"{{{ADEC}}}decorative"), None) is None
