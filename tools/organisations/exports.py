"""Invented answers in the shapes in which survey tools export them.

In: `Answered`. Out: files: Microsoft Forms, LimeSurvey, SurveyMonkey, Google Forms, Webropol; and a table of means as
it is kept by hand.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from tools.organisations.survey import LEVELS, Answered, Question

_MADE = datetime(2026, 4, 24, 12, 0)  # noqa: DTZ001
_LEFT_UNFINISHED = 29
_FINISHED_PAGE, _LEFT_PAGE = 3, 1

Row = Sequence[object]


def microsoft_forms(path: Path, found: Answered) -> None:
    """One header row under Forms' own headers, several choices joined by semicolons."""
    import xlsxwriter

    words = found.words
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("Sheet1")
        moment = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        sheet.write_row(0, 0, [*words["meta"], *(question.text for question in found.questions)])
        for row, (start, minutes) in enumerate(zip(found.starts, found.minutes, strict=True), start=1):
            sheet.write(row, 0, row)
            sheet.write_datetime(row, 1, start, moment)
            sheet.write_datetime(row, 2, start + timedelta(minutes=minutes), moment)
            sheet.write(row, 3, words["anonymous"])
            cells = [
                _cell(question, row - 1, words["levels"], words, _with_last_semicolon) for question in found.questions
            ]
            sheet.write_row(row, 5, cells)


def webropol(path: Path, found: Answered) -> None:
    """A title, then one header row; the ratings as numbers, an option of a choice to a column."""
    import xlsxwriter

    numbers = [str(level) for level in range(1, LEVELS + 1)]
    shown = [question for question in found.questions if question.kind in ("background", "statement")]
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("Data")
        moment = book.add_format({"num_format": "d.m.yyyy h:mm"})
        sheet.write(0, 0, found.words["title"].format(year=found.starts[0].year))
        sheet.write_row(2, 0, [*found.words["webropol"], *(question.text for question in shown)])
        for row, start in enumerate(found.starts, start=1):
            sheet.write(row + 2, 0, row)
            sheet.write_datetime(row + 2, 1, start, moment)
            cells = [_cell(question, row - 1, numbers, found.words, _with_last_semicolon) for question in shown]
            sheet.write_row(row + 2, 2, [int(cell) if cell in numbers else cell for cell in cells])


def limesurvey(path: Path, found: Answered) -> None:
    """Codes with texts, long answers, semicolons, every field quoted; some responses never submitted."""
    meta = ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "startlanguage. Start language"]
    headers = [f"Q{place:02d}. {question.text}" for place, question in enumerate(found.questions, start=1)]
    rows: list[Row] = [[*meta, *headers]]
    for row, (start, minutes) in enumerate(zip(found.starts, found.minutes, strict=True), start=1):
        cells = [
            _cell(question, row - 1, found.words["levels"], found.words, ", ".join) for question in found.questions
        ]
        number = row + (row - 1) // _LEFT_UNFINISHED
        if row % _LEFT_UNFINISHED == 0:
            left = [*cells[:4], *("" for _ in cells[4:])]
            rows.append([number, "", _LEFT_PAGE, "fi", *left])
            number += 1
        submitted = f"{start + timedelta(minutes=minutes):%Y-%m-%d %H:%M:%S}"
        rows.append([number, submitted, _FINISHED_PAGE, "fi", *cells])
    _write_csv(path, rows, encoding="utf-8-sig", delimiter=";", quoting=csv.QUOTE_ALL, blank_end=True)


def surveymonkey(path: Path, found: Answered) -> None:
    """Two header rows: a matrix has its question over the first of its rows; agreement instead of grades."""
    words = found.words
    meta = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address"]
    upper: list[str] = list(meta)
    lower = ["" for _ in meta]
    for question in found.questions:
        first = question.kind == "statement" and words["matrix"] not in upper
        upper.append(words["matrix"] if first else "" if question.kind == "statement" else question.text)
        lower.append(question.text if question.kind == "statement" else "Response")
    rows: list[Row] = [upper, lower]
    for row, (start, minutes) in enumerate(zip(found.starts, found.minutes, strict=True)):
        cells = [_cell(question, row, words["agreement"], words, ", ".join) for question in found.questions]
        times = [f"{moment:%m/%d/%Y %I:%M:%S %p}" for moment in (start, start + timedelta(minutes=minutes))]
        rows.append([11_500_000_001 + row * 37, 431_900_112, *times, "", "", *cells])
    _write_csv(path, rows, encoding="utf-8", delimiter=",")


def google_forms(path: Path, found: Answered) -> None:
    """The time first, several choices joined by a comma and a space."""
    rows: list[Row] = [[found.words["timestamp"], *(question.text for question in found.questions)]]
    for row, start in enumerate(found.starts):
        cells = [_cell(question, row, found.words["levels"], found.words, ", ".join) for question in found.questions]
        rows.append([f"{start:%Y-%m-%d %H:%M:%S}", *cells])
    _write_csv(path, rows, encoding="utf-8", delimiter=",")


def means_table(path: Path, table: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    """A title, then perspective, number of answers and mean, as Excel saves them in Finland."""
    rows: list[Row] = [[table["title"]], [], table["headers"]]
    rows += [[texts[key], n, f"{mean:.2f}".replace(".", ",")] for key, (n, mean) in table["means"].items()]
    _write_csv(path, rows, encoding="utf-8-sig", delimiter=";")


TOOLS: Mapping[str, Callable[[Path, Answered], None]] = {
    "forms": microsoft_forms,
    "webropol": webropol,
    "limesurvey": limesurvey,
    "surveymonkey": surveymonkey,
    "google": google_forms,
}
"""The writers by the names that contents use."""


def _cell(
    question: Question, row: int, levels: Sequence[str], words: Mapping[str, Any], join: Callable[[Iterable[str]], str]
) -> str:
    if question.kind == "choice":
        return join(question.chosen[row])
    if question.kind == "statement":
        texts: list[str] = ["", *levels, words["dont_know"]]
        return texts[question.levels[row]]
    return question.answers[row]


def _with_last_semicolon(options: Iterable[str]) -> str:
    return "".join(f"{option};" for option in options)


def _write_csv(
    path: Path,
    rows: Iterable[Row],
    *,
    encoding: str,
    delimiter: str,
    quoting: int = csv.QUOTE_MINIMAL,
    blank_end: bool = False,
) -> None:
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows(rows)  # type: ignore[arg-type]
    path.write_bytes((text.getvalue() + "\r\n" * blank_end).encode(encoding))
