"""The corrections: each is seen in the documents that it touches, in none of them before, and nowhere else."""

from __future__ import annotations

import pytest
from thinning import every

from corrections import CORRECTIONS, DECKS, NOTHING, address, documents, paragraphs, seen, together, touched
from pipeline.runs.options import ROADMAP

WITHOUT_WORDS = {"rows moved", "goals moved", "survey", "brand"}
"""These change the order, a figure or the looks; the others bring or take words."""


def test_the_town_has_its_documents_in_both_languages() -> None:
    made = documents(NOTHING)
    assert len(made) == 6
    assert documents(NOTHING) == made


@pytest.mark.parametrize("name", every(2, (name for name in CORRECTIONS if name not in WITHOUT_WORDS)))
def test_a_correction_is_seen(name: str) -> None:
    correction = CORRECTIONS[name]
    found = [seen(correction, document) for document in documents(NOTHING)]
    assert {words for item in found for words in item.new} == set(correction.new)
    assert {words for item in found for words in item.gone} == set(correction.gone)


@pytest.mark.parametrize("name", every(2, CORRECTIONS))
def test_a_correction_touches_a_document(name: str) -> None:
    changed = [document for document in documents(NOTHING) if touched(CORRECTIONS[name], document)]
    assert changed
    if name == "language":
        assert all("-sv" in document for document in changed)


def test_the_words_are_other_words() -> None:
    before, after = documents(NOTHING, (ROADMAP,)), documents(CORRECTIONS["text"], (ROADMAP,))
    gained = paragraphs(after[ROADMAP]) - paragraphs(before[ROADMAP])
    assert any("Kaksitoista käytetyintä lomaketta" in text for text in gained)


def test_the_cell_is_where_the_words_are_typed() -> None:
    assert address(CORRECTIONS["vision"]).startswith("B")
    assert address(CORRECTIONS["action's name"]) != address(CORRECTIONS["text"])
    assert address(CORRECTIONS["row removed"]) == ""


def test_corrections_go_together() -> None:
    both = together(CORRECTIONS["text"], CORRECTIONS["row added"])
    found = seen(both, ROADMAP)
    assert {"Kaksitoista käytetyintä lomaketta siirtyy verkkoon.", "Kokeillaan tekoälyä kokousmuistioissa"} <= set(
        found.new
    )
    assert DECKS[0] in documents(both)
