"""Captions numbered anew, and the references to them, in a document where captions came or went.

In: the tree of a story. Out: the same tree: each SEQ field that shows a plain number shows its place in its sequence,
and a REF field that shows a caption shows its new number. With tracked changes they are counted as if all are accepted,
and written plainly: they are results that Word works out anew when it prints or updates fields, so that nobody reads of
two tables with one number until then. Pages (PAGEREF) are known to nobody but the program that breaks them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.merging.wordings import CHANGES, HIDDEN
from pipeline.ooxml.attributes import integer, is_on
from pipeline.ooxml.dialect import ALTERNATIVES, FALLBACK, w
from pipeline.ooxml.package import parse

_MARK, _CODE, _TEXT, _SIMPLE = w("fldChar"), w("instrText"), w("t"), w("fldSimple")
_GONE_CODE = w("delInstrText")
_START, _END = w("bookmarkStart"), w("bookmarkEnd")
_SEQUENCE = re.compile(r'\s*SEQ\s+"?([^\s"\\]+)', re.IGNORECASE)
_REFERENCE = re.compile(r'\s*REF\s+"?([^\s"\\]+)', re.IGNORECASE)
_RESET = re.compile(r"\\r\s*(\d+)", re.IGNORECASE)
_REPEAT = re.compile(r"\\c\b", re.IGNORECASE)
_BY_HEADING = re.compile(r"\\s\b", re.IGNORECASE)
_NOT_WORDS = re.compile(r"\\[nrwpf]\b", re.IGNORECASE)
"""References that show a paragraph's number or place, not what the bookmark holds."""
_DIGITS = re.compile(r"\d+")
_HIGHEST, _DEEPEST, _LONGEST = 32_767, 20, 60
"""The last number that Word counts to; fields within fields, and the texts of a bookmark, beyond which none is read."""


@dataclass(slots=True)
class _Field:
    """A field: where it begins, what it asks for, the texts that show its result."""

    begin: etree._Element
    instruction: str = ""
    separated: bool = False
    shown: list[etree._Element] = field(default_factory=list)

    @property
    def result(self) -> str:
        return "".join(text.text or "" for text in self.shown)

    @property
    def locked(self) -> bool:
        return is_on(self.begin.get(w("fldLock")), False)


def number_anew(root: etree._Element) -> None:
    """Numbers the captions of a story in their order, and lets references to them follow."""
    found = _fields(root)
    captions = [(item, match[1].lower()) for item in found if (match := _SEQUENCE.match(item.instruction))]
    if not captions:
        return
    numbered = {text for item, _ in captions for text in item.shown}
    _number(captions)
    references = [(item, match[1]) for item in found if (match := _REFERENCE.match(item.instruction))]
    said = _said(root, {name for _, name in references}, numbered)
    for item, name in references:
        if name in said and not item.locked and not _NOT_WORDS.search(item.instruction):
            _follow(item.shown, said[name])


def renew(root: etree._Element, old: bytes, author: str) -> None:
    """Numbers a story's captions anew if a change of an author's, or one taken back, brings or takes one."""
    taken_back = author.encode() in old and _pending_captions(parse(old), author)
    if taken_back or _pending_captions(root, author):
        number_anew(root)


def _pending_captions(root: etree._Element, author: str) -> bool:
    """Whether a caption comes or goes by an author's change that nobody has answered."""
    for code in root.iter(_CODE, _GONE_CODE, _SIMPLE):
        said = (code.get(w("instr")) if code.tag == _SIMPLE else code.text) or ""
        if _SEQUENCE.match(said) and any(
            around.tag in CHANGES and around.get(w("author")) == author for around in code.iterancestors()
        ):
            return True
    return False


def _number(captions: Sequence[tuple[_Field, str]]) -> None:
    by_heading = {name for item, name in captions if _BY_HEADING.search(item.instruction)}
    counts: Counter[str] = Counter()
    newer: defaultdict[etree._Element, list[int]] = defaultdict(list)
    for item, name in captions:
        box = next((around.getparent() for around in item.begin.iterancestors(FALLBACK)), None)
        if box is not None and newer[box]:  # the older half of a text box says what the newer one did
            number = newer[box].pop(0)
        else:
            number = _next(item.instruction, name, counts)
            for around in item.begin.iterancestors(ALTERNATIVES):
                newer[around].append(number)
        if name not in by_heading and not item.locked and item.result.strip().isdecimal():
            _show(item.shown, str(number))


def _next(instruction: str, name: str, counts: Counter[str]) -> int:
    reset = _RESET.search(instruction)
    if reset:
        counts[name] = integer(reset[1], _HIGHEST, _HIGHEST)
    elif not _REPEAT.search(instruction):
        counts[name] += 1
    return counts[name]


def _show(texts: Sequence[etree._Element], number: str) -> None:
    """Writes a number where the first figure of the old one stood."""
    for text in texts:
        old = text.text or ""
        text.text = _DIGITS.sub(number, old, count=1)
        if text.text != old or _DIGITS.search(old):
            number = ""


def _follow(texts: Sequence[etree._Element], said: str) -> None:
    """Gives a reference the numbers of what it refers to, where it says the same but for those."""
    shown = [text.text or "" for text in texts]
    whole = "".join(shown)
    numbers = _DIGITS.findall(said)
    if _DIGITS.sub("0", whole) != _DIGITS.sub("0", said) or sum(len(_DIGITS.findall(one)) for one in shown) != len(
        numbers
    ):
        return
    left = iter(numbers)
    for text, old in zip(texts, shown, strict=True):
        text.text = _DIGITS.sub(lambda _: next(left), old)


def _said(root: etree._Element, names: set[str], numbered: set[etree._Element]) -> dict[str, str]:
    """What the bookmarks of some names hold, of those that hold a caption's number."""
    if not names:
        return {}
    texts: list[etree._Element] = []
    open_ones: dict[str, tuple[str, int]] = {}
    found: dict[str, str] = {}
    for item in root.iter(_START, _END, _TEXT):
        number = item.get(w("id")) or ""
        if item.tag == _TEXT:
            if not _is_hidden(item):
                texts.append(item)
        elif item.tag == _START and item.get(w("name")) in names:
            open_ones[number] = (item.get(w("name")) or "", len(texts))
        elif item.tag == _END and number in open_ones:
            name, start = open_ones.pop(number)
            inside = texts[start:] if len(texts) - start <= _LONGEST else []
            if any(text in numbered for text in inside):
                found[name] = "".join(text.text or "" for text in inside)
    return found


def _fields(root: etree._Element) -> list[_Field]:
    """The fields in the order in which they begin, as far as they are still there."""
    found: list[_Field] = []
    stack: list[_Field] = []
    for item in root.iter(_MARK, _CODE, _TEXT, _SIMPLE):
        if _is_hidden(item):
            continue
        if item.tag == _SIMPLE:
            found.append(_Field(item, item.get(w("instr")) or "", True, list(_texts(item))))
        elif item.tag == _MARK:
            _mark(item, stack, found)
        elif item.tag == _TEXT:
            _add(item, stack)
        elif stack and not stack[-1].separated:
            stack[-1].instruction += item.text or ""
    return found


def _add(text: etree._Element, stack: Sequence[_Field]) -> None:
    for around in stack[:_DEEPEST]:
        if around.separated:
            around.shown.append(text)


def _mark(mark: etree._Element, stack: list[_Field], found: list[_Field]) -> None:
    kind = mark.get(w("fldCharType"))
    if kind == "begin":
        stack.append(_Field(mark))
        found.append(stack[-1])
    elif stack and kind == "separate":
        stack[-1].separated = True
    elif stack and kind == "end":
        stack.pop()


def _texts(holder: etree._Element) -> Iterator[etree._Element]:
    return (text for text in holder.iter(_TEXT) if not _is_hidden(text))


def _is_hidden(item: etree._Element) -> bool:
    """Whether something stands in words that people deleted or moved away."""
    return any(around.tag in HIDDEN for around in item.iterancestors())
