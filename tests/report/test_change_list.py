"""The list of changes: what stands in it, in which order, in three languages, and that it stays readable."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.language import LANGUAGES, words
from pipeline.report.change_list import Delivery, change_list, summary
from pipeline.vocabulary.changes import Change, DocumentChanges, Edit, Fate, Kind, What
from pipeline.vocabulary.content import Context, Record, Text
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Language

DELIVERY = Delivery("Esimerkkilän kunta", dt.date(2026, 11, 22), "1.0", "1.1")
BOOK = "/home/joku/salainen/tyokirja.xlsx"


def change(
    fate: Fate = Fate.UPDATED, chapter: str = "5 Tavoitteet", kind: Kind = Kind.CHANGED, **more: object
) -> Change:
    values: dict[str, object] = {"before": "Kustannus 10 €", "after": "Kustannus 20 €", **more}
    what = values.pop("what", What.TEXT)
    return Change(kind, fate, what, chapter, cells=(Place(BOOK, "Toimenpiteet", "N12"),), **values)  # type: ignore[arg-type]


def listed(*documents: DocumentChanges, language: Language = "fi") -> Context:
    return change_list(documents, DELIVERY, language)


def joined(pieces: object) -> str:
    assert isinstance(pieces, tuple)
    return "".join(str(piece.text) for piece in pieces)


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, Record | dict) else value if isinstance(value, tuple) else ()
    return [text for item in items for text in texts(item)]


ALL = DocumentChanges(
    "digitiekartta.docx",
    (
        change(),
        change(Fate.CONFLICT, "4 Visio", yours="Oma kustannus"),
        change(Fate.LEFT_OUT, "6 Aikajana"),
        change(Fate.AGREED, "7 Vastuut"),
        change(chapter="5 Tavoitteet", kind=Kind.ADDED, what=What.ROW, before="", after="TP9 Uusi"),
    ),
    (Edit(Kind.ADDED, What.TEXT, "1 Saate", "Kiitos kaikille."),),
)


def test_what_became_of_each_change() -> None:
    names = listed(ALL)
    (conflict,), (left_out,), (document,), (kept,) = (
        names[key] for key in ("conflicts", "left_out", "documents", "kept")
    )
    assert conflict.where == "Digitiekartta: 4 Visio"
    assert (conflict.yours, joined(conflict.after), joined(conflict.before)) == (
        "Oma kustannus",
        "Kustannus 20 €",
        "Kustannus 10 €",
    )
    assert left_out.where == "Digitiekartta: 6 Aikajana"
    (chapter,) = document.chapters
    assert chapter.name == "5 Tavoitteet"
    assert [row.kind for row in chapter.changes] == ["Teksti muuttui", "Taulukkoon lisättiin rivi"]
    assert [joined(row.before) for row in chapter.changes] == ["Kustannus 10 €", "–"]
    assert [(piece.text, piece.changed) for piece in chapter.changes[0].after] == [
        ("Kustannus ", False),
        ("20", True),
        (" €", False),
    ]
    assert [(row.chapter, row.kind, row.text) for row in kept.rows] == [
        ("1 Saate", "Teksti lisättiin", "Kiitos kaikille.")
    ]


def test_cells_are_named_without_folders() -> None:
    names = listed(ALL)
    assert names["conflicts"][0].cells == "Toimenpiteet!N12"  # type: ignore[index]
    assert names["facts"]["workbook"] == "tyokirja.xlsx"  # type: ignore[index]
    assert not any("salainen" in text for text in texts(names))
    other = Change(Kind.ADDED, Fate.UPDATED, What.TEXT, "", "", "x", (Place("o/kysely.xlsx", "Data", "B2"),))
    two = listed(ALL, DocumentChanges("esitys-henkilosto.pptx", (other,), audience="staff"))
    assert two["conflicts"][0].cells == "tyokirja.xlsx: Toimenpiteet!N12"  # type: ignore[index]


def test_many_cells_are_the_first_ones_and_a_count() -> None:
    cells = tuple(Place(BOOK, "Tasot", f"D{row}") for row in range(2, 8))
    wide = Change(Kind.CHANGED, Fate.CONFLICT, What.CHART, "3 Tasot", cells=cells)
    names = listed(DocumentChanges("digitiekartta.docx", (wide,)))
    assert names["conflicts"][0].cells == "Tasot!D2, D3, D4 ja 3 muuta solua"  # type: ignore[index]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fi",
            "Työkirjasta tuli asiakirjoihin 2 muutosta; yksi kohta odottaa ratkaisua, "
            "yksi muutos käsin poistettuun kohtaan jäi pois ja yksi käsin tehty muutos säilyi.",
        ),
        (
            "sv",
            "Arbetsboken medförde 2 ändringar i dokumenten; ett ställe väntar på avgörande, "
            "en ändring av ett ställe som tagits bort för hand lämnades bort och en ändring som gjorts för hand finns kvar.",
        ),
        (
            "en",
            "The workbook brought 2 changes to the documents; one place awaits a decision, "
            "one change to a place deleted by hand was left out and one change made by hand was kept.",
        ),
    ],
)
def test_the_summary_is_one_sentence_with_counts(language: Language, said: str) -> None:
    assert summary(words(language), [ALL]) == said


def test_a_summary_without_anything_to_decide_is_short() -> None:
    assert summary(words("fi"), [DocumentChanges("a.docx", (change(),))]) == (
        "Työkirjasta tuli asiakirjoihin yksi muutos."
    )
    assert summary(words("fi"), []) == "Työkirjasta ei tullut asiakirjoihin muutoksia."


def test_a_document_in_another_language_is_named_so_and_its_words_are_marked() -> None:
    swedish = DocumentChanges("digitiekartta-sv.docx", ALL.changes, ALL.edits, language="sv")
    names = listed(swedish)
    conflict = names["conflicts"][0]  # type: ignore[index]
    assert conflict.where == "Digitiekartta (ruotsi): 4 Visio"
    assert isinstance(conflict.yours, Text)
    assert conflict.yours.language == "sv-FI"
    assert {piece.text.language for piece in conflict.after} == {"sv-FI"}
    own = listed(swedish, language="sv")["conflicts"][0]  # type: ignore[index]
    assert own.where == "Digital färdplan: 4 Visio"
    assert own.yours.language == ""


def test_a_thousand_changes_are_summed_up_by_chapter() -> None:
    many = tuple(change(chapter=f"Luku {number % 200}") for number in range(1000))
    (document,) = listed(DocumentChanges("digitiekartta.docx", many))["documents"]  # type: ignore[misc]
    assert document.chapters == ()
    assert len(document.sums) == 81
    assert (document.sums[0].name, document.sums[0].count) == ("Luku 0", "5")
    assert document.sums[0].kinds == "Teksti muuttui: 5"
    assert document.sums[-1].name == "120 muuta lukua"
    assert sum(int(row.count.replace("\u00a0", "")) for row in document.sums) == 1000


def test_a_hundred_decisions_are_the_first_ones_and_a_count() -> None:
    many = tuple(change(Fate.CONFLICT, f"Luku {number}", yours="Oma") for number in range(100))
    edits = tuple(Edit(Kind.CHANGED, What.TEXT, "Luku", "Oma") for _ in range(200))
    names = listed(DocumentChanges("digitiekartta.docx", many, edits))
    assert len(names["conflicts"]) == 60  # type: ignore[arg-type]
    assert names["conflicts_more"] == "Lisäksi 40 kohtaa odottaa ratkaisua. Niissä on kommentti asiakirjassa."
    assert names["left_out_more"] == ""
    (kept,) = names["kept"]  # type: ignore[misc]
    assert len(kept.rows) == 80
    assert kept.more == "Lisäksi 120 käsin tehtyä muutosta säilyi."


def test_what_is_not_known_or_no_more_is_said_so() -> None:
    gone = change(Fate.CONFLICT, kind=Kind.REMOVED, after="", yours="Oma")
    unknown = change(Fate.CONFLICT, before="")
    first, second = listed(DocumentChanges("a.docx", (gone, unknown)))["conflicts"]  # type: ignore[misc]
    assert joined(first.after) == "(ei enää työkirjassa)"
    assert joined(second.before) == "(ei tiedossa)"
    assert second.yours == "(tyhjä)"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_change_has_words(language: Language, what: What, kind: Kind) -> None:
    names = listed(DocumentChanges("a.docx", (Change(kind, Fate.UPDATED, what, ""),)), language=language)
    (document,) = names["documents"]  # type: ignore[misc]
    (row,) = document.chapters[0].changes
    assert row.kind
    assert "{" not in row.kind


def test_signs_and_blank_cells_are_one_row() -> None:
    """Bars of a timeline have no words: told one by one they would bury the rest."""
    signs = [change(before="", after="\u25a1"), change(before="\u25a1", after="–"), change(before="\ue000", after="")]
    (document,) = listed(DocumentChanges("a.docx", (*signs, change())))["documents"]  # type: ignore[misc]
    rows = document.chapters[0].changes
    assert [row.kind for row in rows] == ["Teksti muuttui", "Merkkejä tai tyhjiä soluja muuttui: 3"]
    assert document.lead.startswith("Tiedosto a.docx, 4 muutosta.")


def test_a_row_is_told_without_its_blank_cells() -> None:
    row = change(kind=Kind.ADDED, what=What.ROW, before="", after="| T1 | TP4 | | | – | |")
    (document,) = listed(DocumentChanges("a.docx", (row,)))["documents"]  # type: ignore[misc]
    assert joined(document.chapters[0].changes[0].after) == "T1 | TP4 | –"


def test_a_moved_text_is_told_whole() -> None:
    text = "Tämä on pitkä rivi, joka siirtyi sellaisenaan. " * 4
    row = change(kind=Kind.MOVED, before=text, after=text)
    (document,) = listed(DocumentChanges("a.docx", (row,)))["documents"]  # type: ignore[misc]
    assert joined(document.chapters[0].changes[0].after) == text.strip()


def test_versions_are_told_where_they_differ() -> None:
    assert listed(ALL)["facts"]["version"] == "1.0 → 1.1"  # type: ignore[index]
    same = change_list([ALL], Delivery("X", DELIVERY.when, "1.0", "1.0"), "fi")
    assert same["facts"]["version"] == "1.0"  # type: ignore[index]
    assert change_list([ALL], Delivery("X", DELIVERY.when), "fi")["facts"]["version"] == ""  # type: ignore[index]


def test_a_change_in_a_table_tells_its_row() -> None:
    entry = change(row="2027 · Valmistuu", before="11", after="10")
    conflict = change(Fate.CONFLICT, row="TP2 · Aika", yours="oma")
    left_out = change(Fate.LEFT_OUT, row="TP3 · Aika")
    names = listed(DocumentChanges("digitiekartta.docx", (entry, conflict, left_out, change())))
    (document,) = names["documents"]  # type: ignore[misc]
    rows = document.chapters[0].changes
    assert [(row.kind, row.row) for row in rows] == [
        ("Taulukon tieto muuttui", "2027 · Valmistuu"),
        ("Teksti muuttui", ""),
    ]
    assert (names["conflicts"][0].row, names["left_out"][0].row) == ("TP2 · Aika", "TP3 · Aika")  # type: ignore[index]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "Rivi on edelleen dialla ”Kaikki”."),
        ("sv", "Raden finns kvar på bilden ”Kaikki”."),
        ("en", "The row is still on the slide “Kaikki”."),
    ],
)
def test_a_row_that_is_gone_from_one_slide_tells_which_still_has_it(language: Language, said: str) -> None:
    gone = change(kind=Kind.REMOVED, what=What.ROW, before="TP6 | Nimi", after="", row="Kaikki")
    (document,) = listed(DocumentChanges("esitys-henkilosto.pptx", (gone,)), language=language)["documents"]  # type: ignore[misc]
    assert document.chapters[0].changes[0].row == said


@pytest.mark.parametrize(
    ("language", "cells"),
    [
        ("fi", "entisessä työkirjassa Toimenpiteet!N12"),
        ("sv", "i den tidigare arbetsboken Toimenpiteet!N12"),
        ("en", "in the earlier workbook Toimenpiteet!N12"),
    ],
)
def test_cells_of_what_is_gone_are_the_earlier_workbooks(language: Language, cells: str) -> None:
    gone = change(kind=Kind.REMOVED, what=What.ROW, before="TP9 | Vanha", after="")
    (document,) = listed(DocumentChanges("digitiekartta.docx", (change(), gone)), language=language)["documents"]  # type: ignore[misc]
    assert [row.cells for row in document.chapters[0].changes] == ["Toimenpiteet!N12", cells]


def test_chapters_come_in_the_documents_order() -> None:
    look = Change(Kind.CHANGED, Fate.UPDATED, What.LOOK, "")
    names = ("5.10 Kymmenes", "5.2 Toinen", "5.2 Toinen · Toimenpiteet", "Tiivistelmä", "2 Alku", "Liite", "")
    (document,) = listed(DocumentChanges("digitiekartta.docx", (look, *(change(chapter=name) for name in names))))[
        "documents"
    ]  # type: ignore[misc]
    assert [str(chapter.name) for chapter in document.chapters] == [
        "Kansi ja sivujen tunnisteet",
        "2 Alku",
        "Liite",
        "5.2 Toinen",
        "5.2 Toinen · Toimenpiteet",
        "Tiivistelmä",
        "5.10 Kymmenes",
        "Koko asiakirja",
    ]


def test_slides_keep_their_order_whatever_they_begin_with() -> None:
    slides = tuple(change(chapter=name) for name in ("34 toimenpidettä", "12 perustuu lakiin", ""))
    (document,) = listed(DocumentChanges("esitys-henkilosto.pptx", slides, audience="staff"))["documents"]  # type: ignore[misc]
    assert [str(chapter.name) for chapter in document.chapters] == [
        "34 toimenpidettä",
        "12 perustuu lakiin",
        "Otsikoton dia",
    ]


def test_what_moved_and_says_something_else_has_changed() -> None:
    moved = change(kind=Kind.MOVED, what=What.ROW, before="Johtaja | TP4", after="Johtaja | TP35")
    same = change(kind=Kind.MOVED, what=What.ROW, before="Johtaja | TP4", after="Johtaja | TP4")
    (document,) = listed(DocumentChanges("digitiekartta.docx", (moved, same)))["documents"]  # type: ignore[misc]
    assert [row.kind for row in document.chapters[0].changes] == ["Taulukon rivi muuttui", "Taulukon rivi siirrettiin"]
