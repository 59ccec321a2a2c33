"""Which files are the groups' workbooks, and what each group is called. In: paths as the user gave them. Out: files.

A group is called by its file's name; where two are alike, the folder is added. A file that is given twice is one group,
and the target is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.vocabulary.findings import Finding, Place

_BETWEEN = "|:;\r\n\t"
"""What stands between names, or after a sign, in the result."""


@dataclass(frozen=True, slots=True, eq=False)
class GroupFile:
    """A workbook as the user gave its path, what its group is called, and for the base what it held."""

    path: str
    name: str
    content: bytes = b""


def group_files(given: Sequence[str], into: str) -> tuple[tuple[GroupFile, ...], tuple[Finding, ...]]:
    """The groups' workbooks in the order given. A folder is no workbook, and what isn't there is told."""
    findings: list[Finding] = []
    paths: list[str] = []
    for shown in given:
        if not Path(shown).is_file():
            code = "CO012" if Path(shown).is_dir() else "IN001"
            findings.append(Finding(code, Place(shown), {"path": shown}))
        elif _same(shown, into):
            findings.append(Finding("CO006", Place(shown), {"path": shown}))
        elif any(_same(shown, other) for other in paths):
            findings.append(Finding("CO004", Place(shown), {"path": shown}))
        else:
            paths.append(shown)
    files = _named(paths, Path(into).stem if Path(into).is_file() else "")
    plain = {file.path: _clean(Path(file.path).stem) for file in files}
    findings += [
        Finding("CO005", Place(file.path), {"path": file.path, "name": file.name})
        for file in files
        if file.name != plain[file.path]
    ]
    return tuple(files), tuple(findings)


def _same(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return Path(one).absolute() == Path(other).absolute()


def _named(paths: Iterable[str], base: str) -> list[GroupFile]:
    """Files with names that no other has, nor the base."""
    found = [(path, _clean(Path(path).stem)) for path in paths]
    counts = Counter(name.casefold() for _, name in found)
    counts[base.casefold()] += bool(base)
    taken = {base.casefold()} if base else set()
    files = []
    for path, name in found:
        wanted = name if counts[name.casefold()] == 1 else f"{name} ({_clean(Path(path).resolve().parent.name)})"
        number, unique = 2, wanted
        while unique.casefold() in taken:
            unique, number = f"{wanted} {number}", number + 1
        taken.add(unique.casefold())
        files.append(GroupFile(path, unique))
    return files


def _clean(name: str) -> str:
    return "".join("-" if letter in _BETWEEN else letter for letter in name).strip() or "-"
