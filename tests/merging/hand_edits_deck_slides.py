"""Hand edits of slides, notes, comments, the design and the whole file. Registered in `hand_edits_deck`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from hand_edits_deck import (
    A,
    Focus,
    Judge,
    Nowhere,
    P,
    Place,
    Seen,
    any_shape,
    name_of,
    on_bytes,
    on_deck,
    slide_of,
    texts_in,
    xpath,
)
from lxml import etree
from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Emu

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_P15 = "http://schemas.microsoft.com/office/powerpoint/2012/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def _order(deck: Any) -> list[int]:
    return [slide.slide_id for slide in deck.slides]


@on_deck("slide added")
def slide_added(place: Place) -> Judge:
    """After another one, with a title and a text of its own."""
    before = place.pick(place.slides())
    slide = place.deck.slides.add_slide(before.slide_layout)
    box = slide.shapes.add_textbox(Emu(500000), Emu(500000), Emu(3000000), Emu(500000))
    box.text_frame.text = place.words
    listed = place.deck.slides._sldIdLst
    listed[_order(place.deck).index(before.slide_id)].addnext(listed[-1])
    earlier, own = before.slide_id, slide.slide_id

    def holds(seen: Seen) -> bool:
        order = _order(seen.deck)
        found = slide_of(seen, own)
        if found is None or place.words not in texts_in(found._element):
            return False
        return earlier not in order or order.index(own) > order.index(earlier)

    return holds


@on_deck("slide removed", removes=True)
def slide_removed(place: Place) -> Judge:
    slide = place.pick(place.slides())
    number = _order(place.deck).index(slide.slide_id)
    item, name = place.deck.slides._sldIdLst[number], name_of(slide)
    said = list(texts_in(slide._element))
    place.deck.part.drop_rel(item.rId)
    item.getparent().remove(item)

    def holds(seen: Seen) -> bool:
        return slide_of(seen, name) is None and not any(list(texts_in(one._element)) == said for one in seen.slides)

    return holds


@on_deck("slide moved to the front")
def slide_moved(place: Place) -> Judge:
    slide = place.pick([one for one in place.slides() if _order(place.deck).index(one.slide_id) > 2])
    listed = place.deck.slides._sldIdLst
    listed[0].addnext(listed[_order(place.deck).index(slide.slide_id)])

    def holds(seen: Seen) -> bool:
        order = _order(seen.deck)
        return slide.slide_id not in order or order.index(slide.slide_id) == 1

    return holds


@on_deck("slide duplicated")
def slide_duplicated(place: Place) -> Judge:
    slide = place.pick([one for one in place.slides() if not any(shape.has_chart for shape in one.shapes)])
    copy = place.deck.slides.add_slide(slide.slide_layout)
    tree = copy.shapes._spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    for shape in list(slide.shapes._spTree)[2:]:
        if not xpath(shape, ".//@r:id | .//@r:embed"):
            tree.append(deepcopy(shape))
    box = copy.shapes.add_textbox(Emu(0), Emu(0), Emu(900000), Emu(300000))
    box.text_frame.text = place.words
    listed = place.deck.slides._sldIdLst
    listed[_order(place.deck).index(slide.slide_id)].addnext(listed[-1])
    said = list(texts_in(tree))

    def holds(seen: Seen) -> bool:
        return any(list(texts_in(one._element)) == said for one in seen.slides if one.slide_id == copy.slide_id)

    return holds


@on_deck("slide hidden")
def slide_hidden(place: Place) -> Judge:
    slide = place.pick(place.slides())
    slide._element.set("show", "0")
    return lambda seen: (found := slide_of(seen, name_of(slide))) is not None and found._element.get("show") == "0"


@on_deck("layout changed")
def layout_changed(place: Place) -> Judge:
    slide = place.pick(place.slides())
    layout = next(item for item in place.deck.slide_layouts if item.name != slide.slide_layout.name)
    relation = next(item for item in slide.part.rels.values() if item.reltype.endswith("/slideLayout"))
    relation._target = layout.part
    return lambda seen: (found := slide_of(seen, name_of(slide))) is not None and found.slide_layout.name == layout.name


@on_deck("notes rewritten")
def notes_rewritten(place: Place) -> Judge:
    slide = place.pick([one for one in place.slides() if one.has_notes_slide])
    line = slide.notes_slide.notes_text_frame.paragraphs[0]
    for run in line.runs[1:]:
        line._p.remove(run._r)
    line.runs[0].text = place.words
    return lambda seen: _notes(seen, slide).split("\n")[0] == place.words


@on_deck("notes get a paragraph more")
def notes_longer(place: Place) -> Judge:
    slide = place.pick([one for one in place.slides() if one.has_notes_slide])
    slide.notes_slide.notes_text_frame.add_paragraph().text = place.words
    return lambda seen: _notes(seen, slide).endswith(place.words)


@on_deck("notes emptied", removes=True)
def notes_emptied(place: Place) -> Judge:
    slide = place.pick([one for one in place.slides() if one.has_notes_slide])
    slide.notes_slide.notes_text_frame.text = ""
    return lambda seen: _notes(seen, slide) == ""


@on_deck("notes page taken off", removes=True)
def notes_off(place: Place) -> Judge:
    slide = place.pick([one for one in place.slides() if one.has_notes_slide])
    link = next(key for key, item in slide.part.rels.items() if item.reltype.endswith("/notesSlide"))
    slide.part.drop_rel(link)
    slide.part.rels.pop(link) if link in slide.part.rels else None
    return lambda seen: slide_of(seen, name_of(slide)) is not None and _notes(seen, slide) == ""


def _notes(seen: Seen, slide: Any) -> str:
    found = slide_of(seen, name_of(slide))
    if found is None:
        return "\ue000"
    return (
        ""
        if not found.has_notes_slide or found.notes_slide.notes_text_frame is None
        else str(found.notes_slide.notes_text_frame.text)
    )


def _part(deck: Any, name: str, kind: str, data: bytes) -> Part:
    return Part(PackURI(name), kind, deck.part.package, data)


@on_deck("comment, of the older kind")
def comment(place: Place) -> Judge:
    slide, deck = place.pick(place.slides()), place.deck
    authors = f'<p:cmAuthorLst xmlns:p="{P}"><p:cmAuthor id="7" name="Liisa Lukija" initials="LL" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>'
    comments = (
        f'<p:cmLst xmlns:p="{P}"><p:cm authorId="7" dt="2026-11-20T10:00:00.000" idx="1"><p:pos x="10" y="10"/>'
        f"<p:text>{place.words}</p:text></p:cm></p:cmLst>"
    )
    kind = "application/vnd.openxmlformats-officedocument.presentationml."
    if not any(item.reltype.endswith("/commentAuthors") for item in deck.part.rels.values()):
        part = _part(deck, "/ppt/commentAuthors.xml", f"{kind}commentAuthors+xml", authors.encode())
        deck.part.relate_to(part, f"{_RELATIONS}/commentAuthors")
    elif any(item.reltype.endswith("/comments") for item in slide.part.rels.values()):
        raise Nowhere
    name = f"/ppt/comments/comment{900 + place.number}.xml"
    if any(str(part.partname) == name for part in deck.part.package.iter_parts()):
        raise Nowhere
    slide.part.relate_to(_part(deck, name, f"{kind}comments+xml", comments.encode()), f"{_RELATIONS}/comments")
    return lambda seen: any(place.words in text for text in comments_on(seen, name_of(slide)))


@on_deck("comment, of the newer kind")
def threaded_comment(place: Place) -> Judge:
    slide, deck = place.pick(place.slides()), place.deck
    space, kind = "http://schemas.microsoft.com/office/powerpoint/2018/8/main", "application/vnd.ms-powerpoint."
    relations = "http://schemas.microsoft.com/office/2018/10/relationships"
    person = "{11111111-2222-4333-8444-555555555555}"
    authors = f'<p188:authorLst xmlns:p188="{space}"><p188:author id="{person}" name="Liisa Lukija" initials="LL" userId="liisa" providerId="None"/></p188:authorLst>'
    comments = (
        f'<p188:cmLst xmlns:p188="{space}" xmlns:a="{A}"><p188:cm id="{{0A0A0A0A-0000-4000-8000-{place.number:012d}}}" authorId="{person}" '
        f'created="2026-11-20T10:00:00.000"><p188:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="fi-FI"/><a:t>{place.words}</a:t></a:r></a:p>'
        "</p188:txBody></p188:cm></p188:cmLst>"
    )
    if any(item.reltype == f"{relations}/comments" for item in slide.part.rels.values()):
        raise Nowhere
    if not any(item.reltype == f"{relations}/authors" for item in deck.part.rels.values()):
        deck.part.relate_to(
            _part(deck, "/ppt/authors.xml", f"{kind}authors+xml", authors.encode()), f"{relations}/authors"
        )
    name = f"/ppt/comments/modernComment_{900 + place.number}_0.xml"
    if any(str(part.partname) == name for part in deck.part.package.iter_parts()):
        raise Nowhere
    slide.part.relate_to(_part(deck, name, f"{kind}comments+xml", comments.encode()), f"{relations}/comments")
    return lambda seen: any(place.words in text for text in comments_on(seen, name_of(slide)))


def comments_on(seen: Seen, slide: int) -> list[str]:
    """The words of each comment of either kind on a slide."""
    found = slide_of(seen, slide)
    return [] if found is None else comments_of(found)


def comments_of(slide: Any) -> list[str]:
    """The words of each comment of either kind on a slide."""
    texts = []
    for relation in slide.part.rels.values():
        if relation.reltype.endswith("/comments"):
            root = etree.fromstring(relation.target_part.blob)
            texts += ["\n".join(item.text or "" for item in one.iter("{*}text", "{*}t")) for one in root.iter("{*}cm")]
    return texts


def _put_before_ends(slide: Any, xml: str) -> None:
    element = etree.fromstring(xml)
    mark = slide._element.find(f"{{{P}}}clrMapOvr")
    (mark if mark is not None else slide._element.find(f"{{{P}}}cSld")).addnext(element)


@on_deck("transition")
def transition(place: Place) -> Judge:
    slide = place.pick([one for one in place.slides() if one._element.find(f"{{{P}}}transition") is None])
    _put_before_ends(slide, f'<p:transition xmlns:p="{P}" spd="slow"><p:fade/></p:transition>')
    return lambda seen: (
        (found := slide_of(seen, name_of(slide))) is not None and bool(xpath(found._element, "./p:transition/p:fade"))
    )


@on_deck("animation")
def animation(place: Place) -> Judge:
    """A fade of one shape, told by its id: where the shape stands, the animation must mean it still."""
    slide, shape, _ = place.pick(
        [item for item in place.paragraphs() if item[0]._element.find(f"{{{P}}}timing") is None]
    )
    common = 'fill="hold"'
    _put_before_ends(
        slide,
        f'<p:timing xmlns:p="{P}"><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        f'<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst><p:par><p:cTn id="3" {common}>'
        f'<p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst><p:par><p:cTn id="4" {common}><p:stCondLst><p:cond delay="0"/></p:stCondLst>'
        f'<p:childTnLst><p:par><p:cTn id="5" presetID="1" presetClass="entr" presetSubtype="0" {common} nodeType="clickEffect"><p:stCondLst>'
        f'<p:cond delay="0"/></p:stCondLst><p:childTnLst><p:set><p:cBhvr><p:cTn id="6" dur="1" {common}><p:stCondLst><p:cond delay="0"/></p:stCondLst></p:cTn>'
        f'<p:tgtEl><p:spTgt spid="{shape.shape_id}"/></p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>'
        '<p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>'
        '</p:childTnLst></p:cTn><p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst><p:nextCondLst>'
        '<p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst></p:seq></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>',
    )

    def holds(seen: Seen) -> bool:
        found = slide_of(seen, name_of(slide))
        targets = xpath(found._element, "./p:timing//p:spTgt/@spid") if found is not None else []
        names = {str(one.shape_id): one.name for one in found.shapes} if found is not None else {}
        return (
            bool(targets)
            and all(target in names for target in targets)
            and shape.name in {names[target] for target in targets}
        )

    return holds


@on_deck("link to another slide")
def slide_link(place: Place) -> Judge:
    slide, shape, _ = place.pick(place.paragraphs())
    target = place.deck.slides[place.number % len(place.deck.slides)]
    shape.click_action.target_slide = target

    def holds(seen: Seen) -> bool:
        found = slide_of(seen, name_of(slide))
        shapes = [one for one in found.shapes if one.name == shape.name] if found is not None else []
        links = [one.click_action.target_slide for one in shapes if one.click_action.hyperlink is not None]
        return any(link is not None and link.slide_id == target.slide_id for link in links)

    return holds


def _sections(place: Place) -> Any:
    """The presentation's list of sections, made when there is none."""
    root = place.deck.part._element
    found = root.find(f".//{{{_P14}}}sectionLst")
    if found is not None:
        return found
    lists = root.find(f"{{{P}}}extLst")
    if lists is None:
        lists = etree.SubElement(root, f"{{{P}}}extLst")
    extension = etree.SubElement(lists, f"{{{P}}}ext", uri=_SECTIONS)
    return etree.SubElement(extension, f"{{{_P14}}}sectionLst", nsmap={"p14": _P14})


@on_deck("sections made")
def sections(place: Place) -> Judge:
    listed, order = _sections(place), _order(place.deck)
    if len(listed):
        raise Nowhere
    cut = 1 + place.number % (len(order) - 1)
    for number, part in enumerate((order[:cut], order[cut:])):
        guid = f"{{22222222-0000-4000-8000-{place.number * 10 + number:012d}}}"
        section = etree.SubElement(listed, f"{{{_P14}}}section", name=f"{place.words} {number}", id=guid)
        slides = etree.SubElement(section, f"{{{_P14}}}sldIdLst")
        for slide in part:
            etree.SubElement(slides, f"{{{_P14}}}sldId", id=str(slide))
    names = [f"{place.words} 0", f"{place.words} 1"]
    return lambda seen: xpath(seen.deck.part._element, ".//p14:section/@name") == names


@on_deck("slide's background")
def background(place: Place) -> Judge:
    slide = place.pick(place.slides())
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = _rgb("FFF4D6")
    path = "./p:cSld/p:bg//a:srgbClr[@val='FFF4D6']"
    return lambda seen: (found := slide_of(seen, name_of(slide))) is not None and bool(xpath(found._element, path))


@on_deck("master's title style")
def master_style(place: Place) -> Judge:
    style = xpath(place.deck.slide_master._element, ".//p:titleStyle/a:lvl1pPr/a:defRPr")[0]
    style.set("spc", str(30 + place.number % 50))
    path = f".//p:titleStyle/a:lvl1pPr/a:defRPr[@spc='{30 + place.number % 50}']"
    return lambda seen: bool(xpath(seen.deck.slide_master._element, path))


@on_deck("layout's shape moved")
def layout_edited(place: Place) -> Judge:
    layout = place.deck.slide_layouts[place.number % len(place.deck.slide_layouts)]
    box = deepcopy(next(iter(layout.placeholders))._element)
    box.find(f".//{{{P}}}cNvPr").set("name", f"Oma paikka {place.number}")
    box.find(f".//{{{P}}}cNvPr").set("id", "9901")
    xpath(box, ".//p:ph")[0].attrib.clear()
    xpath(box, ".//p:ph")[0].set("idx", "9901")
    layout.shapes._spTree.append(box)
    names = f"Oma paikka {place.number}"
    return lambda seen: any(shape.name == names for item in seen.deck.slide_layouts for shape in item.shapes)


@on_deck("document's title")
def document_title(place: Place) -> Judge:
    place.deck.core_properties.title = place.words
    return lambda seen: seen.deck.core_properties.title == place.words


@on_deck("keywords and the last one who saved")
def document_properties(place: Place) -> Judge:
    place.deck.core_properties.keywords = place.words
    place.deck.core_properties.last_modified_by = "Liisa Lukija"
    return lambda seen: seen.deck.core_properties.keywords == place.words


@on_deck("slide size 4:3")
def slide_size(place: Place) -> Judge:
    place.deck.slide_width = Emu(9144000)
    return lambda seen: seen.deck.slide_width == 9144000


@on_deck("date put on a slide")
def dated(place: Place) -> Judge:
    slide = place.pick(place.slides())
    box = slide.shapes.add_textbox(Emu(100000), Emu(100000), Emu(900000), Emu(300000))
    box.name = f"Päiväys {place.number}"
    line = box.text_frame.paragraphs[0]._p
    field = etree.SubElement(line, f"{{{A}}}fld", id="{33333333-0000-4000-8000-000000000001}", type="datetime1")
    etree.SubElement(field, f"{{{A}}}rPr", lang="fi-FI")
    etree.SubElement(field, f"{{{A}}}t").text = "20.11.2026"
    return lambda seen: any_shape(
        seen, name_of(slide), box.name, lambda item: bool(xpath(item, ".//a:fld[@type='datetime1']"))
    )


def _rgb(value: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(value)


def rewritten(
    data: bytes, change: Callable[[str, bytes], bytes | None], more: Mapping[str, bytes] | None = None
) -> bytes:
    """The file with its parts changed; None leaves a part out."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return target.getvalue()


def _texts(data: bytes) -> list[list[str]]:
    return [list(texts_in(slide._element)) for slide in Presentation(BytesIO(data)).slides]


@on_bytes("saved by PowerPoint", resaves=True)
def powerpoint(data: bytes, number: int, _: Focus) -> tuple[bytes, Judge]:
    """Attributes in another order, `dirty` and `err` on runs, end properties, creation ids where there were none."""

    def change(name: str, part: bytes) -> bytes:
        if not re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
            return part
        root = etree.fromstring(part)
        for mark in root.iter(f"{{{A}}}rPr"):
            items = [("dirty", "0"), *reversed(mark.items())]
            mark.attrib.clear()
            mark.attrib.update(items)
        for paragraph in root.iter(f"{{{A}}}p"):
            if paragraph.find(f"{{{A}}}endParaRPr") is None and len(paragraph):
                etree.SubElement(paragraph, f"{{{A}}}endParaRPr", lang="fi-FI", dirty="0")
        for step, mark in enumerate(root.iter(f"{{{P}}}cNvPr")):
            if mark.get("name") and not len(mark):
                space = "http://schemas.microsoft.com/office/drawing/2014/main"
                guid = f"{{{number % 9999 + 1:08X}-AAAA-4AAA-8AAA-{step:012d}}}"
                extension = etree.fromstring(
                    f'<a:extLst xmlns:a="{A}"><a:ext uri="{{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}}">'
                    f'<a16:creationId xmlns:a16="{space}" id="{guid}"/></a:ext></a:extLst>'
                )
                mark.append(extension)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return rewritten(data, change), lambda seen: seen.deck is not None


@on_bytes("slides' parts renamed", resaves=True)
def parts_renamed(data: bytes, _: int, __: Focus) -> tuple[bytes, Judge]:
    """As after slides were dragged about: PowerPoint names the parts anew by their order."""

    def change(name: str, part: bytes) -> bytes:
        if name.endswith((".rels", "[Content_Types].xml")):
            return re.sub(
                rb"(slides/slide|notesSlides/notesSlide)(\d+)\.xml",
                rb"\g<1>7\2.xml",
                re.sub(rb'Target="slide(\d+)', rb'Target="slide7\1', part),
            )
        return part

    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            moved = re.sub(
                r"(slides/(?:_rels/)?slide|notesSlides/(?:_rels/)?notesSlide)(\d+)\.xml", r"\g<1>7\2.xml", name
            )
            new.writestr(moved, change(name, old.read(name)))
    return target.getvalue(), lambda seen: bool(seen.slides)


@on_bytes("our own parts taken off", resaves=True)
def stripped(data: bytes, _: int, __: Focus) -> tuple[bytes, Judge]:
    """As a document inspector does: no customXml, no custom properties."""
    dropped = re.compile(r"(/?customXml/|docProps/custom\.xml)")

    def change(name: str, part: bytes) -> bytes | None:
        if dropped.match(name):
            return None
        if name.endswith(".rels") or name == "[Content_Types].xml":
            root = etree.fromstring(part)
            for item in list(root):
                if re.search(r"customXml|docProps/custom\.xml", item.get("Target") or item.get("PartName") or ""):
                    root.remove(item)
            return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return part

    return rewritten(data, change), lambda seen: bool(seen.slides)


@on_bytes("names and ids of all shapes gone", resaves=True)
def anonymous(data: bytes, _: int, __: Focus) -> tuple[bytes, Judge]:
    """As a converter leaves them: `Shape 7`, numbered anew on each slide."""

    def change(name: str, part: bytes) -> bytes:
        if not re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
            return part
        root = etree.fromstring(part)
        for step, mark in enumerate(root.iter(f"{{{P}}}cNvPr"), start=1):
            if step > 1:
                mark.attrib.update({"id": str(step), "name": f"Shape {step}"})
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return rewritten(data, change), lambda seen: bool(seen.slides)


@on_bytes("another one's custom part")
def custom_part(data: bytes, number: int, _: Focus) -> tuple[bytes, Judge]:
    name = f"customXml/item7{number}.xml"
    if name in ZipFile(BytesIO(data)).namelist():
        raise Nowhere
    relation = (
        f'<Relationship Id="rIdOma{number}" Type="{_RELATIONS}/customXml" Target="../{name}"/></Relationships>'.encode()
    )

    def change(part_name: str, part: bytes) -> bytes:
        return part.replace(b"</Relationships>", relation) if part_name == "ppt/_rels/presentation.xml.rels" else part

    made = rewritten(data, change, {name: f"<oma>{number}</oma>".encode()})

    def holds(seen: Seen) -> bool:
        with ZipFile(BytesIO(seen.data)) as package:
            return name in package.namelist() and str(number).encode() in package.read(name)

    return made, holds
