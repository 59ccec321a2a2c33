"""The colours of a brand that are worked out from its others.

In: a `Brand`. Out: the same with the colours that nobody gave, a level ramp, and the same brand on a dark ground. The
house's own colours were chosen by eye; others are solved for the same contrasts.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from pipeline.ooxml.colour import Oklch, at_contrast, contrast, luminance, nearest, to_oklch
from pipeline.vocabulary.brand import Brand, Ramp

TEXT, SHAPE, STEP, LEVEL = 4.5, 3.0, 1.8, 1.25
"""Least contrast of text, of shapes that carry meaning (WCAG 1.4.3, 1.4.11), of level 4 to level 5, of other levels."""

_LEVELS = ((1.22, 0.36), (1.84, 0.62), (3.18, 0.87))
"""Levels 1 to 3: contrast to the paper, and the part of the primary colour's chroma."""
_DARK_LEVELS = ((1.24, 0.62), (1.96, 0.86), (3.21, 0.92), (6.34, 0.74), (13.64, 0.14))
_DARK_MUTED, _DARK_ACCENT = (10.30, 0.25), (7.10, 0.70)
_ROUNDING = 0.02
_HOUSE = Brand()
_HOUSE_ON_DARK = replace(
    _HOUSE,
    surface="#EFF9F6",
    primary="#7CB5B0",
    accent="#F0A27F",
    muted="#C9DCDD",
    ramp=("#113D47", "#115E65", "#348181", "#7CB5B0", "#EFF9F6"),
)
_COOL, _ALIKE, _COLOURLESS = 255.0, 45.0, 0.04
"""Degrees: the hue of an accent beside a warm primary colour, how near hues are alike. Chroma: below it, greys."""
_FOLLOWING = {
    key: (contrast(getattr(_HOUSE, key), _HOUSE.paper), to_oklch(getattr(_HOUSE, key))[1])
    for key in ("deep", "ink", "muted", "surface")
}
"""Contrast to the paper and chroma of the house's colours that follow the primary one."""
_COLOURS = ("ink", "paper", "deep", "surface", "primary", "accent", "muted", "ramp")


def following(brand: Brand, given: Collection[str]) -> Brand:
    """A brand whose colours not `given` take the hue of a primary colour that is: a brand can be one line.

    `paper` stays, and `accent`, since it means something; beside a warm primary colour it would be lost, and is blue.
    """
    if "primary" not in given or brand.primary == _HOUSE.primary:
        return brand
    _, chroma, hue = to_oklch(brand.primary)
    like = min(chroma / to_oklch(_HOUSE.primary)[1], 1)
    colours: dict[str, Any] = {
        key: at_contrast(max(ratio, _beyond(brand, key)), brand.paper, own * like, hue, darker=_is_light(brand.paper))
        for key, (ratio, own) in _FOLLOWING.items()
        if key not in given
    }
    if "accent" not in given and _is_alike(brand.primary, brand.accent):
        ratio, own = contrast(_HOUSE.accent, _HOUSE.paper), to_oklch(_HOUSE.accent)[1]
        colours["accent"] = at_contrast(ratio, brand.paper, own, _COOL, darker=_is_light(brand.paper))
    return replace(brand, **colours)


def _is_alike(one: str, other: str) -> bool:
    """Whether two colours are of nearly the same hue, and both are of some."""
    (_, chroma, hue), (_, _, other_hue) = to_oklch(one), to_oklch(other)
    apart = abs(hue - other_hue) % 360
    return chroma > _COLOURLESS and min(apart, 360 - apart) < _ALIKE


def _beyond(brand: Brand, key: str) -> float:
    """What the contrast of `deep` must be at least: beyond a dark primary colour, and a hair beyond the house's own."""
    if key != "deep":
        return 0
    return max(contrast(brand.primary, brand.paper) * (STEP + _ROUNDING), _FOLLOWING[key][0] * (1 + _ROUNDING))


def _is_light(ground: str) -> bool:
    return contrast(ground, "#000000") > contrast(ground, "#FFFFFF")


def computed_ramp(brand: Brand) -> Ramp:
    """The levels of a brand that gives none: the hue of `primary`, stepping from the paper to `deep`.

    Level 3 carries text in `deep`: where that is less dark than the house's, the level stays nearer to the paper.
    """
    if (brand.paper, brand.deep, brand.primary) == (_HOUSE.paper, _HOUSE.deep, _HOUSE.primary):
        return _HOUSE.ramp
    _, chroma, hue = to_oklch(brand.primary)
    darker = luminance(brand.paper) > luminance(brand.deep)
    highest = max(SHAPE + _ROUNDING, contrast(brand.deep, brand.paper) / (TEXT + _ROUNDING))
    first, second, third = (
        at_contrast(min(ratio, highest), brand.paper, chroma * part, hue, darker=darker) for ratio, part in _LEVELS
    )
    if contrast(third, brand.deep) < TEXT:  # a hair too dark, by the rounding of its channels
        third = nearest(third, lambda colour: contrast(colour, brand.deep) >= TEXT) or third
    return (first, second, third, brand.primary, brand.deep)


def on_dark(brand: Brand) -> Brand:
    """The same brand for the theme of slides whose ground is `deep` (their master maps bg1 to dk2, tx1 to lt1, tx2 to
    lt2). More is always further from the ground: levels run from near `deep` to near white, which is `surface` too.
    """
    if all(getattr(brand, key) == getattr(_HOUSE, key) for key in _COLOURS):
        return replace(brand, **{key: getattr(_HOUSE_ON_DARK, key) for key in _COLOURS})
    primary, accent = to_oklch(brand.primary), to_oklch(brand.accent)
    levels = tuple(_lighter(brand, ratio, part, primary) for ratio, part in _DARK_LEVELS)
    return replace(
        brand,
        surface=levels[4],
        primary=levels[3],
        accent=_lighter(brand, *_DARK_ACCENT, accent),
        muted=_lighter(brand, *_DARK_MUTED, primary),
        ramp=(levels[0], levels[1], levels[2], levels[3], levels[4]),
    )


def _lighter(brand: Brand, ratio: float, part: float, like: Oklch) -> str:
    return at_contrast(ratio, brand.deep, like[1] * part, like[2], darker=False)
