"""Tags wherever a designer may type in Word: each is filled, none is left behind, what they stand in stays whole."""

from __future__ import annotations

import pytest
from word_files import control, document_of, field, text_box, tree, values, word_file

from documents import filled, lines, paragraph, part, run, table, text
from pipeline.ooxml.dialect import W14, w
from pipeline.vocabulary.content import LongText, Record

GOALS = (
    Record(
        "T1", name="Tieto", mail="mailto:a@malli.example", actions=(Record("TP1", name="x"), Record("TP2", name="y"))
    ),
    Record("T2", name="Palvelut", mail="mailto:b@malli.example", actions=(Record("TP3", name="z"),)),
)


def body_lines(template: bytes, **names: object) -> list[str]:
    return lines(tree(document_of(template, **names))[0])


@pytest.mark.parametrize(
    ("pieces", "said"),
    [
        ('<w:r><w:t>{{ goal</w:t><w:tab/><w:t>.name }}</w:t></w:r>', "Tieto"),
        ('<w:r><w:t>a {{ name</w:t><w:br/><w:t>}} b</w:t></w:r>', "a Nimi b"),
        ('<w:r><w:t>{{ name</w:t></w:r><w:r><w:softHyphen/><w:t>}}</w:t></w:r>', "Nimi"),
        ('<w:r><w:t>{{ none | default("e</w:t><w:noBreakHyphen/><w:t>posti") }}</w:t></w:r>', "e\N{NON-BREAKING HYPHEN}posti"),
        ('<w:r><w:t>{{ na</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>me }}</w:t></w:r>', "Nimi"),
        ('<w:r><w:t>{{ na</w:t></w:r><w:bookmarkStart w:id="1" w:name="b"/><w:r><w:t>me }}</w:t></w:r><w:bookmarkEnd w:id="1"/>', "Nimi"),
        ('<w:smartTag w:uri="u" w:element="e"><w:r><w:t>{{ name</w:t></w:r></w:smartTag><w:r><w:t> }}</w:t></w:r>', "Nimi"),
        ('<w:ins w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:t>{{ name }}</w:t></w:r></w:ins>', "Nimi"),
        ('<w:r><w:t>{{ na</w:t></w:r><w:del w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>X</w:delText></w:r></w:del><w:r><w:t>me }}</w:t></w:r>', "Nimi"),
        ('<w:r><w:t>{{ na</w:t></w:r><w:moveFrom w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:t>X</w:t></w:r></w:moveFrom><w:r><w:t>me }}</w:t></w:r>', "NimiX"),
        (f'<w:hyperlink w:anchor="_top" w:tooltip="{{{{ name }}}}">{run("{{ name }}")}</w:hyperlink>', "Nimi"),
        (f'<w:fldSimple w:instr=" AUTHOR ">{run("{{ name }}")}</w:fldSimple>', "Nimi"),
        (field("DOCPROPERTY x", "{{ name }}"), "Nimi"),
        (control(run("{{ name }}")), "Nimi"),
    ],
)  # fmt: skip
def test_a_tag_is_one_whatever_word_has_put_into_it(pieces: str, said: str) -> None:
    template = word_file(f"<w:p>{pieces}</w:p>")
    assert "{{" in part(template)
    assert body_lines(template, name="Nimi", goal=GOALS[0])[0] == said


def test_tabs_and_breaks_outside_tags_stay() -> None:
    kept = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>{{ name }}</w:t><w:br/><w:t>{{ name }}</w:t></w:r></w:p>"
    root = tree(document_of(word_file(kept), name="N"))
    assert [len(list(root.iter(w(name)))) for name in ("tab", "br")] == [1, 1]


def test_deleted_text_is_no_tag() -> None:
    gone = '<w:del w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>{{ nmae }}</w:delText></w:r></w:del>'
    assert body_lines(word_file(f"<w:p>{run('a')}{gone}</w:p>")) == ["a"]


def test_both_halves_of_a_text_box_are_filled_and_looped_alike() -> None:
    box = f"<w:p>{text_box('{{ g.name }}', '{% for a in g.actions %}', '{{ a.name }}', '{% endfor %}')}</w:p>"
    root = tree(document_of(word_file("{% for g in goals %}", box, "{% endfor %}"), goals=GOALS))
    boxes = [[text(item) for item in box] for box in root.iter(w("txbxContent"))]
    assert boxes == [["Tieto", "x", "y"], ["Tieto", "x", "y"], ["Palvelut", "z"], ["Palvelut", "z"]]


def test_docxtpls_paragraph_tags_in_a_text_box_take_their_own_paragraph_only() -> None:
    box = f"<w:p>{run('ennen ')}{text_box('{%p if yes %}', '{{ name }}', '{%p endif %}')}</w:p>"
    root = tree(document_of(word_file(box), yes=False, name="N"))
    assert [text(item) for item in root.iter(w("txbxContent"))] == ["", ""]
    assert text(root[0]).startswith("ennen")


def test_a_condition_around_a_text_box_takes_both_halves() -> None:
    template = word_file(f"<w:p>{run('{% if yes %}')}{text_box('{{ name }}')}{run('{% endif %} loppu')}</w:p>")
    assert len(list(tree(document_of(template, yes=True, name="N")).iter(w("txbxContent")))) == 2
    assert body_lines(template, yes=False, name="N") == [" loppu"]


BOUND = '<w:dataBinding w:xpath="/a" w:storeItemID="{B}"/><w:showingPlcHdr/><w:text/>'


def test_a_control_shows_what_was_filled_in_and_not_its_data_or_placeholder() -> None:
    grey = run("{{ text }}", '<w:rStyle w:val="Grey"/>')
    bound = control(
        f"<w:p>{grey}</w:p>",
        BOUND.replace("<w:showingPlcHdr/><w:text/>", "").replace("{B}", "{0}") + "<w:showingPlcHdr/><w:text/>",
    )
    untouched = control(paragraph("kiinteä"), "<w:text/>").replace('w:val="77"', 'w:val="78"')
    root = tree(document_of(word_file(bound, untouched), text=LongText("eka\ntoka")))
    assert [text(item) for item in root.iter(w("p"))] == ["eka", "toka", "kiinteä"]
    assert not [item for name in ("dataBinding", "showingPlcHdr", "rStyle") for item in root.iter(w(name))]
    assert len(list(root.iter(w("text")))) == 1


@pytest.mark.parametrize("wrap", [lambda tag: control(paragraph(tag)), paragraph])
def test_a_block_tag_in_a_control_of_its_own_covers_what_stands_between(wrap: object) -> None:
    assert callable(wrap)
    template = word_file(
        wrap("{% for g in goals %}"), control(paragraph("{{ g.name }}")), wrap("{% endfor %}"), "loppu"
    )
    root = tree(document_of(template, goals=GOALS))
    assert [text(item) for item in root.iter(w("p"))] == ["Tieto", "Palvelut", "loppu"]
    assert len(set(values(root, "id"))) == 2


def test_rows_and_cells_in_controls_repeat() -> None:
    rows = table(["{% for g in goals %}"], ["{{ g.name }}"], ["{% endfor %}"])
    start, end = rows.index("<w:tr>"), rows.index("</w:tbl>")
    template = word_file(rows[:start] + control(rows[start:end]) + rows[end:])
    root = tree(document_of(template, goals=GOALS))
    assert [text(item) for item in root.iter(w("tr"))] == ["Tieto", "Palvelut"]


def test_an_empty_control_and_an_empty_cell_are_no_damage() -> None:
    gone = control("".join(paragraph(line) for line in ("{% if yes %}", "a", "{% endif %}")))
    cell = table([paragraph("{% if yes %}") + paragraph("a", style="Small") + paragraph("{% endif %}"), "b"])
    root = tree(document_of(word_file(gone, cell), yes=False))
    assert not list(root.iter(w("sdt")))
    assert [text(item) for item in root.iter(w("tc"))] == ["", "b"]
    assert next(root.iter(w("tc"))).find(f"{w('p')}/{w('pPr')}/{w('pStyle')}").get(w("val")) == "Small"


def test_field_codes_hold_values_that_can_not_end_their_quotes() -> None:
    link = field('HYPERLINK "{{ g.mail }}" \\o "{{ g.name }}"', "{{ g.name }}")
    split = link.replace("{{ g.mail }}", '{{ g.</w:instrText></w:r><w:r><w:instrText xml:space="preserve">mail }}')
    simple = f'<w:fldSimple w:instr=" QUOTE &quot;{{{{ g.name }}}}&quot; ">{run("x")}</w:fldSimple>'
    template = word_file("{% for g in goals %}", f"<w:p>{split}</w:p><w:p>{simple}</w:p>", "{% endfor %}")
    root = tree(document_of(template, goals=(*GOALS, Record("T3", name='"\\', mail="javascript:alert(1)"))))
    code = ["".join(item.text or "" for item in block.iter(w("instrText"))).strip() for block in list(root[0])[0:6:2]]
    assert code == [
        'HYPERLINK "mailto:a@malli.example" \\o "Tieto"',
        'HYPERLINK "mailto:b@malli.example" \\o "Palvelut"',
        'HYPERLINK "about:blank" \\o "\\"\\\\"',
    ]
    assert values(root, "fldSimple", "instr")[2] == ' QUOTE "\\"\\\\" '


def test_a_block_tag_in_a_field_code_is_told() -> None:
    found = filled(word_file(f"<w:p>{field('QUOTE {% if yes %}a{% endif %}', 'x')}</w:p>"), yes=True).findings
    assert {finding.code for finding in found} == {"TP004"}


def test_a_links_address_follows_the_pass_that_it_stands_in() -> None:
    link = f'<w:p><w:hyperlink r:id="rIdMail">{run("{{ g.name }}")}</w:hyperlink></w:p>'
    address = "%7B%7B%20g.mail%20%7D%7D?subject=a%20b"
    template = word_file("{% for g in goals %}", link, "{% endfor %}", links={"rIdMail": address})
    relations = part(document_of(template, goals=GOALS), "word/_rels/document.xml.rels")
    assert "mailto:a@malli.example?subject=a%20b" in relations
    assert "mailto:b@malli.example?subject=a%20b" in relations
    assert "%7B" not in relations


def test_alt_texts_watermarks_and_table_descriptions_are_filled() -> None:
    mark = '<w:p><w:r><w:pict><v:shape id="_x0000_s1" alt="{{ name }}" type="#x" style="width:1pt"><v:textpath string="{{ name }}"/></v:shape></w:pict></w:r></w:p>'
    described = table(["a"]).replace("<w:tblPr/>", '<w:tblPr><w:tblCaption w:val="{{ name }}"/></w:tblPr>')
    xml = part(document_of(word_file(mark, described, paragraph("")), name="Luonnos"))
    assert xml.count('"Luonnos"') == 3


def test_headers_notes_and_properties_of_the_document_are_filled() -> None:
    note = '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {{ name }}</w:t></w:r></w:p></w:footnote>'
    last = note.replace("footnote", "endnote")
    body = f'<w:p>{run("a")}<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r></w:p>'
    document = document_of(word_file(body, footnotes=note, endnotes=last, header=paragraph("{{ name }}")), name="N")
    assert [text(tree(document, kind)) for kind in ("header", "footnotes", "endnotes")] == ["N", " N", " N"]


def test_marks_of_identity_are_gone_and_every_paragraph_has_an_id_of_its_own() -> None:
    template = word_file("{% for g in goals %}", f"<w:p>{text_box('{{ g.name }}')}</w:p>", "{% endfor %}")
    xml = part(document_of(template, goals=GOALS))
    assert 'block="' not in xml
    ids = [item.get(f"{{{W14}}}paraId") for item in tree(document_of(template, goals=GOALS)).iter(w("p"))]
    assert len(set(ids)) == len(ids) == 6
