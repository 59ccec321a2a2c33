"""A table on a slide in three versions: rows in, out and moved, cells one by one.

In: the nodes of the table. Out: the hand's table with the workbook's changes; columns that the hand put in stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from pipeline.merging.aligning import Pairs, align
from pipeline.merging.deck_aligning import Step, align_rows, steps
from pipeline.merging.deck_carrying import row_for
from pipeline.merging.deck_nodes import Slide, row_node
from pipeline.merging.deck_paragraphs import merge_paragraphs
from pipeline.merging.deck_texts import clear
from pipeline.merging.deck_work import Spot, shown
from pipeline.merging.nodes import Node, digest_of
from pipeline.merging.table_places import place_in
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import a
from pipeline.vocabulary.changes import Fate, Kind, What

_ROW, _CELL, _BODY = a("tr"), a("tc"), a("txBody")


def merge_table(spot: Spot, step: Step) -> None:
    """Puts the workbook's changes into the hand's table. `step` is of the tables."""
    base, hand, fresh = step.base, step.hand, step.fresh
    if base is None or hand is None or fresh is None:
        return
    if _width(base) != _width(fresh):
        _replace(spot, step)
        return
    columns = dict(enumerate(range(_width(base)))) if _width(hand) == _width(base) else _columns(base, hand)
    last: etree._Element | None = None
    found = steps(base.children, hand.children, fresh.children, align_rows)
    for place, row in enumerate(found):
        if row.fresh is None:
            _remove(spot, hand, row)
        elif row.hand is None:
            if row.base is None:
                last = _add(spot, hand, columns, found, place, last)
            elif row.changed:
                spot.tell(Kind.CHANGED, Fate.LEFT_OUT, row, What.ROW)
        else:
            _merge_row(spot, row, columns)
            _move(spot, row, last)
            last = row.hand.element


def bring_rows(spot: Spot, new: Slide, root: etree._Element) -> None:
    """On a slide that came in whole (`root`): rows that people had changed on another slide, as they changed them."""
    for node in new.node.walk():
        if id(node) in spot.work.carried.shifted:
            _tell_new(spot, Step(None, None, node))
    places = {id(row): place for place, row in enumerate(new.root.iter(_ROW))}
    made = list(root.iter(_ROW))
    for node in [item for item in new.node.walk() if item.kind == "r" and id(item) in spot.work.carried.to]:
        row, old = spot.work.carried.to[id(node)], made[places[id(node.element)]]
        table = old.getparent()
        if table is None:
            continue
        if row.hand is not None:
            table.replace(old, _brought(spot, row, row.hand, dict(enumerate(range(len(node.children))))))
            spot.touch()
        elif len(table.findall(_ROW)) > 1:
            if row.changed:
                spot.tell(Kind.CHANGED, Fate.LEFT_OUT, row, What.ROW)
            table.remove(old)
            spot.touch()


def heights(table: etree._Element) -> int:
    """How high the rows of a table are together, in EMU."""
    return sum(integer(row.get("h"), most=10**9) for row in table.iterchildren(_ROW))


def _merge_row(spot: Spot, row: Step, columns: Pairs) -> None:
    base, hand, fresh = row.base, row.hand, row.fresh
    if hand is None or fresh is None:
        return
    if base is None:
        spot.tell(Kind.ADDED, Fate.AGREED, row, What.ROW)
        return
    at = replace(spot, cells=tuple(place for item in fresh.walk() for place in item.cells) or spot.cells)
    for place, (old, new) in enumerate(zip(base.children, fresh.children, strict=False)):
        if old.digest == new.digest:
            continue
        at = replace(at, row=_place(fresh, place))
        own = columns.get(place)
        if own is None or own >= len(hand.children):
            at.tell(Kind.CHANGED, Fate.LEFT_OUT, Step(old, None, new))
            continue
        cell = hand.children[own]
        body = None if cell.element is None else cell.element.find(_BODY)
        merge_paragraphs(at, body, old.children, cell.children, new.children)
    if not spot.dry and base.element is not None:
        heights_of = [node.element.get("h") or "0" for node in (base, hand, fresh)]
        if heights_of[0] == heights_of[1] != heights_of[2]:
            hand.element.set("h", heights_of[2])
            spot.touch()


def _place(row: Node, column: int) -> str:
    """Where in a table a cell stands."""
    table = row.element.getparent()
    properties = None if table is None else table.find(a("tblPr"))
    headed = properties is not None and properties.get("firstRow") in ("1", "true")
    first = table.find(_ROW) if headed else None
    return place_in(row, row_node(first) if first is not None and first is not row.element else None, column, shown)


def _add(
    spot: Spot, table: Node, columns: Pairs, found: Sequence[Step], place: int, last: etree._Element | None
) -> etree._Element | None:
    row = found[place]
    if row.fresh is None:
        return last
    carried = spot.work.carried.to.get(id(row.fresh))
    if carried is not None and carried.hand is None:
        if carried.changed:
            spot.tell(Kind.CHANGED, Fate.LEFT_OUT, carried, What.ROW)
        return last
    if carried is not None and carried.hand is not None:
        new = _brought(spot, carried, carried.hand, columns)
    else:
        _tell_new(spot, row)
        if spot.dry:
            return last
        new = _fitted(spot.fetched(row.fresh), table, columns)
    after = next(
        (item.hand.element for item in found[place:] if item.fresh is not None and item.hand is not None), None
    )
    if last is not None:
        last.addnext(new)
    elif after is not None:
        after.addprevious(new)
    else:
        table.element.append(new)
    spot.touch()
    return new


def _tell_new(spot: Spot, row: Step) -> None:
    """A row that is new here: new at all, or come from another slide."""
    moved = spot.work.carried.shifted.get(id(row.fresh))
    if moved is not None:
        spot.tell(Kind.MOVED, Fate.UPDATED, moved, What.ROW)
    else:
        spot.tell(Kind.ADDED, Fate.UPDATED, row, What.ROW)


def _brought(spot: Spot, row: Step, hand: Node, columns: Pairs) -> etree._Element:
    """A row from another slide with what people wrote in it, and with the workbook's other changes."""
    spot.tell(Kind.MOVED, Fate.UPDATED, row, What.ROW)
    source = spot.work.carried.parts[id(row.fresh)]
    new = row_for(spot.work.hand.package, source, spot.part, hand.element)
    node = row_node(new)
    for own, known in zip(node.walk(), hand.walk(), strict=True):
        own.digest = known.digest  # as the base's trace would write it, where that is the base
    _merge_row(spot, Step(row.base, node, row.fresh), columns)
    return new


def _fitted(row: etree._Element, table: Node, columns: Pairs) -> etree._Element:
    """A fresh row with as many cells as the hand's table has columns; those of the hand's own are empty."""
    width = _width(table)
    cells = list(row.iterchildren(_CELL))
    if len(cells) == width and columns == dict(enumerate(range(width))):
        return row
    place = row.index(cells[0]) if cells else 0
    for cell in cells:
        row.remove(cell)
    sources = {new: old for old, new in columns.items()}
    for column in range(width):
        if column in sources and sources[column] < len(cells):
            row.insert(place + column, cells[sources[column]])
            continue
        blank = deepcopy(cells[min(column, len(cells) - 1)]) if cells else etree.Element(_CELL)
        for body in blank.iterchildren(_BODY):
            for paragraph in list(body.iterchildren(a("p")))[1:]:
                body.remove(paragraph)
            for paragraph in body.iterchildren(a("p")):
                clear(paragraph)
        row.insert(place + column, blank)
    return row


def _remove(spot: Spot, table: Node, row: Step) -> None:
    if row.hand is None:
        return
    if id(row.base) in spot.work.carried.gone:
        _take_out(spot, table, row.hand)
        return
    if row.edited:
        spot.tell(Kind.REMOVED, Fate.CONFLICT, row, What.ROW)
        return
    if id(row.base) not in spot.work.carried.left:
        replace(spot, row=_still(spot, row.base)).tell(Kind.REMOVED, Fate.UPDATED, row, What.ROW)
    _take_out(spot, table, row.hand)


def _still(spot: Spot, row: Node | None) -> str:
    """The other slide that still has the same row: a slide shows only as many rows as it has room for."""
    begins = [cell.digest for cell in row.children[:2]] if row is not None else []
    for slide in spot.work.fresh.slides if len(begins) > 1 else ():
        rows = (node for node in slide.node.walk() if node.kind == "r") if slide.part != spot.fresh_part else ()
        if any([cell.digest for cell in node.children[:2]] == begins for node in rows):
            return slide.title
    return ""


def _take_out(spot: Spot, table: Node, row: Node) -> None:
    if not spot.dry and len(table.element.findall(_ROW)) > 1:
        table.element.remove(row.element)
        spot.touch()


def _move(spot: Spot, row: Step, last: etree._Element | None) -> None:
    if not row.moved or row.strayed or row.hand is None or row.base is None:
        return
    if row.edited and not row.agreed:
        spot.tell(Kind.MOVED, Fate.CONFLICT, row, What.ROW)
        return
    spot.tell(Kind.MOVED, Fate.UPDATED, row, What.ROW)
    if spot.dry:
        return
    element: etree._Element = row.hand.element
    if last is not None:
        last.addnext(element)
    else:
        first = next(element.getparent().iterchildren(_ROW))  # type: ignore[union-attr]
        if first is not element:
            first.addprevious(element)
    spot.touch()


def _replace(spot: Spot, step: Step) -> None:
    """The workbook changed the columns: the fresh table whole, where the hand left the words, else a conflict."""
    if step.edited:
        spot.tell(Kind.CHANGED, Fate.CONFLICT, step, What.TABLE)
        return
    spot.tell(Kind.CHANGED, Fate.UPDATED, step, What.TABLE)
    if spot.dry or step.hand is None or step.fresh is None:
        return
    old: etree._Element = step.hand.element
    new = spot.fetched(step.fresh)
    old.getparent().replace(old, new)  # type: ignore[union-attr]
    step.hand.element = new
    spot.touch()


def _columns(base: Node, hand: Node) -> Pairs:
    """Which column of the hand's table is which of the base's."""
    return align(_by_column(base), _by_column(hand))


def _by_column(table: Node) -> list[Node]:
    found = []
    for column in range(_width(table)):
        cells = [row.children[column] for row in table.children if column < len(row.children)]
        words = None if any(cell.said is None for cell in cells) else "\n".join(cell.said or "" for cell in cells)
        digest = digest_of("".join(cell.digest for cell in cells))
        found.append(Node("column", "", words, digest, [Node("c", "", None, cell.digest) for cell in cells]))
    return found


def _width(table: Node) -> int:
    return max((len(row.children) for row in table.children), default=0)
