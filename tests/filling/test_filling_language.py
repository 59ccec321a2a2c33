"""The template language, before and after: what a designer types in Word and what comes of it."""

from __future__ import annotations

import pytest

from documents import body, filled, lines, paragraph, run, table, word
from pipeline.filling.lifting.tags import find_tags
from pipeline.ooxml.dialect import W
from pipeline.vocabulary.content import LongText, Record, Text

GOALS = (
    Record("T1", name=Text("Tieto"), actions=(Record(name="TP1", cost="5"), Record(name="TP2", cost=""))),
    Record("T2", name=Text("Palvelut"), actions=()),
)


def test_a_value_takes_the_formatting_of_its_tags_first_run() -> None:
    template = word(paragraph(run("Hei {{ na", "<w:b/>"), run("me", "<w:i/>"), run(" }}!")))
    root = body(template, name="Malli")
    runs = [
        (item.find(f"{{{W}}}rPr/{{{W}}}b") is not None, item.findtext(f"{{{W}}}t")) for item in root.iter(f"{{{W}}}r")
    ]
    assert runs[0] == (True, "Hei Malli")
    assert "".join(item or "" for _, item in runs) == "Hei Malli!"


def test_markup_in_values_is_text() -> None:
    assert lines(body(word("{{ x }} ja {{ x }}"), x='A & B <w:p> "%}" {{ y }} ]]>')) == [
        'A & B <w:p> "%}" {{ y }} ]]> ja A & B <w:p> "%}" {{ y }} ]]>'
    ]


def test_control_characters_are_dropped_and_line_breaks_kept() -> None:
    assert lines(body(word("({{ x }})"), x="a\x00b\x0bc\nd\ue000")) == ["(abc\nd)"]


def test_a_paragraph_of_block_tags_disappears_and_repeats_what_it_covers() -> None:
    template = word("alku", "{% for g in goals %}", "{{ g.name }}", "{% for a in g.actions %}", "- {{ a.name }}",
                    "{% endfor %}{% endfor %}", "loppu")  # fmt: skip
    assert lines(body(template, goals=GOALS)) == ["alku", "Tieto", "- TP1", "- TP2", "Palvelut", "loppu"]


def test_conditions_cover_paragraphs_tables_and_words() -> None:
    template = word("{% if yes %}", "on", table(["a", "b"]), "{% else %}", "ei", "{% endif %}",
                    "x{% if not yes %}y{% endif %}z")  # fmt: skip
    assert lines(body(template, yes=True)) == ["on", "a | b", "xz"]
    assert lines(body(template, yes=False)) == ["ei", "xyz"]


def test_inline_blocks_over_runs_keep_each_runs_formatting() -> None:
    template = word(paragraph(run("a {% for n in names %}"), run("{{ n }}", "<w:b/>"), run(", {% endfor %}b")))
    root = body(template, names=("x", "y"))
    assert lines(root) == ["a x, y, b"]
    bold = [
        item.findtext(f"{{{W}}}t") for item in root.iter(f"{{{W}}}r") if item.find(f"{{{W}}}rPr/{{{W}}}b") is not None
    ]
    assert bold == ["x", "y"]


def test_rows_repeat() -> None:
    template = word(table(["Nimi", "Hinta"], ["{% for a in actions %}", ""], ["{{ a.name }}", "{{ a.cost }}"],
                          ["{% endfor %}", ""], ["Yhteensä", "5"]))  # fmt: skip
    assert lines(body(template, actions=GOALS[0]["actions"])) == ["Nimi | Hinta", "TP1 | 5", "TP2 | ", "Yhteensä | 5"]


def test_a_table_with_no_rows_left_goes() -> None:
    template = word("a", table(["{% for a in actions %}"], ["{{ a.name }}"], ["{% endfor %}"]), "b")
    assert lines(body(template, actions=())) == ["a", "b"]


def test_columns_repeat_and_share_the_width() -> None:
    template = word(
        table(
            ["Nimi", "{% for q in quarters %}", "{{ q }}", "{% endfor %}"],
            ["{% for r in rows %}", "", "", ""],
            ["{{ r.name }}", "{% for c in r.cells %}", "{{ c }}", "{% endfor %}"],
            ["{% endfor %}", "", "", ""],
        )
    )
    rows = (Record(name="x", cells=("1", "2", "3")), Record(name="y", cells=("4", "5", "6")))
    root = body(template, quarters=("I", "II", "III"), rows=rows)
    assert lines(root) == ["Nimi | I | II | III", "x | 1 | 2 | 3", "y | 4 | 5 | 6"]
    assert [item.get(f"{{{W}}}w") for item in root.iter(f"{{{W}}}gridCol")] == ["1000"] * 4
    widths = [item.get(f"{{{W}}}w") for item in root.iter(f"{{{W}}}tcW")]
    assert widths == ["1000"] * 12


def test_looks_are_chosen_among_the_designers_samples() -> None:
    shaded = '<w:tcPr><w:shd w:val="clear" w:fill="006374"/></w:tcPr>'
    sample = (
        f"<w:tr><w:tc>{paragraph('{% looks %}')}</w:tc><w:tc>{shaded}{paragraph(run('bar', '<w:b/>'))}</w:tc></w:tr>"
    )
    grown = table(
        ["a", "b"], ["{% for c in cells %}", ""], ["x", "{{ c.text }}{% look c.look %}"], ["{% endfor %}", ""]
    )
    template = word(grown.replace("</w:tbl>", f"{sample}</w:tbl>"))
    root = body(template, cells=(Record(text="1", look="bar"), Record(text="2", look="bar")))
    assert lines(root) == ["a | b", "x | 1", "x | 2"]
    assert len(list(root.iter(f"{{{W}}}shd"))) == 2
    assert len(list(root.iter(f"{{{W}}}b"))) == 2
    unknown = filled(template, cells=(Record(text="1", look="none"),))
    assert [finding.code for finding in unknown.findings] == ["TP011"]
    assert unknown.document is None


def test_long_text_becomes_paragraphs_in_the_templates_styles() -> None:
    template = word(paragraph("{{ x }}", style="Leipateksti"))
    root = body(
        template, x=LongText("Eka **lihava**\n- kohta\n\nToka *kursiivi* [linkki](https://esimerkki.example/?a=1&b=2)")
    )
    assert lines(root) == ["Eka lihava", "kohta", "Toka kursiivi linkki"]
    styles = [item.get(f"{{{W}}}val") for item in root.iter(f"{{{W}}}pStyle")]
    assert styles == ["Leipateksti"] * 3  # the template has no list style: its own paragraph gets a bullet
    assert ["".join(item.getparent().getparent().getparent().itertext()) for item in root.iter(f"{{{W}}}numId")] == [
        "kohta"
    ]
    assert len(list(root.iter(f"{{{W}}}hyperlink"))) == 1


def test_links_lead_to_the_web_and_mail_only() -> None:
    root = body(word("{{ x }}"), x=LongText("[a](javascript:alert(1)) [b](file:///etc/passwd) *c*"))
    assert not list(root.iter(f"{{{W}}}hyperlink"))


def test_long_text_among_other_text_is_plain() -> None:
    assert lines(body(word("({{ x }})"), x=LongText("a **b**\n- c"))) == ["(a b\n• c)"]


def test_a_cell_always_keeps_a_paragraph() -> None:
    template = word(table([paragraph("{% if no %}") + paragraph("x") + paragraph("{% endif %}"), "b"]))
    root = body(template, no=False)
    assert all(cell.find(f"{{{W}}}p") is not None for cell in root.iter(f"{{{W}}}tc"))


@pytest.mark.parametrize(
    "form", ["{%p for a in names %}|{{ a }}|{%p endfor %}", "{%p for a in names -%}|{{r a }}|{%p endfor %}"]
)
def test_docxtpl_forms_are_understood(form: str) -> None:
    assert lines(body(word(*form.split("|")), names=("x", "y"))) == ["x", "y"]


def test_docxtpl_row_and_cell_forms_are_understood() -> None:
    template = word(table(["{%tr for a in names %}", "pois"], ["{{ a }}", "b"], ["{%tr endfor %}", ""]))
    assert lines(body(template, names=("x", "y"))) == ["x | b", "y | b"]
    template = word(table(["n", "{%tc for a in names %}", "{{ a }}", "{%tc endfor %}"]))
    assert lines(body(template, names=("x", "y"))) == ["n | x | y"]


def test_typographic_quotes_and_brackets_in_quotes_are_harmless() -> None:
    assert lines(body(word("{% if x == “%}” %}on{% endif %}{{ ‘}}’ }}"), x="%}")) == ["on}}"]


def test_comments_leave_nothing() -> None:
    assert lines(body(word("a{# ohje: {{ ei }} #}b"))) == ["ab"]


def test_sets_and_loop_counters_work() -> None:
    assert lines(body(word("{% set y = x %}{% for n in (y, y) %}{{ loop.index }}{{ n }}{% endfor %}"), x="a")) == [
        "1a2a"
    ]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{{ nmae }}", "TP003"),
        ("{{ goal.nmae }}", "TP003"),
        ("{% if nmae %}x{% endif %}", "TP003"),
        ("{% for x in nmae %}x{% endfor %}", "TP003"),
        ("{{ name and nmae }}", "TP003"),
        ("{{ name", "TP001"),
        ("{% if name %}", "TP001"),
        ("{% endif %}", "TP002"),
        ("{% for a in name %}x{% endif %}", "TP002"),
        ("{{ 1 + }}", "TP004"),
        ("{% include 'x' %}", "TP004"),
        ("{{ 1 / 0 }}", "TP005"),
        ("{{ name | tojson }}", "TP006"),
        ("{{ name is callable }}", "TP006"),
        ("{{ name.__class__.__mro__ }}", "TP003"),
        ("{{ name.upper() }}", "TP006"),
        ("{{ _text(1, 2) }}", "TP006"),
        ("{{ 'x' * 999999999 }}", "TP007"),
        ("{% for a in range(99999999) %}x{% endfor %}", "TP007"),
        ("{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}", "TP007"),
        ("{{ 9 ** 9 ** 9 }}", "TP007"),
        ("{{ ('x' * 99999) | replace('x', 'y' * 99999) }}", "TP007"),
        ("{{ range(99999) | join('x' * 999) }}", "TP007"),
        ("{{ 1.5 | round(999999999) }}", "TP007"),
        ("{{ range(9) | batch(999999999) | list }}", "TP006"),
        ("{% set a = 'x' * 90000 %}{% set b = a ~ a %}{% set c = b ~ b %}{{ c }}", "TP007"),
        ("{% for a in range(99) %}" * 30 + "{% endfor %}" * 30, "TP007"),
        ("{{ " + "(" * 300 + "1" + ")" * 300 + " }}", "TP007"),
        ("{{ goal }}", "TP010"),
        ("{{ nothing }}", "TP010"),
    ],
)
def test_every_fault_is_told_with_its_tag_and_makes_no_document(source: str, code: str) -> None:
    result = filled(word("ennen", source, "jälkeen"), name="x", goal=Record(name="y"), nothing=None)
    assert result.document is None
    assert code in {finding.code for finding in result.findings}
    assert all(finding.place.file == "malli.docx" and finding.place.cell for finding in result.findings)


def test_all_missing_names_are_told_at_once_with_the_nearest() -> None:
    result = filled(word("{{ nmae }}", "{{ goal.titel }}", "{{ name }}"), name="x", goal=Record(title="y"))
    told = [(finding.values["name"], finding.values["nearest"]) for finding in result.findings]
    assert told == [("nmae", "name"), ("goal.titel", "goal.title")]


def test_a_block_that_crosses_levels_is_told() -> None:
    result = filled(word("{% for x in names %}", table(["{{ x }}{% endfor %}"])), names=("a",))
    assert {finding.code for finding in result.findings} == {"TP002"}


def test_a_default_makes_a_name_optional() -> None:
    assert lines(body(word("{{ missing | default('–') }}"))) == ["–"]


def test_tags_are_found_however_they_are_written() -> None:
    tags, unclosed = find_tags("{{a}} {%- if b -%} {{ c }")
    assert [(tag.kind, tag.code) for tag in tags] == [("value", "a"), ("block", "if b")]
    assert unclosed == [19]


def test_the_same_template_and_values_give_the_same_bytes() -> None:
    template = word("{% for g in goals %}", "{{ g.name }}", "{% endfor %}")
    assert filled(template, goals=GOALS).document == filled(template, goals=GOALS).document


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{{ names | join(', ') }}", "a, b"),
        ("{{ goals | join('-', 'name') }}", "Tieto-Palvelut"),
        ("{{ 'aa' | replace('a', 'b') }}", "bb"),
        ("{{ 2.345 | round(1) }}", "2.3"),
        ("{{ names | length }}", "2"),
    ],
)
def test_ordinary_filters_work(source: str, printed: str) -> None:
    template = word(source.replace("2.345 | round(1)", "2.345 | round(1) | string"))
    assert lines(body(template, names=("a", "b"), goals=GOALS)) == [printed]
