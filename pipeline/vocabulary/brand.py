"""How one organisation's documents look: colours, fonts, logo, smallest sizes of text.

In: read from `brand.toml` by `runs`. Out: into the theme of every document by `ooxml.theme`. The defaults are the
house's own brand. Colours are `#RRGGBB`.
"""

from __future__ import annotations

from dataclasses import dataclass

Ramp = tuple[str, str, str, str, str]
"""The colours of levels 1 to 5. The fourth is `primary`, the fifth `deep`."""


@dataclass(frozen=True, slots=True)
class Brand:
    """One brand. Every field has the name that it has in `brand.toml`; sizes are points on slides.

    `ink` text, `paper` ground, `deep` titles and what is reached, `surface` quiet areas, `primary` leads and links,
    `accent` what matters most in charts, `muted` captions. `logo` and `logo_dark` are file names beside `brand.toml`,
    the latter for dark grounds; `logo_alt` is the logo in words, in the workbook's main language. `dark_cover` puts
    covers and slides on `deep`.
    """

    ink: str = "#172228"
    paper: str = "#FFFFFF"
    deep: str = "#012C3F"
    surface: str = "#F5F8F8"
    primary: str = "#006374"
    accent: str = "#BD5027"
    muted: str = "#57656C"
    ramp: Ramp = ("#D3EEE8", "#99C8C1", "#579C97", "#006374", "#012C3F")
    heading_font: str = "Calibri"
    body_font: str = "Calibri"
    logo: str = ""
    logo_dark: str = ""
    logo_alt: str = ""
    logo_alt_fi: str = ""
    logo_alt_sv: str = ""
    logo_alt_en: str = ""
    dark_cover: bool = False
    title_minimum: float = 26
    body_minimum: float = 18
    table_minimum: float = 16
