"""What a Word document needs besides its tags: contents list, captions, ids, language, properties, links, headers."""

from __future__ import annotations

from lxml import etree
from word_files import without_marks

from documents import NAMESPACES, OFFICE, filled, lines, paragraph, part, run, table, text, word
from pipeline.ooxml.dialect import W14, W, w
from pipeline.vocabulary.content import Record

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = f"""<w:styles {NAMESPACES}>
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="Heading1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="Heading1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Goal"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading3"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:lvlText w:val="%1"/></w:lvl><w:lvl w:ilvl="1"><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, result: str) -> str:
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return mark("begin") + code + mark("separate") + run(result) + mark("end")


def with_parts(*body: str, **parts: str) -> bytes:
    rows = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for place, kind in enumerate(parts, 1)
    )
    links = f'<Relationship Id="rIdMail" Type="{OFFICE}/hyperlink" Target="mailto:%7B%7B%20mail%20%7D%7D" TargetMode="External"/>'
    relations = f'<Relationships xmlns="{RELATIONSHIPS}">{rows}{links}</Relationships>'
    files = {f"word/{kind}.xml": xml for kind, xml in parts.items()}
    return word(*body, parts={"word/_rels/document.xml.rels": relations, **files})


def contents() -> str:
    opening = mark("begin") + '<w:r><w:instrText> TOC \\o "1-2" \\h </w:instrText></w:r>' + mark("separate")
    return (
        paragraph(opening, "malli 1", style="TOC1") + paragraph("malli 2", style="TOC2") + f"<w:p>{mark('end')}</w:p>"
    )


def rendered(template: bytes, **names: object) -> etree._Element:
    result = filled(template, **names)
    assert result.findings == ()
    assert result.document is not None
    return etree.fromstring(part(result.document).encode())


def test_the_contents_list_is_written_from_the_headings_as_they_turned_out() -> None:
    template = with_parts(
        contents(),
        paragraph("Saatesanat", style="Plain"),
        "{% for g in goals %}",
        "{% if not loop.first %}",
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
        "{% endif %}",
        paragraph("{{ g.name }}", style="Heading1"),
        paragraph("Alku", style="Goal"),
        paragraph("Loppu", style="Goal"),
        paragraph("Syvällä", style="Heading3"),
        "{% endfor %}",
        styles=STYLES,
        numbering=NUMBERING,
    )
    root = rendered(template, goals=(Record(name="Tieto"), Record(name="Palvelut")), mail="a@b.example")
    entries = [item for item in root.iter(w("p")) if item.find(w("hyperlink")) is not None]
    assert [text(entry) for entry in entries] == [
        "Saatesanat1", "1Tieto1", "1.1Alku1", "1.2Loppu1", "2Palvelut2", "2.1Alku2", "2.2Loppu2",
    ]  # fmt: skip
    styles = [entry.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) for entry in entries]
    assert styles == ["TOC1", "TOC1", "TOC2", "TOC2", "TOC1", "TOC2", "TOC2"]
    anchors = {entry.find(w("hyperlink")).get(w("anchor")) for entry in entries}
    assert anchors <= {item.get(w("name")) for item in root.iter(w("bookmarkStart"))}
    marks = [item.get(w("fldCharType")) for item in root.iter(w("fldChar"))]
    assert marks.count("begin") == marks.count("end") == marks.count("separate") == len(entries) + 1
    assert "malli" not in text(root)


def test_captions_are_numbered_each_sequence_from_one() -> None:
    caption = paragraph(run("Taulukko "), field("SEQ Taulukko", "9"), run(". {{ n }}"))
    figure = paragraph(run("Kuvio "), f'<w:fldSimple w:instr="SEQ Kuvio">{run("7")}</w:fldSimple>')
    template = word("{% for n in names %}", caption, figure, "{% endfor %}")
    root = rendered(template, names=("a", "b"))
    assert lines(root[0]) == ["Taulukko 1. a", "Kuvio 1", "Taulukko 2. b", "Kuvio 2"]


def test_ids_are_unique_after_loops() -> None:
    ids = f'<w:p xmlns:w14="{W14}" w14:paraId="0A000001"><w:bookmarkStart w:id="3" w:name="kohta"/>{run("{{ n }} ")}<w:bookmarkEnd w:id="3"/></w:p>'
    root = rendered(word("{% for n in names %}", ids, "{% endfor %}"), names=("a", "b", "c"))
    starts = list(without_marks(root).iter(w("bookmarkStart")))
    assert len({item.get(w("id")) for item in starts}) == len({item.get(w("name")) for item in starts}) == 3
    assert [item.get(w("id")) for item in root.iter(w("bookmarkEnd"))] == [item.get(w("id")) for item in starts]
    paragraph_ids = [item.get(f"{{{W14}}}paraId") for item in root.iter(w("p"))]
    assert len([item for item in paragraph_ids if item]) == len({item for item in paragraph_ids if item})


def test_the_documents_language_headers_and_mail_links_follow_the_data() -> None:
    header = f"<w:hdr {NAMESPACES}>{paragraph('{{ title }}')}</w:hdr>"
    link = f'<w:p><w:hyperlink r:id="rIdMail">{run("{{ mail }}")}</w:hyperlink></w:p>'
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr>'
    template = with_parts(link, section, styles=STYLES, header=header)
    result = filled(template, title="Otsikko", mail="maija@malli.example")
    assert result.document is not None
    assert "Otsikko" in part(result.document, "word/header.xml")
    assert 'Target="mailto:maija@malli.example"' in part(result.document, "word/_rels/document.xml.rels")
    assert 'w:lang w:val="fi-FI"' in part(result.document, "word/styles.xml")


def test_an_address_that_runs_something_leads_nowhere() -> None:
    links = f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" Type="{OFFICE}/hyperlink" Target="%7B%7B%20a%20%7D%7D" TargetMode="External"/></Relationships>'
    template = word(
        f'<w:p><w:hyperlink r:id="rId1">{run("x")}</w:hyperlink></w:p>', parts={"word/_rels/document.xml.rels": links}
    )
    result = filled(template, a="javascript:alert(1)")
    assert result.document is not None
    assert 'Target="about:blank"' in part(result.document, "word/_rels/document.xml.rels")


def test_a_section_break_in_a_conditional_chapter_goes_with_it() -> None:
    section = f"<w:p><w:pPr><w:sectPr/></w:pPr>{run('')}</w:p>"
    template = word("{% if wide %}", table(["a"]), section, "{% endif %}", "b")
    assert len(list(rendered(template, wide=True).iter(f"{{{W}}}sectPr"))) == 2
    assert len(list(rendered(template, wide=False).iter(f"{{{W}}}sectPr"))) == 1


def test_a_file_that_is_no_template_is_told() -> None:
    for data in (b"", b"PK\x03\x04", b"nimi;arvo\n", word("x")[:200]):
        result = filled(data)
        assert result.document is None
        assert [finding.code for finding in result.findings] == ["TP008"]
