"""An organisation that was named in a region's documents and may not be named any more.

In: the region's folder, what was read of the organisations now. Out: who has withdrawn, which files people changed by
hand, and, when these may go, a folder in which nothing made before is left. The names themselves are kept nowhere.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.runs.manifest import HIDDEN, mark, read_manifest
from pipeline.runs.options import REGION, REGION_DECK
from pipeline.runs.outputs import obstacles
from pipeline.runs.plans import LIST, standing_mark
from pipeline.runs.region_members import Taken
from pipeline.runs.unwritten import write_fault
from pipeline.vocabulary.findings import Finding, Place

NAMED = f"{HIDDEN}/named.json"
"""The marks of everybody that documents in the folder name, or did."""
_STAYS = ("lock", "named.json")
_OURS = tuple(Path(name).stem for name in (REGION, REGION_DECK, LIST))
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Who may not be named any more: `names` are for the console alone; `named` has the marks of those that the folder
    names after this run."""

    names: tuple[str, ...]
    named: bytes


def withdrawn(folder: Path, taken: Iterable[Taken]) -> Withdrawn:
    """Compares those that were named with those that may be named now; one that isn't given has not withdrawn."""
    before = _read(folder)
    now, gone, names = set(before), set(), []
    for item in taken:
        whose = mark(item.identity.encode())
        if item.named:
            now.add(whose)
        elif item.members and whose in before:
            gone.add(whose)
            names.append(item.shown)
    kept = json.dumps({"version": _VERSION, "named": sorted(now - gone)}, indent=1) + "\n"
    return Withdrawn(tuple(names), kept.encode())


def refused(folder: Path, names: Collection[str]) -> Finding | None:
    """RG013 where people's own work would go with the earlier documents."""
    last = read_manifest(folder)
    made = {**last.documents, **last.lists}
    edited = [name for name in _standing(folder) if standing_mark(folder / name) != made.get(name)]
    if not edited:
        return None
    values = {"files": ", ".join(edited), "names": ", ".join(names)}
    return Finding("RG013", Place(str(folder / edited[0])), values)


def clear(folder: Path) -> tuple[Finding, ...]:
    """Removes every earlier document of the region, their versions and what was remembered of them; nothing where one
    of them is open or can't be removed."""
    names = _standing(folder)
    if found := obstacles(folder, names):
        return found
    try:
        for name in names:
            (folder / name).unlink()
        for path in (folder / HIDDEN).iterdir():
            if path.name not in _STAYS:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    except OSError as error:
        return (write_fault(folder, error),)
    return ()


def told(folder: Path, names: Collection[str]) -> Finding:
    """RG014: the earlier documents go, and copies elsewhere don't."""
    return Finding("RG014", Place(str(folder)), {"names": ", ".join(names), "path": str(folder)})


def _standing(folder: Path) -> tuple[str, ...]:
    """The region's documents, PDFs, lists of changes and copies that stand in the folder."""
    if not folder.is_dir():
        return ()
    last = read_manifest(folder)
    ours = {*last.documents, *last.lists}
    files = (path.name for path in folder.iterdir() if path.is_file())
    return tuple(sorted(name for name in files if name in ours or name.startswith(_OURS)))


def _read(folder: Path) -> frozenset[str]:
    try:
        data = json.loads((folder / NAMED).read_text(encoding="utf-8"))
        return frozenset(map(str, data["named"])) if data["version"] == _VERSION else frozenset()
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()
