"""The lists of the roadmap: numbered headings, bullets in text and in tables, numbered promises.

In: nothing. Out: the XML of numbering.xml. Indents stand in the paragraph styles that the levels are linked to.
"""

from __future__ import annotations

from word_styles import colour
from word_type import BULLETS, CELL_BULLETS, HEADINGS, NUMBERS, SCALE
from word_units import XML_HEAD, W, twips

_NUMBER = f'<w:rPr><w:b w:val="0"/><w:bCs w:val="0"/>{colour("primary")}</w:rPr>'
_BULLET = f"<w:rPr>{colour('primary')}</w:rPr>"
_BOLD = f"<w:rPr><w:b/><w:bCs/>{colour('primary')}</w:rPr>"


def numbering_xml() -> bytes:
    """The whole part."""
    lists = (
        _list(HEADINGS, "multilevel", [("Heading1", "%1", _NUMBER), ("Tavoiteotsikko", "%1.%2", _NUMBER)]),
        _list(BULLETS, "hybridMultilevel", [("Luettelo", "•", _BULLET)]),
        _list(CELL_BULLETS, "hybridMultilevel", [("TaulukkoLuettelo", "•", _BULLET)]),
        _list(NUMBERS, "hybridMultilevel", [("Numeroluettelo", "%1.", _BOLD)]),
    )
    uses = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (HEADINGS, BULLETS, CELL_BULLETS, NUMBERS)
    )
    return f"{XML_HEAD}<w:numbering {W}>{''.join(lists)}{uses}</w:numbering>".encode()


def _list(number: int, kind: str, levels: list[tuple[str, str, str]]) -> str:
    written = "".join(_level(place, *level) for place, level in enumerate(levels))
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x51A70000 + number:08X}"/>'
        f'<w:multiLevelType w:val="{kind}"/><w:tmpl w:val="{0x51A80000 + number:08X}"/>{written}</w:abstractNum>'
    )


def _level(place: int, style: str, text: str, look: str) -> str:
    row = next(item for item in SCALE if item.id == style)
    kind = "bullet" if text == "•" else "decimal"
    indent = f'<w:ind w:left="{twips(row.left)}" w:hanging="{twips(row.hanging)}"/>'
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{indent}</w:pPr>{look}</w:lvl>"
    )
