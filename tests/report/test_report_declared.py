"""The names as they are declared to the document wing: complete, and true of real contexts, what they imply too."""

from __future__ import annotations

from functools import cache

import pytest
from report_organisations import organisations
from report_walking import AUDIENCES, LOGO, example, huge, kind, tiny

from pipeline.language import LANGUAGES, words
from pipeline.report.context import context
from pipeline.report.names import all_names, declared
from pipeline.vocabulary.content import Context, Record
from pipeline.vocabulary.declared import Declared, Names
from pipeline.vocabulary.model import Audience


@cache
def sparse(audience: Audience) -> tuple[Context, ...]:
    """The contexts of organisations of every sort, each lacking something."""
    return tuple(
        context(roadmap, survey, language="fi", audience=audience, logo=LOGO if survey else None)
        for roadmap, survey in organisations()
    )


def faults(value: object, says: Declared, name: str) -> set[str]:
    """What a declaration says wrongly of a value."""
    if value is None:
        return set() if says.optional else {f"{name} is nothing"}
    if says.many != isinstance(value, tuple):
        return {f"{name} is {kind(value)}"}
    if isinstance(value, tuple):
        one = Declared(says.kind, says.parts)
        return {fault for item in value for fault in faults(item, one, f"{name}[]")}
    if kind(value) != says.kind:
        return {f"{name} is {kind(value)}, not {says.kind}"}
    return faults_of_parts(value, says.parts, f"{name}.") if isinstance(value, Record) else set()


def faults_of_parts(there: Context, names: Names, before: str = "") -> set[str]:
    strangers = {f"{before}{name} is not declared" for name in set(there) - set(names)}
    missing = {f"{before}{name} is not there" for name in set(names) - set(there)}
    known = {fault for name in set(there) & set(names) for fault in faults(there[name], names[name], before + name)}
    return strangers | missing | known


@pytest.mark.parametrize("audience", AUDIENCES)
def test_names_are_declared_as_they_are(audience: Audience) -> None:
    for make in (example, tiny, huge):
        for language in LANGUAGES:
            assert faults_of_parts(make(language, audience), declared(audience)) == set()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_names_are_declared_as_they_are_in_organisations_that_lack_something(audience: Audience) -> None:
    for there in sparse(audience):
        assert faults_of_parts(there, declared(audience)) == set()


def test_a_false_declaration_is_found() -> None:
    names = {"a": Declared("text"), "b": Declared("record", {"c": Declared("text")}, many=True), "d": Declared("flag")}
    there = {"a": None, "b": (Record(c=1, x="y"),), "d": "text"}

    assert faults_of_parts(there, names) == {
        "a is nothing",
        "b[].c is number, not text",
        "b[].x is not declared",
        "d is text, not flag",
    }


def test_fixed_words_are_those_of_the_templates_kind() -> None:
    assert set(declared("")["t"].parts) == set(words("fi").catalog("roadmap")["t"])
    assert (
        set(declared("staff")["t"].parts)
        == set(declared("council")["t"].parts)
        == set(words("fi").catalog("deck")["t"])
    )


def test_slides_are_for_decks_only() -> None:
    assert declared("")["deck"] == Declared("record", optional=True)
    assert not declared("staff")["deck"].optional
    assert "title" in declared("council")["deck"].parts["gaps"].parts


def value(names: Context, path: str) -> object:
    found: object = names
    for part in path.split("."):
        found = found[part] if isinstance(found, Record | dict) and part in found else None
    return found


IMPLIED = [(name.name, other) for name in all_names() for other in name.implies]


def test_what_a_name_implies_is_there_with_it() -> None:
    """For every organisation that we can think of, whatever it lacks."""
    assert len(IMPLIED) > 10
    assert all(
        "[]" not in name and value(example("fi", "council"), other) for name, other in IMPLIED if "short" not in other
    )
    for names in (names for audience in AUDIENCES for names in sparse(audience)):
        assert [pair for pair in IMPLIED if value(names, pair[0]) and value(names, pair[1]) is None] == []
