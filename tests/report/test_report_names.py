"""Every name of the context is declared, every declared name exists, and the types are as declared."""

from dataclasses import fields, replace

import pytest
from report_walking import AUDIENCES, example, few, huge, kind, tiny, undated, values

from models import example_roadmap, example_survey
from pipeline.language import LANGUAGES
from pipeline.report.context import context
from pipeline.report.names import NAMES, all_names, reference, shapes
from pipeline.vocabulary.content import Context
from pipeline.vocabulary.model import Roadmap

PLAIN = {"text", "long text", "flag", "number", "chart", "picture", "record", "list"}
DECLARED = {name.name: name for name in all_names()}


def contexts() -> list[Context]:
    return [make("fi", audience) for make in (example, tiny, huge, undated, few) for audience in AUDIENCES]


def faults(names: Context) -> set[str]:
    """Names that are not declared, or not of the declared type."""
    found = set()
    for name, value in values(names):
        own = name.removesuffix("[]")
        if own not in DECLARED:
            found.add(f"{name} is not declared")
            continue
        declared = DECLARED[own]
        if value is None:
            expected = {"nothing"} if declared.may_be_missing else set()
        elif name.endswith("[]"):
            expected = {"record"} if declared.is_list else set()
        elif declared.is_list:
            expected = {"list"}
        else:
            expected = {declared.shape if declared.shape in PLAIN else "record"}
        if kind(value) not in expected:
            found.add(f"{name} is {kind(value)}, declared {declared.type}")
    return found


@pytest.mark.parametrize("names", contexts())
def test_what_is_there_is_declared(names: Context) -> None:
    assert faults(names) == set()


def test_what_is_declared_is_there() -> None:
    there = {name.removesuffix("[]") for names in contexts() for name, _ in values(names)}

    assert set(DECLARED) - {"t"} - there == set()


def test_a_stranger_is_found() -> None:
    assert faults({"stranger": "text"}) == {"stranger is not declared"}
    assert faults({"vision": "text"}) == {"vision is text, declared record or nothing"}


@pytest.mark.parametrize("field", [field.name for field in fields(Roadmap) if field.name not in ("file", "language")])
def test_names_hold_when_a_part_of_the_workbook_is_missing(field: str) -> None:
    without = replace(example_roadmap(), **{field: getattr(Roadmap(), field)})

    for audience in AUDIENCES:
        assert faults(context(without, example_survey(), language="fi", audience=audience)) == set()
        assert faults(context(without, None, language="fi", audience=audience)) == set()


def test_names_hold_for_an_empty_workbook() -> None:
    for audience in AUDIENCES:
        assert faults(context(Roadmap(), None, language="sv", audience=audience)) == set()


def test_every_name_has_a_meaning_in_every_language() -> None:
    for name in (*NAMES, *(part for parts in shapes().values() for part in parts)):
        assert all(name.meaning[language].strip() for language in LANGUAGES), name.name


def test_examples_are_the_examples() -> None:
    """An example in the reference is what Esimerkkilä's documents print in that place."""
    printed: dict[str, set[str]] = {}
    for audience in AUDIENCES:
        for name, value in values(example("fi", audience)):
            printed.setdefault(name, set()).add(str(value).replace("\n", " "))
    shaped = {part.example for parts in shapes().values() for part in parts}

    for name in all_names():
        if name.example and name.example not in shaped:
            start = name.example.removesuffix("…")
            assert any(text.startswith(start) for text in printed[name.name]), name.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_reference_tells_every_name(language: str) -> None:
    page = reference(language)  # type: ignore[arg-type]

    assert all(f"`{name.name}`" in page for name in NAMES)
    assert "{{ document.title }}" in page
    assert page == reference(language)  # type: ignore[arg-type]
