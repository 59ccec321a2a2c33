"""Which conflicts of earlier merges nobody has dealt with yet, asked of the document as it stands.

In: a package, the conflicts and what our comments say of each. Out: those that are still open: our comment on it stands
unanswered, and the document doesn't say the workbook's words in place of people's; of what people had deleted, those
that they have not put back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from pipeline.merging import deck_nodes, word_nodes
from pipeline.merging.revisions.comments import open_comments
from pipeline.merging.word_telling import plain_words, words_of
from pipeline.ooxml.dialect import a, p, w
from pipeline.ooxml.flavour import is_presentation
from pipeline.ooxml.package import Package, parse
from pipeline.vocabulary.changes import Change, Fate

_THREADED = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}"
_PARENT = "{http://schemas.microsoft.com/office/powerpoint/2012/main}parentCm"
_REPLIES = f"{_THREADED}replyLst"
_CLOSED = ("resolved", "closed")
_REFERENCE, _ID = w("commentReference"), w("id")


def still_open(
    package: Package, changes: Iterable[Change], says: Callable[[Change], Iterable[str]], author: str
) -> tuple[Change, ...]:
    """The changes that are to be decided yet; `says` has the texts that our comment on one may have."""
    deck = is_presentation(package)
    comments = [_line(text) for text in (_on_slides(package, author) if deck else _in_text(package, author))]
    said = {*_said(package, deck=deck)}
    return tuple(change for change in changes if _is_open(change, comments, said, says))


def _is_open(change: Change, comments: list[str], said: set[str], says: Callable[[Change], Iterable[str]]) -> bool:
    after, yours = plain_words(change.after), plain_words(change.yours)
    there = bool(after) and after in said
    if change.fate is Fate.LEFT_OUT:
        return not there
    agreed = there and yours not in said
    return not agreed and any(_line(text) in comment for text in says(change) for comment in comments)


def _said(package: Package, *, deck: bool) -> Iterator[str]:
    stories = deck_nodes.stories(package) if deck else word_nodes.stories(package)
    for story in stories.values():
        for node in story.walk():
            yield plain_words(deck_nodes.plain(node.said or "")) if deck else words_of(node)


def _in_text(package: Package, author: str) -> Iterator[str]:
    """What our unanswered comments in a text say."""
    root = parse(package.read(package.main_part()))
    hung = {item.get(_ID) for item in root.iter(_REFERENCE)}
    for number, item in open_comments(package, root, author).ours.items():
        if number in hung:
            yield " ".join(_words(line, w("t")) for line in item.iter(w("p")))


def _on_slides(package: Package, author: str) -> Iterator[str]:
    """What our unanswered comments on slides say, of either form."""
    roots = [parse(package.read(name)) for name in package.parts if name.startswith("ppt/") and _holds(package, name)]
    ours = {item.get("id") for root in roots for item in root if item.get("name") == author}
    for item in (item for root in roots for item in root if item.get("authorId") in ours):
        number = item.get("authorId"), item.get("idx")
        answers = ((mark.get("authorId"), mark.get("idx")) for root in roots for mark in root.iter(_PARENT))
        if item.tag == p("cm") and number not in {*answers}:
            yield item.findtext(p("text")) or ""
        elif item.tag == f"{_THREADED}cm" and item.find(_REPLIES) is None and item.get("status") not in _CLOSED:
            yield " ".join(_words(line, a("t")) for line in item.iter(a("p")))


def _holds(package: Package, name: str) -> bool:
    kind = package.content_types.get(name, "").lower()
    return "comment" in kind or kind.endswith("ms-powerpoint.authors+xml")


def _words(line: etree._Element, tag: str) -> str:
    return "".join(text.text or "" for text in line.iter(tag))


def _line(text: str) -> str:
    return " ".join(text.split())
