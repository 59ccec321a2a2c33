"""Parts of a deck: what each slide needs of its own, what is shared, what no document carries, and tags in all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu

from drawn_decks import (
    ITEMS,
    MM,
    NAMES,
    add_slide,
    all_of,
    changed,
    fill,
    looped,
    made,
    new_deck,
    parts_of,
    relation,
    relations,
    saved,
    targets,
    typed,
)
from office_checks import office_faults
from pipeline.vocabulary.content import Record, Text

PML = "application/vnd.openxmlformats-officedocument.presentationml"
MS = "http://schemas.microsoft.com/office"
Edits = dict[str, Callable[[str], str] | str | bytes]


# --- of its own, shared, dropped ---


def test_each_slide_has_a_chart_with_a_workbook_of_its_own() -> None:
    def draw(slide: Any) -> None:
        data = CategoryChartData()
        data.categories = ["a", "b"]
        data.add_series("s", (1, 2))
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Emu(0), Emu(50 * MM), Emu(90 * MM), Emu(60 * MM), data)

    parts = made(looped(draw), xs=ITEMS)
    charts = targets(parts, "chart")
    assert len(set(charts)) == 3
    books = [
        target
        for chart in charts
        for kind, target in relations(parts, chart.replace("..", "ppt")).values()
        if kind == "package"
    ]
    assert len(set(books)) == 3
    assert office_faults(fill(looped(draw), xs=ITEMS).document) == []


def test_pictures_are_shared() -> None:
    from PIL import Image

    def draw(slide: Any) -> None:
        buffer = BytesIO()
        Image.new("RGB", (4, 4)).save(buffer, "PNG")
        slide.shapes.add_picture(buffer, Emu(0), Emu(0), Emu(MM), Emu(MM))

    parts = made(looped(draw), xs=ITEMS)
    assert len(targets(parts, "image")) == 3
    assert len(set(targets(parts, "image"))) == 1


def with_own_parts(data: bytes) -> bytes:
    """A slide with tags, ink, an embedded object and a theme of its own."""
    tags = '<p:custDataLst><p:tags r:id="rId81"/></p:custDataLst></p:cSld>'
    ink = (
        f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:p14="{MS}/powerpoint/2010/main">'
        '<mc:Choice Requires="p14"><p:contentPart p14:bwMode="auto" r:id="rId82"><p14:nvContentPartPr><p14:cNvPr id="81" name="Muste"/>'
        f'<p14:cNvContentPartPr/><p14:nvPr/></p14:nvContentPartPr><p14:xfrm><a:off x="0" y="0"/><a:ext cx="{MM}" cy="{MM}"/></p14:xfrm>'
        "</p:contentPart></mc:Choice></mc:AlternateContent></p:spTree>"
    )
    frame = (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="83" name="Objekti"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="0" y="0"/><a:ext cx="{MM}" cy="{MM}"/></p:xfrm><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/presentationml/2006/ole"><p:oleObj r:id="rId83" imgW="1" imgH="1" progId="Excel.Sheet.12">'
        '<p:embed/><p:pic><p:nvPicPr><p:cNvPr id="84" name="k"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip/><a:stretch/></p:blipFill>'
        "<p:spPr/></p:pic></p:oleObj></a:graphicData></a:graphic></p:graphicFrame></p:spTree>"
    )
    override = f"<a:themeOverride {NAMES}/>"
    edits: Edits = {
        "ppt/slides/slide1.xml": all_of(
            lambda text: text.replace("</p:spTree>", ink).replace("</p:spTree>", frame).replace("</p:cSld>", tags)
        ),
        "ppt/slides/_rels/slide1.xml.rels": all_of(
            relation("rId81", "tags", "../tags/tag1.xml"),
            relation("rId82", "customXml", "../ink/ink1.xml"),
            relation("rId83", "package", "../embeddings/Laskelma.xlsx"),
            relation("rId84", "themeOverride", "../theme/themeOverride1.xml"),
        ),
        "ppt/tags/tag1.xml": f'<p:tagLst {NAMES}><p:tag name="A" val="b"/></p:tagLst>',
        "ppt/ink/ink1.xml": '<inkml:ink xmlns:inkml="http://www.w3.org/2003/InkML"/>',
        "ppt/embeddings/Laskelma.xlsx": b"PK",
        "ppt/theme/themeOverride1.xml": override,
        "[Content_Types].xml": all_of(
            typed(
                ppt_S_tags_S_tag1__xml=f"{PML}.tags+xml",
                ppt_S_ink_S_ink1__xml="application/inkml+xml",
                ppt_S_theme_S_themeOverride1__xml="application/vnd.openxmlformats-officedocument.themeOverride+xml",
            ),
            lambda text: text.replace(
                "</Types>",
                '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/></Types>'
                if 'Extension="xlsx"' not in text
                else "</Types>",
            ),
        ),
    }
    return changed(data, edits)


def test_tags_ink_objects_and_themes_are_each_slide_s_own() -> None:
    data = with_own_parts(looped())
    parts = made(data, xs=ITEMS)
    for kind in ("tags", "customXml", "package", "themeOverride"):
        found = targets(parts, kind)
        assert len(found) == len(set(found)) == 3, kind
        assert all(target.replace("..", "ppt") in parts for target in found)
    assert office_faults(fill(data, xs=ITEMS).document) == []


def test_copies_of_one_shape_have_parts_of_their_own() -> None:
    deck = new_deck()
    add_slide(deck, "A")
    data = with_own_parts(saved(deck))
    control = [
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="o"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="{top}"/>'
        f'<a:ext cx="9" cy="9"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>'
        for number, text, top in ((88, "{% for x in xs %}", 0), (89, "{% endfor %}", 400_000))
    ]
    data = changed(
        data,
        {
            "ppt/slides/slide1.xml": lambda text: text.replace(
                "<p:graphicFrame>", f"{control[0]}<p:graphicFrame>"
            ).replace("</p:graphicFrame>", f"</p:graphicFrame>{control[1]}")
        },
    )
    found = targets(made(data, xs=ITEMS), "package")
    assert len(found) == len(set(found)) == 3
    assert office_faults(fill(data, xs=ITEMS).document) == []


def with_comments(data: bytes) -> bytes:
    p188 = f"{MS}/powerpoint/2018/8/main"
    mark = (
        '<p:extLst><p:ext uri="{6950BFC3-D8DA-4A85-94F7-54DA5524770B}">'
        f'<p188:commentRel xmlns:p188="{p188}" r:id="rId72"/></p:ext></p:extLst></p:sld>'
    )
    modern = f'<p188:cmLst xmlns:p188="{p188}"/>'
    return changed(
        data,
        {
            "ppt/slides/slide1.xml": lambda text: text.replace("</p:sld>", mark),
            "ppt/slides/_rels/slide1.xml.rels": all_of(
                relation("rId71", "comments", "../comments/comment1.xml"),
                relation(
                    "rId72",
                    f"{MS.replace('/office', '')}/office/2018/10/relationships/comments",
                    "../comments/modernComment_1.xml",
                ),
            ),
            "ppt/_rels/presentation.xml.rels": all_of(
                relation("rId71", "commentAuthors", "commentAuthors.xml"),
                relation("rId72", f"{MS}/2018/10/relationships/authors", "authors.xml"),
            ),
            "ppt/comments/comment1.xml": f'<p:cmLst {NAMES}><p:cm authorId="0" idx="1"><p:pos x="0" y="0"/><p:text>Salainen</p:text></p:cm></p:cmLst>',
            "ppt/comments/modernComment_1.xml": modern,
            "ppt/commentAuthors.xml": f'<p:cmAuthorLst {NAMES}><p:cmAuthor id="0" name="Meri" initials="M" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>',
            "ppt/authors.xml": f'<p188:authorLst xmlns:p188="{p188}"/>',
            "[Content_Types].xml": typed(
                ppt_S_comments_S_comment1__xml=f"{PML}.comments+xml",
                ppt_S_comments_S_modernComment_1__xml="application/vnd.ms-powerpoint.comments+xml",
                ppt_S_commentAuthors__xml=f"{PML}.commentAuthors+xml",
                ppt_S_authors__xml="application/vnd.ms-powerpoint.authors+xml",
            ),
        },
    )


def test_comments_on_the_template_stay_with_the_template() -> None:
    data = with_comments(looped())
    assert any(b"Salainen" in content for content in parts_of(data).values())
    parts = made(data, xs=ITEMS)
    assert not [name for name in parts if "omment" in name or "uthors" in name]
    assert not [name for name, content in parts.items() if b"Salainen" in content or b"commentRel" in content]
    assert office_faults(fill(data, xs=ITEMS).document) == []


# --- tags in further parts ---


def test_a_master_s_and_a_layout_s_texts_are_filled_once_for_the_document() -> None:
    footer = (
        '<p:sp><p:nvSpPr><p:cNvPr id="99" name="Alatunniste {n}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
        '<a:p><a:r><a:rPr lang="en-US" err="1"/><a:t>{{{{ organis</a:t></a:r><a:r><a:rPr lang="en-US" dirty="0"/><a:t>ation.name }}}}</a:t></a:r>'
        "</a:p></p:txBody></p:sp></p:spTree>"
    )
    data = changed(
        looped(),
        {
            name: lambda text, number=number: text.replace("</p:spTree>", footer.format(n=number))
            for number, name in enumerate(
                (
                    "ppt/slideMasters/slideMaster1.xml",
                    "ppt/slideLayouts/slideLayout6.xml",
                    "ppt/notesMasters/notesMaster1.xml",
                )
            )
        },
    )
    names = {"organisation": Record(name=Text("Esimerkkilän kunta"))}
    result = fill(data, xs=ITEMS, **names)
    assert office_faults(result.document) == []
    parts = made(data, xs=ITEMS, **names)
    filled = [name for name, content in parts.items() if "Esimerkkilän kunta".encode() in content]
    assert sorted(filled) == [
        "ppt/notesMasters/notesMaster1.xml", "ppt/slideLayouts/slideLayout6.xml", "ppt/slideMasters/slideMaster1.xml",
    ]  # fmt: skip
    untouched = "ppt/slideLayouts/slideLayout2.xml"
    assert parts[untouched] == parts_of(data)[untouched].replace(b'lang="en-US"', b'lang="fi-FI"')


def test_an_unknown_name_on_a_master_is_told() -> None:
    data = changed(
        looped(),
        {
            "ppt/slideMasters/slideMaster1.xml": lambda text: re.sub(
                r"<a:t>[^<]*</a:t>", "<a:t>{{ organistion }}</a:t>", text, count=1
            )
        },
    )
    result = fill(data, xs=ITEMS, organisation="Kunta")
    assert [(finding.code, finding.values["nearest"]) for finding in result.findings] == [("TP003", "organisation")]


def test_properties_are_filled_and_the_template_s_slide_titles_go() -> None:
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><Slides>1</Slides><HeadingPairs><vt:vector size="2" '
        'baseType="variant"><vt:variant><vt:lpstr>Diat</vt:lpstr></vt:variant><vt:variant><vt:i4>1</vt:i4></vt:variant></vt:vector></HeadingPairs>'
        '<TitlesOfParts><vt:vector size="1" baseType="lpstr"><vt:lpstr>{{ x.name }}</vt:lpstr></vt:vector></TitlesOfParts>'
        "<Company>{{ company }}</Company></Properties>"
    )
    data = changed(looped(), {"docProps/app.xml": app})
    parts = made(data, xs=ITEMS, company="Kunta & kylä")
    assert b"Kunta &amp; kyl" in parts["docProps/app.xml"]
    assert b"x.name" not in parts["docProps/app.xml"]
    assert office_faults(fill(data, xs=ITEMS, company="Kunta").document) == []
