"""On which page each bookmark of a Word document stands, reckoned without a program that lays pages out.

In: the tree of a rendered document and the parts that decide how it looks. Out: for each bookmark the page's number as
the footer prints it. An estimate: widths and heights are those of the fonts, the rules of breaking are Word's, words
are hyphenated by a rule of thumb where the document asks for it; footnotes and what text flows round take no room.
`docs/analysis/contents.md` tells how often it is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.filling.fitting.measuring import PAGES
from pipeline.filling.pages.page_blocks import Rules, Stack, blocks
from pipeline.filling.pages.page_flow import flow, numeral
from pipeline.filling.pages.page_looks import Layout, Looks
from pipeline.filling.pages.page_sections import sections
from pipeline.filling.pages.page_values import flag, twips, value
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import w
from pipeline.ooxml.textbody import Fonts

_ZONE = 18.0
"""Word's own hyphenation zone, where the document sets none."""
_MOST_STEPS = 32_767


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document's looks depend on besides itself: its parts, the theme's fonts, and its headers and footers
    by the id of their relationship."""

    styles: etree._Element | None = None
    numbering: etree._Element | None = None
    settings: etree._Element | None = None
    fonts: Fonts = field(default_factory=Fonts)
    stories: Mapping[str, etree._Element] = field(default_factory=dict)


def pages(root: etree._Element, surroundings: Surroundings) -> dict[str, str]:
    """The page of each bookmark in a document, as its footer prints it: `12`, in a preface perhaps `xii`."""
    body = root.find(w("body"))
    if body is None:
        return {}
    rules = _rules(surroundings)

    def height(story: etree._Element, width: float) -> float:
        stack = Stack(rules)
        stack.fill(blocks(story), width)
        return stack.height

    found = sections(body, surroundings.stories, height)
    stack = Stack(rules)
    for place, section in enumerate(found):
        stack.section = place
        stack.fill(section.elements, section.sheet.width)
    placed = flow(stack.pieces, [section.sheet for section in found])
    return {name: numeral(page) for piece, page in zip(stack.pieces, placed, strict=True) for name in piece.bookmarks}


def _rules(surroundings: Surroundings) -> Rules:
    settings, base = surroundings.settings, Layout()
    if settings is not None:
        tab, zone = (_length(settings, name) for name in ("defaultTabStop", "hyphenationZone"))
        ladder = integer(value(settings, w("consecutiveHyphenLimit")) or None, 0, _MOST_STEPS)
        hyphenated = replace(PAGES, zone=_ZONE if zone is None else zone, ladder=max(ladder, 0))
        base = Layout(tab=tab or base.tab, hyphenated=hyphenated if _is_on(settings, "autoHyphenation") else PAGES)
    looks = Looks(surroundings.styles, surroundings.numbering, surroundings.fonts, base)
    return Rules(looks, settings is not None and _is_on(settings, "compat", "doNotUseHTMLParagraphAutoSpacing"))


def _is_on(settings: etree._Element, *path: str) -> bool:
    return flag(settings.find("/".join(w(name) for name in path)))


def _length(settings: etree._Element, name: str) -> float | None:
    found = settings.find(w(name))
    return None if found is None else twips(found, "val")
