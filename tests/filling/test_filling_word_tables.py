"""Word's tables after loops: header rows, whole rows, merges, spans over looped columns, tables that stay apart."""

from __future__ import annotations

from word_files import document_of, tree, word_file

from documents import lines, paragraph, table, text
from pipeline.ooxml.dialect import w
from pipeline.vocabulary.content import Record

GOALS = (Record("T1", name="Tieto"), Record("T2", name="Palvelut"))
LOOP, END = ["{% for g in goals %}", ""], ["{% endfor %}", ""]
HEADER, WHOLE = "<w:trPr><w:tblHeader/></w:trPr>", '<w:trPr><w:cantSplit w:val="0"/></w:trPr>'


def rows_of(template: bytes, **names: object) -> list[etree_row]:
    return list(tree(document_of(template, **names)).iter(w("tr")))


etree_row = object


def with_row_properties(markup: str, row: int, properties: str) -> str:
    pieces = markup.split("<w:tr>")
    return "<w:tr>".join(pieces[: row + 1]) + "<w:tr>" + properties + "<w:tr>".join(pieces[row + 1 :])


def merged(markup: str, cell: int, merge: str) -> str:
    pieces = markup.split('w:type="dxa"/>')
    kind = f' w:val="{merge}"' if merge else ""
    return (
        'w:type="dxa"/>'.join(pieces[: cell + 1])
        + f'w:type="dxa"/><w:vMerge{kind}/>'
        + 'w:type="dxa"/>'.join(pieces[cell + 1 :])
    )


def spanned(markup: str, cell: int, columns: int) -> str:
    pieces = markup.split('w:type="dxa"/>')
    return (
        'w:type="dxa"/>'.join(pieces[: cell + 1])
        + f'w:type="dxa"/><w:gridSpan w:val="{columns}"/>'
        + 'w:type="dxa"/>'.join(pieces[cell + 1 :])
    )


def test_header_rows_stay_and_rows_of_a_loop_stay_whole() -> None:
    markup = with_row_properties(table(["Nimi", "x"], LOOP, ["{{ g.name }}", "y"], END, ["Loppu", ""]), 0, HEADER)
    rows = rows_of(word_file(markup), goals=GOALS)
    assert [row.find(f".//{w('tblHeader')}") is not None for row in rows] == [True, False, False, False]
    assert [row.find(f".//{w('cantSplit')}") is not None for row in rows] == [False, True, True, False]


def test_a_designer_may_let_rows_break_and_a_row_of_more_than_a_page_breaks() -> None:
    allowed = with_row_properties(table(LOOP, ["{{ g.name }}", "y"], END), 1, WHOLE)
    found = [row.find(f".//{w('cantSplit')}").get(w("val")) for row in rows_of(word_file(allowed), goals=GOALS)]
    assert found == ["0", "0"]
    long = (Record("T1", name="sana " * 400), Record("T2", name="sana"))
    rows = rows_of(word_file(table(LOOP, ["{{ g.name }}", "y"], END)), goals=long)
    assert [row.find(f".//{w('cantSplit')}") is not None for row in rows] == [False, True]


def merges(template: bytes, **names: object) -> list[str]:
    found = []
    for row in rows_of(template, **names):
        merge = next(row.iter(w("vMerge")), None)
        found.append("" if merge is None else merge.get(w("val")) or "continue")
    return found


def test_merges_inside_a_loop_begin_anew_and_one_around_it_goes_on() -> None:
    inside = merged(merged(table(LOOP, ["{{ g.name }}", "a"], ["", "b"], END), 2, "restart"), 4, "")
    assert merges(word_file(inside), goals=GOALS) == ["restart", "continue"] * 2
    around = merged(merged(table(["Kaikki", "alku"], LOOP, ["", "{{ g.name }}"], END), 0, "restart"), 4, "")
    assert merges(word_file(around), goals=GOALS) == ["restart", "continue", "continue"]


def test_a_merge_whose_beginning_is_gone_begins_where_it_is_left() -> None:
    rows = table(["{% if yes %}", ""], ["Kaikki", "a"], ["{% endif %}", ""], ["", "b"], ["", "c"])
    markup = merged(merged(merged(rows, 2, "restart"), 6, ""), 8, "")
    assert merges(word_file(markup), yes=True) == ["restart", "continue", "continue"]
    assert merges(word_file(markup), yes=False) == ["restart", "continue"]


def test_a_title_over_looped_columns_spans_them_all() -> None:
    control = ["Nimi", "{% for q in quarters %}", "{{ q }}", "{% endfor %}"]
    markup = table(["Otsikko", "Neljännekset", "", ""], control).replace(
        '<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr><w:p></w:p></w:tc>' * 2, ""
    )
    markup = spanned(markup, 1, 3)
    for quarters, spans in ((("I", "II", "III"), ["3"]), (("I",), []), ((), [])):
        rows = rows_of(word_file(markup), quarters=quarters)
        found = [item.get(w("val")) for item in rows[0].iter(w("gridSpan")) if item.get(w("val")) != "1"]
        assert found == spans
        assert text(rows[0]) == ("OtsikkoNeljännekset" if quarters else "Otsikko")


def test_tables_that_come_together_stay_apart_and_those_drawn_together_stay_together() -> None:
    template = word_file("{% for g in goals %}", table(["{{ g.name }}"]), "{% endfor %}", "loppu")
    kinds = [child.tag.rpartition("}")[2] for child in tree(document_of(template, goals=GOALS))[0]]
    assert kinds == ["tbl", "p", "tbl", "p", "sectPr"]
    drawn = word_file("{% if yes %}", table(["a"]), table(["b"]), "{% endif %}", "loppu")
    kinds = [child.tag.rpartition("}")[2] for child in tree(document_of(drawn, yes=True))[0]]
    assert kinds == ["tbl", "tbl", "p", "sectPr"]


def test_a_table_without_rows_goes_and_nothing_with_it() -> None:
    nested = table([table(LOOP, ["{{ g.name }}", ""], END) + paragraph("jää"), "b"])
    template = word_file("ennen", table(LOOP, ["{{ g.name }}", ""], END), "jälkeen", nested, "loppu")
    root = tree(document_of(template, goals=()))
    assert len(list(root.iter(w("tbl")))) == 1
    assert lines(root[0]) == ["ennen", "jälkeen", "jää | b", "loppu"]


def test_a_cell_that_ends_with_a_table_and_one_that_is_emptied_keep_a_paragraph() -> None:
    cell = paragraph("{% if yes %}") + paragraph("x") + paragraph("{% endif %}") + table(["sisällä"]) + paragraph("{% if yes %}") + paragraph("{% endif %}")  # fmt: skip
    root = tree(document_of(word_file(table([cell, "b"])), yes=False))
    outer = next(root.iter(w("tc")))
    assert [child.tag.rpartition("}")[2] for child in outer][1:] == ["tbl", "p"]


def test_a_loop_without_columns_or_rows_leaves_a_sound_table() -> None:
    control = ["{% for q in quarters %}", "{{ q }}", "{% endfor %}"]
    assert rows_of(word_file(table(control), paragraph("x")), quarters=()) == []
