"""What a designer forgets is found without data, and nothing is said of templates that are as they should be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from changed_templates import BODY, COUNCIL, ROADMAP, STAFF, Change, changed, slide_with
from documents import paragraph, run, table, word
from pipeline.filling.checks.review import review
from pipeline.filling.template import Template, open_template
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding

SECOND = replace(
    Brand(),
    heading_font="Georgia",
    body_font="Verdana",
    ink="#222222",
    deep="#3A0D0D",
    primary="#7A1F1F",
    accent="#B34700",
)
BRANDS = {"house": Brand(), "dark": replace(Brand(), dark_cover=True), "second": SECOND}


def found(data: bytes, brand: Brand | None = None) -> list[Finding]:
    template = open_template(data, "malli")
    assert isinstance(template, Template), template
    return [item.finding for item in review(template, brand or Brand())]


def only(data: bytes, code: str, brand: Brand | None = None) -> list[dict[str, Any]]:
    return [dict(finding.values) for finding in found(data, brand) if finding.code == code]


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("name", [ROADMAP, STAFF, COUNCIL])
def test_nothing_is_said_of_our_own_templates(name: str, brand: str) -> None:
    assert found(changed(name), BRANDS[brand]) == []


# --- charts -----------------------------------------------------------------------------------------------------------

UNBOUND: dict[str, tuple[str, Change]] = {
    "no alternative text": (ROADMAP, (BODY, 'descr="{{ exhibits.radar }}"', "")),
    "words instead of a tag": (ROADMAP, (BODY, "{{ exhibits.radar }}", "Tutka")),
    "words beside a tag": (
        STAFF,
        (slide_with(STAFF, "{{ exhibits.gaps }}"), "{{ exhibits.gaps }}", "Kuilut: {{ exhibits.gaps }}"),
    ),
}


@pytest.mark.parametrize("what", UNBOUND)
def test_a_chart_is_bound_only_by_a_tag_that_is_all_of_its_alternative_text(what: str) -> None:
    name, change = UNBOUND[what]
    (values,) = only(changed(name, change), "TP014")
    assert values["name"] in ("Profiili", "Kaavio")


# --- fonts ------------------------------------------------------------------------------------------------------------


def in_font(font: str, *, theme: str = "") -> bytes:
    named = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"{theme}/>'
    return word(paragraph(run("Tavoite", named)), paragraph(run("ja toinen", named)))


def test_a_font_that_is_not_the_brands_is_told_once_with_the_nearest_of_the_brand() -> None:
    assert only(in_font("Calibri Light"), "TP015") == [{"font": "Calibri Light", "nearest": "Calibri", "count": 2}]


@pytest.mark.parametrize("font", ["Calibri", "calibri", "Wingdings", "Symbol"])
def test_the_brands_fonts_and_symbols_are_let_be(font: str) -> None:
    assert only(in_font(font), "TP015") == []


def test_a_font_beside_a_theme_font_does_not_show() -> None:
    theme = ' w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"'
    assert only(in_font("Arial", theme=theme), "TP015") == []
    assert only(in_font("Arial"), "TP015") != []


def test_what_is_allowed_changes_with_the_brand() -> None:
    assert only(in_font("Verdana"), "TP015") != []
    assert only(in_font("Verdana"), "TP015", SECOND) == []


def test_text_that_no_document_shows_has_no_font() -> None:
    font = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
    assert only(word(paragraph(run("{% if goals %}", font)), "x", "{% endif %}"), "TP015") == []


STYLE = (
    '<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri" w:asciiTheme="majorHAnsi" '
    'w:hAnsiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:cstheme="majorBidi"/>'
)


def test_a_style_in_use_names_its_font() -> None:
    data = changed(ROADMAP, ("word/styles.xml", STYLE, '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'))
    (finding,) = [item for item in found(data) if item.code == "TP015"]
    assert finding.values["font"] == "Arial"
    assert str(finding.place.sheet).startswith("style(")


GOALS = slide_with(STAFF, "{{ deck.goals.title }}")
PLAIN_RUN = '<a:rPr lang="fi-FI" dirty="0"></a:rPr>'


def test_a_font_on_a_slide_and_in_a_layouts_list_style_is_told() -> None:
    own = PLAIN_RUN.replace("></", '><a:latin typeface="Comic Sans MS"/></')
    assert only(changed(STAFF, (GOALS, PLAIN_RUN, own)), "TP015") == [
        {"font": "Comic Sans MS", "nearest": "Calibri", "count": 1}
    ]
    master = "ppt/slideMasters/slideMaster1.xml"
    (values,) = only(changed(STAFF, (master, 'typeface="+mj-lt"', 'typeface="Futura"')), "TP015")
    assert values["font"] == "Futura"


# --- contrast ---------------------------------------------------------------------------------------------------------


def faint(data: bytes) -> list[tuple[object, object, object]]:
    return [(item["colour"], item["ground"], item["ratio"]) for item in only(data, "TP016")]


def coloured(text: str, colour: str, more: str = "") -> str:
    return paragraph(run(text, f'{more}<w:color w:val="{colour}"/>'))


def shaded(cell: str, fill: str) -> str:
    return table((cell,)).replace("</w:tcPr>", f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>')


def test_grey_letters_on_white_are_told_with_the_nearest_that_can_be_read() -> None:
    (values,) = only(word(coloured("haalea", "AAAAAA")), "TP016")
    assert (values["colour"], values["ground"], values["ratio"], values["least"]) == ("#AAAAAA", "#FFFFFF", 2.3, 4.5)
    assert only(word(coloured("haalea", values["nearest"][1:])), "TP016") == []


@pytest.mark.parametrize(
    ("size", "bold", "told"), [(17, False, True), (18, False, False), (13, True, True), (14, True, False)]
)
def test_large_letters_need_less(size: int, bold: bool, told: bool) -> None:
    look = ("<w:b/>" if bold else "") + '<w:color w:val="8A8A8A"/>' + f'<w:sz w:val="{size * 2}"/>'
    assert bool(faint(word(paragraph(run("teksti", look))))) is told


def test_the_ground_is_that_of_the_cell_the_paragraph_or_the_letters() -> None:
    white_on_dark = coloured("valkoinen", "FFFFFF")
    assert faint(word(shaded(white_on_dark, "012C3F"))) == []
    assert faint(word(shaded(white_on_dark, "99C8C1"))) == [("#FFFFFF", "#99C8C1", 1.8)]
    lit = paragraph(run("valo", '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>'))
    assert faint(word(lit)) == []
    shade = '<w:pPr><w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/></w:pPr>'
    assert faint(word(coloured("x", "FFFFFF").replace("<w:p>", f"<w:p>{shade}"))) == [("#FFFFFF", "#FFFF00", 1.0)]


def test_a_nested_table_stands_on_its_outer_cell() -> None:
    inner = table((coloured("sisällä", "FFFFFF"),))
    outer = table((f"{paragraph('a')}{inner}{paragraph('b')}",))
    dark = outer.replace("</w:tcPr>", '<w:shd w:val="clear" w:color="auto" w:fill="012C3F"/></w:tcPr>', 1)
    assert faint(word(dark)) == []
    assert faint(word(outer)) == [("#FFFFFF", "#FFFFFF", 1.0)]


def test_automatic_letters_are_always_read() -> None:
    assert faint(word(shaded(coloured("auto", "auto"), "000000"))) == []


def test_block_tags_may_be_as_faint_as_the_designer_likes() -> None:
    body = (
        coloured("{% if goals %}", "EEEEEE"),
        "x",
        coloured("{% endif %}", "EEEEEE"),
        coloured("{# oma #}", "EEEEEE"),
    )
    assert faint(word(*body)) == []
    assert faint(word(coloured("{{ goal.name }}", "EEEEEE"))) != []


def test_a_pattern_is_nothing_to_judge_by() -> None:
    pattern = shaded(coloured("x", "FFFFFF"), "FFFFFF").replace('w:val="clear"', 'w:val="pct50"')
    assert faint(word(pattern)) == []


def on_slide(fill: str, colour: str) -> bytes:
    """The staff's deck with one more shape on the slide of goals: letters in a colour on a fill."""
    ink = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    shape = (
        '<p:sp><p:nvSpPr><p:cNvPr id="900" name="Oma"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="914400" y="914400"/><a:ext cx="1828800" cy="914400"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom>{fill}</p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:rPr>{ink}</a:rPr><a:t>Oma</a:t></a:r></a:p>"
        "</p:txBody></p:sp></p:spTree>"
    )
    return changed(STAFF, (GOALS, "</p:spTree>", shape))


def solid(scheme: str, change: str = "") -> str:
    return f'<a:solidFill><a:schemeClr val="{scheme}">{change}</a:schemeClr></a:solidFill>'


FILLS = {
    "dark": (solid("accent1"), []),
    "lightened": (solid("accent1", '<a:lumMod val="20000"/><a:lumOff val="80000"/>'), [("#FFFFFF", "#B0F5FF", 1.2)]),
    "light": (solid("accent4"), [("#FFFFFF", "#99C8C1", 1.8)]),
    "a picture": ('<a:gradFill><a:gsLst/></a:gradFill>', []),
}  # fmt: skip


@pytest.mark.parametrize("fill", FILLS)
def test_letters_on_a_shape_stand_on_its_fill(fill: str) -> None:
    markup, told = FILLS[fill]
    assert faint(on_slide(markup, "FFFFFF")) == told


def test_letters_without_a_fill_stand_on_the_slide() -> None:
    assert faint(on_slide("<a:noFill/>", "FFFFFF")) == [("#FFFFFF", "#FFFFFF", 1.0)]
    dark = replace(Brand(), dark_cover=True)
    assert only(on_slide("<a:noFill/>", "FFFFFF"), "TP016", dark) == []


def test_letters_on_another_shape_stand_on_that_one() -> None:
    shape = (
        '<p:sp><p:nvSpPr><p:cNvPr id="901" name="Päällä"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="{x}" y="1000000"/><a:ext cx="914400" cy="457200"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:rPr><a:solidFill>"
        '<a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr><a:t>Päällä</a:t></a:r></a:p></p:txBody></p:sp></p:spTree>'
    )
    rectangle = (
        '<p:sp><p:nvSpPr><p:cNvPr id="900" name="Laatta"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="914400" y="914400"/><a:ext cx="1828800" cy="914400"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom>{solid('tx2')}</p:spPr></p:sp>"
    )
    inside = changed(STAFF, (GOALS, "</p:spTree>", rectangle + shape.format(x=1000000)))
    outside = changed(STAFF, (GOALS, "</p:spTree>", rectangle + shape.format(x=4000000)))
    assert faint(inside) == []
    assert faint(outside) == [("#FFFFFF", "#FFFFFF", 1.0)]
