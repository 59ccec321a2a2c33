"""The list of changes as a document: readable and accessible in every language, the same bytes each time."""

from __future__ import annotations

import datetime as dt

import pytest
import word_changes

from documents import part
from pipeline.accessibility import check_document
from pipeline.language import LANGUAGES, TAGS
from pipeline.ooxml.package import read_package
from pipeline.report.change_list import Delivery
from pipeline.runs.change_lists import NAME, change_list_document, documents_changed
from pipeline.runs.project import own_file
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.changes import Change, Edit, Fate, Kind, Merged, What
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Language
from readable import readable

DELIVERY = Delivery("Esimerkkilän kunta", dt.date(2026, 11, 22), "1.0", "1.1")
CELL = (Place("in/tyokirja.xlsx", "Toimenpiteet", "N12"),)
CHANGES = (
    Change(Kind.CHANGED, Fate.CONFLICT, What.TEXT, "4", "A 2027 < B & {{ x }}", "A 2028 < B & {{ x }}", CELL, "12 34"),
    Change(Kind.CHANGED, Fate.LEFT_OUT, What.TEXT, "4", "5 700", "5 800", CELL),
    Change(Kind.CHANGED, Fate.UPDATED, What.TEXT, "5", "10 500 €", "20 500 €", CELL),
    Change(Kind.ADDED, Fate.UPDATED, What.ROW, "5", "", "TP9", CELL),
    Change(Kind.CHANGED, Fate.UPDATED, What.CHART, "", "", "", CELL),
)
MERGED = Merged(b"", CHANGES, (Edit(Kind.REMOVED, What.TEXT, "1", "99"),))
MERGES = {"esitys-henkilosto.pptx": MERGED, "digitiekartta-sv.docx": MERGED, "digitiekartta.docx": MERGED}


def made(merges: dict[str, Merged], language: Language = "fi", brand: Brand | None = None) -> bytes:
    document, findings = change_list_document(merges, DELIVERY, brand or Brand(), language)
    assert findings == ()
    assert document is not None
    return document


def test_the_template_is_made_by_its_source() -> None:
    made, kept = read_package(word_changes.template()), read_package(own_file(NAME).read_bytes())
    assert set(made.parts) == set(kept.parts)
    assert [name for name in made.parts if made.read(name) != kept.read(name)] == []


def test_without_changes_there_is_no_list() -> None:
    assert change_list_document({}, DELIVERY, Brand(), "fi") == (None, ())
    assert change_list_document({"digitiekartta.docx": Merged(b"")}, DELIVERY, Brand(), "fi") == (None, ())


def test_documents_are_in_their_usual_order_and_foreign_files_are_left() -> None:
    found = documents_changed({**MERGES, "muuta.docx": MERGED}, "fi")
    assert [(item.name, item.audience, item.language) for item in found] == [
        ("digitiekartta.docx", "", "fi"),
        ("digitiekartta-sv.docx", "", "sv"),
        ("esitys-henkilosto.pptx", "staff", "fi"),
    ]


def test_what_changed_is_in_the_document_with_its_marks() -> None:
    xml = part(made({"digitiekartta.docx": MERGED}))
    assert '<w:rStyle w:val="Poistettu"/></w:rPr><w:t xml:space="preserve">2027</w:t>' in xml
    assert '<w:rStyle w:val="Strong"/></w:rPr><w:t xml:space="preserve">2028</w:t>' in xml
    text = readable(made({"digitiekartta.docx": MERGED}))
    for said in ("A 2027 < B & {{ x }}", "12 34", "5 800", "20 500 €", "Kaavion luvut muuttuivat", "99", "1.0 → 1.1"):
        assert said in text
    assert "{%" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_it_is_accessible_in_every_language_and_brand(language: Language, dark: bool) -> None:
    brand = Brand(primary="#7A1E2C", deep="#3A0B14", dark_cover=True) if dark else Brand()
    document = made(MERGES, language, brand)
    assert check_document(read_package(document), NAME) == ()
    assert f">{TAGS[language]}</dc:language>" in part(document, "docProps/core.xml")


def test_the_same_changes_give_the_same_bytes() -> None:
    assert made(MERGES) == made(dict(reversed(MERGES.items())))


def test_a_thousand_changes_are_few_pages() -> None:
    """Told one by one they would be a table of a thousand rows; by chapter they are as many rows as there are chapters."""
    changes = tuple(
        Change(Kind.CHANGED, Fate.UPDATED, What.TEXT, f"Luku {number % 20}", f"{number}", f"{number + 1}", CELL)
        for number in range(1000)
    )
    xml = part(made({"digitiekartta.docx": Merged(b"", changes)}))
    assert xml.count("<w:tr>") + xml.count("<w:tr ") < 30
