"""A PDF's structure tree: which elements there are, and which marked content of which page belongs to which of them.

In: an open PDF. Out: elements to read and to change; the tree that leads from content back to its element follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object

_DEEPEST, _LONGEST_ALIAS = 200, 8
_CONTENT, _ANNOTATION = Name("/MCR"), Name("/OBJR")


class UntaggedError(ValueError):
    """The PDF has no structure to mend."""


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of marked content: the place of its page, and its number there."""

    page: int
    number: int


class Tagged:
    """The structure of a PDF. `artifacts` are, by page, the numbers of contents that are no longer anybody's."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        root = pdf.Root.get("/StructTreeRoot")
        if root is None or "/ParentTree" not in root or "/K" not in root:
            raise UntaggedError
        self.root: Object = root
        self._owners = NumberTree(root.ParentTree)
        self.pages = [page.obj for page in pdf.pages]
        self._places = {page.objgen: place for place, page in enumerate(self.pages)}
        self.artifacts: dict[int, set[int]] = defaultdict(set)

    def elements(self, top: Object | None = None) -> Iterator[Object]:
        """Every element below one (of the whole tree without one), in reading order, an element before its children."""
        seen: set[tuple[int, int]] = set()
        stack = [(item, 0) for item in reversed(kids(self.root if top is None else top))]
        while stack:
            item, depth = stack.pop()
            if not is_element(item) or depth > _DEEPEST or (item.is_indirect and item.objgen in seen):
                continue
            seen.add(item.objgen)
            yield item
            stack += [(child, depth + 1) for child in reversed(kids(item))]

    def role(self, element: Object) -> str:
        """What an element is, by the standard's name: the program's own names are mapped to those."""
        name, roles = str(element.S), self.root.get("/RoleMap")
        for _ in range(_LONGEST_ALIAS):
            if roles is None or name not in roles:
                break
            name = str(roles[name])
        return name.removeprefix("/")

    def contents(self, element: Object) -> list[Content]:
        """The marked content that an element holds itself."""
        own = self.place(element.get("/Pg"))
        found = []
        for item in kids(element):
            if isinstance(item, int):
                found.append(Content(own, int(item)))
            elif isinstance(item, Dictionary) and item.get("/Type") == _CONTENT:
                found.append(Content(self.place(item.get("/Pg"), own), int(item.MCID)))
        return [content for content in found if content.page >= 0]

    def place(self, page: Object | None, otherwise: int = -1) -> int:
        """The place of a page among the pages."""
        return otherwise if page is None else self._places.get(page.objgen, -1)

    def page_of(self, element: Object) -> int:
        """The page that an element begins on; -1 when nothing tells."""
        own = self.place(element.get("/Pg"))
        if own >= 0:
            return own
        below = (content.page for item in self.elements(element) for content in self.contents(item))
        return next(below, -1)

    def owners(self, page: int) -> Array | None:
        """The elements of a page's marked contents, each at its content's number."""
        key = self.pages[page].get("/StructParents")
        found = self._owners.get(int(key)) if key is not None else None
        return found if isinstance(found, Array) else None

    def own(self, content: Content, element: Object | None) -> None:
        """Gives a piece of content to an element, or to nobody."""
        owners = self.owners(content.page)
        if owners is not None and content.number < len(owners):
            owners[content.number] = element

    def number(self, page: int, element: Object) -> int:
        """A new content's number on a page, for an element; -1 when the page has no structure."""
        owners = self.owners(page)
        if owners is None:
            return -1
        owners.append(element)
        return len(owners) - 1

    def own_annotation(self, annotation: Object, element: Object) -> None:
        """Gives an annotation to an element."""
        key = max((int(item) for item in self._owners), default=-1) + 1
        self._owners[key] = element
        annotation["/StructParent"] = key
        self.root["/ParentTreeNextKey"] = key + 1

    def reference(self, content: Content) -> Object:
        """What an element holds for a piece of content."""
        return Dictionary(Type=_CONTENT, Pg=self.pages[content.page], MCID=content.number)

    def make(self, role: str, parent: Object, **entries: Any) -> Object:
        """A new element; its parent doesn't know of it yet."""
        return self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, **entries))

    def absorb(self, element: Object) -> None:
        """Takes the contents of all below an element into itself, and leaves those out."""
        gathered = list(self.contents(element))
        rest = [item for below in self.elements(element) for item in kids(below) if _is_reference(item)]
        for below in self.elements(element):
            gathered += self.contents(below)
        for content in gathered:
            self.own(content, element)
        element["/K"] = Array([*(self.reference(content) for content in gathered), *rest])

    def release(self, contents: list[Content]) -> None:
        """Makes content decoration: nobody's, to be passed over when read aloud."""
        for content in contents:
            self.own(content, None)
            self.artifacts[content.page].add(content.number)

    def drop(self, element: Object) -> None:
        """Takes an element out of its parent; its contents become decoration."""
        for item in (element, *self.elements(element)):
            self.release(self.contents(item))
        parent = element.get("/P")
        if parent is not None:
            parent["/K"] = Array([item for item in kids(parent) if not _same(item, element)])


def kids(element: Object) -> list[Object]:
    """An element's children of all kinds."""
    held = element.get("/K")
    if held is None:
        return []
    return list(held) if isinstance(held, Array) else [held]


def is_element(item: object) -> bool:
    """Whether a child is an element, not a piece of content."""
    return isinstance(item, Dictionary) and "/S" in item


def _is_reference(item: object) -> bool:
    return isinstance(item, Dictionary) and item.get("/Type") == _ANNOTATION


def _same(one: object, other: Object) -> bool:
    return isinstance(one, Dictionary) and one.is_indirect and one.objgen == other.objgen
