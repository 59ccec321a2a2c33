"""Makes the region's deck: `python templates/source/slides_region.py`.

In: nothing but the building blocks beside this file. Out: `templates/esitys-alue.pptx`, the same bytes each time.
A designer may edit the file instead; then this script is its history.
"""

from __future__ import annotations

import sys
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).resolve().parent), str(TEMPLATES.parent)]

import slides_region_opening as opening  # noqa: E402
import slides_region_work as work  # noqa: E402
from slides_deck import deck  # noqa: E402

PAGES = (
    opening.cover,
    opening.figures,
    opening.organisations,
    opening.few_dots,
    opening.spread,
    opening.heat,
    opening.gaps,
    opening.priorities,
    work.perspectives,
    work.compass,
    work.statutes,
    work.proposals,
    work.timeline,
    work.events,
    work.survey,
    work.next_,
    work.appendix,
    opening.targets,
    work.level_table,
    work.all_organisations,
    work.respondents,
    work.method,
)


def templates() -> dict[str, bytes]:
    """The deck's template by its file name."""
    return {"esitys-alue.pptx": deck([make() for make in PAGES], "{{ document.title }}", "{{ region.name }}")}


def main() -> None:
    """Writes the template beside this folder."""
    for name, data in templates().items():
        (TEMPLATES / name).write_bytes(data)


if __name__ == "__main__":
    main()
