"""What a designer typed on a chart: its titles, its axes' titles, single labels, and the shapes drawn on it.

In: the tree of a chart part, or of the part with the shapes on a chart. Out: labels whose text outlives the old data
are marked; after tags were filled, no text is without a paragraph and no title without words.
"""

from __future__ import annotations

from lxml import etree

from pipeline.ooxml.chart_labels import KEPT
from pipeline.ooxml.chart_sheet import legal
from pipeline.ooxml.chart_xml import c, parent
from pipeline.ooxml.dialect import a

_SHAPES = "{http://schemas.openxmlformats.org/drawingml/2006/chartDrawing}"


def mark_kept(paragraphs: list[etree._Element]) -> None:
    """Marks the labels that these paragraphs stand in: what is typed there is not the old data's."""
    for paragraph in paragraphs:
        for text in paragraph.iterancestors(c("tx")):
            if parent(text).tag == c("dLbl"):
                text.set(KEPT, "1")


def settle_texts(root: etree._Element) -> None:
    """Mends what filled tags left: texts without a paragraph, titles without words."""
    for text in root.iter(c("rich"), f"{_SHAPES}txBody"):
        if text.find(a("p")) is None:
            etree.SubElement(text, a("p"))
    for title in list(root.iter(c("title"))):
        rich = title.find(f"{c('tx')}/{c('rich')}")
        if rich is not None and not "".join(item.text or "" for item in rich.iter(a("t"))).strip():
            _drop_title(title)


def rename_title(root: etree._Element, old: str, new: str) -> None:
    """A title that says the name of the only series: some programs write so what Office says by itself."""
    for rich in root.iterfind(f"{c('chart')}/{c('title')}/{c('tx')}/{c('rich')}"):
        texts = list(rich.iter(a("t")))
        if old and "".join(item.text or "" for item in texts) == old:
            for place, item in enumerate(texts):
                item.text = legal(new) if place == 0 else ""


def _drop_title(title: etree._Element) -> None:
    """A title that says nothing goes; Office must not put one of its own in its place."""
    around = parent(title)
    around.remove(title)
    if around.tag == c("chart"):
        for old in around.findall(c("autoTitleDeleted")):
            around.remove(old)
        around.insert(0, etree.Element(c("autoTitleDeleted"), val="1"))
