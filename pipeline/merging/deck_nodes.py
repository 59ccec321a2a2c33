"""A deck as a tree of nodes: slides, their shapes, what stands in them, notes.

In: a package of PowerPoint, from whom ever: a slide that is not there is passed over, one that can't be read raises
`CannotMerge`. Out: a `Deck` with its slides in the order they are shown, each with its tree and its node.
"deck" holds "s" (slide) and that "h" (shape: its name is its anchor) and "n" (notes); a shape holds "p", "t" with "r",
"c" and "p", "k" (chart) or, as a group, "h".
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from zlib import crc32

from lxml import etree

from pipeline.merging.charts import digest_of_chart
from pipeline.merging.nodes import Node
from pipeline.merging.run import CannotMerge
from pipeline.ooxml.dialect import ALTERNATIVES, FALLBACK, POWERPOINT, C, R, a, p
from pipeline.ooxml.package import Package, PackageFault, parse
from pipeline.ooxml.textbody import child

PRESENTATION = "presentation"
SHAPES = frozenset((*POWERPOINT.shapes, p("contentPart"), ALTERNATIVES))
TREE, GROUP, FRAME, PICTURE = p("spTree"), p("grpSp"), p("graphicFrame"), p("pic")
BODY, NAMED, HOLDER = p("txBody"), p("cNvPr"), p("ph")
SLIDE_CREATION = "{http://schemas.microsoft.com/office/powerpoint/2010/main}creationId"
SHAPE_CREATION = "{http://schemas.microsoft.com/office/drawing/2014/main}creationId"
RELATION = f"{{{R}}}id"
BREAK, FIELD, OPAQUE = "\n", "\ue010", "\ue011"
"""What stands in a paragraph's words for a line break, a field that PowerPoint reckons, and what has no words."""
_WORDLESS = re.compile(f"{FIELD}|{OPAQUE}(?:[0-9a-f]{{8}}[0-9]+)?")
"""A picture's fingerprint goes with what stands for it."""
_RECKONED = ("slidenum", "datetime")
_EMBEDDED = f"{{{R}}}embed"
_CHART = f"{{{C}}}chart"
_TITLES = ("title", "ctrTitle")
_MOST_SLIDES = 2_000
_PARAGRAPH, _RUN, _BREAK, _FIELD, _TEXT = a("p"), a("r"), a("br"), a("fld"), a("t")
_BARE = (a("pPr"), a("endParaRPr"))
_CELL, _CELL_BODY = a("tc"), a("txBody")


@dataclass(eq=False)
class Slide:
    """One slide: its part, its number in the presentation, its tree and node; its notes, if any."""

    part: str
    number: str
    root: etree._Element
    node: Node
    notes: str = ""
    notes_root: etree._Element | None = None
    touched: bool = False
    notes_touched: bool = False

    @property
    def title(self) -> str:
        """What the slide is known by to people: its title, else its first words."""
        return title_of(self.node)


@dataclass(eq=False)
class Deck:
    """A deck under way: its package, the presentation's tree and the slides in order."""

    package: Package
    main: str
    root: etree._Element
    slides: list[Slide] = field(default_factory=list)
    opened: bytes = b""

    @property
    def node(self) -> Node:
        """The deck's own node."""
        return _joined("deck", "", [slide.node for slide in self.slides])


def open_deck(package: Package, tree: Callable[[str], etree._Element] | None = None) -> Deck:
    """The deck in a package. Raises CannotMerge for what no program could show.

    `tree` gives the trees of slides to who only looks at them; else they are the deck's own.
    """
    tree = tree or (lambda part: parse(package.read(part)))
    try:
        main = package.main_part()
        root = parse(package.read(main))
        if root.tag != p(PRESENTATION):
            raise CannotMerge("other", "no presentation")
        deck = Deck(package, main, root, opened=etree.tostring(root))
        known: set[str] = set()
        for entry in root.findall(f"{p('sldIdLst')}/{p('sldId')}"):
            slide = _slide(package, main, entry, known, tree)
            if slide is None:  # no program opens a deck with such an entry without a question
                entry.getparent().remove(entry)  # type: ignore[union-attr]
                continue
            known.add(slide.part)
            deck.slides.append(slide)
        if len(deck.slides) > _MOST_SLIDES:
            raise CannotMerge("too_large", "too many slides")
    except PackageFault as fault:
        raise CannotMerge("too_large" if fault.reason == "too_large" else "damaged", str(fault)) from fault
    except etree.XMLSyntaxError as error:
        raise CannotMerge("damaged", str(error)) from error
    return deck


def stories(package: Package) -> dict[str, Node]:
    """What a deck says of itself, as `word_nodes.stories` does of a document: one story."""
    return {"deck": open_deck(package).node}


def said_in(paragraph: etree._Element) -> str:
    """A paragraph's words, however they are parted into runs."""
    return "".join(_pieces(paragraph))


def plain(said: str) -> str:
    """Words as people read them in a comment or a list."""
    return " ".join(_WORDLESS.sub(" ", said).split())


def title_of(slide: Node) -> str:
    """What a slide is known by to people."""
    for shape in slide.children:
        if shape.element is not None and holder_of(shape.element)[0] in _TITLES and plain(shape.said or ""):
            return plain(shape.said or "")
    return next((plain(item.said) for item in slide.walk() if item.kind == "p" and item.said and plain(item.said)), "")


def name_of(shape: etree._Element) -> str:
    """A shape's name, as the selection pane shows it."""
    named = named_of(shape)
    return "" if named is None else named.get("name") or ""


def named_of(shape: etree._Element) -> etree._Element | None:
    """The element that holds a shape's id, name and text alternative."""
    return next(shape.iter(NAMED), None)


def holder_of(shape: etree._Element) -> tuple[str, str]:
    """A placeholder's type and index, empty for what is none."""
    for properties in list(shape)[:1]:
        holder = properties.find(f"{p('nvPr')}/{HOLDER}")
        if holder is not None:
            return holder.get("type") or "obj", holder.get("idx") or "0"
    return "", ""


def creation_of(element: etree._Element | None, tag: str = SHAPE_CREATION) -> str:
    """The lasting id that PowerPoint keeps, "" for none. Of a shape it is its own, not one of a shape inside it."""
    if element is None:
        return ""
    holder = element if tag == SLIDE_CREATION else named_of(element)
    found = None if holder is None else next(holder.iter(tag), None)
    return "" if found is None else found.get("val") or found.get("id") or ""


def chart_part(package: Package, part: str, frame: etree._Element) -> str:
    """The part of a chart that a frame on a slide shows, "" when it is no chart or not there."""
    chart = next(frame.iter(_CHART), None)
    item = package.relationships.get(part, {}).get(chart.get(RELATION) or "") if chart is not None else None
    return item.target if item is not None and not item.external and item.target in package.parts else ""


def notes_body(notes: etree._Element) -> etree._Element | None:
    """The text body of the notes themselves."""
    for shape in notes.iter(p("sp")):
        if holder_of(shape)[0] == "body":
            return shape.find(BODY)
    return None


def shape_node(package: Package, part: str, shape: etree._Element) -> Node:
    """A shape with all that stands in it. What has no words says which picture, chart or drawing it is."""
    name = name_of(shape)
    if shape.tag == GROUP:
        return _joined("h", name, shape_nodes(package, part, shape), shape)
    body = shape.find(BODY)
    if body is not None:
        return _joined("h", name, _paragraphs(body), shape)
    table = shape.find(f"{a('graphic')}/{a('graphicData')}/{a('tbl')}")
    if table is not None:
        return _joined("h", name, [_table(table)], shape)
    chart = chart_part(package, part, shape)
    if chart:
        digest = digest_of_chart(package, chart)
        return Node("h", name, OPAQUE, digest, [Node("k", name, OPAQUE, digest, element=shape)], element=shape)
    return _opaque(package, part, shape, name)


def shape_nodes(package: Package, part: str, holder: etree._Element) -> list[Node]:
    """The nodes of the shapes that stand in a slide's tree or in a group."""
    return [shape_node(package, part, item) for item in holder if item.tag in SHAPES]


def _slide(
    package: Package, main: str, entry: etree._Element, known: set[str], tree: Callable[[str], etree._Element]
) -> Slide | None:
    item = package.relationships.get(main, {}).get(entry.get(RELATION) or "")
    if item is None or item.external or item.target not in package.parts or item.target in known:
        return None
    root = tree(item.target)
    holder = root.find(f"{p('cSld')}/{TREE}")
    children = [] if holder is None else shape_nodes(package, item.target, holder)
    notes, notes_root = _notes(package, item.target, tree)
    body = None if notes_root is None else notes_body(notes_root)
    if body is not None:
        children.append(_joined("n", "", _paragraphs(body), body))
    anchor = creation_of(root, SLIDE_CREATION)
    return Slide(item.target, entry.get("id") or "", root, _joined("s", anchor, children, root), notes, notes_root)


def _notes(package: Package, slide: str, tree: Callable[[str], etree._Element]) -> tuple[str, etree._Element | None]:
    for item in package.related(slide, "notesSlide"):
        if not item.external and item.target in package.parts:
            return item.target, tree(item.target)
    return "", None


def _paragraphs(body: etree._Element) -> list[Node]:
    return [Node("p", "", said_in(item), element=item) for item in body if item.tag == _PARAGRAPH]


def _table(table: etree._Element) -> Node:
    return _joined("t", "", [row_node(row) for row in table.iterchildren(a("tr"))], table)


def row_node(row: etree._Element) -> Node:
    """A row of a table with its cells."""
    cells = []
    for cell in row.iterchildren(_CELL):
        body = child(cell, _CELL_BODY)
        cells.append(_joined("c", "", [] if body is None else _paragraphs(body), cell))
    return _joined("r", "", cells, row)


def _joined(kind: str, anchor: str, children: list[Node], element: etree._Element | None = None) -> Node:
    """A node that says what its children say; their bounds count."""
    digest = hashlib.sha256("".join(child.kind + child.digest for child in children).encode()).hexdigest()[:16]
    return Node(kind, anchor, "\n".join(child.said or "" for child in children), digest, children, element=element)


def _opaque(package: Package, part: str, shape: etree._Element, name: str) -> Node:
    """A picture is known by its bytes; anything else by the words that stand in it."""
    known = package.relationships.get(part, {})
    named = [known[number] for item in shape.iter(a("blip")) if (number := item.get(_EMBEDDED) or "") in known]
    pictures = [f"{OPAQUE}{digest_of_part(package, item.target)}" for item in named]
    texts = [item for item in shape.iter(a("t")) if not any(up.tag == FALLBACK for up in item.iterancestors())]
    return Node("h", name, "".join([*pictures, *(item.text or "" for item in texts)]), element=shape)


def digest_of_part(package: Package, part: str) -> str:
    """The fingerprint of a part's bytes, without inflating it where the zip tells its checksum."""
    stored = package.parts.get(part)
    if stored is None:
        return ""
    if isinstance(stored, bytes):
        return f"{crc32(stored):08x}{len(stored)}"
    return f"{stored.checksum:08x}{stored.size}"


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for item in paragraph:
        tag = item.tag
        if tag == _RUN:
            yield item.findtext(_TEXT) or ""
        elif tag == _BREAK:
            yield BREAK
        elif tag == _FIELD:
            kind = item.get("type") or ""
            yield FIELD if kind.startswith(_RECKONED) else item.findtext(_TEXT) or ""
        elif tag not in _BARE:
            yield OPAQUE + "".join(str(text) for text in item.itertext() if text.strip())
