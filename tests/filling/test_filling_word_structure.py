"""Sections, pages and inline blocks in Word: what goes with a block, what stays, and what is told."""

from __future__ import annotations

import pytest
from word_files import bookmark, document_of, text_box, tree, without_marks, word_file

from documents import filled, lines, paragraph, run, table, text
from pipeline.ooxml.dialect import w
from pipeline.vocabulary.content import Record

GOALS = (Record("T1", name="Tieto"), Record("T2", name="Palvelut"))


def sheet(width: int) -> str:
    return f'<w:sectPr><w:pgSz w:w="{width}" w:h="1000"/></w:sectPr>'


def ending(tags: str, width: int) -> str:
    """A paragraph with tags that ends a section as wide as that."""
    return f"<w:p><w:pPr>{sheet(width)}</w:pPr>{run(tags)}</w:p>"


def flow(template: bytes, **names: object) -> list[str]:
    """The texts, and `|width|` where a section ends and `/` where a page does."""
    found = []
    for child in tree(document_of(template, **names))[0]:
        said = text(child).replace("\n", "") if child.tag == w("p") else ""
        size = child.find(f".//{w('pgSz')}")
        breaks = [item for item in child.iter(w("br")) if item.get(w("type")) == "page"]
        found += ([said] if said else []) + (["/"] if breaks else [])
        found += [f"|{size.get(w('w'))}|"] if size is not None and child.tag == w("p") else []
    return found


def test_section_breaks_behind_a_conditions_tags_go_with_it() -> None:
    template = word_file("alku", ending("{% if wide %}", 1), "leveä", ending("{% endif %}", 2), "loppu")
    assert flow(template, wide=True) == ["alku", "|1|", "leveä", "|2|", "loppu"]
    assert flow(template, wide=False) == ["alku", "loppu"]


def test_a_section_for_each_pass_of_a_loop() -> None:
    template = word_file("alku", ending("{% for g in goals %}", 1), "{{ g.name }}", ending("{% endfor %}", 2), "loppu")
    assert flow(template, goals=GOALS) == ["alku", "|1|", "Tieto", "|2|", "Palvelut", "|2|", "loppu"]
    assert flow(template, goals=()) == ["alku", "|1|", "loppu"]


def test_a_section_break_of_its_own_repeats_with_its_loop_and_ends_each_branch() -> None:
    template = word_file("{% for g in goals %}", "{{ g.name }}", ending("", 2), "{% endfor %}", "loppu")
    assert flow(template, goals=GOALS) == ["Tieto", "|2|", "Palvelut", "|2|", "loppu"]
    branches = word_file("{% if wide %}", "a", ending("{% else %}", 1), "b", ending("{% endif %}", 2), "c")
    assert flow(branches, wide=True) == ["a", "|1|", "c"]
    assert flow(branches, wide=False) == ["b", "|2|", "c"]


def test_a_page_break_beside_a_tag_stays_on_its_side() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    behind = word_file("alku", f"<w:p>{run('{% if yes %}')}{page}</w:p>", "a", "{% endif %}", "loppu")
    assert flow(behind, yes=True) == ["alku", "/", "a", "loppu"]
    assert flow(behind, yes=False) == ["alku", "loppu"]
    before = word_file("alku", f"<w:p>{page}{run('{% if yes %}')}</w:p>", "a", "{% endif %}", "loppu")
    assert flow(before, yes=False) == ["alku", "/", "loppu"]


def test_blocks_around_the_last_paragraph() -> None:
    template = word_file("alku", "{% if yes %}", "loppu", "{% endif %}")
    assert [flow(template, yes=yes) for yes in (True, False)] == [["alku", "loppu"], ["alku"]]


@pytest.mark.parametrize("kind", ["header", "footnotes"])
def test_a_story_that_a_condition_empties_keeps_a_paragraph(kind: str) -> None:
    inside = "".join(paragraph(line) for line in ("{% if yes %}", "x", "{% endif %}"))
    noted = f'<w:footnote w:id="1">{inside}</w:footnote>' if kind == "footnotes" else inside
    body = f'<w:p>{run("a")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>' if kind == "footnotes" else "a"
    root = tree(document_of(word_file(body, **{kind: noted}), yes=False), kind)
    assert [text(item) for item in root.iter(w("p"))][-1] == ""


def test_docxtpls_forms_with_signs_in_quotes() -> None:
    rows = table(["{%tr for g in goals if g.name != '%}' %}"], ["{{ g.name }}"], ["{%tr endfor %}"])
    cells = table(['{%tc if name == "}}" %}', "ei", "{%tc endif %}", "jää"])
    template = word_file('{%p if name != "100 %}" %}', "on", "{%p endif %}", rows, cells)
    assert lines(tree(document_of(template, goals=GOALS, name="x"))[0]) == ["on", "Tieto", "Palvelut", "jää"]


def test_inline_loops_over_runs_pictures_and_conditions() -> None:
    bold = run("{{ g.name }}", "<w:b/>")
    pieces = (run("Tavoitteet: {% for g in goals %}"), bold, run("{% if not loop.last %}, {% endif %}{% endfor %}."))
    root = tree(document_of(word_file(f"<w:p>{''.join(pieces)}</w:p>"), goals=GOALS))
    assert text(root[0]) == "Tavoitteet: Tieto, Palvelut."
    assert ["".join(item.itertext()) for item in root.iter(w("r")) if item.find(f".//{w('b')}") is not None] == [
        "Tieto",
        "Palvelut",
    ]
    drawn = f"<w:p>{run('{% for g in goals %}')}{text_box('{{ g.name }}')}{run('{% endfor %}')}</w:p>"
    assert len(list(tree(document_of(word_file(drawn), goals=GOALS)).iter(w("drawing")))) == 2


def test_inline_conditions_in_each_other() -> None:
    line = "a{% if x %}b{% if y %}c{% else %}d{% endif %}e{% elif y %}f{% endif %}g"
    said = {(x, y): flow(word_file(line), x=x, y=y)[0] for x in (True, False) for y in (True, False)}
    assert said == {(True, True): "abceg", (True, False): "abdeg", (False, True): "afg", (False, False): "ag"}


@pytest.mark.parametrize(
    "wrapper",
    [
        '<w:ins w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z">{0}</w:ins>',
        '<w:hyperlink w:anchor="_top">{0}</w:hyperlink>',
        '<w:smartTag w:uri="u" w:element="e">{0}</w:smartTag>',
    ],
)
def test_an_inline_block_may_begin_or_end_inside_a_wrapper(wrapper: str) -> None:
    begins = wrapper.format(run("alku {% for g in goals %}[")) + run("{{ g.name }}]{% endfor %} loppu")
    ends = run("alku {% for g in goals %}[{{ g.name }}") + wrapper.format(run("]{% endfor %} loppu"))
    for pieces in (begins, ends):
        assert flow(word_file(f"<w:p>{pieces}</w:p>"), goals=GOALS) == ["alku [Tieto][Palvelut] loppu"]


def test_a_block_from_one_paragraph_into_another_is_told_with_both_its_ends() -> None:
    found = filled(word_file("a {% for g in goals %} b", "{{ g.name }} {% endfor %}"), goals=GOALS).findings
    assert [finding.code for finding in found] == ["TP002"]
    assert "{% for g in goals %}" in str(found[0].values["tag"])
    assert "{% endfor %}" in str(found[0].values["tag"])


def test_a_tag_beside_a_note_or_a_drawing_does_not_take_it_along() -> None:
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>'
    line = f'<w:p>{run("{% if yes %}")}<w:r><w:footnoteReference w:id="1"/></w:r>{run("{% endif %}")}</w:p>'
    for yes in (True, False):
        root = tree(document_of(word_file(line, footnotes=note), yes=yes))
        assert len(list(root.iter(w("footnoteReference")))) == int(yes)


def test_a_bookmark_that_begins_on_a_tags_line_stays() -> None:
    start, end = bookmark("kohta", "|").split("|")
    template = word_file(f"<w:p>{start}{run('{% if yes %}')}</w:p>", "a", "{% endif %}", f"<w:p>{run('b')}{end}</w:p>")
    assert len(list(without_marks(tree(document_of(template, yes=True))).iter(w("bookmarkStart")))) == 1
