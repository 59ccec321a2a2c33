"""Numbered lists in loops: one inside a repeated section begins anew in each pass, one that a loop makes counts on.

In: while compiling, the tree of a Word part with its styles and lists; after rendering, the tree and the lists. Out:
each paragraph whose list begins anew says in which loop's pass it stands, and in the end names a list of its own.
Bullets have nothing to count, and headings are numbered through.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.sites import Sites
from pipeline.filling.stories.list_styles import ListStyles
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import WORD, w

_LIST, _INDENT, _PASS = map(marks.own, ("list", "list-indent", "pass"))
_NUMBER, _VALUE, _LEVEL = w("numId"), w("val"), w("ilvl")
_BEFORE_LIST = frozenset(
    w(name) for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr")
)
_BEFORE_INDENT = _BEFORE_LIST | frozenset(
    w(name)
    for name in (
        "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing"
    ).split()
)
_ROW_PARENTS = (WORD.table, WORD.row)


@dataclass(slots=True)
class Loop:
    """One `for` of a part: its site, how deep it lies, and what stands between its ends."""

    site: int
    depth: int
    body: list[etree._Element] = field(default_factory=list)

    @property
    def over_rows(self) -> bool:
        """Whether it repeats rows or cells of a table."""
        parent = self.body[0].getparent() if self.body else None
        return parent is not None and parent.tag in _ROW_PARENTS


def note(root: etree._Element, styles: etree._Element | None, numbering: etree._Element | None) -> None:
    """Notes on each paragraph of a numbered list which list and level it is of. Bullets and headings get no note."""
    if numbering is None:
        return
    known = ListStyles(styles, numbering)
    for properties in root.iter(WORD.paragraph_properties):
        item = known.item_of(properties)
        if item is not None:
            indent = known.indent_beside_list(properties)
            properties.set(_LIST, f"{item.list_id} {item.level}")
            if indent is not None:
                properties.set(_INDENT, " ".join(f"{name}={indent.get(name)}" for name in map(str, indent.attrib)))


def mark_passes(root: etree._Element, sites: Sites) -> None:
    """Marks in a lifted tree the items whose list begins anew in each pass of a loop."""
    noted = [item for item in root.iter(WORD.paragraph_properties) if _LIST in item.attrib]
    loops = _loops(root, sites) if noted else {}
    for properties in noted:
        around = loops.get(properties, ())
        list_id = _list_of(properties)
        section = next((loop for loop in reversed(around) if _is_section(loop, list_id, loops)), None)
        if section is not None:
            _write_list(properties)
            for number in properties.iterfind(f"{w('numPr')}/{_NUMBER}"):
                number.set(_PASS, f"{section.site}.{section.depth}{marks.KEY}")
    for properties in noted:
        del properties.attrib[_LIST]
        properties.attrib.pop(_INDENT, "")


def is_marked(root: etree._Element) -> bool:
    """Whether a rendered part has items whose list begins anew."""
    return any(_PASS in number.attrib for number in root.iter(_NUMBER))


def restart(root: etree._Element, numbering: etree._Element) -> None:
    """Gives the items of each pass a list of their own that begins from the start; `numbering` receives the lists."""
    made: dict[tuple[str, str], str] = {}
    for number in root.iter(_NUMBER):
        where = number.attrib.pop(_PASS, "")
        if where:
            scope, *keys = str(where).split("@")
            depth = int(scope.partition(".")[2])
            key = number.get(_VALUE) or "", "@".join([scope, *keys[:depth]])
            if key not in made:
                made[key] = _copy_of(key[0], numbering)
            number.set(_VALUE, made[key])


def _loops(root: etree._Element, sites: Sites) -> dict[etree._Element, Sequence[Loop]]:
    """For each paragraph's properties the loops around it, from the outermost."""
    found: dict[etree._Element, Sequence[Loop]] = {}
    _walk(root, (), sites, found)
    return found


def _walk(
    parent: etree._Element, around: tuple[Loop, ...], sites: Sites, found: dict[etree._Element, Sequence[Loop]]
) -> None:
    outer = len(around)
    for child in parent:
        if marks.is_marker(child):
            site = sites.items[marks.number_of(child)]
            if site.keyword == "for":
                around = (*around, Loop(site.number, len(around) + 1))
            elif site.keyword == "endfor" and len(around) > outer:
                around = around[:-1]
            continue
        for loop in around[outer:]:
            loop.body.append(child)
        if child.tag == WORD.paragraph_properties:
            found[child] = around
        elif len(child):
            _walk(child, around, sites, found)


def _is_section(loop: Loop, list_id: str, loops: dict[etree._Element, Sequence[Loop]]) -> bool:
    """Whether a loop repeats more than one item of a list, so that the list begins anew in each pass."""
    own = [part for element in loop.body for part in element.iter(WORD.paragraph_properties)]
    items = [part for part in own if _list_of(part) == list_id]
    highest = min(_level_of(item) for item in items)
    leading = [item for item in items if _level_of(item) == highest]
    inner = [around for item in leading for around in loops[item][loop.depth :]]
    if loop.over_rows:
        return _is_section_of_rows(loop, leading, inner)
    alone = all(element.tag == WORD.paragraph and _list_of_paragraph(element) == list_id for element in _flat(loop))
    first = leading[0].getparent() is next(_flat(loop), None)
    return not alone and (bool(inner) or len(leading) > 1 or not first)


def _is_section_of_rows(loop: Loop, leading: list[etree._Element], inner: list[Loop]) -> bool:
    """Rows count on; a list inside a cell begins anew in each row, and rows below a row that is not in the list."""
    cells = [next(item.iterancestors(WORD.cell), None) for item in leading]
    rows = {ancestor for item in leading for ancestor in item.iterancestors()}
    in_cells = len(set(cells)) < len(cells) or not all(around.over_rows for around in inner)
    return in_cells or (bool(inner) and any(element not in rows for element in loop.body))


def _flat(loop: Loop) -> Iterator[etree._Element]:
    """What a loop repeats, content controls opened."""
    for element in loop.body:
        content = element.find(w("sdtContent")) if element.tag == w("sdt") else None
        yield from [element] if content is None else content.iterchildren(etree.Element)


def _list_of_paragraph(paragraph: etree._Element) -> str:
    properties = paragraph.find(WORD.paragraph_properties)
    return "" if properties is None else _list_of(properties)


def _list_of(properties: etree._Element) -> str:
    return (properties.get(_LIST) or "").partition(" ")[0]


def _level_of(properties: etree._Element) -> int:
    return integer((properties.get(_LIST) or "").partition(" ")[2])


def _write_list(properties: etree._Element) -> None:
    """The list of a paragraph's style is written on the paragraph itself, with the indents of the style, which the
    list's own would else go before."""
    list_id, _, level = (properties.get(_LIST) or "").partition(" ")
    for old in properties.findall(w("numPr")):
        properties.remove(old)
    written = etree.Element(w("numPr"))
    etree.SubElement(written, _LEVEL, {_VALUE: level})
    etree.SubElement(written, _NUMBER, {_VALUE: list_id})
    properties.insert(sum(1 for item in properties if item.tag in _BEFORE_LIST), written)
    indent = str(properties.get(_INDENT) or "").split()
    if indent and properties.find(w("ind")) is None:
        place = sum(1 for item in properties if item.tag in _BEFORE_INDENT)
        properties.insert(place, etree.Element(w("ind"), dict(part.split("=", 1) for part in indent)))


def _copy_of(list_id: str, numbering: etree._Element) -> str:
    """A list like another one that counts from its start. Gives its number."""
    lists = list(numbering.iterchildren(w("num")))
    original = next(item for item in lists if item.get(_NUMBER) == list_id)
    number = str(max(integer(item.get(_NUMBER)) for item in lists) + 1)
    fresh = etree.Element(w("num"), {_NUMBER: number})
    fresh.extend(copy.deepcopy(item) for item in original)
    starts = ListStyles(None, numbering).starts(list_id)
    for level, start in sorted(starts.items()):
        _override(fresh, level, start)
    numbering.insert(numbering.index(lists[-1]) + 1, fresh)
    return number


def _override(fresh: etree._Element, level: str, start: str) -> None:
    override = next((item for item in fresh.iterchildren(w("lvlOverride")) if item.get(_LEVEL) == level), None)
    if override is None:
        override = etree.SubElement(fresh, w("lvlOverride"), {_LEVEL: level})
    if override.find(w("startOverride")) is None:
        override.insert(0, etree.Element(w("startOverride"), {_VALUE: start}))
