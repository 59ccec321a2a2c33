"""The last versions of each file of an outputs' folder, as they stood before they were overwritten.

In: a folder, and what is about to be overwritten. Out: what to keep and what to drop, as parts of the same writing; the
versions that are kept. They lie in `.digitiekartta/versions/<name>/`: `7.docx` as it stood, `7.base.docx` as it
had been made when people had edited it since, `7.json` with what the manifest said of it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeVar

from pipeline.runs.journal import Put, Standing, mark_of
from pipeline.runs.manifest import HIDDEN, Manifest, mark

KEPT = 5
"""So many versions of each file."""
_VERSIONS = f"{HIDDEN}/versions"
_FORMAT = 1
_LATEST = 253_000_000_000
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
State = Literal["made", "edited", "foreign"]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest said of a file: the mark of what it was `made` as, "" for what we had not made; for a PDF also
    what it was made of and lacks; of a list of changes its own mark."""

    made: str = ""
    source: str | None = None
    lacking: Mapping[str, int] = field(default_factory=dict)
    listed: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One kept version. `saved` is when it was last saved, `number` grows with each that is kept of a file.

    `state`: as we had made it, edited by people since, or not made by us at all.
    """

    name: str
    number: int
    path: Path
    saved: dt.datetime
    size: int
    mark: str
    state: State
    entry: Entry


def kept_names(folder: Path) -> tuple[str, ...]:
    """The files that versions are kept of."""
    try:
        names = sorted(path.name for path in (folder / _VERSIONS).iterdir())
    except OSError:
        return ()
    return tuple(name for name in names if kept_versions(folder, name))


def kept_versions(folder: Path, name: str) -> tuple[Version, ...]:
    """The versions of a file, the newest first."""
    numbers = sorted({int(item.split(".")[0]) for item in _files(folder, name)}, reverse=True)
    found = (_version(folder, name, number) for number in numbers)
    return tuple(version for version in found if version is not None)


def base_of(version: Version) -> bytes | None:
    """What a version had been made as; None when that is lost, or it was not made by us."""
    for path in (version.path, _base(version.path)):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        if mark(data) == version.entry.made:
            return data
    return None


def keeping(folder: Path, name: str, standing: str, last: Manifest) -> tuple[list[Put], list[str]]:
    """What to put and what to drop so that the file that stands, of the mark `standing`, is kept as a version.

    The same file kept earlier gives way: restoring to and fro takes no room from others.
    """
    earlier = kept_versions(folder, name)
    if earlier and earlier[0].mark == standing:
        return [], []
    files = _files(folder, name)
    number = max((int(item.split(".")[0]) for item in files), default=0) + 1
    entry, target = _entry(last, name), f"{_place(name)}/{number}{_ending(name)}"
    told = {
        "version": _FORMAT,
        "saved": _saved(folder / name).isoformat(),
        "made": entry.made,
        "source": entry.source,
        "lacking": dict(entry.lacking),
        "listed": entry.listed,
    }
    puts = [
        Put(target, Standing(name)),
        Put(f"{_place(name)}/{number}.json", (json.dumps(told, indent=1, sort_keys=True) + "\n").encode()),
    ]
    base = f"{HIDDEN}/base/{name}"
    if entry.made not in ("", standing) and mark_of(folder / base) == entry.made:
        puts.append(Put(str(_base(Path(target)).as_posix()), (folder / base).read_bytes()))
    others = [item for item in earlier if (item.mark, item.entry.made) != (standing, entry.made)]
    stay = {str(version.number) for version in others[: KEPT - 1]}
    return puts, [f"{_place(name)}/{item}" for item in files if item.split(".")[0] not in stay]


def with_entry(last: Manifest, version: Version) -> Manifest:
    """The manifest once a version stands again. Its fingerprint is none: the next build looks at the file anew."""
    name, entry = version.name, version.entry
    return replace(
        last,
        fingerprint="",
        documents=_with(last.documents, name, entry.made or None),
        sources=_with(last.sources, name, entry.source),
        lacking=_with(last.lacking, name, entry.lacking or None),
        lists=_with(last.lists, name, entry.listed),
    )


def _with(items: Mapping[str, Item], name: str, item: Item | None) -> dict[str, Item]:
    others = {key: value for key, value in items.items() if key != name}
    return others if item is None else {**others, name: item}


def _entry(last: Manifest, name: str) -> Entry:
    made = last.documents.get(name, "") or last.lists.get(name, "")
    return Entry(made, last.sources.get(name), last.lacking.get(name, {}), last.lists.get(name))


def _place(name: str) -> str:
    return f"{_VERSIONS}/{name}"


def _ending(name: str) -> str:
    return Path(name).suffix


def _base(path: Path) -> Path:
    return path.with_name(f"{path.stem}.base{path.suffix}")


def _files(folder: Path, name: str) -> list[str]:
    """Everything that lies where a file's versions are, and could be part of one."""
    try:
        found = sorted(path.name for path in (folder / _place(name)).iterdir())
    except OSError:
        return []
    return [item for item in found if _NUMBER.fullmatch(item.split(".")[0])]


def _version(folder: Path, name: str, number: int) -> Version | None:
    """A version; None for what isn't whole."""
    path = folder / _place(name) / f"{number}{_ending(name)}"
    try:
        data = path.read_bytes()
        told = json.loads(path.with_name(f"{number}.json").read_bytes())
        saved = dt.datetime.fromisoformat(told["saved"])
        entry = _read_entry(told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if told["version"] != _FORMAT or saved.tzinfo is None:
        return None
    state: State = "foreign" if not entry.made else "made" if entry.made == mark(data) else "edited"
    return Version(name, number, path, saved, len(data), mark(data), state, entry)


def _read_entry(told: Mapping[str, object]) -> Entry:
    lacking, source, listed = told["lacking"], told["source"], told["listed"]
    if not isinstance(lacking, dict):
        raise ValueError(lacking)
    counts = {str(what): int(count) for what, count in lacking.items()}
    return Entry(
        str(told["made"]),
        None if source is None else str(source),
        counts,
        None if listed is None else str(listed),
    )


def _saved(path: Path) -> dt.datetime:
    """When a file was last saved: its own time, which is the one that people know it by."""
    seconds = min(max(int(path.stat().st_mtime), 0), _LATEST)
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
