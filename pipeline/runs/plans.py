"""What is to be written of one folder's documents: looks at what stands there, writes nothing.

In: fresh documents by name. Out: which to write, which stay as they are, findings. A document that people edited after
it was made gets the workbook's changes put into it; what can't be merged is set aside under another name, never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from pipeline.runs.manifest import HIDDEN, Manifest, mark, read_manifest
from pipeline.runs.told_merges import merge_findings
from pipeline.vocabulary.changes import Change, Merged
from pipeline.vocabulary.findings import Finding, FindingValue, Place, Term

LIST, COMPARED = "muutokset.docx", "-vertailu"
"""The list of changes, and what is added to the name of a roadmap for its comparison copy."""
_BESIDE = "-uusi"
_ASIDE = "-talteen"


class NotMergeable(Exception):
    """What stands in a document's place can't be merged into; the reason is one of the terms of `merging`."""


@dataclass(frozen=True, slots=True)
class Merging:
    """How documents of a kind are merged. `merge` takes name, base (None when it is lost), hand and fresh, and raises
    NotMergeable; `compare` takes two versions that nobody edited, and tells what changed."""

    merge: Callable[[str, bytes | None, bytes, bytes], Merged]
    compare: Callable[[bytes, bytes], tuple[Change, ...]]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a folder's documents: `changed` were written, `same` stood already, `kept` hold hand work.

    `new` are those among the changed that did not stand before, `merged` those that hold hand work and the workbook's
    changes. `merges` tells of each changed document what changed, `seen` which marks the documents had that stood there
    ("" for none). `beside` are files that tell of changes, and those set aside.
    """

    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    new: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    merges: Mapping[str, Merged] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()

    def with_more(self, other: Written) -> Written:
        """What became of these files and of others; findings are told apart from them."""
        return Written(
            self.changed + other.changed,
            self.same + other.same,
            self.kept + other.kept,
            self.findings,
            self.new + other.new,
            self.merged + other.merged,
            {**self.merges, **other.merges},
            {**self.seen, **other.seen},
            self.beside + other.beside,
        )


@dataclass(slots=True)
class _Plan:
    """A plan under way."""

    folder: Path
    last: Manifest
    writes: dict[str, bytes] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    merges: dict[str, Merged] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, data: bytes, merged: Merged | None = None) -> None:
        """The document is to be written."""
        self.writes[name] = data
        self.changed.append(name)
        if merged is not None:
            self.merges[name] = merged

    def written(self) -> Written:
        """What has become of the documents."""
        lists = (self.changed, self.same, self.kept)
        changed, same, kept = map(tuple, lists)
        return Written(
            changed, same, kept, tuple(self.findings), tuple(self.new), tuple(self.merged), self.merges, self.seen
        )


def plan_outputs(
    folder: Path, documents: Mapping[str, bytes], *, force: bool, merging: Merging | None = None
) -> tuple[dict[str, bytes], Written]:
    """Which files to write where. Without `merging` the fresh one goes beside what people changed, as for PDFs."""
    plan = _Plan(folder, read_manifest(folder))
    for name, fresh in documents.items():
        standing, base = standing_mark(folder / name), plan.last.documents.get(name)
        plan.seen[name] = standing or ""
        only_the_hand = standing is not None and mark(fresh) == base and not force
        if standing == mark(fresh) or only_the_hand:
            plan.same.append(name)
        elif standing is None:
            plan.new.append(name)
            plan.write(name, fresh)
        elif standing == base:
            plan.write(name, fresh, _compared(folder / name, fresh, merging))
        elif force:
            plan.write(name, fresh)
            plan.findings.append(_finding("OT021", folder / name, {"name": name, "folder": str(folder)}))
        elif merging is None or standing == "":
            _put_beside(plan, name, fresh)
        else:
            _merge(plan, name, fresh, merging)
    return plan.writes, plan.written()


def _compared(path: Path, fresh: bytes, merging: Merging | None) -> Merged | None:
    return None if merging is None else Merged(fresh, merging.compare(path.read_bytes(), fresh))


def _merge(plan: _Plan, name: str, fresh: bytes, merging: Merging) -> None:
    hand = (plan.folder / name).read_bytes()
    try:
        merged = merging.merge(name, kept_base(plan.folder, plan.last, name), hand, fresh)
    except NotMergeable as error:
        aside = free_name(name, plan.folder, plan.writes)
        plan.writes[aside] = hand
        plan.write(name, fresh)
        values = {"kept": str(plan.folder / aside), "reason": Term(f"merging.{error}")}
        plan.findings.append(_finding("OT004", plan.folder / name, values))
        return
    plan.merged.append(name)
    if not merged.changes:  # only what nobody reads differs: people's file stays as it is
        plan.same.append(name)
        return
    plan.merges[name] = merged
    plan.findings += merge_findings(plan.folder / name, merged)
    if merged.document == hand:
        plan.same.append(name)
    else:
        plan.write(name, merged.document, merged)


def kept_base(folder: Path, last: Manifest, name: str) -> bytes | None:
    """What the document in its place was made as, if it is kept and whole."""
    try:
        data = (folder / HIDDEN / "base" / name).read_bytes()
    except OSError:
        return None
    return data if mark(data) == last.documents.get(name) else None


def _finding(code: str, path: Path, values: Mapping[str, FindingValue]) -> Finding:
    return Finding(code, Place(str(path)), {"path": str(path), **values})


def _put_beside(plan: _Plan, name: str, fresh: bytes) -> None:
    beside_it = plan.folder / beside(name)
    plan.kept.append(name)
    if standing_mark(beside_it) != mark(fresh):
        plan.writes[beside_it.name] = fresh
    plan.findings.append(_finding("OT003", plan.folder / name, {"kept": str(beside_it)}))


def put_list(folder: Path, name: str, data: bytes, made: str | None, taken: Collection[str] = ()) -> dict[str, bytes]:
    """How a list of changes or a comparison copy is written: the earlier one goes, but not what people wrote in it."""
    standing = standing_mark(folder / name)
    if standing in (None, made, mark(data)):
        return {name: data}
    return {free_name(name, folder, taken): (folder / name).read_bytes(), name: data}


def is_list(name: str) -> bool:
    """Whether a name of the outputs is that of a list of changes or a comparison copy, not of one set aside."""
    return name == LIST or name.endswith(f"{COMPARED}.docx")


def free_name(name: str, folder: Path, taken: Collection[str] = ()) -> str:
    """The first name for what is set aside that nothing has."""
    stem, dot, ending = name.rpartition(".")
    names = (f"{stem}{_ASIDE}{f'-{number}' if number > 1 else ''}{dot}{ending}" for number in count(1))
    return next(item for item in names if item not in taken and not (folder / item).exists())


def standing_mark(path: Path) -> str | None:
    """The mark of what stands there; None for nothing, "" for what can't be read, which is left alone."""
    try:
        return mark(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return ""


def beside(name: str) -> str:
    """The name under which a fresh file is put beside one that people changed."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}{_BESIDE}{dot}{ending}"
