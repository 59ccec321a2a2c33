"""Captions, references and links in loops: each points into its own pass and shows what stands there."""

from __future__ import annotations

import pytest
from word_files import bookmark, document_of, field, text_box, tree, values, without_marks, word_file

from documents import filled, lines, paragraph, run, table, text
from pipeline.ooxml.dialect import w
from pipeline.vocabulary.content import Record

GOALS = (
    Record("T1", name="Tieto", actions=(Record("A1", n="a"), Record("A2", n="b"))),
    Record("T2", name="Palvelut", actions=(Record("A3", n="c"), Record("A4", n="d"))),
)
GOAL, ACTION, END = "{% for g in goals %}", "{% for a in g.actions %}", "{% endfor %}"
_HIDDEN, _LINK = r"REF _Ref1 \h", r'HYPERLINK \l "_Ref1"'
CAPTION = f"<w:p>{bookmark('_Ref1', run('Taulukko ') + field('SEQ Taulukko', '9'))}{run('. {{ g.name }}')}</w:p>"
REFERENCE = f"<w:p>{run('Katso: ')}{field(_HIDDEN, 'Taulukko 9')}</w:p>"


def body_lines(template: bytes, **names: object) -> list[str]:
    return lines(tree(document_of(template, **names))[0])


def test_a_reference_follows_the_caption_of_its_own_pass() -> None:
    found = body_lines(word_file(GOAL, REFERENCE, CAPTION, END), goals=GOALS)
    assert found == ["Katso: Taulukko 1", "Taulukko 1. Tieto", "Katso: Taulukko 2", "Taulukko 2. Palvelut"]


def test_a_reference_in_an_inner_loop_follows_the_pass_around_it() -> None:
    found = body_lines(word_file(GOAL, CAPTION, ACTION, REFERENCE, END, END), goals=GOALS)
    assert [line for line in found if line.startswith("Katso")] == ["Katso: Taulukko 1"] * 2 + ["Katso: Taulukko 2"] * 2


def test_a_reference_outside_the_loop_shows_the_first_and_one_in_a_like_loop_its_own() -> None:
    found = body_lines(word_file(REFERENCE, GOAL, CAPTION, END, GOAL, REFERENCE, END), goals=GOALS)
    assert [line for line in found if line.startswith("Katso")] == [
        "Katso: Taulukko 1", "Katso: Taulukko 1", "Katso: Taulukko 2",
    ]  # fmt: skip


def test_links_inside_the_document_follow_too() -> None:
    link = f'<w:p><w:hyperlink w:anchor="_Ref1">{run("tähän")}</w:hyperlink></w:p>'
    coded = f"<w:p>{field(_LINK, 'tähän')}</w:p>"
    simple = f'<w:p><w:fldSimple w:instr=" REF _Ref1 ">{run("Taulukko 9")}</w:fldSimple></w:p>'
    root = tree(document_of(word_file(GOAL, link, coded, simple, CAPTION, END), goals=GOALS))
    names = values(without_marks(root), "bookmarkStart", "name")
    assert len(set(names)) == 2
    assert values(root, "hyperlink", "anchor") == names
    codes = ["".join(item.text or "" for item in line.iter(w("instrText"))) for line in root.iter(w("p"))]
    assert [code.split('"')[1] for code in codes if "HYPERLINK" in code] == names
    assert [line for line in lines(root[0]) if line in ("Taulukko 1", "Taulukko 2")] == ["Taulukko 1", "Taulukko 2"]


def test_a_reference_to_a_note_shows_its_number() -> None:
    notes = "".join(f'<w:footnote w:id="{n}"><w:p>{run(f"nootti {n}")}</w:p></w:footnote>' for n in (1, 2))
    marked = bookmark("_Ref2", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    body = f'<w:p>{run("{{ g.name }}")}<w:r><w:footnoteReference w:id="1"/></w:r>{marked}{field("NOTEREF _Ref2", "9")}</w:p>'
    found = body_lines(word_file(GOAL, body, END, footnotes=notes), goals=GOALS)
    assert found == ["Tieto2", "Palvelut4"]


def test_a_reference_to_what_a_condition_took_away_is_told() -> None:
    template = word_file("{% if yes %}", CAPTION.replace("{{ g.name }}", ""), "{% endif %}", REFERENCE)
    result = filled(template, yes=False)
    assert result.document is None
    assert [(finding.code, finding.values["name"]) for finding in result.findings] == [("TP018", "_Ref1")]
    assert filled(template, yes=True).findings == ()


def test_a_link_to_what_is_gone_is_told_once_for_all_passes_but_words_own_bookmarks_are_not() -> None:
    link = f'<w:p><w:hyperlink w:anchor="muualla">{run("{{ g.name }}")}</w:hyperlink></w:p>'
    top = f'<w:p><w:hyperlink w:anchor="_top">{run("alkuun")}</w:hyperlink>{field("PAGEREF _Toc123", "1")}</w:p>'
    found = filled(word_file(GOAL, link, top, END), goals=GOALS).findings
    assert [(finding.code, finding.values["name"]) for finding in found] == [("TP023", "muualla")]


@pytest.mark.parametrize("switch", ["r", "n", "w", "p"])
def test_numbers_and_directions_that_only_word_knows_stay(switch: str) -> None:
    code = f"REF _Ref1 \\{switch}"
    reference = f"<w:p>{field(code, 'yllä')}</w:p>"
    assert "yllä" in body_lines(word_file(CAPTION.replace("{{ g.name }}", ""), reference))


def test_captions_count_as_their_switches_say() -> None:
    def caption(code: str) -> str:
        return f"<w:p>{field(code, '9')}</w:p>"

    codes = [
        "SEQ a",
        "SEQ a",
        r"SEQ a \c",
        r"SEQ a \r 7",
        "SEQ a",
        r"SEQ b \* ROMAN",
        r"SEQ b \* roman",
        r"SEQ b \* ALPHABETIC",
    ]
    assert body_lines(word_file(*map(caption, codes))) == ["1", "2", "2", "7", "8", "I", "ii", "C"]


def test_a_caption_in_a_text_box_counts_once() -> None:
    inside = f"<w:p>{run('Kuvio ')}{field('SEQ Kuvio', '9')}</w:p>"
    root = tree(document_of(word_file(GOAL, f"<w:p>{text_box(inside)}</w:p>", END), goals=GOALS))
    assert [text(box) for box in root.iter(w("txbxContent"))] == ["Kuvio 1", "Kuvio 1", "Kuvio 2", "Kuvio 2"]


def test_references_in_headers_and_tables_follow() -> None:
    rows = table([GOAL, ""], ["{{ g.name }}", REFERENCE], [END, ""])
    document = document_of(word_file(GOAL, CAPTION, END, rows, header=REFERENCE), goals=GOALS)
    assert lines(tree(document)[0])[-2:] == ["Tieto | Katso: Taulukko 1", "Palvelut | Katso: Taulukko 2"]
    assert text(tree(document, "header")) == "Katso: Taulukko 1"


def test_a_block_that_cuts_a_field_in_two_is_told() -> None:
    code = field("PAGE", "1 {% endif %}")
    found = filled(word_file(f"<w:p>{run('{% if yes %}')}{code}</w:p>"), yes=True).findings
    assert [finding.code for finding in found] == ["TP002"]
    assert "if yes" in str(found[0].values["tag"])
    assert "endif" in str(found[0].values["tag"])


def test_a_field_over_paragraphs_may_hold_a_loop() -> None:
    begin, end = field("INDEX", "x").split(run("x"))
    template = word_file(f"<w:p>{begin}</w:p>", GOAL, "{{ g.name }}", END, f"<w:p>{end}</w:p>")
    assert body_lines(template, goals=GOALS) == ["", "Tieto", "Palvelut", ""]


def test_the_text_of_a_bookmark_may_hold_tabs_and_other_paragraphs() -> None:
    start, end = bookmark("kohta", "|").split("|")
    marked = f"<w:p>{start}<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>{paragraph('c')}<w:p>{end}</w:p>"
    assert body_lines(word_file(marked, f"<w:p>{field('REF kohta', 'x')}</w:p>"))[-1] == "a b c"


def test_word_knows_no_capitals_in_the_names_of_bookmarks() -> None:
    reference = REFERENCE.replace("_Ref1", "_REF1")
    found = body_lines(word_file(GOAL, CAPTION, reference, END), goals=GOALS)
    assert found == ["Taulukko 1. Tieto", "Katso: Taulukko 1", "Taulukko 2. Palvelut", "Katso: Taulukko 2"]


def test_blocks_that_cut_fields_are_told_in_the_order_in_which_they_stand() -> None:
    bodies = [f"<w:p>{run(f'{{% if a{number} %}}')}{field('PAGE', '1 {% endif %}')}</w:p>" for number in range(12)]
    found = filled(word_file(*bodies), **{f"a{number}": True for number in range(12)}).findings
    told = [str(finding.values["tag"]).split(" …")[0] for finding in found if finding.code == "TP002"]
    assert told == [f"{{% if a{number} %}}" for number in range(12)]
