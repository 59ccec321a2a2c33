"""The lines of a contents list lead to the headings that they name, also where those came and went.

In: the tree of a document whose changes were accepted. Out: the same tree. A line that was rewritten still led to the
heading that it named before, which may be gone or another one now: words are tracked, where a link leads is not.
"""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree

from pipeline.merging.wordings import HIDDEN
from pipeline.ooxml.dialect import w

_PARAGRAPH, _LINK, _ANCHOR, _START = w("p"), w("hyperlink"), w("anchor"), w("bookmarkStart")
_TEXT, _TAB, _CODE = w("t"), w("tab"), w("instrText")
_OF_CONTENTS = "_Toc"
_WORD = re.compile(r'[^\s"\\]+')


def relink(root: etree._Element) -> None:
    """Lets each line of a contents list lead to the one heading that says what it says."""
    lines = [item for item in root.iter(_LINK) if (item.get(_ANCHOR) or "").startswith(_OF_CONTENTS)]
    if not lines:
        return
    headings: dict[str, str] = {}
    named: defaultdict[str, list[str]] = defaultdict(list)
    for start in root.iter(_START):
        name, paragraph = start.get(w("name")) or "", next(start.iterancestors(_PARAGRAPH), None)
        if name.startswith(_OF_CONTENTS) and paragraph is not None:
            headings[name] = _said(paragraph)
            named[headings[name]].append(name)
    for line in lines:
        paragraph, old = next(line.iterancestors(_PARAGRAPH), None), line.get(_ANCHOR) or ""
        title = "" if paragraph is None else _title(paragraph)
        wanted = named.get(title, [])
        if paragraph is not None and title and headings.get(old) != title and len(wanted) == 1:
            _lead(paragraph, old, wanted[0])


def _lead(paragraph: etree._Element, old: str, new: str) -> None:
    for item in paragraph.iter(_LINK, _CODE):
        if item.get(_ANCHOR) == old:
            item.set(_ANCHOR, new)
        elif item.tag == _CODE and old in (item.text or ""):
            item.text = _WORD.sub(lambda found: new if found[0] == old else found[0], item.text or "")


def _title(paragraph: etree._Element) -> str:
    """What a line names: without the number before it and the page after it."""
    pieces = _words(paragraph).split("\t")
    if len(pieces) > 1 and not pieces[-1].strip().strip("0123456789ivxlc"):
        pieces.pop()
    return _plain(pieces[-1])


def _said(paragraph: etree._Element) -> str:
    return _plain(_words(paragraph).rpartition("\t")[2])


def _words(paragraph: etree._Element) -> str:
    shown = (item for item in paragraph.iter(_TEXT, _TAB) if not any(a.tag in HIDDEN for a in item.iterancestors()))
    return "".join("\t" if item.tag == _TAB else item.text or "" for item in shown)


def _plain(words: str) -> str:
    return " ".join(words.split())
