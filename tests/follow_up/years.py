"""Pairs of years for tests: made by hypothesis as workbooks, or of the example in code.

In: what is to be in them. Out: workbook files, and roadmaps with the year between them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook

from models import example_roadmap, quarter
from pipeline.comparing.following import Measured, follow, pair_years
from pipeline.vocabulary.follow_up import FollowUp
from pipeline.vocabulary.model import Action, Roadmap
from pipeline.workbook.reading import read

STATUSES = ("", "Ei aloitettu", "Käynnissä", "Valmis", "Siirretty", "Keskeytetty")
ENDS = ("", "2026", "II/2026", "IV/2026", "Q1/2027", "6/2027", "III/2027", "2027", "syksy 2028")
OWNERS = ("", "Hallintojohtaja", "ICT-päällikkö", "Hallintojohtaja; ICT-päällikkö", "ICT-päällikkö; ict-päällikkö")
GOALS = (
    ("T1", "", "Tieto ohjaa", "N1; N2"),
    ("T1.1", "T1", "Tieto löytyy", ""),
    ("T1.2", "T1", "Tieto on oikein", "N3"),
    ("T2", "", "Palvelut verkossa", "N2"),
    ("T3", "", "Ihmiset oppivat", ""),
)
LEVELS = (("N1", "Digiosaaminen"), ("N2", "Sähköiset palvelut"), ("N3", "Muutosvalmius"))


@dataclass(frozen=True)
class TypedAction:
    """An action as it is typed; "" for an empty cell."""

    id: str
    goal: str
    owners: str
    ends: str
    status: str

    @property
    def name(self) -> str:
        """A name that no other action resembles."""
        return f"Työ {self.id} alkaa {'abcdefghijklmnop'[int(self.id[2:])] * 6}"


_ids = st.integers(min_value=1, max_value=12).map(lambda number: f"TP{number}")
_actions = st.builds(
    TypedAction,
    id=_ids,
    goal=st.sampled_from([row[0] for row in GOALS] + ["T9"]),
    owners=st.sampled_from(OWNERS),
    ends=st.sampled_from(ENDS),
    status=st.sampled_from(STATUSES),
)
years_of_actions = st.lists(_actions, max_size=8, unique_by=lambda action: action.id)


def write_workbook(path: Path, actions: Sequence[TypedAction], day: dt.date) -> Path:
    """A workbook with only what a follow-up counts."""
    book = Workbook()
    facts = book.active
    assert facts is not None
    facts.title = "Perustiedot"
    for row in (("Kenttä", "Arvo"), ("Organisaation nimi*", "Keksilän kunta"), ("Lyhyt nimi*", "Keksilä")):
        facts.append(row)
    facts.append(("Päiväys*", day))
    _table(book, "Tasot", ("Tunnus*", "Näkökulma*"), LEVELS)
    _table(book, "Tavoitteet", ("Tunnus*", "Ylätavoite", "Tavoite*", "Näkökulmat"), GOALS)
    rows = [(item.id, item.goal, item.name, item.owners, item.ends, item.status) for item in actions]
    _table(book, "Toimenpiteet", ("Tunnus*", "Tavoite*", "Toimenpide*", "Vastuutaho*", "Päättyy*", "Tila"), rows)
    book.save(path)
    return path


def _table(book: Workbook, title: str, headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    page = book.create_sheet(title)
    page.append(list(headers))
    for row in rows:
        page.append([value or None for value in row])


def followed(old_path: Path, new_path: Path, measured: Measured | None = None) -> tuple[Roadmap, Roadmap, FollowUp]:
    """Both workbooks as the program reads them, and the year between them."""
    old, new = (read(path, path.name)[0] for path in (old_path, new_path))
    assert old is not None
    assert new is not None
    return old, new, follow(old, new, pair_years(old, new), measured)


SINCE, DAY = dt.date(2027, 1, 31), dt.date(2028, 6, 30)


def dated(roadmap: Roadmap, day: dt.date) -> Roadmap:
    """The roadmap of a day."""
    return replace(roadmap, organisation=replace(roadmap.organisation, date=day))


def with_actions(roadmap: Roadmap, actions: Sequence[Action]) -> Roadmap:
    """The roadmap with other actions."""
    return replace(roadmap, actions=tuple(actions))


def eventful() -> tuple[Roadmap, Roadmap]:
    """The example and a year later, with everything in it that can happen to an action, a goal and an indicator."""
    base = example_roadmap()
    then = [
        replace(action, status="done") if place in (0, 8, 11) else action for place, action in enumerate(base.actions)
    ]
    then[12] = replace(then[12], status="cancelled")
    old = replace(dated(with_actions(base, then[:20]), SINCE), levels=_lower(base))
    renamed = replace(base.goals[0], name="Tieto johtaa")
    added = replace(base.goals[-1], id="T9", parent="", name="Aivan uusi päämäärä tekoälylle", description="")
    kept = tuple(goal for goal in base.goals[1:] if not goal.id.startswith("T4"))
    now = list(base.actions)
    changes: dict[int, dict[str, Any]] = {
        0: {"status": "done"},
        1: {"status": "done"},
        4: {"status": "cancelled"},
        5: {"ends": quarter(2031, 1)},
        6: {"progress": 60.0},
        7: {"goal": "T9"},
        8: {"status": "under_way"},
        9: {"status": "moved"},
        20: {"status": "done"},
        21: {"basis": "statutory"},
    }
    for place, values in changes.items():
        now[place] = replace(now[place], **values)
    left = [action for place, action in enumerate(now) if place not in (3, 11)]
    indicators = (
        replace(base.indicators[0], baseline_value="40"),
        replace(base.indicators[1], baseline_value="3,2"),
        replace(base.indicators[0], id="M8", name="Kokonaan uusi luku", goal=""),
    )
    new = replace(dated(with_actions(base, left), DAY), goals=(renamed, *kept, added), indicators=indicators)
    return old, new


def _lower(base: Roadmap) -> tuple[Any, ...]:
    """The levels a year ago: most lower, one higher, one the same."""
    steps = (-0.5, 0.3, 0.0, *[-0.2] * len(base.levels))
    return tuple(
        replace(level, baseline=(level.baseline or 0) + step) for level, step in zip(base.levels, steps, strict=False)
    )


def measured(*, people: int | None = 186, before: int | None = 150) -> Measured:
    """Surveys of both years that tell some changes from chance."""
    ids = [f"N{number}" for number in range(1, 12)]
    return Measured(before, people, {id_: place % 2 == 0 for place, id_ in enumerate(ids)} | {"N11": None})
