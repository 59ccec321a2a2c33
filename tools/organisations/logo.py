"""The example's own mark: a hill and a lake in a square. In: a path. Out: a PNG with clear space around it."""

from __future__ import annotations

from pathlib import Path

DEEP, PRIMARY, LIGHT, PAPER = (1, 44, 63), (0, 99, 116), (153, 200, 193), (255, 255, 255)
SIZE = 480
_FINE = 4


def draw_logo(path: Path) -> None:
    from PIL import Image, ImageDraw

    side = SIZE * _FINE
    image = Image.new("RGB", (side, side), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, side - 1, side - 1), radius=side // 9, fill=PRIMARY)
    draw.ellipse((side * 0.62, side * 0.16, side * 0.80, side * 0.34), fill=LIGHT)
    draw.polygon([(side * 0.10, side * 0.66), (side * 0.38, side * 0.30), (side * 0.66, side * 0.66)], fill=PAPER)
    draw.polygon([(side * 0.44, side * 0.66), (side * 0.64, side * 0.42), (side * 0.90, side * 0.66)], fill=LIGHT)
    draw.rectangle((side * 0.10, side * 0.72, side * 0.90, side * 0.77), fill=PAPER)
    draw.rectangle((side * 0.22, side * 0.82, side * 0.78, side * 0.87), fill=LIGHT)
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(path, optimize=True)
