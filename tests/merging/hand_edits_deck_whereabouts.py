"""Hand edits that take shapes elsewhere, short values, and comments of ours that are still open. As `hand_edits_deck`."""

from __future__ import annotations

from typing import Any

from hand_edits_deck import A, Judge, Nowhere, P, Place, Seen, any_shape, name_of, on_deck, says, slide_of, texts_in
from hand_edits_deck_slides import comments_on
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Emu

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.presentationml."
_OPEN = "Uusi: 1 2 3 4 5 6 7 8 9 10 11 12, 2026 2027 2028 2029 2030, I II III, a e i o u y."
"""What short values are all part of."""
_SHORT = 6


def _loose_texts(place: Place) -> list[tuple[Any, Any]]:
    """Texts but titles, footers and slide numbers."""
    return place.shapes(
        lambda shape: (
            shape.has_text_frame
            and bool(shape.text_frame.text.strip())
            and (not shape.is_placeholder or shape.placeholder_format.type == PP_PLACEHOLDER.BODY)
        )
    )


@on_deck("shapes grouped")
def shapes_grouped(place: Place) -> Judge:
    """Ctrl+G, with a box of their own."""
    slide, shape = place.pick(_loose_texts(place))
    shape.left, shape.top, shape.width, shape.height = shape.left, shape.top, shape.width, shape.height
    if place.number % 2:  # PowerPoint makes a plain box of a placeholder first
        for mark in shape._element.findall(f".//{{{P}}}ph"):
            mark.getparent().remove(mark)
    box = slide.shapes.add_textbox(Emu(500000), Emu(500000), Emu(3000000), Emu(500000))
    box.text_frame.text = place.words
    group = slide.shapes.add_group_shape([box, shape])
    group.name = f"Oma ryhmä {place.number}"
    name, words = shape.name, place.words

    def holds(seen: Seen) -> bool:
        found = slide_of(seen, name_of(slide))
        beside = [item.name for item in found.shapes] if found is not None else [name]
        return name not in beside and any_shape(seen, name_of(slide), group.name, lambda item: words in texts_in(item))

    return holds


@on_deck("shape cut to another slide", moves=True)
def shape_cut(place: Place) -> Judge:
    slide, shape = place.pick(_loose_texts(place))
    others = [item for item in place.deck.slides if item.slide_id != slide.slide_id]
    target = others[place.number % len(others)]
    mark = next(shape._element.iter(f"{{{P}}}cNvPr"))
    mark.set("id", str(max(int(item.get("id")) for item in target._element.iter(f"{{{P}}}cNvPr")) + 1))
    if shape._element.xpath(".//@r:id | .//@r:embed"):
        raise Nowhere
    before = _named(target, shape.name)
    target.shapes._spTree.append(shape._element)

    def holds(seen: Seen) -> bool:
        found = slide_of(seen, name_of(target))
        return found is not None and _named(found, mark.get("name")) > before

    return holds


def _named(slide: Any, name: str) -> int:
    return sum(item.get("name") == name for item in slide._element.iter(f"{{{P}}}cNvPr"))


@on_deck("short value rewritten")
def short_value(place: Place) -> Judge:
    """A year, a number: what says so little stands in many other texts too."""
    lines = [
        line
        for slide in place.slides()
        for line in slide._element.iter(f"{{{A}}}p")
        if 0 < len("".join(texts_in_line(line))) <= _SHORT and not line.findall(f"{{{A}}}fld")
    ]
    if not lines:
        raise Nowhere
    runs = list(place.pick(lines).iter(f"{{{A}}}t"))
    for run in runs[1:]:
        run.text = ""
    runs[0].text = place.words
    return lambda seen: says(seen, place.words)


def texts_in_line(line: Any) -> list[str]:
    """The words of a paragraph, run by run."""
    return [item.text or "" for item in line.iter(f"{{{A}}}t")]


@on_deck("our comment of an earlier run is still open")
def open_comment(place: Place) -> Judge:
    """On the slide as a whole, of words that all short values are part of."""
    slide, deck = place.pick(place.slides()), place.deck
    kinds = [item.reltype.rpartition("/")[2] for item in (*deck.part.rels.values(), *slide.part.rels.values())]
    if {"commentAuthors", "comments", "authors"} & set(kinds):
        raise Nowhere
    authors = (
        f'<p:cmAuthorLst xmlns:p="{P}"><p:cmAuthor id="0" name="digitiekartta" initials="d" lastIdx="1" clrIdx="0"/>'
        "</p:cmAuthorLst>"
    )
    text = f"{_OPEN} {place.words}"
    comments = (
        f'<p:cmLst xmlns:p="{P}"><p:cm authorId="0" dt="2026-11-20T10:00:00.000" idx="1"><p:pos x="10" y="10"/>'
        f"<p:text>{text}</p:text></p:cm></p:cmLst>"
    )
    _relate(deck, deck.part, "commentAuthors", "/ppt/commentAuthors.xml", authors)
    _relate(deck, slide.part, "comments", f"/ppt/comments/comment{700 + place.number}.xml", comments)
    return lambda seen: text in comments_on(seen, name_of(slide))


def _relate(deck: Any, source: Any, kind: str, name: str, xml: str) -> None:
    source.relate_to(Part(PackURI(name), f"{_KIND}{kind}+xml", deck.part.package, xml.encode()), f"{_RELATIONS}/{kind}")
