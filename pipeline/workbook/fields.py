"""The kinds of cell: how each is read. In: a `Cell` and its `Field`. Out: a `Reading`: the value, or what is wrong.

Everything of the contract's forms is understood; what had to be mended on the way is said, what can be read in two ways
is told, and what can't be read is a fault with what was expected instead.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.language import NO_BREAK, words
from pipeline.vocabulary.findings import FindingValue, Term
from pipeline.vocabulary.model import Language, Time
from pipeline.workbook import texts, times
from pipeline.workbook.amounts import Amount, Unit, amount, is_rough
from pipeline.workbook.choosing import choose, choose_each
from pipeline.workbook.grid import Cell
from pipeline.workbook.layout import Field, KindName, layout

Value = str | int | float | bool | dt.date | Time | tuple[str, ...] | None
_EMAIL = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[^@\s;,<>]{2,}")
_EXACT = 1e15
"""Excel keeps fifteen digits; from here on a number is no longer what was typed."""
_TAKE_DATES: frozenset[KindName] = frozenset({"date", "time", "number", "year"})
"""Kinds that a date or a time of day can be meant in; elsewhere Excel has made it of 1-2 or 3/4."""
_DAY_NUMBERS = range(36_526, 73_051)
"""Excel's numbers for the days of 2000–2099: dates whose cell lost its format."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding without its place: the code and the values that the field does not tell."""

    code: str
    values: Mapping[str, FindingValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says. `faults` may hold doubts beside a value; `mended` when its form had to be put right."""

    value: Value = None
    mended: bool = False
    faults: tuple[Fault, ...] = ()


def read_cell(cell: Cell, of: Field, language: Language) -> Reading:
    """The value of a cell that holds something. Formulas without results and Excel errors are faults of their own."""
    if cell.error:
        return Reading(faults=(Fault("WB009", {"value": cell.error}),))
    if cell.value is None:
        return Reading(faults=(Fault("WB008", {"formula": texts.shortened(cell.formula)}),))
    if isinstance(cell.value, str) and not texts.plain(cell.value):
        return Reading()
    if isinstance(cell.value, dt.datetime | dt.time) and of.kind not in _TAKE_DATES:
        return _wrong(cell, of, language, "excel_date")
    reading = _READERS[of.kind](cell, of, language)
    if isinstance(cell.value, str) and (word := texts.mixed_word(cell.value)):
        return Reading(reading.value, reading.mended, (*reading.faults, Fault("WB046", {"value": word})))
    return reading


def shown(cell: Cell, language: Language) -> str:
    """A cell as text, about as Excel shows it: for text columns that hold a number, and for messages."""
    value = cell.value
    if isinstance(value, bool):
        yes, no = layout().lists["yes_no"]
        return (yes if value else no).label[language]
    if isinstance(value, dt.datetime):
        return times.of_date(value.date(), cell.number_format).text
    if isinstance(value, dt.time):
        return f"{value.hour}.{value.minute:02}"
    if isinstance(value, int | float):
        return _shown_number(value, cell.number_format, language)
    return texts.shortened(value or cell.error or cell.formula)


def shown_whole(cell: Cell, language: Language) -> str:
    """The raw text of a cell, uncut; a number becomes text, about as Excel shows it."""
    return cell.value if isinstance(cell.value, str) else shown(cell, language)


# --- text -------------------------------------------------------------------------------------------------------------


def _text(cell: Cell, of: Field, language: Language) -> Reading:
    raw = shown_whole(cell, language)
    value = texts.paragraphs(raw) if of.kind == "long_text" else texts.one_line(raw)
    faults: tuple[Fault, ...] = ()
    if of.longest and len(value) > of.longest:
        faults = (Fault("WB013", {"length": len(value), "limit": of.longest}),)
    return Reading(value, _is_mended(raw, value), faults)


def _id(cell: Cell, of: Field, language: Language) -> Reading:
    if isinstance(cell.value, int | float) and abs(cell.value) >= _EXACT:
        return _wrong(cell, of, language, "id_number")
    raw = shown_whole(cell, language)
    value = texts.plain(raw)
    return Reading(value, _is_mended(raw, value))


def _list(cell: Cell, of: Field, language: Language) -> Reading:
    """Names may hold a comma, ids can't: there it separates too."""
    raw = shown_whole(cell, language)
    if of.kind == "ids":
        return Reading(tuple(map(texts.plain, texts.items(raw, ";,"))), mended="," in raw)
    return Reading(texts.items(raw, ";"))


def _email(cell: Cell, of: Field, language: Language) -> Reading:
    raw = shown_whole(cell, language)
    value = texts.plain(raw).removeprefix("mailto:")
    if not _EMAIL.fullmatch(value):
        return _wrong(cell, of, language, "unknown")
    return Reading(value, _is_mended(raw, value))


def _code(cell: Cell, of: Field, language: Language) -> Reading:
    if isinstance(cell.value, int) and not isinstance(cell.value, bool) and 0 < cell.value < 1000:
        return Reading(f"{cell.value:03}", mended=cell.value < 100)
    value = texts.plain(shown_whole(cell, language))
    if not re.fullmatch("[0-9]{3}", value):
        return _wrong(cell, of, language, "unknown")
    return Reading(value, _is_mended(str(cell.value), value))


# --- choices ----------------------------------------------------------------------------------------------------------


def _choice(cell: Cell, of: Field, language: Language) -> Reading:
    """A choice by its id. Where ids of another sheet may stand too, an id; or what is said beside it, as typed; or a
    question mark for what a person has still to decide.
    """
    raw = shown_whole(cell, language)
    choice, exact = choose(raw, of.choices)
    if choice:
        return Reading(choice.id, mended=not exact)
    if of.refers_to and re.fullmatch(r"\w{1,12}", texts.plain(raw)) and any(map(str.isdigit, raw)):
        return Reading(texts.plain(raw))
    if of.refers_to and re.search(r"[;,=\n\d]|^\?$", texts.paragraphs(raw)):
        return Reading(texts.paragraphs(raw))
    return _not_listed(cell, of, language, raw)


def _choices(cell: Cell, of: Field, language: Language) -> Reading:
    raw = shown_whole(cell, language)
    chosen, strangers = choose_each(texts.items(raw, ";,"), of.choices)
    faults = tuple(fault for item in strangers for fault in _not_listed(cell, of, language, item).faults)
    return Reading(tuple(dict.fromkeys(choice.id for choice in chosen)), faults=faults)


def _yes_no(cell: Cell, of: Field, language: Language) -> Reading:
    if isinstance(cell.value, bool):
        return Reading(cell.value)
    reading = _choice(cell, of, language)
    return Reading(None if reading.value is None else reading.value == "yes", reading.mended, reading.faults)


def _not_listed(cell: Cell, of: Field, language: Language, typed: str) -> Reading:
    labels = [choice.label[language] for choice in of.choices]
    nearest = max(labels, key=lambda label: texts.likeness(label, typed))
    value = texts.shortened(typed) or shown(cell, language)
    return Reading(faults=(Fault("WB003", {"value": value, "nearest": nearest, "choices": ", ".join(labels)}),))


# --- numbers ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What numbers a kind accepts; `unit` is the only sign that may stand with them."""

    low: float
    high: float
    whole: bool = False
    unit: Unit = ""
    thousands: bool = True


_BOUNDS: Mapping[KindName, _Bounds] = {
    "year": _Bounds(times.YEARS.start, times.YEARS.stop - 1, whole=True),
    "count": _Bounds(0, 10_000_000, whole=True),
    "priority": _Bounds(1, 3, whole=True),
    "percent": _Bounds(0, 100, unit="%", thousands=False),
    "euro": _Bounds(0, 1e12, unit="€"),
    "level": _Bounds(-1e6, 1e6, thousands=False),
    "whole_level": _Bounds(-1e6, 1e6, whole=True),
    "number": _Bounds(0, 1e9, thousands=False),
}


def _number(cell: Cell, of: Field, language: Language) -> Reading:
    bounds = _BOUNDS[of.kind]
    given = _given_number(cell, of)
    if isinstance(given, str):
        return _wrong(cell, of, language, given)
    value, doubt = given.value, None
    if given.other is not None:
        value, doubt = (value, given.other) if bounds.thousands else (given.other, value)
    if of.kind == "percent":
        value, doubt = _percent(cell, given, value, doubt)
    fault = _out_of_bounds(value, bounds)
    if fault:
        return _wrong(cell, of, language, fault)
    typed_as_number = isinstance(cell.value, int | float) and not (given.unit and value == given.value > 1)
    doubts = () if doubt is None else (_two_ways(cell, of, language, value, doubt),)
    return Reading(int(value) if bounds.whole else float(value), not typed_as_number, doubts)


def _given_number(cell: Cell, of: Field) -> Amount | str:
    """The number in a cell, or the reason why there is none."""
    value = cell.value
    if isinstance(value, dt.time) and of.kind == "number" and value != dt.time():
        return Amount(value.hour + value.minute / 60)
    if isinstance(value, dt.datetime) and of.kind == "year":
        shown_time = times.of_date(value.date(), cell.number_format)
        return Amount(value.year) if shown_time.precision == "year" else "excel_date"
    if isinstance(value, dt.datetime | dt.time):
        return "excel_date"
    if isinstance(value, bool):
        return "not_number"
    if isinstance(value, int | float):
        return Amount(value, "%" if "%" in cell.number_format else "")
    found = amount(value or "")
    if found is None:
        return "rough" if is_rough(value or "") else "not_number"
    return found if found.unit in ("", _BOUNDS[of.kind].unit) else "wrong_unit"


def _percent(cell: Cell, given: Amount, value: float, doubt: float | None) -> tuple[float, float | None]:
    """Per cent, by the cell's number format: 0.4 shown as 40 % is 40, so is 40 without the sign.

    A bare fraction is a share (0.4 → 40) but told; over 100 % in a percent cell, somebody typed 40 for 40 %.
    """
    if isinstance(cell.value, str) and given.unit:
        return value, doubt
    if given.unit:
        scaled = round(value * 100, 10)
        return (value, None) if scaled > 100 and value <= 100 else (scaled, None)
    if 0 < value < 1:
        return round(value * 100, 10), value
    return value, 100.0 if value == 1 else doubt


def _out_of_bounds(value: float, bounds: _Bounds) -> str:
    if bounds.whole and value != int(value):
        return "not_whole"
    if value < 0 <= bounds.low:
        return "negative"
    return "" if bounds.low <= value <= bounds.high else "out_of_range"


def _two_ways(cell: Cell, of: Field, language: Language, value: float, other: float) -> Fault:
    unit = _BOUNDS[of.kind].unit
    spoken = [
        words(language).number(item, _decimals("", item)) + (NO_BREAK + unit if unit else "") for item in (value, other)
    ]
    return Fault("WB029", {"value": shown(cell, language), "reading": spoken[0], "other": spoken[1]})


def _shown_number(value: float, number_format: str, language: Language) -> str:
    code = number_format.split(";")[0]
    if abs(value) >= _EXACT:
        return f"{value:.6g}"
    if "%" in code:
        percent = words(language).number(value * 100, _decimals(code, value * 100))
        return percent + ("%" if language == "en" else f"{NO_BREAK}%")
    decimals = _decimals(code, value)
    number = words(language).number(value, decimals)
    if "#,##" not in code:
        number = number.replace(NO_BREAK, "").replace(",", "" if language == "en" else ",")
    return f"{number}{NO_BREAK}€" if "€" in code else number


def _decimals(code: str, value: float) -> int:
    """The decimals a number format shows; General shows those there are."""
    shown_decimals = re.search(r"0\.(0+)", code)
    if shown_decimals:
        return len(shown_decimals[1])
    if re.search("[0#]", code):
        return 0
    return len(f"{value:.10f}".rstrip("0").partition(".")[2])


# --- dates and times --------------------------------------------------------------------------------------------------


def _time(cell: Cell, of: Field, language: Language) -> Reading:
    value = cell.value
    if isinstance(value, dt.time):
        return _wrong(cell, of, language, "empty_date" if value == dt.time() else "unknown")
    if isinstance(value, dt.datetime):
        return _in_years(times.of_date(value.date(), cell.number_format), cell, of, language)
    if isinstance(value, int | float) and int(value) in _DAY_NUMBERS:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=int(value))
        return Reading(times.of_date(day), mended=True)
    typed = texts.clean(value) if isinstance(value, str) else f"{value}"
    outcome = times.read_time(typed)
    if isinstance(outcome, times.TimeFault):
        return _wrong(cell, of, language, outcome.reason)
    doubts = () if not outcome.other else (_two_days(cell, outcome, language),)
    return Reading(outcome.time, outcome.mended or (isinstance(value, str) and _is_mended(value, typed)), doubts)


def _date(cell: Cell, of: Field, language: Language) -> Reading:
    reading = _time(cell, of, language)
    if not isinstance(reading.value, Time):
        return reading
    exact = isinstance(cell.value, dt.datetime) or reading.value.precision == "day"
    if not exact:
        return _wrong(cell, of, language, "not_a_day")
    day = cell.value.date() if isinstance(cell.value, dt.datetime) else reading.value.first
    return Reading(day, reading.mended or isinstance(cell.value, str), reading.faults)


def _in_years(time: Time, cell: Cell, of: Field, language: Language) -> Reading:
    return Reading(time) if time.first.year in times.YEARS else _wrong(cell, of, language, "out_of_range")


def _two_days(cell: Cell, outcome: times.ReadTime, language: Language) -> Fault:
    reading = times.of_date(outcome.time.first).text
    return Fault("WB029", {"value": shown(cell, language), "reading": reading, "other": outcome.other})


# --- faults -----------------------------------------------------------------------------------------------------------


def _is_mended(raw: str, value: str) -> bool:
    """Whether more than a line end of another system was changed."""
    return raw.replace("\r\n", "\n") != value


def _wrong(cell: Cell, of: Field, language: Language, reason: str) -> Reading:
    values: dict[str, FindingValue] = {
        "value": shown(cell, language),
        "fault": Term(f"fault.{reason}"),
        "expected": Term(f"expected.{of.kind}"),
    }
    return Reading(faults=(Fault("WB002", values),))


_READERS: Mapping[KindName, Callable[[Cell, Field, Language], Reading]] = {
    "text": _text,
    "long_text": _text,
    "id": _id,
    "ids": _list,
    "list": _list,
    "choice": _choice,
    "choices": _choices,
    "yes_no": _yes_no,
    "year": _number,
    "count": _number,
    "priority": _number,
    "percent": _number,
    "euro": _number,
    "level": _number,
    "whole_level": _number,
    "number": _number,
    "date": _date,
    "time": _time,
    "email": _email,
    "code": _code,
}
