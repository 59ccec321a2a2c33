"""Comments on slides for what hand and workbook both changed, in the form that the deck's comments have already.

In: the hand's deck and what to say at a shape. Out: comments beside people's own: of the old form that every PowerPoint
reads, or threaded ones where the deck has such. Our earlier comment on the same place goes, if nobody answered it: each
comment keeps a mark of what it is about, threaded ones as their id.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from lxml import etree

from pipeline.merging.deck_nodes import SLIDE_CREATION, Deck, Slide, creation_of, named_of
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import A, P, R, a, p
from pipeline.ooxml.package import PackageFault, Relationship, parse, serialise

_AUTHORS_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
_THREADED_RELATION = "http://schemas.microsoft.com/office/2018/10/relationships/"
_THREADED_AUTHORS = "application/vnd.ms-powerpoint.authors+xml"
_THREADED_COMMENTS = "application/vnd.ms-powerpoint.comments+xml"
_P188 = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
_PC = "http://schemas.microsoft.com/office/powerpoint/2013/main/command"
_P15 = "http://schemas.microsoft.com/office/powerpoint/2012/main"
_UNIT = 1_587.5
"""EMU in the unit of a comment's place: 576 to an inch."""
_STEP, _SIDE = 14, 60
_MARK_KIND = "{D6B1A2C4-3C5E-4F0B-9A57-6B1F0C8E2D31}"
_MARK = "{urn:digitiekartta:comment:1}about"


@dataclass(frozen=True, slots=True)
class Note:
    """What to say at a shape (its tree element, None for the slide), and what that is about."""

    slide: Slide
    shape: etree._Element | None
    text: str
    about: About


@dataclass(frozen=True, slots=True)
class About:
    """What a comment is about: the shape, where in it and what people wrote there; our last value and the new one.

    `before` is "" where our last value is not known: then the others must all be the same.
    """

    shape: str
    place: str
    yours: str
    before: str
    after: str

    def mark(self) -> str:
        """How a comment keeps it: as a number of the form that PowerPoint gives comments."""
        digits = "".join(_short(item) for item in (self.shape, self.after, self.place, self.yours))
        return _as_guid(digits)

    def likeness(self, mark: str) -> int:
        """How surely a comment with this mark is about the same; 0 when it isn't: another place, or another change."""
        digits = mark.strip("{}").replace("-", "").upper()
        shape, after, place, yours = (digits[start : start + 8] for start in (0, 8, 16, 24))
        like = (place == _short(self.place)) + 2 * (yours == _short(self.yours))
        follows = after in (_short(self.before), _short(self.after)) or (not self.before and like > 2)
        return like if follows and shape == _short(self.shape) else 0


def about_of(shape: etree._Element | None, piece: etree._Element | None, yours: str, before: str, after: str) -> About:
    """What a comment on a piece of a shape is about."""
    named = None if shape is None else named_of(shape)
    name = "" if named is None or shape is None else creation_of(shape) or named.get("name") or named.get("id") or ""
    steps: list[str] = []
    while piece is not None and piece is not shape and piece.getparent() is not None:
        steps.append(str(sum(1 for _ in piece.itersiblings(piece.tag, preceding=True))))
        piece = piece.getparent()
    return About(name, " ".join(steps) if shape is not None else "", yours, before, after)


def write_comments(deck: Deck, notes: list[Note], author: str, when: dt.datetime) -> None:
    """Writes the notes on their slides."""
    if not notes:
        return
    threaded = any(_THREADED_RELATION in item.type for part in _places(deck) for item in _known(deck, part))
    for slide in dict.fromkeys(note.slide for note in notes):
        own = [note for note in notes if note.slide is slide]
        if threaded:
            _write_threaded(deck, slide, own, author, when)
        else:
            _write_plain(deck, slide, own, author, when)


def _places(deck: Deck) -> list[str]:
    return [deck.main, *(slide.part for slide in deck.slides)]


def _known(deck: Deck, part: str) -> list[Relationship]:
    return list(deck.package.relationships.get(part, {}).values())


# --- the old form -----------------------------------------------------------------------------------------------------


def _write_plain(deck: Deck, slide: Slide, notes: list[Note], author: str, when: dt.datetime) -> None:
    authors_part, authors = _part(deck, deck.main, f"{R}/commentAuthors", "ppt/commentAuthors.xml", p("cmAuthorLst"))
    own = _plain_author(authors, author)
    pattern = deck.package.free_name("ppt/comments/comment{}.xml")
    part, comments = _part(deck, slide.part, f"{R}/comments", pattern, p("cmLst"))
    number = own.get("id") or "0"
    _forget_plain(comments, number, notes)
    last = max([integer(own.get("lastIdx")), *(integer(item.get("idx")) for item in comments)])
    for place, note in enumerate(notes):
        last += 1
        values = {"authorId": number, "dt": _time(when), "idx": str(last)}
        comment = etree.SubElement(comments, p("cm"), values)
        x, y = _spot(note.shape)
        aside = _STEP * (place % _SIDE)
        etree.SubElement(comment, p("pos"), x=str(x + aside), y=str(y + aside))
        etree.SubElement(comment, p("text")).text = note.text
        extension = etree.SubElement(etree.SubElement(comment, p("extLst")), p("ext"), uri=_MARK_KIND)
        etree.SubElement(extension, _MARK, {"id": note.about.mark()}, nsmap={"dk": _MARK[1:].partition("}")[0]})
    own.set("lastIdx", str(last))
    deck.package.add(part, serialise(comments), _COMMENTS_TYPE)
    deck.package.add(authors_part, serialise(authors), _AUTHORS_TYPE)


def _plain_author(authors: etree._Element, name: str) -> etree._Element:
    own = next((item for item in authors.iterchildren(p("cmAuthor")) if item.get("name") == name), None)
    if own is None:
        number = str(max((integer(item.get("id")) for item in authors.iterchildren(p("cmAuthor"))), default=-1) + 1)
        values = {"id": number, "name": name, "initials": name[:1], "lastIdx": "0", "clrIdx": number}
        own = etree.Element(p("cmAuthor"), values)
        places = [index for index, item in enumerate(authors) if item.tag == p("cmAuthor")]
        authors.insert(places[-1] + 1 if places else 0, own)
    return own


def _forget_plain(comments: etree._Element, author: str, notes: list[Note]) -> None:
    parents = {(item.get("authorId"), item.get("idx")) for item in comments.iter(f"{{{_P15}}}parentCm")}
    open_ = [
        item
        for item in comments.iterchildren(p("cm"))
        if item.get("authorId") == author and (author, item.get("idx")) not in parents
    ]
    marks = [next((mark.get("id") or "" for mark in item.iter(_MARK)), "") for item in open_]
    for item in _earlier(list(zip(open_, marks, strict=True)), notes):
        comments.remove(item)


# --- the threaded form ------------------------------------------------------------------------------------------------


def _write_threaded(deck: Deck, slide: Slide, notes: list[Note], author: str, when: dt.datetime) -> None:
    kinds = f"{_THREADED_RELATION}authors", f"{_THREADED_RELATION}comments"
    authors_part, authors = _part(deck, deck.main, kinds[0], "ppt/authors.xml", f"{{{_P188}}}authorLst")
    own = next((item for item in authors if item.get("name") == author), None)
    if own is None:
        values = {"id": _guid(f"author {author}"), "name": author, "initials": author[:1]}
        own = etree.SubElement(authors, f"{{{_P188}}}author", {**values, "userId": author, "providerId": "None"})
    pattern = deck.package.free_name("ppt/comments/modernComment_{}.xml")
    part, comments = _part(deck, slide.part, kinds[1], pattern, f"{{{_P188}}}cmLst")
    number = own.get("id") or ""
    answered = (f"{{{_P188}}}replyLst", ("resolved", "closed"))
    open_ = [item for item in comments if item.get("authorId") == number and item.find(answered[0]) is None]
    open_ = [item for item in open_ if item.get("status") not in answered[1]]
    for item in _earlier([(item, item.get("id") or "") for item in open_], notes):
        comments.remove(item)
    taken = {item.get("id") for item in comments.iter()}
    for note in notes:
        comment = _threaded(slide, note, number, when)
        while comment.get("id") in taken:  # answered ones keep theirs
            comment.set("id", _next(comment.get("id") or ""))
        taken.add(comment.get("id"))
        comments.append(comment)
    deck.package.add(part, serialise(comments), _THREADED_COMMENTS)
    deck.package.add(authors_part, serialise(authors), _THREADED_AUTHORS)


def _threaded(slide: Slide, note: Note, author: str, when: dt.datetime) -> etree._Element:
    values = {"id": note.about.mark(), "authorId": author, "created": _time(when)}
    comment = etree.Element(f"{{{_P188}}}cm", values, nsmap={"p188": _P188, "a": A})
    marks = etree.SubElement(comment, f"{{{_PC}}}sldMkLst", nsmap={"pc": _PC})
    etree.SubElement(marks, f"{{{_PC}}}docMk")
    creation = creation_of(slide.root, SLIDE_CREATION)
    etree.SubElement(marks, f"{{{_PC}}}sldMk", {"cId": creation or "0", "sldId": slide.number})
    body = etree.SubElement(comment, f"{{{_P188}}}txBody")
    etree.SubElement(body, a("bodyPr"))
    etree.SubElement(body, a("lstStyle"))
    for line in note.text.split("\n"):
        run = etree.SubElement(etree.SubElement(body, a("p")), a("r"))
        etree.SubElement(run, a("t")).text = line
    return comment


# --- shared -----------------------------------------------------------------------------------------------------------


def _part(deck: Deck, source: str, type_: str, name: str, tag: str) -> tuple[str, etree._Element]:
    """A part related from `source`, or a new one of this name."""
    for item in deck.package.relationships.get(source, {}).values():
        if item.type == type_ and not item.external and item.target in deck.package.parts:
            try:
                root = parse(deck.package.read(item.target))
            except (PackageFault, etree.XMLSyntaxError):
                continue
            if root.tag == tag:
                return item.target, root
    name = name if name not in deck.package.parts else deck.package.free_name(name.replace(".xml", "{}.xml"))
    deck.package.relate(source, type_, name)
    namespace = tag[1:].partition("}")[0]
    return name, etree.Element(tag, nsmap={"p" if namespace == P else "p188": namespace})


def _earlier(open_: list[tuple[etree._Element, str]], notes: list[Note]) -> list[etree._Element]:
    """Our open comments (each with its mark) that the notes take the place of: for each note the likeliest at most.

    One that lost its mark in another program is known when it says the very same.
    """
    found: list[etree._Element] = []
    for note in notes:
        left = [(item, mark) for item, mark in open_ if item not in found]
        worth = [(note.about.likeness(mark) if mark else 0, item) for item, mark in left]
        same = [item for item, _ in left if _text(item) == note.text]
        best = max((value for value, _ in worth), default=0)
        if best:
            found.append(next(item for value, item in worth if value == best))
        elif same:
            found.append(same[0])
    return found


def _text(comment: etree._Element) -> str:
    plain = comment.findtext(p("text"))
    lines = ["".join(text.text or "" for text in line.iter(a("t"))) for line in comment.iter(a("p"))]
    return "\n".join(lines) if plain is None else plain


def _spot(shape: etree._Element | None) -> tuple[int, int]:
    offset = None if shape is None else next(shape.iter(a("off")), None)
    if offset is None:
        return 10, 10
    most = 6_000
    x, y = (min(max(round(integer(offset.get(name)) / _UNIT), 0), most) for name in ("x", "y"))
    return x, y


def _time(when: dt.datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%S.000")


def _guid(text: str) -> str:
    return _as_guid(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())


def _next(mark: str) -> str:
    """Another number for a comment on the same: of what people wrote it tells no more."""
    digits = mark.strip("{}").replace("-", "")
    return _as_guid(digits[:24] + _short(digits[24:]))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8].upper()


def _as_guid(text: str) -> str:
    digits = text.upper()
    return f"{{{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}}}"
