"""Which row of the result a group's row is. Pure.

In: the spots that there are, the group's rows. Out: each row's spot, or none. By the id where they agree; by the same
content under another id; by the id where they speak of one thing though cells differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.comparing.combining.ids import Links, folded
from pipeline.comparing.combining.lines import NO_VALUE, Line, Same, Spot
from pipeline.comparing.combining.sheets import STEMS, is_own_reference, name_key
from pipeline.comparing.pairing import likeness
from pipeline.comparing.stems import Stems

_ALIKE = 0.5
"""Rows of one id share so much of their names' words at least, or of those and their descriptions', to be one thing."""


@dataclass(slots=True)
class Matching:
    """The rows of one group in one table, while their spots are looked for."""

    sheet: str
    links: Links
    stems: Stems
    spots: Sequence[Spot]
    lines: Sequence[Line]
    known: dict[Hashable, list[Spot]] = field(default_factory=dict)
    called: dict[Hashable, list[Spot]] = field(default_factory=dict)

    def run(self) -> None:
        """Sets the spot of each row that is there already."""
        for spot in self.spots:
            self.known.setdefault(self._known_by(spot), []).append(spot)
            for called in {version.same.get(name_key(self.sheet), "") for version in spot.versions}:
                self.called.setdefault(called, []).append(spot)
        self._by_writer()
        for line in self.lines:
            there = (spot for spot in self._there(line) if spot.is_nobodys or self._fits(spot, line))
            line.spot = line.spot or next(there, None)
        if self.sheet in STEMS:
            candidates = self._by_content()
            self._by_id()
            while self._drop(candidates):
                pass
        self._by_id()
        self._by_reference()

    def _by_writer(self) -> None:
        """Rows that stand already since an earlier combining took them in from this group, each once."""
        taken: set[int] = set()
        for line in self.lines:
            found = [
                spot
                for spot in self.called.get(line.same.get(name_key(self.sheet), ""), ())
                if id(spot) not in taken and any(item.is_written_by(line.group, line.same) for item in spot.versions)
            ]
            line.spot = min(found, key=lambda spot: self._known_by(spot) != line.known_by, default=None)
            taken.add(id(line.spot))

    def _by_reference(self) -> None:
        """Rows without an id that hold nothing but references to their own table, and stand since an earlier combining:
        only when all other rows have their spots is it known where those lead."""
        taken = {id(line.spot) for line in self.lines if line.spot}
        became = self._became()
        for line in self.lines:
            if line.spot is not None or line.same or line.id:
                continue
            line.spot = next(
                (spot for spot in self.spots if id(spot) not in taken and self._is_this_again(line, spot, became)), None
            )
            taken.add(id(line.spot))

    def _is_this_again(self, line: Line, spot: Spot, became: Mapping[str, Hashable]) -> bool:
        """Whether a spot is what an earlier combining made of a row of references."""
        wrote = any(line.group in item.groups and not self._content(item.same) for item in spot.versions)
        return wrote and self._refers_alike(line, spot, became)

    def _there(self, line: Line) -> list[Spot]:
        """The spots of a row's id; where rows have none, those that are called the same."""
        return self.known.get(line.known_by, []) if line.known_by else []

    def _known_by(self, spot: Spot) -> Hashable:
        if self.sheet in STEMS:
            return folded(spot.id)
        return spot.versions[0].same.get(name_key(self.sheet), "") if spot.versions else ""

    def _fits(self, spot: Spot, line: Line) -> bool:
        return spot.fitting(line.same, line.group) is not None and self.is_alike(spot, line)

    # --- by the id ----------------------------------------------------------------------------------------------------

    def _by_id(self) -> None:
        """Rows of one id that speak of one thing; of those without ids, such as nothing else is called."""
        counts = Counter(line.known_by for line in self.lines)
        elsewhere = {id(line.spot) for line in self.lines if line.spot and folded(line.spot.id) != folded(line.id)}
        for line in self.lines:
            there = [spot for spot in self._there(line) if id(spot) not in elsewhere]
            sure = self.sheet in STEMS or (len(there) == 1 and counts[line.known_by] == 1)
            if line.spot is None and there and sure and self.is_alike(there[0], line):
                line.spot = there[0]

    def is_alike(self, spot: Spot, line: Line) -> bool:
        """Whether a row speaks of the same thing as a spot of its id."""
        if self.sheet not in STEMS or not spot.versions:
            return True
        row, name = spot.versions[0].cells, name_key(self.sheet)
        called = row[name].cell if name in row else None
        own = line.row.cells.get(name)
        if called is None or own is None or called.same == own.same:
            return True
        if likeness(self.stems.of(called.text), self.stems.of(own.text)) >= _ALIKE:
            return True
        more = row["description"].text if "description" in row else ""
        whole = self.stems.of(called.text, more), self.stems.of(own.text, line.row.text("description"))
        return likeness(*whole) >= _ALIKE

    # --- by what they say ---------------------------------------------------------------------------------------------

    def _by_content(self) -> list[Line]:
        """Rows that say the same under another id, where only one says so; those found."""
        taken = {id(line.spot) for line in self.lines if line.spot}
        spots: dict[Hashable, list[Spot]] = {}
        for spot in self.spots:
            if id(spot) not in taken and not spot.is_nobodys:
                for version in spot.versions:
                    spots.setdefault(self._content(version.same), []).append(spot)
        mine: dict[Hashable, list[Line]] = {}
        for line in self.lines:
            if line.spot is None and line.name:
                mine.setdefault(self._content(line.same), []).append(line)
        pairs = [(lines[0], spots[key][0]) for key, lines in mine.items() if len(lines) == len(spots.get(key, ())) == 1]
        for line, spot in pairs:
            line.spot = spot
        return [line for line, _ in pairs]

    def _content(self, same: Same) -> Hashable:
        return frozenset((key, value) for key, value in same.items() if not is_own_reference(self.sheet, key))

    def _drop(self, candidates: list[Line]) -> bool:
        """Takes apart pairs whose references within the table lead to different rows; whether there were any."""
        became = self._became()
        wrong = [line for line in candidates if line.spot and not self._refers_alike(line, line.spot, became)]
        for line in wrong:
            line.spot = None
        return bool(wrong)

    def _became(self) -> dict[str, Hashable]:
        """What the group's ids lead to in the result, as far as that is known; of two alike, the first is meant."""
        became: dict[str, Hashable] = {}
        for line in self.lines:
            if line.id:
                became.setdefault(folded(line.id), folded(line.spot.id) if line.spot else ("new", folded(line.id)))
        return became

    def _refers_alike(self, line: Line, spot: Spot, became: Mapping[str, Hashable]) -> bool:
        mine: dict[str, object] = {}
        for key, cell in line.row.cells.items():
            if not is_own_reference(self.sheet, key) or cell.fault in NO_VALUE:
                continue
            if cell.fault:
                mine[key] = cell.same
                continue
            read = cell.read
            typed = (read,) if isinstance(read, str) else read if isinstance(read, tuple) else ()
            mine[key] = frozenset(became.get(folded(item), self._elsewhere(line, item)) for item in map(str, typed))
        return any(
            {key: value for key, value in version.same.items() if is_own_reference(self.sheet, key)} == mine
            for version in spot.versions
            if self._content(version.same) == self._content(line.same)
        )

    def _elsewhere(self, line: Line, item: str) -> str:
        return folded(self.links.find(line.group, (self.sheet,), item) or item)
