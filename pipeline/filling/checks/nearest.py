"""The valid name that a mistyped one was probably meant to be, found by its path.

In: a path as typed and the names in reach. Out: a path that exists, or none: a far guess helps nobody.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from pipeline.filling.checks.kinds import Kind, item_of, part_of, parts_of

Path = tuple[str, ...]
_ALIKE, _MUCH_ALIKE = 0.65, 0.8
_DEEPEST, _MOST = 4, 4000


def nearest_path(typed: Path, roots: Mapping[str, Kind]) -> Path:
    """The path nearest to the one typed: mended in place, else the same last part elsewhere; () when none is near.

    `roots` are the names in reach, the innermost first.
    """
    return _mended(typed, roots) or _elsewhere(typed, roots)


def _near_parts(typed: str, kind: Kind) -> list[str]:
    """The parts of a kind that are spelled nearly as typed."""
    return _alike(typed, list(parts_of(kind)))


def list_holding(typed: Path, roots: Mapping[str, Kind]) -> Path:
    """The list whose items have a name like that typed, when it is used outside a loop: `goal.name` → `goals`."""
    if len(typed) < 2:
        return ()
    likeness = _Likeness(typed[0])
    for path, kind in _reachable(roots):
        if kind.name == "list" and part_of(item_of(kind), typed[1]) is not None and likeness.to(path[-1]):
            return path
    return ()


def _mended(typed: Path, roots: Mapping[str, Kind]) -> Path:
    exact = [typed[0]] if typed[0] in roots else []
    for name in exact or _alike(typed[0], list(roots)):
        rest = _mended_parts(typed[1:], roots[name])
        if rest is not None:
            return (name, *rest)
    return ()


def _mended_parts(typed: Path, kind: Kind) -> Path | None:
    """The rest of a path below `kind`, each part mended where needed; None when one can't be."""
    if not typed:
        return ()
    names = [typed[0]] if part_of(kind, typed[0]) is not None else _near_parts(typed[0], kind)
    for name in names:
        inner = part_of(kind, name)
        rest = _mended_parts(typed[1:], inner) if inner is not None else None
        if rest is not None:
            return (name, *rest)
    return None


def _elsewhere(typed: Path, roots: Mapping[str, Kind]) -> Path:
    """The same or nearly the same last part at another path; for a name in parts only where the parents are alike."""
    exists = len(typed) == 1 or _resolves(typed[:-1], roots)
    last, whole = _Likeness(typed[-1]), _Likeness(".".join(typed))
    best: tuple[float, Path] = (0.0, ())
    for path, kind in _reachable(roots):
        if kind.name in ("record", "list"):
            continue
        likeness = last.to(path[-1])
        if likeness and not exists:
            likeness = min(likeness, whole.to(".".join(path)))
        if likeness > best[0]:
            best = likeness, path
    return best[1]


def _resolves(path: Path, roots: Mapping[str, Kind]) -> bool:
    kind = roots.get(path[0])
    for name in path[1:]:
        kind = part_of(kind, name) if kind is not None else None
    return kind is not None


def _reachable(roots: Mapping[str, Kind]) -> Iterator[tuple[Path, Kind]]:
    """Every path in reach, each root's own parts before those below, shallow paths of outer roots before deep ones."""
    level: list[tuple[Path, Kind]] = [((name,), kind) for name, kind in roots.items()]
    count = 0
    for _ in range(_DEEPEST):
        below: list[tuple[Path, Kind]] = []
        for path, kind in level:
            count += 1
            if count > _MOST:
                return
            yield path, kind
            below += [((*path, name), inner) for name in parts_of(kind) if (inner := part_of(kind, name)) is not None]
        level = below


def _alike(typed: str, names: list[str]) -> list[str]:
    """Names spelled nearly as typed, the nearest first; other capitals and hyphens count as the same."""
    folded = {_folded(name): name for name in reversed(names)}
    found = difflib.get_close_matches(_folded(typed), list(folded), 3, _ALIKE)
    swapped = [name for name in folded if sorted(name) == sorted(_folded(typed))]  # too short for the ratio: `di`, `id`
    return [folded[name] for name in found or swapped]


class _Likeness:
    """How like a name others are: from 0 to 1, 0 for all that are not much alike."""

    def __init__(self, name: str) -> None:
        self._matcher = difflib.SequenceMatcher(None, "", _folded(name))

    def to(self, other: str) -> float:
        """The likeness of another name."""
        self._matcher.set_seq1(_folded(other))
        if self._matcher.real_quick_ratio() < _MUCH_ALIKE or self._matcher.quick_ratio() < _MUCH_ALIKE:
            return 0.0
        ratio = self._matcher.ratio()
        return ratio if ratio >= _MUCH_ALIKE else 0.0


def _folded(name: str) -> str:
    return name.casefold().replace("-", "_")
