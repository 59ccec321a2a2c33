"""No sentence of the catalogs is dead: each is asked for, and each of its alternatives is printed for some organisation."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from catalog_reading import leaves
from report_organisations import organisations
from report_walking import AUDIENCES, LOGO

from pipeline.language import LANGUAGES, words
from pipeline.report.context import context
from pipeline.report.sentences import Sentences
from pipeline.vocabulary.model import Language

READ_WHOLE = ("abbreviations", "quoted", "numerals", "status", "organs", "compass", "names")
"""What is read as data, not as sentences."""


@cache
def said_by_the_program() -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """Each language's keys that were asked for, and patterns that became a sentence, in documents of every sort."""
    asked: set[tuple[str, str]] = set()
    printed: set[tuple[str, str]] = set()
    entry, fill = Sentences._entry, Sentences._fill

    def asking(self: Sentences, key: str) -> Any:
        asked.add((self.words.language, key))
        return entry(self, key)

    def printing(self: Sentences, pattern: str, known: Any, figures: bool | None = None) -> str:
        text = fill(self, pattern, known, figures)
        if text:
            printed.add((self.words.language, pattern))
        return text

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sentences, "_entry", asking)
        patch.setattr(Sentences, "_fill", printing)
        for roadmap, survey in organisations():
            for language in LANGUAGES:
                for audience in AUDIENCES:
                    context(roadmap, survey, language=language, audience=audience, logo=LOGO)
    return frozenset(asked), frozenset(printed)


def spoken_leaves(language: Language) -> Iterator[tuple[str, str]]:
    """The sentences of a catalog; the mark that ends a list in one is no sentence of its own."""
    for key, text in leaves(words(language).catalog("sentences")):
        if key.split(".")[0] not in READ_WHOLE and key.rpartition(".")[2] != "end":
            yield key, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_asked_for(language: Language) -> None:
    asked, _ = said_by_the_program()
    keys = {key for key, _ in spoken_leaves(language)}
    spoken = {key for of, key in asked if of == language}
    assert {key for key in keys if key not in spoken and key.rpartition(".")[0] not in spoken} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alternative_is_printed_for_some_organisation(language: Language) -> None:
    _, printed = said_by_the_program()
    assert [(key, text) for key, text in spoken_leaves(language) if text and (language, text) not in printed] == []
