"""Hand edits of tables, charts and pictures in a deck. Registered in `hand_edits_deck`."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import Any

from hand_edits_deck import A, Judge, Place, R, any_shape, name_of, on_deck, says, shapes_of, slide_of, texts_in, xpath
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.util import Emu

_RED = "B3261E"


def _first_cells(element: Any) -> list[str]:
    """What the rows' first cells with words say."""
    return [next((text for text in texts_in(row) if text.strip()), "") for row in xpath(element, ".//a:tr")]


@on_deck("cell rewritten")
def cell_rewritten(place: Place) -> Judge:
    _, _, cell = place.pick(place.cells())
    cell.text_frame.text = place.words
    return lambda seen: says(seen, place.words)


@on_deck("cell gets a second paragraph")
def cell_longer(place: Place) -> Judge:
    _, _, cell = place.pick(place.cells())
    cell.text_frame.add_paragraph().text = place.words
    return lambda seen: says(seen, place.words)


@on_deck("cell emptied", removes=True)
def cell_emptied(place: Place) -> Judge:
    """Judged by a mark of its own: an empty cell is found again by its filling."""
    slide, shape, cell = place.pick(place.cells())
    cell.text_frame.text = ""
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(_RED)
    path = f".//a:tc[a:tcPr/a:solidFill/a:srgbClr[@val='{_RED}']][not(.//a:t)]"
    return lambda seen: any_shape(seen, name_of(slide), shape.name, lambda item: bool(xpath(item, path)))


@on_deck("cell filled")
def cell_filled(place: Place) -> Judge:
    slide, shape, cell = place.pick(place.cells())
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(_RED)
    path = f".//a:tcPr/a:solidFill/a:srgbClr[@val='{_RED}']"
    return lambda seen: any_shape(seen, name_of(slide), shape.name, lambda item: bool(xpath(item, path)))


@on_deck("cell in italics")
def cell_slanted(place: Place) -> Judge:
    slide, shape, cell = place.pick(place.cells())
    for run in cell.text_frame.paragraphs[0].runs:
        run.font.italic = True
    return lambda seen: any_shape(seen, name_of(slide), shape.name, lambda item: bool(xpath(item, ".//a:rPr[@i='1']")))


def _new_row(place: Place, shape: Any, row: int) -> None:
    source = shape.table._tbl.tr_lst[row]
    copy = deepcopy(source)
    source.addnext(copy)
    for step, cell in enumerate(copy.tc_lst):
        cell.txBody.p_lst[0].getparent()
        for extra in list(cell.txBody.p_lst)[1:]:
            cell.txBody.remove(extra)
        for run in list(cell.txBody.p_lst[0].iterchildren(f"{{{A}}}r", f"{{{A}}}br")):
            cell.txBody.p_lst[0].remove(run)
        cell.txBody.p_lst[0].add_r().text = f"{place.words} {step}"
    for mark in xpath(copy, "./a:extLst"):
        copy.remove(mark)


@on_deck("row added")
def row_added(place: Place) -> Judge:
    slide, shape, row = place.pick(place.rows())
    _new_row(place, shape, row)
    return lambda seen: any_shape(
        seen, name_of(slide), shape.name, lambda item: f"{place.words} 0" in _first_cells(item)
    )


@on_deck("row removed", removes=True)
def row_removed(place: Place) -> Judge:
    slide, shape, row = place.pick([item for item in place.rows() if len(item[1].table._tbl.tr_lst) > 2])
    gone = shape.table._tbl.tr_lst[row]
    said = list(texts_in(gone))
    gone.getparent().remove(gone)

    def holds(seen: Any) -> bool:
        found = shapes_of(seen, name_of(slide), shape.name)
        return not any(list(texts_in(one)) == said for item in found for one in xpath(item, ".//a:tr"))

    return holds


@on_deck("row moved to the top")
def row_moved(place: Place) -> Judge:
    slide, shape, row = place.pick(
        [item for item in place.rows() if item[2] > 1 and len(item[1].table._tbl.tr_lst) > 2]
    )
    rows = shape.table._tbl.tr_lst
    moved, said = rows[row], _first_cells(shape._element)[row]
    rows[0].addnext(moved)

    def holds(seen: Any) -> bool:
        for item in shapes_of(seen, name_of(slide), shape.name):
            order = _first_cells(item)
            if said in order[1:]:
                return order.index(said) == 1
        return bool(shapes_of(seen, name_of(slide), shape.name))

    return holds


@on_deck("column wider")
def column_wider(place: Place) -> Judge:
    slide, shape = place.pick(place.tables())
    shape.table.columns[0].width = Emu(2_345_000 + place.number)
    path = f".//a:gridCol[@w='{2_345_000 + place.number}']"
    return lambda seen: any_shape(seen, name_of(slide), shape.name, lambda item: bool(xpath(item, path)))


@on_deck("row higher")
def row_higher(place: Place) -> Judge:
    slide, shape = place.pick(place.tables())
    shape.table.rows[0].height = Emu(654_000 + place.number)
    return lambda seen: any_shape(
        seen, name_of(slide), shape.name, lambda item: bool(xpath(item, f".//a:tr[@h='{654_000 + place.number}']"))
    )


@on_deck("column added")
def column_added(place: Place) -> Judge:
    _slide, shape = place.pick(place.tables())
    grid = shape.table._tbl.tblGrid
    grid.append(deepcopy(grid[-1]))
    for number, row in enumerate(shape.table._tbl.tr_lst):
        cell = deepcopy(row.tc_lst[-1])
        row.tc_lst[-1].addnext(cell)
        for extra in list(cell.txBody.p_lst)[1:]:
            cell.txBody.remove(extra)
        for run in list(cell.txBody.p_lst[0].iterchildren(f"{{{A}}}r", f"{{{A}}}br")):
            cell.txBody.p_lst[0].remove(run)
        cell.txBody.p_lst[0].add_r().text = f"{place.words} sarake {number}"
    for mark in xpath(grid[-1], "./a:extLst"):
        grid[-1].remove(mark)
    return lambda seen: says(seen, f"{place.words} sarake 0") and says(seen, f"{place.words} sarake 1")


@on_deck("column removed", removes=True)
def column_removed(place: Place) -> Judge:
    slide, shape = place.pick([item for item in place.tables() if len(item[1].table.columns) > 2])
    grid = shape.table._tbl.tblGrid
    width = len(grid) - 1
    grid.remove(grid[-1])
    for row in shape.table._tbl.tr_lst:
        row.remove(row.tc_lst[-1])
    return lambda seen: any_shape(
        seen,
        name_of(slide),
        shape.name,
        lambda item: all(len(xpath(row, "./a:tc")) == width for row in xpath(item, ".//a:tr")),
    )


@on_deck("table deleted", removes=True)
def table_deleted(place: Place) -> Judge:
    slide, shape = place.pick(place.tables())
    shape._element.getparent().remove(shape._element)
    return lambda seen: slide_of(seen, name_of(slide)) is not None and not shapes_of(seen, name_of(slide), shape.name)


@on_deck("own table added")
def own_table(place: Place) -> Judge:
    slide = place.pick(place.slides())
    frame = slide.shapes.add_table(2, 2, Emu(500000), Emu(500000), Emu(4000000), Emu(800000))
    frame.name = f"Oma taulukko {place.number}"
    frame.table.cell(1, 1).text = place.words
    return lambda seen: any_shape(seen, name_of(slide), frame.name, lambda item: place.words in list(texts_in(item)))


@on_deck("chart recoloured")
def chart_recoloured(place: Place) -> Judge:
    slide, shape = place.pick(place.charts())
    series = next(iter(shape.chart.plots[0].series))
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(_RED)
    return lambda seen: _chart_has(seen, slide, shape, f"//a:srgbClr[@val='{_RED}']")


@on_deck("chart gets a title")
def chart_titled(place: Place) -> Judge:
    slide, shape = place.pick(place.charts())
    shape.chart.has_title = True
    shape.chart.chart_title.text_frame.text = place.words
    return lambda seen: _chart_has(seen, slide, shape, f"//a:t[.='{place.words}']")


@on_deck("chart's figures changed")
def chart_data(place: Place) -> Judge:
    slide, shape = place.pick(place.charts())
    data = CategoryChartData()
    data.categories = ["Käsin yksi", "Käsin kaksi"]
    for number, _ in enumerate(shape.chart.plots[0].series):
        data.add_series(f"{place.words} {number}", (11 + number, 22))
    shape.chart.replace_data(data)
    return lambda seen: _chart_has(seen, slide, shape, "//*[local-name()='v'][.='Käsin kaksi']")


def _chart_has(seen: Any, slide: Any, shape: Any, path: str) -> bool:
    found = slide_of(seen, name_of(slide))
    charts = (
        [one.chart for one in found.shapes if one.has_chart and one.name == shape.name] if found is not None else []
    )
    return any(xpath(chart._chartSpace, path) for chart in charts)


@on_deck("chart deleted", removes=True)
def chart_deleted(place: Place) -> Judge:
    slide, shape = place.pick(place.charts())
    shape._element.getparent().remove(shape._element)
    return lambda seen: slide_of(seen, name_of(slide)) is not None and not shapes_of(seen, name_of(slide), shape.name)


@on_deck("chart moved")
def chart_moved(place: Place) -> Judge:
    slide, shape = place.pick(place.charts())
    shape.top = Emu(999_000 + place.number)
    path = f".//a:off[@y='{999_000 + place.number}']"
    return lambda seen: any_shape(seen, name_of(slide), shape.name, lambda item: bool(xpath(item, path)))


def _picture(number: int) -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (40, 20), (number % 256, 90, 140)).save(file, "PNG")
    file.seek(0)
    return file


def _pictures(seen: Any) -> list[bytes]:
    return [shape.image.blob for slide in seen.slides for shape in slide.shapes if hasattr(shape, "image")]


@on_deck("picture added")
def picture_added(place: Place) -> Judge:
    slide = place.pick(place.slides())
    data = _picture(place.number).getvalue()
    slide.shapes.add_picture(BytesIO(data), Emu(300000), Emu(300000)).name = f"Kuva {place.number}"
    return lambda seen: data in _pictures(seen) and bool(shapes_of(seen, name_of(slide), f"Kuva {place.number}"))


@on_deck("picture replaced")
def picture_replaced(place: Place) -> Judge:
    slide, shape = place.pick(place.shapes(lambda shape: hasattr(shape, "image")))
    data = _picture(place.number).getvalue()
    _, link = slide.part.get_or_add_image_part(BytesIO(data))
    shape._element.blipFill.find(f"{{{A}}}blip").set(f"{{{R}}}embed", link)
    return lambda seen: data in _pictures(seen)


@on_deck("picture cropped")
def picture_cropped(place: Place) -> Judge:
    slide, shape = place.pick(place.shapes(lambda shape: hasattr(shape, "image")))
    shape.crop_left = 0.123
    return lambda seen: any_shape(
        seen, name_of(slide), shape.name, lambda item: bool(xpath(item, ".//a:srcRect[@l='12300']"))
    )
