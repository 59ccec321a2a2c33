"""Joins the rows of one table, a group after another. Pure.

In: what has been joined so far, one group's rows. Out: the spots of the result with their versions, and what was done.
The same row is joined; the same id with other cells becomes a version; the same id for something else altogether gets a
new one, and so do all references of that group.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.comparing.combining.ids import Links, Numbers, folded
from pipeline.comparing.combining.lines import Line, Spot, Version
from pipeline.comparing.combining.matching import Matching
from pipeline.comparing.combining.sheets import STEMS
from pipeline.comparing.stems import Stems
from pipeline.vocabulary.combined import Item, Leftover, Told
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.typed import TypedRow

_MOST_PLACES = 2_000
"""In a table of so many rows, new sub-goals stand at the end."""


@dataclass(slots=True)
class Table:
    """One table of the result while groups are joined to it."""

    sheet: str
    links: Links
    numbers: Numbers
    stems: Stems
    spots: list[Spot] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    in_order: bool = True
    """Whether the rows are the first ones, which stand as they were typed."""

    def join(self, group: str, rows: Sequence[TypedRow], asked: frozenset[str], *, is_base: bool) -> None:
        """Joins one group's rows. `asked` are the ids that the group refers to, folded."""
        lines = _lines(self.sheet, group, rows, is_base=is_base)
        own = [line for line in lines if not line.row.prefilled]
        for line in lines:
            line.compare_by(self.links, own=False)
        self._matching([line for line in own if line.version_of is None]).run()
        self.in_order = not self.spots or len(self.spots) > _MOST_PLACES
        seen: dict[Hashable, Line] = {}
        placed: list[tuple[Line, Spot]] = []
        for line in lines:
            if line.row.prefilled:
                self._prepared(line, asked, is_base=is_base)
            else:
                placed.append((line, self._place(line, seen)))
        for line, spot in placed:
            line.compare_by(self.links, own=True)
            self._tell_references(line, spot)
        for line, spot in placed:
            self._merge(line, spot)

    def _matching(self, lines: Sequence[Line]) -> Matching:
        return Matching(self.sheet, self.links, self.stems, tuple(self.spots), lines)

    # --- places and ids -----------------------------------------------------------------------------------------------

    def _prepared(self, line: Line, asked: frozenset[str], *, is_base: bool) -> None:
        """A prepared row that nobody touched stands once. Where the base lacks it, and where somebody made another row
        of its id, it comes only if the group refers to it."""
        spot = next((spot for spot in self.spots if folded(spot.id) == folded(line.id)), None)
        if spot is not None and self._matching(()).is_alike(spot, line):
            self.links.add(line.group, self.sheet, line.id, spot.id)
        elif folded(line.id) in asked or (spot is None and (is_base or not self.links.base)):
            free = line.id if self.numbers.keep(line.id) else self.numbers.next(line.id)
            self.spots.append(Spot(free, [Version(line.cells(), dict(line.same), [])]))
            self.links.add(line.group, self.sheet, line.id, free)
            if free != line.id:
                self._tell_number(line, free)
        else:
            self.items += [
                Item(Told.LEFT_OVER, (line.group,), cell.place, cell.text, self.sheet, key, why=Leftover.PREFILLED)
                for key, cell in line.row.cells.items()
            ]

    def _place(self, line: Line, seen: dict[Hashable, Line]) -> Spot:
        """A row's spot, and with it its id. `seen` are the group's rows so far by what they say."""
        above = line.version_of.spot if line.version_of else None
        spot = line.spot = above or line.spot or _twin(line, seen) or self._new(line)
        seen.setdefault(_typed(line), line)
        if self.sheet in STEMS:
            self.links.add(line.group, self.sheet, line.id, spot.id)
            if above is None and line.id != spot.id:
                self._tell_number(line, spot.id)
        return spot

    def _new(self, line: Line) -> Spot:
        spot = Spot(self._free_id(line))
        self.spots.insert(self._position(line), spot)
        return spot

    def _free_id(self, line: Line) -> str:
        if self.sheet not in STEMS or self.numbers.keep(line.id):
            return line.id
        return self._below_parent(line) or self.numbers.next(line.id or STEMS[self.sheet])

    def _below_parent(self, line: Line) -> str:
        """For T3.1 of a T3 that became T9: T9.1, when that is free."""
        before, dot, rest = line.id.rpartition(".")
        became = self.links.known.get((line.group, self.sheet), {}).get(folded(before)) if dot else None
        if became is None or folded(became) == folded(before) or not self.numbers.is_free(f"{became}.{rest}"):
            return ""
        return self.numbers.take(f"{became}.{rest}")

    def _position(self, line: Line) -> int:
        """At the end; a sub-goal after the last of its goal's."""
        parent = "" if self.in_order else line.row.text("parent")
        became = folded(self.links.find(line.group, ("goals",), parent) or "") if parent else ""
        family = [place for place, spot in enumerate(self.spots) if became in (folded(spot.id), _parent(spot))]
        return family[-1] + 1 if became and family else len(self.spots)

    # --- versions -----------------------------------------------------------------------------------------------------

    def _merge(self, line: Line, spot: Spot) -> None:
        version = spot.fitting(line.same, line.group)
        if version is not None:
            self._join_version(line, spot, version)
            return
        mine = Version(line.cells(), dict(line.same), list(line.groups))
        if spot.is_nobodys:
            spot.versions[0] = mine
        else:
            spot.versions.append(mine)

    def _join_version(self, line: Line, spot: Spot, version: Version) -> None:
        somebodys = bool(version.groups)
        if somebodys:
            self._tell(Told.JOINED, line, line.row.place, line.name, spot.id)
        for key, cell in line.cells().items():
            kept = version.cells.get(key)
            if kept is None:
                version.cells[key] = cell
                if somebodys:
                    self._tell(Told.SUPPLEMENTED, line, cell.cell.place, cell.cell.text, spot.id, key)
            elif kept.text != cell.text:
                self._tell(Told.JOINED, line, cell.cell.place, cell.cell.text, spot.id, key)
        version.same |= line.same
        version.groups += [name for name in line.groups if name not in version.groups]

    # --- what was done ------------------------------------------------------------------------------------------------

    def _tell_number(self, line: Line, became: str) -> None:
        place = line.row.cells["id"].place if "id" in line.row.cells else line.row.place
        self._tell(Told.RENUMBERED, line, place, line.name, became, "id", line.id)

    def _tell_references(self, line: Line, spot: Spot) -> None:
        """References that became others, and those that lead to no row of the group's."""
        for key in line.written:
            cell = line.row.cells[key]
            self._tell(Told.RENUMBERED, line, cell.place, cell.text, spot.id, key, cell.text)
        for key, item in line.dangling:
            self._tell(Told.DANGLING, line, line.row.cells[key].place, line.name, spot.id, key, item)

    def _tell(self, told: Told, line: Line, place: Place, text: str, row: str, key: str = "", other: str = "") -> None:
        self.items.append(Item(told, (line.group,), place, text, self.sheet, key, row, other))


def _twin(line: Line, seen: Mapping[Hashable, Line]) -> Spot | None:
    """The spot of a row that the same group has typed already, word for word, under the same id."""
    other = seen.get(_typed(line)) if line.id else None
    return other.spot if other is not None else None


def _typed(line: Line) -> Hashable:
    return folded(line.id), frozenset((key, cell.same) for key, cell in line.row.cells.items() if key != "id")


def _parent(spot: Spot) -> str:
    same = spot.versions[0].same.get("parent") if spot.versions else None
    return str(next(iter(same), "")) if isinstance(same, frozenset) else ""


def _lines(sheet: str, group: str, rows: Iterable[TypedRow], *, is_base: bool) -> list[Line]:
    """A group's rows; versions of an earlier combining go with the row above them that they are versions of."""
    lines: list[Line] = []
    head: Line | None = None
    for row in rows:
        groups = row.mark.groups if is_base and row.mark.groups else (group,)
        of = head if row.mark.sign == "version" and head and head.row.mark.sign == "decide" else None
        line = Line(sheet, group, row, groups, of)
        head = head if of else line
        lines.append(line)
    return lines
