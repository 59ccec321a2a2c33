"""The cells of a document's nodes in few letters: most stand beside the one before, in the same row.

In: for each node in its order the cells that its values came from. Out: one JSON text, and the cells read back from it.
`0!B4|C|D:E|1!A3` are B4, C4 and D4:E4 of the first sheet, A3 of the second; what is no cell is told after a quote.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from pipeline.vocabulary.findings import Place

_MOST, _MOST_IN_ONE, _LONGEST = 100_000, 2_000, 300
_BETWEEN, _SHEET, _PLAIN = "|", "!", "'"
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_IN_ROW = re.compile(r"([A-Z]{1,3})(?::([A-Z]{1,3}))?(\d{1,7})?")
_NUMBER = re.compile(r"-?\d{1,7}")
_PAIR = 2
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]")
"""What no sheet's name has, and what no document or terminal should be given."""


class Odd(ValueError):
    """A trace that no document of ours could have."""


def written_cells(cells: Sequence[tuple[Place, ...]]) -> str:
    """The cells of the nodes. Of a file its name alone: where it lay is nobody's business."""
    known: dict[tuple[str, str, str], int] = {}
    steps, which = [], []
    before, last = 0, -1
    for number, places in enumerate(cells):
        if not places:
            continue
        chosen = []
        for item in places:
            key = (re.split(r"[\\/]", item.file)[-1], str(item.sheet), str(item.cell))
            own = known.setdefault(key, len(known))
            chosen.append(str(own - last))
            last = own
        steps.append(str(number - before))
        which.append(",".join(chosen))
        before = number
    sheets = list(dict.fromkeys(key[:2] for key in known))
    told = _BETWEEN.join(_shortened([(sheets.index(key[:2]), key[2]) for key in known]))
    texts = {"sheets": sheets, "cells": told, "steps": " ".join(steps), "which": " ".join(which)}
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))


def read_cells(text: str, count: int) -> dict[int, tuple[Place, ...]]:
    """The cells of those of `count` nodes that have any. Raises Odd for what makes no sense."""
    told = json.loads(text)
    if not isinstance(told, dict):
        raise Odd("no cells")
    places = list(_places(_text(told, "cells"), _sheets(told.get("sheets", []))))
    steps, which = (_text(told, name).split() for name in ("steps", "which"))
    if len(steps) != len(which) or len(steps) > count:
        raise Odd("no such nodes")
    found: dict[int, tuple[Place, ...]] = {}
    number, last = 0, -1
    for step, chosen in zip(steps, which, strict=True):
        number += _number(step)
        own = []
        for item in chosen.split(",", _MOST_IN_ONE):
            last += _number(item)
            if not 0 <= last < len(places):
                raise Odd("no such place")
            own.append(places[last])
        if not 0 <= number < count:
            raise Odd("no such node")
        found[number] = tuple(own)
    return found


def _shortened(cells: Sequence[tuple[int, str]]) -> Iterator[str]:
    sheet, row = -1, ""
    for own, cell in cells:
        match = _CELL.fullmatch(cell)
        in_row = match is not None and match[4] in (None, match[2])
        body, now = cell if match is not None else _PLAIN + cell.replace(_BETWEEN, " "), ""
        if match is not None and in_row:
            now = match[2]
            letters = match[1] if match[3] is None else f"{match[1]}:{match[3]}"
            body = letters if (own, now) == (sheet, row) else f"{letters}{now}"
        yield body if own == sheet else f"{own}{_SHEET}{body}"
        sheet, row = own, now


def _places(text: str, sheets: Sequence[tuple[str, str]]) -> Iterator[Place]:
    tokens = text.split(_BETWEEN, _MOST) if text else []
    if len(tokens) > _MOST:
        raise Odd("too many places")
    sheet, row = -1, ""
    for token in tokens:
        ahead, _, rest = token.partition(_SHEET)
        named = bool(_NUMBER.fullmatch(ahead)) and rest != ""
        sheet, body = (_number(ahead), rest) if named else (sheet, token)
        match = _IN_ROW.fullmatch(body)
        cell, row = body.removeprefix(_PLAIN), row if match is not None else ""
        if match is not None:
            row = match[3] or row
            cell = f"{match[1]}{row}" + (f":{match[2]}{row}" if match[2] else "")
        if not 0 <= sheet < len(sheets):
            raise Odd("no such sheet")
        if _UNSEEN.search(cell):
            raise Odd("no cell")
        yield Place(*sheets[sheet], cell[:_LONGEST])


def _sheets(told: object) -> list[tuple[str, str]]:
    if not isinstance(told, list) or len(told) > _MOST:
        raise Odd("no sheets")
    return [(_name(item, 0), _name(item, 1)) for item in told]


def _name(pair: object, place: int) -> str:
    if not isinstance(pair, list) or len(pair) != _PAIR or not isinstance(pair[place], str):
        raise Odd("no sheet")
    name = str(pair[place])[:_LONGEST]
    if _UNSEEN.search(name):
        raise Odd("no name of a sheet")
    return name


def _text(told: dict[object, object], name: str) -> str:
    text = told.get(name, "")
    if not isinstance(text, str):
        raise Odd("no text")
    return text


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise Odd("no number")
    return int(text)
