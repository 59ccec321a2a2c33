"""The part of styles: the type scale as paragraph styles, a few character styles, the three table styles.

In: `word_type`. Out: the XML of styles.xml. Every colour is a theme slot with its value beside it.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from word_type import COLOURS, SCALE, Type
from word_units import LANGUAGE, XML_HEAD, W, eighths, half_points, points, twips

_NATURAL_LINE = 1.2207
"""Calibri's own line height; a tighter line is set exactly, a looser one at least."""
_FONTS = (
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri" '
    'w:asciiTheme="{0}HAnsi" w:hAnsiTheme="{0}HAnsi" w:eastAsiaTheme="{0}EastAsia" w:cstheme="{0}Bidi"/>'
)
_COVER = ("Title", "Kansi")
_CELL_MARGINS = '<w:{side} w:w="{width}" w:type="dxa"/>'


def styles_xml() -> bytes:
    """The whole part."""
    parts = [_defaults(), _NORMAL, _DEFAULT_FONT, _NO_LIST, _NORMAL_TABLE]
    parts += [paragraph_style(row) for row in SCALE]
    parts += [_character_style(*row) for row in _CHARACTERS]
    parts += [_data_table(), _card(), _figures()]
    return f"{XML_HEAD}<w:styles {W}>{''.join(parts)}</w:styles>".encode()


def colour(token: str) -> str:
    """A run's colour."""
    return f"<w:color {COLOURS[token].attributes()}/>"


def shading(token: str) -> str:
    """A fill behind a paragraph or cell."""
    return f'<w:shd w:val="clear" w:color="auto" {COLOURS[token].attributes("themeFill", "fill")}/>'


def border(side: str, pt: float, token: str, *, style: str = "single", space: float = 0) -> str:
    """One line of a paragraph, table or cell."""
    plain = COLOURS[token].attributes("theme", "color")
    return f'<w:{side} w:val="{style}" w:sz="{eighths(pt)}" w:space="{round(space)}" {plain}/>'


def _defaults() -> str:
    language = f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS.format('minor')}{colour('ink')}"
        f'<w:sz w:val="22"/><w:szCs w:val="22"/>{language}</w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="276" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault>"
        "</w:docDefaults>" + _LATENT
    )


_LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
    'w:defQFormat="0" w:count="376"/>'
)
_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    "<w:pPr><w:widowControl/></w:pPr></w:style>"
)
_DEFAULT_FONT = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
)
_NO_LIST = (
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)
_NORMAL_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def paragraph_style(row: Type) -> str:
    """One paragraph style."""
    alias = f'<w:aliases w:val="{escape(row.alias)}"/>' if row.alias else ""
    follow = f'<w:next w:val="{row.follow}"/>' if row.follow else ""
    built_in = row.name in ("Title", "Subtitle", "Body Text") or row.name[0].islower()
    custom = "" if built_in or row.name == "TOC Heading" else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{row.id}"><w:name w:val="{escape(row.name)}"/>{alias}'
        f'<w:basedOn w:val="{row.based}"/>{follow}<w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(row)}</w:pPr><w:rPr>{_run_properties(row)}</w:rPr></w:style>"
    )


def _paragraph_properties(row: Type) -> str:
    """In the schema's order."""
    found = ["<w:keepNext/>" if row.keep else ""]
    found.append("<w:keepLines/>" if row.level is not None else "")
    found.append("" if row.page is None else "<w:pageBreakBefore/>")
    if row.numbered:
        number, level = row.numbered
        found.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    found.append(_borders(row))
    found.append(shading(row.fill) if row.fill else "")
    found.append(_tabs(row))
    found.append("" if row.hyphens else "<w:suppressAutoHyphens/>")
    found.append(_spacing(row))
    found.append(_indents(row))
    found.append(f'<w:jc w:val="{row.align}"/>' if row.align else "")
    found.append("" if row.level is None else f'<w:outlineLvl w:val="{row.level}"/>')
    return "".join(found)


def _borders(row: Type) -> str:
    if row.dashed:
        return f"<w:pBdr>{border('top', 1.5, row.rule, style='dashSmallGap', space=row.dashed)}</w:pBdr>"
    if row.outline:
        return f"<w:pBdr>{border('top', 0.75, 'grid')}{border('bottom', 0.75, 'grid')}</w:pBdr>"
    return ""


def _tabs(row: Type) -> str:
    stops = []
    for kind, mm, leader in row.tabs:
        dots = f' w:leader="{leader}"' if leader else ""
        stops.append(f'<w:tab w:val="{kind}"{dots} w:pos="{twips(mm)}"/>')
    return f"<w:tabs>{''.join(stops)}</w:tabs>" if stops else ""


def _spacing(row: Type) -> str:
    line, rule = 240 if row.line < 0 else 276, "auto"
    if row.line > 0:
        line, rule = points(row.line), "exact" if row.line < row.size * _NATURAL_LINE else "atLeast"
    before, after = points(row.before), points(row.after)
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def _indents(row: Type) -> str:
    hanging = f' w:hanging="{twips(row.hanging)}"' if row.hanging else ' w:firstLine="0"'
    return f'<w:ind w:left="{twips(row.left)}" w:right="{twips(row.right)}"{hanging}/>'


def _run_properties(row: Type) -> str:
    fonts = _FONTS.format("major") if row.level is not None or (row.bold and row.id.startswith(_COVER)) else ""
    size = half_points(row.size)
    weight = "<w:b/><w:bCs/>" if row.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    return f'{fonts}{weight}{colour(row.colour)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


_BOLD = "<w:b/><w:bCs/>"
_CHARACTERS = (
    ("Strong", "Strong", "Vahva", _BOLD),
    ("Emphasis", "Emphasis", "Teoksen nimi", "<w:i/><w:iCs/>"),
    ("Hyperlink", "Hyperlink", "Linkki", colour("link") + '<w:u w:val="single"/>'),
    ("KuvatekstinNimi", "Kuvatekstin nimi", "", _BOLD + colour("deep")),
    ("Tunnus", "Tunnus", "", _BOLD + colour("primary")),
    ("Himmea", "Himmeä", "", colour("muted")),
    ("Ohjaus", "Mallipohjan ohjaus", "", colour("muted") + '<w:sz w:val="12"/><w:szCs w:val="12"/>'),
    ("Tasomerkki", "Tasomerkki", "", colour("primary") + '<w:spacing w:val="20"/>'),
)
"""Character styles: id, name, what a designer reads beside it, properties."""


def _character_style(style: str, name: str, alias: str, properties: str) -> str:
    custom = ' w:customStyle="1"' if name not in ("Strong", "Emphasis", "Hyperlink") else ""
    aliases = f'<w:aliases w:val="{alias}"/>' if alias else ""
    return (
        f'<w:style w:type="character"{custom} w:styleId="{style}"><w:name w:val="{name}"/>{aliases}'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="2"/><w:qFormat/>'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )


def _table_style(style: str, name: str, borders: str, margins: tuple[float, ...], rest: str) -> str:
    sides = zip(("top", "left", "bottom", "right"), margins, strict=True)
    cells = "".join(_CELL_MARGINS.format(side=side, width=points(pt)) for side, pt in sides)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="3"/><w:qFormat/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{cells}</w:tblCellMar></w:tblPr>{rest}</w:style>"
    )


def _condition(kind: str, run: str, cell: str) -> str:
    return f'<w:tblStylePr w:type="{kind}"><w:rPr>{run}</w:rPr><w:tcPr>{cell}</w:tcPr></w:tblStylePr>'


def _data_table() -> str:
    lines = border("bottom", 0.5, "line") + border("insideH", 0.5, "line")
    head = f"<w:tcBorders>{border('bottom', 1.25, 'deep')}</w:tcBorders>"
    total = f"<w:tcBorders>{border('top', 1.25, 'deep')}</w:tcBorders>"
    rest = _condition("firstRow", _BOLD + colour("deep"), head) + _condition("lastRow", _BOLD, total)
    return _table_style("Digitaulukko", "Digitaulukko", lines, (3.5, 0, 3.5, 5), rest)


def _card() -> str:
    lines = border("left", 3, "primary") + border("insideH", 0.5, "line")
    fill = f"<w:tcPr>{shading('surface')}</w:tcPr>"
    rest = fill + _condition("firstCol", colour("muted"), "")
    return _table_style("Tavoitekortti", "Tavoitekortti", lines, (4.5, 8, 4.5, 5), rest)


def _figures() -> str:
    return _table_style("Tunnusluvut", "Tunnusluvut", border("top", 1.25, "deep"), (4, 0, 2, 5), "")
