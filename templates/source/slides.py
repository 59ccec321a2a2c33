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

import slides_pages as page  # noqa: E402
from slides_deck import deck  # noqa: E402

_APPENDIX = (page.appendix, page.all_answers, page.level_table, page.all_actions, page.statutes, page.method)

COUNCIL_PAGES = (
    page.cover,
    page.figures,
    page.making,
    page.radar,
    page.gaps,
    page.goals,
    page.timeline,
    page.goal,
    page.law,
    page.costs,
    page.follow_up,
    page.next_,
    *_APPENDIX,
)

STAFF_PAGES = (
    page.cover,
    page.figures,
    page.changes,
    page.survey,
    page.gaps,
    page.goals,
    page.goal,
    page.trainings,
    page.help_,
    page.year,
    page.follow_up,
    page.next_,
    *_APPENDIX,
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
