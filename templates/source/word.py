"""Makes the roadmap's Word template: `python templates/source/word.py`.

In: nothing but the building blocks beside this file. Out: `templates/digitiekartta.docx`, the same bytes each time.
A designer may edit the file instead; then this script is its history.
"""

from __future__ import annotations

import sys
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).resolve().parent), str(TEMPLATES.parent)]

from word_appendices import appendices  # noqa: E402
from word_chapters import levels, making, start, vision  # noqa: E402
from word_front import front  # noqa: E402
from word_goals import goals  # noqa: E402
from word_package import package  # noqa: E402
from word_running import running  # noqa: E402
from word_timeline import timeline  # noqa: E402

NAME = "digitiekartta.docx"


def template() -> bytes:
    """The template."""
    parts = (front(), making(), start(), levels(), vision(), goals(), timeline(), running(), appendices())
    return package("".join(parts))


def main() -> None:
    """Writes the template beside this folder."""
    (TEMPLATES / NAME).write_bytes(template())


if __name__ == "__main__":
    main()
