"""A document as a tree of nodes with lasting identity: what the three versions are compared by.

In: made by `word_nodes` and `deck_nodes` of a document, or by `trace` of what a document tells about its own making.
Out: read by `aligning` and by what merges. Nothing here knows Word or PowerPoint.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.vocabulary.findings import Place

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(eq=False)
class Node:
    """A paragraph, table, row, cell, picture, chart, slide, shape …; equal only to itself.

    `anchor` is its identity as the file keeps it ("" for none). `said` is what it says as one string, None when only
    its `digest` is known. `element` is where it stands in a tree under way.
    """

    kind: str
    anchor: str = ""
    said: str | None = None
    digest: str = ""
    children: list[Node] = field(default_factory=list)
    cells: tuple[Place, ...] = ()
    element: Any = None

    def __post_init__(self) -> None:
        if not self.digest and self.said is not None:
            self.digest = digest_of(self.said)

    @cached_property
    def words(self) -> frozenset[str]:
        """What the node can be known again by when its identity is gone: its words, else its children's digests."""
        if self.said is not None:
            return frozenset(_WORD.findall(self.said.casefold()))
        return frozenset(child.digest for child in self.walk() if not child.children)

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += node.children[::-1]


def digest_of(said: str) -> str:
    """The fingerprint of what a node says: the same for the same words, however a program spells them in XML."""
    plain = " ".join(unicodedata.normalize("NFC", said).split(" "))
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:16]
