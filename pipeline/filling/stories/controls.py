"""Word's content controls around tags: what is filled in shows as text of its own, and controls of tags alone go.

In: the tree of a Word part, before and after its tags are tokens. Out: the same tree. A control that is bound to data
would show those instead of what we write when Word opens the file, and a placeholder would vanish at the first click.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.filling import marks
from pipeline.ooxml.dialect import W15, WORD, w
from pipeline.ooxml.text import text_of

_CONTROL = w("sdt")
_BINDINGS = (w("dataBinding"), f"{{{W15}}}dataBinding")
_PLACEHOLDER = w("showingPlcHdr")
_OPENINGS = ("{{", "{%", "{#")


def free(root: etree._Element) -> None:
    """Controls that tags are typed in are no longer bound to data and show no placeholder."""
    for control in root.iter(_CONTROL):
        properties = control.find(w("sdtPr"))
        if properties is None or not _holds_tags(control):
            continue
        for binding in _BINDINGS:
            for item in properties.findall(binding):
                properties.remove(item)
        for item in properties.findall(_PLACEHOLDER):
            properties.remove(item)
            _unstyle(control)
        _let_grow(control, properties)


def _holds_tags(control: etree._Element) -> bool:
    paragraphs = [*control.iter(WORD.paragraph)] or [control]
    return any(opening in text_of(item, WORD) for item in paragraphs for opening in _OPENINGS)


def _unstyle(control: etree._Element) -> None:
    """A placeholder's runs are grey by their character style; what is filled in is ordinary text."""
    for properties in control.iter(WORD.run_properties):
        for style in properties.findall(w("rStyle")):
            properties.remove(style)


def _let_grow(control: etree._Element, properties: etree._Element) -> None:
    """A control for plain text may hold one paragraph only; a value may be several."""
    content = control.find(w("sdtContent"))
    if content is not None and content.find(WORD.paragraph) is not None:
        for plain in properties.findall(w("text")):
            properties.remove(plain)


def of_tags_alone(root: etree._Element) -> Iterator[etree._Element]:
    """Controls that hold block tags and nothing else, in a paragraph with other text or around whole paragraphs."""
    for control in list(root.iter(_CONTROL)):
        paragraph = next(control.iterancestors(WORD.paragraph), None)
        if paragraph is None or not marks.only_blocks(_text(paragraph)):
            yield control


def _text(element: etree._Element) -> str:
    return "".join(item.text or "" for item in element.iter(WORD.text))
