"""What a rendered part still needs to be a sound one: widths, whole tables, its language.

In: the tree of a rendered part. Out: the same tree, mended.
"""

from __future__ import annotations

from lxml import etree

from pipeline.filling import foreign
from pipeline.filling.drawings import pictures
from pipeline.filling.lifting import columns
from pipeline.filling.slides.finishing_slides import finish_slide
from pipeline.filling.stories import word_tables
from pipeline.ooxml.dialect import POWERPOINT, Dialect, W, w

_EAST_ASIAN = ("ja", "ko", "zh")
"""Languages that the East Asian tag is for; with any other one it only repeats the document's own."""


def finish(root: etree._Element, dialect: Dialect, language_tag: str) -> None:
    """Mends a rendered part in place."""
    columns.fit_widths(root, dialect)
    if dialect is POWERPOINT:
        finish_slide(root, language_tag)
        foreign.settle(root, dialect)
        return
    pictures.fit_on_page(root)
    word_tables.mend(root)
    _set_word_language(root, language_tag)
    foreign.settle(root, dialect)


def _set_word_language(root: etree._Element, tag: str) -> None:
    for item in root.iter(w("lang")):
        if item.get(w("val")):
            item.set(w("val"), tag)


def set_styles_language(root: etree._Element, tag: str) -> None:
    """The language of a document's styles and settings."""
    for item in root.iter(f"{{{W}}}lang", f"{{{W}}}themeFontLang"):
        item.set(w("val"), tag)
        if (item.get(w("eastAsia")) or _EAST_ASIAN[0]).partition("-")[0] not in _EAST_ASIAN:
            item.set(w("eastAsia"), tag)
