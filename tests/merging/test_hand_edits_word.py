"""The kinds of hand edits: each changes the document, is known there afterwards, and isn't known in the unedited one."""

from __future__ import annotations

import pytest
from hand_edits_word import Kind, every_kind
from harness_word import aim_of, made
from word_open import opened

from office_checks import installed_office

ENOUGH = 60


def possible(kind: Kind) -> None:
    """Skips what this machine has no program for, or fails where it must have it."""
    if kind.how == "LibreOffice":
        installed_office()


def test_there_are_kinds_enough_made_in_several_ways() -> None:
    kinds = every_kind().values()
    assert len(kinds) >= ENOUGH
    assert {kind.how for kind in kinds} == {"lxml", "zip", "python-docx", "LibreOffice"}


@pytest.mark.parametrize("name", every_kind())
def test_an_edit_is_known_only_where_it_was_made(name: str) -> None:
    kind, base = every_kind()[name], made()
    possible(kind)
    edit = kind.make(base, "")
    assert edit.document != base
    assert edit.holds(opened(edit.document)) == ""
    assert edit.holds(opened(base)) != ""


@pytest.mark.parametrize("name", [name for name, kind in every_kind().items() if kind.aims])
def test_an_edit_goes_where_it_is_aimed(name: str) -> None:
    base, aim = made(), aim_of("text")
    assert any(aim == line for line in opened(base).lines())
    edit = every_kind()[name].make(base, aim)
    assert edit.holds(opened(edit.document)) == ""
    assert edit.holds(opened(base)) != ""


@pytest.mark.parametrize("name", ["a word changed", "a row added", "a comment answered", "a chart recoloured"])
def test_an_edit_can_be_made_in_the_translation(name: str) -> None:
    base = made(swedish=True)
    edit = every_kind()[name].make(base, "")
    assert edit.holds(opened(edit.document)) == ""
