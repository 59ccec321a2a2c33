"""The three catalogs: the same keys, the same values asked for, plural forms where something is counted, no dead word."""

import re
from typing import Any

import pytest
from catalog_reading import CATALOGS, asked_for, catalog, fixed_words, is_plural_form, leaves, placeholders

from pipeline.language import LANGUAGES, words
from pipeline.vocabulary.model import Language

OTHERS: tuple[Language, ...] = ("sv", "en")
SENTENCES = ("sentences", "followup")
"""Catalogs of sentences, whose alternatives differ by grammar: read by `report.sentences`."""
PATTERNS = [name for name in CATALOGS if name not in (*SENTENCES, "findings")]
"""Catalogs of plain patterns; findings and sentences are compared by tests of their own (test_report_sentences)."""


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", PATTERNS)
def test_every_language_has_the_same_keys(name: str, language: Language) -> None:
    assert set(catalog(language, name)) == set(catalog("fi", name))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", PATTERNS)
def test_every_language_names_the_same_values(name: str, language: Language) -> None:
    """Of plural forms together: one of them may leave the count unsaid."""

    def named(of: Language) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for key, texts in catalog(of, name).items():
            whole = key.rpartition(".")[0] if is_plural_form(key) else key
            found[whole] = found.get(whole, frozenset()).union(*map(placeholders, texts))
        return found

    assert named(language) == named("fi")


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", CATALOGS)
def test_lists_are_as_long_in_every_language(name: str, language: Language) -> None:
    """Questions, steps and names of months are told one by one; alternatives of a sentence differ by grammar."""
    if name not in SENTENCES:
        finnish = {key: len(texts) for key, texts in catalog("fi", name).items()}
        assert {key: len(texts) for key, texts in catalog(language, name).items()} == finnish


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in CATALOGS if name not in SENTENCES])
def test_what_is_counted_has_plural_forms(name: str, language: Language) -> None:
    """A text that prints a count is one of several forms, and one of them is for a single thing."""
    for key, texts in catalog(language, name).items():
        if key.rpartition(".")[2] == "explanation" or key in NEVER_ONE:  # in explanations braces are braces
            continue
        if any("count" in placeholders(text) and not text.endswith(": {count}") for text in texts):
            assert is_plural_form(key), key
            assert {"one", "other"} <= set(_entry(words(language).catalog(name), key.rpartition(".")[0])), key


def _entry(found: Any, key: str) -> Any:
    for part in key.split("."):
        found = found[part]
    return found


NEVER_ONE = {"WB023.message", "WB024.message", "WB038.message", "WB059.message", "FT010.message"}
"""What is told only of many, or in words that no count changes."""
COUNTED = re.compile(r"\{(\w+):([^}]*)\}")


@pytest.mark.parametrize("name", SENTENCES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_thing_has_a_form_for_one(language: Language, name: str) -> None:
    """In a sentence a choice that prints its number has at least two forms."""
    for key, text in leaves(words(language).catalog(name)):
        for _, spec in COUNTED.findall(text):
            assert "|" in spec or "#" not in spec, (key, text)


# --- no dead words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["explain", "form", "numbers", "terminal", "terms", "workbook"])
def test_every_word_is_asked_for(name: str) -> None:
    assert [key for key in catalog("fi", name) if not asked_for(key)] == []


@pytest.mark.parametrize(("name", "ending"), [("roadmap", ".docx"), ("deck", ".pptx")])
def test_every_fixed_word_stands_in_a_template(name: str, ending: str) -> None:
    fixed = set(words("fi").catalog(name)["t"])
    assert fixed - fixed_words(ending) == set()
    assert [key for key in catalog("fi", name) if not key.startswith("t.") and not asked_for(key)] == []


def test_a_dead_word_is_found() -> None:
    assert not asked_for("hints.nobody_asks_for_this")
    assert not asked_for("place.nobody_ever_wanted_it")
    assert asked_for("hints.fix_other")
    assert asked_for("summary.errors.one")
