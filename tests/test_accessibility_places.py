"""Faults of accessibility are told at a place that people find: heading path or slide, never the name of a part."""

from __future__ import annotations

import pytest

from changed_templates import BODY, ROADMAP, STAFF, TEMPLATES, Change, changed
from pipeline.accessibility import check_package
from pipeline.language import words
from pipeline.ooxml.package import read_package
from pipeline.ooxml.whereabouts import Whereabouts
from pipeline.vocabulary.findings import Finding


def check_document(data: bytes, name: str) -> tuple[Finding, ...]:
    """What is told of a template without data."""
    return tuple(item.finding for item in check_package(read_package(data), name, of_template=True))


def slide_of(tag: str) -> tuple[str, int]:
    """The part of the slide of the staff's deck that holds a tag, and the slide's number."""
    package = read_package((TEMPLATES / STAFF).read_bytes())
    at = Whereabouts(package)
    part = next(part for part in at.slides if tag in package.read(part).decode("utf-8"))
    return part, at.slides.index(part) + 1


GAPS, GOALS, GOAL = "{{ deck.gaps.title }}", "{{ deck.goals.title }}", "{{ goal.title }}"
(_GAPS, FIFTH), (_GOALS, SIXTH), (_GOAL, SEVENTH) = (slide_of(tag) for tag in (GAPS, GOALS, GOAL))
FAULTS: dict[str, tuple[str, Change, str, str]] = {
    "a chart in a document": (ROADMAP, (BODY, 'descr="{{ exhibits.radar }}"', 'descr=""'), "AX002", "{{ chapters.start.title }}"),
    "a chart on a slide": (STAFF, (_GAPS, ' descr="{{ exhibits.gaps }}"', ""), "AX002", f"dia {FIFTH} ”{GAPS}”"),
    "a table on a slide": (STAFF, (_GOAL, 'firstRow="1"', 'firstRow="0"'), "AX005", f"dia {SEVENTH} ”{GOAL}”, taulukko 1"),
    "a slide without a title": (STAFF, (_GOALS, GOALS, ""), "AX004", f"dia {SIXTH}"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_has_a_place_in_words(what: str) -> None:
    name, change, code, place = FAULTS[what]
    assert check_document(changed(name), "x") == ()
    (finding,) = check_document(changed(name, change), "x")
    where = words("fi").place(finding.place)
    assert finding.code == code
    assert where == f"x: {place}" if name == STAFF else where.startswith("x: leipäteksti, ") and where.endswith(place)


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
