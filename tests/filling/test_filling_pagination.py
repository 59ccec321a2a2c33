"""On which page things stand: documents of lines 20 points high on pages of ten lines, so that each page can be told."""

from __future__ import annotations

import pytest
from lxml import etree
from test_filling_word import NUMBERING, contents, field, rendered, with_parts

from documents import NAMESPACES, run, text
from pipeline.filling.fitting.measuring import width
from pipeline.filling.pages.page_flow import Page, Piece, Sheet, flow, numeral
from pipeline.filling.pages.page_looks import Looks
from pipeline.filling.pages.pagination import Surroundings, pages
from pipeline.ooxml.dialect import WP, w
from pipeline.ooxml.textbody import Fonts

LINE = '<w:spacing w:line="400" w:lineRule="exact"/>'
STYLES = f"""<w:styles {NAMESPACES}>
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri"/><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:pPr>{LINE}</w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:keepLines/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Chapter"><w:basedOn w:val="Heading1"/><w:pPr><w:pageBreakBefore/></w:pPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:tblPr/></w:style>
<w:style w:type="table" w:styleId="Ruled"><w:tblPr><w:tblBorders><w:insideH w:val="single" w:sz="160"/></w:tblBorders></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:pPr><w:spacing w:before="400"/></w:pPr></w:tblStylePr></w:style>
</w:styles>"""
NEW_PAGE = '<w:r><w:br w:type="page"/></w:r>'


def paragraph(text: str = "a", properties: str = "", *, mark: str = "", style: str = "", extra: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    bookmark = f'<w:bookmarkStart w:id="1" w:name="{mark}"/>' if mark else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{bookmark}{run(text) if text else ''}{extra}</w:p>"


def lines(number: int) -> str:
    return paragraph() * number


def mark(name: str = "here") -> str:
    return paragraph(mark=name)


def several(number: int, properties: str = "", *, name: str = "") -> str:
    """A paragraph of a number of lines."""
    breaks = "".join(f"<w:r><w:br/></w:r>{run('b')}" for _ in range(number - 1))
    return paragraph("a", properties, mark=name, extra=breaks)


def section(properties: str = "", *, high: float = 200, wide: float = 300) -> str:
    return (
        f'<w:sectPr>{properties}<w:pgSz w:w="{round(wide * 20)}" w:h="{round(high * 20)}"/>'
        '<w:pgMar w:top="0" w:right="0" w:bottom="0" w:left="0" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
    )


def ending(properties: str = "", **size: float) -> str:
    """The last paragraph of a section: a line of text."""
    return f"<w:p><w:pPr>{section(properties, **size)}</w:pPr>{run('a')}</w:p>"


def table(*rows: str, properties: str = "", widths: tuple[int, ...] = (3000,)) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "", cell: str = "") -> str:
    inside = "".join(f"<w:tc><w:tcPr>{cell}</w:tcPr>{content}</w:tc>" for content in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def picture(high: float, kind: str = "inline") -> str:
    extent = f'<wp:extent cx="1270000" cy="{round(high * 12700)}"/>'
    return f'<w:r><w:drawing><wp:{kind} xmlns:wp="{WP}">{extent}</wp:{kind}></w:drawing></w:r>'


def places(*blocks: str, last: str = "", settings: str = "", styles: str = STYLES, **stories: str) -> dict[str, str]:
    """The pages of the bookmarks in a document of these blocks."""
    body = "".join(blocks) + (last or section())
    root = etree.fromstring(f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
    around = Surroundings(
        styles=etree.fromstring(styles),
        numbering=etree.fromstring(NUMBERING),
        settings=etree.fromstring(f"<w:settings {NAMESPACES}>{settings}</w:settings>"),
        stories={name: etree.fromstring(f"<w:hdr {NAMESPACES}>{xml}</w:hdr>") for name, xml in stories.items()},
    )
    return pages(root, around)


def place(*blocks: str, **rest: str) -> str:
    """The page of the one bookmark."""
    return places(*blocks, **rest)["here"]


def test_text_runs_from_page_to_page() -> None:
    marks = "".join(mark(f"m{number}") for number in range(25))
    found = places(marks)
    assert [found[f"m{number}"] for number in (0, 9, 10, 19, 20, 24)] == ["1", "1", "2", "2", "3", "3"]


def test_a_page_break_moves_what_follows_it() -> None:
    assert place(lines(3), paragraph("a", extra=NEW_PAGE), mark()) == "2"
    assert place(lines(3), paragraph("", extra=NEW_PAGE), mark()) == "2"
    assert place(paragraph("a", extra=NEW_PAGE + run("b")), lines(9), mark()) == "3"


def test_a_style_may_begin_a_page_but_leaves_no_page_empty() -> None:
    heading = paragraph(mark="here", style="Chapter")
    assert place(lines(3), heading) == "2"
    assert place(lines(3), paragraph("a", extra=NEW_PAGE), heading) == "2"
    assert place(heading) == "1"
    assert place(lines(3), paragraph("a", '<w:pageBreakBefore w:val="0"/>', mark="here", style="Chapter")) == "1"


def test_a_heading_goes_with_what_follows_it() -> None:
    heading = paragraph(mark="here", style="Heading1")
    assert place(lines(8), heading, lines(5)) == "1"
    assert place(lines(9), heading, lines(5)) == "2"
    assert place(lines(8), heading, paragraph(style="Heading1"), lines(5)) == "2"
    assert place(lines(8), heading, several(5)) == "2", "two lines of a paragraph at least stay with its heading"
    assert place(lines(7), heading, several(5)) == "1"


def test_a_heading_goes_with_the_first_rows_of_a_table() -> None:
    heading = paragraph(mark="here", style="Heading1")
    head = row(paragraph(), properties="<w:tblHeader/>")
    assert place(lines(8), heading, table(row(paragraph()))) == "1"
    assert place(lines(8), heading, table(head, row(paragraph()))) == "2"
    kept = row(paragraph("a", "<w:keepNext/>"))
    assert place(lines(7), heading, table(kept, kept, row(paragraph()))) == "2"


def test_what_is_kept_together_but_fills_more_than_a_page_is_parted() -> None:
    chain = "".join(paragraph(mark=f"m{number}", style="Heading1") for number in range(14))
    found = places(lines(5), chain, lines(1))
    assert (found["m4"], found["m5"], found["m13"]) == ("1", "2", "2")


def test_single_lines_are_not_left_alone() -> None:
    assert place(lines(9), several(4, name="here")) == "2"
    assert place(lines(8), several(3, name="here")) == "2", "neither two and one nor one and two"
    assert place(lines(8), several(4, name="here")) == "1"
    assert place(lines(9), several(4, '<w:widowControl w:val="0"/>', name="here")) == "1"
    assert place(lines(8), several(4, "<w:keepLines/>", name="here")) == "2"


def test_the_larger_space_between_paragraphs_counts() -> None:
    first, second = (paragraph("a", f'<w:spacing w:{side}="400"/>') for side in ("after", "before"))
    assert place(first, second, lines(6), mark()) == "1"
    assert place(first, second, lines(7), mark()) == "2"
    added = "<w:compat><w:doNotUseHTMLParagraphAutoSpacing/></w:compat>"
    assert place(first, second, lines(6), mark(), settings=added) == "2"


def test_paragraphs_of_one_style_may_leave_out_the_space_between_them() -> None:
    spaced = paragraph("a", '<w:spacing w:before="400" w:after="400"/><w:contextualSpacing/>') * 5
    assert place(spaced, lines(3), mark()) == "1"
    assert place(spaced, lines(4), mark()) == "2"
    assert place(spaced.replace("<w:contextualSpacing/>", ""), mark()) == "2"


def test_space_above_counts_at_the_head_of_a_page_only_after_a_break_that_was_asked_for() -> None:
    spaced = paragraph("a", '<w:spacing w:before="400"/>')
    assert place(lines(10), spaced, lines(8), mark()) == "2"
    assert place(paragraph("a", extra=NEW_PAGE), spaced, lines(8), mark()) == "3"


def test_space_below_may_run_out_of_the_page() -> None:
    assert place(lines(9), paragraph("a", '<w:spacing w:after="400"/>', mark="here"), lines(1)) == "1"


def test_a_rule_above_takes_room_once_for_neighbours_in_one_frame() -> None:
    sides = "".join(f'<w:{side} w:val="single" w:sz="80" w:space="10"/>' for side in ("top", "bottom"))
    framed = paragraph("a", f"<w:pBdr>{sides}</w:pBdr>")  # 20 points of rule and space on both sides
    assert place(framed, lines(6), mark()) == "1"
    assert place(framed, lines(7), mark()) == "2"
    assert place(framed * 3, lines(4), mark()) == "1"
    assert place(framed * 3, lines(5), mark()) == "2"


def test_a_table_repeats_its_header_on_every_page() -> None:
    body = [row(mark(f"r{number}")) for number in range(27)]
    head = row(paragraph(), properties="<w:tblHeader/>")
    found = places(table(head, *body), mark())
    assert [found[name] for name in ("r8", "r9", "r17", "r18", "r26", "here")] == ["1", "2", "2", "3", "3", "4"]
    assert places(table(row(paragraph()), *body), mark())["here"] == "3"


def test_a_row_is_parted_unless_it_says_otherwise() -> None:
    tall = lines(6)
    assert place(lines(6), table(row(tall)), lines(7), mark()) == "2"
    assert place(lines(6), table(row(tall, properties="<w:cantSplit/>")), lines(4), mark()) == "3"
    whole = row(mark() + lines(5), properties="<w:cantSplit/>")
    assert place(lines(6), table(whole)) == "2"


def test_rows_are_as_high_as_their_tallest_cell_their_margins_and_rules() -> None:
    widths = (3000, 3000)
    assert place(table(row(lines(9), lines(2)), widths=widths), mark()) == "1"
    assert place(table(row(lines(2), lines(10)), widths=widths), mark()) == "2"
    margins = '<w:tblCellMar><w:top w:w="200" w:type="dxa"/><w:bottom w:w="200" w:type="dxa"/></w:tblCellMar>'
    assert place(table(*[row(lines(1))] * 4, properties=margins), lines(1), mark()) == "1"
    assert place(table(*[row(lines(1))] * 5, properties=margins), mark()) == "2"
    ruled = '<w:tblStyle w:val="Ruled"/><w:tblLook w:firstRow="0" w:noHBand="1"/>'
    assert place(table(*[row(lines(1))] * 5, properties=ruled), mark()) == "1"
    assert place(table(*[row(lines(1))] * 6, properties=ruled), mark()) == "2"
    spaced = '<w:tblStyle w:val="Ruled"/><w:tblLook w:firstRow="1" w:noHBand="1"/>'
    assert place(table(*[row(lines(1))] * 5, properties=spaced), mark()) == "2", "20 points above the first row"


def test_rows_may_have_heights_of_their_own() -> None:
    high = '<w:trHeight w:val="3600"/>'
    assert place(table(row(lines(1), properties=high)), mark()) == "1"
    assert place(table(row(lines(10), properties=high)), mark()) == "2"
    exact = '<w:trHeight w:val="2000" w:hRule="exact"/>'
    assert place(table(row(lines(10), properties=exact)), lines(4), mark()) == "1"


def test_cells_merged_downwards_share_the_height_of_their_rows() -> None:
    first = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{lines(8)}</w:tc><w:tc>{lines(3)}</w:tc>'
    second = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc><w:tc>{lines(3)}</w:tc>"
    rows = [f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>" for cells in (first, second)]
    assert place(table(*rows, widths=(3000, 3000)), lines(1), mark()) == "1"
    assert place(table(*rows, widths=(3000, 3000)), lines(2), mark()) == "2"


def test_tables_in_cells_count() -> None:
    inner = table(row(lines(1)), row(lines(1)))
    assert place(table(row(inner + lines(1))), lines(6), mark()) == "1"
    assert place(table(row(inner + lines(1))), lines(7), mark()) == "2"


def test_a_section_on_its_side_begins_a_page_and_has_its_own_height() -> None:
    wide = section(high=100, wide=200)
    assert place(lines(2), ending(), lines(4), mark(), last=wide) == "2"
    assert place(lines(2), ending(), lines(5), mark(), last=wide) == "3"
    assert place(lines(2), ending(), lines(5), ending(high=100), mark()) == "4"


def test_a_section_may_go_on_where_the_text_is_or_begin_on_an_odd_page() -> None:
    kinds = {kind: section(f'<w:type w:val="{kind}"/>') for kind in ("continuous", "oddPage", "evenPage")}
    assert place(lines(2), ending(), mark(), last=kinds["continuous"]) == "1"
    assert place(lines(2), ending(), mark(), last=kinds["oddPage"]) == "3"
    assert place(lines(2), ending(), mark(), last=kinds["evenPage"]) == "2"
    other = section('<w:type w:val="continuous"/>', high=100)
    assert place(lines(2), ending(), mark(), last=other) == "2", "no page has two sizes"


def test_the_mark_of_a_sections_end_takes_no_room() -> None:
    empty = f"<w:p><w:pPr>{section()}</w:pPr></w:p>"
    assert place(lines(10), empty, mark()) == "2"


def test_pages_are_numbered_as_the_template_says() -> None:
    roman = '<w:pgNumType w:fmt="lowerRoman" w:start="3"/>'
    anew = section('<w:pgNumType w:start="1"/>')
    found = places(mark("preface"), lines(10), ending(roman), mark("text"), last=anew)
    assert found == {"preface": "iii", "text": "1"}


@pytest.mark.parametrize(
    ("number", "numerals", "printed"),
    [(4, "upperRoman", "IV"), (1994, "lowerRoman", "mcmxciv"), (28, "lowerLetter", "bb"), (7, "numberInDash", "- 7 -")],
)
def test_numbers_are_printed_in_the_sections_numerals(number: int, numerals: str, printed: str) -> None:
    assert numeral(Page(number, numerals)) == printed


def test_pictures_in_the_text_take_their_height() -> None:
    assert (
        place(paragraph("", '<w:spacing w:line="240" w:lineRule="auto"/>', extra=picture(150)), lines(1), mark()) == "1"
    )
    assert (
        place(paragraph("", '<w:spacing w:line="240" w:lineRule="auto"/>', extra=picture(150)), lines(2), mark()) == "2"
    )
    beside = paragraph("a", '<w:spacing w:line="400" w:lineRule="atLeast"/>', extra=picture(150, "anchor"))
    assert place(beside, lines(8), mark()) == "1", "text flows round it"
    kept = paragraph("", '<w:keepNext/><w:spacing w:line="240" w:lineRule="auto"/>', extra=picture(120))
    assert place(lines(4), kept, mark()) == "2"


def test_lines_break_where_the_font_says() -> None:
    word = "sana "
    room = width(word * 10, "Calibri", 11) + 1
    several_lines = paragraph(word * 95)  # ten lines
    narrow = section(wide=room)
    assert place(several_lines, mark(), last=narrow) == "2"
    assert place(paragraph(word * 90), mark(), last=narrow) == "1"
    indented = paragraph(word * 90, f'<w:ind w:left="{round(width(word, "Calibri", 11) * 20)}"/>')
    assert place(indented, mark(), last=narrow) == "2"


def test_lines_are_a_multiple_of_the_fonts_own_height() -> None:
    natural = Looks(None).layout(etree.fromstring(f"<w:p {NAMESPACES}/>"))
    assert (natural.line, natural.rule) == (1.0, "auto")
    double = '<w:spacing w:line="480" w:lineRule="auto"/>'  # 26.9 points
    assert place(paragraph("a", double) * 6, mark()) == "1"
    assert place(paragraph("a", double) * 7, mark()) == "2"
    last = paragraph("a", double, mark="here")
    assert place(paragraph("a", double) * 6, last, last=section(high=7 * 26.9 - 13)) == "1", "its leading may run out"
    assert place(paragraph("a", double) * 6, last, last=section(high=7 * 26.9 - 14)) == "2"


def test_a_word_is_hyphenated_where_the_document_asks_for_it() -> None:
    text = "toimintakertomus " * 20
    room = width("toimintakertomus toimintaker-", "Calibri", 11) + 1  # one and a half words
    asked = "<w:autoHyphenation/><w:hyphenationZone w:val='0'/>"
    wide = section(wide=room, high=300)
    assert place(paragraph(text), mark(), last=wide) == "2"
    assert place(paragraph(text), mark(), last=wide, settings=asked) == "1"
    assert place(paragraph(text, "<w:suppressAutoHyphens/>"), mark(), last=wide, settings=asked) == "2"
    zone = asked.replace("'0'", "'3000'")
    assert place(paragraph(text), mark(), last=wide, settings=zone) == "2", "so much may stay empty"


def test_a_high_header_pushes_the_text_down() -> None:
    reference = '<w:headerReference w:type="default" r:id="rId7"/>'
    assert place(lines(6), mark(), last=section(reference), rId7=lines(3)) == "1"
    assert place(lines(7), mark(), last=section(reference), rId7=lines(3)) == "2"
    assert place(lines(7), mark(), last=section(reference), rId8=lines(3)) == "1"


def test_columns_are_filled_before_the_page_is_left() -> None:
    columns = section('<w:cols w:num="2" w:space="0"/>')
    assert place(lines(15), mark(), last=columns) == "1"
    assert place(lines(20), mark(), last=columns) == "2"


def test_what_is_hidden_or_deleted_is_not_there() -> None:
    hidden = f"<w:p><w:pPr>{LINE}</w:pPr>{run('a ' * 500, '<w:vanish/>')}<w:del>{run('b ' * 500)}</w:del></w:p>"
    assert place(hidden, lines(8), mark()) == "1"


def test_content_controls_and_changes_are_looked_into() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{lines(9)}</w:sdtContent></w:sdt>"
    assert place(wrapped, lines(1), mark()) == "2"
    assert place(f"<w:sdt><w:sdtContent>{mark()}</w:sdtContent></w:sdt>") == "1"


@pytest.mark.parametrize("broken", ["", "x", "nan", "inf", "1e999", "-5", "99999999999999999999"])
def test_nonsense_in_a_template_does_no_harm(broken: str) -> None:
    properties = f'<w:spacing w:line="{broken}" w:before="{broken}"/><w:ind w:left="{broken}"/>'
    numbers = f'<w:pgNumType w:start="{broken}" w:fmt="lowerRoman"/><w:cols w:num="{broken}"/>'
    tall = row(mark(), properties=f'<w:trHeight w:val="{broken}"/>', cell=f'<w:gridSpan w:val="{broken}"/>')
    assert "here" in places(paragraph("a", properties) * 3, table(tall), last=section(numbers))


def test_a_document_without_anything_has_no_pages() -> None:
    root = etree.fromstring(f"<w:document {NAMESPACES}/>")
    assert pages(root, Surroundings(fonts=Fonts())) == {}
    bare = etree.fromstring(f"<w:document {NAMESPACES}><w:body>{mark()}</w:body></w:document>")
    assert pages(bare, Surroundings()) == {"here": "1"}


def test_pieces_higher_than_a_page_go_one_to_a_page() -> None:
    placed = flow([Piece(500.0)] * 3, [Sheet(100.0, 200.0)])
    assert [page.number for page in placed] == [1, 2, 3]


def heading_styles() -> str:
    body = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:pPr>{LINE}<w:outlineLvl w:val="{level}"/></w:pPr></w:style>'
        for level, name in enumerate(("Heading1", "Goal"))
    )
    listed = "".join(
        f'<w:style w:type="paragraph" w:styleId="TOC{level}"><w:pPr>{LINE}</w:pPr></w:style>' for level in (1, 2)
    )
    return f"<w:styles {NAMESPACES}>{body}{listed}</w:styles>"


def shown(root: etree._Element) -> list[str]:
    links = [item for item in root.iter(w("hyperlink")) if item.get(w("anchor"))]
    return ["".join(item.text or "" for item in link.iter(w("t"))) for link in links]


def test_the_contents_list_shows_the_pages_and_counts_its_own_length() -> None:
    template = with_parts(
        contents(),
        "{% for n in names %}",
        paragraph("{{ n }}", style="Heading1"),
        "{% endfor %}",
        ending(),
        styles=heading_styles(),
    )
    few = rendered(template, names=("a", "b"), mail="a@b.example")
    assert shown(few) == ["a1", "b1"]
    many = rendered(template, names=tuple(f"n{number}." for number in range(12)), mail="a@b.example")
    assert shown(many)[:9] == [f"n{number}.2" for number in range(8)] + ["n8.3"]


def test_a_reference_to_a_page_follows_what_it_points_to() -> None:
    simple = f'<w:p><w:fldSimple w:instr=" PAGEREF kohta \\h ">{run("9")}</w:fldSimple></w:p>'
    lost = paragraph(extra=field("PAGEREF muualla", "7"))
    header = f"<w:hdr {NAMESPACES}>{mark('muualla')}</w:hdr>"
    template = with_parts(simple, lost, lines(9), mark("kohta"), ending(), styles=STYLES, header=header)
    root = rendered(template, mail="a@b.example")
    assert [text(item) for item in root[0][:2]] == ["2", "a7"]
