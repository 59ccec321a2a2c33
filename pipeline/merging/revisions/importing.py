"""A block of one document made ready for another: its styles, lists, links, pictures, charts and notes come along.

In: the packages of people's document and of the fresh one, the trees under way. Out: copies of fresh elements that
belong to people's document: every name and number in them is its, and taken by nothing else.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping

from lxml import etree

from pipeline.merging.chart_copies import copy_targets
from pipeline.merging.forms import Meanings, form
from pipeline.merging.revisions.footnotes import REFERENCES, Notes
from pipeline.merging.revisions.lists import Lists
from pipeline.merging.revisions.numbers import Numbers
from pipeline.merging.revisions.pen import Pen
from pipeline.merging.revisions.styles import NAMED, Styles
from pipeline.merging.wordings import lookup
from pipeline.ooxml.dialect import MC, W14, R, w
from pipeline.ooxml.package import Package, inflated

_VALUE, _ID, _NAME, _ANCHOR = w("val"), w("id"), w("name"), w("anchor")
_DIGITS = re.compile(r"\d*(\.\w+)$")
_COMMENTS = frozenset((w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")))
_PAGES, _KIND = (w("headerReference"), w("footerReference")), w("type")
_CHART = frozenset(("chart", "chartEx"))


class Stock:
    """What all stories of a document share while it is written: open it once, `write` it when all is done."""

    def __init__(self, hand: Package, fresh: Package, roots: Mapping[str, etree._Element], pen: Pen) -> None:
        self.hand, self.fresh, self.roots = hand, fresh, roots
        self.styles, self.lists = Styles(hand, fresh), Lists(hand, fresh)
        self.numbers = Numbers(roots, pen)
        self._notes = {kind: Notes(hand, fresh, kind) for kind in REFERENCES.values()}
        self._parts: dict[str, str] = {}

    def write(self) -> None:
        """Writes styles, lists and notes into people's package, as far as any came."""
        self.styles.write()
        self.lists.write()
        for notes in self._notes.values():
            notes.write()

    def note(self, kind: str, number: str) -> str:
        """Brings a note of the fresh document."""
        return self._notes[kind].bring(number, self._take_note)

    def note_form(self, kind: str, number: str, *, fresh: bool) -> bytes:
        """What a note says and looks like, whatever its number."""
        part, note = self._notes[kind].note(number, fresh=fresh)
        if note is None:
            return b""
        return b"".join(Importer(self, part, part).form(item, fresh=fresh) for item in note.iterchildren(etree.Element))

    def part(self, name: str, kind: str) -> str:
        """Brings a part of the fresh package with all that belongs to it; the same picture only once."""
        if kind in _CHART or name not in self._parts:
            self._parts[name] = self._same(name) or self._copied(name)
        return self._parts[name]

    def _take_note(self, element: etree._Element, fresh_part: str, hand_part: str) -> etree._Element:
        return Importer(self, hand_part, fresh_part).take(element)

    def _same(self, name: str) -> str:
        """The part of people's package with the same bytes, where it stands alone."""
        if self.fresh.relationships.get(name) or not self.fresh.content_type(name).startswith("image/"):
            return ""
        data, kind = self.fresh.parts[name], self.fresh.content_type(name)
        for known, other in self.hand.parts.items():
            if self.hand.content_type(known) == kind and (other == data or inflated(other) == inflated(data)):
                return known
        return ""

    def _copied(self, name: str) -> str:
        fresh_name = self.hand.free_name(
            _DIGITS.sub(lambda found: "{}" + found[1], name.replace("{", "").replace("}", ""))
        )
        self.hand.parts[fresh_name] = self.fresh.parts[name]
        kind = self.fresh.content_type(name)
        if self.hand.default_types.get(fresh_name.rsplit(".", 1)[-1].lower()) != kind:
            self.hand.content_types[fresh_name] = kind
        self.hand.relationships[fresh_name] = copy_targets(self.hand, self.fresh, name)
        return fresh_name


class Importer:
    """Brings blocks of one fresh part into one of people's."""

    def __init__(self, stock: Stock, hand_part: str, fresh_part: str) -> None:
        self._stock, self._hand_part, self._fresh_part = stock, hand_part, fresh_part
        self.hand_look, self.fresh_look = lookup(stock.hand, hand_part), lookup(stock.fresh, fresh_part)
        self._forms = {
            fresh: Meanings(
                lambda number, kind, fresh=fresh: stock.styles.name(number, kind, fresh=fresh),  # type: ignore[misc]
                lambda number, fresh=fresh: stock.lists.form(number, fresh=fresh),  # type: ignore[misc]
                self.fresh_look if fresh else self.hand_look,
                lambda kind, number, fresh=fresh: stock.note_form(kind, number, fresh=fresh),  # type: ignore[misc]
            )
            for fresh in (False, True)
        }
        root = stock.roots.get(hand_part)
        self._knows_ids = root is None or _ignored(root, W14)

    def pair(self, hand: etree._Element, fresh: etree._Element) -> None:
        """Two blocks are the same: the bookmarks and lists of one are those of the other."""
        self._stock.numbers.pair(hand, fresh)
        ours, theirs = next(hand.iter(w("numId")), None), next(fresh.iter(w("numId")), None)
        if hand.tag == fresh.tag == w("p") and ours is not None and theirs is not None:
            self._stock.lists.pair(ours.get(_VALUE) or "", theirs.get(_VALUE) or "")

    def form(self, element: etree._Element, *, fresh: bool) -> bytes:
        """What a block is, whichever document it is of."""
        return form(element, self._forms[fresh])

    def take(self, element: etree._Element) -> etree._Element:
        """A copy of a fresh element that belongs to people's document."""
        taken = copy.deepcopy(element)
        taken.tail = None
        for item in list(taken.iter(*_COMMENTS)):
            _drop(item)
        for item in list(taken.iter(etree.Element)):
            self._name(item)
            self._relate(item)
        self._stock.numbers.renumber(taken, keep_ids=self._knows_ids)
        for style in self._stock.styles.brought():
            for number in style.iter(w("numId")):
                number.set(_VALUE, self._stock.lists.number_of(number.get(_VALUE) or "") or "0")
        return taken

    def _name(self, item: etree._Element) -> None:
        value = item.get(_VALUE) or ""
        named = None
        if item.tag in NAMED:
            named = self._stock.styles.id_of(value)
        elif item.tag == w("numId"):
            named = self._stock.lists.number_of(value)
        if named:
            item.set(_VALUE, named)
        elif named is not None:
            _drop(item)
        if item.tag in REFERENCES:
            number = self._stock.note(REFERENCES[item.tag], item.get(_ID) or "")
            if number:
                item.set(_ID, number)
            else:
                _drop(item)

    def _relate(self, item: etree._Element) -> None:
        known_page = self._page(item) if item.tag in _PAGES else None
        if known_page is not None:
            item.set(f"{{{R}}}id", known_page)
            return
        for name in [name for name in item.attrib if str(name).startswith(f"{{{R}}}")]:
            known = self._stock.fresh.relationships.get(self._fresh_part, {}).get(item.get(name) or "")
            if known is None:
                del item.attrib[name]
                continue
            inside = not known.external and known.target in self._stock.fresh.parts
            target = self._stock.part(known.target, known.kind) if inside else known.target
            item.set(name, self._stock.hand.relate(self._hand_part, known.type, target, external=known.external))

    def _page(self, item: etree._Element) -> str | None:
        """People's header or footer of the same kind: a new section has it too."""
        root = self._stock.roots.get(self._hand_part)
        same = () if root is None else root.iter(item.tag)
        return next((known.get(f"{{{R}}}id") for known in same if known.get(_KIND) == item.get(_KIND)), None)


def _ignored(root: etree._Element, namespace: str) -> bool:
    """Whether a document tells older programs to pass over a namespace."""
    named = (root.get(f"{{{MC}}}Ignorable") or "").split()
    return any(root.nsmap.get(prefix) == namespace for prefix in named)


def _drop(element: etree._Element) -> None:
    holder = element.getparent()
    if holder is not None:
        holder.remove(element)
