"""Which item of a choice list a text means, in any of the three languages. In: a text and the list. Out: the choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pipeline.workbook.layout import Choice
from pipeline.workbook.texts import bare, folded


def choose(text: str, choices: tuple[Choice, ...]) -> tuple[Choice | None, bool]:
    """The choice a text names, and whether it was typed as it stands in the list (case aside)."""
    names = _names(choices)
    exact = names.get(folded(text))
    return (exact, True) if exact else (names.get(bare(text)), False)


def choose_each(items: Iterable[str], choices: tuple[Choice, ...]) -> tuple[tuple[Choice, ...], tuple[str, ...]]:
    """The choices that several texts name, and the texts that name none."""
    found = [(item, choose(item, choices)[0]) for item in items]
    return tuple(choice for _, choice in found if choice), tuple(item for item, choice in found if not choice)


@cache
def _names(choices: tuple[Choice, ...]) -> Mapping[str, Choice]:
    names: dict[str, Choice] = {}
    for choice in choices:
        for name in (*choice.label.values(), choice.id, *choice.also):
            names.setdefault(folded(name), choice)
            names.setdefault(bare(name), choice)
    return names
