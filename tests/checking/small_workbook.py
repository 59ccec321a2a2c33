"""A small complete workbook as people fill it in: sheet → label → value, or rows of header → value. Nothing is wrong.

In: nothing. Out: a fresh copy of the content for `filling_in.fill`, rows found by their ids, and cells by their headers.
"""

import datetime as dt
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

_PERSPECTIVES = (
    "Digiosaaminen",
    "Laitteet",
    "Ohjelmistot",
    "Tiedon kerääminen",
    "Tiedolla johtaminen",
    "Muutosvalmius",
)
_GOALS = (
    ("T1", "", "Asiointi on helppoa", "N1; N2", "Sähköisten hakemusten osuus"),
    ("T1.1", "T1", "Hakemukset tehdään verkossa", "", ""),
    ("T1.2", "T1", "Neuvontaa saa etänä", "", ""),
    ("T2", "", "Tietoa käytetään päätöksissä", "N4; N5", "Raporttien käyttäjät"),
    ("T3", "", "Henkilöstö osaa ja jaksaa", "N6", "Koulutuksen käyneet"),
)
_ACTIONS = (
    ("TP1", "T1.1", "Kartoitetaan paperilomakkeet", "Hallintopalvelut", "Maija Koski", "Q1/2027", "Q1/2027", ""),
    ("TP2", "T1.1", "Siirretään lomakkeet verkkoon", "Hallintopalvelut", "Maija Koski", "Q2/2027", "Q4/2027", "TP1"),
    ("TP3", "T1.1", "Otetaan käyttöön ajanvaraus", "Tekniset palvelut", "Olli Lahti", "Q1/2027", "Q2/2027", ""),
    ("TP4", "T1.2", "Avataan etäneuvonta", "Sivistyspalvelut", "Anna Aalto", "Q2/2027", "Q3/2027", ""),
    ("TP5", "T1.2", "Julkaistaan chat-palvelu", "Hallintopalvelut", "Maija Koski", "Q3/2027", "Q4/2027", ""),
    ("TP6", "T1.2", "Kootaan usein kysytyt kysymykset", "Sivistyspalvelut", "Anna Aalto", "Q1/2027", "Q1/2027", ""),
    ("TP7", "T2", "Nimetään tiedon omistajat", "Hallintopalvelut", "Olli Lahti", "Q1/2027", "Q1/2027", ""),
    ("TP8", "T2", "Kuvataan tietovarannot", "Tekniset palvelut", "Olli Lahti", "Q2/2027", "Q4/2027", "TP7"),
    ("TP9", "T2", "Rakennetaan talouden raportit", "Hallintopalvelut", "Maija Koski", "Q1/2028", "Q4/2028", "TP8"),
    ("TP10", "T2", "Avataan aineistoja kuntalaisille", "Tekniset palvelut", "Olli Lahti", "Q1/2029", "2030", "TP8"),
    ("TP11", "T2", "Sovitaan mittareista", "Sivistyspalvelut", "Anna Aalto", "Q4/2027", "Q4/2027", ""),
    ("TP12", "T3", "Koulutetaan esihenkilöt", "Hallintopalvelut", "Maija Koski", "Q1/2028", "Q2/2028", ""),
    ("TP13", "T3", "Perustetaan digitukiverkosto", "Sivistyspalvelut", "Anna Aalto", "Q3/2027", "Q4/2027", ""),
    ("TP14", "T3", "Kokeillaan tekoälyavustajaa", "Tekniset palvelut", "Olli Lahti", "Q3/2027", "Q4/2027", ""),
    (
        "TP15",
        "T3",
        "Uusitaan kokoustilojen laitteet",
        "Tekniset palvelut",
        "Olli Lahti",
        "kevät 2028",
        "syksy 2028",
        "",
    ),
    ("TP16", "T3", "Laaditaan tietoturvaohje", "Hallintopalvelut", "Maija Koski", "Q1/2027", "Q2/2027", ""),
    ("TP17", "T3", "Seurataan osaamista kyselyllä", "Sivistyspalvelut", "Anna Aalto", "Q4/2027", "Q1/2028", ""),
    ("TP18", "T3", "Kierrätetään vanhat laitteet", "Tekniset palvelut", "Olli Lahti", "Q2/2027", "Q2/2027", ""),
    ("TP19", "T3", "Otetaan käyttöön ideapankki", "Sivistyspalvelut", "Anna Aalto", "1.9.2027", "31.12.2027", ""),
    ("TP20", "T3", "Päivitetään digitiekartta", "Hallintopalvelut", "Maija Koski", "2030", "2030", ""),
)


def content() -> dict[str, Any]:
    """Everything that is typed into the blank workbook."""
    return {
        "Perustiedot": {
            "Organisaation nimi": "Esimerkkilän kunta",
            "Nimi genetiivissä": "Esimerkkilän kunnan",
            "Lyhyt nimi": "Esimerkkilä",
            "Organisaatiotyyppi": "kunta",
            "Kauden alkuvuosi": 2027,
            "Kauden loppuvuosi": 2030,
            "Asiakirjan kieli": "suomi",
            "Päiväys": dt.date(2026, 12, 14),
        },
        "Saatesanat": {"Teksti": "Tämä digitiekartta kertoo, mitä teemme.", "Allekirjoittaja": "Kaisa Kivelä"},
        "Visio": {"Visiolause": "Esimerkkilässä asiointi on helppoa.", "Visiovuosi": 2030},
        "Toimintamalli": {
            "Omistajataho": "Kunnanhallitus",
            "Koordinaattori": "Tietohallinto",
            "Seurannan tapa": "Johtoryhmä käsittelee tilanteen.",
            "Seurannan rytmi": "kaksi kertaa vuodessa",
            "Päivitysrytmi": "vuosittain",
        },
        "Työvaiheet": [{"Vaihe": "Työpaja", "Alkoi": "9/2026", "Päättyi": "10/2026", "Osallistujia": 24}],
        "Haastattelut": [{"Näkökulma": "N1", "Havainto": "Koulutusta on liian vähän.", "Julkaistaan": "kyllä"}],
        "Tasot": [
            {
                "Tunnus": f"N{number}",
                "Näkökulma": name,
                "Osio": "koko organisaatio",
                "Lähtötaso": 2.4,
                "Tavoitetaso": 4,
                "Tärkeä kehittämiskohde": "kyllä" if number in (1, 5) else "ei",
            }
            for number, name in enumerate(_PERSPECTIVES, 1)
        ],
        "Lupaukset": [{"Tunnus": "L1", "Lupaus": "Saat vastauksen viikossa."}],
        "Tavoitteet": [
            dict(zip(("Tunnus", "Ylätavoite", "Tavoite", "Näkökulmat", "Mittari"), goal, strict=True))
            for goal in _GOALS
        ],
        "Toimenpiteet": [_action(*action) for action in _ACTIONS],
        "Koulutukset": [
            {"Tunnus": "K1", "Koulutus": "Tietoturvan perusteet", "Kohderyhmä": "Henkilöstö", "Tukee": "T3"}
        ],
        "Mittarit": [{"Tunnus": "M1", "Mittari": "Verkossa tehdyt hakemukset", "Yksikkö": "%", "Tavoite": "T1"}],
    }


def row(typed: dict[str, Any], sheet: str, key: str) -> dict[str, Any]:
    """The row of a table with this id, added when there is none."""
    rows: list[dict[str, Any]] = typed[sheet]
    if key not in (item["Tunnus"] for item in rows):
        rows.append({"Tunnus": key})
    return next(item for item in rows if item["Tunnus"] == key)


def cell_of(path: Path, sheet: str, header: str, key: str = "") -> str:
    """The address of a cell: of a field by its label, of a table by its header and the last row with the id."""
    page = load_workbook(path)[sheet]
    place = {_plain(cell.value): cell for line in page.iter_rows() for cell in reversed(line) if cell.value}
    if not key:
        return f"B{place[header].row}"
    number = max(cell.row for cell in page[place["Tunnus"].column_letter] if cell.value == key)
    return f"{place[header].column_letter}{number}"


def _action(
    key: str, goal: str, name: str, owner: str, person: str, start: str, end: str, predecessors: str
) -> dict[str, Any]:
    return {
        "Tunnus": key,
        "Tavoite": goal,
        "Toimenpide": name,
        "Vastuutaho": owner,
        "Vastuuhenkilö": person,
        "Alkaa": start,
        "Päättyy": end,
        "Edeltävät": predecessors,
        "Tila": "Ei aloitettu",
        "Prioriteetti": 2,
        "Kustannusarvio": 5000,
    }


def _plain(value: object) -> str:
    return str(value).rstrip("*").strip()
