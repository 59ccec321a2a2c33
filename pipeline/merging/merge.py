"""The doors of the room: three versions of a document into one, two versions compared.

In: the bytes of documents, of Word or PowerPoint; which it is they say themselves. Out: the merged document with what
became of each change, or `CannotMerge`. `base` is what the program made last; where it isn't kept any more, the hand's
document tells enough of it (`trace`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml import etree

from pipeline.merging.deck_merge import compare_decks, merge_deck
from pipeline.merging.redline import redline_word
from pipeline.merging.run import AUTHOR, CannotMerge, Reason, Run
from pipeline.merging.trace import Trace, read_trace, trace_id
from pipeline.merging.trace_parts import drop_trace
from pipeline.merging.undecided import still_open
from pipeline.merging.word_merge import accept_word, compare_words, merge_word
from pipeline.ooxml.flavour import has_macros, is_presentation, make_plain
from pipeline.ooxml.package import Package, PackageFault, read_package
from pipeline.vocabulary.changes import Change, Merged

_DATE = re.compile(rb' w:date="[^"]*"')
_FAULTS = (PackageFault, etree.LxmlError, ValueError, LookupError, ArithmeticError, RecursionError)
"""What becomes of bytes from outside that say what no document says."""
_REASONS: dict[str, Reason] = {"damaged": "damaged", "too_large": "too_large", "encrypted": "encrypted"}


def merge(base: bytes | None, hand: bytes, fresh: bytes, run: Run) -> Merged:
    """Puts into the hand's document what changed between base and fresh. Raises CannotMerge.

    Where base isn't given, or the hand's document was made as another version, what that tells of itself serves.
    """
    ours, mine = _opened(hand), _opened(fresh)
    if is_presentation(ours) != is_presentation(mine):
        raise CannotMerge("foreign", "another kind of document")
    try:
        known = _base(base, ours)
        return merge_deck(known, ours, mine, run) if is_presentation(mine) else merge_word(known, ours, mine, run)
    except _FAULTS as error:
        raise CannotMerge(_reason(error), str(error)) from error


def compare(old: bytes, new: bytes) -> tuple[Change, ...]:
    """What changed between two versions, as if all of it had been put into a document. Raises CannotMerge."""
    one, other = _opened(old), _opened(new)
    if is_presentation(one) != is_presentation(other):
        raise CannotMerge("foreign", "another kind of document")
    try:
        return compare_decks(one, other) if is_presentation(one) else compare_words(one, other)
    except _FAULTS as error:
        raise CannotMerge(_reason(error), str(error)) from error


def redline(old: bytes, new: bytes, run: Run) -> bytes:
    """A comparison copy of two Word documents: accepting all gives the new one, rejecting all the old one."""
    one, other = _opened(old), _opened(new)
    if is_presentation(one) or is_presentation(other):
        raise CannotMerge("other", "no tracked changes in presentations")
    try:
        return redline_word(one, other, run)
    except _FAULTS as error:
        raise CannotMerge(_reason(error), str(error)) from error


def accepted(document: bytes) -> bytes:
    """The document with our changes plain and our comments on them gone; the same bytes where there are none."""
    package = _opened(document)
    try:
        return document if is_presentation(package) or not accept_word(package) else package.write()
    except _FAULTS as error:
        raise CannotMerge(_reason(error), str(error)) from error


def alike(one: bytes, other: bytes) -> bool:
    """Whether two versions that the program made differ in nothing but what they tell of their making."""
    try:
        packages = read_package(one), read_package(other)
        for package in packages:
            drop_trace(package)
    except (PackageFault, etree.XMLSyntaxError):
        return False
    return packages[0] == packages[1]


def undecided(
    document: bytes, changes: Iterable[Change], says: Callable[[Change], Iterable[str]], author: str = AUTHOR
) -> tuple[Change, ...]:
    """Those of earlier conflicts that nobody has dealt with in the document. Raises CannotMerge."""
    package = _opened(document)
    try:
        return still_open(package, changes, says, author)
    except _FAULTS as error:
        raise CannotMerge(_reason(error), str(error)) from error


def same_but_dates(one: bytes, other: bytes) -> bool:
    """Whether two documents differ in nothing but when their tracked changes were made. Raises CannotMerge."""
    packages = _opened(one), _opened(other)
    for package in packages:
        for name in (name for name in package.parts if name.endswith(".xml")):
            package.parts[name] = _DATE.sub(b"", package.read(name))
    return packages[0] == packages[1]


def _opened(data: bytes) -> Package:
    try:
        package = read_package(data)
        if has_macros(package):
            raise CannotMerge("macros")
        make_plain(package)
    except _FAULTS as error:
        raise CannotMerge(_reason(error), str(error)) from error
    return package


def _reason(error: Exception) -> Reason:
    return _REASONS.get(error.reason, "other") if isinstance(error, PackageFault) else "damaged"


def _base(kept: bytes | None, hand: Package) -> Package | Trace:
    """What the hand's document was made as: the kept version where it is that one, else what the document tells."""
    number = trace_id(hand)
    package = _opened(kept) if kept is not None else None
    if package is not None and number in ("", trace_id(package)):
        return package
    told = read_trace(hand)
    if told is not None:
        return told
    if package is None:
        raise CannotMerge("foreign", "nothing tells what it was made as")
    return package
