"""Tables on slides: rows and columns come and go, and merged cells stay sound."""

from __future__ import annotations

from typing import Any

import pytest

from drawn_decks import add_slide, add_table, fill, made, new_deck, opened, saved, xml_of
from office_checks import office_faults
from pipeline.ooxml.dialect import A
from pipeline.vocabulary.content import Record

Merge = tuple[tuple[int, int], tuple[int, int]]


def group(key: str, *names: str) -> Record:
    return Record(key, name=f"Ryhmä {key}", items=tuple(Record(name, name=name) for name in names))


def template(rows: list[list[str]], *merges: Merge) -> bytes:
    deck = new_deck()
    table = add_table(add_slide(deck, "Taulukko"), rows)
    for first, last in merges:
        table.cell(*first).merge(table.cell(*last))
    return saved(deck)


def cells(data: bytes, **names: object) -> list[list[str]]:
    """Each cell's text, with its spans: `x 2×1` is two rows high, `<` and `^` are covered cells."""
    assert office_faults(fill(data, **names).document) == []
    root = xml_of(made(data, **names), "ppt/slides/slide1.xml")
    return [[_drawn(cell) for cell in row.iter(f"{{{A}}}tc")] for row in root.iter(f"{{{A}}}tr")]


def _drawn(cell: Any) -> str:
    if cell.get("hMerge"):
        return "<"
    if cell.get("vMerge"):
        return "^"
    rows, columns = cell.get("rowSpan", "1"), cell.get("gridSpan", "1")
    text = "".join(item.text or "" for item in cell.iter(f"{{{A}}}t"))
    return text if rows == columns == "1" else f"{text} {rows}×{columns}"


ROWS = [
    ["Ryhmä", "Nimi"],
    ["{% for g in groups %}", ""],
    ["{{ g.name }}", "{{ g.items[0].name }}"],
    ["", "{% for i in g.items[1:] %}"],
    ["", "{{ i.name }}"],
    ["{% endfor %}", ""],
    ["{% endfor %}", ""],
]


def test_a_cell_merged_over_repeated_rows_covers_them_all() -> None:
    # the control row stands between the rows of the merged cell, as a designer sees it
    data = template(ROWS, ((2, 0), (4, 0)))
    groups = (group("A", "a1", "a2", "a3"), group("B", "b1"), group("C", "c1", "c2"))
    first, second, third = (
        cells(data, groups=groups)[1:4],
        cells(data, groups=groups)[4:5],
        cells(data, groups=groups)[5:],
    )
    assert first == [["Ryhmä A 3×1", "a1"], ["^", "a2"], ["^", "a3"]]
    assert second == [["Ryhmä B", "b1"]]
    assert third == [["Ryhmä C 2×1", "c1"], ["^", "c2"]]


def test_a_merged_cell_inside_a_loop_is_copied_whole() -> None:
    rows = [["{% for g in groups %}", "", ""], ["{{ g.name }}", "x", "y"], ["", "z", "w"], ["{% endfor %}", "", ""]]
    data = template(rows, ((1, 0), (2, 0)), ((2, 1), (2, 2)))
    assert cells(data, groups=(group("A"), group("B"))) == [
        ["Ryhmä A 2×1", "x", "y"],
        ["^", "zw 1×2", "<"],
        ["Ryhmä B 2×1", "x", "y"],
        ["^", "zw 1×2", "<"],
    ]


@pytest.mark.parametrize("shown", [True, False])
def test_a_covered_cell_whose_merged_cell_is_gone_stands_alone(shown: bool) -> None:
    rows = [["Otsikko", "a"], ["{% if x %}", ""], ["Yhdistetty", "b"], ["", "{% endif %}"], ["", "c"]]
    data = template(rows, ((2, 0), (4, 0)))
    assert cells(data, x=shown) == (
        [["Otsikko", "a"], ["Yhdistetty 2×1", "b"], ["^", "c"]] if shown else [["Otsikko", "a"], ["", "c"]]
    )


def test_a_heading_over_looped_columns_grows_with_them() -> None:
    rows = [["Nimi", "Vuodet", "", ""], ["", "{% for y in years %}", "{{ y }}", "{% endfor %}"]]
    data = template(rows, ((0, 1), (0, 3)))
    for years in (("27",), ("27", "28"), ("27", "28", "29", "30", "31")):
        found = cells(data, years=years)
        assert found[1] == ["", *years]
        span = f"Vuodet 1×{len(years)}" if len(years) > 1 else "Vuodet"
        assert found[0] == ["Nimi", span, *["<"] * (len(years) - 1)]


def test_a_block_two_ways_merged_stays_one() -> None:
    rows = [
        ["a", "b", "c"],
        ["d", "e", "f"],
        ["{% for x in xs %}", "", ""],
        ["{{ x }}", "g", "h"],
        ["{% endfor %}", "", ""],
    ]
    data = template(rows, ((0, 0), (1, 1)))
    found = cells(data, xs=("1", "2"))
    assert found[0][1:] == ["<", "c"]
    assert found[0][0].endswith("2×2")
    assert found[1][2] == "f"
    assert found[2:] == [["1", "g", "h"], ["2", "g", "h"]]


def test_a_table_without_rows_goes() -> None:
    data = template([["{% for x in xs %}", ""], ["{{ x }}", "y"], ["{% endfor %}", ""]])
    assert len(opened(data, xs=("1",)).slides[0].shapes) == 2
    assert len(opened(data, xs=()).slides[0].shapes) == 1
    assert office_faults(fill(data, xs=()).document) == []
