"""Small Word documents merged: each outcome as it stands in the file, before and after."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from docx import Document
from lxml import etree

from documents import bare, paragraph, part, run, table, word
from pipeline.merging.merge import accepted, compare, merge
from pipeline.merging.run import AUTHOR, CannotMerge, Run
from pipeline.merging.wordings import said, said_before
from pipeline.ooxml.dialect import W14, W
from pipeline.ooxml.package import read_package
from pipeline.vocabulary.changes import Change, Fate, Kind, Merged, What

RUN = Run(dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC), lambda change: f"{change.before} → {change.after}")
P = f"{{{W}}}p"


def merged(base: bytes, hand: bytes, fresh: bytes) -> Merged:
    return merge(base, hand, fresh, RUN)


def paragraphs(document: bytes) -> list[etree._Element]:
    return list(etree.fromstring(part(document).encode()).iter(P))


def now(document: bytes) -> list[str]:
    """What the paragraphs say when our changes are accepted; those that go are not there."""
    return [words for item in paragraphs(accepted(document)) if (words := said(item))]


def before(document: bytes) -> list[str]:
    """What the paragraphs say when our changes are rejected."""
    return [words for item in paragraphs(document) if (words := said_before(item, AUTHOR))]


def comments(document: bytes) -> list[str]:
    if "word/comments.xml" not in read_package(document).parts:
        return []
    root = etree.fromstring(part(document, "word/comments.xml").encode())
    return ["".join(item.itertext()) for item in root]


def told(result: Merged) -> list[tuple[Kind, Fate, What]]:
    return [(change.kind, change.fate, change.what) for change in result.changes]


BASE = word("Cost 100 euros", "Time 2027", "End of it")


def test_a_new_value_is_a_tracked_change_to_the_word() -> None:
    result = merged(BASE, BASE, word("Cost 120 euros", "Time 2027", "End of it"))
    first, second = paragraphs(result.document)[:2]
    assert [item.text for item in first.iter(f"{{{W}}}delText")] == ["100"]
    assert [item.text for item in first.find(f"{{{W}}}ins").iter(f"{{{W}}}t")] == ["120"]
    assert bare(etree.tostring(second, encoding="unicode")) == paragraph("Time 2027")
    assert comments(result.document) == ["Cost 100 euros → Cost 120 euros"]
    assert result.changes == (Change(Kind.CHANGED, Fate.UPDATED, What.TEXT, "", "Cost 100 euros", "Cost 120 euros"),)
    assert (before(result.document), now(result.document)) == (
        ["Cost 100 euros", "Time 2027", "End of it"],
        ["Cost 120 euros", "Time 2027", "End of it"],
    )


def test_what_people_wrote_stays_and_a_comment_tells_the_new_value() -> None:
    hand = word("Cost 100 euros, decided", "Time 2027", "End of it")
    result = merged(BASE, hand, word("Cost 120 euros", "Time 2027", "End of it"))
    assert before(result.document) == now(result.document) == ["Cost 100 euros, decided", "Time 2027", "End of it"]
    assert comments(result.document) == comments(accepted(result.document)) == ["Cost 100 euros → Cost 120 euros"]
    [change] = result.changes
    assert (change.fate, change.yours) == (Fate.CONFLICT, "Cost 100 euros, decided")
    assert [edit.text for edit in result.edits] == ["Cost 100 euros, decided"]


def test_formatting_by_hand_stays_and_holds_the_new_words() -> None:
    hand = word(paragraph(run("Cost 100 euros", "<w:b/>")), "Time 2027", "End of it")
    result = merged(BASE, hand, word("Cost 120 euros", "Time 2027", "End of it"))
    [first, *_] = paragraphs(accepted(result.document))
    assert said(first) == "Cost 120 euros"
    assert all(item.find(f"{{{W}}}rPr/{{{W}}}b") is not None for item in first.iter(f"{{{W}}}r"))


def test_nothing_changed_leaves_the_bytes_of_the_parts() -> None:
    hand = word("Cost 100 euros, decided", "Time 2027", "New by hand", "End of it")
    result = merged(BASE, hand, BASE)
    assert part(result.document) == part(hand)
    assert result.changes == ()


def test_what_people_deleted_stays_deleted_and_is_told() -> None:
    hand = word("Cost 100 euros", "End of it")
    fresh = word("Cost 100 euros", "Time 2028", "End of it", "And a whole new line")
    result = merged(BASE, hand, fresh)
    assert told(result) == [(Kind.CHANGED, Fate.LEFT_OUT, What.TEXT), (Kind.ADDED, Fate.UPDATED, What.TEXT)]
    assert now(result.document) == ["Cost 100 euros", "End of it", "And a whole new line"]
    assert before(result.document) == ["Cost 100 euros", "End of it"]
    assert comments(result.document) == [" → And a whole new line"]


def test_what_the_workbook_took_away_goes_unless_people_wrote_in_it() -> None:
    fresh = word("End of it")
    hand = word("Cost 100 euros", "Time 2027, we say", "End of it")
    result = merged(BASE, hand, fresh)
    assert told(result) == [(Kind.REMOVED, Fate.UPDATED, What.TEXT), (Kind.REMOVED, Fate.CONFLICT, What.TEXT)]
    assert now(result.document) == ["Time 2027, we say", "End of it"]


def test_the_next_cell_of_an_edited_row_is_updated_and_new_rows_come() -> None:
    base = word(table(("T1", "Archive", "2027"), ("T2", "Portal", "2028")), "End")
    hand = word(table(("T1", "Archive by us", "2027"), ("T2", "Portal", "2028"), ("-", "Ours", "-")), "End")
    fresh = word(table(("T1", "Archive", "2029"), ("T2", "Portal", "2028"), ("T3", "Skills", "2030")), "End")
    result = merged(base, hand, fresh)
    root = etree.fromstring(part(accepted(result.document)).encode())
    rows = [" | ".join("".join(map(said, cell.iter(P))) for cell in row) for row in root.iter(f"{{{W}}}tr")]
    assert sorted(rows) == ["- | Ours | -", "T1 | Archive by us | 2029", "T2 | Portal | 2028", "T3 | Skills | 2030"]
    assert (Kind.ADDED, Fate.UPDATED, What.ROW) in told(result)
    [row] = [change for change in result.changes if change.what is What.ROW]
    assert row.after == "T3 | Skills | 2030"


def test_a_second_correction_starts_from_what_people_last_agreed_to() -> None:
    second, third = word("Cost 120 euros", "Time 2027", "End of it"), word("Cost 140 euros", "Time 2027", "End of it")
    once = merged(BASE, BASE, second).document
    twice = merged(second, once, third).document
    assert (before(twice)[0], now(twice)[0]) == ("Cost 100 euros", "Cost 140 euros")
    assert [item.text for item in paragraphs(twice)[0].iter(f"{{{W}}}delText")] == ["100"]
    assert comments(twice) == ["Cost 120 euros → Cost 140 euros"]
    back = merged(third, twice, BASE).document
    assert (before(back)[0], now(back)[0]) == ("Cost 100 euros", "Cost 100 euros")


def test_a_new_paragraph_that_is_still_pending_changes_without_a_trace_of_its_first_words() -> None:
    second = word("Cost 100 euros", "Risk is low", "Time 2027", "End of it")
    third = word("Cost 100 euros", "Risk is high", "Time 2027", "End of it")
    once = merged(BASE, BASE, second).document
    twice = merged(second, once, third).document
    assert before(twice) == before(BASE)
    assert now(twice) == ["Cost 100 euros", "Risk is high", "Time 2027", "End of it"]
    assert "low" not in part(twice)


def test_the_trace_of_peoples_own_changes_stays() -> None:
    mine = '<w:ins w:id="7" w:author="Kirsi" w:date="2027-01-01T00:00:00Z"><w:r><w:t>, decided</w:t></w:r></w:ins>'
    hand = word(paragraph(run("Cost 100 euros"), mine), "Time 2027", "End of it")
    result = merged(BASE, hand, word("Cost 120 euros", "Time 2028", "End of it"))
    assert bare(mine) in bare(part(accepted(result.document)))
    assert now(result.document) == ["Cost 100 euros, decided", "Time 2028", "End of it"]


def test_chapters_are_told_in_words() -> None:
    def drawn(value: str) -> bytes:
        document = Document()
        document.add_heading("Goals", 1)
        document.add_paragraph(f"Archive in {value}")
        document.add_heading("Money", 1)
        document.add_paragraph("Costs are known")
        stream = BytesIO()
        document.save(stream)
        return stream.getvalue()

    assert [(change.chapter, change.after) for change in compare(drawn("2027"), drawn("2029"))] == [
        ("Goals", "Archive in 2029")
    ]


def test_other_documents_are_no_versions() -> None:
    other = word("Quite another text", "about cats", "and dogs", "and a horse")
    with pytest.raises(CannotMerge) as caught:
        merged(BASE, other, BASE)
    assert caught.value.reason == "foreign"


@pytest.mark.parametrize(
    ("hand", "reason"), [(b"", "other"), (b"PK\3\4 cut off", "other"), (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "other")]
)
def test_what_is_no_document_is_told(hand: bytes, reason: str) -> None:
    with pytest.raises(CannotMerge) as caught:
        merged(BASE, hand, BASE)
    assert caught.value.reason == reason


def test_without_a_base_and_a_trace_nothing_can_be_merged() -> None:
    with pytest.raises(CannotMerge) as caught:
        merge(None, BASE, BASE, RUN)
    assert caught.value.reason == "foreign"


def shaded(colour: str, value: str) -> bytes:
    plain = table(("Level", value), ("Aim", "4"))
    return word(plain.replace('w:type="dxa"/>', f'w:type="dxa"/><w:shd w:val="clear" w:fill="{colour}"/>', 1), "End")


def test_a_cell_that_people_left_alone_takes_the_fresh_look_and_one_of_theirs_stays() -> None:
    base, fresh = shaded("AA0000", "2"), shaded("00AA00", "3")
    result = merged(base, base, fresh)
    root = etree.fromstring(part(result.document).encode())
    [now_, then] = [item.get(f"{{{W}}}fill") for item in root.iter(f"{{{W}}}shd")]
    assert (now_, then) == ("00AA00", "AA0000")
    assert Change(Kind.CHANGED, Fate.UPDATED, What.LOOK, "") in result.changes
    theirs = merged(base, shaded("0000AA", "2"), fresh)
    root = etree.fromstring(part(theirs.document).encode())
    assert [item.get(f"{{{W}}}fill") for item in root.iter(f"{{{W}}}shd")] == ["0000AA"]


def test_a_look_that_is_still_pending_changes_again() -> None:
    base, second, third = shaded("AA0000", "2"), shaded("00AA00", "3"), shaded("0000AA", "4")
    once = merged(base, base, second).document
    root = etree.fromstring(part(merged(second, once, third).document).encode())
    assert [item.get(f"{{{W}}}fill") for item in root.iter(f"{{{W}}}shd")] == ["0000AA", "AA0000"]


# --- Edits at risk ----------------------------------------------------------------------------------------------------

FOUR = ("Archive is ready", "Portal is open", "Skills are taught", "Money is there")
MOVED = word(*(paragraph(run(FOUR[place])) for place in (1, 2, 3, 0)))


def test_a_block_that_moves_takes_its_formatting_along() -> None:
    hand = word(paragraph(run("Archive ", "<w:b/>"), run("is ready")), *FOUR[1:])
    result = merged(word(*FOUR), hand, MOVED)
    assert told(result) == [(Kind.MOVED, Fate.UPDATED, What.TEXT)]
    assert now(result.document) == [*FOUR[1:], FOUR[0]]
    assert before(result.document) == list(FOUR)
    last = [item for item in paragraphs(accepted(result.document)) if said(item)][-1]
    assert [item.find(f"{{{W}}}rPr/{{{W}}}b") is not None for item in last.iter(f"{{{W}}}r")][:2] == [True, False]


def test_a_block_that_moves_and_changes_keeps_its_formatting() -> None:
    hand = word(paragraph(run("Archive is ", "<w:b/>"), run("ready")), *FOUR[1:])
    fresh = word(*FOUR[1:], "Archive is late")
    result = merged(*(anchored(document, "Archive") for document in (word(*FOUR), hand, fresh)))
    assert told(result) == [(Kind.MOVED, Fate.UPDATED, What.TEXT)]
    assert now(result.document) == [*FOUR[1:], "Archive is late"]
    last = [item for item in paragraphs(accepted(result.document)) if said(item)][-1]
    bold = [item for item in last.iter(f"{{{W}}}r") if item.find(f"{{{W}}}rPr/{{{W}}}b") is not None]
    assert "".join(item.findtext(f"{{{W}}}t") or "" for item in bold) == "Archive is "


def anchored(document: bytes, words: str) -> bytes:
    """The document whose paragraph that begins with these words has an identity."""
    package = read_package(document)
    root = etree.fromstring(package.read("word/document.xml"))
    chosen = next(item for item in root.iter(P) if said(item).startswith(words))
    chosen.set(f"{{{W14}}}paraId", "0000AAAA")
    package.parts["word/document.xml"] = etree.tostring(root)
    return package.write()


@pytest.mark.parametrize(
    "carried",
    [
        '<w:bookmarkStart w:id="9" w:name="ours"/><w:r><w:t>Archive is ready</w:t></w:r><w:bookmarkEnd w:id="9"/>',
        '<w:commentRangeStart w:id="3"/><w:r><w:t>Archive is ready</w:t></w:r><w:commentRangeEnd w:id="3"/>',
        '<w:ins w:id="9" w:author="Kirsi"><w:r><w:t>Archive </w:t></w:r></w:ins><w:r><w:t>is ready</w:t></w:r>',
        '<w:permStart w:id="9"/><w:r><w:t>Archive is ready</w:t></w:r><w:permEnd w:id="9"/>',
    ],
)
def test_what_can_not_stand_twice_keeps_a_block_where_it_is(carried: str) -> None:
    hand = word(f"<w:p>{carried}</w:p>", *FOUR[1:])
    result = merged(word(*FOUR), hand, MOVED)
    assert told(result) == [(Kind.MOVED, Fate.CONFLICT, What.TEXT)]
    assert before(result.document) == now(result.document) == list(FOUR)
    assert carried.split(">")[0].encode() in part(result.document).encode()
    assert len(comments(result.document)) == 1


def test_what_changes_in_a_paragraph_that_people_joined_to_another_is_told_there() -> None:
    base = word("Cost of it all is known", "The archive is ready in 2027", "End of it")
    hand = word("Cost of it all is known The archive is ready in 2027", "End of it")
    result = merged(base, hand, word("Cost of it all is known", "The archive is ready in 2029", "End of it"))
    [change] = result.changes
    assert (change.kind, change.fate, change.after) == (Kind.CHANGED, Fate.CONFLICT, "The archive is ready in 2029")
    assert change.yours == "Cost of it all is known The archive is ready in 2027"
    assert comments(result.document) == ["The archive is ready in 2027 → The archive is ready in 2029"]
    assert before(result.document) == now(result.document) == before(hand)
    both = merged(base, hand, word("Cost of it all is 5", "The archive is ready in 2029", "End of it"))
    assert [item.fate for item in both.changes] == [Fate.CONFLICT, Fate.CONFLICT]
    assert len(comments(both.document)) == 2
    gone = merged(base, hand, word("Cost of it all is known", "End of it"))
    assert told(gone) == [(Kind.REMOVED, Fate.CONFLICT, What.TEXT)]


def test_a_deletion_that_nobody_answered_is_taken_back_when_the_block_comes_again() -> None:
    base = anchored(word(*FOUR), "Portal")
    without = word(FOUR[0], *FOUR[2:])
    hand = merged(base, base, without).document
    assert now(hand) == [FOUR[0], *FOUR[2:]]
    again = merged(without, hand, base)
    assert told(again) == [(Kind.ADDED, Fate.UPDATED, What.TEXT)]
    assert "w:ins " not in part(again.document)
    assert "w:del " not in part(again.document)
    assert comments(again.document) == []
    assert before(again.document) == now(again.document) == list(FOUR)
    other = merged(without, hand, anchored(word(FOUR[0], "Portal is shut", *FOUR[2:]), "Portal"))
    assert now(other.document) == [FOUR[0], "Portal is shut", *FOUR[2:]]
    assert before(other.document) == list(FOUR)
    assert part(other.document).count("Portal") == 1


def test_a_row_that_comes_again_is_the_old_row() -> None:
    rows = (("T1", "Archive"), ("T2", "Portal"), ("T3", "Skills"))
    base = anchored(word(table(*rows), "End"), "T2")
    without = word(table(rows[0], rows[2]), "End")
    base = row_ids(base)
    hand = merged(base, base, row_ids(without)).document
    again = merged(row_ids(without), hand, base)
    assert "w:ins " not in part(again.document)
    assert "w:del " not in part(again.document)
    assert now(again.document) == now(base)


def row_ids(document: bytes) -> bytes:
    """The document whose rows have the identity of their first words."""
    package = read_package(document)
    root = etree.fromstring(package.read("word/document.xml"))
    for item in root.iter(f"{{{W}}}tr"):
        item.set(f"{{{W14}}}paraId", f"0000{said(next(item.iter(P)))}".ljust(8, "0"))
    package.parts["word/document.xml"] = etree.tostring(root)
    return package.write()


def test_new_blocks_come_after_those_that_they_replace() -> None:
    base, fresh = word("One", "Old words here", "Three"), word("One", "Quite different thing", "Three")
    document = merged(base, base, fresh).document
    said_now = [said(item) + "|" + said_before(item, AUTHOR) for item in paragraphs(document)]
    assert said_now == ["One|One", "|Old words here", "Quite different thing|", "Three|Three"]


def test_untouched_blocks_keep_their_bytes_whatever_program_wrote_them() -> None:
    odd = "<w:p ><w:pPr></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space='preserve'>Time &#50;027</w:t></w:r></w:p>"
    hand = word("Cost 100 euros", odd, "End of it")
    result = merged(BASE, hand, word("Cost 120 euros", "Time 2027", "End of it"))
    assert odd in part(result.document)
    assert odd in part(accepted(result.document))
    assert part(result.document).count("xmlns:w=") == 1


def test_a_changed_cell_is_told_with_its_row() -> None:
    def made(count: str) -> bytes:
        return word("Before", table(("2027", count), ("2028", "4")), "After it")

    (change,) = compare(made("11"), made("10"))
    assert (change.before, change.after, change.row) == ("11", "10", "2027")
    assert {item.row for item in compare(word("One", "Two"), word("One", "Three"))} == {""}


def test_pages_that_can_not_be_put_in_are_told() -> None:
    base, fresh = paged(11906), paged(16838)
    look = Change(Kind.CHANGED, Fate.CONFLICT, What.LOOK, "")
    assert merged(base, base, fresh).changes == (look,)
    assert merged(base, fresh, fresh).changes == ()
    assert merged(base, fresh, base).changes == ()
    assert compare(base, fresh) == (Change(Kind.CHANGED, Fate.UPDATED, What.LOOK, ""),)


def paged(width: int) -> bytes:
    """A document on paper of this width."""
    package = read_package(word("Cost 100 euros", "End"))
    data = package.read("word/document.xml")
    package.parts["word/document.xml"] = data.replace(
        b"<w:sectPr/>", b'<w:sectPr><w:pgSz w:w="%d"/></w:sectPr>' % width
    )
    return package.write()


def headed(words: str) -> bytes:
    """A document with a header on its pages, or none."""
    document = Document()
    document.add_paragraph("Cost 100 euros")
    if words:
        document.sections[0].header.paragraphs[0].text = words
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_header_that_comes_or_that_people_took_away_is_told() -> None:
    came = merged(headed(""), headed(""), headed("Draft"))
    assert [(item.kind, item.fate, item.after) for item in came.changes] == [(Kind.ADDED, Fate.CONFLICT, "Draft")]
    assert comments(came.document) == [" → Draft"]
    gone = merged(headed("Draft"), headed(""), headed("Final"))
    assert [(item.kind, item.fate, item.after) for item in gone.changes] == [(Kind.CHANGED, Fate.LEFT_OUT, "Final")]
    assert merged(headed("Draft"), headed(""), headed("Draft")).changes == ()


def test_the_trace_is_read_once_for_each_document(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    for module in ("pipeline.merging.merge", "pipeline.merging.word_merge", "pipeline.merging.trace"):
        monkeypatch.setattr(f"{module}.read_trace", lambda package: read.append(package))
    merged(BASE, BASE, BASE)
    assert len(read) == 2, "base's and fresh's, for their cells"


def grid(document: bytes) -> list[str]:
    root = etree.fromstring(part(document).encode())
    return [
        " | ".join("".join(map(said, cell.iter(P))) for cell in row.iter(f"{{{W}}}tc"))
        for row in root.iter(f"{{{W}}}tr")
    ]


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ([("T1", "our own", "Archive", "2027"), ("T2", "note", "Portal", "2028")], "T3 |  | Skills | 2030"),
        ([("T1", "2027"), ("T2", "2028")], "T3 | 2030"),
        ([("T1", "Archive", "2027"), ("T2", "Portal", "2028")], "T3 | Skills | 2030"),
    ],
)
def test_a_new_row_has_the_columns_that_people_left_in_the_table(theirs: list[tuple[str, ...]], expected: str) -> None:
    rows = [("T1", "Archive", "2027"), ("T2", "Portal", "2028")]
    base, fresh = word(table(*rows), "End"), word(table(*rows, ("T3", "Skills", "2030")), "End")
    result = merged(base, word(table(*theirs), "End"), fresh)
    assert grid(accepted(result.document)) == [*(" | ".join(row) for row in theirs), expected]
