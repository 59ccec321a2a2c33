"""The page numbers that a Word document's contents list shows, put right for pages laid out by another program.

In: a .docx, and for the text of each entry the pages that it leads to. Out: the .docx with those numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from pipeline.ooxml.dialect import w
from pipeline.ooxml.package import parse, read_package, serialise

_FIELD = "PAGEREF"


def entry_text(text: str) -> str:
    """An entry's text as it is compared: the parts between tabs, plainly spaced."""
    return "\t".join(" ".join(part.split()) for part in text.split("\t"))


def with_page_numbers(document: bytes, pages: Mapping[str, Sequence[int]]) -> bytes | None:
    """The document with the pages' numbers in its contents list; None when it shows them already, or numbers its
    pages otherwise than one by one from the first."""
    package = read_package(document)
    main = package.main_part()
    root = parse(package.read(main))
    if any(section.get(w("start")) or section.get(w("fmt")) for section in root.iter(w("pgNumType"))):
        return None
    waiting = {text: list(numbers) for text, numbers in pages.items()}
    changed = False
    for link in root.iter(w("hyperlink")):
        shown = _shown_number(link)
        numbers = waiting.get(entry_text(_text(link))) if shown else None
        if not shown or not numbers:
            continue
        number = str(numbers.pop(0))
        if "".join(item.text or "" for item in shown) != number:
            shown[0].text, changed = number, True
            for item in shown[1:]:
                item.text = ""
    if not changed:
        return None
    package.parts[main] = serialise(root)
    return package.write()


def _text(link: etree._Element) -> str:
    return "".join("\t" if item.tag == w("tab") else item.text or "" for item in link.iter(w("t"), w("tab")))


def _shown_number(link: etree._Element) -> list[etree._Element]:
    """The texts that show an entry's page: the result of its field, when that is a plain number."""
    shown = list(_results(link))
    return shown if "".join(item.text or "" for item in shown).isdecimal() else []


def _results(link: etree._Element) -> Iterator[etree._Element]:
    within, result = False, False
    for item in link.iter(w("fldChar"), w("instrText"), w("t")):
        if item.tag == w("instrText"):
            within = within or _FIELD in (item.text or "")
        elif item.tag == w("fldChar"):
            result = within and item.get(w("fldCharType")) == "separate"
            within = within and item.get(w("fldCharType")) != "end"
        elif result:
            yield item
