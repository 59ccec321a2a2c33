"""Exports and tables of means spoilt in every way that comes to mind: read they may not be, but nothing breaks."""

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from survey_fixtures import NAMES, csv_text, roadmap, write_xlsx
from tool_exports import PEOPLE, google_forms, limesurvey, microsoft_forms, surveymonkey, webropol

from pipeline.language import LANGUAGES, words
from pipeline.survey import intake, scoring

Row = list[object]
STEPS = [3, 6, 12, 6, 3]
MEANS_HEADER = ["Näkökulma", "n", "Keskiarvo", "1", "2", "3", "4", "5", "EOS"]
SOUND: tuple[Callable[[], list[Row]], ...] = (
    lambda: microsoft_forms(PEOPLE * 3),
    lambda: microsoft_forms(PEOPLE * 3, csv_style=True),
    lambda: limesurvey(PEOPLE * 3),
    lambda: limesurvey(PEOPLE * 3, style="code"),
    lambda: surveymonkey(PEOPLE * 3),
    lambda: surveymonkey(PEOPLE * 3, expanded=True),
    lambda: google_forms(PEOPLE * 3),
    lambda: webropol(PEOPLE * 3, two_rows=True),
    lambda: [MEANS_HEADER, *([name, 30, 3.0, *STEPS, 2] for name in NAMES.values())],
    lambda: [
        ["Edellinen kysely 2023, 30 vastaajaa"],
        MEANS_HEADER,
        *([name, 30, "3,0", *(f"{share} %" for share in (10, 20, 40, 20, 10)), "5 %"] for name in NAMES.values()),
    ],
)
CELLS: tuple[object, ...] = (
    "", None, True, -1, 0, 10**30, 1e300, float("inf"), float("nan"), "1e999", "9" * 400, "0" * 300, "1" * 50 + " vastaajaa",
    "-", "N/A", "0%", "100 %", "2 535", "4,0", "4.5", "1-2", "5 = Hyvä", "4 (", "(4)", "٣", "²", "½", "Ⅳ",
    "=1+1", "#REF!", "3/4/26", "13/13/26", "0000-00-00", "29.2.2025", "9999-12-31", dt.datetime(9999, 12, 31, 23, 59, 59),  # noqa: DTZ001
    dt.datetime(1900, 1, 1), dt.time(1, 2), "Ã¤", "\ufffd", '"', "\n", "\x00", "\x1a", "[", "a [b] [c]", "]", " - ", ": ",  # noqa: DTZ001
    "a: b - c: d", ":" * 3_000 + "[", "x" * 5_000, "a, b, c", "a;b;", "sep=;", "EOS", "ka", "n", "Keskiarvo", "Yhteensä",
    "Total", "edellinen", "N1", "N1[SQ001]",
)  # fmt: skip
MEANINGS = (
    "N1", "N1; 1–7", "N2; käännetty", "toimiala", "rooli", "palvelusvuodet", "monivalinta", "avoin; julkaistaan",
    "ohitetaan", "N1; 0–100", "N3; ei = 1, kyllä = 5, 3 = EOS", "yksikkö", "N9; 1-", "N1; a=b=c", "edellinen kysely",
)  # fmt: skip


def cell(rows: list[Row], row: int, column: int, new: object) -> None:
    if rows[row]:
        rows[row][column % len(rows[row])] = new


def whole_column(rows: list[Row], row: int, column: int, new: object) -> None:
    for other in rows[row % 2 :]:
        other[column : column + 1] = [new] if column < len(other) else []


def row_again(rows: list[Row], row: int, column: int, _: object) -> None:
    rows.insert(row, list(rows[column % len(rows)]))


def no_row(rows: list[Row], row: int, _column: int, _: object) -> None:
    if len(rows) > 1:
        del rows[row]


def blank_row(rows: list[Row], row: int, _column: int, _: object) -> None:
    rows.insert(row, [])


def short_row(rows: list[Row], row: int, column: int, _: object) -> None:
    del rows[row][column:]


def long_row(rows: list[Row], row: int, column: int, new: object) -> None:
    rows[row] += [new] * (1 + column % 4)


def no_column(rows: list[Row], _row: int, column: int, _: object) -> None:
    for other in rows:
        del other[column : column + 1]


def new_column(rows: list[Row], _row: int, column: int, new: object) -> None:
    for other in rows:
        other.insert(column, new)


WAYS = (cell, cell, cell, whole_column, row_again, no_row, blank_row, short_row, long_row, no_column, new_column)
changes = st.tuples(st.sampled_from(WAYS), st.integers(0, 40), st.integers(0, 20), st.sampled_from(CELLS))


@dataclass(frozen=True)
class Spoilt:
    """Rows and how they are written: in a workbook, or as text with an ending and some bytes changed. `said` is what the
    workbook says of some of their cells, taken as headers."""

    rows: list[Row]
    said: dict[str, str]
    delimiter: str
    encoding: str
    ending: str
    wrong: list[tuple[int, int]]

    def write(self, folder: Path) -> Path:
        if not self.delimiter:
            return write_xlsx(folder / "a.xlsx", [[_writable(cell) for cell in row] for row in self.rows])
        text = csv_text(self.rows, self.delimiter) + self.ending
        content = bytearray(text.encode(self.encoding, "replace"))
        for place, byte in self.wrong:
            content[place % len(content)] = byte
        path = folder / "a.csv"
        path.write_bytes(content)
        return path


def _writable(cell: object) -> object:
    """A cell without what openpyxl will not write."""
    if isinstance(cell, float):
        return cell if abs(cell) < 1e300 else str(cell)
    return "".join(filter(str.isprintable, cell)) if isinstance(cell, str) else cell


@st.composite
def files(draw: st.DrawFn) -> Spoilt:
    rows = [list(row) for row in draw(st.sampled_from(SOUND))()]
    for change, row, column, new in draw(st.lists(changes, max_size=12)):
        change(rows, row % len(rows), column, new)
    texts = [str(cell) for row in rows[:3] for cell in row] or ["a"]
    return Spoilt(
        rows,
        draw(st.dictionaries(st.sampled_from(texts), st.sampled_from(MEANINGS), max_size=3)),
        draw(st.sampled_from((";", ",", "\t", "|", ""))),
        draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"))),
        draw(st.sampled_from(("", "", "\x1a", '"', "\x00"))),
        draw(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=3)),
    )


def check(file: Spoilt) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = file.write(Path(folder))
        road = roadmap(questions=file.said)
        intake.looks_like_survey(path)
        surveys, findings = intake.read([(path, path.name)], road)
        _, more = scoring.score(surveys, road)
    for finding in (*findings, *more):
        for language in LANGUAGES:
            assert words(language).message(finding)


CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}


@settings(max_examples=60, **CALM)
@given(files())
def test_a_spoilt_file_breaks_nothing(file: Spoilt) -> None:
    check(file)


@pytest.mark.long
@settings(max_examples=3_000, **CALM)
@given(files())
def test_very_many_spoilt_files_break_nothing(file: Spoilt) -> None:
    check(file)
