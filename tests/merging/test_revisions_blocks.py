"""Paragraphs, rows, tables and content controls inserted and deleted as tracked changes, and answered."""

from __future__ import annotations

import copy

import pytest
from docx_plus_judge import accept_all_revisions, document_of, reject_all_revisions
from docx_trackdiff.verify import view_paras
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from revision_judging import View, q, story, words
from revision_making import AUTHOR, MAIN, OTHER, Table, cells, dele, ins, p, r, table

from pipeline.merging.revisions.answers import accept_own, reject_own, take_back
from pipeline.merging.revisions.blocks import delete, insert, settle
from pipeline.merging.revisions.rewriting import rewrite
from pipeline.merging.wordings import gone, own_mark
from pipeline.ooxml.package import parse, read_package

SECTION = '<w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr></w:pPr>'


def accepted(at: Table) -> list[str]:
    return words(story(at.body, View(accept=True)))


def rejected(at: Table) -> list[str]:
    return words(story(at.body, View(accept=False)))


def answers_agree(at: Table) -> None:
    """The program's own answers are the judge's, and leave nothing of the pen's."""
    for accept, answer in ((True, accept_own), (False, reject_own)):
        tree = copy.deepcopy(at.root)
        answer(tree, AUTHOR)
        assert story(tree[0], View(accept=True, author="nobody")) == story(at.body, View(accept=accept, author=AUTHOR))
        assert not [item for item in tree.iter() if item.get(q("author")) == AUTHOR]


def test_a_paragraph_comes_and_goes() -> None:
    at = Table(p("Yksi") + p("Kolme"), p("Kaksi", "<w:b/>"))
    insert(at.blocks[0], at.fresh_blocks[0], at.pen, at.importer)
    assert (accepted(at), rejected(at)) == (["Yksi", "Kaksi", "Kolme"], ["Yksi", "Kolme"])
    answers_agree(at)
    delete(at.blocks[0], at.pen)
    assert (accepted(at), rejected(at)) == (["Kaksi", "Kolme"], ["Yksi", "Kolme"])
    answers_agree(at)


def test_before_and_what_the_pen_inserted_just_goes() -> None:
    at = Table(p("Yksi"), p("Nolla"))
    block = insert(at.blocks[0], at.fresh_blocks[0], at.pen, at.importer, before=True)
    assert (accepted(at), rejected(at)) == (["Nolla", "Yksi"], ["Yksi"])
    assert own_mark(block, AUTHOR) == "ins"
    delete(block, at.pen)
    assert (accepted(at), rejected(at)) == (["Yksi"], ["Yksi"])


def test_rows_and_tables_come_and_go() -> None:
    at = Table(p("Alku") + table(cells("a", "b"), cells("c", "d")) + p("Loppu"), table(cells("x", "y")) + p(""))
    rows = list(at.blocks[1].iter(q("tr")))
    row = next(at.fresh_blocks[0].iter(q("tr")))
    insert(rows[0], row, at.pen, at.importer)
    delete(rows[1], at.pen)
    settle(at.root, at.pen)
    assert accepted(at) == ["Alku", "a", "b", "x", "y", "Loppu"]
    assert rejected(at) == ["Alku", "a", "b", "c", "d", "Loppu"]
    answers_agree(at)
    whole = Table(p("Alku") + table(cells("a", "b")) + p("Loppu"), table(cells("x", "y")) + p(""))
    delete(whole.blocks[1], whole.pen)
    insert(whole.blocks[1], whole.fresh_blocks[0], whole.pen, whole.importer)
    settle(whole.root, whole.pen)
    assert accepted(whole) == ["Alku", "x", "y", "Loppu"]
    assert rejected(whole) == ["Alku", "a", "b", "Loppu"]
    assert gone(whole.blocks[1])
    answers_agree(whole)


def test_a_cell_and_the_document_keep_their_last_paragraph() -> None:
    at = Table(table(cells("a", "b")) + p("Loppu"), p(""))
    delete(next(at.root.iter(q("p"))), at.pen)
    delete(at.blocks[1], at.pen)
    settle(at.root, at.pen)
    assert accepted(at) == ["", "b", ""]
    assert rejected(at) == ["a", "b", "Loppu"]
    answers_agree(at)


def test_the_paragraph_between_two_tables_stays_empty() -> None:
    tables = table(cells("a", "b"))
    at = Table(p("x") + tables + p("väli") + p("väli 2") + tables + p("Loppu"), p(""))
    delete(at.blocks[2], at.pen)
    delete(at.blocks[3], at.pen)
    settle(at.root, at.pen)
    assert accepted(at) == ["x", "a", "b", "", "a", "b", "Loppu"]
    answers_agree(at)
    delete(at.blocks[4], at.pen)
    fresh = Table(p("x") + tables + p("väli") + p("väli 2") + tables + p("Loppu"), p(""))
    for place in (4, 3, 2):
        delete(fresh.blocks[place], fresh.pen)
    settle(fresh.root, fresh.pen)
    assert accepted(fresh) == ["x", "a", "b", "Loppu"]
    answers_agree(fresh)


def test_a_section_does_not_go_with_the_words_of_its_paragraph() -> None:
    at = Table(p("Yksi") + p("Osan loppu", properties=SECTION) + p("Kaksi"), p(""))
    delete(at.blocks[1], at.pen)
    settle(at.root, at.pen)
    assert accepted(at) == ["Yksi", "", "Kaksi"]
    accept_own(at.root, AUTHOR)
    assert len(list(at.root.iter(q("sectPr")))) == len(
        list(Table(p("", properties=SECTION), p("")).root.iter(q("sectPr")))
    )


def test_content_controls_come_with_their_marks_and_go_with_their_content() -> None:
    control = (
        f'<w:sdt><w:sdtPr><w:id w:val="77"/></w:sdtPr><w:sdtContent>{p("Sisällä")}{p("Myös")}</w:sdtContent></w:sdt>'
    )
    at = Table(control + p("Loppu"), control + p(""))
    insert(at.blocks[0], at.fresh_blocks[0], at.pen, at.importer)
    assert accepted(at) == ["Sisällä", "Myös", "Sisällä", "Myös", "Loppu"]
    numbers = [item.get(q("val")) for item in at.root.iter(q("id"))]
    assert len(numbers) == len(set(numbers)) == 2
    back = copy.deepcopy(at.root)
    reject_own(back, AUTHOR)
    assert etree.tostring(back) == etree.tostring(Table(control + p("Loppu"), p("")).root)
    delete(at.blocks[0], at.pen)
    accept_own(at.root, AUTHOR)
    assert accepted(at) == ["Sisällä", "Myös", "Loppu"]
    assert len(list(at.root.iter(q("sdt")))) == 1


def test_peoples_comments_stay_when_a_block_goes_and_whole_bookmarks_go_with_it() -> None:
    marked = (
        f'<w:p><w:bookmarkStart w:id="1" w:name="_dk1"/><w:commentRangeStart w:id="4"/>{r("Pois")}<w:commentRangeEnd w:id="4"/>'
        '<w:r><w:commentReference w:id="4"/></w:r><w:bookmarkEnd w:id="1"/><w:bookmarkStart w:id="2" w:name="puolikas"/></w:p>'
    )
    at = Table(marked + p("Jää") + '<w:p><w:bookmarkEnd w:id="2"/></w:p>', p(""))
    delete(at.blocks[0], at.pen)
    answers_agree_in_words(at)
    accept_own(at.root, AUTHOR)
    names = [item.get(q("name")) for item in at.root.iter(q("bookmarkStart"))]
    assert names == ["puolikas"]
    assert [item.get(q("id")) for item in at.root.iter(q("commentReference"))] == ["4"]
    assert accepted(at)[0] == "[commentReference]Jää"


def answers_agree_in_words(at: Table) -> None:
    for accept, answer in ((True, accept_own), (False, reject_own)):
        tree = copy.deepcopy(at.root)
        answer(tree, AUTHOR)
        assert words(story(tree[0], View(True, "nobody"))) == words(story(at.body, View(accept, AUTHOR)))


def test_a_link_whose_words_go_leaves_its_marks_only() -> None:
    marks = '<w:bookmarkStart w:id="2" w:name="oma"/>', '<w:bookmarkEnd w:id="2"/>'
    link = f'<w:hyperlink w:anchor="_Toc1">{marks[0]}{ins(r("Uusi"), AUTHOR)}<w:proofErr w:type="spellEnd"/>{marks[1]}</w:hyperlink>'
    at = Table(f"<w:p>{r('Alku')}{link}</w:p>{p('Loppu')}", p(""))
    kept = copy.deepcopy(at.root)
    reject_own(at.root, AUTHOR)
    assert [etree.QName(item).localname for item in at.blocks[0]] == ["r", "bookmarkStart", "bookmarkEnd"]
    accept_own(kept, AUTHOR)
    assert len(list(kept.iter(q("hyperlink")))) == 1


def test_only_our_changes_are_answered() -> None:
    theirs = (
        f'<w:p><w:pPr><w:rPr><w:ins w:id="3" w:author="{OTHER}"/></w:rPr></w:pPr>{ins(r("Uusi"))}{dele("vanha")}</w:p>'
    )
    at = Table(theirs + p("Loppu"), p("Meidän"))
    before = etree.tostring(at.blocks[0])
    insert(at.blocks[0], at.fresh_blocks[0], at.pen, at.importer)
    for answer in (accept_own, reject_own):
        tree = copy.deepcopy(at.root)
        answer(tree, AUTHOR)
        assert etree.tostring(tree[0][0]) == before
    take_back(at.blocks[1], AUTHOR)
    assert [etree.tostring(item) for item in at.blocks[:1]] == [before]


def test_what_goes_loses_no_picture_and_no_field() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ Kuvio </w:instrText></w:r><w:r>'
        f'<w:fldChar w:fldCharType="separate"/></w:r>{r("3")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    at = Table(f"<w:p>{r('Kuvio ')}{field}</w:p>" + p("Loppu"), p(""))
    plain = story(at.body, View(True))
    delete(at.blocks[0], at.pen)
    assert not list(at.root.iter(q("instrText"))) and list(at.root.iter(q("delInstrText")))
    assert story(at.body, View(False)) == plain
    reject_own(at.root, AUTHOR)
    assert list(at.root.iter(q("instrText"))) and not list(at.root.iter(q("del")))
    assert story(at.body, View(True)) == plain


BLOCKS = st.recursive(
    st.sampled_from(
        [
            p("Yksi"),
            p("Kaksi", "<w:b/>"),
            p(""),
            f"<w:p>{ins(r('Oma'))}{dele('pois')}</w:p>",
            p("Osa", properties=SECTION),
        ]
    ),
    lambda inner: st.lists(inner, min_size=1, max_size=3).map(
        lambda blocks: table(f"<w:tr><w:tc><w:tcPr/>{''.join(blocks)}{p('solu')}</w:tc></w:tr>", cells("c", "d"))
    ),
    max_leaves=4,
)


@settings(max_examples=50, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=6), st.lists(BLOCKS, max_size=4), st.data())
def test_any_blocks_come_and_go(ours: list[str], theirs: list[str], data: st.DataObject) -> None:
    check(ours, theirs, data)


@pytest.mark.long
@settings(max_examples=1000, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=6), st.lists(BLOCKS, max_size=4), st.data())
def test_any_blocks_come_and_go_long(ours: list[str], theirs: list[str], data: st.DataObject) -> None:
    check(ours, theirs, data)


def check(ours: list[str], theirs: list[str], data: st.DataObject) -> None:
    at = Table("".join(ours) + p("Loppu"), "".join(theirs) + p("x"))
    before = story(at.body, View(accept=False, author=AUTHOR))
    for fresh in at.fresh_blocks[:-1]:
        places = list(at.body.iter(q("p"), q("tbl")))
        insert(
            data.draw(st.sampled_from(places[:-1] or places)),
            fresh,
            at.pen,
            at.importer,
            before=data.draw(st.booleans()),
        )
    for _ in range(data.draw(st.integers(0, 4))):
        places = [item for item in at.body.iter(q("p"), q("tbl"), q("tr")) if item.getparent() is not None]
        delete(data.draw(st.sampled_from(places)), at.pen)
    settle(at.root, at.pen)
    rejected_tree = copy.deepcopy(at.root)
    reject_own(rejected_tree, AUTHOR)
    assert words(story(rejected_tree[0], View(True, "nobody"))) == words(before)
    answers_agree_in_words(at)
    for cell in at.root.iter(q("tc")):
        assert cell[-1].tag == q("p")


def test_other_programs_answer_the_same() -> None:
    """docx-trackdiff counts paragraphs by their marks; docx-plus leaves them empty, and deleted rows as they are."""
    hand = p("Tavoite on 42 kpl.") + p("Poistuva") + table(cells("a", "1"), cells("b", "2")) + p("Loppu")
    at = Table(hand, p("Tavoite on 47 kpl.") + p("Uusi kappale") + table(cells("c", "3")) + p(""))
    rewrite(at.blocks[0], at.fresh_blocks[0], at.pen, at.importer)
    insert(at.blocks[0], at.fresh_blocks[1], at.pen, at.importer)
    delete(at.blocks[2], at.pen)
    rows = list(at.blocks[3].iter(q("tr")))
    insert(rows[1], next(at.fresh_blocks[2].iter(q("tr"))), at.pen, at.importer)
    delete(rows[0], at.pen)
    settle(at.root, at.pen)
    document = at.written()
    root = parse(read_package(document).read(MAIN))
    wanted = ["Tavoite on 47 kpl.", "Uusi kappale", "b", "2", "c", "3", "Loppu"]
    before = ["Tavoite on 42 kpl.", "Poistuva", "a", "1", "b", "2", "Loppu"]
    assert view_paras(root, "accept") == wanted and view_paras(root, "reject") == before
    for answer, texts in ((accept_all_revisions, wanted), (reject_all_revisions, before)):
        opened = document_of(document)
        answer(opened)
        said = ["".join(item.itertext()) for item in parse(etree.tostring(opened.element)).iter(q("p"))]
        assert [text for text in said if text] == texts
