"""What decides at the edge of a page or a line: rules under the last row, and words parted at a line's end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree
from test_filling_pagination import LINE, place, row, section, table

from documents import run
from pipeline.filling.fitting.hyphenating import Atom, hyphenated
from pipeline.filling.fitting.measuring import PAGES, width, wrap
from pipeline.ooxml.textbody import Look, Paragraph, Run

RULED = '<w:tblStyle w:val="Ruled"/>'
MARK = '<w:bookmarkStart w:id="1" w:name="here"/>'
MARKED = f"<w:p>{MARK}{run('a')}</w:p>"


def line(text: str = "a", mark: str = "", properties: str = "") -> str:
    return row(f"<w:p>{mark}{run(text)}</w:p>", properties=f"<w:cantSplit/>{properties}")


def ruled(mark_at: int, count: int = 6) -> str:
    return table(*(line(mark=MARK if place == mark_at else "") for place in range(count)), properties=RULED)


@pytest.mark.parametrize(("high", "page"), [(120, "1"), (119, "2"), (101, "2"), (100, "2")])
def test_the_last_row_on_a_page_has_room_for_the_rule_under_it(high: int, page: str) -> None:
    """Three rows are 20 + 40 + 40 high; where a fourth follows on the next page, the rule is drawn on both."""
    assert place(ruled(mark_at=2), last=section(high=high)) == page


def test_the_last_row_of_a_table_needs_no_room_for_a_rule_that_is_not_there() -> None:
    assert place(ruled(mark_at=2, count=3), last=section(high=100)) == "1"
    assert place(ruled(mark_at=2, count=3), last=section(high=99)) == "2"


def word(*texts: str, bold: bool = False, size: float = 11.0) -> Atom:
    """A word in runs; every other one of them is bold when `bold` says so."""
    runs = [Run(None, text, size, bold and place % 2 == 1, False, "Calibri", 0.0) for place, text in enumerate(texts)]
    wide = sum(width(item.text, "Calibri", size, bold=item.bold) for item in runs)
    return "".join(texts), wide, wide, 13.4, tuple(zip(texts, runs, strict=True))


@pytest.mark.parametrize("head", ["lii-", "liilii-", "liiliimoom-", "liiliimoommoom-"])
def test_a_word_is_parted_by_the_widths_of_its_own_letters(head: str) -> None:
    """Narrow letters at the head and wide ones at the end: an average letter would part it elsewhere."""
    wide = word("liiliimoommoomma")
    room = width(head, "Calibri", 11)
    kept, rest = hyphenated(wide, room + 0.01, 0.0)
    assert kept is not None
    assert kept[0] == head
    assert kept[1] == pytest.approx(room)
    assert rest[0] == wide[0].removeprefix(head.removesuffix("-"))
    assert rest[1] == pytest.approx(wide[1] - width(head.removesuffix("-"), "Calibri", 11))
    shorter, _ = hyphenated(wide, room - 0.01, 0.0)
    assert shorter is None or len(shorter[0]) < len(head)


def test_a_word_of_several_runs_is_parted_in_the_type_of_each() -> None:
    wide = word("mitta", "ristoja", bold=True)
    room = width("mitta", "Calibri", 11) + width("ris-", "Calibri", 11, bold=True)
    kept, rest = hyphenated(wide, room + 0.01, 0.0)
    assert kept is not None
    assert kept[0] == "mittaris-"
    assert kept[1] == pytest.approx(room)
    assert [text for text, _ in rest[4]] == ["toja"]


@pytest.mark.parametrize(("room", "parted"), [(16.99, False), (17.02, False), (17.03, True), (18.0, True)])
def test_the_zone_that_may_stay_empty_is_counted_in_whole_twips(room: float, parted: bool) -> None:
    kept, _ = hyphenated(word("lillimo"), room, 17.0)
    assert (kept is not None) == parted


@pytest.mark.parametrize("most", [0, 1, 2, 3])
def test_no_more_lines_end_in_a_hyphen_one_under_another_than_the_document_allows(most: int) -> None:
    words = Paragraph(
        etree.Element("p"), (Run(None, "toimintakertomus " * 30, 11, False, False, "Calibri", 0.0),), Look(), 0, 11
    )
    longest = 0
    for room in range(95, 260, 3):
        lines = wrap(words, room, replace(PAGES, zone=0.0, ladder=most))
        assert "".join(item.text.removesuffix("-") for item in lines) == words.runs[0].text
        ladders = "".join("-" if item.text.endswith("-") else " " for item in lines).split()
        longest = max([longest, *(len(item) for item in ladders)])
    assert longest == most or (most == 0 and longest > 3)


def test_the_most_lines_with_hyphens_are_those_of_the_settings() -> None:
    words = f"<w:p><w:pPr>{LINE}</w:pPr>{run('toimintakertomus ' * 20)}</w:p>{MARKED}"
    asked = "<w:autoHyphenation/><w:hyphenationZone w:val='0'/>"
    page = section(wide=120, high=340)
    assert place(words, last=page, settings=asked) == "1"
    found = [
        place(words, last=page, settings=f"{asked}<w:consecutiveHyphenLimit w:val='{most}'/>")
        for most in ("0", "1", "x")
    ]
    assert found == ["1", "2", "1"], "0 is any number, and so is what is no number"
