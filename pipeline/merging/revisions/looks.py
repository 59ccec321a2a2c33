"""How new words look in a paragraph that people have formatted.

In: the tokens of people's paragraph and of the fresh one. Out: runs with the new words: in the formatting of the words
that they replace or stand beside, or in one of their own where the fresh paragraph sets them apart.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from lxml import etree

from pipeline.merging.canonical import canonical
from pipeline.merging.revisions.cutting import PROPERTIES, RUN, TEXT, joined
from pipeline.merging.revisions.importing import Importer
from pipeline.merging.revisions.unfolding import unfolded
from pipeline.merging.wordings import Part, Piece, Token
from pipeline.ooxml.dialect import XML_SPACE, w

_SIMPLE = w("fldSimple")
_TRACKED = w("rPrChange")
_SILENT = frozenset((*(w(name) for name in ("lang", "noProof", "ins", "del", "moveFrom", "moveTo")), _TRACKED))
_WHITE = frozenset((w("tab"), w("ptab"), w("br"), w("cr"), w("noBreakHyphen"), w("softHyphen")))
Place = tuple[int, int]


class Looks:
    """The formatting of two paragraphs' words, and which of one is which of the other."""

    def __init__(
        self,
        ours: Sequence[Token],
        theirs: Sequence[Token],
        importer: Importer,
        *,
        exact: bool,
        given: Mapping[int, etree._Element | None] | None = None,
    ) -> None:
        """`given` is how our earlier words looked that some fresh tokens come in the place of."""
        self._ours, self._theirs, self._given = ours, theirs, given or {}
        self._importer, self._exact = importer, exact
        self._pairs: dict[int, int] = {}
        letters: Counter[bytes] = Counter()
        for token in theirs:
            for part in token.parts:
                letters[_look(part.piece)] += part.end - part.start
        self._plain = letters.most_common(1)[0][0] if letters else b""

    def key(self, token: Token) -> tuple[str, ...]:
        """What makes a token of people's paragraph the same as a fresh one."""
        return (token.said, *(self._dress(token, fresh=False) if self._exact else ()))

    def fresh_key(self, token: Token) -> tuple[str, ...]:
        """The same for a fresh token."""
        return (token.said, *(self._dress(token, fresh=True) if self._exact else ()))

    def pair(self, equals: Sequence[Place]) -> None:
        """Which of people's tokens is which fresh one."""
        self._pairs = {fresh: place for place, fresh in equals}

    def written(self, tokens: Sequence[Token], start: int, end: int, replaced: Place) -> list[etree._Element]:
        """Runs, links and formulas that say the fresh tokens from `start` to `end`."""
        found: list[etree._Element] = []
        alike = len({_look(part.piece) for token in tokens[start:end] for part in token.parts}) == 1
        for place, part in self._parts(tokens, start, end):
            if not part.piece.words and part.piece.elements[0].tag not in _WHITE:
                found += self._whole(part.piece)
                continue
            properties = self._properties(part.piece, place, start, replaced, alike=alike)
            run = etree.Element(RUN)
            if properties is not None:
                run.append(properties)
            if part.piece.words:
                text = etree.SubElement(run, TEXT, {XML_SPACE: "preserve"})
                text.text = part.piece.said[part.start : part.end]
            else:
                run.append(copy.deepcopy(part.piece.elements[0]))
            found.append(run)
        return found

    def _parts(self, tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, Part]]:
        """The parts of fresh tokens, joined as far as they look alike, each with the token that it begins."""
        places = [start, *(at for at in range(start + 1, end) if self._told(at) != self._told(at - 1)), end]
        for first, last in pairwise(places):
            for part in joined(tokens[first:last]):
                yield first, part

    def _told(self, place: int) -> bytes | None:
        if place not in self._given:
            return None
        look = self._given[place]
        return b"" if look is None else canonical(look)

    def _dress(self, token: Token, *, fresh: bool) -> Iterator[str]:
        """All that a reader would see otherwise about two tokens of the same words: their looks, and for how long."""
        seen: list[tuple[str, int]] = []
        for part in token.parts:
            for element in part.piece.elements:
                shown = _properties(part.piece) if part.piece.words else element
                look = "" if shown is None else self._importer.form(shown, fresh=fresh).decode()
                before = seen.pop()[1] if part.piece.words and seen and seen[-1][0] == look else 0
                seen.append((look, before + part.end - part.start))
        return (f"{length} {look}" for look, length in seen)

    def _whole(self, piece: Piece) -> Iterator[etree._Element]:
        for element in piece.elements:
            run = _run(element)
            if run is None:
                for item in unfolded(element) if element.tag == _SIMPLE else (copy.deepcopy(element),):
                    yield self._importer.take(item)
            else:
                alone = etree.Element(RUN)
                properties = run.find(PROPERTIES)
                alone.extend([copy.deepcopy(item) for item in (properties, element) if item is not None])
                yield self._importer.take(alone)

    def _properties(
        self, piece: Piece, place: int, start: int, replaced: Place, *, alike: bool
    ) -> etree._Element | None:
        own = _properties(piece)
        if self._exact:
            return self._imported(own)
        look = _look(piece)
        if place in self._given and look == self._plain:
            return _copied(self._given[place])
        words = [token for token in self._ours[slice(*replaced)] if token.parts[0].piece.words]
        if words and alike and look == self._plain:
            return _copied(_properties(words[0].parts[0].piece))
        near = self._nearest(look, start)
        if near is not None:
            return _copied(_properties(near))
        if look != self._plain:
            return self._imported(own)
        beside = self._beside(replaced)
        return self._imported(own) if beside is None else _copied(_properties(beside))

    def _nearest(self, look: bytes, start: int) -> Piece | None:
        """People's word for the nearest fresh word of a look."""
        for fresh in sorted(self._pairs, key=lambda place: (abs(place - start + 0.25), place)):
            theirs, ours = self._theirs[fresh].parts[0].piece, self._ours[self._pairs[fresh]].parts[0].piece
            if theirs.words and ours.words and _look(theirs) == look:
                return ours
        return None

    def _beside(self, replaced: Place) -> Piece | None:
        """People's word that the new ones stand beside."""
        start, end = replaced
        nearby = [*range(start, end), *range(start - 1, -1, -1), *range(end, len(self._ours))]
        found = (self._ours[place].parts[0].piece for place in nearby)
        return next((piece for piece in found if piece.words), None)

    def _imported(self, properties: etree._Element | None) -> etree._Element | None:
        return None if properties is None else self._importer.take(_without_changes(properties))


def _run(element: etree._Element) -> etree._Element | None:
    parent = element.getparent()
    return parent if parent is not None and parent.tag == RUN else None


def _properties(piece: Piece) -> etree._Element | None:
    run = _run(piece.elements[0])
    return None if run is None else run.find(PROPERTIES)


def _look(piece: Piece) -> bytes:
    """What sets a piece's formatting apart from others' in its paragraph."""
    properties = _properties(piece)
    if properties is None:
        return b""
    return b"".join(
        sorted(canonical(item) for item in properties.iterchildren(etree.Element) if item.tag not in _SILENT)
    )


def _copied(properties: etree._Element | None) -> etree._Element | None:
    """As people's words look, with what they track of that: whether it stays so nobody has decided yet."""
    return None if properties is None else _without_changes(properties, but=_TRACKED)


def _without_changes(properties: etree._Element, but: str = "") -> etree._Element:
    alone = copy.deepcopy(properties)
    for item in list(alone.iterchildren(etree.Element)):
        if item.tag in _SILENT and item.tag not in (w("lang"), w("noProof"), but):
            alone.remove(item)
    return alone
