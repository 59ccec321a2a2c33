"""The judges can fail: each of these merges is wrong in one way, and one judge says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from hand_edits_word import Edit
from harness_word import RUN, aim_of, case_of, edit_of, made, pair, say
from word_judges import Case, faults
from word_open import Word, edited, found, text, w, xml
from word_views import OURS

from pipeline.merging.merge import merge
from pipeline.vocabulary.changes import Change, Fate, Kind, Merged, What

EDIT = "a word changed"


def spoilt(
    change: Callable[[Word], object], correction: str = "row added", *, kind: str = EDIT, aim: str = ""
) -> list[str]:
    """The faults of a right merge after something was done to the merged document."""
    base, fresh = pair(correction)
    edit = edit_of(kind, base, aim)
    merged = _merged(base, edit.document, fresh)
    return faults(case_of(base, edit, fresh, replace(merged, document=edited(merged.document, change))))


@cache
def _merged(base: bytes, hand: bytes, fresh: bytes) -> Merged:
    return merge(base, hand, fresh, RUN)


def found_in(*documents: bytes, changes: tuple[Change, ...] = ()) -> list[str]:
    """The faults of a document that stands for a merge: base, hand's edit of it, fresh, merged."""
    base, fresh, merged = documents
    edit = edit_of(EDIT, base)
    return faults(Case(base, edit, fresh, Merged(merged, changes), merged, say))


def test_a_right_merge_has_no_faults() -> None:
    assert spoilt(lambda word: word.tree()) == []


def test_the_fresh_document_loses_the_edit() -> None:
    base, fresh = pair("text")
    said = found_in(base, fresh, fresh)
    assert any("edit lost when accepted" in fault for fault in said)
    assert any("words lost" in fault for fault in said)


def test_the_hands_document_loses_the_correction() -> None:
    base, fresh = pair("text")
    said = found_in(base, fresh, edit_of(EDIT, base).document)
    assert any("did not come" in fault for fault in said)
    assert any("did not go" in fault for fault in said)


def test_moved_rows_that_stay_are_found() -> None:
    base, fresh = pair("goals moved")
    assert any("out of order" in fault for fault in found_in(base, fresh, edit_of(EDIT, base).document))


def test_a_conflict_needs_its_comment_and_a_cause() -> None:
    base, fresh = pair("text")
    told = Change(Kind.CHANGED, Fate.CONFLICT, What.TEXT, "", aim_of("text"), "Kaksitoista …", yours="…")
    said = found_in(base, fresh, edit_of(EDIT, base).document, changes=(told,))
    assert any("conflict without a comment" in fault for fault in said)
    assert any("for nothing" in fault for fault in said)


def _first(word: Word, path: str) -> None:
    item = found(word.body, path)[0]
    item.getparent().remove(item)


def _double(word: Word, path: str) -> None:
    item = found(word.body, path)[0]
    item.addnext(xml(f'<w:bookmarkStart w:id="1" w:name="{item.get(w("name"))}"/>'))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda word: _first(word, f".//w:ins[@w:author='{OURS}'][w:r]"), "did not come"),
        (lambda word: _first(word, f".//w:del[@w:author='{OURS}'][w:r]"), "rejected is not the hand's"),
        (lambda word: word.body.insert(9, xml("<w:p><w:r><w:t>Tyhjästä</w:t></w:r></w:p>")), "came from nowhere"),
        (lambda word: _first(word, "./w:p[w:pPr/w:pStyle/@w:val='Ingressi']"), "words lost"),
        (lambda word: _first(word, ".//w:commentRangeEnd"), "has no commentRangeEnd"),
        (lambda word: _double(word, ".//w:bookmarkStart"), "twice"),
        (lambda word: word.parts.pop("word/charts/chart7.xml"), "is not there"),
        (lambda word: word.parts.update({"word/outo.bin": b""}), "no content type"),
        (
            lambda word: found(word.body, ".//w:pPr[w:pStyle/@w:val='Ingressi']")[0].append(xml("<w:keepNext/>")),
            "rewritten for nothing",
        ),
    ],
)
def test_what_is_spoilt_is_found(change: Callable[[Word], object], said: str) -> None:
    assert any(said in fault for fault in spoilt(change))


def test_a_comment_taken_away_is_found() -> None:
    aim = aim_of("text")
    assert spoilt(lambda word: word.tree(), "text", aim=aim) == []

    def untold(word: Word) -> None:
        for item in word.tree("word/comments.xml").iter(w("t")):
            item.text = "muuta"

    assert any("conflict without a comment" in fault for fault in spoilt(untold, "text", aim=aim))


def test_the_lines_of_a_field_are_opaque() -> None:
    number = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ Kuvio </w:instrText></w:r>'
    shown = '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert (
        text(xml(f"<w:p><w:r><w:t xml:space='preserve'>Kuvio </w:t></w:r>{number}{shown}<w:r><w:t>.</w:t></w:r></w:p>"))
        == "Kuvio #."
    )


def test_what_comes_while_the_same_stays_is_told_or_found() -> None:
    """A line goes from one place and comes at another: where the first stays, that must be told."""
    base, line_of = made(), "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"

    def with_lines(at: int, *lines: str) -> bytes:
        return edited(base, lambda word: [word.body.insert(at, xml(line_of.format(line))) for line in reversed(lines)])

    before, after, merged = with_lines(9, "Sama", "x"), with_lines(9, "x", "Sama"), with_lines(9, "Sama", "x", "Sama")
    told = Change(Kind.REMOVED, Fate.CONFLICT, What.TEXT, "", "Sama", "", yours="Sama")

    def came(*changes: Change) -> bool:
        case = Case(before, Edit(before, lambda _: ""), after, Merged(merged, changes), merged, say)
        return any("came from nowhere: 'Sama'" in fault for fault in faults(case))

    assert came()
    assert not came(told)
    assert came(replace(told, fate=Fate.UPDATED))
