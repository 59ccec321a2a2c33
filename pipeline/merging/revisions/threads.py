"""People's comments whose block goes altogether: they are hung on what stands next to it, so that nobody's words go.

In: a body before it changes, and after. Out: each comment that is nowhere hung any more has a place again.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.merging.revisions.comments import Comments
from pipeline.merging.revisions.cutting import RUN
from pipeline.merging.wordings import BOX_TAG, gone
from pipeline.ooxml.dialect import w

_ID, _COMMENT, _PARAGRAPH = w("id"), w("comment"), w("p")
_START, _END, _REFERENCE = w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")


class Threads:
    """Where the comments of a body hang, as it is opened."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._paragraphs: list[etree._Element] = []
        self._places: dict[str, int] = {}
        if next(root.iter(_REFERENCE), None) is not None:
            self._paragraphs = [item for item in root.iter(_PARAGRAPH) if not _in_box(item)]
            self._places = dict(self._hung())

    def hang_again(self, comments: Comments) -> None:
        """Hangs what lost its place on the paragraph that now stands there; our own unanswered ones just go."""
        known = {item.get(_ID) for item in comments.tree.iterchildren(_COMMENT)} - comments.ours.keys()
        there = {item.get(_ID) for item in self._root.iter(_REFERENCE)}
        for number, place in self._places.items():
            if number in known and number not in there and (home := self._home(place)) is not None:
                for mark in [item for item in self._root.iter(_START, _END) if item.get(_ID) == number]:
                    if (holder := mark.getparent()) is not None:
                        holder.remove(mark)
                _hang(number, home)
                comments.changed = True

    def _hung(self) -> Iterator[tuple[str, int]]:
        for place, paragraph in enumerate(self._paragraphs):
            for reference in paragraph.iter(_REFERENCE):
                yield reference.get(_ID) or "", place

    def _home(self, place: int) -> etree._Element | None:
        """The nearest paragraph that still stands, rather after than before; one that stays, if there is any."""
        around = [item for item in (*self._paragraphs[place:], *reversed(self._paragraphs[:place])) if self._has(item)]
        return next((item for item in around if not gone(item)), next(iter(around), None))

    def _has(self, item: etree._Element) -> bool:
        return next((around for around in item.iterancestors() if around is self._root), None) is not None


def _hang(number: str, home: etree._Element) -> None:
    home.insert(0 if home.find(w("pPr")) is None else 1, etree.Element(_START, {_ID: number}))
    home.append(etree.Element(_END, {_ID: number}))
    etree.SubElement(etree.SubElement(home, RUN), _REFERENCE, {_ID: number})


def _in_box(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors(BOX_TAG), None) is not None
