"""Makes the template of a region's joint document: `python templates/source/word_region.py`.

In: the roadmap's building blocks beside this file. Out: `templates/aluekooste.docx`, the same bytes each time.
"""

from __future__ import annotations

import sys
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).resolve().parent), str(TEMPLATES.parent)]

from word_cover import CoverNames, cover  # noqa: E402
from word_front import contents, figures  # noqa: E402
from word_joint_styles import JOINT_STYLES  # noqa: E402
from word_package import Parts, package  # noqa: E402
from word_region_charts import CHARTS  # noqa: E402
from word_region_common import common, priorities, proposals  # noqa: E402
from word_region_levels import levels  # noqa: E402
from word_region_organisations import organisations, survey  # noqa: E402
from word_region_timeline import timeline  # noqa: E402
from word_table import Column, Look, Row, head, line, loop, table  # noqa: E402
from word_text import Run, chapter, each, heading, paragraph, value, when  # noqa: E402

NAME = "aluekooste.docx"
_FIRST = 5
_COVER = CoverNames(
    "region.lead",
    "region.lead and region.lead|length <= 140",
    "not region.lead or region.lead|length > 140",
    owner="region.name",
    logo=False,
    stations=False,
    lines=("region.count_line", "document.date"),
    charts=CHARTS,
)
_PARTS = Parts(charts=CHARTS, styles=JOINT_STYLES, owner="region.name", logo=False, address=False)


def template() -> bytes:
    """The template."""
    body = (
        cover(_COVER),
        contents(numbered=False),
        _summary(),
        levels(),
        priorities(),
        common(),
        proposals(),
        timeline(),
        survey(),
        organisations(),
        _method(),
    )
    return package("".join(body), _PARTS)


def _summary() -> str:
    """The whole on one page: who are in it, in figures, what was found."""
    notes = ("unnamed_note", "missing_note", "languages_note")
    return (
        heading("LukuIlmanNumeroa", value("t.summary"))
        + when("region.lead", paragraph("Ingressi", value("region.lead")))
        + when("region.figures", figures("region.figures"))
        + when(
            "points",
            heading("Tiivistelmaotsikko", value("t.points")),
            each("p in points", paragraph("Luettelo", value("p.text"))),
        )
        + when("proposals", heading("Tiivistelmaotsikko", value("t.proposals")), _proposals())
        + when(
            " or ".join(f"region.{note}" for note in notes),
            heading("Tiivistelmaotsikko", value("t.who_is_in")),
            *(when(f"region.{note}", paragraph("BodyText", value(f"region.{note}"))) for note in notes),
        )
    )


def _proposals() -> str:
    """The best of what could be done together; the whole of them has its chapter."""
    columns = (
        Column(18, value("t.number")),
        Column(77, value("t.proposal")),
        Column(36, value("t.proposal_kind")),
        Column(34, value("t.when")),
    )
    row = line(columns, value("p.number"), Run(value("p.title"), "Strong"), value("p.kind"), value("p.when"))
    first = (Row(tag=f"if loop.index <= {_FIRST}"), row, Row(tag="endif"))
    return table(
        columns, (head(columns), *loop("p in proposals.rows", *first)), alt="alt_proposals", look=Look(padding=3)
    )


def _method() -> str:
    """How everything was counted; the document's last text."""
    return when(
        "chapters.method and method",
        chapter("method"),
        each("m in method", paragraph("Luettelo", value("m.text"))),
    )


def main() -> None:
    """Writes the template beside this folder."""
    (TEMPLATES / NAME).write_bytes(template())


if __name__ == "__main__":
    main()
