"""Makes the follow-up's deck: `python templates/source/slides_follow_up.py`.

In: nothing but the building blocks beside this file. Out: `templates/esitys-seuranta.pptx`, the same bytes each time.
A designer may edit the file instead; then this script is its history.
"""

from __future__ import annotations

import sys
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).resolve().parent), str(TEMPLATES.parent)]

import slides_follow_up_opening as opening  # noqa: E402
import slides_follow_up_work as work  # noqa: E402
from slides_deck import deck  # noqa: E402

PAGES = (
    opening.cover,
    opening.figures,
    opening.status,
    opening.goals,
    work.done,
    work.behind,
    work.late,
    work.moved,
    work.plan,
    opening.levels,
    work.indicators,
    work.decisions,
    work.next_,
    work.appendix,
    work.goal_table,
    work.perspective_table,
    work.owner_table,
    work.level_table,
    work.all_actions,
    work.method,
)


def templates() -> dict[str, bytes]:
    """The deck's template by its file name."""
    return {"esitys-seuranta.pptx": deck([make() for make in PAGES], "{{ document.title }}")}


def main() -> None:
    """Writes the template beside this folder."""
    for name, data in templates().items():
        (TEMPLATES / name).write_bytes(data)


if __name__ == "__main__":
    main()
