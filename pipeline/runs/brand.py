"""Reads and checks `brand.toml`: colours, fonts, logo, smallest sizes.

In: a file beside the workbook, or the program's own. Out: a `Brand` whose missing and wrong values are the house's,
and findings: what is not understood, which colours can't be read on which, with the nearest that can.
"""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.ooxml.clashes import COLOURS, Clash, clashes, mended
from pipeline.ooxml.colour import contrast
from pipeline.ooxml.palette import TEXT, computed_ramp, following
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding, FindingValue, Place, Term

_MAX_BYTES = 64 * 1024
_SHOWN = 40
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_FONT = re.compile(r"[\w][\w .,&'()-]{0,62}")
_FILE = re.compile(r"[^/\\:*?\"<>|\x00-\x1f]{1,120}")
_POSITION = re.compile(r"line (\d+), column (\d+)")
_LEAST = {"title_minimum": 18.0, "body_minimum": 12.0, "table_minimum": 12.0}
_LARGEST = 60.0
_LEVELS, _GIVEN_LEVELS = 5, 3
_DIGITS = 6
_LONGEST_ALT = 200
_NAMELESS = {"black": Term("brand.black"), **{f"ramp {level}": Term(f"brand.level_{level}") for level in (1, 2, 3)}}


class _Wrong(ValueError):
    """A value that is not understood; the message is the term for what would be."""


def read_brand(path: Path | None, name: str) -> tuple[Brand, tuple[Finding, ...]]:
    """The brand in a file; None is the house's own. `name` is the file as the user knows it, for findings."""
    place = Place(name)
    if path is None:
        return Brand(), ()
    given, fault = _load(path, place)
    if fault is not None:
        return Brand(), (fault,)
    values, findings = _understood(given, place)
    brand, told = _completed(replace(Brand(), **values), values, place)
    return brand, (*findings, *told, *_unreadable(brand, values, place))


def _load(path: Path, place: Place) -> tuple[Mapping[str, Any], Finding | None]:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        return {}, _finding("BR001", place, reason=error.strerror or type(error).__name__)
    if len(data) > _MAX_BYTES:
        return {}, _finding("BR001", place, reason=Term("brand.too_large"))
    try:
        return tomllib.loads(data.decode("utf-8-sig")), None
    except UnicodeDecodeError:
        return {}, _finding("BR001", place, reason=Term("brand.encoding"))
    except tomllib.TOMLDecodeError as error:
        position = _POSITION.search(str(error))
        spot = f"{position[1]}:{position[2]}" if position else ""
        return {}, _finding("BR001", replace(place, cell=spot), reason=Term("brand.syntax"))
    except RecursionError:
        return {}, _finding("BR001", place, reason=Term("brand.syntax"))


def _understood(given: Mapping[str, Any], place: Place) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for key, value in given.items():
        if key not in _READERS:
            nearest = difflib.get_close_matches(key.lower(), _READERS, n=1, cutoff=0)[0]
            findings.append(_finding("BR005", place, key=key[:_SHOWN], nearest=nearest))
            continue
        try:
            values[key] = _READERS[key](value, key)
        except _Wrong as wrong:
            findings.append(_finding("BR002", place, key=key, value=str(value)[:_SHOWN], reason=Term(str(wrong))))
    return values, tuple(findings)


def _completed(brand: Brand, values: dict[str, Any], place: Place) -> tuple[Brand, tuple[Finding, ...]]:
    """The brand with what follows from its colours: those not given, a primary one that can be read, a level ramp."""
    findings: tuple[Finding, ...] = ()
    ground = mended(brand, own_ramp=False).paper  # what follows must suit the paper that is suggested
    brand = replace(following(replace(brand, paper=ground), values), paper=brand.paper)
    healed = mended(brand, own_ramp=False)
    brand = replace(brand, **{key: getattr(healed, key) for key in COLOURS if key not in values})
    if min(contrast(brand.primary, healed.paper), contrast(brand.primary, healed.surface)) < TEXT:
        findings = (_finding("BR006", place, key="primary", value=brand.primary, nearest=healed.primary),)
        brand = replace(brand, primary=healed.primary)
    ramp = values.get("ramp")
    return replace(brand, ramp=(*ramp, brand.primary, brand.deep) if ramp else computed_ramp(brand)), findings


def _unreadable(brand: Brand, values: dict[str, Any], place: Place) -> list[Finding]:
    """What is told of the colours given; the others follow them."""
    return [
        _finding(
            "BR003" if clash.least else "BR007",
            place,
            key=clash.key,
            value=clash.value,
            against=_against(clash.against[0]),
            other=clash.against[1],
            ratio=math.floor(clash.ratio * 10) / 10,
            least=math.ceil(clash.least * 10) / 10,
            nearest=", ".join(clash.nearest),
            line=_line(clash),
        )
        for clash in clashes(brand, own_ramp="ramp" in values)
        if clash.key in values
    ]


def _against(name: str) -> str:
    """A colour as the file names it; those that have no name there in words."""
    return _NAMELESS.get(name, name)


def _line(clash: Clash) -> str:
    """The line to write in the file instead."""
    colours = ", ".join(f'"{colour}"' for colour in clash.nearest)
    return f"{clash.key} = [{colours}]" if clash.key == "ramp" else f"{clash.key} = {colours}"


def _colour(value: object, _: str) -> str:
    found = _COLOUR.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise _Wrong("brand.colour")
    digits = found[1].upper()
    return f"#{digits}" if len(digits) == _DIGITS else "#" + "".join(digit * 2 for digit in digits)


def _ramp(value: object, _: str) -> tuple[str, ...]:
    """Levels 1 to 3; with five colours given, the last two are those of `primary` and `deep` whatever they say."""
    if not isinstance(value, list) or len(value) not in (_GIVEN_LEVELS, _LEVELS):
        raise _Wrong("brand.ramp")
    return tuple(_colour(item, "") for item in value)[:_GIVEN_LEVELS]


def _font(value: object, _: str) -> str:
    if not isinstance(value, str) or not _FONT.fullmatch(value.strip()):
        raise _Wrong("brand.font")
    return value.strip()


def _file(value: object, _: str) -> str:
    if not isinstance(value, str) or (value and not _FILE.fullmatch(value)):
        raise _Wrong("brand.file")
    return value


def _text(value: object, _: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_ALT or not value.isprintable():
        raise _Wrong("brand.text")
    return value


def _switch(value: object, _: str) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("brand.switch")
    return value


def _size(value: object, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not _LEAST[key] <= value <= _LARGEST:
        raise _Wrong(f"brand.{key}")
    return float(value)


_READERS: dict[str, Callable[[object, str], object]] = {
    **dict.fromkeys(("ink", "paper", "deep", "surface", "primary", "accent", "muted"), _colour),
    "ramp": _ramp,
    **dict.fromkeys(("heading_font", "body_font"), _font),
    **dict.fromkeys(("logo", "logo_dark"), _file),
    **dict.fromkeys(("logo_alt", "logo_alt_fi", "logo_alt_sv", "logo_alt_en"), _text),
    "dark_cover": _switch,
    **dict.fromkeys(_LEAST, _size),
}


def _finding(code: str, place: Place, **values: FindingValue) -> Finding:
    blank = dict.fromkeys(("key", "value", "against", "other", "ratio", "least", "nearest", "line", "reason"), "")
    return Finding(code, place, {**blank, **values})
