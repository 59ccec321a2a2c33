"""Two versions of a text beside each other: what is marked, what is left out, and that nothing else is changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.report.change_marks import ELLIPSIS, Piece, clean, marked, shortened


def text(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def changed(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.changed]


def test_only_the_words_that_differ_are_marked() -> None:
    before, after = marked("Kunta palkkaa kaksi digitukijaa 2027.", "Kunta palkkaa kolme digitukijaa 2028.")
    assert (changed(before), changed(after)) == (["kaksi", "2027"], ["kolme", "2028"])
    assert text(before) == "Kunta palkkaa kaksi digitukijaa 2027."
    assert text(after) == "Kunta palkkaa kolme digitukijaa 2028."


def test_neighbouring_words_are_one_stretch() -> None:
    before, after = marked("Vastuu on hallintojohtaja Aallolla aina.", "Vastuu on uusi tietojohtaja aina.")
    assert changed(before) == ["hallintojohtaja Aallolla"]
    assert changed(after) == ["uusi tietojohtaja"]


def test_two_other_texts_are_not_scattered_with_marks() -> None:
    before, after = marked("Avataan asiointi verkossa.", "Henkilöstö saa koulutusta joka kevät ja syksy 2028.")
    assert changed(before) == changed(after) == []


def test_a_long_text_is_shortened_around_the_change() -> None:
    same = "Kunta kokoaa palvelunsa yhteen paikkaan. " * 20
    before, after = marked(f"{same}Tavoite on 40 %. {same}", f"{same}Tavoite on 55 %. {same}")
    assert changed(before) == ["40"]
    assert changed(after) == ["55"]
    assert text(after).startswith(ELLIPSIS)
    assert text(after).endswith(ELLIPSIS)
    assert "Tavoite on 55 %. Kunta" in text(after)
    assert len(text(after)) < 200


def test_one_side_alone_is_shortened_at_a_word() -> None:
    long = "sana " * 400
    assert marked("", long)[0] == ()
    assert text(marked("", long)[1]).endswith(f"sana {ELLIPSIS}")
    assert len(text(marked("", long)[1])) < 410
    assert shortened("a" * 50, 10) == "a" * 10 + f" {ELLIPSIS}"


@pytest.mark.parametrize("sign", ["\ue000", "\U000f0001", "\x07", "\u202e"])
def test_signs_that_stand_for_pictures_and_fields_are_not_printed(sign: str) -> None:
    assert clean(f"a{sign}b\n c\t d") == "ab c d"


@settings(max_examples=150, deadline=None)
@given(st.text("aå b,.1–", max_size=60), st.text("aå b,.1–", max_size=60))
def test_short_texts_are_whole_whatever_is_marked(old: str, new: str) -> None:
    before, after = marked(old, new)
    assert text(before) == clean(old)
    assert text(after) == clean(new)
    if clean(old) == clean(new):
        assert changed(before) == changed(after) == []


def test_where_words_only_came_the_sentence_around_is_shown_in_both() -> None:
    long = "Kunta kehittää palvelujaan yhdessä asukkaiden kanssa ja kertoo siitä säännöllisesti kaikille. " * 3
    before, after = marked(f"{long}Tässä on kohta. {long}", f"{long}Tässä on uusi kohta. {long}")
    told = "".join(piece.text for piece in before)
    assert "Tässä on kohta." in told
    assert told.startswith(ELLIPSIS)
    assert [piece.text.strip() for piece in after if piece.changed] == ["uusi"]
    assert all(piece.text and not piece.changed for piece in before)
