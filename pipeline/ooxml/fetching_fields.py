"""Word's fields that fetch a file, ask a database, talk to a program or print: they go, what they showed last stays.

In: the tree of a part. Out: the same tree without such fields, and their names. A field whose name is computed by
another one is taken for such a field: nobody can tell what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

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
    """A field that has begun: its own code so far, and all the elements of its code and marks."""

    code: str = ""
    computed: bool = False
    in_code: bool = True
    elements: list[etree._Element] = field(default_factory=list)


def unlink(root: etree._Element) -> list[str]:
    """Takes the fields out of a part that fetch something. Gives their names."""
    names: list[str] = []
    stack: list[_Open] = []
    for item in list(root.iter(_MARK, _CODE, _TEXT)):
        kind = item.get(w("fldCharType")) if item.tag == _MARK else None
        if kind == "begin":
            stack.append(_Open())
        _note(stack, item)
        if kind == "separate" and stack:
            stack[-1].in_code = False
        elif kind == "end" and stack:
            names += _close(stack.pop(), stack)
    return [*names, *_simple(root)]


def _note(stack: list[_Open], item: etree._Element) -> None:
    """Every open field whose code the element stands in holds it, and its own marks."""
    for place, found in enumerate(stack):
        own = place == len(stack) - 1
        if found.in_code or (own and item.tag == _MARK):
            found.elements.append(item)
        if own and found.in_code and item.tag == _CODE:
            found.code += item.text or ""


def _close(found: _Open, around: list[_Open]) -> Iterator[str]:
    if around and around[-1].in_code and not around[-1].code.strip():
        around[-1].computed = True
    name = _danger(found.code, computed=found.computed)
    if name:
        for element in found.elements:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
        yield name


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
