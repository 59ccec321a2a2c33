"""Hand edits to pictures, charts and drawings, and to what stands beside them."""

# ruff: noqa: ARG001  (every change has the same form)

from __future__ import annotations

from io import BytesIO

from docx.document import Document as Opened
from docx.shared import Cm
from hand_edits_word import (
    MARK,
    Holds,
    both,
    docx_kind,
    has,
    kind,
    lacks,
    prose,
    says,
    styled,
)
from lxml import etree
from PIL import Image
from word_open import A, C, R, W, Word, found, text, w, xml

_CHART = ".//w:drawing[.//c:chart]"


def picture(colour: str = "teal", side: int = 24) -> bytes:
    """A small PNG."""
    buffer = BytesIO()
    Image.new("RGB", (side, side), colour).save(buffer, "PNG")
    return buffer.getvalue()


def _has_media(data: bytes) -> Holds:
    return lambda word: "" if data in word.parts.values() else "the picture's file is gone"


@docx_kind("a picture put in", keeps_words=True)
def _picture(document: Opened, aim: str) -> Holds:
    document.add_picture(BytesIO(picture()), width=Cm(3))
    return both(has(".//pic:pic"), _has_media(picture()))


@docx_kind("a picture put amid a sentence", keeps_words=False)
def _inline(document: Opened, aim: str) -> Holds:
    target = next(item for item in document.paragraphs if item._p is prose(document.element.body, aim))
    target.add_run(f" {MARK}").add_picture(BytesIO(picture("red")), width=Cm(1))
    return both(has(f".//w:p[contains(., '{MARK}')]//pic:pic"), _has_media(picture("red")))


@docx_kind("a picture put in a cell", keeps_words=True)
def _in_cell(document: Opened, aim: str) -> Holds:
    cell = document.tables[-2].rows[1].cells[0]
    cell.add_paragraph().add_run().add_picture(BytesIO(picture("blue")), width=Cm(1))
    return both(has(".//w:tc//pic:pic"), _has_media(picture("blue")))


@docx_kind("a picture put in the header", keeps_words=True)
def _in_header(document: Opened, aim: str) -> Holds:
    header = document.sections[-1].header
    header.paragraphs[0].add_run().add_picture(BytesIO(picture("green")), width=Cm(1))

    def holds(word: Word) -> str:
        return (
            "" if any(found(word.tree(part), ".//pic:pic") for part in word.stories() if "header" in part) else "gone"
        )

    return both(holds, _has_media(picture("green")))


@docx_kind("a picture with alt text and a crop", keeps_words=True)
def _cropped(document: Opened, aim: str) -> Holds:
    shape = document.add_picture(BytesIO(picture("grey")), width=Cm(4))
    shape._inline.docPr.set("descr", f"Kuva {MARK}")
    fill = next(shape._inline.iter(f"{{{A}}}blip")).getparent()
    fill.insert(1, xml('<a:srcRect l="10000"/>'))
    return both(has(f".//wp:docPr[@descr='Kuva {MARK}']"), has(".//a:srcRect[@l='10000']"))


@docx_kind("a floating picture", keeps_words=True)
def _floating(document: Opened, aim: str) -> Holds:
    shape = document.add_picture(BytesIO(picture("olive")), width=Cm(2))
    inline = shape._inline
    anchor = xml(
        '<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="9" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>77</wp:posOffset>'
        '</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>77</wp:posOffset></wp:positionV></wp:anchor>'
    )
    anchor.extend([inline.extent, xml("<wp:wrapSquare wrapText='bothSides'/>"), inline.docPr, inline.graphic])
    inline.getparent().replace(inline, anchor)
    return both(has(".//wp:anchor//pic:pic"), _has_media(picture("olive")))


def _charts(word: Word) -> list[etree._Element]:
    return word.find(_CHART)


@kind("a chart resized", keeps_words=True)
def _resized(word: Word, aim: str) -> Holds:
    next(
        _charts(word)[-1].iter(f"{{{'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'}}}extent")
    ).set("cx", "3131313")
    return has(".//wp:extent[@cx='3131313']")


@kind("a chart's alt text changed", keeps_words=True)
def _alt(word: Word, aim: str) -> Holds:
    found(_charts(word)[-1], ".//wp:docPr")[0].set("descr", f"Kuvaus {MARK}")
    return has(f".//wp:docPr[@descr='Kuvaus {MARK}']")


@kind("a chart deleted")
def _deleted(word: Word, aim: str) -> Holds:
    count = len(_charts(word))
    drawing = _charts(word)[-1]
    drawing.getparent().remove(drawing)
    return lacks(_CHART, count - 1)


@kind("a chart deleted with its caption")
def _wholly_deleted(word: Word, aim: str) -> Holds:
    count = len(_charts(word))
    target = next(_charts(word)[-1].iterancestors(w("p")))
    caption = target.getprevious()
    said = text(caption)
    for item in (caption, target):
        item.getparent().remove(item)
    return both(lacks(_CHART, count - 1), lambda now: "the caption is back" if said in now.lines() else "")


@kind("a chart moved", keeps_words=True)
def _moved(word: Word, aim: str) -> Holds:
    target = next(_charts(word)[-1].iterancestors(w("p")))
    name = found(target, ".//wp:docPr")[0].get("name")
    word.body[-2].addnext(target)
    count = len(_charts(word))

    def holds(now: Word) -> str:
        names = [item.get("name") for item in now.find(".//wp:docPr")]
        last = now.find("./w:p[position() > last() - 2]//c:chart")
        return "" if names[-1:] == [name] and last and len(_charts(now)) == count else f"the chart is not last: {names}"

    return holds


def _chart_part(word: Word, place: int = -1) -> str:
    id_ = found(_charts(word)[place], ".//c:chart")[0].get(f"{{{R}}}id")
    rels = word.tree("word/_rels/document.xml.rels")
    return "word/" + next(item.get("Target", "") for item in rels if item.get("Id") == id_)


def _some_chart(path: str) -> Holds:
    def holds(word: Word) -> str:
        parts = [name for name in word.parts if name.startswith("word/charts/") and name.endswith(".xml")]
        return (
            "" if any(found(word.tree(name), path) for name in parts if "_rels" not in name) else f"no chart has {path}"
        )

    return holds


@kind("a chart recoloured", keeps_words=True)
def _recoloured(word: Word, aim: str) -> Holds:
    series = next(word.tree(_chart_part(word)).iter(f"{{{C}}}ser"))
    for old in series.findall(f"{{{C}}}spPr"):
        series.remove(old)
    looks = xml('<c:spPr><a:solidFill><a:srgbClr val="C0FFEE"/></a:solidFill></c:spPr>')
    before = [item for item in series if item.tag in {f"{{{C}}}{name}" for name in ("idx", "order", "tx")}]
    before[-1].addnext(looks)
    return _some_chart(".//a:srgbClr[@val='C0FFEE']")


@kind("the first chart recoloured", keeps_words=True)
def _first_recoloured(word: Word, aim: str) -> Holds:
    root = word.tree(_chart_part(word, 1))
    looks = xml('<c:spPr><a:solidFill><a:srgbClr val="FACADE"/></a:solidFill></c:spPr>')
    for old in root.findall(f"{{{C}}}spPr"):
        root.remove(old)
    root.find(f"{{{C}}}chart").addnext(looks)
    return _some_chart("./c:spPr//a:srgbClr[@val='FACADE']")


@kind("a chart's figures changed")
def _figures(word: Word, aim: str) -> Holds:
    for value in list(found(word.tree(_chart_part(word)), ".//c:ser[1]/c:val//c:v"))[:2]:
        value.text = "77.7"
    return _some_chart(".//c:val//c:v[. = '77.7']")


@kind("a chart's title written", keeps_words=True)
def _title(word: Word, aim: str) -> Holds:
    chart = word.tree(_chart_part(word)).find(f"{{{C}}}chart")
    for old in chart.findall(f"{{{C}}}title"):
        chart.remove(old)
    chart.insert(0, xml(
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>Kuvio {MARK}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    ))  # fmt: skip
    return _some_chart(f".//c:title//a:t[. = 'Kuvio {MARK}']")


@kind("a caption reworded")
def _caption(word: Word, aim: str) -> Holds:
    caption = styled(word.body, "Caption")[-3]
    list(caption.iter(w("t")))[-1].text = f"Kuvateksti {MARK}"
    return says(f"Kuvateksti {MARK}")


@kind("a caption deleted")
def _no_caption(word: Word, aim: str) -> Holds:
    caption = styled(word.body, "Caption")[-3]
    said = text(caption)
    caption.getparent().remove(caption)
    return lambda now: "the caption is back" if said in now.lines() else ""


@docx_kind("a chart replaced by a picture")
def _replaced(document: Opened, aim: str) -> Holds:
    body = document.element.body
    drawings = found(body, _CHART)
    for run in next(drawings[-1].iterancestors(w("p"))).findall(w("r")):
        run.getparent().remove(run)
    document.add_picture(BytesIO(picture("purple")), width=Cm(9))
    return both(lacks(_CHART, len(drawings) - 1), _has_media(picture("purple")))


_SHAPE = """<w:r><mc:AlternateContent><mc:Choice xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" Requires="wps">
<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="251" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>9</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph">
<wp:posOffset>9</wp:posOffset></wp:positionV><wp:extent cx="1800000" cy="600000"/><wp:wrapNone/><wp:docPr id="901" name="Laatikko 1" descr="laatikko"/>
<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="600000"/></a:xfrm><a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom></wps:spPr>
<wps:txbx><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="width:90pt;height:40pt"><v:textbox>
<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


@kind("a text box put in", keeps_words=False)
def _text_box(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    target.append(_drawn(_SHAPE.format(shape="rect", words=f"Laatikon teksti {MARK}")))
    return says(f"Laatikon teksti {MARK}")


@kind("a drawn shape put in", keeps_words=True)
def _shape(word: Word, aim: str) -> Holds:
    new = xml("<w:p/>")
    new.append(_drawn(_SHAPE.format(shape="rightArrow", words="→")))
    prose(word.body, aim).addnext(new)
    return has(".//a:prstGeom[@prst='rightArrow']")


def _drawn(markup: str) -> etree._Element:
    element = xml(markup.replace(">\n<", "><"))
    assert element.tag == f"{{{W}}}r"
    return element


@kind("an equation put in", keeps_words=False)
def _equation(word: Word, aim: str) -> Holds:
    prose(word.body, aim).append(xml("<m:oMath><m:r><m:t>a²+b²=c²</m:t></m:r></m:oMath>"))
    return has(".//m:oMath[m:r/m:t='a²+b²=c²']")
