"""What a comment is about that has to hang elsewhere, as one on a text box, a header or a note has.

In: the block, the part it is of, and what it stands in. Out: the number of the comment's own paragraph, made of the
block's place: comments keep it through people's programs, and nobody sees it. And the lists that Word keeps of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from lxml import etree

from pipeline.merging.word_nodes import anchor_of
from pipeline.ooxml.dialect import MC, W14, w
from pipeline.ooxml.package import Package, parse, serialise

_PARAGRAPH, _PARAGRAPH_ID = w("p"), f"{{{W14}}}paraId"
_IGNORABLE = f"{{{MC}}}Ignorable"
_TOPIC = re.compile("5D6[0-9A-F]{5}")
"""By its beginning a number is known as one of a topic; a number of Word's own hardly ever begins so."""
_TRIES = 8
"""Of how many comments on one block, answered ones among them, each has a number of its own."""


def topics_of(block: etree._Element, part: str, around: etree._Element) -> tuple[str, ...]:
    """The numbers that comments on a block may have: by its identity, else by its place in what it stands in."""
    alike = (place for place, item in enumerate(around.iter(block.tag)) if item is block)
    standing = f"{anchor_of(around)} {block.tag} {next(alike, 0)}"
    places = dict.fromkeys((anchor_of(block) or standing, standing))
    keys = (f"{part} {place} {number}" for place in places for number in range(_TRIES))
    return tuple(f"5D6{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:5].upper()}" for key in keys)


def topic_of(said: etree._Element) -> str:
    """The number of what a comment is about that hangs elsewhere; "" for a comment on the block it hangs on."""
    numbers = (item.get(_PARAGRAPH_ID) or "" for item in said.iter(_PARAGRAPH))
    return next((number for number in numbers if _TOPIC.fullmatch(number)), "")


def name_topic(said: etree._Element, numbers: Sequence[str], tree: etree._Element) -> None:
    """Gives a comment the first number that no other one has."""
    taken = {item.get(_PARAGRAPH_ID) for item in tree.iter(_PARAGRAPH)}
    free = next((number for number in numbers if number not in taken), "")
    lines = list(said.iter(_PARAGRAPH))
    if free and lines:
        lines[-1].set(_PARAGRAPH_ID, free)


def identified(tree: etree._Element) -> etree._Element:
    """A tree of comments whose paragraphs can have numbers: older programs are told to pass over them."""
    ignored = (tree.get(_IGNORABLE) or "").split()
    if any(tree.nsmap.get(prefix) == W14 for prefix in ignored):
        return tree
    prefix = next((name for name, space in tree.nsmap.items() if space == W14 and name), "w14")
    known = {**tree.nsmap, prefix: W14, "mc": MC}
    root = etree.Element(tree.tag, nsmap=known)  # type: ignore[arg-type]
    for name, value in tree.attrib.items():
        root.set(name, value)
    root.set(_IGNORABLE, " ".join((*ignored, prefix)))
    root.extend(list(tree))
    return root


def forget(package: Package, numbers: set[str]) -> None:
    """Takes what Word keeps of some comments out of its lists of their lasting numbers and times."""
    lasting: set[str] = set()
    for kind, own, other in (("commentsIds", "paraId", "durableId"), ("commentsExtensible", "durableId", "")):
        for item in package.related(package.main_part(), kind):
            if item.target not in package.parts:
                continue
            tree = parse(package.read(item.target))
            gone = [entry for entry in tree if _value(entry, own) in (numbers if other else lasting)]
            lasting |= {_value(entry, other) for entry in gone if other}
            for entry in gone:
                tree.remove(entry)
            if gone:
                package.parts[item.target] = serialise(tree)


def _value(entry: etree._Element, name: str) -> str:
    """An attribute by its local name."""
    return next((str(value) for key, value in entry.attrib.items() if etree.QName(key).localname == name), "")
