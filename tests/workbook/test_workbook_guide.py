"""The guide says what the declaration says, in three languages."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest

from pipeline.language import LANGUAGES, words
from pipeline.vocabulary.model import Language
from pipeline.workbook.guide import guide
from pipeline.workbook.layout import KindName, layout


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_field_and_choice_is_in_the_guide(language: Language) -> None:
    page = guide(language)
    for sheet in layout().sheets:
        assert f"### {sheet.title[language]}\n" in page
        for field in sheet.fields:
            assert f"| **{field.label[language]}**" in page
            assert field.help[language] in page
    for choices in layout().lists.values():
        assert ", ".join(choice.label[language] for choice in choices) in page
    assert "{" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_those_of_the_kinds(language: Language) -> None:
    kinds = set(get_args(KindName))
    assert set(words(language).catalog("workbook")["kinds"]) == kinds
    assert set(words(language).catalog("terms")["expected"]) == kinds
    assert set(words(language).catalog("workbook")["writing"]) < kinds


def test_catalogs_have_the_same_keys() -> None:
    def keys(tree: object, path: str = "") -> set[str]:
        if not isinstance(tree, dict):
            return {path}
        return set().union(*(keys(value, f"{path}.{name}") for name, value in tree.items()))

    for name in ("workbook", "terms"):
        assert len({frozenset(keys(words(language).catalog(name))) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_rows_have_as_many_cells_as_their_header(language: Language) -> None:
    rows = [line for line in guide(language).splitlines() if line.startswith("|")]
    assert rows
    widths = [line.replace("\\|", "").count("|") for line in rows]
    for above, below in pairwise(widths):
        assert above == below or {above, below} == {3, 4}
