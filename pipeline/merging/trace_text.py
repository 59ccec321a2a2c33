"""How a trace is written: a document's nodes in few letters, and read back with care.

In: nodes and looks. Out: XML elements and texts, and the same from them. A story's kinds are a line of letters
(`t(R(c(p)))`, capitals for what keeps its identity), its fingerprints and identities rows of 24 bits in Base64. The
identities of paragraphs in cells are left out: their rows' tell enough, and they would be half of the trace.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from pipeline.merging.nodes import Node
from pipeline.merging.trace_cells import Odd
from pipeline.merging.trace_parts import TRACE

MOST_NODES = 100_000
_DEEPEST = 60
_WIDTH = 3
_HEX = 2 * _WIDTH
_KIND = re.compile("[a-z]")
_OWN = "{" + TRACE + "}"
_UNKNOWN = "~"
_ROW, _CELL = "r", "c"


class Mask:
    """Fingerprints as one document's trace has them: salted with its id."""

    def __init__(self, salt: str) -> None:
        self._salt = salt.encode()

    def anchor(self, anchor: str) -> str:
        """What a trace calls a node of this identity."""
        return _UNKNOWN + self._short(f"anchor {anchor}")

    def leaf(self, digest: str) -> str:
        """A fingerprint of words."""
        return self._short(f"said {digest}")

    def put_on(self, node: Node) -> str:
        """Puts the trace's fingerprints on a node and all in it. Gives what its fingerprint adds to what holds it."""
        inside = [self.put_on(child) for child in node.children]
        if not is_holder(node):
            node.digest = self.leaf(node.digest)
        return self._add_up(node, inside)

    def settle(self, node: Node) -> str:
        """The same for a node that was read of a trace: its words' fingerprints are there already."""
        return self._add_up(node, [self.settle(child) for child in node.children])

    def _add_up(self, node: Node, inside: Sequence[str]) -> str:
        if is_holder(node):
            node.digest = self._short(f"{node.kind} {' '.join(inside)}")
            node.__dict__["words"] = frozenset(item.digest for item in node.walk() if not is_holder(item))
            return f"{node.kind}{node.digest}"
        boxes = [told for child, told in zip(node.children, inside, strict=True) if child.kind == "x"]
        return f"{node.kind}{node.digest}{''.join(boxes)}"

    def _short(self, text: str) -> str:
        return hashlib.blake2b(text.encode("utf-8", "replace"), key=self._salt, digest_size=_WIDTH).hexdigest()


def resolve(story: Node, known: Mapping[str, str], rows: Mapping[str, Node]) -> None:
    """Gives the nodes of a trace the identities that are known: by their fingerprints, in cells by their row's place.

    `rows` are the known rows by their identities.
    """
    for node in story.walk():
        node.anchor = known.get(node.anchor, node.anchor)
        twin = rows.get(node.anchor) if node.kind == _ROW and node.anchor else None
        if twin is None:
            continue
        for cell, other in zip(node.children, twin.children, strict=False):
            for own, named in zip(cell.children, other.children, strict=False):
                if own.kind == named.kind and not own.anchor:
                    own.anchor = named.anchor


def is_holder(node: Node) -> bool:
    """Whether a node says nothing but what its children say."""
    return node.kind != "p" and bool(node.children)


def written_story(name: str, story: Node, mask: Mask) -> etree._Element:
    """A story of a trace."""
    nodes = list(story.walk())
    element = etree.Element(f"{_OWN}story", {"name": name, "kind": story.kind})
    etree.SubElement(element, f"{_OWN}nodes").text = "".join(_letters(child, story) for child in story.children)
    said = [mask.leaf(node.digest) for node in nodes if not is_holder(node)]
    etree.SubElement(element, f"{_OWN}said").text = _packed(said)
    in_cells = {child for node in nodes if node.kind == _CELL for child in node.children if not _is_kept(child, node)}
    kept = [node for node in nodes[1:] if node.anchor and node not in in_cells]
    anchors = [mask.anchor(node.anchor).removeprefix(_UNKNOWN) for node in kept]
    etree.SubElement(element, f"{_OWN}anchors").text = _packed(anchors)
    return element


def read_story(element: etree._Element) -> Node:
    """A story as it was written. Raises Odd for what makes no sense."""
    story = Node(element.get("kind") or "")
    nodes = _nodes(element.findtext(f"{_OWN}nodes") or "", story)
    said, anchors = (_unpacked(element.findtext(f"{_OWN}{name}") or "") for name in ("said", "anchors"))
    for node in (story, *nodes):
        if not is_holder(node):
            node.digest = _next(said)
        if node.anchor:
            node.anchor = _UNKNOWN + _next(anchors)
    if next(said, None) is not None or next(anchors, None) is not None:
        raise Odd("more fingerprints than nodes")
    return story


def written_looks(looks: Mapping[str, str], mask: Mask) -> str:
    """What is beside the text: names and prints as fingerprints."""
    return _packed([item for name, look in looks.items() for item in (mask.leaf(name), mask.leaf(look))])


def read_looks(text: str) -> dict[str, str]:
    """What was beside the text, as fingerprints. Raises Odd for what makes no sense."""
    prints = _unpacked(text)
    return {name: _next(prints) for name in prints}


def _letters(node: Node, around: Node) -> str:
    if not _KIND.fullmatch(node.kind):
        raise ValueError(f"a node of the kind {node.kind}")
    inside = "".join(_letters(child, node) for child in node.children)
    return (node.kind.upper() if _is_kept(node, around) else node.kind) + (f"({inside})" if inside else "")


def _is_kept(node: Node, around: Node) -> bool:
    """Whether a trace keeps a node's identity."""
    return bool(node.anchor) and not (node.kind == "p" and around.kind == _CELL)


def _nodes(letters: str, story: Node) -> list[Node]:
    if len(letters) > MOST_NODES * 3:
        raise Odd("too many nodes")
    found: list[Node] = []
    around = [story]
    for letter in letters:
        if letter == "(" and around[-1].children and len(around) < _DEEPEST:
            around.append(around[-1].children[-1])
        elif letter == ")" and len(around) > 1 and around[-1].children:
            around.pop()
        elif _KIND.fullmatch(letter.lower()) and len(found) < MOST_NODES:
            node = Node(letter.lower(), _UNKNOWN if letter.isupper() else "")
            around[-1].children.append(node)
            found.append(node)
        else:
            raise Odd("no tree")
    if len(around) > 1:
        raise Odd("no end")
    return found


def _packed(prints: Sequence[str]) -> str:
    return base64.b64encode(bytes.fromhex("".join(prints))).decode()


def _unpacked(text: str) -> Iterator[str]:
    data = base64.b64decode(text, validate=True).hex()
    return (data[start : start + _HEX] for start in range(0, len(data), _HEX))


def _next(prints: Iterator[str]) -> str:
    found = next(prints, "")
    if len(found) != _HEX:
        raise Odd("fewer fingerprints than nodes")
    return found
