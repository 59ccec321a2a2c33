"""Makes the decks' templates: `python templates/source/slides.py`.

In: nothing but the building blocks beside this file. Out: `templates/esitys-luottamushenkilot.pptx` and
`templates/esitys-henkilosto.pptx`, the same bytes each time. A designer may edit the files instead; then this script
is their history.
"""

from __future__ import annotations

import sys
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).resolve().parent), str(TEMPLATES.parent)]

import slides_closing as closing  # noqa: E402
import slides_opening as opening  # noqa: E402
import slides_work as work  # noqa: E402
from slides_deck import deck  # noqa: E402

_SURVEY = (closing.all_answers, closing.group_means, closing.comparison, closing.choices, closing.level_table)
_REST = (closing.all_actions, closing.statutes, closing.method)

COUNCIL_PAGES = (
    opening.cover,
    opening.figures,
    opening.promises,
    opening.making,
    opening.radar,
    opening.change,
    opening.gaps,
    work.goals,
    work.timeline,
    work.goal,
    work.few_actions,
    work.law,
    work.costs,
    work.costs_table,
    closing.follow_up,
    closing.next_,
    closing.appendix,
    *_SURVEY,
    closing.yearly_costs,
    *_REST,
)

STAFF_PAGES = (
    opening.cover,
    opening.figures,
    work.changes,
    opening.survey,
    opening.change,
    opening.groups,
    opening.gaps,
    opening.promises,
    work.goals,
    work.goal,
    work.few_actions,
    work.trainings,
    work.help_,
    work.year,
    closing.follow_up,
    closing.next_,
    closing.staff_appendix,
    *_SURVEY,
    *_REST,
)


def templates() -> dict[str, bytes]:
    """The decks' templates by file name."""
    return {
        "esitys-luottamushenkilot.pptx": deck(
            [make() for make in COUNCIL_PAGES], "{{ document.title }} · {{ t.deck_council }}"
        ),
        "esitys-henkilosto.pptx": deck([make() for make in STAFF_PAGES], "{{ document.title }} · {{ t.deck_staff }}"),
    }


def main() -> None:
    """Writes the templates beside this folder."""
    for name, data in templates().items():
        (TEMPLATES / name).write_bytes(data)


if __name__ == "__main__":
    main()
