"""The words of findings: every code in every language, the same values in all, and only values that somebody gives."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import pipeline
from pipeline.language import LANGUAGES, words
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.rules import RULES
from pipeline.workbook.layout import layout

KEYS = {"message", "hint", "explanation"}
SPOKEN = ("message", "hint")
SOURCE = Path(pipeline.__file__).parent
_CODE = re.compile(r"[A-Z]{2}\d{3}")


def forms(language: Language, code: str, key: str) -> list[str]:
    """The text of a key, or its plural forms."""
    entry = words(language).catalog("findings")[code][key]
    return [entry] if isinstance(entry, str) else list(entry.values())


def placeholders(texts: list[str]) -> set[str]:
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def given_names() -> dict[str, set[str]]:
    """For each code, every name of a value in the rooms that speak of the code."""
    named: dict[str, set[str]] = {}
    spoken: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        if path.name == "rules.py":
            continue
        room = path.relative_to(SOURCE).parts[0]
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named.setdefault(room, set()).update(_names(tree))
        for code in filter(_CODE.fullmatch, _strings(tree)):
            spoken.setdefault(code, set()).add(room)
    return {code: set().union(*(named[room] for room in rooms)) for code, rooms in spoken.items()}


def _strings(tree: ast.AST) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _names(tree: ast.AST) -> Iterator[str]:
    yield from _strings(tree)
    yield from (node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_message_a_hint_and_an_explanation(language: Language) -> None:
    entries = words(language).catalog("findings")
    assert {code: set(entry) for code, entry in entries.items()} == dict.fromkeys(RULES, KEYS)


def test_all_languages_name_the_same_values() -> None:
    named = {
        language: {(code, key): placeholders(forms(language, code, key)) for code in RULES for key in SPOKEN}
        for language in LANGUAGES
    }
    assert named["sv"] == named["fi"]
    assert named["en"] == named["fi"]


def test_only_values_are_named_that_somebody_gives() -> None:
    spoken = {code: placeholders([form for key in SPOKEN for form in forms("fi", code, key)]) for code in RULES}
    given = {code: names | words("fi").sheets.keys() for code, names in given_names().items()}
    strangers = {code: spoken[code] - names for code, names in given.items() if spoken.get(code, set()) - names}
    assert strangers == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_are_one_clause_and_hints_and_explanations_sentences(language: Language) -> None:
    messages = [text for code in RULES for text in forms(language, code, "message")]
    sentences = [text for code in RULES for key in ("hint", "explanation") for text in forms(language, code, key)]
    assert [text for text in messages if text.endswith((".", "!")) or (text[:1].isupper() and text[1].islower())] == []
    assert [text for text in sentences if not text.endswith((".", "?", ": {line}")) or text[0].islower()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_typography(language: Language) -> None:
    foreign_quotes = {"fi": "“„", "sv": "“„", "en": "„"}[language]
    texts = [text for code in RULES for key in KEYS for text in forms(language, code, key)]
    outside_code = [re.sub(r"`[^`]*`", "`", text) for text in texts]
    assert [text for text in texts if "\n" in text or "  " in text or "..." in text or text.count("`") % 2] == []
    assert [text for text in outside_code if re.search(r" [.,:;!?)](?!\w)", text)] == []
    assert [text for text in outside_code if any(quote in text for quote in (*foreign_quotes, '"', " - "))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_explanation_is_a_few_sentences(language: Language) -> None:
    for code in RULES:
        (explanation,) = forms(language, code, "explanation")
        sentences = re.findall(r"[.?!](?=\s|$)", re.sub(r"`[^`]*`", "", explanation))
        assert 1 <= len(sentences) <= 5, explanation
        assert len(explanation) <= 420, explanation


SHEET_NAMED = {"fi": r"\b({})-välilehd", "sv": r"\bbladet ({})\b", "en": r"\bsheet ({})\b"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_are_named_as_the_workbook_calls_them(language: Language) -> None:
    """Not in an explanation, which is of no workbook."""
    titles = {f"{sheet.key}_sheet": sheet.title[language] for sheet in layout().sheets}
    assert words(language).sheets == titles
    named = re.compile(SHEET_NAMED[language].format("|".join(map(re.escape, titles.values()))))
    plain = {
        (code, key) for code in RULES for key in SPOKEN for form in forms(language, code, key) if named.search(form)
    }
    assert plain == set()
