"""What became of many folders: counts, and a table of them.

In: outcomes. Out: the counts for the JSON object, the table as text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from io import StringIO
from typing import Any, Literal, Self

from pipeline.language import Words
from pipeline.runs.options import Outcome
from pipeline.vocabulary.changes import counted
from pipeline.vocabulary.findings import Severity

MOST_ROWS = 40
"""With more folders than this the table names only those that somebody has to look at."""
_MINUTE = 60
_NAME_WIDTH, _GAP = 12, 2
"""The folders' column is never narrower; on a screen without room for that the lines are broken by the screen."""
_ALWAYS = 3
"""So many of the columns are drawn in any case, the others where there is something in them."""
_WRITES_NOTHING = ("checked", "faulty", "skipped")
_COLUMNS = ("errors", "warnings", "written", "kept", "conflicts")


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found and done: `kept` are documents that hold hand work, `conflicts` what people are to decide."""

    errors: int = 0
    warnings: int = 0
    notes: int = 0
    written: int = 0
    kept: int = 0
    conflicts: int = 0

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Self:
        """The counts of all of them together."""
        counts: Counter[str] = Counter()
        for outcome in outcomes:
            written = outcome.written
            counts.update(f"{finding.severity}s" for finding in outcome.findings)
            counts["written"] += len({*written.changed, *written.beside})
            counts["kept"] += len({*written.kept, *written.merged})
            counts["conflicts"] += sum(
                counted(merged.changes, merged.edits)["conflicts"] for merged in written.merges.values()
            )
        return cls(**counts)


def wants_a_look(outcome: Outcome) -> bool:
    """Whether somebody has to do something: nothing was made, or something stands in the way of people's documents."""
    return outcome.status in ("failed", "faulty") or any(
        finding.severity is Severity.ERROR or (finding.severity is Severity.WARNING and finding.code.startswith("OT"))
        for finding in outcome.findings
    )


def as_data(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The counts for the JSON object."""
    counts = Counts.of(outcomes)
    statuses = dict(sorted(Counter(outcome.status for outcome in outcomes).items()))
    return {
        "folders": len(outcomes),
        "statuses": statuses,
        **{field.name: getattr(counts, field.name) for field in fields(counts)},
    }


def table(words: Words, outcomes: Sequence[Outcome], *, width: int, colour: bool = False) -> str:
    """A row for each folder, or for each that wants a look, and one for all of them."""
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console as Terminal
    from rich.table import Table
    from rich.text import Text

    rows = _rows(words, outcomes)
    headers = [words.text("terminal", f"batch.column.{name}") for name in ("folder", "status", *_columns(outcomes))]
    drawn = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    for place, header in enumerate(headers):
        drawn.add_column(header, justify="left" if place < 2 else "right", overflow="fold", no_wrap=place > 0)
    for row in rows:
        drawn.add_row(*map(Text, row.cells), style=row.style, end_section=row is rows[-2])
    widths = (max(map(cell_len, column)) + _GAP for column in zip(headers, *(row.cells for row in rows), strict=True))
    needed = _NAME_WIDTH + sum(list(widths)[1:])
    stream = StringIO()
    system: Literal["standard"] | None = "standard" if colour else None
    Terminal(file=stream, width=max(width, needed), color_system=system, force_terminal=colour).print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str, ...]
    style: str | None = None


def _columns(outcomes: Sequence[Outcome]) -> list[str]:
    totals = Counts.of(outcomes)
    always = _ALWAYS - all(outcome.status in _WRITES_NOTHING for outcome in outcomes)
    return [name for place, name in enumerate(_COLUMNS) if place < always or getattr(totals, name)]


def _rows(words: Words, outcomes: Sequence[Outcome]) -> list[_Row]:
    columns = _columns(outcomes)

    def row(name: str, status: str, told: Sequence[Outcome], style: str | None = None) -> _Row:
        counts = Counts.of(told)
        return _Row((name, status, *(words.number(getattr(counts, column)) for column in columns)), style)

    shown = [item for item in outcomes if len(outcomes) <= MOST_ROWS or wants_a_look(item)]
    rows = [row(item.folder, _statuses(words, [item]), [item], "red" if wants_a_look(item) else None) for item in shown]
    if len(shown) < len(outcomes):
        others = [item for item in outcomes if not wants_a_look(item)]
        name = words.text("terminal", "batch.others", folders=words.number(len(others)))
        rows.append(row(name, _statuses(words, others), others))
    total = words.text("terminal", "batch.total", folders=words.number(len(outcomes)))
    return [*rows, row(total, "", outcomes, "bold")]


def _statuses(words: Words, outcomes: Sequence[Outcome]) -> str:
    """What became of several folders: the same for all, else how many of each."""
    counts = Counter(outcome.status for outcome in outcomes)
    named = {status: words.text("terminal", f"batch.status.{status}") for status in counts}
    if len(counts) == 1:
        return next(iter(named.values()))
    return ", ".join(f"{named[status]} {words.number(count)}" for status, count in counts.most_common())


def duration(words: Words, seconds: float) -> str:
    """How long it took."""
    whole = round(seconds)
    if whole < _MINUTE:
        return words.text("terminal", "batch.seconds", seconds=words.number(seconds, 0 if seconds >= 10 else 1))
    minutes, rest = divmod(whole, _MINUTE)
    return words.text("terminal", "batch.minutes_seconds", minutes=words.number(minutes), seconds=rest)
