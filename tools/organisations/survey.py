"""A survey export in the shape of Microsoft Forms. In: an organisation's `survey` table. Out: an .xlsx.

`[survey.sectors]` says how many people answered in each sector, `[survey.lean]` how far up or down they lean. A
question has the given numbers of answers from 1 to 5, then "don't know" and left empty; or a mean to deal them from.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.vocabulary.model import Language
from tools.organisations.content import FOLDER

_LEVELS = 5
_DONT_KNOW_SHARE = 0.035


def write_survey(path: Path, survey: Mapping[str, Any], language: Language) -> None:
    """One row a respondent, under Microsoft Forms' own headers."""
    import xlsxwriter

    words = tomllib.loads((FOLDER / "survey.toml").read_text(encoding="utf-8"))[language]
    sectors = [name for name, size in survey["sectors"].items() for _ in range(size)]
    questions = {**words["questions"], **survey.get("questions", {})}
    keys = [key for key in questions if key in survey]
    columns = {key: _answers(key, survey, sectors, _scale(words)) for key in keys}
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime(2026, 4, 24, 12, 0)})  # noqa: DTZ001
        sheet = book.add_worksheet("Sheet1")
        moment = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        headers = [*words["meta"], words["sector"], *(questions[key] for key in keys), words["benefit"], words["open"]]
        sheet.write_row(0, 0, headers)
        pace = timedelta(minutes=survey.get("pace", 196))
        for row, person in enumerate(_in_order("people", len(sectors)), start=1):
            start = datetime(2026, 4, 7, 7, 30) + row * pace  # noqa: DTZ001
            sheet.write(row, 0, row)
            sheet.write_datetime(row, 1, start, moment)
            sheet.write_datetime(row, 2, start + timedelta(minutes=4 + _number(f"stay{row}") % 9), moment)
            sheet.write(row, 3, words["anonymous"])
            answers = [columns[key][person] for key in keys]
            sheet.write_row(row, 5, [sectors[person], *answers, _benefits(row, words), _wish(row, words)])


def _scale(words: Mapping[str, Any]) -> list[str]:
    return [*words["levels"], words["dont_know"], ""]


def _answers(key: str, survey: Mapping[str, Any], sectors: list[str], texts: list[str]) -> list[str]:
    """The given numbers of answers, dealt so that sectors lean as they do."""
    given = survey[key]
    counts = given if isinstance(given, list) else _counts(float(given), len(sectors))
    deck = [texts[level] for level, count in enumerate(counts[:_LEVELS]) for _ in range(count)]
    lean = survey.get("lean", {})
    people = sorted(range(len(sectors)), key=lambda person: _leaning(key, person, lean.get(sectors[person], -0.6)))
    silent = set(_in_order(f"{key}-silent", len(sectors))[: sum(counts[_LEVELS:])])
    answers = [""] * len(sectors)
    for person, text in zip((person for person in people if person not in silent), deck, strict=True):
        answers[person] = text
    for place, person in enumerate(sorted(silent)):
        answers[person] = texts[_LEVELS] if place < counts[_LEVELS] else ""
    return answers


def _counts(mean: float, people: int) -> list[int]:
    """Answers spread about a mean, as many as there are people, "don't know" among them."""
    dont_know = round(people * _DONT_KNOW_SHARE)
    up = (mean - 1) / (_LEVELS - 1)
    ways = (1, 4, 6, 4, 1)
    exact = [ways[k] * up**k * (1 - up) ** (4 - k) * (people - dont_know) for k in range(_LEVELS)]
    counts = [int(share) for share in exact]
    by_remainder = sorted(range(_LEVELS), key=lambda k: counts[k] - exact[k])
    for k in by_remainder[: people - dont_know - sum(counts)]:
        counts[k] += 1
    return [*counts, dont_know, 0]


def _leaning(key: str, person: int, lean: float) -> float:
    own, common = _number(f"{key}-{person}") % 1000, _number(f"self-{person}") % 1000
    return own / 400 + common / 500 + lean


def _benefits(row: int, words: Mapping[str, Any]) -> str:
    benefits = words["benefits"]
    chosen = sorted(_in_order(f"benefit{row}", len(benefits))[:5])
    return "".join(f"{benefits[place]};" for place in chosen)


def _wish(row: int, words: Mapping[str, Any]) -> str:
    wishes: list[str] = words["wishes"]
    return wishes[row % len(wishes)] if _number(f"wish{row}") % 9 == 0 else ""


def _in_order(name: str, size: int) -> list[int]:
    return sorted(range(size), key=lambda place: _number(f"{name}-{place}"))


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big")
