"""Every difference between base and fresh has one fate, and what people wrote is never named for a change."""

from __future__ import annotations

import pytest

from pipeline.merging.nodes import Node
from pipeline.merging.pairing import whole_of
from pipeline.merging.three_way import Plan, Step, three_way
from pipeline.vocabulary.changes import Fate, Kind

Said = str | tuple[str, str]


def p(said: Said) -> Node:
    """A paragraph: its words, or its identity and its words."""
    return Node("p", *(("", said) if isinstance(said, str) else said))


def hold(kind: str, *children: Node, anchor: str = "") -> Node:
    said = "\n".join(child.said or "" for child in children)
    return Node(kind, anchor, said, whole_of(kind, list(children)), list(children))


def row(anchor: str, *cells: str) -> Node:
    return hold("r", *(hold("c", p(cell)) for cell in cells), anchor=anchor)


def story(*children: Said | Node) -> Node:
    return hold("story", *(child if isinstance(child, Node) else p(child) for child in children))


def told(plan: Plan) -> list[tuple[str, str, str]]:
    """Kind, fate and words (fresh's, else base's) of each step."""
    return [(step.kind.value, step.fate.value, said(step)) for step in plan.steps]


def said(step: Step) -> str:
    node = step.fresh or step.base
    assert node is not None
    return node.said or ""


BASE = story(("A", "alpha one"), ("B", "beta two"), ("C", "gamma three"), ("D", "delta four"))


@pytest.mark.parametrize(
    ("hand", "fresh", "expected"),
    [
        (BASE, story(("A", "alpha one"), ("B", "beta 9"), ("C", "gamma three"), ("D", "delta four")), ("changed", "updated", "beta 9")),
        (story(("A", "alpha one"), ("B", "beta mine"), ("C", "gamma three"), ("D", "delta four")), story(("A", "alpha one"), ("B", "beta 9"), ("C", "gamma three"), ("D", "delta four")), ("changed", "conflict", "beta 9")),
        (story(("A", "alpha one"), ("B", "beta 9"), ("C", "gamma three"), ("D", "delta four")), story(("A", "alpha one"), ("B", "beta 9"), ("C", "gamma three"), ("D", "delta four")), ("changed", "agreed", "beta 9")),
        (story(("A", "alpha one"), ("C", "gamma three"), ("D", "delta four")), story(("A", "alpha one"), ("B", "beta 9"), ("C", "gamma three"), ("D", "delta four")), ("changed", "left_out", "beta 9")),
        (BASE, story(("A", "alpha one"), ("C", "gamma three"), ("D", "delta four")), ("removed", "updated", "beta two")),
        (story(("A", "alpha one"), ("B", "beta mine"), ("C", "gamma three"), ("D", "delta four")), story(("A", "alpha one"), ("C", "gamma three"), ("D", "delta four")), ("removed", "conflict", "beta two")),
        (story(("A", "alpha one"), ("C", "gamma three"), ("D", "delta four")), story(("A", "alpha one"), ("C", "gamma three"), ("D", "delta four")), ("removed", "agreed", "beta two")),
        (BASE, story(("A", "alpha one"), ("B", "beta two"), ("N", "new"), ("C", "gamma three"), ("D", "delta four")), ("added", "updated", "new")),
        (story(("A", "alpha one"), ("B", "beta two"), "new", ("C", "gamma three"), ("D", "delta four")), story(("A", "alpha one"), ("B", "beta two"), ("N", "new"), ("C", "gamma three"), ("D", "delta four")), ("added", "agreed", "new")),
        (BASE, story(("B", "beta two"), ("C", "gamma three"), ("D", "delta four"), ("A", "alpha one")), ("moved", "updated", "alpha one")),
        (story(("A", "alpha mine"), ("B", "beta two"), ("C", "gamma three"), ("D", "delta four")), story(("B", "beta two"), ("C", "gamma three"), ("D", "delta four"), ("A", "alpha one")), ("moved", "conflict", "alpha one")),
    ],
)  # fmt: skip
def test_each_outcome_of_the_table(hand: Node, fresh: Node, expected: tuple[str, str, str]) -> None:
    assert told(three_way(BASE, hand, fresh)) == [expected]


def test_what_the_workbook_left_alone_has_no_step() -> None:
    hand = story(("A", "mine"), ("D", "delta four"), "quite another")
    plan = three_way(BASE, hand, BASE)
    assert plan.steps == []
    assert [(touch.kind.value, (touch.hand or touch.base or BASE).said) for touch in plan.touches] == [
        ("changed", "mine"),
        ("removed", "beta two"),
        ("removed", "gamma three"),
        ("added", "quite another"),
    ]


def test_a_moved_block_is_changed_where_people_put_it() -> None:
    hand = story(("C", "gamma three"), ("A", "alpha one"), ("B", "beta two"), ("D", "delta four"))
    fresh = story(("A", "alpha one"), ("B", "beta two"), ("C", "gamma 3"), ("D", "delta four"))
    [step] = three_way(BASE, hand, fresh).steps
    assert (step.kind, step.fate, step.hand) == (Kind.CHANGED, Fate.UPDATED, hand.children[0])


def test_new_nodes_follow_their_neighbour_in_order() -> None:
    fresh = story(
        ("A", "alpha one"), ("X", "x"), ("Y", "y"), ("B", "beta two"), ("C", "gamma three"), ("D", "delta four")
    )
    hand = story(("B", "beta two"), ("A", "alpha one"), ("C", "gamma three"), ("D", "delta four"))
    first, second = three_way(BASE, hand, fresh).steps
    assert first.spot is not None
    assert second.spot is not None
    assert second.spot.after is first.fresh
    assert first.spot.after is not None or first.spot.before is not None


def table(*rows: Node) -> Node:
    return hold("t", *rows)


def test_a_hand_edit_in_one_cell_leaves_the_next_cell_to_the_workbook() -> None:
    base = story(table(row("1", "T1", "Archive", "2027"), row("2", "T2", "Portal", "2028")))
    hand = story(table(row("1", "T1", "Archive, ours", "2027"), row("2", "T2", "Portal", "2028")))
    fresh = story(table(row("1", "T1", "Archive", "2029"), row("2", "T2", "Portal", "2028")))
    assert told(three_way(base, hand, fresh)) == [("changed", "updated", "2029")]


def test_a_renumbered_row_is_known_by_its_words() -> None:
    base = story(table(row("1", "T1", "Move the archive to the cloud", "2027"), row("2", "T2", "Portal", "2028")))
    hand = story(
        table(row("1", "T1", "Move the archive to the cloud", "2027, spring"), row("2", "T2", "Portal", "2028"))
    )
    fresh = story(table(row("7", "T7", "Move the archive to the cloud", "2027"), row("2", "T2", "Portal", "2028")))
    assert told(three_way(base, hand, fresh)) == [("changed", "updated", "T7")]


def test_changes_of_a_table_that_people_deleted_are_told() -> None:
    base = story("before", table(row("1", "T1", "2027"), row("2", "T2", "2028")), "after")
    hand = story("before", "after")
    fresh = story("before", table(row("1", "T1", "2029"), row("2", "T2", "2028"), row("3", "T3", "2030")), "after")
    assert told(three_way(base, hand, fresh)) == [("changed", "left_out", "2029"), ("added", "left_out", "T3\n2030")]


def test_a_row_carried_to_another_table_is_changed_there() -> None:
    first, second = row("1", "T1", "Archive to the cloud", "2027"), row("2", "T2", "Portal for all", "2028")
    base = story(table(first, second), "between", table(row("9", "T9", "Other things", "2030")))
    hand = story(
        table(row("1", "T1", "Archive to the cloud", "2027")), "between",
        table(row("9", "T9", "Other things", "2030"), row("2", "T2", "Portal for all", "2028")),
    )  # fmt: skip
    fresh = story(
        table(row("1", "T1", "Archive to the cloud", "2027"), row("2", "T2", "Portal for all", "2029")), "between",
        table(row("9", "T9", "Other things", "2030")),
    )  # fmt: skip
    [step] = three_way(base, hand, fresh).steps
    assert (step.fate, (step.hand or base).said) == (Fate.UPDATED, "2028")


def test_nothing_new_goes_into_a_chapter_that_people_deleted() -> None:
    base = story(("H1", "One"), ("A", "a"), ("H2", "Two"), ("B", "b"), ("H3", "Three"))
    hand = story(("H1", "One"), ("A", "a"), ("H3", "Three"))
    fresh = story(("H1", "One"), ("A", "a"), ("H2", "Two"), ("B", "b"), ("N", "new"), ("H3", "Three"), ("M", "more"))
    plan = three_way(base, hand, fresh, level=lambda node: int(node.anchor.startswith("H")))
    assert told(plan) == [("added", "left_out", "new"), ("added", "updated", "more")]


def test_only_fingerprints_of_base_are_enough() -> None:
    base = story(("A", "alpha one"), ("B", "beta two"), ("C", "gamma three"))
    for node in base.walk():
        node.said = None
    hand = story("alpha one", "beta two, ours", "gamma three")
    fresh = story(("A", "alpha 1"), ("B", "beta 2"), ("C", "gamma three"))
    assert told(three_way(base, hand, fresh)) == [("changed", "updated", "alpha 1"), ("changed", "conflict", "beta 2")]


HEAD = row("R0", "Id", "When")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((row("R1", "T1", "2027"), row("R2", "T2", "mine")), [("conflict", "Lead"), ("conflict", "table"), ("updated", "T1\n2027")]),
        ((row("R1", "T1", "2027"), row("R2", "T2", "2028"), row("", "T7", "mine")), [("conflict", "Lead"), ("conflict", "table"), ("updated", "T1\n2027"), ("updated", "T2\n2028")]),
        ((row("R1", "T1", "mine"), row("R2", "T2", "mine")), [("conflict", "Lead"), ("conflict", "table")]),
        ((row("R1", "T1", "2027"),), [("updated", "Lead"), ("updated", "table")]),
        ((row("R2", "T2", "2028"), row("R1", "T1", "2027")), [("updated", "Lead"), ("updated", "table")]),
    ],
)  # fmt: skip
def test_of_a_table_that_goes_the_rows_stay_that_people_wrote_in(
    rows: tuple[Node, ...], expected: list[tuple[str, str]]
) -> None:
    """And its head with them, and the heading above it; what nobody touched goes."""
    base = story(
        ("A", "alpha one"), ("L", "Lead"), table(HEAD, row("R1", "T1", "2027"), row("R2", "T2", "2028")), ("B", "b")
    )
    hand = story(("A", "alpha one"), ("L", "Lead"), table(HEAD, *rows), ("B", "b"))
    plan = three_way(
        base,
        hand,
        story(("A", "alpha one"), ("B", "b")),
        level=lambda node: int(node.anchor == "L"),
        head=lambda node: node.anchor == "R0",
    )
    assert [step.kind for step in plan.steps] == [Kind.REMOVED] * len(expected)
    assert [
        (step.fate.value, "table" if step.base in base.children and step.base.kind == "t" else said(step))
        for step in plan.steps
    ] == expected


def test_a_heading_stays_only_over_what_stays_under_it() -> None:
    headings = {"H1": 1, "H2": 2, "H3": 2}
    base = story(("A", "a"), ("H1", "one"), ("H2", "two"), ("P", "of two"), ("H3", "three"), ("Q", "of three"))
    hand = story(("A", "a"), ("H1", "one"), ("H2", "two"), ("P", "mine"), ("H3", "three"), ("Q", "of three"))
    plan = three_way(base, hand, story(("A", "a")), level=lambda node: headings.get(node.anchor, 0))
    assert [(said(step), step.fate.value) for step in plan.steps] == [
        ("one", "conflict"),
        ("two", "conflict"),
        ("of two", "conflict"),
        ("three", "updated"),
        ("of three", "updated"),
    ]
