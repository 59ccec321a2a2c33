"""Points in time as people type them in Finnish, Swedish and English. In: a text or a date. Out: a `Time` or a fault.

`3/2027` · `Q2/2027`, `2027 Q2`, `II/2027` · `kevät 2027`, `hösten 2027`, `winter 2027` · `maaliskuu 2027` ·
`1.3.2027` · `2027-03-01` · `2027`. A winter is named by the year it ends in: talvi 2027 is 12/2026–2/2027.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pipeline.language import LANGUAGES, words
from pipeline.vocabulary.model import Precision, Time
from pipeline.workbook.texts import plain

YEARS = range(1900, 2200)
_LONGEST = 40
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SEASONS = {
    "winter": (r"talv(?:i|ella|en|eksi|een)", r"vinter(?:n)?", r"winter"),
    "spring": (r"kevä(?:t|ällä|än|ästä|äksi|äseen)", r"vår(?:en)?", r"spring"),
    "summer": (r"kesä(?:llä|n|stä|ksi|än)?", r"sommar(?:en)?", r"summer"),
    "autumn": (r"syksy(?:llä|n|stä|ksi|yn)?", r"höst(?:en)?", r"autumn|fall"),
}
_FIRST_MONTH = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9}
_YEAR = r"(?P<year>\d{4}|\d{2})"
_CASES = r"(?:ta|ssa|lla|sta|n|hun|ksi)?"


@dataclass(frozen=True, slots=True)
class TimeFault:
    """Why a text is no time: the last part of a term of `terms.toml`."""

    reason: str


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A time; `mended` when its year had two figures or its form was foreign, `other` the other way to read it."""

    time: Time
    mended: bool = False
    other: str = ""


class _NoSuchTime(ValueError):
    """Digits that look like a time but name none."""


Outcome = ReadTime | TimeFault


def read_time(text: str) -> Outcome:
    """The time that a text names."""
    typed = plain(text)
    if len(typed) > _LONGEST:
        return TimeFault("unknown")
    if re.fullmatch(r"\d{1,2}\.\s?\d{1,2}\.?", typed):
        return TimeFault("no_year")
    if re.fullmatch(r".*\d{4}\s*[-–—]\s*.*\d{4}", typed):
        return TimeFault("several")
    for form, build in _forms():
        match = _pattern(form).fullmatch(typed)
        if match:
            try:
                return build(match, typed)
            except _NoSuchTime as fault:
                return TimeFault(str(fault))
    return TimeFault("no_year" if _names_no_year(typed) else "unknown")


def of_date(day: dt.date, number_format: str = "") -> Time:
    """A real date's time: a month or a year when its cell shows no more than that."""
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).lower()
    if number_format and "y" in shown and "d" not in shown:
        return _month(day.year, day.month, f"{day.month}/{day.year}") if "m" in shown else of_year(day.year)
    return Time(day, day, "day", f"{day.day}.{day.month}.{day.year}")


def of_year(year: int) -> Time:
    """A whole year."""
    return _year(year, str(year))


# --- the forms, tried in order ----------------------------------------------------------------------------------------

_Build = Callable[[re.Match[str], str], ReadTime]


@cache
def _forms() -> tuple[tuple[str, _Build], ...]:
    quarter_word = r"(?:q|kv|kvartaali|kvartal|kvart|neljännes|quarter)"
    roman = r"(?P<roman>i{1,3}|iv)"
    return (
        (r"(?:v\.|vuosi|år|year)?\s*" + _YEAR.replace(r"|\d{2}", ""), _read_year),
        (r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?" + _YEAR, _read_day),
        (r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ]00:00(?::00)?)?", _read_day),
        (r"(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-]" + _YEAR, _read_foreign_day),
        (r"(?P<month>\d{1,2})\s?[/.]\s?(?P<year>\d{4})", _read_month),
        (r"(?P<month>\d{1,2})\s?/\s?(?P<year>\d{2})", _read_month),
        (r"(?P<year>\d{4})\s?[-/.]\s?(?P<month>\d{1,2})", _read_month),
        (rf"{quarter_word}\.?\s?(?P<quarter>\d)\s?[/ .-]?\s?{_YEAR}", _read_quarter),
        (rf"(?P<quarter>\d)\s?\.?\s?{quarter_word}\s?[/ .-]?\s?{_YEAR}", _read_quarter),
        (rf"(?P<year>\d{{4}})\s?[/ .-]?\s?{quarter_word}\.?\s?(?P<quarter>\d)", _read_quarter),
        (rf"{roman}\s?[/ .-]\s?{_YEAR}", _read_quarter),
        (rf"(?P<year>\d{{4}})\s?[/ .-]\s?{roman}", _read_quarter),
        *((rf"(?:{form})\s?(?:of )?[/ ]?\s?{_YEAR}", _season(name)) for name, form in _season_words()),
        *((rf"(?P<year>\d{{4}})\s?[/ ]?\s?(?:{form})", _season(name)) for name, form in _season_words()),
        *((rf"(?:{form})\s?[/ ]?\s?{_YEAR}", _named_month(number)) for number, form in _month_words()),
        *((rf"(?P<year>\d{{4}})\s?(?:{form})", _named_month(number)) for number, form in _month_words()),
        *((rf"(?P<day>\d{{1,2}})\.?\s(?:{form})\s{_YEAR}", _named_day(number)) for number, form in _month_words()),
    )


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form, re.IGNORECASE)


def _season_words() -> tuple[tuple[str, str], ...]:
    return tuple((name, "|".join(forms)) for name, forms in _SEASONS.items())


def _month_words() -> tuple[tuple[int, str], ...]:
    names = (words(language).catalog("numbers")["months"] for language in LANGUAGES)
    return tuple(
        (number, "|".join(re.escape(name) + (_CASES if name.endswith("kuu") else "") for name in forms))
        for number, forms in enumerate(zip(*names, strict=True), start=1)
    )


def _read_year(match: re.Match[str], typed: str) -> ReadTime:
    year, _ = _year_of(match)
    return ReadTime(_year(year, typed))


def _read_day(match: re.Match[str], typed: str) -> ReadTime:
    year, mended = _year_of(match)
    return ReadTime(_day(year, int(match["month"]), int(match["day"]), typed), mended)


def _read_foreign_day(match: re.Match[str], typed: str) -> ReadTime:
    """`03/01/2027`: the day first, as everywhere in Europe, but told when the month could come first."""
    year, _ = _year_of(match)
    first, second = int(match["day"]), int(match["month"])
    if second > 12 >= first:
        return ReadTime(_day(year, first, second, typed), mended=True)
    other = f"{second}.{first}.{year}" if first <= 12 and first != second else ""
    return ReadTime(_day(year, second, first, typed), mended=True, other=other)


def _read_month(match: re.Match[str], typed: str) -> ReadTime:
    year, mended = _year_of(match)
    return ReadTime(_month(year, int(match["month"]), typed), mended)


def _read_quarter(match: re.Match[str], typed: str) -> ReadTime:
    year, mended = _year_of(match)
    groups = match.groupdict()
    quarter = _ROMAN[groups["roman"].lower()] if "roman" in groups else int(groups["quarter"])
    if quarter not in range(1, 5):
        raise _NoSuchTime("no_such_quarter")
    first = dt.date(year, quarter * 3 - 2, 1)
    return ReadTime(Time(first, _last_day(year, quarter * 3), "quarter", typed), mended)


def _season(name: str) -> _Build:
    def build(match: re.Match[str], typed: str) -> ReadTime:
        year, mended = _year_of(match)
        start = _FIRST_MONTH[name]
        first = dt.date(year - 1 if start == 12 else year, start, 1)
        last = _last_day(year, (start + 1) % 12 + 1)
        return ReadTime(Time(first, last, "season", typed), mended)

    return build


def _named_month(month: int) -> _Build:
    def build(match: re.Match[str], typed: str) -> ReadTime:
        year, mended = _year_of(match)
        return ReadTime(_month(year, month, typed), mended)

    return build


def _named_day(month: int) -> _Build:
    def build(match: re.Match[str], typed: str) -> ReadTime:
        year, mended = _year_of(match)
        return ReadTime(_day(year, month, int(match["day"]), typed), mended)

    return build


# --- building blocks --------------------------------------------------------------------------------------------------


def _year_of(match: re.Match[str]) -> tuple[int, bool]:
    """The year, and whether it had only two figures."""
    short = len(match["year"]) == 2
    year = int(match["year"]) + (2000 if short else 0)
    if year not in YEARS:
        raise _NoSuchTime("out_of_range")
    return year, short


def _day(year: int, month: int, day: int, typed: str) -> Time:
    try:
        date = dt.date(year, month, day)
    except ValueError as fault:
        raise _NoSuchTime("no_such_day") from fault
    return Time(date, date, "day", typed)


def _month(year: int, month: int, typed: str) -> Time:
    if month not in range(1, 13):
        raise _NoSuchTime("no_such_month")
    return _whole(year, month, month, "month", typed)


def _year(year: int, typed: str) -> Time:
    return _whole(year, 1, 12, "year", typed)


def _whole(year: int, first: int, last: int, precision: Precision, typed: str) -> Time:
    return Time(dt.date(year, first, 1), _last_day(year, last), precision, typed)


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _names_no_year(typed: str) -> bool:
    parts = [form for _, form in _season_words()] + [form for _, form in _month_words()]
    quarter = r"(?:q\s?\d|i{1,3}|iv)"
    return bool(re.fullmatch("|".join([*parts, quarter]), typed, re.IGNORECASE))
