"""Whole Word files for the tests: everything that Word itself would write, so that the Office checks apply.

In: the markup of a body, and of notes, comments, headers, styles and lists. Out: a template's bytes, and what a filled
document holds.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from documents import filled, paragraph, part, run
from office_checks import office_faults
from pipeline.filling.stories import hidden_marks
from pipeline.ooxml.dialect import MC, W14, WP, A, R, W, w

W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
WP14 = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}" xmlns:wp="{WP}" xmlns:mc="{MC}" xmlns:w14="{W14}" xmlns:w15="{W15}" '
    f'xmlns:wps="{WPS}" xmlns:v="{VML}" xmlns:o="{OFFICE}" xmlns:wp14="{WP14}" mc:Ignorable="w14 w15 wp14"'
)
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MS_TYPE = "http://schemas.microsoft.com/office/2011/relationships"
_ROOTS = {"footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments", "header": "hdr", "footer": "ftr"}
STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Carlito" w:hAnsi="Carlito"/><w:sz w:val="22"/>
<w:lang w:val="fi-FI"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Steps"><w:name w:val="Steps"/><w:basedOn w:val="Normal"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="851" w:hanging="284"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Small"><w:name w:val="Small"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="character" w:styleId="Grey"><w:name w:val="Placeholder Text"/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>"""


def _level(number: int, form: str, text: str, style: str = "") -> str:
    tied = f'<w:pStyle w:val="{style}"/>' if style else ""
    indent = f'<w:ind w:left="{360 * (number + 1)}" w:hanging="360"/>'
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{tied}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr></w:lvl>'
    )


_ABSTRACT = (
    _level(0, "decimal", "%1.", "Steps") + _level(1, "lowerLetter", "%2)"),
    _level(0, "decimal", "%1", "Heading1"),
    _level(0, "bullet", "•"),
    _level(0, "decimal", "%1)"),
)
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{place}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    for place, levels in enumerate(_ABSTRACT)
) + "".join(
    f'<w:num w:numId="{place + 1}"><w:abstractNumId w:val="{place}"/></w:num>' for place in range(len(_ABSTRACT))
)
"""Lists: 1 steps (tied to a style), 2 headings, 3 bullets, 4 another numbered list."""
SEPARATORS = (
    '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    '<w:{0} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{0}>'
)


def word_file(*body: str, links: dict[str, str] | None = None, **parts: str) -> bytes:
    """A .docx with this body; `parts` gives the insides of footnotes, comments, header …, `links` addresses by id."""
    content = "".join(item if item.startswith("<") else paragraph(item) for item in body)
    section = '<w:headerReference w:type="default" r:id="rIdheader"/>' if "header" in parts else ""
    document = (
        f"<w:document {SPACES}><w:body>{content}<w:sectPr>{section}<w:pgSz w:w='11906' w:h='16838'/></w:sectPr>"
        "</w:body></w:document>"
    )
    files = {"document": document, "styles": f"<w:styles {SPACES}>{STYLES}</w:styles>"}
    files["numbering"] = f"<w:numbering {SPACES}>{NUMBERING}</w:numbering>"
    for kind, inside in parts.items():
        if kind == "threads":
            files["commentsExtended"] = f"<w15:commentsEx {SPACES}>{inside}</w15:commentsEx>"
            continue
        root = _ROOTS[kind]
        first = SEPARATORS.format(root.removesuffix("s")) if kind in ("footnotes", "endnotes") else ""
        files[kind] = f"<w:{root} {SPACES}>{first}{inside}</w:{root}>"
    return _packed(files, links or {})


def _packed(files: dict[str, str], links: dict[str, str]) -> bytes:
    types = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{_WORD_TYPE}.'
        f'{"document.main" if kind == "document" else kind}+xml"/>'
        for kind in files
    )
    rows = "".join(
        f'<Relationship Id="rId{kind}" Type="{_MS_TYPE if kind == "commentsExtended" else R}/{kind}" Target="{kind}.xml"/>'
        for kind in files
        if kind != "document"
    )
    rows += "".join(
        f'<Relationship Id="{number}" Type="{R}/hyperlink" Target="{address}" TargetMode="External"/>'
        for number, address in links.items()
    )
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        )
        main = f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", relations.format(main))
        archive.writestr("word/_rels/document.xml.rels", relations.format(rows))
        for kind, xml in files.items():
            archive.writestr(f"word/{kind}.xml", xml)
    return buffer.getvalue()


def document_of(template: bytes, **names: object) -> bytes:
    """The filled document; fails when there are findings or when Word would stumble on it."""
    result = filled(template, **names)
    assert result.findings == ()
    assert result.document is not None
    assert office_faults(result.document) == []
    return result.document


def tree(document: bytes, name: str = "document") -> etree._Element:
    """A part of a document, `name` without folder and ending."""
    return etree.fromstring(part(document, f"word/{name}.xml").encode())


def without_marks(root: etree._Element) -> etree._Element:
    """The tree without the hidden bookmarks that every document has: what the template's own have become."""
    hidden_marks.drop(root)
    return root


def values(root: etree._Element, tag: str, attribute: str = "val") -> list[str]:
    """An attribute of all elements of one name, in order."""
    return [item.get(w(attribute)) or "" for item in root.iter(w(tag))]


def field(instruction: str, result: str) -> str:
    """A field as Word writes it."""
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return _mark("begin") + code + _mark("separate") + run(result) + _mark("end")


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def item(text: str, number: int = 4, level: int = 0) -> str:
    """A paragraph of a list."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{listed}</w:pPr>{run(text)}</w:p>"


def bookmark(name: str, inside: str, number: int = 7) -> str:
    """Runs in a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def control(inside: str, properties: str = "") -> str:
    """A content control."""
    return f'<w:sdt><w:sdtPr><w:id w:val="77"/>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'


def text_box(*lines: str, number: int = 1) -> str:
    """A run with a text box in both its halves, as Word writes it."""
    inside = "".join(line if line.startswith("<") else paragraph(line) for line in lines)
    newer = (
        f'<w:drawing><wp:inline wp14:anchorId="1A2B3C4D" wp14:editId="50D07946"><wp:extent cx="1800000" cy="720000"/>'
        f'<wp:docPr id="{number}" name="Tekstiruutu {number}" descr="Ruutu"/><a:graphic><a:graphicData uri="{WPS}"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="720000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{inside}</w:txbxContent>'
        "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    older = (
        '<w:pict><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>'
        '<v:shape id="_x0000_s1026" o:spid="_x0000_s1026" type="#_x0000_t202" style="width:141pt;height:56pt">'
        f"<v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{newer}</mc:Choice>'
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>"
    )
