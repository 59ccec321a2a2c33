"""Surveys made in code: a Microsoft Forms export, any table as csv or xlsx, and the roadmap that was asked about."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.survey import intake
from pipeline.survey.answers import Answers
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.model import Level, Organisation, Question, Roadmap

NAMES = {
    "N1": "Henkilökohtainen digitaalinen osaaminen",
    "N2": "Tieto- ja viestintäteknisten laitteiden hyödyntäminen työssä",
    "N3": "Tietokoneohjelmistojen käytettävyys ja toimivuus",
    "N4": "Työssä syntyvän ja tarvittavan datan ja tiedon suunnitelmallinen kerääminen",
    "N5": "Kerätyn datan ja tiedon hyödyntäminen toiminnassa ja johtamisessa",
    "N6": "Henkilöstön yleinen valmius digitalisaation edellyttämiin toimintatapojen muutoksiin",
    "N7": "Uusien ideoiden, innovaatioiden ja toimintamallien kokeilujen määrä",
    "N8": "Sähköisten palvelujen ja asiointimahdollisuuksien kattavuus ja laatu",
    "N9": "Kohdennetun sähköisen viestinnän ja kuntamarkkinoinnin hyödyntäminen",
    "N10": "Asiakkaille tarjottavat sähköiset osallistumis- ja vaikuttamismahdollisuudet",
    "N11": "Selkeiden tavoitteiden ja mittareiden asettaminen digitalisaation edistämiselle strategiassa",
}
"""The perspectives as a workbook names them."""
ASKED = NAMES | {
    "N1": "Henkilökohtainen digitaalinen osaamisesi",
    "N2": "Tieto- ja viestintäteknisten laitteiden hyödyntäminen työssäsi",
    "N3": "Käytössäsi olevien tietokoneohjelmistojen käytettävyys ja toimivuus",
    "N4": "Työssäsi syntyvän ja tarvittavan datan ja tiedon suunnitelmallinen kerääminen",
    "N5": "Kerätyn datan ja tiedon hyödyntäminen kunnan toiminnassa ja johtamisessa",
    "N6": "Henkilöstön yleinen valmius digitalisaation edellyttämissä toimintatapojen muutoksissa",
    "N7": "Uusien ideoiden, innovaatioiden sekä toimintamalleihin liittyvien kokeilujen määrä",
    "N11": "Selkeiden tavoitteiden ja mittareiden asettaminen digitalisaation edistämiselle kuntastrategiassa",
}
"""The perspectives as a survey asks them."""
FORMS_META = ("ID", "Start time", "Completion time", "Email", "Name")
WORDS = {1: "Heikko", 2: "Välttävä", 3: "Tyydyttävä", 4: "Hyvä", 5: "Erinomainen"}
START = dt.datetime(2026, 10, 5, 8, 30)  # noqa: DTZ001 (exports tell no zone)

Rows = Sequence[Sequence[object]]


def roadmap(*, questions: Mapping[str, str] | None = None, levels: Sequence[Level] = (), **facts: Any) -> Roadmap:
    """A roadmap with the eleven default perspectives unless told otherwise."""
    return Roadmap(
        file="tyokirja.xlsx",
        organisation=Organisation(**facts),
        levels=tuple(levels) or tuple(Level(id=id_, name=name, target=4) for id_, name in NAMES.items()),
        questions=tuple(Question(column=column, meaning=meaning) for column, meaning in (questions or {}).items()),
    )


def two_levels() -> tuple[Level, ...]:
    """The perspectives N1 and N2 alone, for tables that fit a test."""
    return tuple(Level(id=id_, name=NAMES[id_], target=4) for id_ in ("N1", "N2"))


def forms_rows(
    answers: Rows, sectors: Sequence[str], *, meta: Sequence[str] = FORMS_META, emails: Sequence[str] = ()
) -> list[list[object]]:
    """A Forms export: five meta columns, the sector, then the perspectives in order."""
    header: list[object] = [*meta, "Toimialasi", *list(ASKED.values())[: len(answers[0])]]
    return [header] + [
        [
            index,
            START + dt.timedelta(hours=index),
            START + dt.timedelta(hours=index, minutes=6),
            emails[index - 1] if emails else "anonymous",
            f"Meikäläinen Maija {index}" if emails else None,
            sector,
            *row,
        ]
        for index, (row, sector) in enumerate(zip(answers, sectors, strict=True), start=1)
    ]


def write_xlsx(path: Path, rows: Rows, title: str = "Sheet1", **more: Rows) -> Path:
    """A workbook with a sheet of these rows, and further sheets by their titles."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = title
    for sheet_rows, target in [(rows, sheet), *((more[name], book.create_sheet(name)) for name in more)]:
        for row in sheet_rows:
            target.append(list(row))
    book.save(path)
    return path


def csv_text(rows: Rows, delimiter: str = ";", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """The rows as delimited text."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=quoting).writerows(rows)
    return stream.getvalue()


def write_csv(path: Path, rows: Rows, delimiter: str = ";", encoding: str = "utf-8") -> Path:
    """A delimited text file."""
    path.write_bytes(csv_text(rows, delimiter).encode(encoding))
    return path


def read_current(paths: Sequence[tuple[Path, str]], road: Roadmap) -> tuple[Answers | None, tuple[Finding, ...]]:
    """The answers of this survey in the files, or None, and what is told of them."""
    surveys, findings = intake.read(paths, road)
    assert surveys.current is None or isinstance(surveys.current, Answers)
    return surveys.current, findings


def coded(answers: Answers) -> dict[str, tuple[bytes, ...]]:
    """The codes by perspective."""
    return {id_: tuple(item.codes for item in items) for id_, items in answers.statements.items()}
