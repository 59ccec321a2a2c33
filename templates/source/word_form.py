"""Makes the survey form's template: `python templates/source/word_form.py`.

In: the roadmap's building blocks beside this file. Out: `templates/kyselylomake.docx`, the same bytes each time.
"""

from __future__ import annotations

import sys
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).resolve().parent), str(TEMPLATES.parent)]

from word_package import package  # noqa: E402
from word_text import Run, each, heading, paragraph, value  # noqa: E402

from pipeline.ooxml.package import read_package  # noqa: E402

NAME = "kyselylomake.docx"
_NEEDLESS = {"chart", "image", "hyperlink"}


def template() -> bytes:
    """The template: the roadmap's styles and pages without its charts, logo and link."""
    made = read_package(package(_body()))
    main = made.main_part()
    made.relationships[main] = {
        number: item for number, item in made.relationships[main].items() if item.kind not in _NEEDLESS
    }
    return made.write()


def _body() -> str:
    return (
        heading("LukuIlmanNumeroa", value("title"))
        + paragraph("Ingressi", value("intro"))
        + heading("Heading2", value("background"))
        + paragraph("BodyText", Run(value("sector"), "Strong"))
        + paragraph("BodyText", value("sector_note"))
        + heading("Heading2", value("scale_heading"))
        + paragraph("BodyText", value("scale"))
        + each("level in levels", paragraph("Luettelo", value("level")))
        + paragraph("Luettelo", value("dont_know"))
        + each("group in groups", _group())
        + heading("Heading2", value("open_heading"))
        + paragraph("BodyText", value("open"))
        + heading("Heading2", value("tips_heading"))
        + each("tip in tips", paragraph("Luettelo", value("tip")))
    )


def _group() -> str:
    return (
        heading("Heading2", value("group.heading"))
        + paragraph("BodyText", value("group.lead"))
        + each("question in group.questions", paragraph("Luettelo", value("question.text")))
    )


def main() -> None:
    """Writes the template beside this folder."""
    (TEMPLATES / NAME).write_bytes(template())


if __name__ == "__main__":
    main()
