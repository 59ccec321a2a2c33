"""Commands that the program prints can be copied: paths with spaces stand in quotation marks."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from pipeline.language import LANGUAGES, as_typed, words
from pipeline.vocabulary.findings import NOWHERE, Finding
from pipeline.vocabulary.model import Language

COMMAND = re.compile(r"digitiekartta (?P<words>(?:(?!digitiekartta )[^.;:,`])*\{(?:path|folder|name)\}[^.;:,`]*)")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
PATH = "oma kansio/ryhmä E.xlsx"


def printed(catalog: Mapping[str, Any], *keys: str) -> Iterator[tuple[str, str]]:
    """The catalog's texts that print a command with a path in it, by their keys."""
    for key, value in catalog.items():
        if isinstance(value, Mapping):
            yield from printed(value, *keys, key)
        elif isinstance(value, str) and COMMAND.search(value):
            yield ".".join((*keys, key)), value


CASES = [
    (language, catalog, key, text)
    for language in LANGUAGES
    for catalog in ("findings", "terminal")
    for key, text in printed(words(language).catalog(catalog))
]


def test_there_are_such_commands_in_each_language() -> None:
    found = {language: {(item[1], item[2]) for item in CASES if item[0] == language} for language in LANGUAGES}
    assert {("findings", "CO010.hint"), ("findings", "OT023.hint"), ("terminal", "hints.next")} <= found["fi"]
    assert found["fi"] == found["sv"] == found["en"]


@pytest.mark.parametrize(("language", "catalog", "key", "text"), CASES)
def test_a_path_in_a_command_is_one_word(language: Language, catalog: str, key: str, text: str) -> None:
    values = dict.fromkeys(PLACEHOLDER.findall(text), PATH)
    command = COMMAND.search(text)
    assert command
    told = words(language).text(catalog, key, **values)
    said = shlex.split(told[told.index("digitiekartta ") :].split("`")[0])
    assert [word.rstrip(".,;") for word in said].count(PATH) == len(PLACEHOLDER.findall(command["words"])), told


def test_a_path_outside_a_command_stays_as_it_is() -> None:
    told = words("fi").text("terminal", "hints.created", path=PATH)
    assert told == f"Luotu {PATH}"


def test_a_hint_of_a_finding_is_typed_too() -> None:
    hint = words("en").hint(Finding("OT023", NOWHERE, {"path": PATH}))
    assert f'digitiekartta check "{PATH}" and' in hint


@pytest.mark.parametrize("text", ["inputs/Äänekoski", "a b", "a'b", 'a"b', "a$b c", "a`b", "a;b", "(a)", "*", "a&b"])
def test_a_shell_reads_what_was_meant(text: str) -> None:
    assert shlex.split(as_typed(text)) == [text]
    assert (as_typed(text) == text) == bool(re.fullmatch(r"[\w/]+", text))
