"""Rows of a filled workbook are as high as their longest cell needs, and never higher than Excel allows."""

import pytest

from pipeline.workbook.filled import FilledCell
from pipeline.workbook.row_heights import row_height


@pytest.mark.parametrize(
    ("cells", "height"),
    [
        ([], 15),
        ([(FilledCell(12.5), 3), (FilledCell(None), 3)], 15),
        ([(FilledCell("lyhyt"), 40)], 15),
        ([(FilledCell("a" * 36), 40), (FilledCell("b"), 10)], 15),
        ([(FilledCell("a" * 37), 40)], 30),
        ([(FilledCell("yksi\nkaksi\nkolme"), 40)], 45),
        ([(FilledCell("a" * 5000), 40)], 405),
    ],
)
def test_a_row_is_as_high_as_its_longest_cell(cells: list[tuple[FilledCell, int]], height: int) -> None:
    assert row_height(cells) == height
