"""A table whose rows came with more columns has a grid for them when our changes are accepted."""

from __future__ import annotations

import pytest
from harness_word import RUN, pair
from lxml import etree
from revision_judging import q
from revision_making import MAIN, body_xml, cells, table

from pipeline.merging.merge import accepted, merge
from pipeline.merging.revisions.grids import regrid
from pipeline.ooxml.package import parse, read_package


def grids(document: bytes) -> list[tuple[int, int]]:
    """The columns of each table's grid, and of its widest row."""
    return [_columns(item) for item in parse(document).iter(q("tbl"))]


def _columns(item: etree._Element) -> tuple[int, int]:
    rows = [sum(_span(cell) for cell in row.iter(q("tc"))) for row in item.iter(q("tr"))]
    return len(list(item.iter(q("gridCol")))), max(rows)


def _span(cell: etree._Element) -> int:
    spans = cell.findall(f"{q('tcPr')}/{q('gridSpan')}")
    return int(spans[0].get(q("val"))) if spans else 1


@pytest.mark.parametrize(
    ("xml", "columns"),
    [
        (table(cells("a", "b", "c"), columns=2), 3),
        (table(cells("a", "b"), columns=2), 2),
        (table(cells("a", "b"), columns=3), 3),
        (table(cells("a", "b", "c"), columns=2).replace('w:type="dxa"', 'w:type="pct"'), 2),
        (table(cells("a", "b", "c"), columns=2).replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>'), 2),
    ],
)
def test_a_grid_has_the_columns_of_the_widest_row_whose_widths_are_known(xml: str, columns: int) -> None:
    root = parse(body_xml(xml))
    regrid(root)
    assert [item.get(q("w")) for item in root.iter(q("gridCol"))] == ["2000"] * columns


def test_the_accepted_timeline_has_a_grid_for_its_new_year() -> None:
    """Before: rows of 24 columns in a grid of 20."""
    base, fresh = pair("period")
    merged = merge(base, base, fresh, RUN).document
    assert [one for one in grids(read_package(merged).read(MAIN)) if one[0] < one[1]]
    right = grids(read_package(accepted(merged)).read(MAIN))
    assert not [one for one in right if one[0] < one[1]]
    assert right == grids(read_package(fresh).read(MAIN))
