"""Letters that can be seen: enough contrast, large enough; and nothing told by a colour alone.

In: a file. Out: faults of letters and of shaded cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from pipeline.accessibility.reading import MOST_OF_A_CODE, Fault, Reading, said, seen
from pipeline.ooxml.contrast.letters import faint
from pipeline.ooxml.dialect import WORD, a, w
from pipeline.ooxml.text import text_of
from pipeline.vocabulary.findings import FindingValue

_LEAST_ON_PAGES, _LEAST_ON_SLIDES = 8.0, 12.0
_NO_FILL = ("auto", "FFFFFF", None)


def faint_letters(reading: Reading) -> Iterator[Fault]:
    """Letters that do not stand out from what they are on."""
    for item in islice(faint(reading.letters), MOST_OF_A_CODE):
        first = item.first
        values: dict[str, FindingValue] = {
            "what": said(text_of(first.paragraph, reading.dialect)[first.start : first.end]),
            "colour": first.colour,
            "ground": item.ground,
            "ratio": item.ratio,
            "least": item.least,
            "nearest": item.nearest,
        }
        yield Fault("AX020", first.part, first.paragraph, values, (first.colour, item.ground), item.count)


def small(reading: Reading) -> Iterator[Fault]:
    """Letters that are smaller than anyone should have to read."""
    least = _LEAST_ON_PAGES if reading.dialect is WORD else _LEAST_ON_SLIDES
    for item in reading.letters:
        if item.size >= least:
            continue
        text = seen(text_of(item.paragraph, reading.dialect)[item.start : item.end])
        if text:
            values: dict[str, FindingValue] = {"what": said(text), "size": item.size, "least": least}
            yield Fault("AX024", item.part, item.paragraph, values, alike=item.size)


def colour_alone(reading: Reading) -> Iterator[Fault]:
    """Coloured cells without a word or sign."""
    for grid in reading.grids:
        for cell in (cell for row in grid.rows for cell in row if not cell.says):
            if _is_coloured(cell.element):
                yield Fault("AX022", grid.part, cell.element, alike=grid.table)


def _is_coloured(cell: etree._Element) -> bool:
    if cell.tag == w("tc"):
        shades = [cell.find(f"{w('tcPr')}/{w('shd')}")]
        shades += [item.find(f"{w('pPr')}/{w('shd')}") for item in cell.iterchildren(w("p"))]
        return any(item is not None and item.get(w("fill")) not in _NO_FILL for item in shades)
    return cell.find(f"{a('tcPr')}/{a('solidFill')}") is not None
