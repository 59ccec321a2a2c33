"""Which colours of a brand can't be told apart, and the nearest brand whose colours can, all of them at once.

In: a `Brand`. Out: the same brand mended, and each colour that had to change, with what it is too close to. The grounds
are settled first and everything else on them, so that whoever takes over every suggestion has nothing left to mend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pipeline.ooxml.colour import contrast, luminance, nearest
from pipeline.ooxml.palette import LEVEL, SHAPE, STEP, TEXT, computed_ramp
from pipeline.vocabulary.brand import Brand

_DEEP = (13.65, 14.4)
"""Least contrast of `deep` to its grounds. Between the two an accent (4.5 to the ground, 3 to `deep`) must find room:
with the first there is some, with the second for every hue.
"""
_LEVEL_3_ROOM = 1.02
"""So much more to the paper, where level 3 (3 to the paper, under letters in `deep`) must find room as well."""
_BLACK = "#000000"
_FIRST_LEVEL = 1.1
COLOURS = ("paper", "deep", "surface", "ink", "muted", "primary", "accent")
_LEVELS = ("ramp 1", "ramp 2", "ramp 3")

Pair = tuple[str, float]
"""The name of another colour, and the least contrast to it."""
_TEXT: tuple[Pair, ...] = (("paper", TEXT), ("surface", TEXT))


@dataclass(frozen=True, slots=True)
class Clash:
    """A colour that is too close to another, and the worst of its faults.

    `key` is the name in `brand.toml`, `value` the colour, `against` the other's name and colour, `ratio` the contrast,
    `least` the one it must have (0: it is a level out of order), `nearest` what to write instead: a colour, or a ramp's
    three.
    """

    key: str
    value: str
    against: tuple[str, str]
    ratio: float
    least: float
    nearest: tuple[str, ...]


def mended(brand: Brand, *, own_ramp: bool = True) -> Brand:
    """The nearest brand whose colours can be told apart. Without `own_ramp` its levels are worked out from the rest."""
    colours: dict[str, Any] | None = next((found for enough in _DEEP if (found := _solved(brand, enough))), None)
    if colours is None:  # no brand is known for which this holds: the house's colours always do
        colours = {key: getattr(Brand(), key) for key in COLOURS}
    healed = replace(brand, **colours)
    levels = _mended_levels(brand, healed) if own_ramp else None
    return replace(healed, ramp=(*levels, healed.primary, healed.deep) if levels else computed_ramp(healed))


def clashes(brand: Brand, *, own_ramp: bool = True) -> tuple[Clash, ...]:
    """Every colour that can't be told apart from what it stands on or beside, each once."""
    healed = mended(brand, own_ramp=own_ramp)
    found = [
        _clash(key, getattr(brand, key), (getattr(healed, key),), brand, healed)
        for key in COLOURS
        if getattr(brand, key) != getattr(healed, key)
    ]
    if own_ramp and brand.ramp[:3] != healed.ramp[:3]:
        place = max(place for place in range(3) if brand.ramp[place] != healed.ramp[place])
        found.append(_clash(_LEVELS[place], brand.ramp[place], healed.ramp[:3], brand, healed))
    return tuple(found)


def _solved(brand: Brand, enough: float) -> dict[str, str] | None:
    """Each colour kept, or the nearest that passes beside those settled before it; None where one finds no room."""
    colours = {"black": _BLACK}
    for key in COLOURS:
        passes = partial(_passes, pairs=_pairs(key, enough), others=colours)
        found = _kept(getattr(brand, key), passes)
        if key == "paper" and found != brand.paper:
            found = nearest(brand.paper, partial(_passes, pairs=_pairs(key, max(_DEEP)), others=colours))
        if key == "deep" and found not in (None, brand.deep):
            found = _deeper(brand, colours["paper"], enough) or found
        if found is None:
            return None
        colours[key] = found
    return {key: colours[key] for key in COLOURS}


def _deeper(brand: Brand, paper: str, enough: float) -> str | None:
    """The nearest `deep` beside which those colours can stay that read on the paper: one change rather than five."""
    others = _named(brand) | {"paper": paper}
    beside = list(_pairs("deep", enough))
    for key, least in (("surface", enough), ("primary", STEP), ("accent", SHAPE), ("ramp 3", TEXT)):
        reads = contrast(others[key], _BLACK) >= enough if key == "surface" else _reads(key, others)
        beside += [(key, least)] if reads else []
    return nearest(brand.deep, partial(_passes, pairs=tuple(beside), others=others))


def _reads(key: str, others: Mapping[str, str]) -> bool:
    return contrast(others[key], others["paper"]) >= (SHAPE if key == "ramp 3" else TEXT)


def _pairs(key: str, enough: float = 0) -> tuple[Pair, ...]:
    """What a colour must be told apart from."""
    return {
        "paper": (("black", enough * _LEVEL_3_ROOM),),
        "deep": (("paper", enough * _LEVEL_3_ROOM),),
        "surface": (("deep", enough),),
        "primary": (*_TEXT, ("deep", STEP)),
        "accent": (*_TEXT, ("deep", SHAPE)),
        "ramp 3": (("paper", SHAPE), ("deep", TEXT), ("primary", LEVEL)),
        "ramp 2": (("ramp 3", LEVEL),),
        "ramp 1": (("paper", _FIRST_LEVEL), ("ramp 2", LEVEL)),
    }.get(key, _TEXT)


def _passes(colour: str, pairs: tuple[Pair, ...], others: Mapping[str, str]) -> bool:
    return all(contrast(colour, others[name]) >= least for name, least in pairs)


def _mended_levels(brand: Brand, healed: Brand) -> tuple[str, str, str] | None:
    """Levels 1 to 3 as they were, or the nearest that step evenly on from the paper; None where one finds no room."""
    colours = _named(healed)
    farther = healed.primary
    for key, own in reversed(list(zip(_LEVELS, brand.ramp, strict=False))):
        found = _kept(own, partial(_steps, key=key, farther=farther, others=colours))
        if found is None:
            return None
        colours[key] = farther = found
    return colours[_LEVELS[0]], colours[_LEVELS[1]], colours[_LEVELS[2]]


def _steps(colour: str, key: str, farther: str, others: Mapping[str, str]) -> bool:
    """Whether a level stands apart, between the paper and the next level."""
    between = luminance(farther) < luminance(colour) < luminance(others["paper"])
    return between and _passes(colour, _pairs(key), others)


def _kept(colour: str, passes: Callable[[str], bool]) -> str | None:
    return colour if passes(colour) else nearest(colour, passes)


def _named(brand: Brand) -> dict[str, str]:
    own = {key: getattr(brand, key) for key in COLOURS}
    return {"black": _BLACK, **own, **dict(zip(_LEVELS, brand.ramp, strict=False))}


def _clash(key: str, value: str, suggested: tuple[str, ...], brand: Brand, healed: Brand) -> Clash:
    """The worst fault of a colour, beside the others as they are if it shows there, else beside them mended."""
    faults = [
        fault
        for enough in _DEEP
        for others in (_named(brand), _named(healed))
        if (fault := min(_faults(key, value, enough, others), default=None))
    ]
    if not faults:  # a level on the wrong side of the next one
        following = _LEVELS[min(_LEVELS.index(key) + 1, 2)] if key in _LEVELS else "paper"
        other = _named(healed)[following]
        faults = [(0.0, following, other, contrast(value, other), 0.0)]
    _, name, other, ratio, least = faults[0]
    return Clash(key.split()[0], value, (name, other), ratio, least, suggested)


def _faults(
    key: str, value: str, enough: float, others: Mapping[str, str]
) -> Iterator[tuple[float, str, str, float, float]]:
    for name, least in _pairs(key, enough):
        ratio = contrast(value, others[name])
        if ratio < least:
            yield ratio / least, name, others[name], ratio, least
