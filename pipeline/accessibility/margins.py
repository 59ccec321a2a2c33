"""What only stands where a screen reader doesn't go by itself: headers and footers, layouts and masters.

In: a file. Out: notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.accessibility.reading import Fault, Reading, said
from pipeline.ooxml.dialect import POWERPOINT, WORD, a, p
from pipeline.ooxml.text import text_of

_WORDS = re.compile(r"[^\W\d_]{3,}")
_FEW = 2
_HOLDER = p("ph")


def only_there(reading: Reading) -> Iterator[Fault]:
    """Texts of a header, footer, layout or master whose words are nowhere in the text itself."""
    places = _word_margins(reading) if reading.dialect is WORD else _slide_margins(reading)
    main = (reading.main,) if reading.dialect is WORD else reading.stories
    known: frozenset[str] | None = None
    for part, paragraph, text in places:
        words = _WORDS.findall(text.casefold())
        if len(words) < _FEW:
            continue
        if known is None:
            known = frozenset(
                word
                for name in main
                for _, said_there in reading.texts[name]
                for word in _WORDS.findall(said_there.casefold())
            )
        if not known.issuperset(words):
            yield Fault("AX023", part, paragraph, {"what": said(text)}, alike=said(text))


def _word_margins(reading: Reading) -> Iterator[tuple[str, etree._Element, str]]:
    for kind in ("header", "footer"):
        for item in reading.package.related(reading.main, kind):
            for paragraph, text in reading.texts.get(item.target, ()):
                yield item.target, paragraph, text


def _slide_margins(reading: Reading) -> Iterator[tuple[str, etree._Element, str]]:
    parts: dict[str, None] = {}
    for slide in reading.at.slides:
        for layout in reading.package.related(slide, "slideLayout"):
            parts[layout.target] = None
            parts |= {master.target: None for master in reading.package.related(layout.target, "slideMaster")}
    for part in parts:
        if part in reading.package.parts:
            for paragraph in reading.at.tree(part).iter(a("p")):
                shape = next(paragraph.iterancestors(p("sp")), None)
                if shape is None or next(shape.iter(_HOLDER), None) is None:
                    yield part, paragraph, text_of(paragraph, POWERPOINT)
