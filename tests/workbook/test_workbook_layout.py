"""The declaration holds the contract: sheets, headers, required marks, model fields."""

from __future__ import annotations

from dataclasses import fields

import pytest

from pipeline.language import LANGUAGES, words
from pipeline.vocabulary import model
from pipeline.vocabulary.model import Entry, Roadmap
from pipeline.workbook.fields import _READERS
from pipeline.workbook.layout import Sheet, layout
from pipeline.workbook.reading import _ENTRIES
from pipeline.workbook.texts import folded
from pipeline.workbook.validation import LONGEST_MESSAGE, validation

CONTRACT = {
    "Perustiedot": "Organisaation nimi*, Nimi genetiivissä*, Lyhyt nimi*, Organisaatiotyyppi*, Kuntanumero, Maakunta, "
    "Kauden alkuvuosi*, Kauden loppuvuosi*, Asiakirjan kieli*, Versio, Päiväys*, Hyväksyjä, Hyväksymispäivä, "
    "Yhteyshenkilö, Sähköposti, Hanke, Kutsuttujen määrä, Vertailu sallittu",
    "Saatesanat": "Teksti*, Allekirjoittaja*, Tehtävänimike",
    "Visio": "Visiolause*, Kuvaus, Visiovuosi",
    "Toimintamalli": "Omistajataho*, Koordinaattori*, Seurantaryhmä, Seurannan tapa*, Seurannan rytmi*, Päivitysrytmi*, "
    "Raportointi, Viestintä",
    "Työvaiheet": "Vaihe*, Alkoi, Päättyi, Osallistujia, Kuvaus",
    "Haastattelut": "Näkökulma, Ryhmä, Havainto*, Julkaistaan*",
    "Tasot": "Tunnus*, Näkökulma*, Osio*, Lähtötaso, Tavoitetaso*, Perustelu, Tärkeä kehittämiskohde",
    "Lupaukset": "Tunnus*, Lupaus*, Kuvaus",
    "Tavoitteet": "Tunnus*, Ylätavoite, Tavoite*, Kuvaus, Näkökulmat, Mittari, Lähtöarvo, Tavoitearvo, Digikompassi, "
    "Strategiayhteys",
    "Toimenpiteet": "Tunnus*, Tavoite*, Toimenpide*, Kuvaus, Vastuutaho*, Vastuuhenkilö, Toimiala, Alkaa*, Päättyy*, "
    "Edeltävät, Prioriteetti, Tila, Edistyminen, Kustannusarvio, Peruste, Säädökset, Mittari, Lisätty, Huomautus",
    "Koulutukset": "Tunnus*, Koulutus*, Kohderyhmä*, Tukee, Näkökulmat, Ajankohta, Kesto, Toteuttaja",
    "Mittarit": "Tunnus*, Mittari*, Yksikkö, Lähtöarvo, Tavoitearvo, Lähde, Tavoite",
    "Säädökset": "Tunnus*, Nimi*, Numero*, Tarkistettu*",
    "Kysymykset": "Sarake*, Merkitys*",
}
CHOICES = {
    "organisation_kind": ("kunta", "kaupunki", "kuntayhtymä", "seutukunta", "ammattikorkeakoulu", "muu"),
    "language": ("suomi", "svenska", "English"),
    "phase": ("Valmistelu", "Koulutus", "Kysely", "Määrittely", "Työpaja", "Esittely"),
    "scope": ("henkilökohtainen", "koko organisaatio"),
    "compass": ("Osaaminen", "Infrastruktuuri", "Yritykset", "Julkiset palvelut"),
    "status": ("Ei aloitettu", "Käynnissä", "Valmis", "Siirretty", "Keskeytetty"),
    "basis": ("lakisääteinen", "strategia", "oma tarve"),
    # The contract has toimiala, rooli, avoin, ohitetaan; the others are ours, for what surveys hold besides.
    "meaning": (
        *("toimiala", "rooli", "yksikkö", "palvelusvuodet", "monivalinta", "avoin", "ohitetaan"),
        *("edellinen kysely", "tämä kysely"),
    ),
    "yes_no": ("kyllä", "ei"),
}


def test_sheets_and_headers_are_those_of_the_contract() -> None:
    declared = {sheet.title["fi"]: ", ".join(field.header("fi") for field in sheet.fields) for sheet in layout().sheets}
    assert declared == CONTRACT


def test_choices_are_those_of_the_contract() -> None:
    assert {name: tuple(item.label["fi"] for item in items) for name, items in layout().lists.items()} == CHOICES


def test_choice_ids_are_the_models() -> None:
    ids = {name: {item.id for item in items} for name, items in layout().lists.items()}
    for name, literal in (
        ("organisation_kind", model.OrganisationKind),
        ("language", model.Language),
        ("phase", model.PhaseName),
        ("scope", model.Scope),
        ("compass", model.CompassArea),
        ("status", model.Status),
        ("basis", model.Basis),
    ):
        assert ids[name] == {value for value in literal.__args__ if value}


@pytest.mark.parametrize("sheet", layout().sheets, ids=lambda sheet: sheet.key)
def test_every_field_is_one_of_the_model(sheet: Sheet) -> None:
    own = {field.name for field in fields(_ENTRIES[sheet.key])} - {field.name for field in fields(Entry)}
    assert {field.key for field in (*sheet.fields, *sheet.extras)} == own - {"baseline_from_survey"}
    assert sheet.key in {field.name for field in fields(Roadmap)}


@pytest.mark.parametrize("sheet", layout().sheets, ids=lambda sheet: sheet.key)
def test_no_header_means_two_fields_in_any_language(sheet: Sheet) -> None:
    names: dict[str, str] = {}
    for field in (*sheet.fields, *sheet.extras):
        for name in (*field.label.values(), *field.also):
            assert names.setdefault(folded(name), field.key) == field.key, name


def test_no_title_means_two_sheets() -> None:
    every = [(folded(title), sheet.key) for sheet in layout().sheets for title in sheet.title.values()]
    every += [(folded(title), "") for worded in layout().titles.values() for title in worded.values()]
    assert len({title for title, _ in every}) == len(set(every))


def test_every_kind_can_be_read_written_and_explained() -> None:
    for sheet in layout().sheets:
        for field in sheet.fields:
            assert field.kind in _READERS
            for language in LANGUAGES:
                options = validation(field, words(language))
                assert options["input_message"].endswith(field.help[language]), "the message is cut"
                assert len(options["input_message"]) <= LONGEST_MESSAGE


def test_texts_that_documents_show_are_translated_or_names() -> None:
    kept = {
        (sheet.key, field.key)
        for sheet in layout().sheets
        for field in sheet.fields
        if field.kind in ("text", "long_text", "list") and field.translate == "never"
    }
    assert kept == {
        ("organisation", "version"),
        ("actions", "note"),
        ("statutes", "number"),
        ("questions", "column"),
    }
