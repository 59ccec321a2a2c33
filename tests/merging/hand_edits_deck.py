"""What people do to a deck by hand between two runs: the kinds of edits, each with what must still hold after a merge.

In: a deck's bytes, a number that chooses the place, and texts that the workbook is about to change (`focus`): with an
even number the edit looks for a place that says one of them, so that edits and corrections meet. Out: the edited deck
and its judge, which says whether the edit is still there in another version of it. `Nowhere` when there is no place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, TypeVar

from lxml import etree
from pptx import Presentation

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {"a": A, "p": P, "r": R, "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main"}

_T = TypeVar("_T")


class Nowhere(Exception):
    """The deck has no place for this edit."""


@dataclass(frozen=True)
class Seen:
    """A deck as it is looked at by judges: opened once."""

    data: bytes

    @cached_property
    def deck(self) -> Any:
        """The deck as python-pptx opens it."""
        return Presentation(BytesIO(self.data))

    @cached_property
    def slides(self) -> list[Any]:
        """Its slides in order."""
        return list(self.deck.slides)


Judge = Callable[[Seen], bool]
Focus = frozenset[str]
Make = Callable[[bytes, int, Focus], tuple[bytes, Judge]]


@dataclass(frozen=True)
class HandEdit:
    """A kind of edit. `removes`: it takes something away, so that what the workbook says there may be left out;
    `moves`: it takes words to another slide.
    """

    name: str
    make: Make
    removes: bool = False
    resaves: bool = False
    moves: bool = False


EDITS: dict[str, HandEdit] = {}


def on_deck(
    name: str, *, removes: bool = False, moves: bool = False
) -> Callable[[Callable[[Place], Judge]], Callable[[Place], Judge]]:
    """Registers an edit that is made with python-pptx."""

    def register(work: Callable[[Place], Judge]) -> Callable[[Place], Judge]:
        def make(data: bytes, number: int, focus: Focus) -> tuple[bytes, Judge]:
            deck = Presentation(BytesIO(data))
            judge = work(Place(deck, number, focus))
            return saved(deck), judge

        EDITS[name] = HandEdit(name, make, removes, moves=moves)
        return work

    return register


def on_bytes(name: str, *, removes: bool = False, resaves: bool = False) -> Callable[[Make], Make]:
    """Registers an edit that is made on the file itself."""

    def register(make: Make) -> Make:
        EDITS[name] = HandEdit(name, make, removes, resaves)
        return make

    return register


def saved(deck: Any) -> bytes:
    """The deck's file."""
    target = BytesIO()
    deck.save(target)
    return target.getvalue()


@dataclass(frozen=True)
class Place:
    """A deck under edit, and how a place in it is chosen."""

    deck: Any
    number: int
    focus: Focus

    @property
    def words(self) -> str:
        """Words that nobody else writes."""
        return f"Käsin kirjoitettu {self.number}"

    def slides(self) -> list[Any]:
        """All slides; those that are about to change first, with an even number."""
        return self.sorted(self.deck.slides, lambda slide: texts_in(slide._element))

    def shapes(self, wanted: Callable[[Any], bool] = lambda _: True) -> list[tuple[Any, Any]]:
        """Slides with their wanted shapes."""
        found = [(slide, shape) for slide in self.deck.slides for shape in slide.shapes if wanted(shape)]
        return self.sorted(found, lambda item: texts_in(item[1]._element))

    def sorted(self, items: Iterable[_T], texts: Callable[[_T], Iterable[str]]) -> list[_T]:
        """Those whose texts are about to change first, with an even number."""
        listed = list(items)
        if self.number % 2 == 0:
            listed.sort(key=lambda item: self.focus.isdisjoint(texts(item)))
        return listed

    def pick(self, items: Sequence[_T], among: int = 6) -> _T:
        """One of the first few."""
        if not items:
            raise Nowhere
        return items[self.number // 2 % min(len(items), among)]

    def paragraphs(self, most: int = 1) -> list[tuple[Any, Any, Any]]:
        """Slides, shapes and paragraphs with at least so many fellow paragraphs in text shapes but titles and fields."""
        found = []
        for slide, shape in self.shapes(lambda shape: shape.has_text_frame and not of_title(shape)):
            lines = [line for line in shape.text_frame.paragraphs if line.runs and not line._p.findall(f"{{{A}}}fld")]
            if len(lines) >= most:
                found += [(slide, shape, line) for line in lines]
        return self.sorted(found, lambda item: texts_in(item[2]._p))

    def tables(self) -> list[tuple[Any, Any]]:
        """Slides with their tables."""
        return self.shapes(lambda shape: shape.has_table)

    def rows(self) -> list[tuple[Any, Any, int]]:
        """Slides, tables and the numbers of rows below the header."""
        found = [
            (slide, shape, row) for slide, shape in self.tables() for row in range(1, len(shape.table._tbl.tr_lst))
        ]
        return self.sorted(found, lambda item: texts_in(item[1].table._tbl.tr_lst[item[2]]))

    def cells(self) -> list[tuple[Any, Any, Any]]:
        """Slides, tables and cells with words below the header."""
        found = [
            (slide, shape, cell)
            for slide, shape in self.tables()
            for row in list(shape.table.rows)[1:]
            for cell in row.cells
            if cell.text.strip()
        ]
        return self.sorted(found, lambda item: texts_in(item[2]._tc))

    def charts(self) -> list[tuple[Any, Any]]:
        """Slides with their charts."""
        return self.shapes(lambda shape: shape.has_chart)


def of_title(shape: Any) -> bool:
    """Whether a shape is its slide's title."""
    return shape.is_placeholder and shape.placeholder_format.type in (1, 3)


def texts_in(element: Any) -> Iterator[str]:
    """The paragraphs below an element."""
    for paragraph in element.iter(f"{{{A}}}p"):
        yield "".join(item.text or "" for item in paragraph.iter(f"{{{A}}}t"))


def name_of(slide: Any) -> int:
    """What a slide is found again by: its number in the presentation, which programs leave as it is."""
    return int(slide.slide_id)


def slide_of(seen: Seen, name: int) -> Any | None:
    """The slide with a number."""
    return next((slide for slide in seen.slides if slide.slide_id == name), None)


def shapes_of(seen: Seen, slide: int, shape: str) -> list[Any]:
    """The shapes of a name on a slide, in groups too."""
    found = slide_of(seen, slide)
    if found is None:
        return []
    marks = found._element.iter(f"{{{P}}}cNvPr")
    return [mark.getparent().getparent() for mark in marks if mark.get("name") == shape]


def any_shape(seen: Seen, slide: int, shape: str, test: Callable[[Any], bool]) -> bool:
    """Whether a shape of that name, there, passes a test of its XML."""
    return any(test(element) for element in shapes_of(seen, slide, shape))


def says(seen: Seen, words: str) -> bool:
    """Whether some slide says this, as a whole paragraph."""
    return any(words in texts_in(slide._element) for slide in seen.slides)


def xpath(element: Any, path: str) -> list[Any]:
    """What lxml finds, with the usual prefixes."""
    found = etree.ElementBase.xpath(element, path, namespaces=NAMES)
    assert isinstance(found, list)
    return found
