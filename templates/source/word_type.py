"""The roadmap's colours and its type scale, as data.

In: nothing. Out: `COLOURS`, colour tokens as theme slots; `SCALE`, one row for each paragraph style. Sizes and spaces
are points, indents and tab stops millimetres. A designer changes the look of the Word template here or in Word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Colour:
    """A theme slot with the colour it has without a brand; `shade` darkens it as Word does, 255 is not at all."""

    slot: str
    rgb: str
    shade: int = 255

    def attributes(self, prefix: str = "theme", plain: str = "val") -> str:
        """As attributes of an element: the slot for Word, the value for programs that know no slots."""
        names = {"theme": ("themeColor", "themeShade"), "themeFill": ("themeFill", "themeFillShade")}[prefix]
        shade = f' w:{names[1]}="{self.shade:02X}"' if self.shade < 255 else ""
        return f'w:{plain}="{self.rgb}" w:{names[0]}="{self.slot}"{shade}'


COLOURS = {
    "paper": Colour("background1", "FFFFFF"),
    "ink": Colour("text1", "172228"),
    "deep": Colour("text2", "012C3F"),
    "surface": Colour("background2", "F5F8F8"),
    "primary": Colour("accent1", "006374"),
    "level1": Colour("accent3", "D3EEE8"),
    "level2": Colour("accent4", "99C8C1"),
    "level3": Colour("accent5", "579C97"),
    "muted": Colour("accent6", "57656C"),
    "link": Colour("hyperlink", "006374"),
    "grid": Colour("background1", "939393", 0x93),
    "line": Colour("background1", "D6D6D6", 0xD6),
}
"""Tokens of the palette. `grid` and `line` are shades of the paper, so that they stay neutral with every brand."""


@dataclass(frozen=True, slots=True)
class Type:
    """One paragraph style. `line` 0 is 1.15 lines, -1 a single one; `level` the outline level.

    `numbered` is a list and a level in it. `name` is what Word knows the style by (built-in ones in English), `alias`
    what the designer reads beside it.
    """

    id: str
    name: str
    size: float
    line: float = 0
    bold: bool = False
    colour: str = "ink"
    before: float = 0
    after: float = 0
    alias: str = ""
    based: str = "Normal"
    follow: str = ""
    left: float = 0
    right: float = 0
    hanging: float = 0
    align: str = ""
    keep: bool = False
    page: bool | None = None
    dashed: float = 0
    rule: str = "primary"
    hyphens: bool = True
    level: int | None = None
    numbered: tuple[int, int] | None = None
    tabs: tuple[tuple[str, float, str], ...] = ()
    fill: str = ""
    outline: bool = False


TEXT_RIGHT = 35
WIDTH, LANDSCAPE_WIDTH = 165, 257
HEADINGS, BULLETS, CELL_BULLETS, NUMBERS = 1, 2, 3, 4
"""Lists of the numbering part."""

_COVER = (
    Type("KansiNimi", "Kansi – nimi", 14, 18, bold=True, colour="deep", after=66, hyphens=False, follow="Title"),
    Type("KansiTunnus", "Kansi – tunnus", 11, -1, after=50, follow="Title"),
    Type("Title", "Title", 42, 46, True, "deep", 0, 12, "Kansi – otsikko", follow="Subtitle", hyphens=False),
    Type("KansiPitkaOtsikko", "Kansi – pitkä otsikko", 34, 38, True, "deep", 0, 12, based="Title", hyphens=False),
    Type("Subtitle", "Subtitle", 16, 22, False, "deep", 0, 30, "Kansi – visio", right=37, hyphens=False),
    Type("KansiVuodet", "Kansi – vuodet", 14, 18, True, "deep", after=26, dashed=7, hyphens=False),
    Type("KansiTiedot", "Kansi – tiedot", 10.5, 16, colour="muted", hyphens=False),
    Type("KansiKuvio", "Kansi – kuvio", 11, -1, keep=True, left=-2.5, right=-2.5),
    Type("KansiKuvateksti", "Kansi – kuvateksti", 9.5, 12.5, colour="muted", before=6, hyphens=False),
)

DARK = "Tumma"
"""What the ids of the dark cover's styles end in."""
_DARK_COVER = tuple(
    replace(
        row,
        id=row.id + DARK,
        name=f"Tumma {(row.alias or row.name).lower()}",
        alias="",
        based=row.id,
        colour="level1" if row.colour == "muted" else "paper",
        follow=row.follow and row.follow + DARK,
        fill="deep",
        rule="level2",
    )
    for row in _COVER
)

_HEADINGS = (
    Type(
        "Heading1", "heading 1", 26, 30, True, "deep", 0, 9, "Luku", follow="Ingressi", left=12, hanging=12,
        keep=True, page=True, dashed=10, hyphens=False, level=0, numbered=(HEADINGS, 0),
    ),
    Type(
        "LukuIlmanNumeroa", "Luku ilman numeroa", 26, 30, True, "deep", 0, 9, based="Heading1", follow="BodyText",
        keep=True, page=True, dashed=10, hyphens=False, level=0, numbered=(0, 0),
    ),
    Type(
        "Liiteotsikko", "Liiteotsikko", 26, 30, True, "deep", 0, 9, based="LukuIlmanNumeroa", follow="Ingressi",
        keep=True, page=True, dashed=10, hyphens=False, level=0, numbered=(0, 0),
    ),
    Type(
        "TOCHeading", "TOC Heading", 26, 30, True, "deep", 0, 9, "Sisällys – otsikko", "LukuIlmanNumeroa", "TOC1",
        keep=True, page=True, dashed=10, hyphens=False, level=9, numbered=(0, 0),
    ),
    Type(
        "Heading2", "heading 2", 16, 20, True, "deep", 18, 6, "Väliotsikko", follow="BodyText", keep=True,
        hyphens=False, level=1,
    ),
    Type(
        "Tiivistelmaotsikko", "Tiivistelmän väliotsikko", 16, 20, True, "deep", 14, 4, based="Heading2",
        follow="BodyText", keep=True, hyphens=False, level=1,
    ),
    Type(
        "Tavoiteotsikko", "Tavoiteotsikko", 22, 26, True, "deep", 0, 9, based="Heading2", follow="Ingressi", left=14,
        hanging=14, keep=True, page=True, dashed=10, hyphens=False, level=1, numbered=(HEADINGS, 1),
    ),
    Type(
        "Heading3", "heading 3", 12, 16, True, "primary", 12, 3, "Alaotsikko", follow="BodyText", keep=True,
        hyphens=False, level=2,
    ),
    Type(
        "Heading4", "heading 4", 11, 15.4, True, "deep", 8, 2, "Pieni otsikko", follow="BodyText", keep=True,
        hyphens=False, level=3,
    ),
)  # fmt: skip

_TEXT = (
    Type("Ingressi", "Ingressi", 14, 19.5, colour="primary", after=12, follow="BodyText", right=20, keep=True),
    Type("Visiolause", "Visiolause", 18, 24, colour="primary", after=12, follow="BodyText", right=20),
    Type("BodyText", "Body Text", 11, after=7, alias="Leipäteksti", right=TEXT_RIGHT),
    Type("Luettelo", "Luettelo", 11, after=3, right=TEXT_RIGHT, left=5, hanging=5, numbered=(BULLETS, 0)),
    Type(
        "Numeroluettelo", "Numeroluettelo", 11, before=3, after=3, right=TEXT_RIGHT, left=7, hanging=7, keep=True,
        numbered=(NUMBERS, 0),
    ),
    Type("Luettelojatko", "Luettelojatko", 11, after=7, right=TEXT_RIGHT, left=7),
    Type(
        "Alatavoite", "Alatavoite", 11, after=3, right=TEXT_RIGHT, left=12, hanging=12, tabs=(("left", 12, ""),)
    ),
    Type("Alatavoitejatko", "Alatavoite – kuvaus", 9.5, 13, colour="muted", after=4, right=TEXT_RIGHT, left=12),
    Type("Allekirjoitus", "Allekirjoitus", 11, bold=True, before=11, right=TEXT_RIGHT, keep=True),
    Type("Allekirjoitustieto", "Allekirjoitus – nimike", 11, colour="muted", after=7, right=TEXT_RIGHT),
    Type(
        "Caption", "caption", 9.5, 12.5, colour="muted", before=6, after=4, alias="Kuvateksti", keep=True,
        hyphens=False,
    ),
    Type("Kuvio", "Kuvio", 11, -1, keep=True),
    Type("Lahde", "Lähde", 9, 12, colour="muted", before=4, after=10),
    Type("Asteikko", "Kuvion asteikko", 9, 12, colour="muted", hyphens=False),
)  # fmt: skip

_TABLES = (
    Type("TaulukkoSolu", "Taulukko – solu", 9.5, 12.5),
    Type("TaulukkoLuku", "Taulukko – luku", 9.5, 12.5, based="TaulukkoSolu", align="right", hyphens=False),
    Type("TaulukkoOtsake", "Taulukko – otsake", 9.5, 12.5, True, "deep", keep=True, hyphens=False),
    Type(
        "TaulukkoOtsakeLuku", "Taulukko – lukuotsake", 9.5, 12.5, True, "deep", based="TaulukkoOtsake",
        align="right", keep=True, hyphens=False,
    ),
    Type("TaulukkoSelite", "Taulukko – selite", 9, 12, colour="muted"),
    Type(
        "TaulukkoLuettelo", "Taulukko – luettelo", 9, 12, colour="muted", based="TaulukkoSelite", left=3.5,
        hanging=3.5, numbered=(CELL_BULLETS, 0),
    ),
    Type("Korttiotsake", "Kortti – otsake", 9.5, 12.5, colour="muted", hyphens=False),
    Type("Korttisolu", "Kortti – solu", 9.5, 12.5),
    Type("Tunnusluku", "Tunnusluku", 40, 40, True, "primary", hyphens=False),
    Type("TunnusluvunNimi", "Tunnusluvun nimi", 10.5, 13.5, colour="muted", keep=True, hyphens=False),
)  # fmt: skip

_BAR = {"size": 8, "line": 10.5, "align": "center", "hyphens": False}
_TIMELINE = (
    Type("AikajanaSolu", "Aikajana – solu", 9, 10.5),
    Type("AikajanaOtsake", "Aikajana – otsake", 8, 10.5, colour="deep", align="center", keep=True, hyphens=False),
    Type("AikajanaTyhja", "Aikajana – tyhjä", **_BAR),
    Type("AikajanaEiAloitettu", "Aikajana – ei aloitettu", colour="deep", fill="level3", **_BAR),
    Type("AikajanaKaynnissa", "Aikajana – käynnissä", colour="paper", fill="primary", **_BAR),
    Type("AikajanaValmis", "Aikajana – valmis", colour="paper", fill="deep", **_BAR),
    Type("AikajanaSiirretty", "Aikajana – siirretty", colour="deep", fill="paper", outline=True, **_BAR),
    Type("AikajanaKeskeytetty", "Aikajana – keskeytetty", colour="deep", fill="surface", outline=True, **_BAR),
)

_FRAME = (
    Type("Header", "header", 9, 11, colour="muted", alias="Ylätunniste", hyphens=False),
    Type("Footer", "footer", 9, 11, colour="muted", alias="Alatunniste", tabs=(("right", WIDTH, ""),), hyphens=False),
    Type(
        "Vaakasivualatunniste", "Alatunniste – vaakasivu", 9, 11, colour="muted", based="Footer",
        tabs=(("clear", WIDTH, ""), ("right", LANDSCAPE_WIDTH, "")), hyphens=False,
    ),
    Type(
        "TOC1", "toc 1", 11, 14.6, True, "deep", 3.5, 0, "Sisällys 1", hyphens=False,
        tabs=(("left", 8, ""), ("right", WIDTH, "dot")),
    ),
    Type(
        "TOC2", "toc 2", 10.5, 12.6, alias="Sisällys 2", left=8, hyphens=False,
        tabs=(("left", 18, ""), ("right", WIDTH, "dot")),
    ),
    Type("Osanvaihto", "Osanvaihto", 1, 1, hyphens=False),
    Type("Ohjausrivi", "Mallipohjan ohjausrivi", 8, 10, colour="muted", keep=True, hyphens=False),
)  # fmt: skip

SCALE = (*_COVER, *_DARK_COVER, *_HEADINGS, *_TEXT, *_TABLES, *_TIMELINE, *_FRAME)
"""Every paragraph style of the roadmap, in the order of its use."""
