"""Judges of a merged Word document: is every hand edit there, every correction there or told, everything else as it was.

In: base, hand and fresh, and what the merge gave. Out: faults as sentences; none when all is well. The corrections are
counted here from what the documents' paragraphs say, never taken from the merge's own list: a paragraph that base and
fresh have in other numbers must come or go in the merged document as often, or else be told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import zip_longest

from hand_edits_word import Edit, is_contents
from lxml import etree
from word_open import W14, Word, found, opened, text, w
from word_views import OURS, canonical, our_comments, targets, tell_ours, view

from pipeline.vocabulary.changes import Change, Fate, Kind, Merged, What

_RECKONED = re.compile(rb"(<w:t(?: [^>]*)?>[^<\d]*)\d+")
_CAPTION = re.compile(r"^(\w+)[ \u00a0]#\.\s")
_PARAGRAPH = re.compile(rb"<w:p(?: [^>]*)?>(?:(?!<w:p[ >]).)*?</w:p>|<w:p(?: [^>]*)?/>", re.S)
_OPENING = re.compile(rb"<w:(?:document|hdr|ftr|footnotes|endnotes)\s([^>]*)>")


@lru_cache(maxsize=256)
def lines_of(document: bytes) -> Counter[str]:
    """How often a document says each line when everybody's changes are accepted."""
    return Counter(order_of(document))


@lru_cache(maxsize=256)
def order_of(document: bytes) -> tuple[str, ...]:
    """The lines in order."""
    return tuple(view(opened(document), accept=True).lines())


@dataclass
class Case:
    """One merge with all that is known of it. `plain` is what our `accepted` made of the merged document."""

    base: bytes
    edit: Edit
    fresh: bytes
    merged: Merged
    plain: bytes
    say: Callable[[Change], str]

    @cached_property
    def word(self) -> Word:
        return tell_ours(opened(self.merged.document))

    @cached_property
    def hand(self) -> Word:
        return opened(self.edit.document)

    @cached_property
    def accepted(self) -> Word:
        return view(self.word, accept=True, author=OURS)

    @cached_property
    def rejected(self) -> Word:
        return view(self.word, accept=False, author=OURS)

    @cached_property
    def told(self) -> list[Change]:
        """The changes that are not in the document."""
        return [item for item in self.merged.changes if item.fate in (Fate.CONFLICT, Fate.LEFT_OUT)]

    @cached_property
    def settled(self) -> tuple[str, ...]:
        """What the document says when ours and everybody's changes are accepted."""
        return tuple(view(self.accepted, accept=True).lines())

    @cached_property
    def delta(self) -> Counter[str]:
        """How many more of each line fresh has than base; negative for what goes."""
        now, before = lines_of(self.fresh), lines_of(self.base)
        return Counter({line: count for line in now | before if (count := now[line] - before[line])})


def faults(case: Case) -> list[str]:
    """Everything that is wrong."""
    return [
        *edits_lost(case),
        *corrections_lost(case),
        *out_of_order(case),
        *conflicts_untold(case),
        *conflicts_for_nothing(case),
        *views_differ(case),
        *rewritten_for_nothing(case),
        *identities_lost(case),
        *unsound(case),
    ]


def edits_lost(case: Case) -> Iterator[str]:
    """The hand's edit is there whether ours is accepted or rejected."""
    for name, seen in (("accepted", case.accepted), ("rejected", case.rejected)):
        if fault := case.edit.holds(seen):
            yield f"edit lost when {name}: {fault}"


def corrections_lost(case: Case) -> Iterator[str]:
    """Each line comes or goes as often as from base to fresh, or is told; no other line comes or goes."""
    now = Counter(case.settled)
    hand, base, fresh = lines_of(case.edit.document), lines_of(case.base), lines_of(case.fresh)
    delta, left_out, untaken = case.delta, _left_out(case), _untaken(case)
    for line in now.keys() | hand.keys() | delta.keys():
        moved = delta[line]
        if now[line] > hand[line] + max(moved + untaken[line], 0):
            yield f"came from nowhere: {line!r}"
        elif now[line] < hand[line] + min(moved, 0) - left_out[line]:
            yield f"words lost: {line!r} {now[line]} of {hand[line]}"
        elif moved > 0 and now[line] < hand[line] + moved and hand[line] < fresh[line]:
            if not _told_after(case, line) and not _only_contents(case, line):
                yield f"correction lost: {line!r} did not come"
        elif moved < 0 and now[line] > fresh[line] + max(0, hand[line] - base[line]) and not _told_before(case, line):
            yield f"correction lost: {line!r} did not go"


def _left_out(case: Case) -> Counter[str]:
    """The lines that would have come into what people took away, or stand there already since people agreed: elsewhere
    as many more went than the balance tells. In LibreOffice's contents list a whole line is the field of its page."""
    told = [_plain(item.after) for item in case.merged.changes if item.fate in (Fate.LEFT_OUT, Fate.AGREED)]
    found = Counter(line for words in told for line in words.split(" | "))
    found["#"] += max(0, len(contents_of(case.base)) - len(contents_of(case.fresh)))
    return found


def _untaken(case: Case) -> Counter[str]:
    """The lines that should have gone and are told to stay, or that people took away themselves: elsewhere as many more
    came than the balance tells. Of a table that stays, the rows that are told to go are not among them."""
    found: Counter[str] = Counter()
    rows = [item.before for item in case.merged.changes if item.kind is Kind.REMOVED and item.fate is Fate.UPDATED]
    for item in case.merged.changes:
        if item.fate is not Fate.UPDATED:
            stay = Counter(item.before.split("\n")) - Counter(rows)
            before = [line for row in stay.elements() for line in row.split(" | ")]
            found += Counter(map(_plain, before)) - Counter(map(_plain, re.split(r" \| |\n", item.after)))
    return found


def _only_contents(case: Case, line: str) -> bool:
    """A line of the contents list, which the hand has taken away: what it leads to is told at its heading."""
    return line in contents_of(case.fresh) and not contents_of(case.edit.document)


@lru_cache(maxsize=256)
def contents_of(document: bytes) -> frozenset[str]:
    """The lines of the contents list."""
    return frozenset(text(item) for item in opened(document).body if is_contents(item))


def _told_after(case: Case, line: str) -> bool:
    return any(_in(line, item.after) for item in case.told)


def _told_before(case: Case, line: str) -> bool:
    return any(_in(line, item.before) or _in(line, item.yours) for item in case.told)


def _in(line: str, words: str) -> bool:
    """Whether words hold a line; lists of changes leave out what Word reckons itself."""
    return line in _plain(words) or _plain(line.replace("#", "")) in _plain(words)


def _plain(words: str) -> str:
    return " ".join(words.split())


def out_of_order(case: Case) -> Iterator[str]:
    """Where the hand left the order alone, the lines come in fresh's order."""
    known = [set(_once(order_of(item))) for item in (case.base, case.edit.document, case.fresh)]
    both = known[0] & known[1] & known[2] & set(_once(case.settled))
    if _only(order_of(case.base), both) != _only(order_of(case.edit.document), both):
        return
    if any(item.kind is Kind.MOVED for item in case.told):
        return
    mine, theirs = _only(case.settled, both), _only(order_of(case.fresh), both)
    if mine != theirs:
        place = next(place for place, pair in enumerate(zip(mine, theirs, strict=True)) if pair[0] != pair[1])
        yield f"out of order: {mine[place]!r} where {theirs[place]!r} belongs"


def _once(lines: tuple[str, ...]) -> list[str]:
    return [line for line, count in Counter(lines).items() if count == 1]


def _only(lines: tuple[str, ...], these: set[str]) -> list[str]:
    return [line for line in lines if line in these]


def conflicts_untold(case: Case) -> Iterator[str]:
    """Each conflict has our comment with the words that tell it; looks and properties have no place for one."""
    comments = [_plain(item) for item in our_comments(case.word).values()]
    for change in case.merged.changes:
        placeless = change.what in (What.LOOK, What.PROPERTY)
        if (
            change.fate is Fate.CONFLICT
            and not placeless
            and not any(_plain(case.say(change)) in item for item in comments)
        ):
            yield f"conflict without a comment: {change.kind} {change.before!r} → {change.after!r}"


def conflicts_for_nothing(case: Case) -> Iterator[str]:
    """What the hand left as it was is no conflict. What people drew in a paragraph is of what it says."""
    hand, base = lines_of(case.edit.document), lines_of(case.base)
    drawn = {
        _plain(text(item))
        for part in case.hand.stories()
        for item in case.hand.tree(part).iter(w("p"))
        if next(item.iter(w("pict")), None) is not None
    }
    for change in case.told:
        line = _plain(change.before)
        if line in drawn:
            continue
        if hand[_plain(change.yours)] > base[_plain(change.yours)]:
            continue  # people wrote that, and the words that stood there came elsewhere
        if change.what is What.TEXT and change.kind is Kind.CHANGED and 0 < base[line] <= hand[line]:
            yield f"{change.fate} for nothing: {line!r}"


def views_differ(case: Case) -> Iterator[str]:
    """Rejecting ours gives the hand's document; accepting by another implementation gives what `accepted` gives."""
    plain = tell_ours(opened(case.plain))
    for part in case.hand.stories():
        if part not in case.word.parts:
            yield f"{part} is gone"
            continue
        if case.hand.parts[part] == case.word.parts[part] == plain.parts.get(part):
            continue
        was, now = _canonical(case.edit.document, part), canonical(case.rejected.tree(part), results=False)
        if was != now:
            yield f"rejected is not the hand's: {part}: {_first_difference(was, now)}"
        ours, theirs = (canonical(seen.tree(part), numbers=False) for seen in (plain, case.accepted))
        if ours != theirs:
            yield f"accepted otherwise: {part}: {_first_difference(theirs, ours)}"
    lead, dead = _leads(case.fresh), {said for said, place in targets(case.hand) if not place}
    for said, place in targets(plain):
        if not place and lead.get(said) and said not in dead:  # what people cut off was so before
            yield f"a link leads nowhere when accepted: {said!r}"


@lru_cache(maxsize=64)
def _leads(document: bytes) -> dict[str, str]:
    return dict(targets(opened(document)))


@lru_cache(maxsize=64)
def _canonical(document: bytes, part: str) -> list[bytes]:
    """The part without our changes of earlier runs, which a later run takes back where it must say more."""
    return canonical(_without_ours(document).tree(part), results=False)


@lru_cache(maxsize=4)
def _without_ours(document: bytes) -> Word:
    return view(tell_ours(opened(document)), accept=False, author=OURS)


def identities_lost(case: Case) -> Iterator[str]:
    """What stood in the hand's file can be known again; what moved gives its identity to the one at the new place."""
    there = {id_ for part in case.word.stories() for id_ in _identities(case.word.tree(part))}
    for id_ in sorted(_lasting(case.edit.document) - there):
        yield f"the identity {id_} is gone"


@lru_cache(maxsize=256)
def _lasting(document: bytes) -> frozenset[str]:
    """The identities of what doesn't go when our changes of earlier runs are taken back."""
    word = _without_ours(document)
    return frozenset(id_ for part in word.stories() for id_ in _identities(word.tree(part)))


def _identities(root: etree._Element) -> Iterator[str]:
    return (id_ for item in root.iter(w("p"), w("tr")) if (id_ := item.get(f"{{{W14}}}paraId")))


def _first_difference(ones: list[bytes], others: list[bytes]) -> str:
    one, other = next(pair for pair in zip_longest(ones, others, fillvalue=b"") if pair[0] != pair[1])
    place = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
    begin = max(0, place - 70)
    return (
        f"…{one[begin : place + 90].decode(errors='replace')}… ≠ …{other[begin : place + 90].decode(errors='replace')}…"
    )


def rewritten_for_nothing(case: Case) -> Iterator[str]:
    """A paragraph that the correction doesn't touch has the same bytes as in the hand's file, however that spells it."""
    touched = set(case.delta)
    told = [_plain(words) for item in case.merged.changes for words in (item.before, item.yours, item.after)]
    for part in case.hand.stories():
        before, after = case.hand.parts[part], case.word.parts.get(part, b"")
        if before == after:
            continue
        counted = (raw for raw in _PARAGRAPH.findall(after) if b" SEQ " in raw or b" REF " in raw)
        known_after = {_RECKONED.sub(rb"\1#", raw) for raw in counted}
        for raw in Counter(_PARAGRAPH.findall(before)) - Counter(_PARAGRAPH.findall(after)):
            if _RECKONED.sub(rb"\1#", raw) in known_after:
                continue  # only the number of a caption, or of one referred to, which Word reckons itself
            words = text(etree.fromstring(opening_of(before) + raw + b"</x>")[0])
            known = _plain(_CAPTION.sub(r"\1: ", words).replace("#", ""))
            if (
                words.strip("#")
                and words not in touched
                and not any(item.strip("†‡") in said for said in told for item in (words, known))
            ):
                yield f"rewritten for nothing: {part}: {words!r}: {raw[:200]!r}"
                return


def opening_of(part: bytes) -> bytes:
    """A tag with the namespaces of a part."""
    opening = _OPENING.search(part)
    assert opening is not None
    return b"<x " + opening[1] + b">"


# --- Soundness --------------------------------------------------------------------------------------------------------


def unsound(case: Case) -> Iterator[str]:
    """Faults of the file that the hand's file didn't have."""
    yield from sorted(set(_unsound(case.word)) - _faults_of(case.edit.document))


@lru_cache(maxsize=256)
def _faults_of(document: bytes) -> frozenset[str]:
    return frozenset(_unsound(opened(document)))


def _unsound(word: Word) -> Iterator[str]:
    yield from _ids(word)
    yield from _relationships(word)
    yield from _types(word)
    yield from _comments(word)


def _ids(word: Word) -> Iterator[str]:
    for part in word.stories():
        root = word.tree(part)
        for path, name in (
            (".//w:bookmarkStart", w("id")),
            (".//w:bookmarkStart", w("name")),
            (".//wp:docPr", "id"),
            (".//w:p[@w14:paraId]", "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"),
            (".//w:ins|.//w:del|.//w:rPrChange|.//w:pPrChange", w("id")),
            (".//w:commentRangeStart", w("id")),
            (".//w:commentReference", w("id")),
        ):
            counts = Counter(item.get(name) for item in found(root, path))
            for value in [value for value, count in counts.items() if count > 1]:
                yield f"{part}: {path} {name.rpartition('}')[2]} {value} twice"
        starts = Counter(item.get(w("id")) for item in root.iter(w("bookmarkStart")))
        if starts != Counter(item.get(w("id")) for item in root.iter(w("bookmarkEnd"))):
            yield f"{part}: a bookmark without its other end"


def _relationships(word: Word) -> Iterator[str]:
    for rels in [name for name in word.parts if name.endswith(".rels")]:
        folder, _, file = rels.rpartition("/_rels/") if "/_rels/" in rels else ("", "", rels.removeprefix("_rels/"))
        owner = f"{folder}/{file.removesuffix('.rels')}" if folder else ""
        items = list(word.tree(rels))
        for item in items:
            target = item.get("Target", "")
            path = target[1:] if target.startswith("/") else _joined(folder, target)
            if item.get("TargetMode") != "External" and path not in word.parts:
                yield f"{rels}: {target} is not there"
        if owner in word.parts and owner.endswith(".xml"):
            named = set(re.findall(rb' (?:r|R):(?:id|embed|link)="([^"]+)"', word.parts[owner]))
            for id_ in named - {(item.get("Id") or "").encode() for item in items}:
                yield f"{owner}: {id_.decode()} leads nowhere"


def _joined(folder: str, target: str) -> str:
    parts = [*folder.split("/"), *target.split("/")] if folder else target.split("/")
    path: list[str] = []
    for item in parts:
        if item == "..":
            path.pop()
        elif item not in ("", "."):
            path.append(item)
    return "/".join(path)


def _types(word: Word) -> Iterator[str]:
    root = word.tree("[Content_Types].xml")
    known = {item.get("PartName") for item in root}
    endings = {(item.get("Extension") or "").lower() for item in root}
    for name in word.parts:
        if f"/{name}" not in known and name.rpartition(".")[2].lower() not in endings and name != "[Content_Types].xml":
            yield f"{name} has no content type"
    for name in known - {None}:
        if (name or "")[1:] not in word.parts:
            yield f"{name} has a content type and is not there"


def _comments(word: Word) -> Iterator[str]:
    part = "word/comments.xml"
    there = {item.get(w("id")) for item in word.tree(part).iter(w("comment"))} if part in word.parts else set()
    used = {
        name: {item.get(w("id")) for story in word.stories() for item in word.tree(story).iter(w(name))}
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
    }
    for name, ids in used.items():
        for id_ in ids - there:
            yield f"{name} {id_} has no comment"
    for id_ in there - used["commentReference"]:
        yield f"comment {id_} has no commentReference"
    for one, other in (("Start", "End"), ("End", "Start")):  # a comment may stand at a point, without either
        for id_ in used[f"commentRange{one}"] - used[f"commentRange{other}"]:
            yield f"comment {id_} has no commentRange{other}"
