"""Word's fields that fetch a file, ask a database, talk to a program or print: they go, what they showed last stays.

In: the tree of a part. Out: the same tree without such fields, and their names. A field whose name is computed by
another one is taken for such a field: nobody can tell what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

from pipeline.ooxml.dialect import w
from pipeline.ooxml.safety import is_safe_address

_FETCHING = frozenset(
    "DATABASE DATA DDE DDEAUTO GLOSSARY HTMLCONTROL IMPORT INCLUDE INCLUDEPICTURE INCLUDETEXT LINK PRINT RD "
    "SUBSCRIBER".split()
)
_NAME = re.compile(r"\s*([A-Za-z]+|=)?")
_LINKED = re.compile(r'\s*HYPERLINK\s+(?!\\)(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_MARK, _CODE, _TEXT = w("fldChar"), w("instrText"), w("t")
_COMPUTED = "{ }"


@dataclass(slots=True)
class _Open:
    """A field that has begun: its own code so far, where that starts and ends, and the marks behind it.

    Places are numbers of elements in their part; those of the fields within the code stand between.
    """

    start: int
    end: int | None = None
    computed: bool = False
    code: list[str] = field(default_factory=list)
    named: bool = False
    marks: list[int] = field(default_factory=list)


def unlink(root: etree._Element) -> list[str]:
    """Takes the fields out of a part that fetch something. Gives their names."""
    names: list[str] = []
    gone: list[tuple[int, int]] = []
    stack: list[_Open] = []
    items = list(root.iter(_MARK, _CODE, _TEXT))
    for place, item in enumerate(items):
        kind = item.get(w("fldCharType")) if item.tag == _MARK else None
        if kind == "begin":
            stack.append(_Open(place))
        if not stack:
            continue
        _note(stack[-1], item, place)
        if kind == "separate" and stack[-1].end is None:
            stack[-1].end = place
        elif kind == "end":
            found = stack.pop()
            if name := _close(found, stack[-1] if stack else None):
                names.append(name)
                gone.append((found.start, place if found.end is None else found.end))
                gone += [(mark, mark + 1) for mark in found.marks]
    _drop(items, gone)
    return [*names, *_simple(root)]


def _note(found: _Open, item: etree._Element, place: int) -> None:
    """Notes the innermost field's own marks and code."""
    if item.tag == _MARK:
        found.marks.append(place)
    elif item.tag == _CODE and found.end is None:
        found.code.append(item.text or "")
        found.named = found.named or bool(found.code[-1].strip())


def _close(found: _Open, around: _Open | None) -> str:
    """The name of a field that must go. One that stands before the name of the field around it computes that."""
    if around is not None and around.end is None and not around.named:
        around.computed = True
    return _danger("".join(found.code), computed=found.computed)


def _drop(items: Sequence[etree._Element], gone: Iterable[tuple[int, int]]) -> None:
    """Takes stretches of elements out, each element once, however many fields it belongs to."""
    steps = [0] * (len(items) + 1)
    for start, end in gone:
        steps[start] += 1
        steps[end] -= 1
    for item, fields_around in zip(items, accumulate(steps), strict=False):
        parent = item.getparent()
        if fields_around and parent is not None:
            parent.remove(item)


def _simple(root: etree._Element) -> Iterator[str]:
    for simple in list(root.iter(w("fldSimple"))):
        name = _danger(simple.get(w("instr")) or "", computed=False)
        parent = simple.getparent()
        if name and parent is not None:
            place = parent.index(simple)
            parent[place : place + 1] = [child for child in simple if child.tag != w("fldData")]
            yield name


def _danger(code: str, *, computed: bool) -> str:
    """The name of a field that must go, "" for one that may stay."""
    found = _NAME.match(code)
    name = (found.group(1) or "").upper() if found else ""
    if computed:
        return _COMPUTED
    if name in _FETCHING:
        return name
    link = _LINKED.match(code)
    address = (link.group(1) or link.group(2) or "") if link else ""
    return f"{name} {address}" if address and "{{" not in code and not is_safe_address(address) else ""
