"""Tags in the addresses of links: each copy of a link leads where its own pass of a loop says.

In: a part's tree and its relationships. Out: the address stands, with its tags, where the link names its relationship;
in the rendered part it becomes a relationship again. Office writes a tag's brackets as `%7B` and `%7D`, and puts
`http://` before a tag that is typed as an address, and a slash after it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.blocks import place_of
from pipeline.filling.lifting.lifting import tokenised
from pipeline.filling.sites import Sites
from pipeline.ooxml.dialect import R
from pipeline.ooxml.package import Relationship
from pipeline.ooxml.safety import is_safe_address

_OPEN, _CLOSE = marks.ADDRESS_START, marks.ADDRESS_END
_PRIVATE = re.compile(f"[{marks.PRIVATE}]")
_FILLED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_TAG = re.compile(r"(?:%7B|\{)(?:%7B|\{).*?(?:%7D|\})(?:%7D|\})", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_WEB_TAG = re.compile(r"(https?://\{\{(?:(?!\}\}).)*\}\})/", re.IGNORECASE)
_HARMLESS = "%/:=&?~#+!$,;'@()*[]"


def put_in(root: etree._Element, relationships: Mapping[str, Relationship], sites: Sites) -> None:
    """Puts the addresses that hold tags in the place of their relationships' ids."""
    tagged = {item.id: _readable(item.target) for item in relationships.values() if item.kind == "hyperlink"}
    tagged = {number: address for number, address in tagged.items() if "{{" in address}
    if not tagged:
        return
    name = f"{{{R}}}id"
    for element in root.iter(etree.Element):
        address = tagged.get(element.get(name) or "")
        if address:
            element.set(name, f"{_OPEN}{tokenised(address, sites, 'address', place_of(element))}{_CLOSE}")


def settle(xml: str, relate: Callable[[str], str]) -> str:
    """A rendered part whose links name relationships again; `relate` gives the id of an address."""
    if _OPEN not in xml:
        return xml
    return _FILLED.sub(lambda match: relate(quote(_own(html.unescape(match.group(1))), safe=_HARMLESS)), xml)


def _own(address: str) -> str:
    """An address without the `http://` that Office put before a tag whose value is a whole address, or nothing."""
    start = _WEB.match(address)
    rest = address[start.end() :] if start else address
    return rest if not rest or is_safe_address(rest) else address


def _readable(address: str) -> str:
    """An address with its tags as they were typed, without the slash that Office puts after one that stands alone."""
    readable = _PRIVATE.sub("", _TAG.sub(lambda match: unquote(match.group()), address))
    alone = _WEB_TAG.fullmatch(readable)
    return alone.group(1) if alone else readable
