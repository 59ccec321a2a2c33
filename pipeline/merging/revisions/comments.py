"""Our own comments on blocks of people's document: one for each block, the newest. Answered ones are people's.

In: people's package, its body under way, blocks and words. Out: comments on the blocks, and the part that holds them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.merging.revisions.cutting import PROPERTIES, RUN
from pipeline.merging.revisions.pen import Pen
from pipeline.merging.revisions.topics import forget, identified, name_topic, topic_of, topics_of
from pipeline.merging.wordings import BOX_TAG, in_text, own_mark
from pipeline.ooxml.attributes import integer, is_on
from pipeline.ooxml.dialect import W14, W15, XML_SPACE, R, W, w
from pipeline.ooxml.package import Package, parse, serialise

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PART = "word/comments.xml"
_ID, _AUTHOR, _COMMENT, _PARAGRAPH, _ROW = w("id"), w("author"), w("comment"), w("p"), w("tr")
_START, _END, _REFERENCE = w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")
_PARAGRAPH_ID = f"{{{W14}}}paraId"
_INITIALS, _STAYS = w("initials"), "?"
_WROTE = re.compile(r"~([0-9a-f]{4})")
"""The end of the initials: by it we see whether a comment still says what we wrote."""
_HYPHENS = "-\u2010\u2011"
_EXTENDED, _OF, _PARENT, _DONE = (f"{{{W15}}}{name}" for name in ("commentEx", "paraId", "paraIdParent", "done"))


@dataclass(slots=True)
class Comments:
    """The comments of a document under way: open them once, `write` them when all is said."""

    package: Package
    root: etree._Element
    part: str
    tree: etree._Element
    extended_part: str = ""
    extended: etree._Element | None = None
    last: int = 0
    ours: dict[str, etree._Element] = field(default_factory=dict)
    changed: bool = False
    stories: Mapping[str, etree._Element] = field(default_factory=dict)
    """The trees of the document's parts under way, by their names."""

    def write(self) -> None:
        """Writes the comments into the package, without those of ours whose block went with what was taken back."""
        for number in self.ours.keys() - {item.get(_ID) for item in self.root.iter(_REFERENCE)}:
            _remove(number, self, _marks_of(number, self))
        if not self.changed:
            return
        if not self.package.related(self.package.main_part(), "comments"):
            self.package.relate(self.package.main_part(), f"{R}/comments", self.part)
        self.package.add(self.part, serialise(self.tree), _TYPE)
        if self.extended is not None:
            self.package.parts[self.extended_part] = serialise(self.extended)


def open_comments(package: Package, root: etree._Element, author: str) -> Comments:
    """The comments of a document whose body is under way."""
    main = package.main_part()
    part = next((item.target for item in package.related(main, "comments") if item.target in package.parts), "")
    tree = parse(package.read(part)) if part else etree.Element(w("comments"), nsmap={"w": W})
    free = _PART if _PART not in package.parts else package.free_name("word/comments{}.xml")
    extended = next(
        (item.target for item in package.related(main, "commentsExtended") if item.target in package.parts), ""
    )
    found = Comments(package, root, part or free, tree, extended, parse(package.read(extended)) if extended else None)
    answered = _answered(found)
    for item in tree.iterchildren(_COMMENT):
        if item.get(_AUTHOR) == author and not answered & _paragraph_ids(item) and _is_as_written(item):
            found.ours[item.get(_ID) or ""] = item
    numbers = [item.get(_ID) for tree in (found.tree, root) for item in tree.iter(_COMMENT, _START, _REFERENCE)]
    found.last = max((integer(number, -1) for number in numbers), default=-1)
    return found


def comment(block: etree._Element, text: str, pen: Pen, comments: Comments, *, stays: bool = False) -> None:
    """Says something about a block, in the place of what we said about it before and nobody answered.

    What `stays` is not only about our own changes, so that it is still to be read when they are accepted: its initials
    have a question mark, which every program keeps. What people wrote something into is theirs, as an answered one is.
    What can't have a comment (a box, a header, a note) has it where it hangs, else at the beginning of the document.
    """
    home = _home(block, comments.root)
    if home is None:
        return
    withdraw(block, comments)
    comments.last += 1
    number = str(comments.last)
    said = _written(number, text, pen, _STAYS if stays else "")
    if home not in (block, *block.iterdescendants(_PARAGRAPH)):
        comments.tree = identified(comments.tree)
        name_topic(said, topics(block, home, comments), comments.tree)
    comments.tree.append(said)
    comments.changed = True
    run = etree.Element(RUN)
    etree.SubElement(run, _REFERENCE, {_ID: number})
    if any(own_mark(row, pen.author) == "del" for row in home.iterancestors(_ROW)):
        _in_deleted_row(home, run, pen)
        return
    opening, closing = etree.Element(_START, {_ID: number}), etree.Element(_END, {_ID: number})
    home.insert(1 if home.find(w("pPr")) is not None else 0, opening)
    home.append(closing)
    own = own_mark(home, pen.author)
    mark = pen.mark(own) if own else None
    if mark is not None:  # so that it comes and goes with the block
        mark.append(run)
    home.append(run if mark is None else mark)


def _in_deleted_row(home: etree._Element, run: etree._Element, pen: Pen) -> None:
    """A comment at a point: with a range that ends beside the deleted words LibreOffice forgets that the row goes."""
    mark = pen.mark("del")
    mark.append(run)
    first = home.find(w("del"))
    if first is not None:
        first.addprevious(mark)
    else:
        home.insert(1 if home.find(w("pPr")) is not None else 0, mark)


def withdraw(block: etree._Element, comments: Comments) -> None:
    """Takes our comments on a block off, but for those that people answered, or that are about what hangs on it."""
    home = _home(block, comments.root)
    if home is not None and home not in (block, *block.iterdescendants(_PARAGRAPH)):
        known = {*topics(block, home, comments)}
        for number in [number for number, said in comments.ours.items() if topic_of(said) in known]:
            _remove(number, comments, _marks_of(number, comments))
    for reference in list(block.iter(_REFERENCE)):
        said = comments.ours.get(reference.get(_ID) or "")
        if said is not None and not topic_of(said) and in_text(reference, block):
            number = reference.get(_ID) or ""
            _remove(number, comments, _marks_of(number, comments))


def withdraw_all(comments: Comments, keep: frozenset[str] = frozenset()) -> None:
    """Takes all our unanswered comments off, but for those whose numbers are to be kept."""
    marks: dict[str, list[etree._Element]] = {}
    for item in comments.root.iter(_START, _END, _REFERENCE):
        marks.setdefault(item.get(_ID) or "", []).append(item)
    for number in [number for number in comments.ours if number not in keep]:
        _remove(number, comments, marks.get(number, []))


def _marks_of(number: str, comments: Comments) -> list[etree._Element]:
    return [item for item in comments.root.iter(_START, _END, _REFERENCE) if item.get(_ID) == number]


def _remove(number: str, comments: Comments, marks: Iterable[etree._Element]) -> None:
    said = comments.ours.pop(number)
    if comments.extended is not None:
        for item in list(comments.extended.iter(_EXTENDED)):
            if item.get(_OF) in _paragraph_ids(said):
                _drop(item)
    forget(comments.package, _paragraph_ids(said))
    _drop(said)
    comments.changed = True
    for item in marks:
        holder = item.getparent()
        _drop(item)
        while holder is not None and holder.tag in (RUN, w("ins"), w("del")) and _says_nothing(holder):
            around = holder.getparent()
            _drop(holder)
            holder = around


def _says_nothing(holder: etree._Element) -> bool:
    return all(item.tag == PROPERTIES for item in holder)


def _answered(comments: Comments) -> set[str]:
    """The paragraphs of comments that somebody answered, or ticked off."""
    if comments.extended is None:
        return set()
    found = set()
    for item in comments.extended.iter(_EXTENDED):
        found.add(item.get(_PARENT) or "")
        if is_on(item.get(_DONE), False):
            found.add(item.get(_OF) or "")
    return found - {""}


def _is_as_written(said: etree._Element) -> bool:
    """Whether nobody wrote anything into a comment of ours. What lost its mark is taken for untouched."""
    found = _WROTE.search(said.get(_INITIALS) or "")
    return found is None or found[1] == _fingerprint(said)


def _fingerprint(said: etree._Element) -> str:
    """Of the words; programs spell spaces, line ends and hyphens in their own ways."""
    text = unicodedata.normalize("NFC", "".join(item.text or "" for item in said.iter(w("t"))))
    words = "".join(letter for letter in text if unicodedata.category(letter)[0] not in "ZC" and letter not in _HYPHENS)
    return hashlib.sha256(words.encode()).hexdigest()[:4]


def _paragraph_ids(said: etree._Element) -> set[str]:
    return {number for item in said.iter(_PARAGRAPH) if (number := item.get(_PARAGRAPH_ID))}


def staying(comments: Comments) -> frozenset[str]:
    """The numbers of our unanswered comments that stay when our changes are accepted."""
    return frozenset(number for number, said in comments.ours.items() if _STAYS in (said.get(_INITIALS) or ""))


def _written(number: str, text: str, pen: Pen, sign: str) -> etree._Element:
    about = {_ID: number, _AUTHOR: pen.author, w("date"): pen.date, _INITIALS: pen.author[:1].upper() + sign}
    said = etree.Element(_COMMENT, about)
    for line in text.split("\n"):
        run = etree.SubElement(etree.SubElement(said, _PARAGRAPH), RUN)
        etree.SubElement(run, w("t"), {XML_SPACE: "preserve"}).text = line
    said.set(_INITIALS, f"{said.get(_INITIALS)}~{_fingerprint(said)}")
    return said


def _home(block: etree._Element, root: etree._Element) -> etree._Element | None:
    """The paragraph that a comment on a block can hang on."""
    inside = next((item for item in (block, *block.iterancestors()) if item is root), None) is not None
    if not inside:
        return next(root.iter(_PARAGRAPH), None)
    boxes = list(block.iterancestors(BOX_TAG))
    if boxes:
        return next(boxes[-1].iterancestors(_PARAGRAPH), None)
    return block if block.tag == _PARAGRAPH else next(block.iter(_PARAGRAPH), None)


def topics(block: etree._Element, home: etree._Element, comments: Comments) -> tuple[str, ...]:
    """What a comment is about that hangs on another paragraph than its block."""
    root = next((item for item in block.iterancestors() if item.getparent() is None), block)
    part = next((name for name, tree in comments.stories.items() if tree is root), str(root.tag))
    return topics_of(block, part, home if root is comments.root else root)


def _drop(element: etree._Element) -> None:
    holder = element.getparent()
    if holder is not None:
        holder.remove(element)
