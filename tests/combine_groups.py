"""Groups' workbooks for the tests of `combine`: typed with openpyxl, with everything that people do to a workbook.

In: for each sheet rows by header, in Finnish or Swedish; or hypothesis' draws. Out: files. Nothing of the program that
writes or reads workbooks is used.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

Row = Mapping[str, Any]
TITLES = {
    "fi": {"levels": "Tasot", "goals": "Tavoitteet", "actions": "Toimenpiteet", "trainings": "Koulutukset",
           "indicators": "Mittarit", "interviews": "Haastattelut", "vision": "Visio", "organisation": "Perustiedot"},
    "sv": {"levels": "Nivåer", "goals": "Mål", "actions": "Åtgärder", "trainings": "Utbildningar",
           "indicators": "Mätare", "interviews": "Intervjuer", "vision": "Vision", "organisation": "Grunduppgifter"},
}  # fmt: skip
HEADERS = {
    "fi": {
        "levels": {"id": "Tunnus*", "name": "Näkökulma*", "scope": "Osio*", "target": "Tavoitetaso*"},
        "goals": {"id": "Tunnus*", "parent": "Ylätavoite", "name": "Tavoite*", "description": "Kuvaus",
                  "perspectives": "Näkökulmat"},
        "actions": {"id": "Tunnus*", "goal": "Tavoite*", "name": "Toimenpide*", "description": "Kuvaus",
                    "owners": "Vastuutaho*", "starts": "Alkaa*", "predecessors": "Edeltävät", "status": "Tila",
                    "cost": "Kustannusarvio"},
        "trainings": {"id": "Tunnus*", "name": "Koulutus*", "audience": "Kohderyhmä*", "supports": "Tukee"},
        "indicators": {"id": "Tunnus*", "name": "Mittari*", "target_value": "Tavoitearvo", "goal": "Tavoite"},
        "interviews": {"group": "Ryhmä", "observation": "Havainto*", "publish": "Julkaistaan*"},
    },
    "sv": {
        "levels": {"id": "Beteckning*", "name": "Perspektiv*", "scope": "Del*", "target": "Målnivå*"},
        "goals": {"id": "Beteckning*", "parent": "Övre mål", "name": "Mål*", "description": "Beskrivning",
                  "perspectives": "Perspektiv"},
        "actions": {"id": "Beteckning*", "goal": "Mål*", "name": "Åtgärd*", "description": "Beskrivning",
                    "owners": "Ansvarig*", "starts": "Börjar*", "predecessors": "Föregås av", "status": "Läge",
                    "cost": "Kostnadskalkyl"},
        "trainings": {"id": "Beteckning*", "name": "Utbildning*", "audience": "Målgrupp*", "supports": "Stöder"},
        "indicators": {"id": "Beteckning*", "name": "Mätare*", "target_value": "Målvärde", "goal": "Mål"},
        "interviews": {"group": "Grupp", "observation": "Iakttagelse*", "publish": "Publiceras*"},
    },
}  # fmt: skip
VISION = {"fi": ("Kenttä", "Arvo", "Visiolause*"), "sv": ("Fält", "Värde", "Visionsmening*")}


@dataclass
class Typed:
    """What one group typed: rows of tables by field key, the vision, and odd cells by sheet title and address."""

    language: str = "fi"
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    vision: str = ""
    own_column: dict[str, list[str]] = field(default_factory=dict)
    stray: list[str] = field(default_factory=list)
    own_sheet: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Struck:
    """A cell with a line through it."""

    text: str


def write(typed: Typed, path: Path) -> None:
    """Types it into a workbook: headers in row 2, rows from the third."""
    book = Workbook()
    book.remove(book.active)
    for key in HEADERS[typed.language]:
        _table(book.create_sheet(TITLES[typed.language][key]), key, typed)
    vision = book.create_sheet(TITLES[typed.language]["vision"])
    for cell, text in zip(("A2", "B2", "A3"), VISION[typed.language], strict=True):
        vision[cell] = text
    _type(vision["B3"], typed.vision)
    if typed.own_sheet:
        page = book.create_sheet("Muistio")
        for number, text in enumerate(typed.own_sheet, start=1):
            _type(page.cell(number, 2), text)
    book.save(path)


def _table(page: Worksheet, key: str, typed: Typed) -> None:
    headers, own = HEADERS[typed.language][key], typed.own_column.get(key, [])
    for column, header in enumerate((*headers.values(), *(["Oma merkintä"] if own else [])), start=1):
        page.cell(2, column, header)
    for number, row in enumerate(typed.tables.get(key, []), start=3):
        for column, name in enumerate(headers, start=1):
            _type(page.cell(number, column), row.get(name))
    for number, text in enumerate(own, start=3):
        _type(page.cell(number, len(headers) + 1), text)
    if key == "actions":
        for number, text in enumerate(typed.stray):
            _type(page.cell(4 + number, len(headers) + 4), text)


def _type(cell: Any, value: Any) -> None:
    if value in (None, ""):
        return
    if isinstance(value, Struck):
        cell.font = Font(strike=True)
        value = value.text
    cell.value = value
    if isinstance(value, str) and value.startswith("=") and not value.startswith("=1"):
        cell.data_type = "s"
    if isinstance(value, dt.datetime):
        cell.number_format = "d.m.yyyy"


# --- what groups type -------------------------------------------------------------------------------------------------

NAMES = (
    "Otetaan käyttöön sähköinen asiointi",
    "Sähköisen asioinnin käyttöönotto",
    "otetaan käyttöön  sähköinen asiointi.",
    "Järjestetään tietoturvakoulutus",
    "Tietoturvan koulutuksia järjestetään",
    "Uusitaan verkkosivut",
    "Henkilöstön digitaidot vahvistuvat",
    "Avataan data",
)
DESCRIPTIONS = ("", "Asukas hoitaa asiansa verkossa.", "asukas hoitaa asiansa verkossa", "Sovitaan ensin.", "=2+2 kpl")
MARCH = dt.datetime(2027, 3, 1)  # noqa: DTZ001
STARTS = ("1/2027", "tammikuu 2027", "kevät 2027", MARCH, "ensi vuonna", "#REF!", "")
COSTS = (12500, "12 500 €", 3.4, "3,4", "noin 5000", "=1+1", "")
OWNERS = ("Hallintojohtaja", "Hallintojohtaja; ICT-tiimi", "ICT-tiimi; hallintojohtaja", Struck("Rehtori"), "")
STATUS = {"fi": ("Valmis", "käynnissä", "melkein", ""), "sv": ("Klar", "pågår", "")}
IDS = {"goals": ("T1", "T2", "T3", "t2", "T1.1", "T2.1", ""), "actions": ("TP1", "TP2", "TP3", "TP4", "")}


@st.composite
def groups(draw: st.DrawFn) -> list[Typed]:
    """Eight groups' work: overlapping, contradicting, nearly alike; some in Swedish; odd cells of every kind."""
    return [draw(_group(number)) for number in range(1, 9)]


@st.composite
def _group(draw: st.DrawFn, number: int) -> Typed:
    language = draw(st.sampled_from(("fi", "fi", "fi", "sv")))
    goals = draw(st.lists(_goal(number), max_size=3))
    known = [row["id"] for row in goals if row["id"]]
    refer = st.sampled_from((*known, "T1", "T9", ""))
    actions = draw(st.lists(_action(number, language, refer), max_size=4))
    own = [row["id"] for row in actions if row["id"]]
    for row in actions:
        row["predecessors"] = "; ".join(draw(st.lists(st.sampled_from((*own, "TP3")), max_size=2, unique=True)))
    for row in goals:
        row["parent"] = draw(refer) if draw(st.booleans()) else ""
    supports = st.lists(st.sampled_from((*known, *own, "T1")), max_size=2, unique=True)
    names = st.sampled_from(("Digitaidot", "digitaidot!", "Tietosuoja"))
    trainings = draw(st.lists(st.tuples(st.sampled_from(("K1", "K2")), names, supports), max_size=2))
    values = st.sampled_from((45, "45", "45,0", "80 %", ""))
    indicators = draw(st.lists(st.tuples(st.sampled_from(("M1", "M2")), names, values, refer), max_size=2))
    interviews = draw(st.lists(st.tuples(st.sampled_from(("esihenkilöt", "Esihenkilöt", "")), names), max_size=2))
    return Typed(
        language,
        {
            "goals": goals,
            "actions": actions,
            "trainings": [{"id": one, "name": two, "supports": "; ".join(ids)} for one, two, ids in trainings],
            "indicators": [dict(zip(("id", "name", "target_value", "goal"), row, strict=True)) for row in indicators],
            "interviews": [{"group": one, "observation": two} for one, two in interviews],
        },
        vision=draw(st.sampled_from(("Asiointi on helppoa.", "asiointi on helppoa", "Kaikki verkossa", ""))),
        own_column={"actions": draw(st.lists(st.sampled_from((f"oma {number}", "yhteinen", "")), max_size=2))},
        stray=draw(st.lists(st.sampled_from((f"sivussa {number}", "=HYPERLINK")), max_size=1)),
        own_sheet=draw(st.lists(st.sampled_from((f"muistio {number}", "sama muistio")), max_size=1)),
    )


def _goal(number: int) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "id": st.sampled_from(IDS["goals"]),
            "name": st.sampled_from((*NAMES, f"Tavoite {number}", "")),
            "description": st.sampled_from(DESCRIPTIONS),
        }
    )


def _action(number: int, language: str, refer: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "id": st.sampled_from(IDS["actions"]),
            "goal": refer,
            "name": st.sampled_from((*NAMES, f"Toimenpide {number}")),
            "description": st.sampled_from(DESCRIPTIONS),
            "owners": st.sampled_from(OWNERS),
            "starts": st.sampled_from(STARTS),
            "status": st.sampled_from(STATUS[language]),
            "cost": st.sampled_from(COSTS),
        }
    )


def touched(typed: Sequence[Typed], folder: Path) -> list[Path]:
    """The groups' files again, each with one thing more that is no row."""
    return files([replace(item, own_sheet=[*item.own_sheet, "luettu uudelleen"]) for item in typed], folder)


def files(typed: Sequence[Typed], folder: Path) -> list[Path]:
    """A file for each group."""
    paths = [folder / f"ryhma-{number}.xlsx" for number in range(1, len(typed) + 1)]
    for item, path in zip(typed, paths, strict=True):
        write(item, path)
    return paths
