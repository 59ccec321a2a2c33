"""The colours of a brand: which pairs must be told apart, which colours are worked out from others.

In: a `Brand`. Out: the colours that are too close to others with the nearest one that passes, a level ramp, and the
same brand on a dark ground. The house's own colours were chosen by eye; others are solved for the same contrasts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.ooxml.colour import Oklch, at_contrast, contrast, luminance, nearest, to_oklch
from pipeline.vocabulary.brand import Brand, Ramp

TEXT, SHAPE, STEP = 4.5, 3.0, 1.8
"""Least contrast of text, of shapes that carry meaning (WCAG 1.4.3, 1.4.11), and of level 4 to level 5."""

_LEVELS = ((1.22, 0.36), (1.84, 0.62), (3.18, 0.87))
"""Levels 1 to 3: contrast to the paper, and the part of the primary colour's chroma."""
_DARK_LEVELS = ((1.24, 0.62), (1.96, 0.86), (3.21, 0.92), (6.34, 0.74), (13.64, 0.14))
_DARK_MUTED, _DARK_ACCENT = (10.30, 0.25), (7.10, 0.70)
_DEEP_ENOUGH = TEXT * SHAPE
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
_COLOURS = ("ink", "paper", "deep", "surface", "primary", "accent", "muted", "ramp")

Pair = tuple[str, float]
"""Another colour, and the least contrast to it."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A colour of the brand that is too close to another: `ratio` is the worst one found, `nearest` one that passes.

    `nearest` is "" when no colour of the hue passes.
    """

    key: str
    value: str
    ratio: float
    nearest: str


def readable_primary(brand: Brand) -> str:
    """The primary colour as text can have it: itself, or the nearest of its hue that reads on paper and surface."""
    return nearest(brand.primary, lambda colour: _passes(colour, _text(brand))) or brand.primary


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
    return (first, second, third, brand.primary, brand.deep)


def clashes(brand: Brand) -> tuple[Clash, ...]:
    """Every colour that can't be told apart from what it stands on or beside, each once."""
    found = (_clash(key, value, pairs) for key, value, pairs in _wanted(brand))
    return tuple(clash for clash in found if clash is not None)


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


def _text(brand: Brand) -> tuple[Pair, ...]:
    return ((brand.paper, TEXT), (brand.surface, TEXT))


def _wanted(brand: Brand) -> list[tuple[str, str, tuple[Pair, ...]]]:
    """What each colour must be told apart from. A `deep` beside which no accent or level 3 could be read answers."""
    text, third, deep = _text(brand), brand.ramp[2], brand.deep
    beside: dict[str, tuple[Pair, ...]] = {"accent": ((deep, SHAPE),), "ramp": ((deep, TEXT),), "deep": ()}
    if min(contrast(deep, brand.paper), contrast(deep, brand.surface)) < _DEEP_ENOUGH:
        reads = _passes(brand.accent, text)
        beside = {"accent": (), "ramp": (), "deep": ((third, TEXT), *(((brand.accent, SHAPE),) if reads else ()))}
    return [
        ("ink", brand.ink, text),
        ("deep", deep, (*text, *beside["deep"])),
        ("primary", brand.primary, (*text, (deep, STEP))),
        ("accent", brand.accent, (*text, *beside["accent"])),
        ("muted", brand.muted, text),
        ("ramp", third, ((brand.paper, SHAPE), *beside["ramp"])),
    ]


def _clash(key: str, value: str, pairs: Sequence[Pair]) -> Clash | None:
    failing = [ratio for other, least in pairs if (ratio := contrast(value, other)) < least]
    if not failing:
        return None
    return Clash(key, value, min(failing), nearest(value, lambda colour: _passes(colour, pairs)) or "")


def _passes(colour: str, pairs: Sequence[Pair]) -> bool:
    return all(contrast(colour, other) >= least for other, least in pairs)
