"""Looks: a cell's formatting chosen by data among samples that the designer drew in the same table.

In: a table with a row `{% looks %}` of sample cells, each text the name of its look, and cells with `{% look expr %}`.
Out: the samples' row gone, and each such cell in as many variants as there are looks, of which rendering keeps one.
"""

from __future__ import annotations

import copy
from itertools import islice

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.programs.bounds import WORK
from pipeline.filling.sites import Site, SiteKind, Sites
from pipeline.ooxml.dialect import Dialect, w
from pipeline.vocabulary.findings import Term

KEYWORDS = frozenset({"looks", "look"})
_LOOK = marks.own("look")
_TABLE = marks.own("looks-of")
_BEFORE_BORDERS = frozenset(w(name) for name in ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge"))
Samples = dict[str, etree._Element]


def collect(root: etree._Element, dialect: Dialect, sites: Sites) -> None:
    """Takes the `look` tags out of their cells' texts: what is left of them is an attribute on the cell."""
    for cell in root.iter(dialect.cell):
        for text in cell.iter(dialect.text):
            if next(text.iterancestors(dialect.cell)) is not cell:
                continue  # a table within the table, which has looks of its own
            for match in marks.BLOCK.finditer(text.text or ""):
                keyword = sites.items[int(match.group(1))].code.split(None, 1)[0]
                if keyword in KEYWORDS:
                    cell.set(_TABLE if keyword == "looks" else _LOOK, match.group(1))
                    text.text = (text.text or "").replace(match.group(), "")


def chosen(paragraph: etree._Element) -> bool:
    """Whether a paragraph stands in a cell that chooses its look."""
    return any(_LOOK in ancestor.attrib for ancestor in islice(paragraph.iterancestors(), 2))


def apply(root: etree._Element, dialect: Dialect, sites: Sites) -> None:
    """Puts the variants in the place of each cell that chooses its look."""
    for table in list(root.iter(dialect.table)):
        samples = _take_samples(table, dialect)
        for cell in [cell for cell in table.iter(dialect.cell) if _LOOK in cell.attrib]:
            number = int(cell.attrib.pop(_LOOK))
            if not samples:
                site = sites.items[number]
                name = site.code.partition(" ")[2]
                sites.fault("TP011", site.spot, site.code, name=name, advice=Term("template.advice.look_row"))
                continue
            _put_variants(cell, number, samples, dialect, sites)


def _take_samples(table: etree._Element, dialect: Dialect) -> Samples:
    """The samples of the table's rows of looks: one, or several where there are more looks than columns."""
    samples: Samples = {}
    for row in list(table.iterchildren(dialect.row)):
        cells = list(row.iterchildren(dialect.cell))
        if cells and _TABLE in cells[0].attrib:
            table.remove(row)
            samples |= {_text(cell, dialect): cell for cell in cells[1:] if _text(cell, dialect)}
    return samples


def _put_variants(cell: etree._Element, number: int, samples: Samples, dialect: Dialect, sites: Sites) -> None:
    parent = cell.getparent()
    if parent is None:
        return
    if work := WORK.get(None):
        work.spend("template", len(samples) * sum(1 for _ in cell.iter()))
    site = sites.items[number]
    place = parent.index(cell)
    parent.remove(cell)
    children = [_mark("look", site.code.partition(" ")[2], site, sites)]
    for step, (name, sample) in enumerate(samples.items()):
        keyword = "elif" if step else "if"
        children.append(_mark("statement", f"{keyword} _look == {name!r}", site, sites))
        children.append(_dressed(cell, sample, dialect))
    children.append(_mark("statement", "else", site, sites))
    children.append(_mark("unknown_look", site.code, site, sites, "\n".join(samples)))
    children.append(_mark("statement", "endif", site, sites))
    for child in reversed(children):
        parent.insert(place, child)


def _mark(kind: SiteKind, code: str, site: Site, sites: Sites, original: str = "") -> etree._Element:
    return marks.marker(sites.add(kind, code, site.spot, original).number)


def _dressed(cell: etree._Element, sample: etree._Element, dialect: Dialect) -> etree._Element:
    """The cell with the sample's cell, paragraph and run properties, and its own text and (in Word) borders."""
    dressed = copy.deepcopy(cell)
    borders = cell.find(f"./{dialect.cell_properties}/{w('tcBorders')}")
    _exchange(dressed, sample, dialect.cell_properties, first=dialect.cell_properties_first)
    _keep_borders(dressed.find(dialect.cell_properties), borders)
    sample_paragraph = next(sample.iter(dialect.paragraph), None)
    sample_run = next(sample.iter(dialect.run), None)
    for paragraph in dressed.iter(dialect.paragraph):
        if sample_paragraph is not None:
            _exchange(paragraph, sample_paragraph, dialect.paragraph_properties, first=True)
        for run in paragraph.iter(dialect.run):
            if sample_run is not None:
                _exchange(run, sample_run, dialect.run_properties, first=True)
    return dressed


def _exchange(target: etree._Element, source: etree._Element, tag: str, *, first: bool) -> None:
    for old in target.findall(tag):
        target.remove(old)
    new = source.find(tag)
    if new is not None:
        target.insert(0 if first else len(target), copy.deepcopy(new))


def _keep_borders(properties: etree._Element | None, borders: etree._Element | None) -> None:
    """Lines that are drawn on the cell itself belong to its place in the table, not to its look."""
    if properties is None or borders is None:
        return
    for old in properties.findall(w("tcBorders")):
        properties.remove(old)
    before = sum(1 for child in properties if child.tag in _BEFORE_BORDERS)
    properties.insert(before, copy.deepcopy(borders))


def _text(cell: etree._Element, dialect: Dialect) -> str:
    return "".join(item.text or "" for item in cell.iter(dialect.text)).strip()
