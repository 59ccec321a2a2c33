"""Faults of accessibility are told at a place that people find: heading path or slide, never the name of a part."""

from __future__ import annotations

import pytest

from changed_templates import BODY, ROADMAP, STAFF, Change, changed, slide
from pipeline.accessibility import check_document
from pipeline.language import words

FAULTS: dict[str, tuple[str, Change, str, str]] = {
    "a chart in a document": (ROADMAP, (BODY, 'descr="{{ exhibits.radar }}"', 'descr=""'), "AX002", "leipäteksti, 2 {{ chapters.start.title }}"),
    "a chart on a slide": (STAFF, (slide(5), ' descr="{{ exhibits.gaps }}"', ""), "AX002", "dia 5 ”{{ deck.gaps.title }}”"),
    "a table on a slide": (STAFF, (slide(7), 'firstRow="1"', 'firstRow="0"'), "AX005", "dia 7 ”{{ goal.title }}”, taulukko 1"),
    "a slide without a title": (STAFF, (slide(6), "{{ deck.goals.title }}", ""), "AX004", "dia 6"),
    "a title twice": (STAFF, (slide(6), "{{ deck.goals.title }}", "{{ deck.gaps.title }}"), "AX004", "dia 6 ”{{ deck.gaps.title }}”"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_has_a_place_in_words(what: str) -> None:
    name, change, code, place = FAULTS[what]
    assert check_document(changed(name), "x") == ()
    (finding,) = check_document(changed(name, change), "x")
    assert (finding.code, words("fi").place(finding.place)) == (code, f"x: {place}")


def test_a_text_box_is_read_by_its_text() -> None:
    drawing = 'name="Profiili" descr="{{ exhibits.radar }}"/><wp:cNvGraphicFramePr/>'
    bare = 'name="Profiili"/><wp:cNvGraphicFramePr/>'
    box = f"{bare}<w:txbxContent><w:p/></w:txbxContent>"
    assert [item.code for item in check_document(changed(ROADMAP, (BODY, drawing, bare)), "x")] == ["AX002"]
    assert check_document(changed(ROADMAP, (BODY, drawing, box)), "x") == ()


def test_a_document_without_a_title_says_so() -> None:
    untitled = changed(ROADMAP, ("docProps/core.xml", "<dc:title>{{ document.header_line }}</dc:title>", ""))
    (finding,) = check_document(untitled, "x")
    assert (finding.code, words("fi").message(finding)) == ("AX001", "asiakirjasta puuttuu otsikko")
