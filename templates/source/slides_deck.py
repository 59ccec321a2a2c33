"""Pages into a PowerPoint file: parts, relationships, the same bytes each time.

In: `Page`s and the words of the document's properties. Out: the bytes of a .pptx.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote
from xml.sax.saxutils import escape

from chart_drawing import SLIDE, draw_chart
from chart_samples import SAMPLES
from embedding import embed_in_package
from slides_layouts import default_text_style, layouts, master_xml, notes_master_xml, notes_xml
from slides_logo import sample_logo
from slides_page import Address, ChartPart, Jump, Page, SampleLogo
from slides_shapes import NAMESPACES, shape_tree
from slides_table import NO_STYLE
from slides_text import emu, paragraph, tag
from theme_part import build_theme

from pipeline.ooxml.chart import chart_workbook
from pipeline.ooxml.package import Package

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "ppt/presentation.xml"
_MM = 25.4


def deck(pages: Sequence[Page], title: str, author: str = "{{ organisation.name }}") -> bytes:
    """A deck whose document title is `title` and author `author`, which may hold tags."""
    package = Package(
        parts={},
        content_types={},
        default_types={
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
            "png": "image/png",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        },
    )
    package.relate("", f"{_OFFICE}/officeDocument", _MAIN)
    _properties(package, title, author)
    _frame(package)
    slides = [_slide(package, number, page) for number, page in enumerate(pages, start=1)]
    _presentation(package, slides)
    return package.write()


def _put(package: Package, name: str, xml: str, content_type: str) -> str:
    package.add(name, (_HEAD + xml).encode(), content_type)
    return name


def _frame(package: Package) -> None:
    """Theme, master, layouts, notes master: what all slides stand on."""
    master = "ppt/slideMasters/slideMaster1.xml"
    ids = []
    for number, layout in enumerate(layouts(), start=1):
        name = _layout_name(number)
        _put(package, name, layout.xml(), f"{_PRESENTATION}.slideLayout+xml")
        ids.append(package.relate(master, f"{_OFFICE}/slideLayout", name))
        package.relate(name, f"{_OFFICE}/slideMaster", master)
    _theme(package, master, 1)
    _put(package, master, master_xml(ids), f"{_PRESENTATION}.slideMaster+xml")
    notes = _put(package, "ppt/notesMasters/notesMaster1.xml", notes_master_xml(), f"{_PRESENTATION}.notesMaster+xml")
    _theme(package, notes, 2)


def _theme(package: Package, source: str, number: int) -> None:
    name = f"ppt/theme/theme{number}.xml"
    package.add(name, build_theme(), _THEME)
    package.relate(source, f"{_OFFICE}/theme", name)


def _layout_name(number: int) -> str:
    return f"ppt/slideLayouts/slideLayout{number}.xml"


def _slide(package: Package, number: int, page: Page) -> str:
    name, notes = f"ppt/slides/slide{number}.xml", f"ppt/notesSlides/notesSlide{number}.xml"
    keys = [layout.key for layout in layouts()]
    package.relate(name, f"{_OFFICE}/slideLayout", _layout_name(keys.index(page.layout) + 1))
    package.relate(name, f"{_OFFICE}/notesSlide", notes)
    for attachment in page.attachments:
        if isinstance(attachment, Jump):
            package.relate(name, f"{_OFFICE}/slide", f"ppt/slides/slide{number + attachment.after}.xml")
        else:
            _attach(package, name, attachment)
    xml = (
        f"<p:sld {NAMESPACES}><p:cSld>{shape_tree(page.shapes)}</p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )
    _put(package, name, xml, f"{_PRESENTATION}.slide+xml")
    lines = [tag(page.directive)] if page.directive else []
    _put(package, notes, notes_xml([*lines, paragraph(page.notes)]), f"{_PRESENTATION}.notesSlide+xml")
    package.relate(notes, f"{_OFFICE}/notesMaster", "ppt/notesMasters/notesMaster1.xml")
    package.relate(notes, f"{_OFFICE}/slide", name)
    return name


def _attach(package: Package, slide: str, attachment: ChartPart | SampleLogo | Address) -> None:
    match attachment:
        case Address(value):
            address = quote(value, safe=":/?@")  # as PowerPoint writes brackets in an address
            package.relate(slide, f"{_OFFICE}/hyperlink", address, external=True)
        case SampleLogo():
            package.add("ppt/media/logo.png", sample_logo(), "image/png")
            package.relate(slide, f"{_OFFICE}/image", "ppt/media/logo.png")
        case ChartPart(kind, box, text_pt, labels_mm):
            sample = SAMPLES[kind]
            width, height = box.width * _MM, box.height * _MM
            look = replace(SLIDE, width_mm=width, height_mm=height, text_pt=text_pt, labels_mm=labels_mm)
            embed_in_package(package, slide, draw_chart(kind, sample, look), chart_workbook(sample))


def _presentation(package: Package, slides: Sequence[str]) -> None:
    master = package.relate(_MAIN, f"{_OFFICE}/slideMaster", "ppt/slideMasters/slideMaster1.xml")
    ids = [package.relate(_MAIN, f"{_OFFICE}/slide", name) for name in slides]
    notes = package.relate(_MAIN, f"{_OFFICE}/notesMaster", "ppt/notesMasters/notesMaster1.xml")
    package.relate(_MAIN, f"{_OFFICE}/theme", "ppt/theme/theme1.xml")
    listed = "".join(f'<p:sldId id="{256 + place}" r:id="{relation}"/>' for place, relation in enumerate(ids))
    xml = (
        f'<p:presentation {NAMESPACES} saveSubsetFonts="1" autoCompressPictures="0">'
        f'<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="{master}"/></p:sldMasterIdLst>'
        f'<p:notesMasterIdLst><p:notesMasterId r:id="{notes}"/></p:notesMasterIdLst>'
        f"<p:sldIdLst>{listed}</p:sldIdLst>"
        f'<p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="{emu(7.5)}" cy="{emu(10)}"/>'
        f"{default_text_style()}</p:presentation>"
    )
    _put(package, _MAIN, xml, f"{_PRESENTATION}.presentation.main+xml")
    _small_part(package, "presProps", f"<p:presentationPr {NAMESPACES}/>")
    _small_part(package, "viewProps", f"<p:viewPr {NAMESPACES}/>")
    styles = (
        f'<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{NO_STYLE}">'
        f'<a:tblStyle styleId="{NO_STYLE}" styleName="No Style, No Grid"><a:wholeTbl><a:tcTxStyle>'
        '<a:fontRef idx="minor"><a:prstClr val="black"/></a:fontRef><a:schemeClr val="tx1"/></a:tcTxStyle>'
        "<a:tcStyle><a:tcBdr><a:left><a:ln><a:noFill/></a:ln></a:left><a:right><a:ln><a:noFill/></a:ln></a:right>"
        "<a:top><a:ln><a:noFill/></a:ln></a:top><a:bottom><a:ln><a:noFill/></a:ln></a:bottom>"
        "<a:insideH><a:ln><a:noFill/></a:ln></a:insideH><a:insideV><a:ln><a:noFill/></a:ln></a:insideV></a:tcBdr>"
        "<a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl></a:tblStyle></a:tblStyleLst>"
    )
    _small_part(package, "tableStyles", styles)


def _small_part(package: Package, key: str, xml: str) -> None:
    name = _put(package, f"ppt/{key}.xml", xml, f"{_PRESENTATION}.{key}+xml")
    package.relate(_MAIN, f"{_OFFICE}/{key}", name)


def _properties(package: Package, title: str, author: str) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{{{{ document.subject }}}}</dc:subject>"
        f"<dc:creator>{escape(author)}</dc:creator><cp:keywords>{{{{ document.keywords }}}}</cp:keywords>"
        "<dc:language>{{ document.language }}</dc:language></cp:coreProperties>"
    )
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Microsoft Office PowerPoint</Application><PresentationFormat>Widescreen</PresentationFormat>"
        f"<Company>{escape(author)}</Company></Properties>"
    )
    package.add(
        "docProps/core.xml", (_HEAD + core).encode(), "application/vnd.openxmlformats-package.core-properties+xml"
    )
    package.add(
        "docProps/app.xml",
        (_HEAD + app).encode(),
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    )
    package.relate("", f"{_PACKAGE}/metadata/core-properties", "docProps/core.xml")
    package.relate("", f"{_OFFICE}/extended-properties", "docProps/app.xml")
