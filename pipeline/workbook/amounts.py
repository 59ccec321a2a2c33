"""Numbers as people type them. In: text such as `12 500 €`, `3,4`, `40 %`. Out: an `Amount`, or None."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.workbook.texts import plain

Unit = Literal["", "%", "€"]

_LONGEST = 40
_MINUS = re.compile("^[−–‒]\\s*(?=\\d)")
_EURO = re.compile(r"^(?:€|eur)\s*(?=\d)|(?<=\d)(?:,[-–]+|\s*(?:€|eur|euroa?|euros?|e)\.?)$", re.IGNORECASE)
_PERCENT = re.compile(r"(?<=\d)\s*(?:%|pros\.?|prosenttia|procent|per ?cent)$", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?<=\d)\s*(?:h|t|tim|tuntia?|timm(?:e|ar)|hours?|hrs?|kpl|st|hlö|henkilöä?|person(?:er|s)?|people)\.?$",
    re.IGNORECASE,
)
_SIGNS: tuple[tuple[re.Pattern[str], Unit], ...] = ((_EURO, "€"), (_PERCENT, "%"), (_COUNTED, ""))
_GROUPED = re.compile(r"(?P<whole>[+-]?\d{1,3}(?:(?P<mark>[ .,'’])\d{3})(?:(?P=mark)\d{3})*)(?:[.,](?P<decimals>\d+))?")
_PLAIN = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?")
_EITHER_WAY = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_ROUGHLY = re.compile(
    r"^(?:n\.|noin|ca\.?|cirka|about|approx\.?|~|<|>|yli|alle)\s*\d|\d\s*[-–—]\s*\d|\d\s*(?:k|t€|m€|milj)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, its unit, and the other way to read it when `12.500` could be either."""

    value: float
    unit: Unit = ""
    other: float | None = None


def amount(text: str) -> Amount | None:
    """The number in a text, or None when it is none. Ambiguous thousands are read as thousands, `other` as decimals."""
    body = _MINUS.sub("-", plain(text))
    if len(body) > _LONGEST:
        return None
    unit: Unit = ""
    for pattern, mark in _SIGNS:
        stripped = pattern.sub("", body, count=1)
        if stripped != body:
            body, unit = stripped, mark
            break
    return _number(body.strip(), unit)


def is_rough(text: str) -> bool:
    """Whether a text is an estimate or a range rather than one number: `n. 12 000`, `10–15`, `12k`."""
    return bool(_ROUGHLY.search(plain(text)))


def _number(body: str, unit: Unit) -> Amount | None:
    if _EITHER_WAY.fullmatch(body):
        return Amount(float(re.sub("[.,]", "", body)), unit, other=float(body.replace(",", ".")))
    if _PLAIN.fullmatch(body):
        return Amount(float(body.replace(",", ".")), unit)
    grouped = _GROUPED.fullmatch(body)
    if not grouped:
        return None
    whole = re.sub(r"[^\d+-]", "", grouped["whole"])
    return Amount(float(f"{whole}.{grouped['decimals'] or 0}"), unit)
