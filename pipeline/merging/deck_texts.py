"""New words in a text that people have formatted: paragraph by paragraph, to the word.

In: a paragraph of the hand's deck and the fresh one. Out: the hand's paragraph with the fresh words; what stays of its
words keeps its runs, what is new looks like the words it takes the place of.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from difflib import SequenceMatcher

from lxml import etree

from pipeline.merging.deck_nodes import BREAK, FIELD, OPAQUE, said_in
from pipeline.ooxml.dialect import a

_RUN, _BREAK, _FIELD, _TEXT = a("r"), a("br"), a("fld"), a("t")
_PROPERTIES, _RUN_PROPERTIES, _END = a("pPr"), a("rPr"), a("endParaRPr")
_TOKEN = re.compile(r"\w+|\s|[^\w\s]")
_LINKS = (a("hlinkClick"), a("hlinkMouseOver"), a("extLst"))
_MOST_PAIRS = 200_000
"""Beyond so many pairs of equal tokens, where the words differ, a paragraph is replaced as a whole."""


def rewrite(paragraph: etree._Element, fresh: etree._Element) -> None:
    """Makes the hand's paragraph say what the fresh one says, in the hand's formatting. `fresh` may be used up."""
    old, new = said_in(paragraph), said_in(fresh)
    if old == new:
        return
    changes = _changes(paragraph, old, new)
    if changes is None:
        _put_runs(paragraph, fresh)
        return
    for start, end, text in reversed(changes):
        _replace(paragraph, start, end, text)
    for run in list(paragraph.iterchildren(_RUN)):
        if not (run.findtext(_TEXT) or ""):
            paragraph.remove(run)


def _changes(paragraph: etree._Element, old: str, new: str) -> list[tuple[int, int, str]] | None:
    """What to replace in the old words; None where it can't be done word by word."""
    if OPAQUE in old + new or next(paragraph.iterchildren(_RUN), None) is None:
        return None
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    steps = _steps(ours, theirs)
    if steps is None:
        return None
    starts = [0]
    for token in ours:
        starts.append(starts[-1] + len(token))
    changes = [
        (starts[one], starts[other], "".join(theirs[first:last]))
        for kind, one, other, first, last in steps
        if kind != "equal"
    ]
    return None if any(FIELD in old[start:end] + text for start, end, text in changes) else changes


def _steps(ours: list[str], theirs: list[str]) -> list[tuple[str, int, int, int, int]] | None:
    """What differs between two lists of tokens, None where that would take too long to find."""
    short = min(len(ours), len(theirs))
    start = next((place for place in range(short) if ours[place] != theirs[place]), short)
    end = next((place for place in range(short - start) if ours[-1 - place] != theirs[-1 - place]), short - start)
    old, new = ours[start : len(ours) - end], theirs[start : len(theirs) - end]
    counts = Counter(new)
    if sum(counts[token] for token in old) > _MOST_PAIRS:
        return None
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(kind, start + one, start + other, start + first, start + last) for kind, one, other, first, last in found]


def like(paragraph: etree._Element, model: etree._Element | None) -> etree._Element:
    """A new paragraph that looks like one beside it in the hand's text, where the two are of one level."""
    if model is None or _level(paragraph) != _level(model) or not list(model.iterchildren(_RUN)):
        return paragraph
    made = deepcopy(model)
    made.tail = None
    _put_runs(made, paragraph)
    return made


def clear(paragraph: etree._Element) -> None:
    """Takes a paragraph's words away, for a text that must keep one paragraph."""
    for item in list(paragraph):
        if item.tag not in (_PROPERTIES, _END):
            paragraph.remove(item)


def _put_runs(paragraph: etree._Element, fresh: etree._Element) -> None:
    """The fresh runs in the place of the hand's, in the formatting of the hand's first run."""
    first = next(paragraph.iterchildren(_RUN), None)
    model = None if first is None else first.find(_RUN_PROPERTIES)
    end = paragraph.find(_END)
    clear(paragraph)
    for item in list(fresh):
        if item.tag in (_PROPERTIES, _END):
            continue
        own = item.find(_RUN_PROPERTIES) if item.tag in (_RUN, _BREAK, _FIELD) else None
        if model is not None and item.tag in (_RUN, _BREAK, _FIELD):
            kept = deepcopy(model)
            for link in [link for link in kept if link.tag in _LINKS]:
                kept.remove(link)
            if own is not None:
                kept.extend([deepcopy(link) for link in own if link.tag == _LINKS[0]])
                item.remove(own)
            item.insert(0, kept)
        if end is None:
            paragraph.append(item)
        else:
            end.addprevious(item)


def _replace(paragraph: etree._Element, start: int, end: int, text: str) -> None:
    """Puts words in the place of those from `start` to `end`."""
    pieces = []
    position = 0
    for item in paragraph:
        length = len(_own(item))
        pieces.append((item, position, position + length))
        position += length
    target = _home(pieces, start, end)
    for item, first, last in pieces:
        if first < end and last > start:
            _cut(paragraph, item, max(start - first, 0), min(end, last) - first)
    _put_in(target, text)


def _home(pieces: list[tuple[etree._Element, int, int]], start: int, end: int) -> tuple[etree._Element, int]:
    """The run that new words go into, and where: the first whose words they replace, else the one before them."""
    runs = [(item, first, last) for item, first, last in pieces if item.tag == _RUN]
    for item, first, last in runs:
        if first < end and last > start:
            return item, max(start - first, 0)
    for item, first, last in reversed(runs):
        if first < start:
            return item, min(start, last) - first
    return runs[0][0], 0


def _cut(paragraph: etree._Element, item: etree._Element, first: int, last: int) -> None:
    element = item.find(_TEXT)
    if item.tag == _BREAK or element is None:
        paragraph.remove(item)
        return
    words = element.text or ""
    element.text = words[:first] + words[last:]


def _put_in(target: tuple[etree._Element, int], text: str) -> None:
    if not text:
        return
    run, place = target
    element = run.find(_TEXT)
    if element is None:
        element = etree.SubElement(run, _TEXT)
    words = element.text or ""
    first, *others = (words[:place] + text + words[place:]).split(BREAK)
    element.text = first
    last = run
    for line in others:
        broken = etree.Element(_BREAK)
        properties = run.find(_RUN_PROPERTIES)
        if properties is not None:
            broken.append(deepcopy(properties))
        more = deepcopy(run)
        more.tail = None
        found = more.find(_TEXT)
        if found is not None:
            found.text = line
        last.addnext(broken)
        broken.addnext(more)
        last = more


def _own(item: etree._Element) -> str:
    if item.tag in (_PROPERTIES, _END):
        return ""
    if item.tag == _RUN:
        return item.findtext(_TEXT) or ""
    if item.tag == _BREAK:
        return BREAK
    if item.tag == _FIELD:
        kind = item.get("type") or ""
        return FIELD if kind.startswith(("slidenum", "datetime")) else item.findtext(_TEXT) or ""
    return OPAQUE


def _level(paragraph: etree._Element) -> str:
    properties = paragraph.find(_PROPERTIES)
    return "0" if properties is None else properties.get("lvl") or "0"
