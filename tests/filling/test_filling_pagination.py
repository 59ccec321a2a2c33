"""On which page each bookmark stands, in documents whose pages can be counted by hand."""

from __future__ import annotations

import pytest
from lxml import etree

from documents import NAMESPACES, paragraph, run, table
from pipeline.filling.pagination import Surroundings, pages

LINES_ON_A_PAGE = 40
A_LINE = '<w:spacing w:line="400" w:lineRule="exact" w:before="0" w:after="0"/>'
SHEET = '<w:pgSz w:w="11906" w:h="18000"/><w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000" w:header="0" w:footer="0"/>'
"""16 000 twips of text: forty lines of 400."""


def line(text: str = "x", properties: str = "", mark: str = "") -> str:
    marks = f'<w:bookmarkStart w:id="1" w:name="{mark}"/><w:bookmarkEnd w:id="1"/>' if mark else ""
    return f"<w:p><w:pPr>{properties}{A_LINE}</w:pPr>{marks}{run(text)}</w:p>"


def lines(count: int) -> str:
    return "".join(line() for _ in range(count))


def counted(*body: str, sheet: str = SHEET) -> dict[str, str]:
    document = f"<w:document {NAMESPACES}><w:body>{''.join(body)}<w:sectPr>{sheet}</w:sectPr></w:body></w:document>"
    return pages(etree.fromstring(document.encode()), Surroundings())


@pytest.mark.parametrize(("before", "page"), [(0, "1"), (39, "1"), (40, "2"), (79, "2"), (80, "3")])
def test_lines_fill_pages(before: int, page: str) -> None:
    assert counted(lines(before), line(mark="here")) == {"here": page}


def test_a_page_break_before_begins_a_page() -> None:
    assert counted(line(), line(properties="<w:pageBreakBefore/>", mark="here")) == {"here": "2"}


def test_a_break_in_the_text_begins_a_page() -> None:
    assert counted(line(), '<w:p><w:r><w:br w:type="page"/></w:r></w:p>', line(mark="here"))["here"] == "2"


def test_a_heading_stays_with_what_follows() -> None:
    heading = line(properties="<w:keepNext/>", mark="here")
    assert counted(lines(39), heading, line())["here"] == "2"
    assert counted(lines(38), heading, line())["here"] == "1"


def test_long_text_takes_the_lines_that_it_takes() -> None:
    words = "kuntalainen " * 200
    assert counted(line(words), line(mark="here"))["here"] == "1"
    assert counted(line(words * 4), line(mark="here"))["here"] == "3"


def test_a_landscape_section_is_lower_and_begins_a_page() -> None:
    portrait = f"<w:p><w:pPr>{A_LINE}<w:sectPr>{SHEET}</w:sectPr></w:pPr>{run('x')}</w:p>"
    low = '<w:pgSz w:w="18000" w:h="6000" w:orient="landscape"/><w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000" w:header="0" w:footer="0"/>'
    found = counted(lines(3), portrait, line(mark="first"), lines(9), line(mark="second"), sheet=low)
    assert found == {"first": "2", "second": "3"}


def test_numbering_may_begin_elsewhere() -> None:
    assert counted(line(mark="here"), sheet=SHEET + '<w:pgNumType w:start="7"/>') == {"here": "7"}


def test_a_picture_takes_its_height() -> None:
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:extent cx="3000000" cy="9500000"/></wp:inline></w:drawing></w:r></w:p>'
    )
    assert counted(lines(5), drawing, line(mark="here"))["here"] == "2"


def test_a_table_runs_over_pages_on_whole_rows() -> None:
    rows = [[line(f"rivi {number}")] for number in range(60)]
    found = counted(table(*rows, width=9000), line(mark="here"))
    assert found == {"here": "2"}


def test_a_document_without_bookmarks_has_none() -> None:
    assert counted(paragraph("x")) == {}
