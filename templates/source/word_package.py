"""The Word template as a package: its parts and how they are related, the same bytes each time.

In: the document's body. Out: the bytes of a .docx. Times, revision ids and editing sessions are not written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from chart_drawing import WORD, draw_chart
from chart_samples import SAMPLES
from embedding import CHART_RELATION, CHART_TYPE, WORKBOOK_RELATION, WORKBOOK_TYPE
from slides_logo import sample_logo
from theme_part import build_theme
from word_drawings import CHARTS, LOGO, Chart
from word_numbering import numbering_xml
from word_page import (
    COVER_HEADER,
    FOOTER,
    HEADER,
    LANDSCAPE_FOOTER,
    cover_header_xml,
    footer_xml,
    header_xml,
    portrait_section,
)
from word_styles import styles_xml
from word_text import value
from word_type import LANDSCAPE_WIDTH
from word_units import LANGUAGE, XML_HEAD, W, twips

from pipeline.ooxml.chart import chart_workbook
from pipeline.ooxml.package import Package, Relationship

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_METADATA = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = "word/document.xml"
EMAIL = "rId15"
"""The relationship of the link to the contact person's address."""

_NAMESPACES = (
    f'{W} xmlns:r="{_OFFICE}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a document has beside its text: its charts, styles of its own, whose name its properties tell.

    A document without a logo or a link to an address has neither part.
    """

    charts: Sequence[Chart] = CHARTS
    styles: str = ""
    owner: str = "organisation.name"
    logo: bool = True
    address: bool = True


ROADMAP = Parts()


def package(body: str, parts: Parts = ROADMAP) -> bytes:
    """The template around a body."""
    made = Package(
        parts={},
        content_types={},
        default_types={
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
            "png": "image/png",
            "xlsx": WORKBOOK_TYPE,
        },
    )
    _relate(made, "", "rId1", f"{_OFFICE}/officeDocument", _MAIN)
    document = f"{XML_HEAD}<w:document {_NAMESPACES}><w:body>{body}{portrait_section()}</w:body></w:document>"
    made.add(_MAIN, document.encode(), f"{_WORD}.document.main+xml")
    _settle(made, parts)
    _properties(made, parts.owner)
    return made.write()


def _settle(made: Package, parts: Parts) -> None:
    """What the body stands on and refers to."""
    for relation, kind, name, data in (
        ("rId1", "styles", "styles", _styles(parts.styles)),
        ("rId2", "settings", "settings", _settings()),
        ("rId3", "numbering", "numbering", numbering_xml()),
        ("rId4", "fontTable", "fontTable", _fonts()),
        (HEADER, "header", "header1", header_xml()),
        (COVER_HEADER, "header", "header2", cover_header_xml()),
        (FOOTER, "footer", "footer1", footer_xml()),
        (LANDSCAPE_FOOTER, "footer", "footer2", footer_xml("Vaakasivualatunniste")),
    ):
        made.add(f"word/{name}.xml", data, f"{_WORD}.{kind}+xml")
        _relate(made, _MAIN, relation, f"{_OFFICE}/{kind}", f"word/{name}.xml")
    made.add("word/theme/theme1.xml", build_theme(), "application/vnd.openxmlformats-officedocument.theme+xml")
    _relate(made, _MAIN, "rId5", f"{_OFFICE}/theme", "word/theme/theme1.xml")
    if parts.logo:
        made.add("word/media/tunnus.png", sample_logo(), "image/png")
        _relate(made, _MAIN, LOGO, f"{_OFFICE}/image", "word/media/tunnus.png")
    if parts.address:
        address = quote(value("organisation.email_address"), safe="/:")  # as Word writes brackets in an address
        _relate(made, _MAIN, EMAIL, f"{_OFFICE}/hyperlink", address, external=True)
    for number, chart in enumerate(parts.charts, start=1):
        _embed(made, chart, number)


def _styles(own: str) -> bytes:
    return styles_xml().replace(b"</w:styles>", f"{own}</w:styles>".encode())


def _embed(made: Package, chart: Chart, number: int) -> None:
    look = replace(
        WORD,
        width_mm=min(chart.width_mm, LANDSCAPE_WIDTH),
        height_mm=chart.height_mm,
        labels_mm=chart.labels_mm or WORD.labels_mm,
        text_pt=chart.text_pt or WORD.text_pt,
    )
    sample = SAMPLES[chart.kind]  # type: ignore[index]
    part, book = f"word/charts/chart{number}.xml", f"word/embeddings/Microsoft_Excel_Worksheet{number}.xlsx"
    made.add(part, draw_chart(chart.kind, sample, look), CHART_TYPE)  # type: ignore[arg-type]
    made.add(book, chart_workbook(sample), WORKBOOK_TYPE)
    _relate(made, _MAIN, chart.relation, CHART_RELATION, part)
    _relate(made, part, "rId1", WORKBOOK_RELATION, book)


def _relate(made: Package, source: str, relation: str, kind: str, target: str, *, external: bool = False) -> None:
    made.relationships.setdefault(source, {})[relation] = Relationship(relation, kind, target, external)


def _settings() -> bytes:
    """Hyphenation by the language's rules, Word's present layout, nothing asked at opening."""
    slots = ("bg1", "light1"), ("t1", "dark1"), ("bg2", "light2"), ("t2", "dark2")
    accents = tuple((f"accent{number}", f"accent{number}") for number in range(1, 7))
    links = ("hyperlink", "hyperlink"), ("followedHyperlink", "followedHyperlink")
    mapping = " ".join(f'w:{name}="{slot}"' for name, slot in (*slots, *accents, *links))
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{setting}"/>'
        for name, setting in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'{XML_HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="{twips(12.5)}"/>'
        f'<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="{twips(6)}"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compatibility}</w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGE}"/><w:clrSchemeMapping {mapping}/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    ).encode()


def _fonts() -> bytes:
    font = (
        '<w:font w:name="Calibri"><w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    )
    return f"{XML_HEAD}<w:fonts {W}>{font}</w:fonts>".encode()


def _properties(made: Package, owner: str) -> None:
    core = (
        f"{XML_HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{value('document.header_line')}</dc:title><dc:subject>{value('document.subject')}</dc:subject>"
        f"<dc:creator>{value(owner)}</dc:creator><cp:keywords>{value('document.keywords')}</cp:keywords>"
        f"<dc:language>{value('document.language')}</dc:language></cp:coreProperties>"
    )
    app = (
        f"{XML_HEAD}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Microsoft Office Word</Application><Company>{value(owner)}</Company></Properties>"
    )
    made.add("docProps/core.xml", core.encode(), "application/vnd.openxmlformats-package.core-properties+xml")
    _relate(made, "", "rId2", f"{_METADATA}/core-properties", "docProps/core.xml")
    made.add("docProps/app.xml", app.encode(), "application/vnd.openxmlformats-officedocument.extended-properties+xml")
    _relate(made, "", "rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml")
