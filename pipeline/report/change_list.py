"""The list of changes that can be sent along with the documents: what to decide, what changed, what people's stayed.

In: what became of each document (`vocabulary.changes`), and whose and which versions they are. Out: the names that the
template `muutokset.docx` uses. However much changed, the list stays one that people read: much is summed up by chapter.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath

from pipeline.language import Words, words
from pipeline.report.change_marks import Pieces, clean, clean_row, marked, says_nothing, shortened
from pipeline.report.foreign import in_language
from pipeline.report.wording import MISSING
from pipeline.vocabulary.changes import Change, DocumentChanges, Edit, Fate, Kind, What, as_told, counted
from pipeline.vocabulary.content import Context, Record, Text
from pipeline.vocabulary.findings import NOWHERE, Place
from pipeline.vocabulary.model import Language

_MOST_CHANGES = 120
"""So many changes of one document are told one by one; of more, each chapter's sum."""
_MOST_DECISIONS = 60
_MOST_LEFT_OUT = 60
_MOST_EDITS = 80
_MOST_CHAPTERS = 80
_MOST_CELLS = 3
_LONGEST_NAME = 120
_LONGEST_TEXT = 400
_EVERYWHERE, _WHOLE = (What.LOOK, What.PROPERTY), "\n"
_CHAPTER_NUMBER, _LAST = re.compile(r"\d{1,3}(?:\.\d{1,3})*(?= )"), 10_000
_SENTENCES = ("conflicts", "left_out", "kept")


@dataclass(frozen=True, slots=True)
class Delivery:
    """Whose documents these are, and which version follows which; "" for one that has no name."""

    organisation: str
    when: dt.date
    before: str = ""
    after: str = ""


def change_list(documents: Sequence[DocumentChanges], delivery: Delivery, language: Language) -> Context:
    """The names of the template: `facts`, `conflicts`, `left_out`, `documents`, `kept` and the words around them."""
    say = words(language)
    title = _text(say, "title")
    files = {PurePath(cell.file).name for item in documents for change in item.changes for cell in change.cells}
    conflicts = [(item, change) for item in documents for change in item.changes if change.fate is Fate.CONFLICT]
    left_out = [(item, change) for item in documents for change in item.changes if change.fate is Fate.LEFT_OUT]

    def tell(item: DocumentChanges) -> _Teller:
        return _Teller(say, item, one_file=len(files) == 1)

    return {
        "document": Record(
            header_line=title,
            footer_line=" · ".join(part for part in (delivery.organisation, say.day(delivery.when)) if part),
            subject=delivery.organisation,
            keywords=_text(say, "keywords"),
            language=say.tag,
        ),
        "organisation": Record(name=delivery.organisation),
        "title": title,
        "summary": summary(say, documents),
        "facts": _facts(say, delivery, documents, sorted(files)),
        "t": Record(**say.catalog("changes")["t"]),
        "conflicts": tuple(tell(item).conflict(change) for item, change in conflicts[:_MOST_DECISIONS]),
        "conflicts_more": _more(say, "conflicts", len(conflicts) - _MOST_DECISIONS),
        "left_out": tuple(tell(item).left_out(change) for item, change in left_out[:_MOST_LEFT_OUT]),
        "left_out_more": _more(say, "left_out", len(left_out) - _MOST_LEFT_OUT),
        "documents": tuple(filter(None, (tell(item).document() for item in documents))),
        "kept": tuple(tell(item).kept() for item in documents if item.edits),
    }


def summary(say: Words, documents: Iterable[DocumentChanges]) -> str:
    """What became of everything, in one sentence with counts."""
    found = list(documents)
    edits = [edit for item in found for edit in item.edits]
    counts = counted((change for item in found for change in item.changes), edits)
    first = _text(say, "summary.updated", count=counts["updated"])
    rest = [_text(say, f"summary.{key}", count=counts[key]) for key in _SENTENCES if counts[key]]
    return _text(say, "summary.whole", first=first, rest=say.join(rest)) if rest else f"{first}."


def document_title(say: Words, item: DocumentChanges) -> str:
    """What people call a document, and its language where it is another than the list's."""
    title = _text(say, f"documents.{item.sort or item.audience or 'roadmap'}")
    if item.language == say.language:
        return title
    return _text(say, "documents.other_language", title=title, language=_text(say, f"languages.{item.language}"))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Words one document's changes. With `one_file` cells need not name the workbook they are in."""

    say: Words
    item: DocumentChanges
    one_file: bool

    def conflict(self, change: Change) -> Record:
        """A place that people have to decide on."""
        before, after = self._sides(change, "gone" if change.kind is Kind.REMOVED else "")
        return Record(
            where=self._where(change),
            kind=self.what(change),
            row=self._row(change),
            yours=self._quoted(change.yours) or self._none("nothing"),
            after=after,
            before=before,
            cells=self._cells_of(change),
        )

    def left_out(self, change: Change) -> Record:
        """A change whose place people have deleted."""
        before, after = self._sides(change)
        row, cells = self._row(change), self._cells_of(change)
        return Record(where=self._where(change), row=row, before=before, after=after, cells=cells)

    def document(self) -> Record | None:
        """A document's changes by chapter, one by one or, when they are many, summed up; None for no change."""
        item = self.item
        updated = [change for change in item.changes if change.fate is Fate.UPDATED]
        by_chapter = _by_chapter(updated, numbered=not self._is_deck)
        count = sum(map(len, by_chapter.values()))
        if not count:
            return None
        title, many = document_title(self.say, item), count > _MOST_CHANGES
        return Record(
            item.name,
            title=title,
            file=item.name,
            lead=_text(self.say, "document.many" if many else "document.all", count=count, file=item.name),
            chapters=() if many else tuple(self._chapter(name, changes) for name, changes in by_chapter.items()),
            sums=tuple(self._sums(by_chapter)) if many else (),
        )

    def kept(self) -> Record:
        """What people changed by hand."""
        item = self.item
        more = _more(self.say, "kept", len(item.edits) - _MOST_EDITS)
        rows = tuple(map(self._edit, item.edits[:_MOST_EDITS]))
        return Record(item.name, title=document_title(self.say, item), rows=rows, more=more)

    @property
    def _is_deck(self) -> bool:
        return self.item.name.lower().endswith(".pptx")

    def what(self, change: Change | Edit) -> str:
        """What happened to what, in two or three words."""
        return what_happened(self.say, change)

    def cells(self, places: Sequence[Place]) -> str:
        """Where in the workbook a change comes from."""
        found = list(dict.fromkeys(places))
        named = (self._cell(place, before) for before, place in pairwise([NOWHERE, *found[:_MOST_CELLS]]))
        more = len(found) - _MOST_CELLS
        shown = [", ".join(named), *([_text(self.say, "more_cells", count=more)] if more > 0 else [])]
        return " ".join(shown) or MISSING

    def _cells_of(self, change: Change) -> str:
        """The cells of a change; those of what is gone are the earlier workbook's: other things stand in them now."""
        named = self.cells(change.cells)
        gone = change.kind is Kind.REMOVED and change.cells
        return _text(self.say, "cells_before", cells=named) if gone else named

    def _cell(self, place: Place, before: Place) -> str:
        """A cell; after another one of its sheet the sheet goes without saying."""
        if (place.file, place.sheet) == (before.file, before.sheet) and place.cell:
            return self.say.term(place.cell)
        return self.say.place(Place("" if self.one_file else PurePath(place.file).name, place.sheet, place.cell))

    def _chapter(self, name: str, changes: Sequence[Change]) -> Record:
        """A chapter's changes; those of mere signs and blank cells are one row."""
        told = [change for change in changes if not is_silent(change)]
        rows = list(map(self._change, told))
        if silent := len(changes) - len(told):
            none = (Record(text=MISSING, changed=False),)
            kind = _text(self.say, "signs", count=silent)
            rows.append(Record(kind=kind, row="", before=none, after=none, cells=MISSING))
        return Record(name, name=self._chapter_name(name, changes[0].what), changes=tuple(rows))

    def _change(self, change: Change) -> Record:
        before, after = self._sides(change)
        row, cells = self._row(change), self._cells_of(change)
        return Record(kind=self.what(change), row=row, before=before, after=after, cells=cells)

    def _sums(self, by_chapter: dict[str, list[Change]]) -> Iterable[Record]:
        """A row for each chapter; of very many the last row is for all the rest."""
        rows = list(by_chapter.items())
        rest = [change for _, changes in rows[_MOST_CHAPTERS:] for change in changes]
        for name, changes in rows[:_MOST_CHAPTERS]:
            yield self._sum(self._chapter_name(name, changes[0].what), changes)
        if rest:
            yield self._sum(_text(self.say, "other_chapters", count=len(rows) - _MOST_CHAPTERS), rest)

    def _sum(self, name: str, changes: Sequence[Change]) -> Record:
        kinds = Counter(map(self.what, changes))
        parts = (_text(self.say, "sum", what=what, count=count) for what, count in kinds.most_common(4))
        return Record(name, name=name, count=self.say.number(len(changes)), kinds=", ".join(parts))

    def _edit(self, edit: Edit) -> Record:
        text = self._quoted(edit.text) or MISSING
        return Record(chapter=self._chapter_name(edit.chapter, edit.what), kind=self.what(edit), text=text)

    def _sides(self, change: Change, without: str = "") -> tuple[tuple[Record, ...], tuple[Record, ...]]:
        """Before and after; where people decide on a change, a side that is blank says that it isn't known."""
        sides = change.before, change.after
        before, after = marked(*map(clean_row, sides)) if change.what in (What.ROW, What.TABLE) else marked(*sides)
        unknown = not before and change.fate is not Fate.UPDATED and change.kind in (Kind.CHANGED, Kind.REMOVED)
        return self._pieces(before, "unknown" if unknown else ""), self._pieces(after, without)

    def _pieces(self, pieces: Pieces, otherwise: str) -> tuple[Record, ...]:
        if not pieces:
            return (Record(text=self._none(otherwise), changed=False),)
        return tuple(Record(text=self._in_its_language(piece.text), changed=piece.changed) for piece in pieces)

    def _quoted(self, text: str) -> str:
        """What a document says, short."""
        return self._in_its_language(shortened(clean(text), _LONGEST_TEXT))

    def _row(self, change: Change) -> Text:
        """Where in a table a change is."""
        told = shortened(clean(change.row), _LONGEST_TEXT)
        is_words = change.what is What.TEXT
        return self._in_its_language(told) if is_words else Text(place_of_change(self.say, change))

    def _in_its_language(self, text: str) -> Text:
        """A document's own words, which may be in another language than the list."""
        return in_language(text, None if self.item.language == self.say.language else self.item.language)

    def _none(self, key: str) -> str:
        return _text(self.say, key) if key else MISSING

    def _where(self, change: Change) -> str:
        title, chapter = document_title(self.say, self.item), self._chapter_name(change.chapter, change.what)
        return _text(self.say, "where", document=title, chapter=chapter)

    def _chapter_name(self, name: str, what: What = What.TEXT) -> str:
        known = shortened(clean(name), _LONGEST_NAME)
        if known:
            return self._in_its_language(known)
        nowhere = "no_title" if self._is_deck else "no_chapter"
        return _text(self.say, "everywhere" if what in _EVERYWHERE else nowhere)


def _by_chapter(changes: Iterable[Change], *, numbered: bool) -> dict[str, list[Change]]:
    """Changes by chapter in the document's order: as the numbers say, what has none after what it came after.

    What is the whole document's comes last.
    """
    found: dict[str, list[Change]] = {}
    for change in changes:
        whole = not change.chapter and change.what in _EVERYWHERE
        found.setdefault(_WHOLE if whole else change.chapter, []).append(change)
    order: dict[str, tuple[int, ...]] = {}
    last: tuple[int, ...] = ()
    for name in found:
        number = _CHAPTER_NUMBER.match(name) if numbered else None
        last = tuple(map(int, number[0].split("."))) if number is not None else last
        order[name] = (_LAST,) if name == _WHOLE else last if name else ()
    return {name: found[name] for name in sorted(found, key=order.__getitem__)}


def what_happened(say: Words, change: Change | Edit) -> str:
    """What happened to what, in two or three words; of words in a table that they stand in it."""
    in_table = isinstance(change, Change) and change.row and change.what is What.TEXT
    kind = as_told(change) if isinstance(change, Change) else change.kind
    return _text(say, f"kinds.{'entry' if in_table else change.what}.{kind}")


def place_of_change(say: Words, change: Change) -> str:
    """Where in a table a change is; of a row that is gone from a slide where it still is."""
    row = clean(change.row)
    return _text(say, "still", place=row) if row and change.what is What.ROW else row


def is_silent(change: Change) -> bool:
    """Whether a change has no words: a bar of the timeline that became longer, a cell whose dash is gone."""
    return change.what is What.TEXT and says_nothing(change.before) and says_nothing(change.after)


def _facts(say: Words, delivery: Delivery, documents: Sequence[DocumentChanges], files: Sequence[str]) -> Record:
    """The card at the top; "" for what is not known."""
    named = [name for name in (delivery.before, delivery.after) if name]
    versions = _text(say, "versions", before=delivery.before, after=delivery.after) if len(set(named)) == 2 else ""
    titles = [document_title(say, item) for item in documents]
    return Record(
        organisation=delivery.organisation,
        when=say.day(delivery.when),
        version=versions or "".join(named[:1]),
        documents=", ".join(titles),
        workbook=", ".join(files),
    )


def _more(say: Words, key: str, count: int) -> str:
    return _text(say, f"more.{key}", count=count) if count > 0 else ""


def _text(say: Words, key: str, **values: object) -> str:
    return say.text("changes", key, **values)
