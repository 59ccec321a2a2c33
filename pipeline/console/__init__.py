"""Draws findings, progress and results. The only room that prints.

In: findings and outcomes. Out: people's text on stderr; on stdout the one JSON object, or the text that was asked for.
Colour only on a terminal, and never with NO_COLOR.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pipeline.console.summary import Counts, as_data, duration, table, wants_a_look
from pipeline.language import Words
from pipeline.municipalities.identity import Identity
from pipeline.runs.batch import Begun, Finished
from pipeline.runs.change_data import merges_as_data
from pipeline.runs.options import Outcome
from pipeline.runs.own_fault import own_fault
from pipeline.vocabulary.changes import Merged, counted
from pipeline.vocabulary.findings import Finding, Severity, Term
from pipeline.workbook.layout import layout

if TYPE_CHECKING:
    from pipeline.console.progress import ProgressLine
    from pipeline.runs.restoring import Restored
    from pipeline.runs.versions import Version

SCHEMA_VERSION = 1
MANY = 10
"""From this many folders on only those are told of at length that somebody has to look at."""
_WIDE, _NARROWEST = 120, 60
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


class Console:
    """Where one command's words go. `quiet` leaves errors only, `as_json` keeps stdout for the one object,
    `debug` shows our own faults as they are."""

    def __init__(self, words: Words, *, quiet: bool = False, as_json: bool = False, debug: bool = False) -> None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a cp1252 pipe on Windows can't take every letter
                stream.reconfigure(encoding="utf-8", errors="replace")
        self.words = words
        self.quiet = quiet
        self.as_json = as_json
        self.debug = debug
        self._colour = _wants_colour(sys.stderr)
        self._progress: ProgressLine | None = None
        self._told, self._total = 0, 1

    def begun(self, event: Begun, what: str) -> None:
        """A folder is being worked on; shown on a terminal only, until its outcome is told."""
        if line := self._line(event.total):
            line.begun(self._text(f"progress.{what}", folder=event.folder))

    def finished(self, event: Finished) -> None:
        """A folder is finished; those before it may not be yet, so that its outcome is told later."""
        self._total = event.total
        if line := self._line(event.total):
            line.finished(event)

    def _line(self, total: int) -> ProgressLine | None:
        if self._progress is None and sys.stderr.isatty() and not self.quiet:
            from pipeline.console.progress import ProgressLine

            self._progress = ProgressLine(self.words, total)
        return self._progress

    def outcome(self, outcome: Outcome) -> None:
        """A folder's findings, and what became of its documents; of one of many only when it wants a look."""
        self._told += 1
        if self._total >= MANY and not _at_length(outcome):
            if self._progress is None and not self.quiet:
                self._tell(self._closing(outcome))
            return
        if self._progress is not None:
            self._progress.hide()
        self._at_length(outcome)
        if self._progress is not None:
            self._progress.show()

    def _at_length(self, outcome: Outcome) -> None:
        self._findings(outcome.findings)
        if any(finding.code == "PG001" for finding in outcome.findings):
            self._tell(self._text("hints.program_fault"))
        if self.quiet:
            return
        self._documents(outcome)
        self._tell(self._closing(outcome))
        first = next((item for item in outcome.findings if item.severity is Severity.ERROR), None)
        if first is None and outcome.status in ("failed", "faulty"):
            self._tell(self._text("hints.strict"))
        if first is not None and first.code != "PG001":
            self._tell(self._text("hints.fix" if first.code.startswith("WB") else "hints.fix_other", code=first.code))

    def summary(self, outcomes: Sequence[Outcome], seconds: float) -> None:
        """What became of all the folders, when they are several."""
        if self._progress is not None:
            self._progress.hide()
        if self.quiet or len(outcomes) < 2:
            return
        width = max(shutil.get_terminal_size().columns, _NARROWEST) if sys.stderr.isatty() else _WIDE
        self._tell("\n" + table(self.words, outcomes, width=width, colour=self._colour))
        for status, key in (("failed", "batch.failures"), ("faulty", "batch.faulty")):
            if count := sum(outcome.status == status for outcome in outcomes):
                self._tell(self._text(key, count=count))
        untold = [item for item in outcomes if len(outcomes) >= MANY and not _at_length(item) and item.findings]
        if untold:
            self._tell(self._text("batch.look", folder=untold[0].folder))
        self._tell(self._text("batch.took", time=duration(self.words, seconds)))

    @staticmethod
    def summary_as_data(outcomes: Sequence[Outcome]) -> dict[str, Any]:
        """What became of all the folders, for the JSON object."""
        return as_data(outcomes)

    def finding(self, finding: Finding) -> None:
        """One finding on one line: place, code, what is wrong; below it how grave it is and what to do."""
        code = self._painted(finding.code, _COLOURS[finding.severity])
        worded = self.words.place(finding.place)
        place = f"{worded}: " if worded else ""
        self._tell(f"{place}{code} {self.words.message(finding)}")
        self._tell(f"    {self._text(f'severity.{finding.severity}')}: {self.words.hint(finding)}")

    def own_fault(self, command: str, error: Exception) -> None:
        """A fault of the program outside any folder's work."""
        finding = own_fault(error)
        self.finding(finding)
        self._tell(self._text("hints.program_fault"))
        if self.as_json:
            self.json_object(command, findings=[self.finding_as_data(finding)])

    def stopped(self) -> None:
        """The user stopped the command."""
        if self._progress is not None:
            self._progress.hide()
        self.told("hints.stopped")

    def stopped_at(self, command: str, count: int, total: int) -> None:
        """The user stopped the work on many folders when so many of them were finished."""
        key = f"stopped.{command}"
        if total == 1 or not self.words.has("terminal", key):
            self.stopped()
            return
        if self._progress is not None:
            self._progress.hide()
        if not self.quiet:
            self._tell(self._text(key, count=count, total=total))

    def told(self, key: str, **values: str) -> None:
        """One of the catalog's lines, unless quiet."""
        if not self.quiet:
            self._tell(self._text(key, **values))

    def identity(self, typed: str, identity: Identity) -> None:
        """What a new workbook was filled with, and why; what its name was read as."""
        item, suggestion = identity.municipality, identity.suggestion
        own = self.words.language
        form = layout().sheet("organisation")
        sheet, field = form.title[identity.language], form.field("languages").label[identity.language]
        if item is None:
            self.told("hints.unlisted", name=identity.name, sheet=sheet)
            if suggestion is not None:
                self.told("hints.suggestion", name=suggestion.full_name(own))
            return
        if not identity.as_typed:
            self.told("hints.mended", typed=typed, name=identity.name, sheet=sheet)
        self.told("hints.filled", name=identity.name, code=item.code, region=item.region[own], sheet=sheet)
        if len(identity.languages) > 1:
            languages = self.words.join([self.words.term(Term(f"language.{tag}")) for tag in identity.languages])
            self.told("hints.bilingual", name=identity.name, languages=languages, field=field)
        if item.sami_homeland:
            self.told("hints.sami", name=identity.name)

    @staticmethod
    def identity_as_data(identity: Identity) -> dict[str, Any]:
        """The organisation of a new workbook for the JSON object."""
        return {
            "languages": list(identity.languages),
            "kind": identity.kind or None,
            "code": identity.code or None,
            "in_table": identity.municipality is not None,
            "as_typed": identity.as_typed,
            "suggestion": identity.suggestion.full_name("fi") if identity.suggestion else None,
            "texts": {language: dict(texts) for language, texts in identity.texts.items()},
        }

    def versions(self, folder: str, versions: Sequence[Version], findings: Sequence[Finding]) -> int:
        """The versions that are kept of a folder's documents; the exit status."""
        from pipeline.runs.restoring import as_data, listing

        self._findings(findings)
        if self.as_json:
            told = [self.finding_as_data(finding) for finding in findings]
            kept = list(map(as_data, versions))
            self.json_object("restore", folder=folder, versions=kept, restored=None, findings=told)
        elif versions:
            self.page(listing(versions, self.words))
            first = versions[0]
            self.told("restore.how", folder=folder, name=first.name, number=str(first.number))
        elif not any(finding.severity is Severity.ERROR for finding in findings):
            self.told("restore.none", folder=folder)
        return exit_status([Outcome(folder, "", tuple(findings))], strict=False)

    def restored(self, folder: str, path: Path, restored: Restored) -> int:
        """What became of a document whose earlier version was asked for; the exit status."""
        from pipeline.runs.restoring import as_data, described

        self._findings(restored.findings)
        version, same = restored.version, restored.same
        if version is not None:
            said, number = described(version, self.words), str(version.number)
            self.told(f"restore.{'same' if same else 'done'}", path=path.as_posix(), number=number, version=said)
        if restored.kept is not None:
            self.told("restore.undo", folder=folder, name=path.name, number=str(restored.kept))
        if version is not None and not same:
            self.told("restore.next")
        if self.as_json:
            told = [self.finding_as_data(finding) for finding in restored.findings]
            back = {**as_data(version), "same": same, "kept": restored.kept} if version else None
            self.json_object("restore", folder=folder, versions=[], restored=back, findings=told)
        return exit_status([Outcome(folder, "", restored.findings)], strict=False)

    def _findings(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            if not self.quiet or finding.severity is Severity.ERROR:
                self.finding(finding)

    def page(self, text: str) -> None:
        """Text that was asked for, on stdout."""
        _write(sys.stdout, text if text.endswith("\n") else f"{text}\n")

    def json_object(self, command: str, **content: Any) -> None:
        """The one JSON object on stdout."""
        data = {"schema_version": SCHEMA_VERSION, "command": command, **content}
        _write(sys.stdout, json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    def as_data(self, outcome: Outcome) -> dict[str, Any]:
        """A folder's outcome for the JSON object."""
        return {
            "folder": outcome.folder,
            "status": outcome.status,
            "outputs": list(outcome.outputs),
            "findings": [self.finding_as_data(finding) for finding in outcome.findings],
            "merge": {
                "kept": [*outcome.written.kept, *outcome.written.merged],
                "new": list(outcome.written.new),
                "updated": [name for name in outcome.written.changed if name not in outcome.written.new],
                **merges_as_data(outcome.written.merges),
            },
            "reasons": {name: list(map(self.words.term, reasons)) for name, reasons in outcome.reasons.items()},
        }

    def file_as_data(self, outcome: Outcome) -> dict[str, Any]:
        """A single file's outcome for the JSON object."""
        return {
            "file": outcome.folder,
            "status": outcome.status,
            "outputs": list(outcome.outputs),
            "findings": [self.finding_as_data(finding) for finding in outcome.findings],
        }

    def finding_as_data(self, finding: Finding) -> dict[str, str]:
        """A finding for the JSON object."""
        return {
            "code": finding.code,
            "severity": str(finding.severity),
            "file": finding.place.file,
            "sheet": self.words.term(finding.place.sheet),
            "cell": self.words.term(finding.place.cell),
            "message": self.words.message(finding),
            "hint": self.words.hint(finding),
        }

    def _documents(self, outcome: Outcome) -> None:
        written = outcome.written
        for path in outcome.outputs:
            name = path.rsplit("/", 1)[-1]
            if name in written.kept:
                self._tell(self._text("status.kept", path=path))
            elif name in written.changed or name in written.beside:
                planned = "new" if name in written.new else "changed"
                self._tell(self._text(f"status.{planned if outcome.status == 'planned' else 'written'}", path=path))
            elif outcome.status != "failed":
                self._tell(self._text("status.same", path=path))
            if reasons := outcome.reasons.get(name):
                self._tell(self._text("changes.why", reasons=", ".join(map(self.words.term, reasons))))
            if merged := written.merges.get(name):
                self._changes(merged)

    def _changes(self, merged: Merged) -> None:
        """What the workbook changed in one document, and what of the hand's was kept."""
        counts = {key: count for key, count in counted(merged.changes, merged.edits).items() if count}
        if counts:
            told = ", ".join(self._text(f"changes.{key}", count=count) for key, count in counts.items())
            self._tell(self._text("changes.line", changes=told))

    def _closing(self, outcome: Outcome) -> str:
        line = self._became(outcome)
        return line if self._total == 1 else self._text("batch.told", number=self._told, total=self._total, line=line)

    def _became(self, outcome: Outcome) -> str:
        if outcome.status == "unchanged" and not outcome.findings:
            return self._text("status.unchanged", folder=outcome.folder)
        counts = Counts.of([outcome])
        parts = [
            self._text(f"summary.{severity}", count=getattr(counts, severity))
            for severity in ("errors", "warnings", "notes")
        ]
        return f"{self._text(f'status.{outcome.status}', folder=outcome.folder)} ({', '.join(parts)})"

    def _text(self, key: str, **values: object) -> str:
        return self.words.text("terminal", key, **values)

    def _painted(self, text: str, colour: str) -> str:
        return f"\x1b[{colour};1m{text}\x1b[0m" if self._colour else text

    def _tell(self, line: str) -> None:
        _write(sys.stderr, f"{line}\n")


def _write(stream: IO[str], text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:  # the reader went away: `digitiekartta explain | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _at_length(outcome: Outcome) -> bool:
    """Whether a folder is told at length among many."""
    return wants_a_look(outcome) or outcome.status == "skipped"


def _wants_colour(stream: IO[str]) -> bool:
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def exit_status(outcomes: Iterable[Outcome], *, strict: bool) -> int:
    """The exit status of a run over folders: the gravest of theirs. A warning that stops is a fault in the inputs."""
    gravest = 0
    for outcome in outcomes:
        for finding in outcome.findings:
            if finding.severity is Severity.ERROR:
                gravest = max(gravest, _STATUS.get(finding.code) or _STATUS.get(finding.code[:2], 1))
            elif strict and finding.severity is Severity.WARNING:
                gravest = max(gravest, 1)
    return gravest


_UNREADABLE, _MISNAMED = (
    ("BR001", "BR004", "CO012", "TP008", "OT024"),
    ("CO009", "CO011", "OT019", "OT020", "OT022", "RG003", "RG004", "RG015"),
)
_STATUS = {"IN": 3, "OT": 4, "BT": 10, "PG": 10} | dict.fromkeys(_UNREADABLE, 3) | dict.fromkeys(_MISNAMED, 2)
"""By family, and by code where an input of another family can't be read: brand, logo, template; where what was typed
names nothing that there is."""
