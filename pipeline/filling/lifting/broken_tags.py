"""Tags that Word has broken with something other than text: a tab, a line break, a hyphen that must not break.

In: the tree of a Word part as the designer left it. Out: the same tree, such elements inside tags turned into letters,
so that a tag is one stretch of text. Outside tags they stay as they are; breaks of pages and columns stay everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.filling.lifting.tags import find_tags
from pipeline.ooxml.dialect import ALTERNATIVES, WORD, w
from pipeline.ooxml.text import keep_spaces

_LETTERS = {
    w("tab"): " ",
    w("ptab"): " ",
    w("cr"): " ",
    w("br"): " ",
    w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    w("softHyphen"): "",
}
_SKIPPED = frozenset(
    {WORD.paragraph, WORD.paragraph_properties, WORD.run_properties, w("moveFrom"), w("instrText"), ALTERNATIVES}
)


def mend(root: etree._Element) -> None:
    """Turns the breaks inside tags into letters."""
    for paragraph in root.iter(WORD.paragraph):
        letters = list(_letters(paragraph))
        if any(element.tag != WORD.text for element, _ in letters):
            _mend_paragraph(letters)


def _mend_paragraph(letters: list[tuple[etree._Element, str]]) -> None:
    text = "".join(part for _, part in letters)
    tags = find_tags(text)[0] if "{" in text else []
    position = 0
    for element, part in letters:
        if element.tag != WORD.text and any(tag.start < position < tag.end for tag in tags):
            _turn(element, part)
        position += len(part)


def _turn(element: etree._Element, letters: str) -> None:
    run = element.getparent()
    if run is not None:
        text = etree.Element(WORD.text)
        text.text = letters
        keep_spaces(text)
        run.replace(element, text)


def _letters(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for child in element:
        if child.tag == WORD.text:
            yield child, child.text or ""
        elif child.tag in _LETTERS:
            if child.get(w("type")) in (None, "textWrapping"):
                yield child, _LETTERS[str(child.tag)]
        elif len(child) and child.tag not in _SKIPPED:
            yield from _letters(child)
