"""One thing in each language: the form's questions and options, perspectives, the workbook's sectors.

In: the form's words, `questionnaire.toml`, `data/perspectives.toml`; a roadmap's companions. Out: the names in all
languages of any of them, so that an option of a Finnish and of a Swedish form counts as one, and a document says it in
its own language.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from pipeline.language import LANGUAGES, words
from pipeline.survey.questionnaire import header_key, word_key
from pipeline.vocabulary.model import Entry, Language, Roadmap

Names = Mapping[Language, str]
NO_NAMES: Mapping[str, Names] = MappingProxyType({})


def names_of(text: str) -> Names | None:
    """The names in all languages of what the program calls `text` in one of them; None for anything else."""
    return _known().get(word_key(text)) or _questions().get(header_key(text))


def same_name(text: str, given: Mapping[str, Names] = NO_NAMES) -> str:
    """A key that spellings of one name share, in whatever language of the form or the workbook they are."""
    names = given.get(word_key(text)) or names_of(text)
    return word_key(next(iter(names.values())) if names else text)


def language_of(question: str) -> Language | None:
    """The language of the form that asks `question`; None when no form does."""
    key = header_key(question)
    names = _questions().get(key, {})
    return next((language for language, name in names.items() if header_key(name) == key), None)


def commonest(names: Iterable[str], given: Mapping[str, Names] = NO_NAMES) -> Mapping[str, str]:
    """Each name as it is most often spelled."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in Counter(names).items():
        spellings[same_name(name, given)][name] += count
    return {name: group.most_common(1)[0][0] for group in spellings.values() for name in group}


def given_names(roadmap: Roadmap) -> Mapping[str, Names]:
    """What the workbook calls its perspectives and the actions' sectors in its languages."""
    named = [*((level, "name") for level in roadmap.levels), *((action, "sector") for action in roadmap.actions)]
    found: dict[str, dict[Language, str]] = {}
    for entry, key in named:
        names = _of_entry(entry, key, roadmap.language)
        for name in names.values():
            found[word_key(name)] = {**names, **found.get(word_key(name), {})}
    return found


def _of_entry(entry: Entry, key: str, own: Language) -> dict[Language, str]:
    names: dict[Language, str] = {own: getattr(entry, key)}
    names |= {language: entry.companions.get(language, {}).get(key, "") for language in LANGUAGES if language != own}
    return {language: name for language, name in names.items() if name}


@cache
def _known() -> Mapping[str, Names]:
    """The names by the key of each. A key of two different things is the first's."""
    found: dict[str, Names] = {}
    for texts in _same():
        for text in texts:
            found.setdefault(word_key(text), dict(zip(LANGUAGES, texts, strict=True)))
    return found


@cache
def _questions() -> Mapping[str, Names]:
    """The form's other questions, by header."""
    return {
        header_key(text): dict(zip(LANGUAGES, texts, strict=True))
        for asked in _toml("survey/questionnaire.toml")["asked"].values()
        for texts in zip(*(asked[place :: len(LANGUAGES)] for place in range(len(LANGUAGES))), strict=True)
        for text in texts
    }


def _same() -> Iterator[tuple[str, ...]]:
    forms = [words(language).catalog("form") for language in LANGUAGES]
    yield from zip(*(form["choices"] for form in forms), strict=True)
    for questions in zip(*(form["backgrounds"] for form in forms), strict=True):
        yield from zip(*(question["options"] for question in questions), strict=True)
    for item in _toml("data/perspectives.toml")["perspective"]:
        yield tuple(item[language] for language in LANGUAGES)
        if all(f"short_{language}" in item for language in LANGUAGES):
            yield tuple(item[f"short_{language}"] for language in LANGUAGES)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pipeline") / name).read_text(encoding="utf-8"))
