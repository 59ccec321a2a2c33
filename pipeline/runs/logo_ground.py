"""Whether a logo suits its place, as a designer would see it.

In: a picture and the colour of the ground that it will stand on. Out: the reasons against it, as terms. A logo may not
be recoloured or cut, so that nothing is mended here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.ooxml.colour import contrast, hex_of
from pipeline.ooxml.palette import SHAPE
from pipeline.vocabulary.findings import Phrase, Term

if TYPE_CHECKING:
    from PIL.Image import Image

LOGO_HEIGHT, ARMS_HEIGHT = 12, 20
"""Millimetres on the roadmap's cover: a logo; a coat of arms, which is taller than wide."""
_COARSEST = 150 / 25.4
"""Pixels a millimetre, below which print shows them."""
_SAMPLE = 48
_OPAQUE, _SOLID = 128, 250
_SAME, _OTHER = 1.06, 2.0
_SEEN = 0.1
_CORNERS = ((0, 0), (1, 0), (0, 1), (1, 1))
_FEWEST = 3


def unsuited(image: Image, ground: str, *, dark: bool) -> tuple[Term, ...]:
    """Why a picture would look ill on a ground."""
    sample = _in_bytes(image).convert("RGBA")
    sample.thumbnail((_SAMPLE, _SAMPLE))
    faint = Term("brand.logo_faint") if not _stands_out(sample, ground) else None
    box = Term("brand.logo_box") if _has_box(sample, ground, dark=dark) else None
    return tuple(reason for reason in (faint or box, _too_small(image)) if reason is not None)


def _in_bytes(image: Image) -> Image:
    """Grey of 16 bits as grey of 8: converted as it is, all but black would become white."""
    return image.convert("I").point(lambda value: value / 256).convert("L") if image.mode.startswith("I") else image


def _too_small(image: Image) -> Phrase | None:
    height = ARMS_HEIGHT if image.height > image.width else LOGO_HEIGHT
    return Phrase("brand.logo_small", pixels=image.height) if image.height < height * _COARSEST else None


def _stands_out(sample: Image, ground: str) -> bool:
    """Whether at least a tenth of what is drawn can be told from the ground."""
    ratios = [ratio for colour in _drawn(sample) if (ratio := contrast(colour, ground)) >= _SAME]
    return bool(ratios) and sum(ratio >= SHAPE for ratio in ratios) >= len(ratios) * _SEEN


def _has_box(sample: Image, ground: str, *, dark: bool) -> bool:
    """Whether the corners are filled with a colour that is not the ground's: light on dark, or nearly white on white.

    A mark that is itself a square of a strong colour is no box.
    """
    corners = [_pixel(sample, x * (sample.width - 1), y * (sample.height - 1)) for x, y in _CORNERS]
    filled = [hex_of([channel / 255 for channel in corner[:3]]) for corner in corners if corner[3] >= _SOLID]
    ratios = [contrast(colour, ground) for colour in filled]
    boxed = [ratio for ratio in ratios if ratio >= (SHAPE if dark else _SAME) and (dark or ratio < _OTHER)]
    return len(boxed) >= _FEWEST


def _drawn(sample: Image) -> Iterator[str]:
    for y in range(sample.height):
        for x in range(sample.width):
            *colour, alpha = _pixel(sample, x, y)
            if alpha >= _OPAQUE:
                yield hex_of([channel / 255 for channel in colour])


def _pixel(sample: Image, x: int, y: int) -> tuple[int, int, int, int]:
    pixel = sample.getpixel((x, y))
    if not isinstance(pixel, tuple):
        raise TypeError(sample.mode)
    red, green, blue, alpha = pixel
    return int(red), int(green), int(blue), int(alpha)
