"""How the `- ` items and the links of long texts look in a Word template.

In: a template's package. Out: the paragraph style of its list items, or, in a template that has none, a bullet list of
its own that is put on paragraphs like the one the text stands in; and the character style of links.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import R, W, w
from pipeline.ooxml.package import Package, parse, serialise

_OWN, _OWN_IN_TABLES, _BUILT_IN = "Luettelo", "TaulukkoLuettelo", "list bullet"
_TABLE_STYLES = "Taulukko"
_LINK = "hyperlink"
_NUMBERING = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_PART, _FURTHER = "word/numbering.xml", "word/numbering{}.xml"
_BEFORE_NUMBERS = frozenset(w(name) for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr"))
_BEFORE_NUMBERS |= {w("widowControl")}
_BULLETS = (
    '<w:abstractNum xmlns:w="{W}" w:abstractNumId="{abstract}"><w:multiLevelType w:val="hybridMultilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
)
_LIST = '<w:num xmlns:w="{W}" w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'


@dataclass(frozen=True, slots=True)
class ListLook:
    """The styles of list items in text and in tables' text styles; without a style, the number of a bullet list.

    `link_style` is that of links.
    """

    style: str = ""
    table_style: str = ""
    number: str = ""
    link_style: str = "Hyperlink"

    def properties(self, sample: etree._Element | None) -> etree._Element:
        """The paragraph properties of a list item beside a paragraph with the properties `sample`."""
        if not self.style:
            return _with_bullet(sample, self.number)
        style = sample.find(w("pStyle")) if sample is not None else None
        in_table = style is not None and (style.get(w("val")) or "").startswith(_TABLE_STYLES)
        properties = etree.Element(w("pPr"), nsmap={"w": W})
        chosen = self.table_style if in_table and self.table_style else self.style
        etree.SubElement(properties, w("pStyle"), {w("val"): chosen})
        return properties


def list_look(package: Package, main: str) -> ListLook:
    """The look of a template's list items: its style Luettelo, else Word's own List Bullet, else a list made for it.

    Links have the style of that name, whatever its id.
    """
    all_styles = [
        style for item in package.related(main, "styles") for style in parse(package.read(item.target)).iter(w("style"))
    ]
    linked = (style.get(w("styleId")) for style in all_styles if _name(style).lower() == _LINK)
    look = _items_look([style for style in all_styles if style.get(w("type")) == "paragraph"], package, main)
    return replace(look, link_style=next(linked, None) or look.link_style)


def _items_look(styles: list[etree._Element], package: Package, main: str) -> ListLook:
    by_id = {style.get(w("styleId")) or "" for style in styles}
    table_style = _OWN_IN_TABLES if _OWN_IN_TABLES in by_id else ""
    if _OWN in by_id:
        return ListLook(_OWN, table_style)
    for wanted in (_OWN.lower(), _BUILT_IN):
        for style in styles:
            if _name(style).lower() == wanted:
                return ListLook(style.get(w("styleId")) or "", table_style)
    return ListLook(number=_add_list(package, main))


def _name(style: etree._Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val")) or ""


def _with_bullet(sample: etree._Element | None, number: str) -> etree._Element:
    properties = copy.deepcopy(sample) if sample is not None else etree.Element(w("pPr"), nsmap={"w": W})
    for old in [*properties.findall(w("numPr")), *properties.findall(w("ind"))]:
        properties.remove(old)
    numbers = etree.Element(w("numPr"))
    etree.SubElement(numbers, w("ilvl"), {w("val"): "0"})
    etree.SubElement(numbers, w("numId"), {w("val"): number})
    properties.insert(sum(1 for child in properties if child.tag in _BEFORE_NUMBERS), numbers)
    return properties


def _add_list(package: Package, main: str) -> str:
    """Adds a bullet list to the numbering of a template. Gives its number."""
    known = package.related(main, "numbering")
    name = known[0].target if known else _PART if _PART not in package.parts else package.free_name(_FURTHER)
    root = parse(package.read(name)) if known else etree.Element(w("numbering"), nsmap={"w": W})
    abstract, number = _next(root, "abstractNum", "abstractNumId"), _next(root, "num", "numId")
    first = next((place for place, child in enumerate(root) if child.tag == w("num")), len(root))
    root.insert(first, etree.fromstring(_BULLETS.format(W=W, abstract=abstract)))
    last = max((place for place, child in enumerate(root) if child.tag in (w("abstractNum"), w("num"))), default=0)
    root.insert(last + 1, etree.fromstring(_LIST.format(W=W, abstract=abstract, number=number)))
    if known:
        package.parts[name] = serialise(root)
    else:
        package.add(name, serialise(root), _NUMBERING)
        package.relate(main, f"{R}/numbering", name)
    return str(number)


def _next(root: etree._Element, kind: str, attribute: str) -> int:
    return max((integer(item.get(w(attribute))) for item in root.iter(w(kind))), default=0) + 1
