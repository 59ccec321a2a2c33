"""Puts an earlier version of a document back in its place; what stood there is itself kept.

In: an outputs' folder or the inputs it belongs to, a document's name, a version's number. Out: what stands now, or why
nothing was changed; the versions that are kept, in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.language import Words
from pipeline.runs.holding import Hold, held
from pipeline.runs.journal import Changed, mark_of
from pipeline.runs.manifest import HIDDEN, manifest_bytes, read_manifest
from pipeline.runs.outputs import changed_meanwhile, obstacles, put_files
from pipeline.runs.unwritten import write_fault
from pipeline.runs.versions import Version, base_of, kept_names, kept_versions, with_entry
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Place, Term

_KILO = 1000


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of a document: the `version` that stands now, and the number under which the one that stood is kept,
    None when nothing stood. `same`: it stood already. No version: a finding tells why."""

    version: Version | None = None
    kept: int | None = None
    same: bool = False
    findings: tuple[Finding, ...] = ()


def outputs_of(given: Path, outputs: Path) -> tuple[Path, str, tuple[Finding, ...]]:
    """The outputs' folder that is meant: itself, that of an input folder or workbook, or of one of its documents, whose
    name is told too."""
    if (given / HIDDEN).is_dir():
        return given, "", ()
    if (given.parent / HIDDEN).is_dir() and not given.is_dir():
        return given.parent, given.name, ()
    if not given.exists():
        return given, "", (Finding("IN001", Place(str(given)), {"path": str(given)}),)
    folder = given if given.is_dir() else given.parent
    return outputs / folder.resolve().name, "", ()


def versions_of(folder: Path, name: str | None) -> tuple[tuple[Version, ...], tuple[Finding, ...]]:
    """Every version that is kept in a folder, or those of one document, the newest first."""
    with held(folder) as hold:
        if hold.fault is not None:
            return (), (*hold.told, hold.fault)
        names = kept_names(folder)
        if name is not None and name not in names:
            return (), (*hold.told, _none_kept(folder, name, names))
        return tuple(item for one in names if name in (None, one) for item in kept_versions(folder, one)), hold.told


def restore(folder: Path, name: str, number: int | None = None) -> Restored:
    """Puts the version of a number back in its place, else the newest one that isn't what stands there already."""
    if not (folder / HIDDEN).is_dir():
        return Restored(findings=(_none_kept(folder, name, ()),))
    with held(folder, to_write=True) as hold:
        if hold.fault is not None:
            return Restored(findings=(*hold.told, hold.fault))
        return _restored(hold, name, number)


def _restored(hold: Hold, name: str, number: int | None) -> Restored:
    folder, versions = hold.folder, kept_versions(hold.folder, name)
    if not versions:
        return Restored(findings=(*hold.told, _none_kept(folder, name, kept_names(folder))))
    if found := obstacles(folder, [name]):
        return Restored(findings=(*hold.told, *found))
    try:
        standing = mark_of(folder / name)
        version = _chosen(versions, number, standing)
        if version is None:
            return Restored(findings=(*hold.told, _no_such(folder, name, number or 0, versions)))
        if version.mark == standing:
            return Restored(version, same=True, findings=hold.told)
        _put_back(folder, version, standing)
    except Changed as error:
        return Restored(findings=(*hold.told, changed_meanwhile(str(folder / error.place))))
    except OSError as error:
        return Restored(findings=(*hold.told, write_fault(folder / name, error)))
    kept = next((item.number for item in kept_versions(folder, name) if item.mark == standing), None)
    return Restored(version, kept, findings=hold.told)


def _chosen(versions: tuple[Version, ...], number: int | None, standing: str) -> Version | None:
    if number is None:
        return next((item for item in versions if item.mark != standing), versions[0])
    return next((item for item in versions if item.number == number), None)


def _put_back(folder: Path, version: Version, standing: str) -> None:
    """The document, what it had been made as and what was known of it, in one go."""
    name, base = version.name, base_of(version)
    hidden = {f"{HIDDEN}/base/{name}": base} if base is not None else {}
    hidden[f"{HIDDEN}/manifest.json"] = manifest_bytes(with_entry(read_manifest(folder), version))
    put_files(folder, {name: version.path.read_bytes()}, hidden, {name: standing})


def _none_kept(folder: Path, name: str, names: Iterable[str]) -> Finding:
    path = str(folder / name)
    kept: FindingValue = ", ".join(names) or Term("versions.none")
    return Finding("OT019", Place(path), {"path": path, "kept": kept})


def _no_such(folder: Path, name: str, number: int, versions: Iterable[Version]) -> Finding:
    path, kept = str(folder / name), ", ".join(str(item.number) for item in versions)
    return Finding("OT020", Place(path), {"path": path, "number": str(number), "kept": kept})


def listing(versions: Iterable[Version], say: Words) -> str:
    """The versions in words, a line each under their document's name."""
    lines, name = [], ""
    for version in versions:
        if version.name != name:
            name = version.name
            lines.append(name)
        lines.append(f"  {version.number:>3}  {described(version, say)}")
    return "\n".join(lines)


def described(version: Version, say: Words) -> str:
    """When a version was saved, in this machine's time, how large it is and whose work it holds."""
    saved = version.saved.astimezone()
    clock = f"{saved:%H:%M}" if say.language == "en" else f"{saved:%H.%M}"
    kilos, state = max(1, round(version.size / _KILO)), Term(f"versions.{version.state}")
    large = kilos >= _KILO
    size = Phrase(f"versions.{'mega' if large else 'kilo'}", size=version.size / _KILO**2 if large else kilos)
    return say.text("terminal", "restore.version", day=say.day(saved.date()), clock=clock, size=size, state=state)


def as_data(version: Version) -> dict[str, object]:
    """A version for the JSON object."""
    return {
        "document": version.name,
        "version": version.number,
        "saved": version.saved.isoformat(),
        "size": version.size,
        "state": version.state,
    }
