"""What the joint documents of a region say: declared as it is, of nobody who may not be named, in three languages."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from region_folders import ALL, SAMPLE, examined, looked_through
from report_walking import texts
from test_report_declared import faults_of_parts

from pipeline.comparing.regional import summarise
from pipeline.language import LANGUAGES, words
from pipeline.report.names import declared_for
from pipeline.report.regional.context import context
from pipeline.vocabulary.content import Context, Record
from pipeline.vocabulary.model import Entry, Language, Roadmap
from pipeline.workbook.reading import in_language

CONSENTS = (True, False, None)
_LETTERS = re.compile(r"[^\W\d_]{3,}")


def contexts(consents: dict[str, bool | None], language: Language) -> list[Context]:
    found = looked_through(consents, language)
    return [context(found, language=language, is_deck=is_deck) for is_deck in (False, True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_declared_as_they_are(language: Language) -> None:
    every = dict.fromkeys(ALL, True)
    some = (dict.fromkeys(SAMPLE, True), every, {**every, "suuri": False}, {"pieni": True, "tumma": True})
    for consents in (*some, {"pieni": True, "svensk": None}, dict.fromkeys(ALL[:4], False)):
        for is_deck, names in enumerate(contexts(dict(consents), language)):
            assert faults_of_parts(names, declared_for("regional", has_slides=bool(is_deck))) == set()


# --- consent ----------------------------------------------------------------------------------------------------------


def strings(value: object) -> set[str]:
    """Every text of a part of a roadmap, companions too."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, tuple):
        return {text for item in value for text in strings(item)}
    if isinstance(value, Entry):
        companions = {text for kept in value.companions.values() for text in kept.values()}
        fields = (
            getattr(value, name) for name in value.__dataclass_fields__ if name not in ("at", "row", "companions")
        )
        return companions | {text for field in fields for text in strings(field)}
    return set()


def all_strings(roadmap: Roadmap) -> set[str]:
    """Every text of a workbook, and the lines of those of several."""
    names = (name for name in roadmap.__dataclass_fields__ if name not in ("file", "language", "sheets", "kept"))
    found = {text for name in names for text in strings(getattr(roadmap, name))}
    return {line.strip() for text in found for line in text.split("\n") if _LETTERS.search(line)}


@cache
def own_strings(name: str) -> frozenset[str]:
    """What an organisation's workbook says, and no other's, the program's own words aside."""
    others = {text for other in ALL if other != name for text in all_strings(examined(other)[0])}
    known = "\n".join(others | program_words()).casefold()
    return frozenset(text for text in all_strings(examined(name)[0]) if text.casefold() not in known)


@cache
def program_words() -> set[str]:
    """What documents say by themselves."""
    return {
        text
        for language in LANGUAGES
        for catalog in ("region", "sentences", "numbers")
        for text in _leaves(words(language).catalog(catalog))
    }


def _leaves(entry: object) -> list[str]:
    if isinstance(entry, dict):
        return [text for value in entry.values() for text in _leaves(value)]
    if isinstance(entry, list):
        return [text for value in entry for text in _leaves(value)]
    return [str(entry)]


def leaks(consents: dict[str, bool | None], language: Language) -> list[str]:
    """Own texts of organisations that may not be named, anywhere in what the documents are made of."""
    unnamed = [name for name, consent in consents.items() if consent is not True]
    return said_of(unnamed, contexts(consents, language))


def said_of(organisations: list[str], documents: list[Context]) -> list[str]:
    """Own texts of organisations that stand in documents."""
    said = "\n".join(text for names in documents for _, text in texts(names)).casefold()
    return [text for name in organisations for text in own_strings(name) if text.casefold() in said]


def test_the_organisations_have_texts_of_their_own() -> None:
    """Or else nothing could leak."""
    assert all(len(own_strings(name)) > 20 for name in ALL)
    for name in ALL:
        assert str(examined(name)[0].organisation.short_name) in own_strings(name)
        assert leaks({name: True, "pieni": True, "suuri": True}, "fi") == []


@settings(max_examples=25, deadline=None)
@given(
    consents=st.fixed_dictionaries({name: st.sampled_from(CONSENTS) for name in ALL}),
    language=st.sampled_from(LANGUAGES),
)
def test_no_text_of_an_unnamed_organisation_is_said(consents: dict[str, bool | None], language: Language) -> None:
    assert leaks(consents, language) == []


@pytest.mark.long
@settings(max_examples=500, deadline=None)
@given(
    consents=st.fixed_dictionaries({name: st.sampled_from(CONSENTS) for name in ALL}),
    language=st.sampled_from(LANGUAGES),
)
def test_no_text_of_an_unnamed_organisation_is_said_long(consents: dict[str, bool | None], language: Language) -> None:
    assert leaks(consents, language) == []


def test_what_is_said_of_named_ones_is_found() -> None:
    """The search finds names, goals, actions and bodies where they may stand."""
    found = said_of(["tumma"], contexts(dict.fromkeys(ALL, True), "fi"))

    assert {"Hämärälä", "Hämärälän kaupunki"} <= set(found)
    assert len(found) > 10


# --- how it reads -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_whole(language: Language) -> None:
    """No braces, no doubled spaces or stops, no key in place of a word."""
    for names in contexts({**dict.fromkeys(ALL, True), "pieni": None}, language):
        for name, text in texts(names):
            assert not re.search(r"[{}]|  |\.\.|\bx[0-9a-f]{12}\b", text), (name, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_organisation_has_a_paragraph_of_its_own(language: Language) -> None:
    names = contexts(dict.fromkeys(SAMPLE, True), language)[0]
    organisations = names["organisations"]
    assert isinstance(organisations, tuple)
    for one in organisations:
        sentences = re.findall(r"[.!?](?= |$)", str(one.paragraph))
        assert len(sentences) >= 3, str(one.paragraph)


def test_texts_in_another_language_know_it() -> None:
    names = contexts({"svensk": True, "pieni": True}, "en")[0]
    said = [value for _, value in texts(names) if value == "Exempelnäs kommun"]

    assert said
    assert {getattr(value, "language", "") for value in said} == {"sv-FI"}


def test_the_deck_has_room_for_many() -> None:
    """Slides with tables are cut, whatever there is."""
    deck = contexts(dict.fromkeys(ALL, True), "fi")[1]["deck"]
    for key in ("perspectives", "statutes", "proposals", "events"):
        assert len(deck[key].rows) <= 14  # type: ignore[index]


def test_what_lacks_its_translation_is_in_its_own_language() -> None:
    """A goal of a Swedish workbook whose Finnish name is missing stays Swedish, and says so."""
    original, survey = examined("svensk")
    goal = replace(original.goals[0], companions={})
    lacking = replace(original, goals=(goal, *original.goals[1:]))
    finnish = in_language(lacking, "fi")[0]
    found = summarise(finnish, survey, place=1, named=True, original=lacking)

    assert found.goals[0].name == original.goals[0].name
    assert found.goals[0].name.language == "sv-FI"
    assert {one.name.language for one in found.goals[1:]} == {"fi-FI"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slide_has_a_title(language: Language) -> None:
    """However few are named, and whatever they lack."""
    for named in range(4):
        for unnamed in range(4):
            names = [*ALL[:named], *ALL[len(ALL) - unnamed :]]
            deck = contexts({name: place < named for place, name in enumerate(names)}, language)[1]["deck"]
            assert isinstance(deck, Record)
            slides = [
                item
                for value in (deck[name] for name in deck)
                for item in (value if isinstance(value, tuple) else (value,))
            ]
            untitled = [item.key for item in slides if isinstance(item, Record) and not str(item.title)]
            assert untitled == [], (named, unnamed)
