"""Walks a context: every value with its dotted name, as templates reach it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from models import example_roadmap, example_survey, huge_roadmap, tiny_roadmap
from pipeline.report.context import Audience, context
from pipeline.vocabulary.content import Chart, Context, LongText, Picture, Record
from pipeline.vocabulary.model import Language

AUDIENCES: tuple[Audience, ...] = ("", "staff", "council")
LOGO = Picture(b"", "image/png", 1, 1, "")


def walked(value: object, name: str) -> Iterator[tuple[str, object]]:
    """A value and all values inside it; items of lists are named `list[]`."""
    yield name, value
    if isinstance(value, Record):
        for key in value:
            yield from walked(value[key], f"{name}.{key}")
    elif isinstance(value, tuple):
        for item in value:
            yield from walked(item, f"{name}[]")


def values(names: Context) -> Iterator[tuple[str, object]]:
    """Every value of a context but the template's fixed words."""
    for key, value in names.items():
        if key != "t":
            yield from walked(value, key)


def texts(names: Context) -> Iterator[tuple[str, str]]:
    """Every text of a context, those of charts and pictures too."""
    for name, value in values(names):
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, Picture):
            yield name, value.alt
        elif isinstance(value, Chart):
            yield from ((name, text) for text in (value.alt, *value.categories, *(one.name for one in value.series)))


def kind(value: object) -> str:
    """The plain type of a value as `names.toml` calls it."""
    if value is None:
        return "nothing"
    kinds = ((bool, "flag"), (int, "number"), (LongText, "long text"), (str, "text"), (Chart, "chart"))
    more = ((Picture, "picture"), (Record, "record"), (tuple, "list"))
    return next(name for type_, name in (*kinds, *more) if isinstance(value, type_))


@cache
def example(language: Language = "fi", audience: Audience = "") -> Context:
    """The example's context."""
    return context(example_roadmap(), example_survey(), language=language, audience=audience, logo=LOGO)


@cache
def tiny(language: Language = "fi", audience: Audience = "") -> Context:
    """The context of three actions and nothing else."""
    return context(tiny_roadmap(), None, language=language, audience=audience)


@cache
def huge(language: Language = "fi", audience: Audience = "") -> Context:
    """The context of twelve goals and 150 actions."""
    return context(huge_roadmap(), example_survey(), language=language, audience=audience)


@cache
def undated(language: Language = "fi", audience: Audience = "") -> Context:
    """The example's context when nobody has said when anything is done."""
    roadmap = example_roadmap()
    actions = tuple(replace(action, starts=None, ends=None) for action in roadmap.actions)
    return context(replace(roadmap, actions=actions), example_survey(), language=language, audience=audience, logo=LOGO)


@cache
def few(language: Language = "fi", audience: Audience = "") -> Context:
    """The example's context with four actions of two goals."""
    roadmap = example_roadmap()
    actions = tuple(replace(action, goal=f"T{n % 2 + 1}") for n, action in enumerate(roadmap.actions[:4]))
    return context(replace(roadmap, actions=actions), example_survey(), language=language, audience=audience, logo=LOGO)
