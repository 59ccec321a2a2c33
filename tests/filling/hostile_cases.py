"""What hostile templates are made of: small Office files, and what a case of the collection is.

In: texts and relationships. Out: the bytes of a .docx or .pptx with only what must be there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile

from documents import NAMESPACES, OFFICE, word
from pipeline.ooxml.dialect import A, C, P, R, W
from pipeline.vocabulary.content import Chart, LongText, Record, Series, Text

Wanted = Literal["stopped", "told", "harmless"]
"""What must come of a template: a finding and no document, a document without the danger and a warning, or a document in
which it does nothing."""
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = f"<w:document {NAMESPACES}>"
BODY = "<w:body><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:body></w:document>"


@dataclass(frozen=True, slots=True)
class Case:
    """One template, what must come of it, and the name of the file it pretends to be."""

    make: Callable[[], bytes]
    wanted: Wanted = "stopped"
    file: str = "malli.docx"


def names() -> dict[str, object]:
    """The values that a hostile template has at hand."""
    actions = tuple(Record(f"TP{number}", name=Text(f"Toimi {number}"), cost=number) for number in range(60))
    chart = Chart(("a", "b"), (Series("s", (1.0, 2.0)),), "Kaavio")
    return {
        "name": Text("Malli"),
        "goal": Record("T1", name=Text("Tieto"), text=LongText("- a\n- b")),
        "actions": actions,
        "chart": chart,
        "long": Text("sana " * 2_000),
    }


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide of a small deck: a text, notes, and what stands in further shapes."""

    text: str
    notes: str = ""
    body: str = ""
    end: str = ""
    extra: str = ""


def deck(*slides: Slide, relationships: Sequence[str] = (), parts: Mapping[str, str] | None = None) -> bytes:
    """A .pptx with only what must be there."""
    files: dict[str, str | bytes] = {}
    kinds = {"/ppt/presentation.xml": "presentation.main"}
    listed, related = [], []
    for number, slide in enumerate(slides, 1):
        files[f"ppt/slides/slide{number}.xml"] = _slide(slide)
        kinds[f"/ppt/slides/slide{number}.xml"] = "slide"
        listed.append(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>')
        related.append(relation(f"rId{number}", "slide", f"slides/slide{number}.xml"))
        own = [relation("rIdL", "slideLayout", "../slideLayouts/slideLayout1.xml"), *relationships]
        if slide.notes:
            files[f"ppt/notesSlides/notesSlide{number}.xml"] = _notes(slide.notes)
            kinds[f"/ppt/notesSlides/notesSlide{number}.xml"] = "notesSlide"
            own.append(relation("rIdN", "notesSlide", f"../notesSlides/notesSlide{number}.xml"))
        files[f"ppt/slides/_rels/slide{number}.xml.rels"] = rels(*own)
    design = _tree("")
    for name, kind in (("slideLayouts/slideLayout1", "slideLayout"), ("slideMasters/slideMaster1", "slideMaster")):
        tag = "sldLayout" if kind == "slideLayout" else "sldMaster"
        files[f"ppt/{name}.xml"] = (
            f'<p:{tag} xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"><p:cSld>{design}</p:cSld></p:{tag}>'
        )
        kinds[f"/ppt/{name}.xml"] = kind
    files["ppt/slideLayouts/_rels/slideLayout1.xml.rels"] = rels(
        relation("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")
    )
    spaces = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
    files["ppt/presentation.xml"] = (
        f'<p:presentation {spaces}><p:sldIdLst>{"".join(listed)}</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/>'
        '<p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )
    files["ppt/_rels/presentation.xml.rels"] = rels(*related)
    return zipped({**_frame("ppt/presentation.xml", kinds), **files, **(parts or {})})


def _slide(slide: Slide) -> str:
    texts = [text for text in (slide.text, slide.body, slide.end) if text]
    shapes = "".join(_shape(number + 2, text) for number, text in enumerate(texts))
    return f'<p:sld xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"><p:cSld>{_tree(shapes + slide.extra)}</p:cSld></p:sld>'


def _notes(text: str) -> str:
    return f'<p:notes xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"><p:cSld>{_tree(_shape(2, text))}</p:cSld></p:notes>'


def _tree(shapes: str) -> str:
    group = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    return f"<p:spTree>{group}{shapes}</p:spTree>"


def _shape(number: int, text: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="S{number}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="600000" y="600000"/><a:ext cx="9000000" cy="3000000"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/>'
        f'<a:p><a:r><a:rPr lang="fi-FI" sz="2000"/><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def relation(number: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    kind = kind if kind.startswith("http") else f"{OFFICE}/{kind}"
    return f'<Relationship Id="{number}" Type="{kind}" Target="{target}"{mode}/>'


def rels(*rows: str) -> str:
    return f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(rows)}</Relationships>'


def _frame(main: str, kinds: Mapping[str, str]) -> dict[str, str]:
    family = "presentationml" if main.startswith("ppt/") else "wordprocessingml"
    rows = "".join(
        f'<Override PartName="{name}" ContentType="application/vnd.openxmlformats-officedocument.{family}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">{defaults}{rows}</Types>',
        "_rels/.rels": rels(relation("rId1", "officeDocument", main)),
    }


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def related(*rows: str, body: Sequence[str] = ("{{ name }}",), parts: Mapping[str, str] | None = None) -> bytes:
    """A .docx whose document has relationships."""
    return word(*body, parts={"word/_rels/document.xml.rels": rels(*rows), **(parts or {})})


def headers(count: int) -> bytes:
    header = f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>{{{{ name }}}}</w:t></w:r></w:p></w:hdr>'
    rows = [relation(f"rId{number}", "header", f"header{number}.xml") for number in range(count)]
    return related(*rows, parts={f"word/header{number}.xml": header for number in range(count)})


_CHART = (
    f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}"><c:chart><c:plotArea><c:barChart><c:barDir val="bar"/><c:ser><c:idx val="0"/>'
    '<c:order val="0"/><c:tx><c:strRef><c:f>S!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>s</c:v></c:pt>'
    "</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:f>S!$A$2</c:f></c:strRef></c:cat><c:val><c:numRef><c:f>S!$B$2</c:f>"
    '</c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart></c:plotArea></c:chart>'
    '<c:externalData r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></c:chartSpace>'
)
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def with_charts(loop: str, *, target: str = "embeddings/book.xlsx", external: bool = False) -> bytes:
    drawing = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{_WP}"><wp:extent cx="5000000" cy="3000000"/><wp:docPr id="1" name="k" '
        f'descr="{{{{ chart }}}}"/><a:graphic><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="rId1"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    body = (loop, drawing, "{% endfor %}") if loop else (drawing,)
    workbook = relation(
        "rId1", "package" if not external else "oleObject", target if external else f"../{target}", external=external
    )
    parts = {"word/charts/chart1.xml": _CHART, "word/charts/_rels/chart1.xml.rels": rels(workbook)}
    if not external:
        parts[f"word/{target}"] = "PK"
    return related(relation("rId1", "chart", "charts/chart1.xml"), body=body, parts=parts)


def xml_document(content: str | bytes) -> bytes:
    """A .docx whose document part is this text."""
    return zipped({**unzipped(word()), "word/document.xml": content})


def unzipped(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
