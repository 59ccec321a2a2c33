"""What people did to a deck, as they would say it."""

from __future__ import annotations

from lxml import etree

from pipeline.merging.deck_edits import edits_between
from pipeline.merging.deck_nodes import OPAQUE, plain
from pipeline.merging.nodes import Node
from pipeline.vocabulary.changes import Kind, What

PICTURE = f"{OPAQUE}d60b1f6b638"


def holding(kind: str, anchor: str, *children: Node) -> Node:
    said = "\n".join(child.said or "" for child in children)
    return Node(
        kind, anchor, said, "".join(child.digest for child in children), list(children), element=etree.Element(kind)
    )


def slide(*cells: str, pictures: tuple[str, ...] = ()) -> Node:
    texts = [holding("c", "", Node("p", "", text, element=etree.Element("p"))) for text in cells]
    table = holding("h", "Taulukko", holding("t", "", holding("r", "", *texts)))
    shown = [Node("h", "Kuva", said, element=etree.Element("h")) for said in pictures]
    return holding("deck", "", holding("s", "1", table, *shown))


def test_a_retyped_cell_is_a_changed_cell() -> None:
    base, hand = slide("TP8", "Uudistetaan sähköiset lomakkeet"), slide("TP8", "Lomakkeet sähköisiksi")
    assert [(edit.kind, edit.what, edit.text) for edit in edits_between(base, hand)] == [
        (Kind.CHANGED, What.TEXT, "Lomakkeet sähköisiksi")
    ]


def test_a_picture_is_told_as_one_and_never_by_its_bytes() -> None:
    (edit,) = edits_between(slide("a"), slide("a", pictures=(PICTURE,)))
    assert (edit.kind, edit.what, edit.text) == (Kind.ADDED, What.PICTURE, "")
    assert plain(f"{PICTURE} Kuvan sanat") == "Kuvan sanat"
