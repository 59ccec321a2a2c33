"""The comparison copy of two versions: accepted it is the new one exactly, rejected the old one."""

from __future__ import annotations

import copy

import pytest
from docx_plus_judge import accept_all_revisions, document_of, reject_all_revisions
from docx_trackdiff.verify import view_paras
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from revision_judging import View, q, story, words
from revision_making import AUTHOR, MAIN, WHEN, cells, dele, ins, p, package_of, r, table

from pipeline.merging.redline import redline_word, untracked
from pipeline.merging.run import Run
from pipeline.ooxml.package import Package, parse, read_package

RUN = Run(WHEN, lambda change: change.after)
BOLD = "<w:b/>"


def redlined(old: str, new: str) -> etree._Element:
    return parse(read_package(redline_word(package_of(old), package_of(new), RUN)).read(MAIN))


def holds(old: str, new: str) -> etree._Element:
    root = redlined(old, new)
    assert story(root[0], View(accept=False)) == story(parse(package_of(old).read(MAIN))[0], View(accept=True))
    assert story(root[0], View(accept=True)) == story(parse(package_of(new).read(MAIN))[0], View(accept=True))
    numbers = [item.get(q("id")) for item in root.iter(q("ins"), q("del"))]
    assert len(numbers) == len(set(numbers))
    assert {item.get(q("author")) for item in root.iter(q("ins"), q("del"))} <= {AUTHOR}
    return root


def test_only_the_changed_words_are_marked() -> None:
    root = holds(p("Tavoite on 42 kpl.") + p("Sama"), p("Tavoite on 47 kpl.") + p("Sama"))
    assert [item.text for item in root.iter(q("delText"))] == ["42"]
    assert ["".join(item.itertext()) for item in root.iter(q("ins"))] == ["47"]


def test_the_same_words_in_another_look_are_changed() -> None:
    root = holds(p("Yksi kaksi kolme"), f"<w:p>{r('Yksi ')}{r('kaksi', BOLD)}{r(' kolme')}</w:p>")
    assert [item.text for item in root.iter(q("delText"))] == ["kaksi"]


def test_a_paragraph_in_another_style_is_replaced_whole() -> None:
    root = holds(p("Yksi") + p("Loppu"), p("Yksi", properties='<w:pPr><w:jc w:val="right"/></w:pPr>') + p("Loppu"))
    assert words(story(root[0], View(accept=True, author="nobody"))) != ["Yksi", "Loppu"]


def test_rows_and_cells_of_one_grid_are_changed_one_by_one() -> None:
    old = p("A") + table(cells("a", "1"), cells("b", "2"), cells("c", "3")) + p("L")
    new = p("A") + table(cells("a", "1"), cells("b", "4"), cells("uusi rivi", "9"), cells("c", "3")) + p("L")
    root = holds(old, new)
    assert len(list(root.iter(q("tbl")))) == 1
    assert [item.text for item in root.iter(q("delText"))] == ["2"]
    assert len([item for item in root.iter(q("trPr")) if item.find(q("ins")) is not None]) == 1
    holds(new, old)


def test_a_table_of_another_shape_is_changed_in_its_properties() -> None:
    old = p("A") + table(cells("a", "1")) + p("L")
    root = holds(old, old.replace('w:w="0" w:type="auto"', 'w:w="5000" w:type="pct"').replace(">1<", ">2<"))
    assert len(list(root.iter(q("tbl")))) == len(list(root.iter(q("tblPrChange")))) == 1
    assert [item.text for item in root.iter(q("delText"))] == ["1"]


def test_a_table_of_another_grid_is_replaced_whole() -> None:
    old = p("A") + table(cells("a", "1")) + p("L")
    new = p("A") + table(cells("a", "1", "x"), columns=3) + p("L")
    root = holds(old, new)
    assert len(list(root.iter(q("tbl")))) == 2


def test_pending_changes_of_a_version_count_as_accepted() -> None:
    root = redlined(f"<w:p>{r('On ')}{dele('40')}{ins(r('42'))}{r(' kpl')}</w:p>", p("On 47 kpl"))
    assert words(story(root[0], View(accept=False))) == ["On 42 kpl"]
    assert words(story(root[0], View(accept=True))) == ["On 47 kpl"]
    assert {item.get(q("author")) for item in root.iter(q("ins"), q("del"))} == {AUTHOR}


def test_what_cannot_be_tracked_is_told() -> None:
    old, new = package_of(p("a")), package_of(p("a") + '<w:sectPr><w:pgSz w:w="100" w:h="100"/></w:sectPr>')
    assert untracked(old, old) == ()
    assert untracked(old, new) == ("section",)
    styles = next(item.target for item in new.related(MAIN, "styles"))
    new.parts[styles] = new.read(styles).replace(b"Heading 1", b"Heading one")
    assert "styles" in untracked(old, new)


WORDS = st.lists(st.sampled_from("tavoite on 42 47 kpl vuonna 2027. –".split()), max_size=6).map(" ".join)
PARAGRAPHS = st.builds(
    lambda texts, centred: (
        "<w:p>"
        + ('<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else "")
        + "".join(r(text + " ", look) for text, look in texts)
        + "</w:p>"
    ),
    st.lists(st.tuples(WORDS, st.sampled_from(["", BOLD])), max_size=3),
    st.booleans(),
)
TABLES = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4).map(
    lambda rows: table(*(cells(*row) for row in rows))
)
BODIES = st.lists(st.one_of(PARAGRAPHS, PARAGRAPHS, TABLES), max_size=6).map("".join)


@settings(max_examples=60, deadline=None)
@given(BODIES, BODIES)
def test_any_version_becomes_any_other(old: str, new: str) -> None:
    holds(old + p("Loppu"), new + p("Loppu"))


@pytest.mark.long
@settings(max_examples=2000, deadline=None)
@given(BODIES, BODIES)
def test_any_version_becomes_any_other_long(old: str, new: str) -> None:
    holds(old + p("Loppu"), new + p("Loppu"))


@settings(max_examples=25, deadline=None)
@given(BODIES, BODIES)
def test_other_programs_answer_the_same(old: str, new: str) -> None:
    """docx-trackdiff's view and docx-plus's answers, as far as those go: the first drops paragraphs by their marks and
    knows no rows but by their paragraphs; the second leaves the paragraphs and rows whose marks it takes off."""
    one, other = package_of(old + p("Loppu")), package_of(new + p("Loppu"))
    document = redline_word(one, other, RUN)
    root = parse(read_package(document).read(MAIN))
    assert view_paras(root, "accept") == words(_story(other))
    assert view_paras(root, "reject") == words(_story(one))
    for answer, wanted in ((accept_all_revisions, other), (reject_all_revisions, one)):
        opened = document_of(document)
        answer(opened)
        answered = [text for text in words(story(parse(etree.tostring(opened.element))[0], View(accept=True))) if text]
        assert answered == [text for text in words(_story(wanted)) if text]


def _story(package: Package) -> list:
    return story(parse(package.read(MAIN))[0], View(accept=True))


def test_pictures_are_replaced_with_their_bytes() -> None:
    one, other, same = (_with_picture(data) for data in (b"one", b"other", b"one"))
    out = read_package(redline_word(one, other, RUN))
    kept = {out.read(item.target) for item in out.related(MAIN, "image")}
    assert kept == {b"one", b"other"}
    root = parse(out.read(MAIN))
    shown = [_shown(out, root, accept=accept) for accept in (True, False)]
    assert shown == [b"other", b"one"]
    unchanged = parse(read_package(redline_word(one, same, RUN)).read(MAIN))
    assert not list(unchanged.iter(q("ins"), q("del")))


def _shown(package: Package, root: etree._Element, *, accept: bool) -> bytes:
    tree = copy.deepcopy(root)
    for mark in list(tree.iter(q("del") if accept else q("ins"))):
        mark.getparent().remove(mark)
    [blip] = tree.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
    number = blip.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed")
    return package.read(package.relationships[MAIN][number].target)


def _with_picture(data: bytes) -> Package:
    drawing = (
        '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:docPr id="1" name="k"/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="rIdP"/>'
        "</wp:inline></w:drawing>"
    )
    package = package_of(f"<w:p>{r('Kuva: ')}<w:r>{drawing}</w:r></w:p>{p('Loppu')}")
    package.add("word/media/kuva.png", data, "image/png")
    number = package.relate(
        MAIN, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", "word/media/kuva.png"
    )
    package.parts[MAIN] = package.read(MAIN).replace(b"rIdP", number.encode())
    return package
