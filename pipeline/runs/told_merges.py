"""What is told of documents that hold people's work and the workbook's changes, whether written or only planned.

In: merged documents by path. Out: findings: what went in (OT014), what is to decide (OT015), what stays out (OT016).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.report.change_marks import clean, marked
from pipeline.vocabulary.changes import Change, Fate, Merged, What
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Place

_LONGEST, _LONGEST_ROW = 200, 80
_NONE = "–"
_WENT_IN, _UNDECIDED, _LEFT_OUT = "OT014", "OT015", "OT016"


def merge_findings(path: Path, merged: Merged) -> list[Finding]:
    """What is told of one document: what went in, then each place that people may want to look at."""
    counts = {fate: sum(change.fate is fate for change in merged.changes) for fate in Fate}
    values: dict[str, FindingValue] = {
        "edits": len(merged.edits),
        "updated": counts[Fate.UPDATED],
        "conflicts": counts[Fate.CONFLICT],
        "next": Phrase(f"merge_next.{'deck' if path.suffix.lower() == '.pptx' else 'tracked'}"),
    }
    open_ones = [change for change in merged.changes if change.fate in (Fate.CONFLICT, Fate.LEFT_OUT)]
    return [_finding(_WENT_IN, path, values), *(_open_one(path, change) for change in open_ones)]


def undecided_findings(path: Path, changes: Iterable[Change]) -> list[Finding]:
    """What is told of conflicts alone."""
    return [_open_one(path, change) for change in changes]


def as_planned(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same of documents that are not written: nothing went in, and there is no comment to decide at."""
    return tuple(
        _with_next(item, "planned") if item.code == _UNDECIDED else item for item in findings if item.code != _WENT_IN
    )


def as_accepted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same of documents that hold no tracked changes."""
    return tuple(
        _with_next(item, "accepted") if item.code == _WENT_IN and "tracked" in str(item.values["next"]) else item
        for item in findings
    )


def shortened(text: str) -> str:
    """A text short enough for one line of the terminal."""
    return _cut(" ".join(text.split()), _LONGEST)


def _with_next(finding: Finding, key: str) -> Finding:
    return replace(finding, values={**finding.values, "next": Phrase(f"merge_next.{key}")})


def _open_one(path: Path, change: Change) -> Finding:
    code, cells = _UNDECIDED, ", ".join(str(place) for place in change.cells[:3]) or _NONE
    if change.fate is Fate.LEFT_OUT:
        code = _LEFT_OUT
    values: dict[str, FindingValue] = {
        "where": _where(path, change, "of" if code == _UNDECIDED else "out_of"),
        "after": _new_words(change),
        "cells": cells,
        "yours": shortened(clean(change.yours)),
        "next": Phrase("merge_next.decide"),
    }
    return _finding(code, path, values)


def _where(path: Path, change: Change, case: str) -> Phrase:
    """The place as it stands in the sentence: in a chapter, on a slide, in its notes, or without a heading."""
    name, row = shortened(clean(change.chapter)), _cut(clean(change.row), _LONGEST_ROW)
    in_row = f" ({row})" if row else ""
    if not name:
        return Phrase(f"merge_place.{case}.document", row=in_row)
    if path.suffix.lower() != ".pptx":
        return Phrase(f"merge_place.{case}.chapter", name=name, row=in_row)
    kind = {What.NOTES: "notes", What.SLIDE: "whole_slide"}.get(change.what, "slide")
    return Phrase(f"merge_place.{case}.{kind}", name=name, row=in_row)


def _new_words(change: Change) -> str:
    """What the workbook says now; of a long text what stands around the change."""
    after = clean(change.after)
    if len(after) > _LONGEST and change.before:
        after = "".join(piece.text for piece in marked(change.before, change.after)[1])
    return shortened(after) or _NONE


def _cut(line: str, longest: int) -> str:
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _finding(code: str, path: Path, values: dict[str, FindingValue]) -> Finding:
    return Finding(code, Place(str(path)), {"path": str(path), **values})
