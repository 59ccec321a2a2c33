"""What a follow-up's documents say: every name declared, every sentence said by somebody, well set, each with its cell."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from year_contexts import behind, made, pairs
from years import eventful, measured, with_actions

from models import NOTE
from pipeline.language import LANGUAGES, words
from pipeline.report.followup.year import CATALOG, unbroken
from pipeline.report.names import all_names, declared_for, kind_of, reference
from pipeline.report.sentences import Sentences
from pipeline.vocabulary.content import Context, Record, Text
from pipeline.vocabulary.model import Language

sys.path.append(str(Path(__file__).resolve().parent.parent / "report"))
from report_walking import texts, values
from test_report_declared import faults_of_parts
from test_report_sentences import patterns
from test_report_typography import broken

PAIRS = tuple(pairs())
EVENTFUL = (*eventful(), measured())
KIND = "followup"
NOT_SENTENCES = ("t.", "names.")


@pytest.mark.parametrize("is_deck", [False, True])
def test_names_are_declared_as_they_are(is_deck: bool) -> None:
    for pair in PAIRS if is_deck else PAIRS[::6]:
        assert faults_of_parts(made(pair, is_deck=is_deck), declared_for(KIND, has_slides=is_deck)) == set()
    for language in LANGUAGES:
        names = made(EVENTFUL, language, is_deck=is_deck)
        assert faults_of_parts(names, declared_for(KIND, has_slides=is_deck)) == set()


def test_what_is_declared_is_there() -> None:
    contexts = [made(pair, is_deck=True) for pair in (EVENTFUL, behind())]
    there = {name.replace("[]", "") for names in contexts for name, _ in values(names)}
    declared = {name.name.replace("[]", "") for name in all_names(KIND)}
    assert declared - {"t"} - there == set()


def test_what_a_name_implies_is_there_with_it() -> None:
    implied = [(name.name, other) for name in all_names(KIND) for other in name.implies]
    assert len(implied) > 10
    for names in (made(pair, is_deck=True) for pair in PAIRS[::3]):
        assert [pair for pair in implied if _value(names, pair[0]) and _value(names, pair[1]) is None] == []


def _value(names: Context, path: str) -> object:
    found: object = names
    for part in path.split("."):
        found = found[part] if isinstance(found, Record | dict) and part in found else None
    return found


def test_examples_are_of_the_type_of_what_they_stand_for() -> None:
    assert all(name.meaning[language] for name in all_names(KIND) for language in LANGUAGES)
    assert kind_of("seuranta.docx") == kind_of("esitys-seuranta.pptx") == KIND
    assert kind_of("digitiekartta.docx") == ""
    for language in LANGUAGES:
        page = reference(language)
        assert "`groups[].rows`" in page
        assert "(`follow_row`)" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_is_said_by_somebody_and_well(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    said: set[str] = set()
    fill = Sentences._fill

    def recorded(self: Sentences, pattern: str, *rest: Any) -> str:
        text = fill(self, pattern, *rest)
        if text:
            said.add(pattern)
        return text

    monkeypatch.setattr(Sentences, "_fill", recorded)
    for pair in PAIRS:
        assert broken(made(pair, language, is_deck=True)) == set()
    silent = {
        (key, pattern)
        for key, pattern in patterns(words(language).catalog(CATALOG))
        if pattern and pattern not in said and not key.startswith(NOT_SENTENCES)
    }
    assert silent == set()


def test_texts_know_the_cells_of_both_years() -> None:
    names = made(EVENTFUL)
    moved = next(group for group in names["groups"] if group.key == "moved")  # type: ignore[attr-defined]
    row = moved.rows[0]
    assert row.name.source.cell
    assert len({place.cell for place in row.times.areas}) >= 2
    known = [value for _, value in values(names) if isinstance(value, Text) and value.source.cell]
    assert len(known) > 200
    status = names["status"]
    assert isinstance(status, Record)
    assert all(record["count"].areas and record.was.areas for record in status.rows)  # type: ignore[attr-defined]


def test_what_is_not_published_never_leaks() -> None:
    old, new, levels = EVENTFUL
    assert all(action.note == NOTE for action in (*old.actions, *new.actions))
    for is_deck in (False, True):
        assert [name for name, text in texts(made((old, new, levels), is_deck=is_deck)) if NOTE in str(text)] == []


def test_a_deck_has_at_most_twelve_slides_before_its_appendix() -> None:
    for pair in PAIRS[::3]:
        deck = made(pair, is_deck=True)["deck"]
        assert isinstance(deck, Record)
        before = [name for name in list(deck)[: list(deck).index("appendix")] if isinstance(deck[name], Record)]
        assert len(before) <= 12
        titles = [str(deck[name].title) for name in deck if isinstance(deck[name], Record)]  # type: ignore[attr-defined]
        assert all(titles)
        assert len(set(titles)) == len(titles)


def test_a_move_of_an_earlier_year_is_not_told_as_a_new_one() -> None:
    old, new, _ = EVENTFUL
    moved = [replace(action, status="moved") for action in old.actions[:2]]
    names = made((with_actions(old, moved), with_actions(new, moved), None), is_deck=True)
    summary, groups, deck = names["summary"], names["groups"], names["deck"]
    assert isinstance(summary, Record)
    assert isinstance(deck, Record)
    assert "siirretty" not in str(summary.text)
    (group,) = [group for group in groups if group.key == "moved"]  # type: ignore[attr-defined]
    assert [(str(row.was), str(row.note)[:23]) for row in group.rows] == [("–", "Siirrettiin jo aiemmin.")] * 2
    assert deck.moved is None


def test_every_question_is_on_the_decks_slide() -> None:
    for pair in PAIRS:
        names = made(pair, is_deck=True)
        asked, deck = names["decisions"], names["deck"]
        assert isinstance(deck, Record)
        if isinstance(asked, Record):
            assert len(deck.decisions.rows) == len(asked.rows) <= 8  # type: ignore[attr-defined]


def test_a_new_end_is_asked_with_both_times() -> None:
    asked = made(EVENTFUL)["decisions"]
    assert isinstance(asked, Record)
    questions = [str(row.what) for row in asked.rows if row.key.startswith("moved-")]  # type: ignore[attr-defined]
    assert any("uusi päättymisaika I/2031 (oli " in question for question in questions)


def test_how_many_are_late_is_among_the_figures_even_when_few_are() -> None:
    summary = made(EVENTFUL)["summary"]
    assert isinstance(summary, Record)
    assert "late" in [figure.key for figure in summary.figures]  # type: ignore[attr-defined]


def test_a_word_that_begins_with_a_hyphen_keeps_it_on_slides() -> None:
    hyphen = "\N{NON-BREAKING HYPHEN}"
    found = unbroken(Text("Avataan oma asiointi -näkymä, digi-tuki"))
    assert found == f"Avataan oma asiointi {hyphen}näkymä, digi-tuki"
