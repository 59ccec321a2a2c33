"""Links whose text tells where they lead.

In: a file. Out: faults of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.accessibility.reading import Fault, Reading, said
from pipeline.ooxml.dialect import WORD, R, a, p, w

_EMPTY_WORDS = frozenset(
    "tässä|tästä|täällä|täältä|tänne|tähän|linkki|linkissä|linkistä|lue lisää|lisää|lisätietoja|lisätietoa|klikkaa|"
    "klikkaa tästä|klikkaa tätä|katso tästä|katso|siirry tästä|avaa|lataa|lataa tästä|"
    "här|härifrån|hit|länk|länken|läs mer|mera|mer|mer information|klicka|klicka här|se här|ladda ner|öppna|"
    "here|click|click here|link|this|this link|read more|more|more information|learn more|see here|see|open|download|"
    "www|url|web|webb|sivu|page|sida".split("|")
)
_ADDRESS = re.compile(r"(?:https?://\S{25,}|www\.\S{25,})", re.IGNORECASE)
_AROUND = " .,;:>»→()[]”\"'"


def empty_words(reading: Reading) -> Iterator[Fault]:
    """Links that say "here", a bare long address, or nothing."""
    for part in reading.stories:
        links = _word_links(reading, part) if reading.dialect is WORD else _slide_links(reading, part)
        for element, text in links:
            bare = said(text).strip(_AROUND)
            if bare in ("", "–") or bare.lower() in _EMPTY_WORDS or _ADDRESS.fullmatch(bare):
                yield Fault("AX018", part, element, {"what": said(text)}, alike=(part, bare.lower()))


def _word_links(reading: Reading, part: str) -> Iterator[tuple[etree._Element, str]]:
    for link in reading.at.tree(part).iter(w("hyperlink")):
        if not (link.get(w("anchor")) or "").startswith("_Toc"):
            text = "".join(item.text or "" for item in link.iter(w("t")))
            yield link, text or _drawn_text(link)


def _drawn_text(link: etree._Element) -> str:
    """What a linked picture says of itself."""
    return next((text for item in link.iter() if (text := (item.get("descr") or "").strip())), "")


def _slide_links(reading: Reading, part: str) -> Iterator[tuple[etree._Element, str]]:
    root = reading.at.tree(part)
    for click in root.iter(a("hlinkClick")):
        holder = click.getparent()
        if holder is None or not (click.get(f"{{{R}}}id") or click.get("action")):
            continue
        shape = next(click.iterancestors(p("sp"), p("pic"), p("graphicFrame")), None)
        owner = holder.getparent() if holder.tag == a("rPr") else shape
        if owner is not None:
            text = "".join(item.text or "" for item in owner.iter(a("t")))
            yield click, text or _drawn_text(owner)
