"""Personal data in what people wrote themselves: addresses, numbers, identity codes and names.

In: texts of open answers. Out: whether one tells who somebody is, and findings that name cells and never the text.
Every pattern is bounded and begins only where a word does, so that time grows with the length of the text alone.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from itertools import chain
from typing import Literal

from pipeline.survey.columns.names import names_somebody
from pipeline.survey.files.naming_cells import named_cells
from pipeline.survey.files.table import Column, Table
from pipeline.vocabulary.findings import Finding

Kind = Literal["email", "identity_code", "phone", "ip", "name"]

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_USUAL = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_UNUSUAL = re.compile("[\u2010-\u2014\u2212]")

_AT_SIGN = re.compile(r"@|[(\[{<](?:at|a|ät|miukumauku)[)\]}>]| (?:at|ät|miuku) ", re.IGNORECASE)
_SIX_DIGITS = re.compile(r"\d\D{0,4}+\d\D{0,4}+\d\D{0,4}+\d\D{0,4}+\d\D{0,4}+\d")
"""What every identity code and phone number has: six digits that are not far apart."""
_PARTED = re.compile(r"[.:][0-9A-Fa-f]{0,4}[.:]")
"""What every IP address has: a part between two points or colons."""
_AT = r"(?:[ ]{0,2}@[ ]{0,2}|[ ]{0,2}[(\[{<](?:at|a|ät|@|miukumauku)[)\]}>][ ]{0,2})"
_DOT = r"(?:[ ]?[.,][ ]?|[ ]{0,2}[(\[](?:dot|piste|punkt|\.)[)\]][ ]{0,2}|[ ](?:dot|piste|punkt)[ ])"
_EMAIL = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,3}}{_DOT}[a-z]{{2,24}}\b"
    r"|(?<![\w.+-])[\w.+-]{1,64} (?:at|ät|miuku) [\w-]{1,63}[ .](?:piste|dot|punkt)?[ ]?(?:fi|com|net|org|se|ax)\b",
    re.IGNORECASE,
)
_IDENTITY_CODE = re.compile(
    r"(?<!\w)(\d{2})(\d{2})(\d{2})( ?[-+A-FU-Y] ?|)(\d{3}) ?([0-9A-FHJ-NPR-Y])(?!\w)", re.IGNORECASE
)
_CONTROL = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
_START = r"(?<![\w.,:/+-])(?<!\d )"
_PHONE = re.compile(
    rf"{_START}(?:\+|00(?=[1-9]))\d{{1,3}}(?:[ ()/.-]{{0,3}}\d){{6,12}}(?![\d%€])"
    rf"|{_START}(?!\d{{7}}-\d(?!\d))(?!0\d[ -]\d{{1,2}}[ -](?:19|20)\d\d(?!\d))(?!0[678]00)"
    r"\(?0(?:4\d{1,3}|50\d?|[2356789]|1\d{1,2}|29\d?|30\d?)\)?[ -]{0,3}[1-9](?:[ -]{0,2}\d){4,8}"
    r"(?!\w| ?(?:%|€|eur|\d)|[.,:-]\d)"
    r"|\b(?:puh(?:elin(?:numero\w{0,4})?)?|gsm|matkapuh|tel(?:efon)?|phone|soita|ring|call)\b[.: ]{0,3}"
    r"(?:\d[ -]?){5,10}\d(?![\d%€])",
    re.IGNORECASE,
)
_IP4 = re.compile(r"(?<![\w.])(?<!versio )(?<!version )(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
_IP6 = re.compile(r"(?<![\w:])[0-9a-f]{0,4}:[0-9a-f:]{3,40}(?![\w:])", re.IGNORECASE)
_FEWEST_COLONS = 3


def personal_kinds(text: str) -> frozenset[Kind]:
    """The kinds of personal data that a text holds."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    if _UNUSUAL.search(plain):
        plain = plain.translate(_USUAL)
    found: set[Kind] = set()
    if _AT_SIGN.search(plain) and _EMAIL.search(plain):
        found.add("email")
    found.update(_numbers(plain))
    if names_somebody(plain):
        found.add("name")
    return frozenset(found)


def _numbers(plain: str) -> Iterator[Kind]:
    if _SIX_DIGITS.search(plain):
        if any(map(_is_identity_code, _IDENTITY_CODE.finditer(plain))):
            yield "identity_code"
        if _PHONE.search(plain):
            yield "phone"
    if _PARTED.search(plain) and any(map(_is_ip, chain(_IP4.findall(plain), _IP6.findall(plain)))):
        yield "ip"


def is_personal_text(text: str) -> bool:
    """Whether a text holds personal data of any kind."""
    return bool(personal_kinds(text))


def personal_data(table: Table, columns: Sequence[Column]) -> tuple[Finding, ...]:
    """SV045 when cells of the columns of a table, all open texts that are not published, hold personal data."""
    held = {cell: is_personal_text(cell) for column in columns for cell in column.different if isinstance(cell, str)}
    cells = [
        table.cell_name(column, index)
        for column in columns
        for index, cell in enumerate(column.cells)
        if isinstance(cell, str) and held[cell]
    ]
    return (Finding("SV045", table.place, {"count": len(cells), "cells": named_cells(cells)}),) if cells else ()


def _is_identity_code(found: re.Match[str]) -> bool:
    """Whether the date is one and the check character is the remainder of the digits by 31."""
    day, month, year, sign, number, control = found.groups()
    century = _CENTURIES.get(sign.strip().upper())
    centuries = (1900, 2000) if century is None else (century,)
    dated = any(_is_date(first + int(year), int(month), int(day)) for first in centuries)
    return dated and _CONTROL[int(day + month + year + number) % 31] == control.upper()


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _is_ip(text: str) -> bool:
    if ":" in text and text.count(":") < _FEWEST_COLONS:
        return False
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
