"""Hand edits to headings, chapters and lists."""

# ruff: noqa: ARG001  (every change has the same form)

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as Opened
from hand_edits_word import (
    MARK,
    Holds,
    both,
    docx_kind,
    fewer,
    has,
    is_contents,
    kind,
    ordered,
    paragraph,
    properties,
    put,
    says,
    silent,
    style_of,
    styled,
    write,
)
from lxml import etree
from word_open import Word, text, w, xml

_HEADINGS = ("Heading1", "LukuIlmanNumeroa", "Liiteotsikko")


def _heading(word: Word) -> etree._Element:
    return styled(word.body, "Heading2")[-1]


def _chapter(word: Word, place: int = -2) -> list[etree._Element]:
    """A chapter with its heading: one of the last, without section breaks."""
    start = [item for item in styled(word.body, *_HEADINGS) if not is_contents(item)][place]
    found = [start]
    for item in start.itersiblings():
        if item.tag == w("sectPr") or style_of(item) in _HEADINGS:
            break
        found.append(item)
    return found


@kind("a heading reworded")
def _reworded(word: Word, aim: str) -> Holds:
    write(_heading(word), f"Otsikko {MARK} uusiksi")
    return says(f"Otsikko {MARK} uusiksi")


@kind("a heading's level changed", keeps_words=True)
def _level(word: Word, aim: str) -> Holds:
    put(properties(_heading(word)), '<w:pStyle w:val="Heading4"/>')
    return has(".//w:pStyle[@w:val='Heading4']")


@kind("a heading's number taken away", keeps_words=True)
def _unnumbered(word: Word, aim: str) -> Holds:
    put(properties(styled(word.body, "Heading1")[-1]), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    return has(".//w:pPr[w:pStyle/@w:val='Heading1']/w:numPr/w:numId[@w:val='0']")


@kind("a heading of its own put in", keeps_words=True)
def _new_heading(word: Word, aim: str) -> Holds:
    _heading(word).addprevious(paragraph(f"Oma otsikko {MARK}", "Heading2"))
    return says(f"Oma otsikko {MARK}")


@docx_kind("a chapter added at the end", keeps_words=True)
def _added(document: Opened, aim: str) -> Holds:
    document.add_paragraph(f"Oma luku {MARK}", style="Heading 1")
    document.add_paragraph(f"Oman luvun teksti {MARK}.")
    return both(says(f"Oma luku {MARK}"), says(f"Oman luvun teksti {MARK}."))


@kind("a chapter moved", keeps_words=True)
def _moved(word: Word, aim: str) -> Holds:
    chapter, before = _chapter(word, -1), _chapter(word, -2)
    first, second = text(chapter[0]), text(before[0])
    for item in chapter:
        before[0].addprevious(item)
    return _starts_before(first, second)


def _starts_before(first: str, second: str) -> Holds:
    def holds(word: Word) -> str:
        said = [text(item) for item in styled(word.body, *_HEADINGS)]
        if first not in said or second not in said:
            return "a chapter is missing"
        return "" if said.index(first) < said.index(second) else f"{second!r} comes first"

    return holds


@kind("a chapter deleted")
def _deleted(word: Word, aim: str) -> Holds:
    chapter = _chapter(word, -2)
    heading = text(chapter[0])
    for item in chapter:
        word.body.remove(item)

    def holds(now: Word) -> str:
        return "the chapter is back" if any(text(item) == heading for item in styled(now.body, *_HEADINGS)) else ""

    return holds


def _items(word: Word) -> list[etree._Element]:
    last = styled(word.body, "Luettelo")[-1]
    return [*reversed([item for item in last.itersiblings(preceding=True) if style_of(item) == "Luettelo"]), last][-4:]


@kind("a list item added", keeps_words=True)
def _item_added(word: Word, aim: str) -> Holds:
    _items(word)[1].addnext(paragraph(f"Luettelon kohta {MARK}", "Luettelo"))
    return says(f"Luettelon kohta {MARK}")


@kind("a list item removed")
def _item_removed(word: Word, aim: str) -> Holds:
    item = _items(word)[1]
    judge = fewer(word, text(item))
    item.getparent().remove(item)
    return judge


@kind("list items put in another order", keeps_words=True)
def _items_reordered(word: Word, aim: str) -> Holds:
    items = _items(word)
    said = [text(item) for item in items]
    for item in items[:-1]:
        items[-1].addnext(item)
    return ordered(*reversed(said))


@kind("a list item made numbered", keeps_words=True)
def _item_numbered(word: Word, aim: str) -> Holds:
    put(properties(_items(word)[2]), '<w:pStyle w:val="Numeroluettelo"/>')
    before = len(styled(word.body, "Numeroluettelo"))
    return has(".//w:pStyle[@w:val='Numeroluettelo']", before)


@kind("a list item moved deeper", keeps_words=True)
def _item_deeper(word: Word, aim: str) -> Holds:
    put(properties(_items(word)[2]), '<w:ind w:left="1531"/>')
    return has(".//w:pPr[w:pStyle/@w:val='Luettelo']/w:ind[@w:left='1531']")


@kind("a list of its own written", keeps_words=True)
def _own_list(word: Word, aim: str) -> Holds:
    item = _items(word)[-1]
    for number in range(3):
        new = paragraph(f"Oma kohta {number} {MARK}", "Luettelo")
        put(properties(new), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        item.addnext(new)
    return says(f"{MARK}", 3)


@kind("the first list taken away")
def _list_deleted(word: Word, aim: str) -> Holds:
    items = styled(word.body, "Luettelo")[:2]
    said = [text(item) for item in items]
    for item in items:
        item.getparent().remove(item)
    return both(*(silent(words) for words in said))


@kind("the contents list taken away")
def _no_contents(word: Word, aim: str) -> Holds:
    for item in [item for item in word.body if is_contents(item)]:
        word.body.remove(item)
    return lambda now: "the contents are back" if any(is_contents(item) for item in now.body) else ""


@kind("the contents list refreshed with other pages", keeps_words=True)
def _refreshed(word: Word, aim: str) -> Holds:
    for item in [item for item in word.body if is_contents(item)]:
        numbers = [value for value in item.iter(w("t")) if (value.text or "").isdigit()]
        for value in numbers[-1:]:
            value.text = str(int(value.text or "0") + 70)
    return lambda now: "" if any(
        (value.text or "") >= "70" and len(value.text or "") == 2
        for item in now.body if is_contents(item) for value in item.iter(w("t"))
    ) else "the old pages are back"  # fmt: skip


@kind("the contents list rebuilt by Word", keeps_words=True)
def _rebuilt(word: Word, aim: str) -> Holds:
    """Word writes the lines anew: other bookmarks, numbers of chapters in runs of their own, a w14:paraId for each."""
    for place, item in enumerate([item for item in word.body if is_contents(item)]):
        item.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", f"7A{place:06X}")
        for link in item.iter(w("hyperlink")):
            link.set(w("anchor"), f"_Toc2187{place:05d}")
            for first in list(link.iter(w("r")))[:1]:
                properties(first, "rPr").append(xml("<w:noProof/>"))
    return has(".//w:hyperlink[starts-with(@w:anchor, '_Toc2187')]", 20)


@kind("a subheading turned into text", keeps_words=True)
def _to_text(word: Word, aim: str) -> Holds:
    put(properties(styled(word.body, "Heading2")[0]), '<w:pStyle w:val="Lahde"/>')
    said = text(styled(word.body, "Heading2")[0])
    return both(says(said), has(".//w:pStyle[@w:val='Lahde']", len(styled(word.body, "Lahde"))))


@kind("a chapter written twice", keeps_words=True)
def _chapter_copied(word: Word, aim: str) -> Holds:
    chapter = _chapter(word, -1)
    for item in chapter:
        copy = deepcopy(item)
        for start in list(copy.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            start.getparent().remove(start)
        chapter[-1].addnext(copy)
    return says(text(chapter[0]), sum(text(chapter[0]) in line for line in word.lines()))
