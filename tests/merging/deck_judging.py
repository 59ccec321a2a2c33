"""Whether a merged deck is right, reckoned from the three versions alone: what must be said, what must be as it was.

In: base, hand, fresh and merged deck. Out: faults, a line each. Nothing here uses the merge's own nodes or lists; only
what it tells as conflicts is taken from it, to see that what is not in the deck is told.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from hand_edits_deck import A, P, R, Seen
from hand_edits_deck_slides import comments_of
from lxml import etree

from pipeline.vocabulary.changes import Change, Fate, Kind, Merged, What

_CHART_VALUE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"
_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TOLD = (Fate.CONFLICT, Fate.LEFT_OUT)
_OF_THE_DESIGN = re.compile(r"ppt/(slideLayouts|slideMasters|theme|notesMasters)/[^_]|ppt/(presProps|tableStyles)\.xml")

_CELLS = re.compile(r"\(?\bsolut? [A-Z]+\d+(?::[A-Z]+\d+)?\)?")
"""How a deck's notes name the cells that a slide comes from."""

Said = Counter[tuple[int, str, str]]


@dataclass(frozen=True)
class Four:
    """The versions of one deck, and what the merge told."""

    base: bytes
    hand: bytes
    fresh: bytes
    merged: Merged


def wrong(four: Four, *, removes: bool = False, by_number: bool = True) -> list[str]:
    """What is wrong with a merged deck. `removes`: people took something away; `by_number`: their slides keep theirs."""
    return [
        *words_lost(four, removes=removes, by_number=by_number),
        *(touched_needlessly(four) if by_number else ()),  # what was taken to another slide is updated there
        *new_faults(four),
    ]


def words_lost(four: Four, *, removes: bool, by_number: bool) -> Iterator[str]:  # noqa: C901
    """Words that should stand on a slide and don't, or stand there though they went: unless that is told."""
    kept = _slides(four.base).keys() & _slides(four.fresh).keys() if by_number else set()
    own = _slides(four.hand).keys() - _slides(four.base).keys() if by_number else set()
    base, hand, fresh = (_said(data, frozenset(kept | own)) for data in (four.base, four.hand, four.fresh))
    merged = _said(four.merged.document, frozenset(kept | own))
    told = [change for change in four.merged.changes if change.fate in _TOLD]
    if not removes:
        yield from (f"left out though nothing was removed: {item}" for item in told if item.fate is Fate.LEFT_OUT)
    comments = "\n".join(text for slide in seen_of(four.merged.document).slides for text in comments_of(slide))
    for change in told:
        if change.fate is Fate.CONFLICT and _plain(change.after) not in _plain(comments):
            yield f"a conflict without its comment: {change}"
    unknown = sum(change.kind is Kind.CHANGED and not change.before for change in told)
    for key in {*base, *hand, *fresh, *merged}:
        should = max(0, hand[key] + fresh[key] - base[key])
        if not key[2].strip() or merged[key] == should:
            continue
        gone = key[0] and str(key[0]) not in _slides(four.hand)
        if gone and any(change.what is What.SLIDE and change.fate is Fate.LEFT_OUT for change in told):
            continue
        if merged[key] < should and (_is_of_no_news(key, base, hand) or _is_in_no_column(key[2], four)):
            continue
        if merged[key] < should and not _is_told(key, [change.after for change in told], told):
            yield f"lost: {key}: {merged[key]} for {should}"
        if should < merged[key] <= should + unknown:
            continue  # both took it away at one place, and without the base nobody knows what stood there
        if merged[key] > should and not _is_told(key, [f"{change.before} {change.yours}" for change in told], told):
            yield f"stayed: {key}: {merged[key]} for {should}"


def _is_of_no_news(key: tuple[int, str, str], base: Said, hand: Said) -> bool:
    """Whether only the cells that a line names are others, and people took that line away: that isn't told."""
    line = _CELLS.sub("#", key[2])
    return line != key[2] and any(
        hand[known] < base[known] for known in base if known[:2] == key[:2] and _CELLS.sub("#", known[2]) == line
    )


def _is_in_no_column(words: str, four: Four) -> bool:
    """Whether it is what a new row says in a column that people took out of the table."""
    rows = [_plain(change.after).split(" | ") for change in four.merged.changes if change.kind is Kind.ADDED]
    return _columns(four.hand) < _columns(four.base) and any(_plain(words) in row for row in rows)


def _columns(data: bytes) -> int:
    return sum(1 for slide in seen_of(data).slides for _ in slide._element.iter(f"{{{A}}}gridCol"))


def _is_told(key: tuple[int, str, str], texts: Iterable[str], told: Iterable[Change]) -> bool:
    if any(change.kind in (Kind.REMOVED, Kind.MOVED) and change.fate is Fate.CONFLICT for change in told):
        return True  # what stays whole is told by its title
    return key[1] == "chart" or any(_plain(key[2]) in _plain(text) for text in texts)


def _plain(text: str) -> str:
    return " ".join(text.split())


def touched_needlessly(four: Four) -> Iterator[str]:
    """Slides, notes, shapes and parts of the design that neither side changed and that are not as the hand has them."""
    base, hand, fresh, merged = (_slides(data) for data in (four.base, four.hand, four.fresh, four.merged.document))
    for number in base.keys() & hand.keys() & fresh.keys() & merged.keys():
        for part in (0, 1):
            if (
                _canonical(base[number][part]) == _canonical(fresh[number][part])
                and hand[number][part] != merged[number][part]
            ):
                yield f"slide {number} written anew, {'notes' if part else 'slide'}"
        shapes = [_shapes(item[number][0]) for item in (base, hand, fresh, merged)]
        for name in shapes[0].keys() & shapes[1].keys() & shapes[2].keys():
            if shapes[0][name] == shapes[2][name] and shapes[3].get(name) != shapes[1][name]:
                yield f"shape {name!r} on slide {number} is not as the hand has it"
    old, own, new, made = (_parts(data) for data in (four.base, four.hand, four.fresh, four.merged.document))
    for name in own:
        if _OF_THE_DESIGN.match(name) and old.get(name) == new.get(name) and made.get(name) != own[name]:
            yield f"{name} is not as the hand has it"


def new_faults(four: Four) -> Iterator[str]:
    """What is unsound in the merged deck and was not in the hand's."""
    before = set(unsound(four.hand))
    yield from (fault for fault in unsound(four.merged.document) if fault not in before)


def content(data: bytes) -> dict[str, bytes]:
    """The parts that people see or have made; what the program tells itself about its making is left out."""
    own = re.compile(
        r"customXml/(_rels/)?item(Props)?[1-9]?\.xml|docProps/custom\.xml|.*\.rels$|\[Content_Types\]\.xml"
    )
    return {name: part for name, part in _parts(data).items() if not own.match(name)}


def unsound(data: bytes) -> Iterator[str]:
    """What PowerPoint would stumble on, or what lies about in the file without a use."""
    with ZipFile(BytesIO(data)) as package:
        names = package.namelist()
    parts = _parts(data)
    yield from (f"{name} is twice in the file" for name, count in Counter(names).items() if count > 1)
    links = {name: _links(parts, name) for name in ["", *parts] if not name.endswith(".rels")}
    for name, found in links.items():
        for id_, (kind, target) in found.items():
            if target is not None and target not in parts:
                yield f"{name} leads to {target}, which is not there ({kind} {id_})"
    reached = _reached(links)
    loose = [name for name in parts if name not in reached and not name.endswith((".rels", "[Content_Types].xml"))]
    yield from (f"{name} is reached from nowhere" for name in loose)
    yield from _types(parts)
    yield from _of_slides(parts, links)
    assert seen_of(data).slides is not None


def _of_slides(parts: dict[str, bytes], links: dict[str, dict[str, tuple[str, str | None]]]) -> Iterator[str]:
    root = etree.fromstring(parts["ppt/presentation.xml"])
    numbers = [item.get("id") for item in root.iter(f"{{{P}}}sldId")]
    yield from (f"slide number {number} is twice" for number, count in Counter(numbers).items() if count > 1)
    listed = [item.get("id") for item in root.iter("{http://schemas.microsoft.com/office/powerpoint/2010/main}sldId")]
    if root.find(".//{http://schemas.microsoft.com/office/powerpoint/2010/main}sectionLst") is not None and sorted(
        listed
    ) != sorted(numbers):
        yield f"sections hold {sorted(listed)}, slides are {sorted(numbers)}"
    notes: Counter[str | None] = Counter()
    for item in root.iter(f"{{{P}}}sldId"):
        slide = links["ppt/presentation.xml"][item.get(f"{{{R}}}id")][1]
        assert slide is not None
        tree = etree.fromstring(parts[slide])
        ids = Counter(mark.get("id") for mark in tree.iter(f"{{{P}}}cNvPr"))
        yield from (f"{slide}: shape id {id_} is twice" for id_, count in ids.items() if count > 1)
        used = {
            value for mark in tree.iter() for key, value in mark.attrib.items() if key.startswith(f"{{{R}}}") and value
        }
        yield from (f"{slide}: {id_} leads nowhere" for id_ in used - links[slide].keys())
        kinds = Counter(kind.rpartition("/")[2] for kind, _ in links[slide].values())
        if kinds["slideLayout"] != 1 or kinds["notesSlide"] > 1:
            yield f"{slide}: {kinds}"
        for kind, target in links[slide].values():
            if kind == f"{_OFFICE}notesSlide":
                notes[target] += 1
                back = [to for of, to in links.get(target or "", {}).values() if of == f"{_OFFICE}slide"]
                if back != [slide]:
                    yield f"{target} are notes of {back}, not of {slide}"
        yield from (f"{slide}: {fault}" for fault in _of_tables(tree))
    yield from (f"{name} are notes of {count} slides" for name, count in notes.items() if count > 1)


def _of_tables(tree: Any) -> Iterator[str]:
    for table in tree.iter(f"{{{A}}}tbl"):
        wide = len(table.findall(f"{{{A}}}tblGrid/{{{A}}}gridCol"))
        if any(len(row.findall(f"{{{A}}}tc")) != wide for row in table.iter(f"{{{A}}}tr")):
            yield "a row of a table is not as wide as the table"


def _types(parts: dict[str, bytes]) -> Iterator[str]:
    root = etree.fromstring(parts["[Content_Types].xml"])
    named = Counter(item.get("PartName", "").lstrip("/") for item in root.iter(f"{_TYPES}Override"))
    endings = {item.get("Extension", "").lower() for item in root.iter(f"{_TYPES}Default")}
    for name in parts:
        if name != "[Content_Types].xml" and not named[name] and name.rpartition(".")[2].lower() not in endings:
            yield f"{name} has no content type"
    yield from (f"a content type of {name}, which is not there" for name in named if name not in parts)
    yield from (f"{name} has two content types" for name, count in named.items() if count > 1)


def _reached(links: dict[str, dict[str, tuple[str, str | None]]]) -> set[str]:
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for _, target in links.get(waiting.pop(), {}).values():
            if target is not None and target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached


def _links(parts: dict[str, bytes], name: str) -> dict[str, tuple[str, str | None]]:
    folder, _, file = name.rpartition("/")
    data = parts.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    found: dict[str, tuple[str, str | None]] = {}
    for item in etree.fromstring(data).iter(_LINKS) if data else ():
        target = item.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[item.get("Id", "")] = (item.get("Type", ""), None if item.get("TargetMode") == "External" else whole)
    return found


@lru_cache(8)
def seen_of(data: bytes) -> Seen:
    """A deck as it is looked at, opened once for all judges."""
    return Seen(data)


@lru_cache(16)
def _said(data: bytes, kept: frozenset[str]) -> Said:
    """How often what is said where; slides that may have got another number are told together."""
    said: Said = Counter()
    for slide in seen_of(data).slides:
        number = slide.slide_id if str(slide.slide_id) in kept else 0
        said.update((number, "slide", text) for text in _own_texts(slide._element))
        if slide.has_notes_slide:
            said.update((number, "notes", text) for text in _own_texts(slide.notes_slide._element))
        for shape in slide.shapes:
            if shape.has_chart:
                said.update((number, "chart", item.text or "") for item in shape.chart._chartSpace.iter(_CHART_VALUE))
    return said


def _own_texts(element: Any) -> Iterator[str]:
    """Paragraphs without what programs reckon themselves: slide numbers, dates."""
    for paragraph in element.iter(f"{{{A}}}p"):
        runs = paragraph.iterchildren(f"{{{A}}}r", f"{{{A}}}br")
        yield "".join("\n" if run.tag == f"{{{A}}}br" else run.findtext(f"{{{A}}}t") or "" for run in runs)


@lru_cache(64)
def _parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@lru_cache(64)
def _slides(data: bytes) -> dict[str, tuple[bytes, bytes]]:
    """By number: the bytes of each slide and of its notes."""
    parts = _parts(data)
    shown = _links(parts, "ppt/presentation.xml")
    found = {}
    for item in etree.fromstring(parts["ppt/presentation.xml"]).iter(f"{{{P}}}sldId"):
        slide = shown[item.get(f"{{{R}}}id")][1] or ""
        notes = [target for kind, target in _links(parts, slide).values() if kind == f"{_OFFICE}notesSlide"]
        found[item.get("id", "")] = (parts[slide], parts[notes[0] or ""] if notes else b"")
    return found


@lru_cache(1024)
def _canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n") if data else b""


@lru_cache(64)
def _shapes(data: bytes) -> dict[str, bytes]:
    """The shapes of a slide by name, those whose name is the only one of its kind."""
    tree = etree.fromstring(data).find(f"{{{P}}}cSld/{{{P}}}spTree")
    named: list[tuple[str, Any]] = []
    for shape in tree if tree is not None else ():
        mark = shape.find(f"./*/{{{P}}}cNvPr")
        if mark is not None and mark.get("name") and shape.tag != f"{{{P}}}nvGrpSpPr":
            named.append((mark.get("name", ""), shape))
    counts = Counter(name for name, _ in named)
    return {name: etree.tostring(shape, method="c14n", exclusive=True) for name, shape in named if counts[name] == 1}
