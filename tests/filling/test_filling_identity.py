"""Every block of a document has an identity that lasts from run to run, and knows the cells its values came from."""

from __future__ import annotations

from lxml import etree

from documents import body, filled, lines, paragraph, part, table, word
from pipeline.ooxml.dialect import W14, w
from pipeline.vocabulary.content import LongText, Record, Text
from pipeline.vocabulary.findings import Place

PARAGRAPH_ID = f"{{{W14}}}paraId"


def cell(address: str) -> Place:
    return Place("tyokirja.xlsx", "Tavoitteet", address)


def goal(key: str, row: int, *actions: str) -> Record:
    items = tuple(Record(name, name=Text(f"Teko {name}", cell(f"D{row}"))) for name in actions)
    return Record(key, name=Text(f"Tavoite {key}", cell(f"B{row}")), actions=items)


TEMPLATE = word(
    "Alku",
    "{% for goal in goals %}",
    "Tavoite {{ goal.name }}",
    "{% for action in goal.actions %}",
    "{{ action.name }}",
    "{% endfor %}",
    "Tavoitteen {{ goal.name }} loppu",
    "{% endfor %}",
)
TWO = (goal("T1", 4, "TP1", "TP2"), goal("T2", 5, "TP1"))


def ids(template: bytes, **names: object) -> dict[str, str]:
    """The id of each paragraph by its text."""
    document = filled(template, **names).document
    assert document is not None
    root = etree.fromstring(part(document).encode())
    return {"".join(item.itertext()): item.get(PARAGRAPH_ID, "") for item in root.iter(w("p"))}


def test_a_block_knows_the_cells_of_its_values() -> None:
    blocks = {block.identity: block for block in filled(TEMPLATE, goals=TWO).blocks}
    cells = {identity.partition("@")[2]: block.cells for identity, block in blocks.items() if block.cells}
    assert cells["T1@TP2"] == (cell("D4"),)
    assert cells["T2@TP1"] == (cell("D5"),)
    assert cells["T1"] == (cell("B4"),)


def test_after_an_inner_loop_a_block_belongs_to_the_outer_pass_again() -> None:
    blocks = filled(TEMPLATE, goals=TWO).blocks
    passes = [block.identity.partition("@")[2] for block in blocks]
    assert passes == ["", "T1", "T1@TP1", "T1@TP2", "T1", "T2", "T2@TP1", "T2"]


def test_identities_stay_when_others_come_and_go() -> None:
    before = ids(TEMPLATE, goals=TWO)
    more = (goal("T9", 3), goal("T1", 4, "TP7", "TP2"), goal("T2", 5, "TP1"))
    after = ids(TEMPLATE, goals=more)
    assert after["Teko TP2"] == before["Teko TP2"]
    assert after["Tavoite Tavoite T2"] == before["Tavoite Tavoite T2"]
    assert after["Teko TP7"] not in before.values()


def test_identities_stay_when_the_template_gets_a_paragraph() -> None:
    longer = word("Uusi ensimmäinen kappale", "Alku", "Loppu {{ n }}")
    assert ids(longer, n="1")["Alku"] == ids(word("Alku", "Loppu {{ n }}"), n="1")["Alku"]


def test_the_same_data_give_the_same_identities_and_no_two_are_the_same() -> None:
    first, second = ids(TEMPLATE, goals=TWO), ids(TEMPLATE, goals=TWO)
    assert first == second
    assert len(set(first.values())) == len(first)
    assert all(0 < int(number, 16) < 0x80000000 for number in first.values())


def test_equal_paragraphs_and_equal_keys_are_told_apart() -> None:
    twice = (Record("T1", n="a"), Record("T1", n="b"), Record("", n="c"), Record("", n="d"))
    template = word("Sama", "Sama", "{% for x in xs %}", "Sama {{ x.n }}", "{% endfor %}")
    blocks = filled(template, xs=twice).blocks
    assert len({block.identity for block in blocks}) == len(blocks) == 6
    assert [block.identity.partition("@")[2] for block in blocks][2:] == ["T1", "T1~2", "1", "2"]


def test_rows_and_cells_have_identities_and_rows_an_id() -> None:
    rows = table(["{% for x in xs %}", ""], ["{{ x.n }}", "vakio"], ["{% endfor %}", ""])
    result = filled(word(rows), xs=(Record("A", n="1"), Record("B", n="2")))
    kinds = [block.identity.split(":")[1][0] for block in result.blocks]
    assert kinds.count("r") == 2
    assert kinds.count("c") == 4
    assert all(block.anchor for block in result.blocks if block.identity.split(":")[1][0] in "rp")


def test_a_long_text_s_paragraphs_have_one_identity_each() -> None:
    result = filled(word("{{ x }}"), x=LongText("yksi\nkaksi\n- kolme", cell("C2")))
    assert [block.identity.rpartition("/")[2] for block in result.blocks] == ["1", "2", "3"]
    assert {block.cells for block in result.blocks} == {(cell("C2"),)}


def test_nothing_of_it_is_seen_and_a_key_can_hold_anything() -> None:
    strange = (Record('a" <&>\ue000 ' + "x" * 90, n="1"),)
    made = body(word("{% for x in xs %}", "{{ x.n }}", "{% endfor %}"), xs=strange)
    assert lines(made) == ["1"]
    assert b" block=" not in etree.tostring(made)


def test_a_paragraph_knows_its_cell_beside_an_equal_text() -> None:
    same = (Record("A", n=Text("sama", cell("A1"))), Record("B", n=Text("sama", cell("A2"))))
    blocks = filled(word("{% for x in xs %}", paragraph("{{ x.n }}"), "{% endfor %}"), xs=same).blocks
    assert [block.cells for block in blocks] == [(cell("A1"),), (cell("A2"),)]
