"""What a step means in words: a `Change` or an `Edit`, with the chapter it stands in and its cells.

In: steps of `three_way`, the packages they come from. Out: changes and edits; none for what says nothing to people,
such as an empty line or an entry of the contents list, which only repeats its heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from pipeline.merging.nodes import Node
from pipeline.merging.source_lines import only_cells_moved
from pipeline.merging.table_places import place_in
from pipeline.merging.three_way import Step, Touch
from pipeline.merging.wordings import CHART, FIELD, PICTURE, plain
from pipeline.ooxml.dialect import w
from pipeline.ooxml.headings import heading_styles, headings
from pipeline.ooxml.package import Package, parse
from pipeline.ooxml.textbody import child
from pipeline.vocabulary.changes import Change, Edit, Fate, Kind, What
from pipeline.vocabulary.findings import Place

_SPACE = re.compile(r"\s+")
_BETWEEN_CELLS, _BETWEEN_ROWS = " | ", "\n"
_PROPERTIES, _STYLE = w("pPr"), w("pStyle")
_CONTENTS = "toc "
_HEADER = f"{w('trPr')}/{w('tblHeader')}"
_BETWEEN_TITLES = " · "
_NUMBER = re.compile(rf"^(\w+)[ \u00a0]{FIELD}\.\s")
"""A caption, whose number only Word knows."""
_LISTED = re.compile(r"(?i)toc\s?\d")


@dataclass(frozen=True, slots=True)
class Title:
    """A heading's words. One without a number is told with the numbered one above it."""

    anchor: str
    number: str
    text: str
    level: int


Titles = tuple[Title, ...]


@dataclass(slots=True)
class Chapters:
    """Where the nodes of one version stand: under which heading, in which row; at which level a heading itself is.

    `titles` are the headings by their anchors.
    """

    over: dict[Node, Titles] = field(default_factory=dict)
    levels: dict[Node, int] = field(default_factory=dict)
    contents: set[Node] = field(default_factory=set)
    rows: dict[Node, str] = field(default_factory=dict)
    titles: dict[str, Title] = field(default_factory=dict)

    def level(self, node: Node) -> int:
        """The level of a heading, from 1; 0 for what is none."""
        return self.levels.get(node, 0)


def chapters(package: Package, stories: Mapping[str, Node]) -> Chapters:
    """Where everything stands in a version that is at hand; in headers and notes that is nowhere."""
    main = package.main_part()
    styles, numbering = (_part(package, main, kind) for kind in ("styles", "numbering"))
    found = Chapters()
    known = heading_styles(styles)
    listed = _contents_styles(styles)
    for story in stories.values():
        if story.element is None:
            continue
        there = {item.element: item for item in headings(story.element, known, numbering)}
        current: Titles = ()
        above: Titles = ()
        for node in story.walk():
            found.over[node] = current
            if node.kind == "t":
                found.rows |= _rows(node)
            heading = there.get(node.element) if node.kind == "p" else None
            if heading is not None and _is_contents(node, listed):
                found.contents.add(node)
            elif heading is not None:
                title = Title(node.anchor, heading.number, plain_words(heading.text), heading.level)
                above = (*(item for item in above if item.level < heading.level), title)
                current = found.over[node] = _told_as(above)
                found.levels[node] = heading.level
                found.titles[node.anchor] = title
            elif node.kind == "p" and _is_contents(node, listed):
                found.contents.add(node)
    return found


def is_head(row: Node) -> bool:
    """Whether a row is the head of its table."""
    return row.element is not None and row.element.find(_HEADER) is not None


_NOWHERE = (Chapters(), Chapters(), Chapters())


def change_of(step: Step, where: Iterable[Chapters]) -> Change | None:
    """A step as a change; None for one that says nothing. `where` are the chapters of fresh, of the hand's, of base."""
    where = tuple(where)
    nodes = [node for node in (step.fresh, step.hand, step.base) if node is not None]
    if any(node in known.contents for node in nodes for known in where):
        return None
    old = step.base if step.base is not None and step.base.said is not None else _as_it_was(step)
    before, after = (words_of(node) for node in (old, step.fresh))
    yours = words_of(step.hand) if step.fate is Fate.CONFLICT else ""
    what = _what(*nodes)
    if what is What.TEXT and (not (before or after or yours) or only_cells_moved(yours or before, after)):
        return None
    row = next((known.rows[node] for node in nodes for known in where if node in known.rows), "")
    return Change(step.kind, step.fate, what, _chapter(nodes, where), before, after, _cells(step), yours, row)


def edit_of(touch: Touch, where: Iterable[Chapters]) -> Edit | None:
    """What people did, as an edit; None for what says nothing."""
    where = tuple(where)
    nodes = [node for node in (touch.hand, touch.base) if node is not None]
    if any(node in known.contents for node in nodes for known in where):
        return None
    words, what = next((said for said in map(words_of, nodes) if said), ""), _what(*nodes)
    if not words and what is What.TEXT and touch.kind is not Kind.REMOVED:
        return None
    return Edit(touch.kind, what, _chapter(nodes, where), words)


def words_of(node: Node | None) -> str:
    """What a node says, for people: a row's cells in one line, a table's rows each in one."""
    if node is None:
        return ""
    if node.kind == "t":
        return _BETWEEN_ROWS.join(filter(None, (words_of(row) for row in node.children)))
    if node.kind == "r":
        cells = [words_of(cell) for cell in node.children]
        return _BETWEEN_CELLS.join(cells) if any(cells) else ""
    return plain_words(node.said or "")


@lru_cache(maxsize=10_000)
def plain_words(said: str) -> str:
    """Words in one line, without what stands for what is no word."""
    return _SPACE.sub(" ", plain(_NUMBER.sub(r"\1: ", said))).strip()


def _rows(table: Node) -> dict[Node, str]:
    """Where in the table everything stands that is in a cell of it; what is in an inner table is told after it."""
    head = next((row for row in table.children[:1] if is_head(row)), None)
    found: dict[Node, str] = {}
    for row in table.children:
        for column, cell in enumerate(row.children):
            if place := place_in(row, head, column, words_of):
                found |= dict.fromkeys((node for child in cell.children for node in child.walk()), place)
    return found


def _as_it_was(step: Step) -> Node | None:
    """What base said where only its fingerprint is known: the hand's says it too, where that left it alone."""
    return step.hand if step.fate is Fate.UPDATED else None


def _what(*nodes: Node) -> What:
    kind = nodes[0].kind
    if kind in "rc":
        return What.ROW
    if kind == "t":
        return What.TABLE
    if kind == "k":
        return What.CHART
    said = [node.said or "" for node in nodes]
    silent = not any(map(plain_words, said))
    if any(PICTURE in text for text in said) and (silent or len({_pictures(text) for text in said}) > 1):
        return What.PICTURE
    return What.CHART if silent and any(CHART in text for text in said) else What.TEXT


def _pictures(said: str) -> str:
    return "".join(said[place : place + 13] for place, letter in enumerate(said) if letter == PICTURE)


def _chapter(nodes: Iterable[Node], where: tuple[Chapters, ...]) -> str:
    titles = next((known.over[node] for node in nodes for known in where if node in known.over), ())
    return _BETWEEN_TITLES.join(plain_words(_name(title, where)) for title in titles)


def _told_as(above: Titles) -> Titles:
    """A heading with the nearest numbered one above it, if it has no number itself."""
    numbered = [] if above[-1].number else [title for title in above[:-1] if title.number]
    return (*numbered[-1:], above[-1])


def _name(title: Title, where: tuple[Chapters, ...]) -> str:
    """A heading as people find it: numbered as it is now, with the words that people gave it, if they did."""
    fresh, hand, base = (item.titles.get(title.anchor) if title.anchor else None for item in (*where, *_NOWHERE)[:3])
    number, text = (fresh.number, fresh.text) if fresh is not None else (title.number, title.text)
    if hand is not None and base is not None and hand.text != base.text:
        text = hand.text
    return f"{number} {text}"


def _cells(step: Step) -> tuple[Place, ...]:
    for node in (step.fresh, step.base):
        found = dict.fromkeys(cell for inside in node.walk() for cell in inside.cells) if node is not None else {}
        if found:
            return tuple(found)
    return ()


def _part(package: Package, main: str, kind: str) -> etree._Element | None:
    for item in package.related(main, kind):
        if item.target in package.parts:
            return parse(package.read(item.target))
    return None


def _contents_styles(styles: etree._Element | None) -> frozenset[str]:
    found = set()
    for style in () if styles is None else styles.iter(w("style")):
        name = style.find(w("name"))
        if name is not None and (name.get(w("val")) or "").lower().startswith(_CONTENTS):
            found.add(style.get(w("styleId")) or "")
    return frozenset(found)


def _is_contents(node: Node, styles: frozenset[str]) -> bool:
    style = child(child(node.element, _PROPERTIES), _STYLE)
    name = (style.get(w("val")) or "") if style is not None else ""
    return bool(name) and (name in styles or (not styles and _LISTED.fullmatch(name) is not None))
