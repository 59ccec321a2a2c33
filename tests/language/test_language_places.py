"""Places in words: what a finding's place says in each language, and as a plain string."""

import copy
import pickle

import pytest

from pipeline.language import LANGUAGES, words
from pipeline.vocabulary.findings import Phrase, Place

CELL = Phrase("place.cell", where=Phrase("place.slide_titled", number=6, title="Tavoitteet"), table=1, row=2, column=3)
TEXT = Phrase("place.text", text="»{{ goal.nmae }}«")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "x.pptx: dia 6 ”Tavoitteet”, taulukko 1, rivi 2, sarake 3, ”»{{ goal.nmae }}«”"),
        ("sv", "x.pptx: bild 6 ”Tavoitteet”, tabell 1, rad 2, kolumn 3, ”»{{ goal.nmae }}«”"),
        ("en", "x.pptx: slide 6 “Tavoitteet”, table 1, row 2, column 3, “»{{ goal.nmae }}«”"),
    ],
)
def test_phrases_are_put_in_words(language: str, said: str) -> None:
    assert words(language).place(Place("x.pptx", CELL, TEXT)) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("a/tyokirja.xlsx", "Toimenpiteet", "F12"), "a/tyokirja.xlsx: Toimenpiteet!F12"),
        (Place("a/tyokirja.xlsx", "Visio"), "a/tyokirja.xlsx: Visio"),
        (Place("a"), "a"),
        (Place("", "Visio", "B2"), "Visio!B2"),
        (Place(), ""),
    ],
)
def test_cells_of_a_workbook_stay_as_they_are(place: Place, said: str) -> None:
    assert words("fi").place(place) == said == str(place)


def test_what_a_designer_typed_stays_on_one_line() -> None:
    place = Place("x.docx", Phrase("place.body_under", path="Luku\n\u202etekstiä\x07"))
    assert words("en").place(place) == "x.docx: body text, Luku tekstiä "


def test_a_phrase_reads_without_a_catalog_and_can_be_copied() -> None:
    assert str(CELL) == "cell(slide_titled(6, Tavoitteet), 1, 2, 3)"
    for same in (pickle.loads(pickle.dumps(CELL)), copy.deepcopy(CELL)):  # noqa: S301
        assert (same, same.key, dict(same.values)) == (CELL, "place.cell", dict(CELL.values))


def test_all_languages_have_words_for_the_same_places() -> None:
    keys = [set(words(language).catalog("terms")["place"]) for language in LANGUAGES]
    assert keys[0] == keys[1] == keys[2]
