"""A small roadmap without a fault, each value with its cell, and the ways to change it.

In: nothing. Out: `SOUND`, and copies of it with rows changed, added or left out.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import (
    Action,
    Entry,
    Foreword,
    Goal,
    Governance,
    Indicator,
    Interview,
    Level,
    Organisation,
    Phase,
    Promise,
    Question,
    Roadmap,
    Statute,
    Time,
    Training,
    Vision,
)
from pipeline.vocabulary.survey import PerspectiveResult, SurveyResult

FILE = "inputs/esimerkki/tyokirja.xlsx"
_SHEETS: Mapping[type[Entry], tuple[str, str]] = {
    Organisation: ("organisation", "Perustiedot"),
    Foreword: ("foreword", "Saatesanat"),
    Vision: ("vision", "Visio"),
    Governance: ("governance", "Toimintamalli"),
    Phase: ("phases", "Työvaiheet"),
    Interview: ("interviews", "Haastattelut"),
    Level: ("levels", "Tasot"),
    Promise: ("promises", "Lupaukset"),
    Goal: ("goals", "Tavoitteet"),
    Action: ("actions", "Toimenpiteet"),
    Training: ("trainings", "Koulutukset"),
    Indicator: ("indicators", "Mittarit"),
    Statute: ("statutes", "Säädökset"),
    Question: ("questions", "Kysymykset"),
}
_FIRST_ROW = 2


def at(text: str) -> Time:
    """A time as the reader makes it: 1.3.2027 · 3/2027 · Q2/2027 · 2027."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    year = numbers[-1]
    if text.startswith("Q"):
        first, last = numbers[0] * 3 - 2, numbers[0] * 3
        return Time(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), "quarter", text)
    if "." in text:
        day = date(year, numbers[1], numbers[0])
        return Time(day, day, "day", text)
    if "/" in text:
        month = numbers[0]
        return Time(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month", text)
    return Time(date(year, 1, 1), date(year, 12, 31), "year", text)


def placed(row: Entry, number: int) -> Any:
    """A row with the cells of its fields: the first field in column A, or each on a row of its own in column B."""
    sheet = _SHEETS[type(row)][1]
    names = [field.name for field in fields(row) if field.name not in ("at", "row", "companions")]
    names += [f"{key}.{language}" for language, texts in row.companions.items() for key in texts]
    if type(row) in (Organisation, Foreword, Vision, Governance):
        cells = {name: f"B{place + _FIRST_ROW}" for place, name in enumerate(names)}
    else:
        cells = {name: f"{chr(ord('A') + place)}{number}" for place, name in enumerate(names)}
    places = {name: Place(FILE, sheet, cell) for name, cell in cells.items()}
    return replace(row, at=places, row=Place(FILE, sheet, next(iter(cells.values()))))


def roadmap(*rows: Entry) -> Roadmap:
    """A roadmap of these rows, each in its sheet from row 2 on."""
    tables: dict[str, Any] = {}
    for row in rows:
        name = _SHEETS[type(row)][0]
        if type(row) in (Organisation, Foreword, Vision, Governance):
            tables[name] = placed(row, _FIRST_ROW)
        else:
            earlier = tables.get(name, ())
            tables[name] = (*earlier, placed(row, len(earlier) + _FIRST_ROW))
    return Roadmap(file=FILE, language="fi", **tables)


def change(given: Roadmap, sheet: str, number: int = 0, /, **values: Any) -> Roadmap:
    """The roadmap with values of one row changed; rows of a table count from 0."""
    table = getattr(given, sheet)
    if isinstance(table, tuple):
        changed = (*table[:number], replace(table[number], **values), *table[number + 1 :])
        return replace(given, **{sheet: changed})
    return replace(given, **{sheet: replace(table, **values)})


def add(given: Roadmap, row: Entry) -> Roadmap:
    """The roadmap with one more row at the end of its sheet."""
    name = _SHEETS[type(row)][0]
    table = getattr(given, name)
    return replace(given, **{name: (*table, placed(row, len(table) + _FIRST_ROW))})


def without(given: Roadmap, sheet: str) -> Roadmap:
    """The roadmap with nothing on a sheet."""
    return replace(given, **{sheet: ()})


def survey(respondents: int) -> SurveyResult:
    """A survey with this many answers."""
    return SurveyResult(respondents, (PerspectiveResult("N1", respondents, 2.4, (0, 0, 0, 0, 0)),))


_NAMES = ("Digiosaaminen", "Laitteiden käyttö", "Ohjelmistot", "Tiedon kerääminen", "Tiedolla johtaminen")
_ACTIONS = (
    ("TP1", "T1", "Kartoitetaan asioinnin nykytila", "Q1/2027", "Q2/2027", ()),
    ("TP2", "T1.1", "Otetaan käyttöön sähköinen hakemus", "Q3/2027", "Q4/2027", ("TP1",)),
    ("TP3", "T1.1", "Avataan neuvonta etäyhteydellä", "Q1/2028", "Q4/2028", ("TP2",)),
    ("TP4", "T2", "Sovitaan tietojen omistajista", "Q1/2028", "Q2/2028", ()),
    ("TP5", "T2", "Rakennetaan raportit johdolle", "Q3/2028", "Q2/2029", ("TP4",)),
    ("TP6", "T2", "Koulutetaan esihenkilöt", "Q1/2029", "Q4/2029", ()),
    ("TP7", "T2", "Julkaistaan avoimet aineistot", "2029", "2030", ()),
)
SOUND = roadmap(
    Organisation(
        name="Esimerkkilän kunta",
        genitive="Esimerkkilän kunnan",
        short_name="Esimerkkilä",
        kind="municipality",
        period_start=2027,
        period_end=2030,
        languages=("fi",),
        date=date(2026, 12, 14),
        contact="Kaisa Kivelä",
    ),
    Foreword(text="Tämä digitiekartta kertoo, mitä teemme.", signatory="Kaisa Kivelä", title="kunnanjohtaja"),
    Vision(statement="Esimerkkilässä asiointi on helppoa.", year=2030),
    Governance(owner="Kunnanhallitus", coordinator="Tietohallinto"),
    Phase(phase="survey", started=at("9/2026"), ended=at("10/2026"), participants=120),
    Interview(perspective=("N1",), group="Johtoryhmä", observation="Koulutusta on liian vähän.", publish=True),
    *(
        Level(id=f"N{number}", name=name, scope="organisation", baseline=2.4, target=4, priority=number in (1, 5))
        for number, name in enumerate(_NAMES, 1)
    ),
    Promise(id="L1", promise="Saat vastauksen viikossa."),
    Goal(id="T1", name="Sähköinen asiointi", perspectives=("N1", "N2"), metric="Sähköisten hakemusten osuus"),
    Goal(id="T1.1", parent="T1", name="Hakemukset verkossa"),
    Goal(id="T2", name="Tiedolla johtaminen", perspectives=("N5",)),
    *(
        Action(
            id=key,
            goal=goal,
            name=name,
            owners=("Tietohallinto",),
            persons=("Mikko Mäkelä",),
            sector="Hallintopalvelut",
            starts=at(start),
            ends=at(end),
            predecessors=predecessors,
            priority=1 if key == "TP1" else 2,
            status="not_started",
            description="Työ tehdään yhdessä toimialojen kanssa.",
        )
        for key, goal, name, start, end, predecessors in _ACTIONS
    ),
    Training(
        id="K1", name="Tietoturvan perusteet", audience="Henkilöstö", supports=("T1", "TP2"), perspectives=("N1",)
    ),
    Indicator(id="M1", name="Raporttien käyttäjät", goal="T2"),
    Statute(id="S1", name="Laki julkisen hallinnon tiedonhallinnasta", number="906/2019", checked=date(2026, 11, 1)),
    Question(column="Arvioi osaamisesi", meaning="N1"),
    Question(column="Toimiala", meaning="sector"),
)
"""Nothing is wrong in this one."""
