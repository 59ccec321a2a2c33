"""The hidden bookmarks by which paragraphs are found where their ids are lost, and the lasting ids of slides."""

from __future__ import annotations

from itertools import count

from lxml import etree
from word_files import document_of, text_box, tree, word_file

from documents import paragraph, run, table
from office_checks import office_faults
from pipeline.filling.stories import hidden_marks
from pipeline.ooxml.dialect import W14, w
from pipeline.vocabulary.content import Record

GOALS = (Record("T1", name="Yksi"), Record("T2", name="Kaksi"))
LOOP = ("{% for g in goals %}", "{{ g.name }}", "{% endfor %}")


def marks(root: etree._Element) -> dict[str, etree._Element]:
    """The paragraphs that a bookmark of ours begins, by its name."""
    found = {}
    for item in root.iter(w("bookmarkStart")):
        holder = item.getparent()
        assert holder is not None
        if hidden_marks.OWN_NAME.fullmatch(item.get(w("name")) or ""):
            end = item.getnext()
            assert end is not None
            assert (end.tag, end.get(w("id"))) == (w("bookmarkEnd"), item.get(w("id")))
            found[item.get(w("name")) or ""] = holder
    return found


def test_each_paragraph_of_the_text_begins_with_its_own() -> None:
    document = document_of(word_file(*LOOP, paragraph("loppu", style="Otsikko")), goals=GOALS)
    root = tree(document)
    found = marks(root)
    paragraphs = list(root[0].iterchildren(w("p")))
    assert list(found.values()) == paragraphs
    assert list(found) == [f"_dk{item.get(f'{{{W14}}}paraId')}" for item in paragraphs]
    assert [item.tag for item in paragraphs[-1]][:3] == [w("pPr"), w("bookmarkStart"), w("bookmarkEnd")]
    assert office_faults(document) == []


def test_a_row_is_known_by_its_first_paragraph_only() -> None:
    root = tree(document_of(word_file(table((paragraph("a") + paragraph("b"), paragraph("c")), (paragraph("d"),)))))
    inside = [item for item in root.iter(w("p")) if next(item.iterancestors(w("tbl")), None) is not None]
    found = marks(root)
    assert [item in found.values() for item in inside] == [True, False, False, True]
    rows = [f"_dk{row.get(f'{{{W14}}}paraId')}" for row in root.iter(w("tr"))]
    assert [name for name, item in found.items() if item in inside] == rows


def test_none_in_text_boxes_and_headers() -> None:
    root = tree(
        document_of(word_file(f"<w:p>{run('x')}{text_box(paragraph('laatikossa'))}</w:p>", paragraph("tekstissä")))
    )
    assert all(not list(item.iterancestors("{*}txbxContent")) for item in marks(root).values())
    assert len(marks(root)) == len(list(root[0].iterchildren(w("p"))))


def test_the_same_content_keeps_its_names_when_others_come_and_go() -> None:
    template = word_file(*LOOP, paragraph("loppu"))
    both = marks(tree(document_of(template, goals=GOALS)))
    one = marks(tree(document_of(template, goals=GOALS[1:])))
    assert one.keys() < both.keys()


def test_a_document_of_ours_as_a_template_starts_without_them() -> None:
    first = document_of(word_file(paragraph("Sotkamo"), paragraph("muuta")))
    assert len(marks(tree(first))) == len(list(tree(first)[0].iterchildren(w("p"))))
    again = tree(document_of(first))
    assert len(marks(again)) == len(list(again.iter(w("bookmarkStart")))) == len(list(again[0].iterchildren(w("p"))))


def test_only_ours_are_taken_off() -> None:
    own = "".join(f'<w:bookmarkStart w:id="{n}" w:name="{name}"/><w:bookmarkEnd w:id="{n}"/>' for n, name in enumerate(
        ("_dk0A1B2C3D", "_dk0A1B2C3D_2", "_dkoma", "kohta")))  # fmt: skip
    root = tree(word_file(f"<w:p>{own}{run('x')}</w:p>"))
    hidden_marks.drop(root)
    assert [item.get(w("name")) for item in root.iter(w("bookmarkStart"))] == ["_dkoma", "kohta"]
    assert len(list(root.iter(w("bookmarkEnd")))) == 2
    hidden_marks.put(root, count(9))
    assert len(list(root.iter(w("bookmarkStart")))) == 2  # no paragraph ids, no names
