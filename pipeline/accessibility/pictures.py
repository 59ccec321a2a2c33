"""Pictures, charts and drawn shapes: described, in words that say something, in line with the text.

In: a file. Out: faults of what is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.accessibility.reading import Fault, Reading, is_fallback, said
from pipeline.ooxml.attributes import is_decorative
from pipeline.ooxml.dialect import WORD, WP, P, a, p, w

_VML = "{urn:schemas-microsoft-com:vml}"
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|emf|wmf|svg|tiff?|webp)", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"(?:kuva|kaavio|taulukko|logo|kuvio|valokuva|grafiikka|picture|image|photo|chart|table|graphic|diagram|object|figure"
    r"|bild|foto|tabell|grafik|diagram|figur|alt(?:ernative)?[ -]text|vaihtoehtoinen teksti|alternativtext)\s*\d*\.?",
    re.IGNORECASE,
)
_LONGEST = 300
_WORD_PROPERTIES, _SLIDE_PROPERTIES = f"{{{WP}}}docPr", f"{{{P}}}cNvPr"
_GROUP = p("grpSp")


def undescribed(reading: Reading) -> Iterator[Fault]:
    """Pictures, charts and diagrams without a text alternative."""
    for part, properties in _drawn(reading):
        if not _is_described(properties) and not is_decorative(properties):
            yield Fault("AX002", part, properties, {"what": properties.get("name") or "–"})
    if reading.dialect is WORD:
        yield from _old_pictures(reading)


def badly_described(reading: Reading) -> Iterator[Fault]:
    """Text alternatives that say nothing, or too much."""
    for part, properties in _drawn(reading):
        text = said(properties.get("descr") or "")
        name = (properties.get("name") or "").strip()
        if _FILE_NAME.fullmatch(text) or _SAYS_NOTHING.fullmatch(text) or (name and text == name):
            yield Fault("AX014", part, properties, {"what": text})
        elif len(text) > _LONGEST and "{" not in text:
            yield Fault("AX015", part, properties, {"what": text, "length": len(text), "most": _LONGEST})


def floating(reading: Reading) -> Iterator[Fault]:
    """What floats over or beside the text, and is not marked as decorative: reading aloud may pass it by."""
    for part in reading.stories:
        for anchor in reading.at.tree(part).iter(f"{{{WP}}}anchor"):
            properties = anchor.find(_WORD_PROPERTIES)
            if properties is not None and not is_decorative(properties) and not is_fallback(anchor):
                yield Fault("AX017", part, properties, {"what": properties.get("name") or "–"})


def silent_shapes(reading: Reading) -> Iterator[Fault]:
    """Shapes and lines drawn on a slide that hold no text and have no text alternative."""
    for part in reading.stories:
        for shape in reading.at.tree(part).iter(p("sp"), p("cxnSp")):
            properties = next(shape.iter(_SLIDE_PROPERTIES), None)
            if properties is None or next(shape.iter(p("ph")), None) is not None or is_fallback(shape):
                continue
            text = "".join(item.text or "" for item in shape.iter(a("t"))).strip()
            silent = not text and not _is_described(properties) and not is_decorative(properties)
            if silent and not _is_in_described_group(shape):
                yield Fault("AX031", part, properties, {"what": properties.get("name") or "–"}, alike=part)


def _drawn(reading: Reading) -> Iterator[tuple[str, etree._Element]]:
    """The properties of pictures, charts and diagrams, which hold their names and text alternatives."""
    for part in reading.stories:
        root = reading.at.tree(part)
        if reading.dialect is WORD:
            for properties in root.iter(_WORD_PROPERTIES):
                if not _is_text_box(properties) and not is_fallback(properties):
                    yield part, properties
            continue
        for frame in root.iter(p("pic"), p("graphicFrame")):
            properties_of = next(frame.iter(_SLIDE_PROPERTIES), None)
            table = frame.tag == p("graphicFrame") and next(frame.iter(a("tbl")), None) is not None
            if properties_of is not None and not table and not is_fallback(frame) and not _is_in_described_group(frame):
                yield part, properties_of


def _old_pictures(reading: Reading) -> Iterator[Fault]:
    """Pictures in the form of Word 2007 and before."""
    for part in reading.stories:
        for data in reading.at.tree(part).iter(f"{_VML}imagedata"):
            shape = data.getparent()
            if shape is not None and not (shape.get("alt") or "").strip() and not is_fallback(data):
                yield Fault("AX002", part, shape, {"what": shape.get("id") or "–"})


def _is_described(properties: etree._Element) -> bool:
    return bool((properties.get("descr") or "").strip())


def _is_text_box(properties: etree._Element) -> bool:
    """Whether a drawing's properties are a text box's, which is read by its text."""
    drawing = properties.getparent()
    return drawing is not None and next(drawing.iter(w("txbxContent")), None) is not None


def _is_in_described_group(shape: etree._Element) -> bool:
    for group in shape.iterancestors(_GROUP):
        properties = group.find(f"{p('nvGrpSpPr')}/{p('cNvPr')}")
        if properties is not None and (_is_described(properties) or is_decorative(properties)):
            return True
    return False
