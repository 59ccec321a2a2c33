"""How colours look to colour-blind eyes and to a printer without colour.

In: a colour as `#RRGGBB`. Out: the colour as it would be seen. The matrices are those of Machado, Oliveira and
Fernandes (2009) at full severity, on light rather than on written values.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.ooxml.colour import curved, hex_of, luminance, rgb, straightened

Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]
KINDS: Mapping[str, Matrix] = {
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(colour: str, kind: str) -> str:
    """A colour as eyes of one kind see it."""
    light = [straightened(channel) for channel in rgb(colour)]
    mixed = [sum(share * channel for share, channel in zip(row, light, strict=True)) for row in KINDS[kind]]
    return hex_of([curved(min(max(channel, 0.0), 1.0)) for channel in mixed])


def grey(colour: str) -> int:
    """How light a colour prints in grey, 0 black to 100 white (L* of CIE 1976)."""
    light = luminance(colour)
    return round(116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light)
