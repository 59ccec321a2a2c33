"""One and the same invented answers in the shape of each survey tool's export, written by code.

In: `Respondent`s. Out: rows of a table, or a file. Facts about the shapes: docs/survey.md.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from survey_fixtures import ASKED, WORDS, write_xlsx

Row = list[object]
BLOCK = "Arvioi seuraavia asteikolla 1–5"
OPTIONS = ("Ajan säästö", "Parempi palvelu", "Pienemmät kustannukset")
BENEFITS = "Mitkä ovat tärkeimmät hyödyt?"
SECTOR = "Toimialasi"
OPEN = "Mitä muuta haluat sanoa?"
FIRST = dt.datetime(2026, 10, 15, 8, 30)  # noqa: DTZ001 (exports tell no zone)
QUESTIONS = tuple(ASKED[id_] for id_ in ("N1", "N2", "N3"))
UNSURE = "En osaa sanoa"


@dataclass(frozen=True)
class Respondent:
    """Grades of N1–N3 (0 for don't know, None for no answer), a sector and benefits."""

    grades: tuple[int | None, ...]
    sector: str
    benefits: tuple[int, ...] = ()


PEOPLE = (
    Respondent((5, 4, 3), "Sivistys", (0, 1)),
    Respondent((4, None, 0), "Sivistys", (1,)),
    Respondent((2, 2, 1), "Tekninen", (0, 1, 2)),
    Respondent((3, 5, 5), "Tekninen", ()),
    Respondent((1, 3, None), "Hallinto", (2,)),
)


def word(grade: int | None) -> str | None:
    """A grade as the text of its option."""
    return None if grade is None else WORDS.get(grade, UNSURE)


def times(index: int) -> tuple[dt.datetime, dt.datetime]:
    """When a respondent began and ended: a day apart."""
    begun = FIRST + dt.timedelta(days=index)
    return begun, begun + dt.timedelta(minutes=6)


def microsoft_forms(people: Sequence[Respondent], *, csv_style: bool = False) -> list[Row]:
    """One header row; answers as texts; several choices joined by `;`, with one at the end; in csv US dates."""
    rows: list[Row] = [["ID", "Start time", "Completion time", "Email", "Name", SECTOR, *QUESTIONS, BENEFITS, OPEN]]
    for index, person in enumerate(people):
        when: list[object] = list(times(index))
        if csv_style:
            when = [f"{time.month}/{time.day}/{time:%y %H:%M:%S}" for time in times(index)]
        chosen = "".join(f"{OPTIONS[option]};" for option in person.benefits)
        rows.append(
            [index + 1, *when, "anonymous", None, person.sector, *map(word, person.grades), chosen or None, None]
        )
    return rows


def limesurvey(
    people: Sequence[Respondent], *, style: str = "both", unfinished: Sequence[Respondent] = ()
) -> list[Row]:
    """Headers by code, by text, or by both; options of a multiple choice in columns of Y; a comment; unfinished rows."""
    meta = [("id", "Response ID"), ("submitdate", "Date submitted"), ("lastpage", "Last page"),
            ("startlanguage", "Start language"), ("seed", "Seed")]  # fmt: skip
    asked = [
        ("G01", SECTOR, None),
        *((f"Q01[SQ00{index}]", BLOCK, text) for index, text in enumerate(QUESTIONS, 1)),
        *((f"Q02[SQ00{index}]", BENEFITS, text) for index, text in enumerate(OPTIONS, 1)),
        ("Q02[other]", BENEFITS, "Other"),
        ("Q03", OPEN, None),
    ]
    header: Row = []
    if style == "code":
        header = [code for code, *_ in (*meta, *asked)]
    elif style == "text":
        header = [text for _, text in meta] + [f"{text} [{row}]" if row else text for _, text, row in asked]
    else:
        header = [f"{code}. {text}" for code, text in meta]
        header += [f"{code}. {text}: [{row}]" if row else f"{code}. {text}" for code, text, row in asked]
    rows = [header]
    for index, person in enumerate((*people, *unfinished)):
        submitted = times(index)[1].strftime("%Y-%m-%d %H:%M:%S") if index < len(people) else ""
        chosen = ["Yes" if option in person.benefits else "" for option in range(len(OPTIONS))]
        graded = [word(grade) or "" for grade in person.grades]
        rows.append([str(index + 1), submitted, "3", "fi", "1234567", person.sector, *graded, *chosen, "", ""])
    return rows


def surveymonkey(people: Sequence[Respondent], *, expanded: bool = False, numeric: bool = False) -> list[Row]:
    """Two header rows: the question over its rows or options. Expanded: a column for each answer."""
    upper: Row = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Custom Data 1", SECTOR]
    lower: Row = [None] * 6 + ["Response"]
    answers = [*WORDS.items(), (0, UNSURE)]
    if expanded:
        for question in QUESTIONS:
            upper += [question, *[None] * (len(answers) - 1)]
            lower += [text for _, text in answers]
    else:
        upper += [BLOCK, None, None]
        lower += QUESTIONS
    upper += [BENEFITS, None, None, OPEN]
    lower += [*OPTIONS, "Open-Ended Response"]
    rows = [upper, lower]
    for index, person in enumerate(people):
        begun, ended = (f"{time.month:02}/{time.day:02}/{time:%Y %I:%M:%S %p}" for time in times(index))
        row: Row = [114_000_000_001 + index, 400_000_001, begun, ended, "192.0.2.17", None, person.sector]
        for grade in person.grades:
            if expanded:
                row += [(value if numeric else text) if value == grade else None for value, text in answers]
            else:
                row.append(word(grade) if grade == 0 or not numeric else grade)
        row += [OPTIONS[option] if option in person.benefits else None for option in range(len(OPTIONS))]
        rows.append([*row, None])
    return rows


def google_forms(people: Sequence[Respondent], *, stamp: str = "Aikaleima", grid: bool = True) -> list[Row]:
    """One header row, a grid's rows in brackets; several choices joined by a comma."""
    asked = [f"{BLOCK} [{text}]" for text in QUESTIONS] if grid else list(QUESTIONS)
    rows: list[Row] = [[stamp, SECTOR, *asked, BENEFITS, OPEN]]
    for index, person in enumerate(people):
        time = times(index)[1]
        chosen = ", ".join(OPTIONS[option] for option in person.benefits)
        rows.append(
            [f"{time:%Y/%m/%d %I:%M:%S %p} EET", person.sector, *map(word, person.grades), chosen or None, None]
        )
    return rows


def webropol(people: Sequence[Respondent], *, values: str = "text", two_rows: bool = False) -> list[Row]:
    """Titles over the header, one header row or two, a row of means at the end; answers as texts or numbers."""
    rows: list[Row] = [["Digikysely 2026", None, None], ["Esimerkkilän kunta", "Raakadata", None], []]
    meta = ["Vastaaja", "Vastausaika", "Kyselyn kieli"]
    if two_rows:
        rows.append([*meta, SECTOR, BLOCK, None, None, BENEFITS, None, None, OPEN])
        rows.append([None, None, None, None, *QUESTIONS, *OPTIONS, None])
    else:
        rows.append([*meta, SECTOR, *(f"{BLOCK}: {text}" for text in QUESTIONS),
                     *(f"{BENEFITS}: {text}" for text in OPTIONS), OPEN])  # fmt: skip
    for index, person in enumerate(people):
        graded = [grade or word(grade) if values == "number" else word(grade) for grade in person.grades]
        chosen = [1 if option in person.benefits else None for option in range(len(OPTIONS))]
        ended = times(index)[1]
        rows.append(
            [index + 1, f"{ended.day}.{ended.month}.{ended:%Y %H.%M}", "fi", person.sector, *graded, *chosen, None]
        )
    rows.append(["Keskiarvo", None, None, None, 3.0, 3.5, 3.0])
    return rows


def generic(people: Sequence[Respondent]) -> list[Row]:
    """A table that somebody made by hand: codes for headers, mapped in the workbook."""
    rows: list[Row] = [["Vastauspäivä", "T1", "K1", "K2", "K3", *(f"H{index}" for index in range(1, 4))]]
    for index, person in enumerate(people):
        chosen = [OPTIONS[option] if option in person.benefits else None for option in range(len(OPTIONS))]
        graded = [grade or word(grade) for grade in person.grades]
        rows.append([times(index)[1].date().isoformat(), person.sector, *graded, *chosen])
    return rows


def write_tool_csv(path: Path, rows: Sequence[Row], *, tool: str = "") -> Path:
    """A csv file as the tool writes it: LimeSurvey with a mark, all quoted, `;` and a blank line last."""
    mark, ending, delimiter, quoting = "", "\r\n", ",", csv.QUOTE_MINIMAL
    if tool == "limesurvey":
        mark, delimiter, quoting = "\ufeff", ";", csv.QUOTE_ALL
    elif tool == "webropol":
        delimiter = ";"
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(mark)
        csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=ending).writerows(
            ["" if cell is None else cell for cell in row] for row in rows
        )
        stream.write(ending if tool == "limesurvey" else "")
    return path


def write(path: Path, rows: Sequence[Row], *, tool: str = "") -> Path:
    """A file of the kind that its ending says."""
    return write_xlsx(path, rows) if path.suffix == ".xlsx" else write_tool_csv(path, rows, tool=tool)
