"""Which slide, shape, row and paragraph of three decks is which, and in which order the workbook's changes come.

In: siblings of the three versions. Out: `Step`s: first what the fresh version has, in its order, then what it has no
more. A base that is known by its trace alone has digests, no words: then the others are compared by theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.merging.aligning import LIKE, Pairs, align, in_order, likeness
from pipeline.merging.deck_nodes import GROUP, creation_of, holder_of
from pipeline.merging.nodes import Node, digest_of

SILENT = digest_of("")
Aligner = Callable[[Sequence[Node], Sequence[Node]], Pairs]


@dataclass(frozen=True, slots=True)
class Step:
    """One node in the versions that have it. `moved` tells that the workbook moved it, `strayed` that the hand did."""

    base: Node | None
    hand: Node | None
    fresh: Node | None
    moved: bool = False
    strayed: bool = False

    @property
    def changed(self) -> bool:
        """Whether the workbook changed the words."""
        return self.base is None or self.fresh is None or self.base.digest != self.fresh.digest

    @property
    def edited(self) -> bool:
        """Whether the hand changed the words."""
        return self.base is None or self.hand is None or self.base.digest != self.hand.digest

    @property
    def agreed(self) -> bool:
        """Whether hand and workbook say the same."""
        return self.hand is not None and self.fresh is not None and self.hand.digest == self.fresh.digest


def steps(
    base: Sequence[Node], hand: Sequence[Node], fresh: Sequence[Node], aligner: Aligner | None = None
) -> list[Step]:
    """What is which in the three versions."""
    pair = aligner or align_texts
    to_hand, to_fresh = pair(base, hand), pair(base, fresh)
    from_fresh = {new: old for old, new in to_fresh.items()}
    straight, kept = in_order(to_fresh), in_order(to_hand)
    own = [place for place in range(len(hand)) if place not in set(to_hand.values())]
    added = [place for place in range(len(fresh)) if place not in from_fresh]
    both = pair([fresh[place] for place in added], [hand[place] for place in own])
    agreed = {added[one]: own[other] for one, other in both.items() if _one(fresh[added[one]], hand[own[other]])}
    found = []
    for place, node in enumerate(fresh):
        old = from_fresh.get(place)
        if old is None:
            at = agreed.get(place)
            found.append(Step(None, None if at is None else hand[at], node))
            continue
        at = to_hand.get(old)
        there = None if at is None else hand[at]
        found.append(Step(base[old], there, node, old not in straight, at is not None and old not in kept))
    gone = [place for place in range(len(base)) if place not in to_fresh]
    return found + [Step(base[old], hand[to_hand[old]] if old in to_hand else None, None) for old in gone]


def align_texts(old: Sequence[Node], new: Sequence[Node]) -> Pairs:
    """Paragraphs, rows: by words; by digests where no words are known."""
    if any(node.said is None for node in (*old, *new)):
        pairs = align([bare(node) for node in old], [bare(node) for node in new])
    else:
        pairs = align(old, new)
    _pair_rewritten(old, new, pairs)
    return pairs


def align_paragraphs(old: Sequence[Node], new: Sequence[Node]) -> Pairs:
    """Paragraphs of one text: by words; where as many stand between the same ones, each is the other reworded."""
    pairs = align_texts(old, new)
    edges = [*in_order(pairs).items(), (len(old), len(new))]
    taken, start, other = set(pairs.values()), 0, 0
    for end, other_end in edges:
        ours = [place for place in range(start, end) if place not in pairs and _has_words(old[place])]
        theirs = [place for place in range(other, other_end) if place not in taken and _has_words(new[place])]
        if len(ours) == len(theirs):
            pairs.update(zip(ours, theirs, strict=True))
        start, other = end + 1, other_end + 1
    return pairs


def align_rows(old: Sequence[Node], new: Sequence[Node]) -> Pairs:
    """Rows of a table: by the cell that no two rows share; others only where most of their cells are the same."""
    key = _key_column(old, new)
    pairs: Pairs = {}
    if key is not None:
        there = {node.children[key].digest: place for place, node in enumerate(new) if key < len(node.children)}
        for place, node in enumerate(old):
            if key < len(node.children) and node.children[key].digest in there:
                pairs[place] = there[node.children[key].digest]
    ours = [place for place in range(len(old)) if place not in pairs]
    taken = set(pairs.values())
    theirs = [place for place in range(len(new)) if place not in taken]
    rest = align_texts([old[place] for place in ours], [new[place] for place in theirs])
    for one, other in rest.items():
        if _one_row(old[ours[one]], new[theirs[other]], key or 0):
            pairs[ours[one]] = theirs[other]
    return pairs


def _key_column(old: Sequence[Node], new: Sequence[Node]) -> int | None:
    """The first column whose cells are all different, in both."""
    width = min((len(row.children) for row in (*old, *new)), default=0)
    for column in range(width):
        sides = [[row.children[column].digest for row in rows] for rows in (old, new)]
        if all(len(set(digests)) == len(digests) for digests in sides):
            return column
    return None


def _one_row(one: Node, other: Node, key: int) -> bool:
    """Whether two rows are one that changed: half of the cells are the same, or what it is known by is alike."""
    if one.digest == other.digest or _may_be_figures(one, other):
        return True
    cells = list(zip(one.children, other.children, strict=False))
    same = sum(first.digest == second.digest for first, second in cells)
    if cells and 2 * same >= max(len(one.children), len(other.children)):
        return True
    named = cells[key] if key < len(cells) else None
    return named is not None and bool(named[0].words and named[1].words) and likeness(*named) >= LIKE


def align_slides(old: Sequence[Node], new: Sequence[Node]) -> Pairs:
    """Slides: by their lasting numbers, by what they say, and by where they stand between others."""
    pairs = align_texts(old, new)
    taken = set(pairs.values())
    for place, node in enumerate(old):  # the only one between the same neighbours, of the same shapes
        if place in pairs:
            continue
        before = pairs.get(place - 1, -1) if place else -1
        after = pairs.get(place + 1, len(new)) if place + 1 < len(old) else len(new)
        if after - before == 2 and before + 1 not in taken and (place == 0 or before >= 0):
            other = new[before + 1]
            if _shape_names(node) == _shape_names(other) and not (node.anchor and other.anchor):
                pairs[place] = before + 1
                taken.add(before + 1)
    return pairs


def align_shapes(old: Sequence[Node], new: Sequence[Node]) -> Pairs:
    """Shapes of one slide: by lasting ids, names, placeholders, then words. Where they stand says nothing."""
    pairs: Pairs = {}
    for key in (_creation, _name, _holder):
        _pair_by(key, old, new, pairs)
    ours = [place for place in range(len(old)) if place not in pairs]
    taken = set(pairs.values())
    theirs = [place for place in range(len(new)) if place not in taken]
    rest = align_texts([_nameless(old[place]) for place in ours], [_nameless(new[place]) for place in theirs])
    for one, other in rest.items():
        if _may_be(old[ours[one]], new[theirs[other]]):
            pairs[ours[one]] = theirs[other]
    return pairs


def _pair_rewritten(old: Sequence[Node], new: Sequence[Node], pairs: Pairs) -> None:
    """What stands between the same neighbours is rewritten, however little it shares: paragraphs, a row of figures."""
    taken = set(pairs.values())
    edges = [*in_order(pairs).items(), (len(old), len(new))]
    start, other = 0, 0
    for end, other_end in edges:
        ours = [place for place in range(start, end) if place not in pairs and _is_text(old[place])]
        theirs = [place for place in range(other, other_end) if place not in taken and _is_text(new[place])]
        pairs.update(zip(ours, theirs, strict=False))
        rows = [place for place in range(start, end) if place not in pairs and old[place].kind == "r"]
        others = [place for place in range(other, other_end) if place not in taken and new[place].kind == "r"]
        if len(rows) == len(others) == 1 and _may_be_figures(old[rows[0]], new[others[0]]):
            pairs[rows[0]] = others[0]
        start, other = end + 1, other_end + 1


def _is_text(node: Node) -> bool:
    return node.kind == "p" and bool(node.said is None or node.said.strip())


def _may_be_figures(one: Node, other: Node) -> bool:
    """Whether two rows have no word that they could be known by, nothing but figures; of a trace nobody knows."""
    told = [node.said for node in (one, other) if node.said is not None]
    alike = one.kind == other.kind == "r" and len(one.children) == len(other.children)
    return alike and bool(told) and not any(letter.isalpha() for said in told for letter in said)


def bare(node: Node) -> Node:
    """A node without its words, to be compared with one whose words are not known."""
    return Node(node.kind, node.anchor, None, node.digest, [bare(child) for child in node.children])


def _pair_by(key: Callable[[Node], str], old: Sequence[Node], new: Sequence[Node], pairs: Pairs) -> None:
    taken = set(pairs.values())
    groups: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for place, node in enumerate(old):
        if place not in pairs and key(node):
            groups[key(node)][0].append(place)
    for place, node in enumerate(new):
        if place not in taken and key(node):
            groups[key(node)][1].append(place)
    for ours, theirs in groups.values():
        if len(ours) == len(theirs) == 1:
            pairs[ours[0]] = theirs[0]
        elif ours and theirs:
            inner = align_texts([_nameless(old[place]) for place in ours], [_nameless(new[place]) for place in theirs])
            pairs.update({ours[one]: theirs[other] for one, other in inner.items()})


def _one(fresh: Node, hand: Node) -> bool:
    """Whether what both added is one: it says the same, or it is a slide or shape by its lasting name."""
    return fresh.digest == hand.digest


def _has_words(node: Node) -> bool:
    return node.digest != SILENT


def _creation(node: Node) -> str:
    return creation_of(_element(node))


def _name(node: Node) -> str:
    return f"{node.kind} {node.anchor}" if node.anchor or node.kind == "n" else ""


def _holder(node: Node) -> str:
    element = _element(node)
    holder = holder_of(element) if element is not None and node.kind == "h" else ("", "")
    return " ".join(holder) if holder[0] else ""


def _may_be(one: Node, other: Node) -> bool:
    """Whether shapes that were paired by words are of one making: a picture is no table, even when both are silent."""
    if is_group(one) != is_group(other):
        return False
    if not one.anchor or not other.anchor or one.digest == other.digest:
        return True
    first, second = _element(one), _element(other)
    return first is None or second is None or first.tag == second.tag


def is_group(node: Node) -> bool:
    """Whether a shape is a group of others."""
    element = _element(node)
    return element.tag == GROUP if element is not None else any(child.kind == "h" for child in node.children)


def _element(node: Node) -> etree._Element | None:
    found: etree._Element | None = node.element
    return found


def _nameless(node: Node) -> Node:
    return Node(node.kind, "", node.said, node.digest, node.children)


def _shape_names(slide: Node) -> list[str]:
    return [child.anchor for child in slide.children if child.kind == "h"]
