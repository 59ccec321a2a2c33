"""Colours as numbers: contrast as WCAG counts it, lightness as the eye sees it.

In: colours as `#RRGGBB`. Out: contrast ratios, and colours of the same hue that reach one. Hue and chroma are those of
OKLCH, whose lightness is even to the eye; a chroma that a screen cannot show is lowered, never the hue.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

Rgb = tuple[float, float, float]
"""Red, green and blue, each 0–1."""
Oklch = tuple[float, float, float]
"""Lightness 0–1, chroma, hue in degrees."""

_STEPS = 500
_HALVINGS = 24
_CHANNEL = 255


def rgb(colour: str) -> Rgb:
    """A colour's channels as they are written."""
    red, green, blue = (int(colour[place : place + 2], 16) / _CHANNEL for place in (1, 3, 5))
    return red, green, blue


def hex_of(channels: Sequence[float]) -> str:
    """The colour of three channels as they are written; what a screen can't show of them is cut off."""
    return "#" + "".join(f"{round(min(max(value, 0.0), 1.0) * _CHANNEL):02X}" for value in channels)


def straightened(value: float) -> float:
    """A channel as light: from how it is written (sRGB) to how much of it shines."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def curved(value: float) -> float:
    """A channel of light as it is written: the way back from `straightened`."""
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by WCAG 2: 1 to 21, whichever is the lighter."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, 0 black to 1 white."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def to_oklch(colour: str) -> Oklch:
    """A colour as lightness, chroma and hue."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The colour of a lightness, chroma and hue, with as much of the chroma as a screen can show."""
    shown = _channels(lightness, chroma, hue)
    if not _on_screen(shown):
        low, high = 0.0, chroma
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if _on_screen(_channels(lightness, middle, hue)) else (low, middle)
        shown = _channels(lightness, low, hue)
    return hex_of([curved(value) for value in shown])


def at_contrast(ratio: float, ground: str, chroma: float, hue: float, *, darker: bool) -> str:
    """The colour of a hue that stands at `ratio` to the ground, on its darker or its lighter side.

    Black or white when no colour there reaches the ratio.
    """
    near, far = to_oklch(ground)[0], 0.0 if darker else 1.0
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        reached = contrast(from_oklch(middle, chroma, hue), ground) >= ratio
        near, far = (near, middle) if reached else (middle, far)
    return from_oklch(far, chroma, hue)


def nearest(colour: str, passes: Callable[[str], bool]) -> str | None:
    """The colour of the same hue, nearest in lightness, that passes; None when none does."""
    lightness, chroma, hue = to_oklch(colour)
    candidates = (from_oklch(other, chroma, hue) for other in _outwards(lightness))
    return next((item for item in candidates if passes(item)), None)


def _outwards(start: float) -> Iterator[float]:
    for step in range(_STEPS + 1):
        for value in (start - step / _STEPS, start + step / _STEPS):
            if 0 <= value <= 1:
                yield value


def _linear(colour: str) -> Rgb:
    red, green, blue = rgb(colour)
    return straightened(red), straightened(green), straightened(blue)


def _channels(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _on_screen(channels: tuple[float, float, float]) -> bool:
    slack = 1e-4
    return all(-slack <= value <= 1 + slack for value in channels)
