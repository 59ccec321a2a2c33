"""Our comments in a deck: which of them a new one takes the place of, and which stay open. Values are short here."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from deck_versions import RUN, Result, drawn, edited, merged
from lxml import etree
from test_deck_merge_slides import threaded

from drawn_decks import changed
from office_checks import office_faults
from pipeline.merging.deck_merge import merge_deck
from pipeline.ooxml.package import read_package
from pipeline.vocabulary.changes import Fate

P15 = "http://schemas.microsoft.com/office/powerpoint/2012/main"


def say(*lines: str) -> Any:
    def change(deck: Any) -> None:
        (box,) = [item for item in deck.slides[1].shapes if item.name == "Teksti"]
        for place, line in enumerate(lines):
            box.text_frame.paragraphs[place].runs[0].text = line

    return change


def cell(row: int, column: int, text: str) -> Any:
    def change(deck: Any) -> None:
        (table,) = [item for item in deck.slides[1].shapes if item.name == "Taulukko"]
        table.table.cell(row, column).text_frame.paragraphs[0].runs[0].text = text

    return change


def comments(result: Result) -> list[str]:
    """All comments, of both kinds, in order."""
    package = read_package(result.merged.document)
    roots = [etree.fromstring(package.read(name)) for name in package.parts if name.startswith("ppt/comments/")]
    found = [item for root in roots for item in root if item.tag.endswith("}cm")]
    return ["\n".join(text.text or "" for text in item.iter("{*}t", "{*}text")) for item in found]


def both(first: bytes, *changes: Any) -> bytes:
    for change in changes:
        first = edited(first, change)
    return first


@pytest.mark.parametrize("modern", [False, True])
def test_an_open_conflict_stays_when_another_place_of_the_slide_changes(modern: bool) -> None:
    base = edited(drawn(), say("Vuoden 2027 päätökset", "2027"))
    hand = edited(base, say("Tulevan vuoden päätökset", "oma"))
    hand = threaded(hand, "Onko näin?") if modern else hand
    once = edited(base, say("Vuoden 2027 linjaukset"))
    first = merged(base, hand, once)
    second = merged(once, first.merged.document, edited(once, say("Vuoden 2027 linjaukset", "2028")))
    own = [text for text in comments(second) if text.startswith("uusi")]
    assert own == [
        "uusi: Vuoden 2027 linjaukset\nvanha: Vuoden 2027 päätökset",
        "uusi: 2028\nvanha: 2027",
    ]
    assert office_faults(second.merged.document) == []


@pytest.mark.parametrize("modern", [False, True])
def test_the_same_conflict_again_has_one_comment(modern: bool) -> None:
    base = edited(drawn(), say("Yksi", "1"))
    hand = edited(base, say("Yksi", "oma"))
    hand = threaded(hand, "Onko näin?") if modern else hand
    versions = [base, *(edited(base, say("Yksi", text)) for text in ("2", "3", "1"))]
    result = merged(base, hand, base)
    for old, new in pairwise(versions):
        result = merged(old, result.merged.document, new)
    assert [text for text in comments(result) if text.startswith("uusi")] == ["uusi: 1\nvanha: 3"]


def test_cells_with_the_same_values_have_comments_of_their_own() -> None:
    base = both(drawn(), cell(1, 2, "2027"), cell(2, 2, "2027"))
    hand = both(base, cell(1, 2, "heti"), cell(2, 2, "heti"))
    one = both(base, cell(1, 2, "2028"), cell(2, 2, "2028"))
    first = merged(base, hand, one)
    assert comments(first) == ["uusi: 2028\nvanha: 2027"] * 2
    second = merged(one, first.merged.document, edited(one, cell(2, 2, "2029")))
    assert comments(second) == ["uusi: 2028\nvanha: 2027", "uusi: 2029\nvanha: 2028"]


def test_an_answered_comment_stays() -> None:
    def answered(text: str) -> str:
        reply = (
            '<p:cm authorId="9" dt="2027-01-01T10:00:00.000" idx="9"><p:pos x="10" y="10"/><p:text>Jätetään näin</p:text>'
            '<p:extLst><p:ext uri="{C676402C-5697-4E1C-873F-D02D1690AC5C}">'
            f'<p15:threadingInfo xmlns:p15="{P15}" timeZoneBias="0"><p15:parentCm authorId="0" idx="1"/>'
            "</p15:threadingInfo></p:ext></p:extLst></p:cm>"
        )
        return text.replace("</p:cmLst>", f"{reply}</p:cmLst>")

    base = edited(drawn(), say("Yksi", "1"))
    one = edited(base, say("Yksi", "2"))
    first = merged(base, edited(base, say("Yksi", "oma")), one)
    hand = changed(first.merged.document, {"ppt/comments/comment1.xml": answered})
    second = merged(one, hand, edited(one, say("Yksi", "3")))
    assert comments(second) == ["uusi: 2\nvanha: 1", "Jätetään näin", "uusi: 3\nvanha: 2"]


def test_a_comment_that_lost_its_mark_is_not_taken_for_another() -> None:
    """As when LibreOffice has saved the deck: it keeps no extensions of comments."""

    def unmarked(text: str) -> str:
        start, end = text.index("<p:extLst>"), text.index("</p:extLst>") + len("</p:extLst>")
        return text[:start] + text[end:]

    base = edited(drawn(), say("Vuonna 1", "1"))
    one = edited(base, say("Vuonna 2"))
    first = merged(base, edited(base, say("Joskus", "oma")), one)
    hand = changed(first.merged.document, {"ppt/comments/comment1.xml": unmarked})
    second = merged(one, hand, edited(one, say("Vuonna 2", "2")))
    assert comments(second) == ["uusi: Vuonna 2\nvanha: Vuonna 1", "uusi: 2\nvanha: 1"]


def test_long_paragraphs_are_rewritten_at_once() -> None:
    old, new = (" ".join("ab"[(place * factor) % 7 % 2] for place in range(2_000)) for factor in (3, 5))

    def bold(deck: Any) -> None:
        (box,) = [item for item in deck.slides[1].shapes if item.name == "Teksti"]
        line = box.text_frame.paragraphs[1]
        line.runs[0].text = old[:1000]
        line.runs[0].font.bold = True
        line.add_run().text = old[1000:]

    base = edited(drawn(), say("Yksi", old))
    fresh = edited(base, say("Yksi", new))
    result = Result(merge_deck(*(read_package(item) for item in (base, edited(base, bold), fresh)), RUN))
    runs = result.shape(1, "Teksti").text_frame.paragraphs[1].runs
    assert ("".join(run.text for run in runs), {run.font.bold for run in runs}) == (new, {True})
    assert len(runs) == 1
    assert result.fates(Fate.UPDATED)
