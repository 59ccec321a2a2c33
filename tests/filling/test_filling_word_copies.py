"""What may be in Word once only, in loops: every copy has a number, a name, a note, a comment of its own."""

from __future__ import annotations

import re

from word_files import VML, W15, WP14, bookmark, control, document_of, text_box, tree, values, without_marks, word_file

from documents import filled, paragraph, part, run, text
from pipeline.ooxml.dialect import MC, W14, WP, w
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.findings import Place

GOALS = (
    Record("T1", name="Tieto", source="rekisteri", mail="a@malli.example"),
    Record("T2", name="Palvelut", source="kysely", mail="b@malli.example"),
    Record("T3", name="Osaaminen", source="haastattelut", mail="c@malli.example"),
)
LOOP = ("{% for g in goals %}", "{% endfor %}")


def looped(*body: str, **parts: str) -> bytes:
    return word_file(LOOP[0], *body, LOOP[1], **parts)


def note(kind: str, number: int, content: str) -> str:
    return (
        f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
        f"{content}</w:p></w:{kind}>"
    )


def reference(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def test_drawings_controls_and_changes_have_numbers_of_their_own_in_all_parts() -> None:
    change = f'<w:ins w:id="5" w:author="A" w:date="2026-01-01T00:00:00Z">{run("{{ g.name }}")}</w:ins>'
    body = f"<w:p>{text_box('x')}{control(run('{{ g.name }}'))}{change}</w:p>"
    document = document_of(looped(body, header=f"<w:p>{text_box('y')}{control(run('z'))}</w:p>"), goals=GOALS)
    roots = [tree(document), tree(document, "header")]
    drawings = [item.get("id") for root in roots for item in root.iter(f"{{{WP}}}docPr")]
    controls = [item.find(w("id")).get(w("val")) for root in roots for item in root.iter(w("sdtPr"))]
    assert len(set(drawings)) == len(drawings) == 4
    assert len(set(controls)) == len(controls) == 4
    assert len(set(values(roots[0], "ins", "id"))) == 3


def test_shapes_of_both_kinds_are_told_apart() -> None:
    root = tree(document_of(looped(f"<w:p>{text_box('x')}</w:p>"), goals=GOALS))
    shapes = [item.get("id") for item in root.iter(f"{{{VML}}}shape")]
    assert len(set(shapes)) == len(shapes) == 3
    anchors = [item.get(f"{{{WP14}}}anchorId") for item in root.iter(f"{{{WP}}}inline")]
    assert anchors == ["1A2B3C4D", None, None]


def test_an_embedded_object_keeps_its_own_picture() -> None:
    embedded = (
        '<w:p><w:r><w:object><v:shape id="_x0000_i1025" style="width:9pt"/><o:OLEObject Type="Link" ProgID="a" '
        'ShapeID="_x0000_i1025" DrawAspect="Icon" ObjectID="_1"/></w:object></w:r></w:p>'
    )
    result = filled(looped(embedded), goals=GOALS).document
    assert result is not None
    xml = part(result)
    shapes, used = re.findall(r'<v:shape id="([^"]+)"', xml), re.findall(r'ShapeID="([^"]+)"', xml)
    assert shapes == used
    assert len(set(shapes)) == 3


def test_bookmarks_have_names_that_word_accepts_and_two_ends() -> None:
    long = "a" * 40
    body = [f"<w:p>{bookmark(name, run('x'), number)}</w:p>" for number, name in enumerate(("kohta", "Kohta_1", long))]
    root = tree(document_of(looped(*body, header=f"<w:p>{bookmark('KOHTA', run('y'), 9)}</w:p>"), goals=GOALS))
    names = values(without_marks(root), "bookmarkStart", "name")
    assert len({name.lower() for name in names}) == len(names) == 9
    assert max(map(len, names)) == 40
    assert sorted(values(root, "bookmarkStart", "id")) == sorted(values(root, "bookmarkEnd", "id"))


def test_a_bookmark_over_a_whole_loop_is_one_and_covers_it() -> None:
    start, end = '<w:bookmarkStart w:id="1" w:name="kaikki"/>', '<w:bookmarkEnd w:id="1"/>'
    template = word_file(
        f"<w:p>{start}{run(LOOP[0])}</w:p>", "{{ g.name }}", f"<w:p>{run(LOOP[1])}{end}</w:p>", "loppu"
    )
    root = tree(document_of(template, goals=GOALS))
    assert [item.tag.rpartition("}")[2] for item in root[0]][:5] == ["bookmarkStart", "p", "p", "p", "bookmarkEnd"]


def test_a_bookmark_that_only_begins_or_ends_in_a_loop_is_mended() -> None:
    begins = looped(f'<w:p><w:bookmarkStart w:id="1" w:name="b"/>{run("x")}</w:p>')
    inside = word_file(
        LOOP[0], f'<w:p><w:bookmarkStart w:id="1" w:name="b"/>{run("x")}</w:p>', LOOP[1], '<w:p><w:bookmarkEnd w:id="1"/></w:p>'
    )  # fmt: skip
    outside = word_file(
        '<w:p><w:bookmarkStart w:id="1" w:name="b"/></w:p>', LOOP[0], f'<w:p>{run("x")}<w:bookmarkEnd w:id="1"/></w:p>', LOOP[1]
    )  # fmt: skip
    for template, count in ((begins, 3), (inside, 3), (outside, 1)):
        root = without_marks(tree(document_of(template, goals=GOALS)))
        assert len(values(root, "bookmarkStart", "id")) == len(values(root, "bookmarkEnd", "id")) == count
    assert not values(without_marks(tree(document_of(inside, goals=()))), "bookmarkEnd", "id")


def test_both_halves_of_a_text_box_have_the_same_bookmark() -> None:
    box = text_box(f"<w:p>{bookmark('kohta', run('x'))}</w:p>")
    root = tree(document_of(looped(f"<w:p>{box}</w:p>"), goals=GOALS))
    halves = [
        [(item.get(w("id")), item.get(w("name"))) for item in half.iter(w("bookmarkStart"))]
        for name in ("Choice", "Fallback")
        for half in root.iter(f"{{{MC}}}{name}")
    ]
    assert halves[:3] == halves[3:]
    assert len({half[0] for half in halves}) == 3


def test_each_pass_has_a_footnote_of_its_own_with_its_own_values() -> None:
    notes = note("footnote", 1, run("Lähde: {{ g.source }}.")) + note("footnote", 2, run("Yhteinen."))
    body = f"<w:p>{run('{{ g.name }}')}{reference('footnote', 1)}</w:p>"
    template = word_file(f"<w:p>{run('Alku')}{reference('footnote', 2)}</w:p>", LOOP[0], body, LOOP[1], footnotes=notes)
    document = document_of(template, goals=GOALS)
    found = tree(document, "footnotes")
    said = {item.get(w("id")): text(item).strip() for item in found}
    order = values(tree(document), "footnoteReference", "id")
    assert [said[number] for number in order] == [
        "Yhteinen.",
        "Lähde: rekisteri.",
        "Lähde: kysely.",
        "Lähde: haastattelut.",
    ]
    assert order == sorted(order, key=int)
    assert len(found) == 2 + 4


def test_a_note_in_a_loop_without_passes_is_gone_and_its_faults_are_told_where_it_stands() -> None:
    body = f"<w:p>{run('{{ g.name }}')}{reference('endnote', 1)}</w:p>"
    assert len(tree(document_of(looped(body, endnotes=note("endnote", 1, run("x"))), goals=()), "endnotes")) == 2
    wrong = filled(looped(body, endnotes=note("endnote", 1, run("{{ g.sourc }}"))), goals=GOALS).findings
    assert [(finding.code, finding.place.sheet) for finding in wrong] == [("TP003", "endnotes")]
    assert "sourc" in str(wrong[0].values["name"])


def test_loops_and_conditions_inside_a_note_and_links_in_it() -> None:
    inside = '<w:p><w:r><w:footnoteRef/></w:r></w:p>' + "".join(
        paragraph(line) for line in ("{% for h in goals %}", "{{ h.name }} {% if h.name == g.name %}(tämä){% endif %}", "{% endfor %}")
    )  # fmt: skip
    body = f"<w:p>{run('{{ g.name }}')}{reference('footnote', 3)}</w:p>"
    document = document_of(looped(body, footnotes=f'<w:footnote w:id="3">{inside}</w:footnote>'), goals=GOALS[:2])
    found = [[text(line) for line in item.iter(w("p"))] for item in tree(document, "footnotes")][2:]
    assert found == [["", "Tieto (tämä)", "Palvelut "], ["", "Tieto ", "Palvelut (tämä)"]]


def test_what_a_note_relates_to_goes_with_it() -> None:
    link = f'<w:hyperlink r:id="rId1">{run("{{ g.name }}")}</w:hyperlink>'
    body = f"<w:p>{run('{{ g.name }}')}{reference('footnote', 3)}</w:p>"
    plain = looped(body, footnotes=note("footnote", 3, link))
    document = document_of(with_relations(plain, "footnotes", "mailto:%7B%7B%20g.mail%20%7D%7D"), goals=GOALS)
    known = dict(re.findall(r'Id="(\w+)"[^>]*Target="(mailto:[^"]+)"', part(document, "word/_rels/footnotes.xml.rels")))
    used = re.findall(r'<w:hyperlink r:id="(\w+)"', part(document, "word/footnotes.xml"))
    assert [known[number] for number in used] == [f"mailto:{goal['mail']}" for goal in GOALS]
    assert "mailto" not in part(document, "word/_rels/document.xml.rels")


def with_relations(template: bytes, name: str, address: str) -> bytes:
    from io import BytesIO
    from zipfile import ZipFile

    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    buffer = BytesIO(template)
    with ZipFile(buffer, "a") as archive:
        archive.writestr(
            f"word/_rels/{name}.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{relation}" Target="{address}" TargetMode="External"/></Relationships>',
        )
    return buffer.getvalue()


def commented(number: int, inside: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{number}"/>{inside}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def comment(number: int, said: str, identity: str) -> str:
    return (
        f'<w:comment w:id="{number}" w:author="A" w:date="2026-01-01T00:00:00Z" w:initials="A">'
        f'<w:p w14:paraId="{identity}">{run(said)}</w:p></w:comment>'
    )


THREADS = (
    '<w15:commentEx w15:paraId="00000A01" w15:done="0"/>'
    '<w15:commentEx w15:paraId="00000A02" w15:paraIdParent="00000A01" w15:done="0"/>'
)
THREAD = comment(0, "Miksi?", "00000A01") + comment(1, "Siksi.", "00000A02")


def test_each_copy_of_a_commented_range_has_a_comment_of_its_own() -> None:
    body = f"<w:p>{commented(0, commented(1, run('{{ g.name }}')))}</w:p>"
    document = document_of(looped(body, comments=THREAD, threads=THREADS), goals=GOALS)
    root, found, threads = tree(document), tree(document, "comments"), tree(document, "commentsExtended")
    said = {item.get(w("id")): text(item) for item in found}
    assert [said[number] for number in values(root, "commentReference", "id")] == ["Siksi.", "Miksi?"] * 3
    assert len(set(values(root, "commentReference", "id"))) == 6
    names = {item.find(w("p")).get(f"{{{W14}}}paraId"): text(item) for item in found}
    pairs = [(names[item.get(f"{{{W15}}}paraId")], names.get(item.get(f"{{{W15}}}paraIdParent"))) for item in threads]
    assert sorted(pairs, key=str) == [("Miksi?", None)] * 3 + [("Siksi.", "Miksi?")] * 3


def test_comments_whose_range_is_gone_are_gone() -> None:
    tag = f"<w:p>{commented(0, run(LOOP[0]))}</w:p>"
    body = f"<w:p>{commented(1, run('{{ g.name }}'))}</w:p>"
    document = document_of(word_file(tag, body, LOOP[1], "x", comments=THREAD, threads=THREADS), goals=())
    assert len(tree(document, "comments")) == len(tree(document, "commentsExtended")) == 0
    kept = document_of(word_file(tag, body, LOOP[1], "x", comments=THREAD, threads=THREADS), goals=GOALS[:1])
    assert text(tree(kept, "comments")) == "Siksi."


def test_a_range_that_goes_over_a_loops_edge_keeps_its_comment_without_the_range() -> None:
    opening = f'<w:p><w:commentRangeStart w:id="0"/>{run("alku")}</w:p>'
    closing = f'<w:p>{run("{{ g.name }}")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    template = word_file(opening, LOOP[0], closing, LOOP[1], comments=comment(0, "Hm", "00000A01"))
    document = document_of(template, goals=GOALS)
    assert len(tree(document, "comments")) == 3
    root = tree(document)
    assert values(root, "commentRangeStart", "id") == values(root, "commentRangeEnd", "id")


def test_the_same_document_twice() -> None:
    notes = note("footnote", 1, run("Lähde: {{ g.source }}."))
    body = f"<w:p>{commented(0, run('{{ g.name }}'))}{reference('footnote', 1)}{text_box('x')}{control(run('y'))}</w:p>"
    template = looped(body, footnotes=notes, comments=comment(0, "Hm", "00000A01"))
    assert document_of(template, goals=GOALS) == document_of(template, goals=GOALS)


def test_the_blocks_of_a_note_know_their_cells() -> None:
    goals = tuple(
        Record(f"T{n}", name="x", source=Text(f"lähde {n}", Place("a.xlsx", "Tavoitteet", f"B{n}"))) for n in (1, 2)
    )
    body = f"<w:p>{run('{{ g.name }}')}{reference('footnote', 1)}</w:p>"
    result = filled(looped(body, footnotes=note("footnote", 1, run("{{ g.source }}"))), goals=goals)
    known = {block.anchor: [place.cell for place in block.cells] for block in result.blocks if block.cells}
    assert result.document is not None
    lines = [item for item in tree(result.document, "footnotes").iter(w("p")) if "lähde" in text(item)]
    assert [known[line.get(f"{{{W14}}}paraId")] for line in lines] == [["B1"], ["B2"]]
    assert {block.part for block in result.blocks if block.cells} == {"word/footnotes.xml"}
