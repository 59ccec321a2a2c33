"""Styles that only the follow-up and the region's document have: small heads of many columns, cells of levels.

In: nothing. Out: their markup, to stand after the roadmap's own styles, and the looks of a level's cell.
"""

from __future__ import annotations

from word_styles import border, paragraph_style, shading
from word_table import Cell
from word_text import paragraph
from word_type import Type

_SMALL = {"size": 8, "line": 10.5, "keep": True}
_LEVEL = {"size": 9.5, "line": 12.5, "align": "center", "hyphens": False}
_STYLES = (
    Type(
        "TaulukkoPieniLukuotsake",
        "Taulukko – pieni lukuotsake",
        bold=True,
        colour="deep",
        align="right",
        hyphens=False,
        **_SMALL,
    ),
    Type("TasotaulukkoOtsake", "Tasotaulukko – otsake", colour="deep", align="center", **_SMALL),
    Type("TasotaulukkoVaalea", "Tasotaulukko – vaalea solu", colour="deep", **_LEVEL),
    Type("TasotaulukkoTumma", "Tasotaulukko – tumma solu", colour="paper", **_LEVEL),
    Type("TasotaulukkoPuuttuu", "Tasotaulukko – puuttuu", colour="muted", **_LEVEL),
)
JOINT_STYLES = "".join(map(paragraph_style, _STYLES))
"""The styles' markup."""

_FILLS = (("1", "level1"), ("2", "level2"), ("3", "level3"), ("4", "primary"), ("5", "deep"))
_WHITE_FROM = 4
_OUTLINE = "".join(border(side, 0.75, "deep") for side in ("top", "left", "bottom", "right"))
_MARGINS = (
    '<w:tcMar><w:top w:w="60" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tcMar><w:vAlign w:val="center"/>'
)
LEVEL_CELL = _MARGINS
"""Properties of a cell that a level stands in, before it has its look."""


def level_looks() -> tuple[Cell, ...]:
    """A sample of each level's cell: its ground, its outline, its number's colour. The number is always printed."""
    samples = [
        Cell(
            paragraph("TasotaulukkoTumma" if int(name) >= _WHITE_FROM else "TasotaulukkoVaalea", name),
            f"<w:tcBorders>{_OUTLINE}</w:tcBorders>{shading(token)}{_MARGINS}",
        )
        for name, token in _FILLS
    ]
    return (*samples, Cell(paragraph("TasotaulukkoPuuttuu", "missing"), f"{_MARGINS}"))
