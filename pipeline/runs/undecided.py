"""Conflicts of earlier runs are told again until somebody has dealt with them.

In: what the last runs left in the manifest, the documents as they stand. Out: what is still to be decided, findings,
and what the next run must know. A document that nobody has touched since says what it did; another one is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.language import LANGUAGES, words
from pipeline.runs.delivered import was_sent
from pipeline.runs.manifest import Manifest, Undecided, mark
from pipeline.runs.plans import Written, standing_mark
from pipeline.runs.sayings import comment_text
from pipeline.runs.told_merges import undecided_findings
from pipeline.vocabulary.changes import Change, Fate
from pipeline.vocabulary.findings import Finding

Open = Mapping[str, Sequence[Change]]
_OPEN = (Fate.CONFLICT, Fate.LEFT_OUT)


def still_open(folder: Path, last: Manifest, names: Iterable[str]) -> Open:
    """What earlier runs left undecided in these documents, and still is."""
    found = {name: _asked(folder / name, last, last.undecided[name]) for name in names if name in last.undecided}
    return {name: changes for name, changes in found.items() if changes}


def not_met(open_: Open, made: Mapping[str, bytes], writes: Mapping[str, bytes], written: Written) -> Open:
    """Those that this run leaves as they are: it writes no wholly new document, and has no news of the same place."""
    found = {}
    for name, changes in open_.items():
        news = written.merges[name].changes if name in written.merges else ()
        if name not in writes or writes[name] != made.get(name):
            found[name] = [change for change in changes if not any(_same_place(change, item) for item in news)]
    return found


def told_again(folder: Path, open_: Open) -> tuple[Finding, ...]:
    """What is told of them in each run; what people deleted was told when it was left out."""
    return tuple(
        finding
        for name, changes in open_.items()
        for finding in undecided_findings(folder / name, [item for item in changes if item.fate is Fate.CONFLICT])
    )


def undecided_now(
    folder: Path, last: Manifest, names: Sequence[str], open_: Open, writes: Mapping[str, bytes], written: Written
) -> dict[str, Undecided]:
    """What the next run must know: what this one found undecided beside what was.

    What was left out is known until it is sent, where documents are marked as sent: lists of changes begin from there.
    """
    found = {name: item for name, item in last.undecided.items() if name not in names}
    for name in names:
        news = written.merges[name].changes if name in written.merged and name in written.merges else ()
        changes = [*open_.get(name, ()), *(change for change in news if change.fate in _OPEN)]
        kept = tuple(item for item in changes if item.fate is Fate.CONFLICT or was_sent(folder, name))
        stands = mark(writes[name]) if name in writes else standing_mark(folder / name)
        if kept and stands:
            found[name] = Undecided(stands, kept)
    return found


def without_left_out(undecided: Mapping[str, Undecided], sent: Iterable[str]) -> dict[str, Undecided]:
    """The same once documents were sent: what was left out of them has been told in their list."""
    told = {*sent}
    found: dict[str, Undecided] = {}
    for name, item in undecided.items():
        stay = tuple(change for change in item.changes if change.fate is Fate.CONFLICT or name not in told)
        found |= {name: Undecided(item.mark, stay)} if stay else {}
    return found


def _asked(path: Path, last: Manifest, left: Undecided) -> Sequence[Change]:
    standing = standing_mark(path)
    if standing == left.mark:
        return left.changes
    if not standing or standing == last.documents.get(path.name):
        return ()
    from pipeline.merging.merge import undecided
    from pipeline.merging.run import CannotMerge

    try:
        return undecided(path.read_bytes(), left.changes, _sayings)
    except (OSError, CannotMerge):
        return left.changes


def _sayings(change: Change) -> list[str]:
    """What our comment may say of a change; in which language the document is, is not known without the workbook."""
    return [comment_text(words(language), change) for language in LANGUAGES]


def _same_place(old: Change, new: Change) -> bool:
    if old.what is not new.what:
        return False
    return (bool(old.cells) and old.cells == new.cells) or (old.chapter == new.chapter and old.after == new.before)
