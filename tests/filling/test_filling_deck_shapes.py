"""Shapes on slides: repeated ones are laid out and numbered, and what names a shape names the one of its own pass."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from pptx.util import Emu

from drawn_decks import MM, add_box, add_slide, add_xml, changed, fill, made, new_deck, opened, saved, texts, xml_of
from office_checks import office_faults
from pipeline.ooxml.dialect import A, P
from pipeline.vocabulary.content import Record

A16 = "http://schemas.microsoft.com/office/drawing/2014/main"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
Spot = tuple[float, float]


def items(count: int) -> tuple[Record, ...]:
    return tuple(Record(f"K{number}", name=f"Kortti {number}", parts=("a", "b")) for number in range(1, count + 1))


def looped(first: Spot, last: Spot, *, size: Spot = (50, 20)) -> Any:
    deck = new_deck()
    slide = add_slide(deck, "Kortit")
    add_box(slide, "{% for x in xs %}", *first, 40, 8)
    add_box(slide, "{{ x.name }}", *first, *size)
    add_box(slide, "{% endfor %}", *last, 40, 8)
    return deck


def spots(deck: Any, start: str = "Kortti") -> list[Spot]:
    """The places of the shapes whose text begins so, in millimetres."""
    shapes = [
        shape for shape in deck.slides[0].shapes if shape.has_text_frame and shape.text_frame.text.startswith(start)
    ]
    return [(round(shape.left / MM, 1), round(shape.top / MM, 1)) for shape in shapes]


# --- where copies stand ---


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ((75, 50), [(15, 50), (75, 50), (135, 50), (195, 50)]),  # beside each other
        ((77, 52), [(15, 50), (77, 50), (139, 50), (201, 50)]),  # two millimetres are a slip of the hand
        ((15, 75), [(15, 50), (15, 75), (15, 100), (15, 125)]),  # below each other
        ((165, 75), [(15, 50), (165, 50), (15, 75), (165, 75)]),  # in a grid
        ((115, 75), [(15, 50), (115, 50), (215, 50), (15, 75)]),
    ],
)
def test_copies_step_by_the_distance_of_the_control_shapes(last: Spot, expected: list[Spot]) -> None:
    result = saved(looped((15, 50), last))
    assert spots(opened(result, xs=items(4))) == expected


def test_copies_without_a_distance_stand_below_each_other() -> None:
    tops = [top for _, top in spots(opened(saved(looped((15, 50), (15, 50))), xs=items(3)))]
    assert tops[0] == 50
    assert all(lower - upper >= 20 for upper, lower in pairwise(tops))


def test_nothing_repeated_leaves_nothing() -> None:
    deck = opened(saved(looped((15, 50), (75, 50))), xs=())
    assert texts(deck.slides[0]) == ["Kortit"]


def test_a_pass_moves_as_a_whole_and_a_condition_in_it_costs_no_place() -> None:
    deck = new_deck()
    slide = add_slide(deck, "Kortit")
    for text, left, top in (
        ("{% for x in xs %}{% if x.name != 'Kortti 2' %}", 15, 50),
        ("{{ x.name }}", 15, 50),
        ("alla", 20, 70),
        ("{% endif %}{% endfor %}", 75, 50),
    ):
        add_box(slide, text, left, top, 40, 8)
    deck = opened(saved(deck), xs=items(3))
    assert spots(deck) == [(15, 50), (75, 50)]
    assert spots(deck, "alla") == [(20, 70), (80, 70)]


def test_loops_in_loops_step_both_ways() -> None:
    deck = new_deck()
    slide = add_slide(deck, "Kortit")
    for text, left, top in (
        ("{% for x in xs %}", 15, 50),
        ("{{ x.name }}", 15, 50),
        ("{% for y in x.parts %}", 70, 50),
        ("osa {{ y }}", 70, 50),
        ("{% endfor %}", 110, 50),
        ("{% endfor %}", 15, 75),
    ):
        add_box(slide, text, left, top, 30, 8)
    deck = opened(saved(deck), xs=items(2))
    assert spots(deck) == [(15, 50), (15, 75)]
    assert spots(deck, "osa") == [(70, 50), (110, 50), (70, 75), (110, 75)]


def test_shapes_that_run_off_the_slide_are_told_with_how_many_fit() -> None:
    result = fill(saved(looped((15, 50), (75, 50))), xs=items(9))
    assert result.document is None
    (finding,) = result.findings
    assert (finding.code, finding.values["count"], finding.values["fits"]) == ("FT010", 9, 5)


def test_a_placeholder_that_stands_where_its_layout_says_is_moved_too() -> None:
    deck = new_deck()
    slide = add_slide(deck, "Kortit", layout=1)
    holder = slide.placeholders[1]
    holder.text = "{{ x.name }}"
    add_box(slide, "{% for x in xs %}", 15, 30, 30, 6)
    add_box(slide, "{% endfor %}", 30, 30, 30, 6)
    tree = slide.shapes._spTree
    tree.append(holder._element)
    tree.append(tree[-2])
    assert spots(deck, "{{")[0]
    left = holder.left
    found = spots(opened(saved(deck), xs=items(2)))
    assert found[1][0] - found[0][0] == 15
    assert found[0][0] == round(left / MM, 1)


# --- groups ---


def group(*shapes: str, inner: tuple[int, int, int, int], outer: tuple[int, int, int, int]) -> str:
    box = "".join(
        f'<a:{near} x="{x * MM}" y="{y * MM}"/><a:{far} cx="{w * MM}" cy="{h * MM}"/>'
        for (near, far), (x, y, w, h) in ((("off", "ext"), outer), (("chOff", "chExt"), inner))
    )
    names = '<p:nvGrpSpPr><p:cNvPr id="70" name="Ryhmä"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    return f"<p:grpSp>{names}<p:grpSpPr><a:xfrm>{box}</a:xfrm></p:grpSpPr>{''.join(shapes)}</p:grpSp>"


def inside(number: int, text: str, x: int, y: int, w: int = 30, h: int = 10) -> str:
    said = f'<a:r><a:rPr lang="fi-FI"/><a:t>{text}</a:t></a:r>' if text else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Muoto {number}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{x * MM}" y="{y * MM}"/><a:ext cx="{w * MM}" cy="{h * MM}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p>{said}</a:p></p:txBody></p:sp>"
    )


def test_a_loop_in_a_group_makes_the_group_larger() -> None:
    deck = new_deck()
    shapes = (
        inside(71, "{% for x in xs %}", 0, 0),
        inside(72, "", 0, 0),
        inside(73, "{{ x.name }}", 0, 0),
        inside(74, "{% endfor %}", 0, 15),
    )
    add_xml(add_slide(deck, "A"), group(*shapes, inner=(0, 0, 30, 10), outer=(20, 50, 60, 20)))
    result = fill(saved(deck), xs=items(3))
    assert office_faults(result.document) == []
    slide = opened(saved(deck), xs=items(3)).slides[0]
    (found,) = [shape for shape in slide.shapes if shape.shape_type == 6]
    assert len(found.shapes) == 6  # the rectangles without text are copied with the texts
    assert (found.width, found.height) == (Emu(60 * MM), Emu(80 * MM))  # twice the group's own units
    assert found.top == Emu(50 * MM)


def test_a_group_that_nothing_is_left_in_goes() -> None:
    deck = new_deck()
    shapes = (inside(71, "{% if x %}", 0, 0), inside(72, "x", 0, 0), inside(73, "{% endif %}", 0, 15))
    nested = group(
        group(*shapes, inner=(0, 0, 30, 10), outer=(0, 0, 30, 10)), inner=(0, 0, 30, 10), outer=(0, 0, 30, 10)
    )
    add_xml(add_slide(deck, "A"), nested)
    assert len(opened(saved(deck), x=True).slides[0].shapes) == 2
    assert len(opened(saved(deck), x=False).slides[0].shapes) == 1
    assert office_faults(fill(saved(deck), x=False).document) == []


# --- ids and what names them ---


CONNECTOR = (
    '<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="62" name="Viiva"/><p:cNvCxnSpPr><a:stCxn id="61" idx="1"/><a:endCxn id="60" idx="3"/>'
    '</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="10" cy="10"/></a:xfrm>'
    '<a:prstGeom prst="line"><a:avLst/></a:prstGeom></p:spPr></p:cxnSp>'
)


def connected() -> bytes:
    deck = new_deck()
    slide = add_slide(deck, "A")
    add_xml(slide, inside(60, "Keskus", 200, 100))
    add_box(slide, "{% for x in xs %}", 15, 50, 20, 5)
    add_xml(slide, inside(61, "{{ x.name }}", 15, 50))
    add_xml(slide, CONNECTOR)
    add_box(slide, "{% endfor %}", 15, 75, 20, 5)
    return saved(deck)


def test_connectors_join_the_shapes_of_their_own_pass() -> None:
    root = xml_of(made(connected(), xs=items(3)), "ppt/slides/slide1.xml")
    shapes = {"".join(shape.itertext()).strip(): shape[0][0].get("id") for shape in root.iter(f"{{{P}}}sp")}
    ends = [
        (item.find(f".//{{{A}}}stCxn").get("id"), item.find(f".//{{{A}}}endCxn").get("id"))
        for item in root.iter(f"{{{P}}}cxnSp")
    ]
    assert ends == [(shapes[f"Kortti {number}"], shapes["Keskus"]) for number in (1, 2, 3)]
    ids = [item.get("id") for item in root.iter(f"{{{P}}}cNvPr")]
    assert len(set(ids)) == len(ids)


def test_a_connector_reaches_from_its_copy_to_the_shape_that_stands_still() -> None:
    line = f'<a:off x="{65 * MM}" y="{60 * MM}"/><a:ext cx="{135 * MM}" cy="{45 * MM}"/>'
    edit = {"ppt/slides/slide1.xml": lambda text: text.replace('<a:off x="0" y="0"/><a:ext cx="10" cy="10"/>', line)}
    root = xml_of(made(changed(connected(), edit), xs=items(3)), "ppt/slides/slide1.xml")
    drawn = []
    for connector in root.iter(f"{{{P}}}cxnSp"):
        (transform,) = connector.iter(f"{{{A}}}xfrm")
        left, top = (int(transform[0].get(name)) / MM for name in ("x", "y"))
        width, height = (int(transform[1].get(name)) / MM for name in ("cx", "cy"))
        drawn.append((left, top, width, height, transform.get("flipV")))
    # from the copies at 50, 75 and 100 mm to the shape that stands at 105 mm
    assert drawn == [(65, 60, 135, 45, None), (65, 85, 135, 20, None), (65, 105, 135, 5, "1")]


def test_a_connector_to_what_is_gone_ends_free() -> None:
    deck = new_deck()
    slide = add_slide(deck, "A")
    add_box(slide, "{% if x %}", 15, 50, 20, 5)
    add_xml(slide, inside(60, "a", 200, 100))
    add_box(slide, "{% endif %}", 15, 75, 20, 5)
    add_xml(slide, inside(61, "b", 20, 100))
    add_xml(slide, CONNECTOR)
    assert b'endCxn id="60"' in made(saved(deck), x=True)["ppt/slides/slide1.xml"]
    assert b"endCxn" not in made(saved(deck), x=False)["ppt/slides/slide1.xml"]
    assert b"stCxn" in made(saved(deck), x=False)["ppt/slides/slide1.xml"]


def effect(number: int, spid: int, paragraph: int | None = None) -> str:
    """One click: a shape (or one of its paragraphs) appears."""
    inner = f'<p:txEl><p:pRg st="{paragraph}" end="{paragraph}"/></p:txEl>' if paragraph is not None else ""
    target = f'<p:tgtEl><p:spTgt spid="{spid}">{inner}</p:spTgt></p:tgtEl>'
    condition = '<p:stCondLst><p:cond delay="0"/></p:stCondLst>'
    return (
        f'<p:par><p:cTn id="{number}" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>'
        f'<p:par><p:cTn id="{number + 1}" fill="hold">{condition}<p:childTnLst>'
        f'<p:par><p:cTn id="{number + 2}" presetID="1" presetClass="entr" presetSubtype="0" fill="hold" nodeType="clickEffect">'
        f'{condition}<p:childTnLst><p:set><p:cBhvr><p:cTn id="{number + 3}" dur="1" fill="hold">{condition}</p:cTn>{target}'
        '<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr><p:to><p:strVal val="visible"/>'
        "</p:to></p:set></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>"
    )


def animated(data: bytes, *effects: str, built: str = "") -> bytes:
    timing = (
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>'
        f'{"".join(effects)}</p:childTnLst></p:cTn><p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl>'
        '</p:cond></p:prevCondLst><p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>'
        f"</p:nextCondLst></p:seq></p:childTnLst></p:cTn></p:par></p:tnLst>{built}</p:timing>"
    )
    return changed(data, {"ppt/slides/slide1.xml": lambda text: text.replace("</p:sld>", f"{timing}</p:sld>")})


def targets(root: Any) -> list[str]:
    return [item.get("spid") for item in root.iter(f"{{{P}}}spTgt")]


def test_each_copy_of_a_shape_has_the_effects_of_its_sample() -> None:
    built = '<p:bldLst><p:bldP spid="61" grpId="0" animBg="1"/><p:bldP spid="60" grpId="0"/></p:bldLst>'
    data = animated(connected(), effect(3, 61), effect(7, 60), built=built)
    result = fill(data, xs=items(3))
    assert office_faults(result.document) == []
    root = xml_of(made(data, xs=items(3)), "ppt/slides/slide1.xml")
    shapes = {"".join(shape.itertext()).strip(): shape[0][0].get("id") for shape in root.iter(f"{{{P}}}sp")}
    assert targets(root) == [*(shapes[f"Kortti {number}"] for number in (1, 2, 3)), shapes["Keskus"]]
    assert [item.get("spid") for item in root.iter(f"{{{P}}}bldP")] == targets(root)
    times = [item.get("id") for item in root.iter(f"{{{P}}}cTn")]
    assert times == [str(number) for number in range(1, len(times) + 1)]


def test_the_effects_of_shapes_that_are_gone_go() -> None:
    data = animated(connected(), effect(3, 61), effect(7, 60))
    root = xml_of(made(data, xs=()), "ppt/slides/slide1.xml")
    assert targets(root) == ["60"]
    alone = xml_of(made(animated(connected(), effect(3, 61)), xs=()), "ppt/slides/slide1.xml")
    assert alone.find(f"{{{P}}}timing") is None
    assert office_faults(fill(data, xs=()).document) == []


def test_each_copy_of_a_paragraph_has_the_effects_of_its_sample() -> None:
    deck = new_deck()
    slide = add_slide(deck, "A")
    box = add_box(slide, "Alku\n{% for x in xs %}\n{{ x.name }}\n{% endfor %}\nLoppu", 20, 40, 200, 100)
    number = box.shape_id
    data = animated(saved(deck), effect(3, number, 0), effect(7, number, 2), effect(11, number, 4))
    root = xml_of(made(data, xs=items(3)), "ppt/slides/slide1.xml")
    assert [item.get("st") for item in root.iter(f"{{{P}}}pRg")] == ["0", "1", "2", "3", "4"]
    assert [item.get("end") for item in root.iter(f"{{{P}}}pRg")] == ["0", "1", "2", "3", "4"]
    assert office_faults(fill(data, xs=items(3)).document) == []
    assert [item.get("st") for item in xml_of(made(data, xs=()), "ppt/slides/slide1.xml").iter(f"{{{P}}}pRg")] == [
        "0",
        "1",
    ]


def test_effects_on_an_empty_placeholder_go_with_it() -> None:
    deck = new_deck()
    slide = add_slide(deck, "A", layout=1)
    slide.placeholders[1].text = "{{ x }}"
    data = animated(saved(deck), effect(3, slide.placeholders[1].shape_id))
    assert b"p:timing" in made(data, x="sana")["ppt/slides/slide1.xml"]
    assert b"p:timing" not in made(data, x="")["ppt/slides/slide1.xml"]


def with_creation_ids(data: bytes) -> bytes:
    shape = (
        '<a:extLst><a:ext uri="{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}">'
        f'<a16:creationId xmlns:a16="{A16}" id="{{11111111-2222-4333-8444-555555555555}}"/></a:ext></a:extLst>'
    )
    slide = (
        '<p:extLst><p:ext uri="{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}">'
        f'<p14:creationId xmlns:p14="{P14}" val="123456"/></p:ext></p:extLst></p:cSld>'
    )

    def edit(text: str) -> str:
        text = re.sub(r'(<p:cNvPr id="\d+" name="TextBox[^>]*)/>', rf"\1>{shape}</p:cNvPr>", text)
        return text.replace("</p:cSld>", slide)

    return changed(data, {"ppt/slides/slide1.xml": edit})


def creation_ids(parts: dict[str, bytes]) -> list[list[str]]:
    slides = sorted(name for name in parts if re.fullmatch(r"ppt/slides/slide\d+\.xml", name))
    roots = [xml_of(parts, name) for name in slides]
    return [[item.get("id") or item.get("val") for item in root.iter("{*}creationId")] for root in roots]


def test_creation_ids_are_each_copy_s_own_and_last() -> None:
    data = with_creation_ids(saved(looped((15, 50), (75, 50))))
    first = creation_ids(made(data, xs=items(3)))
    assert len(set(first[0])) == 4
    assert first[0][-1] == "123456"  # the slide is made once and keeps its own
    assert creation_ids(made(data, xs=items(3))) == first
    fewer = creation_ids(made(data, xs=items(3)[1:]))
    assert fewer[0][:2] == first[0][1:3]


def test_creation_ids_of_repeated_slides_differ() -> None:
    deck = new_deck()
    add_box(add_slide(deck, "{{ x.name }}", "{% for x in xs %}"), "Sama", 20, 50)
    found = creation_ids(made(with_creation_ids(saved(deck)), xs=items(3)))
    assert len({number for slide in found for number in slide}) == 6
    assert all(0 < int(slide[-1]) < 2**32 for slide in found)


def test_a_zoom_knows_the_creation_id_of_the_slide_that_was_made() -> None:
    deck = new_deck()
    add_slide(deck, "Alku")
    add_box(add_slide(deck, "{{ x.name }}", "{% for x in xs %}"), "Sama", 20, 50)
    number = deck.slides._sldIdLst[1].get("id")
    zoom = (
        f'<p:extLst><p:ext uri="{{0}}"><z:sldZmObj xmlns:z="http://schemas.microsoft.com/office/powerpoint/2016/slidezoom" '
        f'sldId="{number}" cId="123456"/></p:ext></p:extLst></p:sld>'
    )
    data = changed(saved(deck), {"ppt/slides/slide1.xml": lambda text: text.replace("</p:sld>", zoom)})
    shape = f'<a16:creationId xmlns:a16="{A16}" id="{{11111111-2222-4333-8444-555555555555}}"/>'
    own = f'<p:extLst><p:ext uri="{{1}}"><p14:creationId xmlns:p14="{P14}" val="123456"/></p:ext></p:extLst></p:cSld>'

    def edit(text: str) -> str:
        inside = f'/><p:nvPr><p:extLst><p:ext uri="{{2}}">{shape}</p:ext></p:extLst></p:nvPr>'
        assert "<p:cNvSpPr" in text
        return text.replace("/><p:nvPr/>", inside).replace("</p:cSld>", own)

    parts = made(changed(data, {"ppt/slides/slide2.xml": edit}), xs=items(2))
    (aimed,) = xml_of(parts, "ppt/slides/slide1.xml").iter("{*}sldZmObj")
    (wanted,) = xml_of(parts, "ppt/slides/slide2.xml").iter(f"{{{P14}}}creationId")
    assert aimed.get("cId") == wanted.get("val") != "123456"
