"""Chapters as people know them: numbered, with the words that people gave them; captions without their field."""

from __future__ import annotations

from pipeline.merging.nodes import Node
from pipeline.merging.three_way import Step
from pipeline.merging.word_telling import Chapters, Title, change_of, plain_words
from pipeline.merging.wordings import FIELD
from pipeline.vocabulary.changes import Fate, Kind


def paragraph(said: str) -> Node:
    return Node("p", said, said)


def version(node: Node, number: str, text: str, below: str = "") -> Chapters:
    title = Title("A1", number, text, 2)
    titles = (title, *((Title("B2", "", below, 3),) if below else ()))
    return Chapters(over={node: titles}, titles={title.anchor: title for title in titles})


def chapter(fresh: Chapters, hand: Chapters, base: Chapters | None, step: Step) -> str:
    change = change_of(step, (fresh, hand, *([base] if base else [])))
    assert change is not None
    return change.chapter


def test_a_chapter_that_people_renamed_is_one_chapter() -> None:
    old, own, new = paragraph("vanha"), paragraph("vanha"), paragraph("uusi")
    fresh, hand, base = version(new, "8", "Vastuut"), version(own, "7", "Vastuunjako"), version(old, "7", "Vastuut")
    came = Step(Kind.ADDED, Fate.UPDATED, None, None, new)
    went = Step(Kind.REMOVED, Fate.UPDATED, old, own, None)
    assert {chapter(fresh, hand, base, step) for step in (came, went)} == {"8 Vastuunjako"}


def test_a_chapter_that_the_workbook_renamed_has_its_new_name() -> None:
    old, own, new = paragraph("vanha"), paragraph("vanha"), paragraph("uusi")
    fresh, hand, base = version(new, "5.1", "Uusi nimi"), version(own, "5.1", "Nimi"), version(old, "5.1", "Nimi")
    assert chapter(fresh, hand, base, Step(Kind.REMOVED, Fate.UPDATED, old, own, None)) == "5.1 Uusi nimi"


def test_a_heading_without_a_number_is_told_with_the_one_above() -> None:
    old, new = paragraph("vanha"), paragraph("uusi")
    fresh, hand = version(new, "5.1", "Tieto", "Toimenpiteet"), version(old, "5.1", "Tieto", "Toimenpiteet")
    assert chapter(fresh, hand, None, Step(Kind.CHANGED, Fate.UPDATED, old, old, new)) == "5.1 Tieto · Toimenpiteet"


def test_lines_that_only_name_other_cells_are_not_told() -> None:
    old, new = paragraph("Lähde: työkirja (solut I3:P31)."), paragraph("Lähde: työkirja (solut I3:P30).")
    step = Step(Kind.CHANGED, Fate.UPDATED, old, old, new)
    assert change_of(step, (version(new, "1", "A"), version(old, "1", "A"))) is None


def test_a_captions_number_is_only_known_to_word() -> None:
    assert plain_words(f"Taulukko\u00a0{FIELD}. Tavoitteen T6 toimenpiteet") == "Taulukko: Tavoitteen T6 toimenpiteet"
