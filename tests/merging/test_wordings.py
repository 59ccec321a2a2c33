"""What a paragraph says: the same for the same words, however a program spells them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from revision_judging import q
from revision_making import AUTHOR, MAIN, OTHER, Table, body_xml, cells, dele, ins, p, package_of, r, table

from pipeline.merging.wordings import gone, lookup, own_mark, own_pending, pieces, plain, said, said_before, tokens
from pipeline.ooxml.package import Package, parse

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
FIELD = (
    '<w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r>'
    '<w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def paragraph(content: str) -> etree._Element:
    return parse(body_xml(f"<w:p>{content}</w:p>"))[0][0]


def words(content: str) -> str:
    return said(paragraph(content))


@pytest.mark.parametrize(
    ("spelled", "otherwise"),
    [
        (r("Tavoite on 42"), r("Tavo") + r("ite on ", "<w:b/>") + '<w:proofErr w:type="spellStart"/>' + r("42")),
        (r("a") + "<w:r><w:tab/></w:r>" + r("b"), "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>"),
        (r("a\u2011b"), "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>"),
        (r("a\u00adb"), "<w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t></w:r>"),
        (r("sana"), '<w:bookmarkStart w:id="1" w:name="x"/>' + r("sana") + '<w:bookmarkEnd w:id="1"/>'),
        (
            r("sana"),
            '<w:sdt><w:sdtPr/><w:sdtContent><w:smartTag w:element="x">'
            + r("sana")
            + "</w:smartTag></w:sdtContent></w:sdt>",
        ),
        (r("sana"), f'<w:hyperlink w:anchor="_Toc1">{r("sana")}</w:hyperlink>'),
        (r("sana"), r("sa") + ins(r("na")) + dele("poissa")),
        (
            r("3 ") + FIELD.format(" PAGE ", r("3")),
            r("3 ") + '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>99</w:t></w:r></w:fldSimple>',
        ),
        (r("nimi"), FIELD.format(" MERGEFIELD nimi ", r("nimi"))),
        (r("rivi") + "<w:r><w:br/></w:r>", r("rivi") + "<w:r><w:cr/></w:r>"),
        (r("a"), r("a") + "<w:r><w:lastRenderedPageBreak/><w:t/></w:r>"),
    ],
)
def test_the_same_words_spelled_otherwise(spelled: str, otherwise: str) -> None:
    assert words(spelled) == words(otherwise) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r("42"), r("47")),
        (r("a b"), r("a") + "<w:r><w:tab/></w:r>" + r("b")),
        (r("a") + "<w:r><w:br/></w:r>", r("a") + '<w:r><w:br w:type="page"/></w:r>'),
        (r("a"), r("a") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        (r("a"), r("a") + FIELD.format(" PAGE ", r("3"))),
        (
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            '<w:r><w:sym w:font="Wingdings" w:char="F0FB"/></w:r>',
        ),
    ],
)
def test_other_words_are_not_the_same(one: str, other: str) -> None:
    assert words(one) != words(other)


def test_a_field_that_goes_on_in_another_paragraph_says_what_it_shows() -> None:
    opening = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    inner = FIELD.format(" PAGEREF _Toc1 ", r("7"))
    assert words(opening + r("Luku") + "<w:r><w:tab/></w:r>" + inner) == words(
        r("Luku") + "<w:r><w:tab/></w:r>" + FIELD.format(" PAGE ", "")
    )
    assert words(r("a") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>') == "a"


def test_both_views_of_an_authors_changes() -> None:
    block = paragraph(r("On ") + dele("40", AUTHOR) + ins(r("42"), AUTHOR) + ins(r(" noin")) + dele(" heti"))
    assert said(block) == "On 42 noin"
    assert said_before(block, AUTHOR) == "On 40 noin"
    assert said_before(block, OTHER) == "On 42 heti"
    assert own_pending(block, AUTHOR) and own_pending(block, OTHER) and not own_pending(block, "Matti")


def test_changes_in_a_text_box_are_not_of_the_paragraph_around_it() -> None:
    block = paragraph(
        f"<w:r><w:pict><w:txbxContent><w:p>{ins(r('a'), AUTHOR)}</w:p></w:txbxContent></w:pict></w:r>{r('b')}"
    )
    assert not own_pending(block, AUTHOR)
    assert own_pending(next(block.iter(q("txbxContent")))[0], AUTHOR)
    assert plain(said(block)) == "b" and said(block) != "b"


def linked(address: str, body: str) -> tuple[Package, etree._Element]:
    package = package_of(body)
    number = package.relate_anew(MAIN, KINDS + "hyperlink", address, external=True)
    package.parts[MAIN] = package.read(MAIN).replace(b"rIdL", number.encode())
    return package, parse(package.read(MAIN))[0][0]


def test_a_link_says_where_it_leads_however_it_is_spelled() -> None:
    body = f'<w:p><w:hyperlink r:id="rIdL">{r("sivu")}</w:hyperlink></w:p>'
    seen = [
        said(block, lookup(package, MAIN))
        for package, block in (linked(a, body) for a in ("https://a.example/", "https://b.example"))
    ]
    assert seen[0] != seen[1] and plain(seen[0]) == plain(seen[1]) == "sivu"
    assert words(FIELD.format(' HYPERLINK "https://a.example" ', r("sivu"))) == seen[0]


def test_a_picture_says_its_bytes() -> None:
    body = '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="rIdP"/></w:drawing></w:r></w:p>'
    seen = []
    for data in (b"one", b"one", b"other"):
        package = package_of(body)
        package.add("word/media/a.png", data, "image/png")
        number = package.relate(MAIN, KINDS + "image", "word/media/a.png")
        package.parts[MAIN] = package.read(MAIN).replace(b"rIdP", number.encode())
        seen.append(said(parse(package.read(MAIN))[0][0], lookup(package, MAIN)))
    assert seen[0] == seen[1] != seen[2]
    assert plain(seen[0]) == ""


def test_tokens_are_words_figures_and_single_things() -> None:
    block = paragraph(r("Kulut 12") + r("\u00a0500,50 € (n. T1:n)") + "<w:r><w:tab/></w:r>" + r("1.3.2027–"))
    assert [token.said for token in tokens(block)] == (
        ["Kulut", " ", "12\u00a0500,50", " ", "€", " ", "(", "n", ".", " ", "T1:n", ")", "\t", "1.3.2027", "–"]
    )
    [figure] = [token for token in tokens(block) if token.said.startswith("12")]
    assert next((part.piece.said, part.start, part.end) for part in figure.parts) == ("Kulut 12", 6, 8)


def test_what_is_gone_and_whose_mark_it_is() -> None:
    def ended(mark: str, author: str, content: str) -> str:
        return f'<w:p><w:pPr><w:rPr><w:{mark} w:id="7" w:author="{author}"/></w:rPr></w:pPr>{content}</w:p>'

    at = Table(
        ended("del", AUTHOR, dele("a", AUTHOR)) + ended("del", OTHER, r("jäi")) + ended("ins", AUTHOR, "") + p("a"),
        "<w:p/>",
    )
    assert [gone(block) for block in at.blocks] == [True, False, False, False]
    assert [own_mark(block, AUTHOR) for block in at.blocks] == ["del", "", "ins", ""]
    row = cells("a", "b").replace("<w:tr>", f'<w:tr><w:trPr><w:del w:id="8" w:author="{AUTHOR}"/></w:trPr>')
    tables = Table(table(row, row) + table(row, cells("c", "d")), "<w:p/>")
    assert [gone(block) for block in tables.blocks] == [True, False]
    assert own_mark(next(tables.blocks[0].iter(q("tr"))), AUTHOR) == "del"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="aäö 42.,-:\u00a0–(", max_size=8), max_size=6))
def test_however_a_text_is_cut_its_tokens_are_the_same(texts: list[str]) -> None:
    cut, whole = paragraph("".join(map(r, texts))), paragraph(r("".join(texts)))
    assert said(cut) == said(whole) == "".join(texts)
    assert [token.said for token in tokens(cut)] == [token.said for token in tokens(whole)]
    assert "".join(piece.said for piece in pieces(cut)) == "".join(texts)
    for token in tokens(cut):
        assert "".join(part.piece.said[part.start : part.end] for part in token.parts) == token.said


def test_a_paragraph_of_nothing_but_beginnings_is_read_at_once() -> None:
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    code = "<w:r><w:instrText> QUOTE x </w:instrText></w:r>"
    started = time.perf_counter()
    assert words(begin * 20_000 + r("a")) == "a"
    assert words((begin + code) * 5_000 + r("b") + end * 5_000) == "b"
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    "content",
    [
        r("a ") + r("b", "<w:b/>"),
        "<w:pPr/><w:proofErr/>" + r("sana"),
        r("a") + "<!-- b -->" + r("c"),
        r("a") + "<w:r><w:tab/></w:r>",
        r("a") + ins(r("b")),
        r("a") + dele("b"),
        "<w:r/>",
        "",
    ],
)
def test_plain_text_says_what_its_pieces_say(content: str) -> None:
    assert words(content) == "".join(piece.said for piece in pieces(paragraph(content)))
