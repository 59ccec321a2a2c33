"""Numbered lists in loops: where a list begins anew, where it counts on, and what is never touched."""

from __future__ import annotations

import pytest
from word_files import document_of, item, tree, word_file

from documents import paragraph, run, table, text
from pipeline.ooxml.dialect import w
from pipeline.vocabulary.content import Record

GOALS = (
    Record("T1", name="Tieto", actions=(Record("A1", n="a"), Record("A2", n="b"))),
    Record("T2", name="Palvelut", actions=(Record("A3", n="c"), Record("A4", n="d"))),
)
SECTORS = (Record("S1", name="Opetus", goals=GOALS), Record("S2", name="Sote", goals=GOALS[:1]))
GOAL, ACTION, END = "{% for g in goals %}", "{% for a in g.actions %}", "{% endfor %}"


def numbers(template: bytes, **names: object) -> list[str]:
    """The paragraphs as Word would number them: `1. a`. Levels below the first as `1.1`."""
    document = document_of(template, **names)
    numbering = tree(document, "numbering")
    overridden = {
        number.get(w("numId")) for number in numbering.iter(w("num")) if number.find(w("lvlOverride")) is not None
    }
    counts: dict[str, list[int]] = {}
    found = []
    for line in tree(document).iter(w("p")):
        number, level = line.find(f".//{w('numId')}"), line.find(f".//{w('ilvl')}")
        if number is None:
            found.append(text(line))
            continue
        list_id, depth = number.get(w("val")), int(level.get(w("val")) if level is not None else 0)
        if list_id not in counts:
            assert list_id in overridden or int(list_id) <= 4
        own = counts.setdefault(list_id, [0] * 9)
        own[depth] += 1
        own[depth + 1 :] = [0] * (8 - depth)
        found.append(f"{'.'.join(map(str, own[: depth + 1]))} {text(line)}")
    return found


def test_a_list_in_a_repeated_section_begins_anew_in_each_pass() -> None:
    template = word_file(GOAL, "{{ g.name }}", ACTION, item("{{ a.n }}"), END, END)
    assert numbers(template, goals=GOALS) == ["Tieto", "1 a", "2 b", "Palvelut", "1 c", "2 d"]


def test_a_list_that_a_loop_makes_counts_on() -> None:
    template = word_file(GOAL, ACTION, item("{{ a.n }}"), END, END)
    assert numbers(template, goals=GOALS) == ["1 a", "2 b", "3 c", "4 d"]
    explained = word_file(GOAL, item("{{ g.name }}"), "Selitys.", END)
    assert numbers(explained, goals=GOALS) == ["1 Tieto", "Selitys.", "2 Palvelut", "Selitys."]


def test_several_items_in_each_section_begin_anew() -> None:
    template = word_file(GOAL, "{{ g.name }}", item("eka"), item("toka"), END)
    assert numbers(template, goals=GOALS) == ["Tieto", "1 eka", "2 toka", "Palvelut", "1 eka", "2 toka"]


def test_nested_sections_begin_anew_in_the_innermost() -> None:
    template = word_file(
        "{% for s in sectors %}", "{{ s.name }}", "{% for g in s.goals %}", "{{ g.name }}", ACTION, item("{{ a.n }}"), END, END, END
    )  # fmt: skip
    assert numbers(template, sectors=SECTORS) == [
        "Opetus", "Tieto", "1 a", "2 b", "Palvelut", "1 c", "2 d", "Sote", "Tieto", "1 a", "2 b",
    ]  # fmt: skip


def test_items_below_items_count_within_them_and_lists_inside_items_begin_anew() -> None:
    below = word_file(GOAL, item("{{ g.name }}"), ACTION, item("{{ a.n }}", level=1), END, END)
    assert numbers(below, goals=GOALS) == ["1 Tieto", "1.1 a", "1.2 b", "2 Palvelut", "2.1 c", "2.2 d"]
    other = word_file(GOAL, item("{{ g.name }}"), ACTION, item("{{ a.n }}", number=1), END, END)
    assert numbers(other, goals=GOALS) == ["1 Tieto", "1 a", "2 b", "2 Palvelut", "1 c", "2 d"]


def test_two_loops_over_the_same_begin_anew_each() -> None:
    section = (GOAL, "{{ g.name }}", ACTION, item("{{ a.n }}"), END, END)
    found = numbers(word_file(*section, "Välissä", *section), goals=GOALS)
    anew = ["Tieto", "1 a", "2 b", "Palvelut", "1 c", "2 d"]
    assert found == [*anew, "Välissä", *anew]


def test_a_list_of_a_style_begins_anew_and_keeps_the_styles_indents() -> None:
    styled = paragraph("{{ a.n }}", style="Steps")
    document = document_of(word_file(GOAL, "{{ g.name }}", ACTION, styled, END, END), goals=GOALS)
    properties = [line.find(w("pPr")) for line in tree(document).iter(w("p")) if line.find(w("pPr")) is not None]
    assert len({line.find(f"{w('numPr')}/{w('numId')}").get(w("val")) for line in properties}) == 2
    assert [line.find(w("ind")).get(w("left")) for line in properties] == ["851"] * 4


@pytest.mark.parametrize("line", [item("{{ a.n }}", number=3), paragraph("{{ a.n }}", style="Heading1")])
def test_bullets_and_headings_are_not_touched(line: str) -> None:
    template = word_file(GOAL, "{{ g.name }}", ACTION, line, END, END)
    document = document_of(template, goals=GOALS)
    assert not list(tree(document, "numbering").iter(w("lvlOverride")))
    used = {number.get(w("val")) for number in tree(document).iter(w("numId"))}
    assert used <= {"3"}


def test_long_values_in_a_numbered_paragraph_stay_in_their_list() -> None:
    from pipeline.vocabulary.content import LongText

    template = word_file(GOAL, "{{ g.name }}", ACTION, item("{{ a.n }}"), END, END)
    goals = tuple(
        Record(name, name=name, actions=(Record("A", n=LongText("eka\ntoka")), Record("B", n="kolmas")))
        for name in ("T1", "T2")
    )
    assert numbers(template, goals=goals) == [
        "T1", "1 eka", "2 toka", "3 kolmas", "T2", "1 eka", "2 toka", "3 kolmas",
    ]  # fmt: skip


def test_rows_below_a_row_that_is_not_in_the_list_begin_anew() -> None:
    rows = table([GOAL, ""], ["{{ g.name }}", ""], [ACTION, ""], [item("{{ a.n }}"), "x"], [END, ""], [END, ""])
    found = [line for line in numbers(word_file(rows), goals=GOALS) if line not in ("x", "")]
    assert found == ["Tieto", "1 a", "2 b", "Palvelut", "1 c", "2 d"]


def test_numbered_rows_count_on_and_lists_in_cells_begin_anew() -> None:
    rows = table([GOAL, ""], [item(""), "{{ g.name }}"], [END, ""])
    assert [line for line in numbers(word_file(rows), goals=GOALS) if line[0].isdigit()] == ["1 ", "2 "]
    cells = table([GOAL], [paragraph(ACTION) + item("{{ a.n }}") + paragraph(END)], [END])
    assert numbers(word_file(cells), goals=GOALS) == ["1 a", "2 b", "1 c", "2 d"]


def test_lists_in_controls_and_conditions_begin_anew() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{item('{{ a.n }}')}</w:sdtContent></w:sdt>"
    template = word_file(GOAL, "{% if g.name %}", "{{ g.name }}", ACTION, wrapped, END, "{% endif %}", END)
    assert numbers(template, goals=GOALS) == ["Tieto", "1 a", "2 b", "Palvelut", "1 c", "2 d"]


def test_a_document_without_loops_keeps_its_lists() -> None:
    template = word_file(item("a"), "{% if yes %}", item("b"), "{% endif %}", f"<w:p>{run('c')}</w:p>")
    assert numbers(template, yes=True) == ["1 a", "2 b", "c"]
