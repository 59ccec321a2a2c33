"""Which files are this survey and which are the last one: files answered at least 120 days earlier, or said to be it.

In: what each file holds. Out: the files of each round, and what is told of those that are not this survey's, or that
are only because nothing tells otherwise. A fault in an earlier survey never stops anything: it is a warning, and what
was merely noticed is told by its code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.survey.columns.days import Span
from pipeline.survey.one_file import FileRead
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Place, Severity, Term

APART = 120
"""So many days between two surveys tell them apart."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """The files of this survey, those of the last one, and those of still earlier ones, which are not used."""

    this: tuple[FileRead, ...] = ()
    last: tuple[FileRead, ...] = ()
    older: tuple[FileRead, ...] = ()


def rounds(files: Sequence[FileRead]) -> Rounds:
    """The files by what is said of them, else by when they were answered; one of unknown days is this survey's."""
    starts = _starts([item.days for item in files if item.days and item.said != "this"])
    sorted_out: tuple[list[FileRead], ...] = ([], [], [])
    for item in files:
        later = sum(item.days[0] < start for start in starts[:2]) if item.days else 0
        sorted_out[0 if item.said == "this" else max(later, item.said == "last")].append(item)
    return Rounds(*map(tuple, sorted_out))


def _starts(spans: Sequence[Span]) -> list[dt.date]:
    """The first day of each round but the oldest, the newest round first: what lies before it is an earlier round."""
    ordered = sorted(spans)
    ends = accumulate((last for _, last in ordered), max)
    found = [later for (later, _), end in zip(ordered[1:], ends, strict=False) if (later - end).days >= APART]
    return found[::-1]


def told_of(found: Rounds, of_last: Sequence[Finding]) -> Iterator[Finding]:
    """What is told of the rounds, `of_last` being what joining the files of the last one showed.

    Findings: SV055 where this survey has a file that may be another's, SV026 for each file of an earlier one, SV027 for
    each fault in the last one.
    """
    yield from _doubtful(found.this)
    for files, what in ((found.last, "last"), (found.older, "older")):
        for item in files:
            codes = sorted({finding.code for finding in (*item.findings, *of_last)}) if what == "last" else []
            values: dict[str, FindingValue] = {
                "what": Term(f"round.{what}"),
                "why": Term("round.said") if item.said else Phrase("round.days", days=APART),
                "codes": ", ".join(codes) or Term("round.nothing"),
            }
            yield Finding("SV026", Place(item.name, item.sheet), values)
    for finding in (finding for item in found.last for finding in item.findings):
        if finding.severity is Severity.ERROR:
            yield Finding("SV027", finding.place, {"code": finding.code})


def _doubtful(files: Sequence[FileRead]) -> Iterator[Finding]:
    """SV055 for the files of one survey whose days are not known, or are of an earlier year than the newest's."""
    answered = [(item, len(item.part.rows)) for item in files if item.part and item.part.rows]
    newest = max((item.days for item, _ in answered if item.days), default=None)
    doubtful = [item for item, _ in answered if not item.said and _may_be_earlier(item.days, newest)]
    if len(answered) < 2 or not doubtful:
        return
    values: dict[str, FindingValue] = {
        "count": len(doubtful),
        "names": ", ".join(item.title for item in doubtful),
        "files": ", ".join(f"{item.title} {rows}" for item, rows in answered),
        "respondents": sum(rows for _, rows in answered),
        "earlier": Term("declare.use.last"),
        "this": Term("declare.use.this"),
    }
    yield Finding("SV055", Place(doubtful[0].name, doubtful[0].sheet), values)


def _may_be_earlier(days: Span | None, newest: Span | None) -> bool:
    return days is None or (newest is not None and days[1] < newest[0] and days[1].year < newest[0].year)
