"""What became of many folders: counts, and a table of them.

In: outcomes. Out: the counts for the JSON object, the table as text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from io import StringIO
from typing import Any, Self

from pipeline.language import Words
from pipeline.runs.options import Outcome
from pipeline.vocabulary.changes import counted
from pipeline.vocabulary.findings import Severity

MOST_ROWS = 40
"""With more folders than this the table names only those that somebody has to look at."""
_MINUTE = 60
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
    from rich.console import Console as Terminal
    from rich.table import Table
    from rich.text import Text

    def text(key: str, **values: object) -> str:
        return words.text("terminal", f"batch.{key}", **values)

    def row(name: str, status: str, told: Sequence[Outcome], style: str | None = None, *, end: bool = False) -> None:
        counts = Counts.of(told)
        numbers = [words.number(getattr(counts, column)) for column in _COLUMNS]
        drawn.add_row(Text(name), status, *numbers, style=style, end_section=end)

    named = [item for item in outcomes if len(outcomes) <= MOST_ROWS or wants_a_look(item)]
    drawn = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    drawn.add_column(text("column.folder"), overflow="fold", min_width=10)
    drawn.add_column(text("column.status"), no_wrap=True)
    for column in _COLUMNS:
        drawn.add_column(text(f"column.{column}"), justify="right", no_wrap=True)
    for place, item in enumerate(named, start=1):
        ends = place == len(named) == len(outcomes)
        row(item.folder, text(f"status.{item.status}"), [item], "red" if wants_a_look(item) else None, end=ends)
    if others := [item for item in outcomes if item not in named] if len(named) < len(outcomes) else []:
        row(text("others", count=words.number(len(others))), _statuses(words, others), others, end=True)
    row(text("total", count=words.number(len(outcomes))), "", outcomes, "bold")
    stream = StringIO()
    system = "standard" if colour else None
    Terminal(file=stream, width=width, color_system=system, force_terminal=colour, legacy_windows=False).print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


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
        return words.text("terminal", "batch.seconds", count=words.number(seconds, 0 if seconds >= 10 else 1))
    minutes, rest = divmod(whole, _MINUTE)
    return words.text("terminal", "batch.minutes_seconds", minutes=words.number(minutes), seconds=rest)
