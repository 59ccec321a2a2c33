"""Multiple choices: what counts as chosen, and which mark parts the options."""

from collections.abc import Sequence

import pytest

from pipeline.survey.columns.choices import MultipleChoice, chosen, parted
from pipeline.survey.files.table import Column

QUESTION = "Mitkä hyödyt?"


def option(name: str, cells: Sequence[object], place: int = 0) -> Column:
    return Column(place, (QUESTION, name), tuple(cells))  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["N/A", "En osaa sanoa", "Ei vastausta", "0", "ei", "", None, 2])
def test_only_a_word_for_it_means_that_an_option_was_chosen(word: object) -> None:
    columns = (option("Aika", ["Yes", word]), option("Raha", [word, "Raha"]), option("Laatu", ["Yes", "1"]))
    assert chosen(MultipleChoice(QUESTION, columns)) == (frozenset({"Aika", "Laatu"}), frozenset({"Raha", "Laatu"}))


def test_one_semicolon_does_not_part_what_commas_join() -> None:
    cells = ["Koulutus, Laitteet"] * 20 + ["Koulutus, Ohjelmat"] * 10 + ["Laitteet, Ohjelmat"] * 10 + ["muu; jotain"]
    options = parted(cells)
    assert options is not None
    assert options["Koulutus, Laitteet"] == frozenset({"Koulutus", "Laitteet"})


def test_many_different_pieces_take_no_time() -> None:
    cells = [", ".join(f"sana{row}x{place}" for place in range(400)) for row in range(300)]
    assert parted(cells) is None
