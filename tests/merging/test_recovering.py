"""Our tracked changes after LibreOffice has written them its own way: rows without their mark, moves made of equal words."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from deck_resaving import resaved
from harness_word import pair
from lxml import etree
from test_word_merge import BASE, RUN, before, comments, merged, now, paragraphs, told
from thinning import every

from documents import part, table, word
from pipeline.merging.merge import accepted, merge
from pipeline.merging.revisions.answers import reject_own
from pipeline.merging.revisions.recovering import recover
from pipeline.merging.run import AUTHOR
from pipeline.merging.wordings import own_pending, said, said_before
from pipeline.ooxml.dialect import w
from pipeline.ooxml.package import read_package
from pipeline.vocabulary.changes import Fate, Kind, What

ROWS = (("T1", "Archive", "2027"), ("T2", "Portal", "2028"), ("T3", "Skills", "2029"))
FULL, SHORT = word(table(*ROWS), "End of it"), word(table(ROWS[0], ROWS[2]), "End of it")
OTHER = "Kaisa"


def rewritten(document: bytes, *changes: tuple[str, str]) -> bytes:
    """The document with its body's XML changed, each pattern found."""
    package = read_package(document)
    text = part(document)
    for pattern, to in changes:
        text, count = re.subn(pattern, to, text)
        assert count, pattern
    package.parts["word/document.xml"] = text.encode()
    return package.write()


def as_libreoffice(document: bytes) -> bytes:
    """Rows and the last paragraphs of their cells without the mark that they go; that of their words stays."""
    return rewritten(
        document,
        (r"<w:trPr><w:del [^>]*/></w:trPr>", '<w:trPr><w:cantSplit w:val="true"/></w:trPr>'),
        (r"<w:rPr><w:del [^>]*/></w:rPr>", "<w:rPr/>"),
    )


def rows(document: bytes) -> list[str]:
    root = etree.fromstring(part(document).encode())
    return [
        " | ".join("".join(map(said, cell.iter(w("p")))) for cell in row.iter(w("tc"))) for row in root.iter(w("tr"))
    ]


def moved(document: bytes) -> bytes:
    """LibreOffice's moves: of the same words that went and came it says that they went from here to there."""
    return rewritten(
        document,
        (r"<w:del (.*?)</w:del>", r"<w:moveFrom \1</w:moveFrom>"),
        (r"<w:ins ([^>]*[^/])>(.*?)</w:ins>", r"<w:moveTo \1>\2</w:moveTo>"),
        (r"(</?)w:delText", r"\1w:t"),
    )


def test_a_row_that_lost_its_mark_is_a_deleted_row() -> None:
    hand = as_libreoffice(merged(FULL, FULL, SHORT).document)
    assert "<w:trPr><w:del" not in part(hand)
    assert rows(accepted(hand)) == ["T1 | Archive | 2027", "T3 | Skills | 2029"]
    again = merged(SHORT, hand, SHORT)
    assert (again.changes, again.edits) == ((), ())
    assert part(again.document) == part(hand), "what nothing changes in stays as LibreOffice wrote it"


def test_a_row_that_lost_its_mark_comes_back_and_is_no_work_of_peoples() -> None:
    hand = as_libreoffice(merged(FULL, FULL, SHORT).document)
    back = merged(SHORT, hand, FULL)
    assert back.edits == ()
    assert told(back) == [(Kind.ADDED, Fate.UPDATED, What.ROW)]
    assert rows(accepted(back.document)) == [" | ".join(row) for row in ROWS]


def test_a_row_that_people_emptied_or_changed_is_theirs() -> None:
    ours = as_libreoffice(merged(FULL, FULL, SHORT).document)
    first = re.search(r"<w:del [^>]*>(?:(?!</w:del>).)*?Portal", part(ours))
    assert first is not None
    theirs = rewritten(ours, (re.escape(first[0]), first[0].replace(AUTHOR, OTHER)))
    wrote = rewritten(ours, (r"(</w:del>)(</w:p></w:tc></w:tr>)", r"\1<w:r><w:t>ours</w:t></w:r>\2"))
    for hand, row in ((theirs, " |  | "), (wrote, " |  | ours")):
        assert rows(accepted(hand)) == ["T1 | Archive | 2027", row, "T3 | Skills | 2029"]
    empty = word(table(ROWS[0], ("", "", "")), "End of it")
    assert accepted(empty) == empty


def test_a_comment_in_a_deleted_row_stands_at_a_point_within_the_deletion() -> None:
    document = merged(FULL, FULL, SHORT).document
    root = etree.fromstring(part(document).encode())
    row = next(item for item in root.iter(w("tr")) if item.find(f"{w('trPr')}/{w('del')}") is not None)
    [reference] = row.iter(w("commentReference"))
    assert [item.tag for item in reference.iterancestors()][:2] == [w("r"), w("del")]
    assert not list(row.iter(w("commentRangeStart"), w("commentRangeEnd")))
    assert len(comments(document)) == 1
    assert comments(accepted(document)) == []
    reject_own(root, AUTHOR)
    assert said(row[0][-1]) == "T2" and list(row.iter(w("commentReference"))) == [reference], "a row that stays"


def test_moves_of_ours_are_our_deletions_and_insertions() -> None:
    second = word("Cost 120 euros", "Time 2027", "End of it")
    hand = moved(merged(BASE, BASE, second).document)
    assert "<w:moveFrom " in part(hand) and "<w:moveTo " in part(hand)
    assert now(hand) == ["Cost 120 euros", "Time 2027", "End of it"]
    again = merge(second, hand, word("Cost 140 euros", "Time 2027", "End of it"), RUN)
    assert again.edits == ()
    assert (before(again.document)[0], now(again.document)[0]) == ("Cost 100 euros", "Cost 140 euros")
    assert [item.text for item in paragraphs(again.document)[0].iter(w("delText"))] == ["100"]
    assert comments(again.document) == ["Cost 120 euros → Cost 140 euros"]
    assert "moveFrom" not in part(again.document) and "moveTo" not in part(again.document)


def test_a_paragraph_of_ours_that_came_as_a_move_just_goes_again() -> None:
    second = word("Cost 100 euros", "Risk is low", "Time 2027", "End of it")
    hand = rewritten(
        merged(BASE, BASE, second).document,
        (r"<w:ins ([^>]*)/>", r"<w:moveTo \1/>"),
        (r"<w:ins ([^>]*[^/])>(.*?)</w:ins>", r"<w:moveTo \1>\2</w:moveTo>"),
    )
    back = merge(second, hand, BASE, RUN)
    assert back.edits == ()
    assert "Risk" not in part(back.document)
    assert before(back.document) == now(back.document) == now(BASE)


def test_moves_of_others_stay_as_they_are() -> None:
    hand = moved(merged(BASE, BASE, word("Cost 120 euros", "Time 2027", "End of it")).document)
    theirs = rewritten(hand, (AUTHOR, OTHER))
    root = etree.fromstring(part(theirs).encode())
    told_before = etree.tostring(root)
    recover(root, AUTHOR)
    assert etree.tostring(root) == told_before
    assert not own_pending(root, AUTHOR)
    [first, *_] = root.iter(w("p"))
    assert said(first) == said_before(first, AUTHOR) == "Cost 120 euros"


@pytest.mark.parametrize("name", every(2, ["row removed", "goals moved"]))
def test_libreoffice_keeps_the_rows_that_go_and_come(name: str) -> None:
    base, fresh = pair(name)
    made = merge(base, base, fresh, RUN)
    saved = resaved(made.document, "docx")
    for mark in ("del", "ins"):
        assert 0 < marked(made.document, mark) == marked(saved, mark)
    assert len(comments(saved)) == len(comments(made.document))
    again = merge(fresh, saved, fresh, RUN)
    assert [edit for edit in again.edits if edit.what in (What.ROW, What.TABLE)] == []
    assert Counter(rows(accepted(saved))) == Counter(rows(accepted(made.document)))


def marked(document: bytes, mark: str) -> int:
    """How many rows of the body are marked as going or coming."""
    root = etree.fromstring(part(document).encode())
    return sum(row.find(f"{w('trPr')}/{w(mark)}") is not None for row in root.iter(w("tr")))
