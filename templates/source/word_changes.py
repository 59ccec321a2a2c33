"""Makes the template of the list of changes: `python templates/source/word_changes.py`.

In: the roadmap's building blocks beside this file. Out: `templates/muutokset.docx`, the same bytes each time. What was
taken away is struck through, what came is bold, each in a column of its own: no mark must be seen to understand.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).resolve().parent), str(TEMPLATES.parent)]

from word_goals import card_row  # noqa: E402
from word_package import package  # noqa: E402
from word_table import Cell, Column, Look, Row, head, kept_table, line, loop, only_if, table  # noqa: E402
from word_text import KEPT, Run, each, heading, paragraph, spacing, value, when  # noqa: E402

from pipeline.ooxml.package import read_package  # noqa: E402

NAME = "muutokset.docx"
_NEEDLESS = {"chart", "image", "hyperlink"}
_STYLES = "word/styles.xml"
_GONE = "Poistettu"
_GONE_STYLE = (
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{_GONE}"><w:name w:val="{_GONE}"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="2"/><w:qFormat/>'
    "<w:rPr><w:strike/></w:rPr></w:style>"
)
_APART = spacing(before=10)
_AT_TOP = '<w:vAlign w:val="top"/>'


def template() -> bytes:
    """The template: the roadmap's styles and pages without its charts, logo and link."""
    made = read_package(package(_body()))
    main = made.main_part()
    made.relationships[main] = {
        number: item for number, item in made.relationships[main].items() if item.kind not in _NEEDLESS
    }
    made.parts[_STYLES] = made.read(_STYLES).replace(b"</w:styles>", f"{_GONE_STYLE}</w:styles>".encode())
    return made.write()


def _body() -> str:
    return (
        heading("LukuIlmanNumeroa", value("title"))
        + paragraph("Ingressi", value("summary"))
        + _facts()
        + when("conflicts", _conflicts())
        + when("left_out", _left_out())
        + each("item in documents", _document())
        + when("kept", _kept())
    )


def _facts() -> str:
    rows = [card_row(value("t.organisation"), "facts.organisation", "head")]
    for key in ("version", "documents", "workbook"):
        rows += only_if(f"facts.{key}", card_row(value(f"t.{key}"), f"facts.{key}"))
    rows.append(card_row(value("t.when"), "facts.when"))
    return _card(rows, "alt_facts")


def _card(rows: list[Row], alt: str) -> str:
    """A card that stays on one page, and is free of what follows it."""
    first = replace(rows[0], cells=tuple(replace(cell, properties=_AT_TOP) for cell in rows[0].cells))
    kept = [replace(row, kept=not row.tag) for row in (first, *rows[1:-1])]
    look = Look("Tavoitekortti", first_column=True)
    return table((Column(38), Column(127)), (*kept, rows[-1]), alt=alt, look=look)


def _conflicts() -> str:
    """A card for each place: people choose between what stands there and what the workbook says."""
    rows = [
        card_row(value("t.yours"), "c.yours", "head"),
        card_row(value("t.now"), Cell(_pieces("Korttisolu", "c.after", "Strong"))),
        card_row(value("t.earlier"), Cell(_pieces("Korttisolu", "c.before", _GONE))),
        card_row(value("t.what"), "c.kind"),
        *only_if("c.row", card_row(value("t.in_table"), "c.row")),
        card_row(value("t.cell"), "c.cells"),
    ]
    return (
        heading("Heading2", value("t.conflicts_heading"))
        + paragraph("BodyText", value("t.conflicts_lead"), properties=KEPT)
        + each("c in conflicts", heading("Heading3", value("c.where")), _card(rows, "alt_conflict"))
        + _more("conflicts_more")
    )


def _left_out() -> str:
    columns = (
        Column(42, value("t.place")),
        Column(46, value("t.before")),
        Column(46, value("t.after")),
        Column(31, value("t.cell")),
    )
    row = line(columns, _with_row("c.where"), *_sides(), value("c.cells"))
    return (
        heading("Heading2", value("t.left_out_heading"))
        + paragraph("BodyText", value("t.left_out_lead"), properties=KEPT)
        + kept_table(columns, "c in left_out", row, alt="alt_left_out", padding=3)
        + _more("left_out_more")
    )


def _document() -> str:
    return (
        heading("Heading2", value("item.title"))
        + paragraph("BodyText", value("item.lead"), properties=KEPT)
        + each("chapter in item.chapters", heading("Heading3", value("chapter.name")), _changes())
        + when("item.sums", _sums())
    )


def _changes() -> str:
    columns = (
        Column(39, value("t.what")),
        Column(48, value("t.before")),
        Column(48, value("t.after")),
        Column(30, value("t.cell")),
    )
    row = line(columns, _with_row("c.kind"), *_sides(), value("c.cells"))
    return kept_table(columns, "c in chapter.changes", row, alt="alt_changes", padding=3)


def _sums() -> str:
    columns = (
        Column(64, value("t.chapter")),
        Column(21, value("t.count"), number=True),
        Column(80, value("t.kinds")),
    )
    row = line(columns, value("c.name"), value("c.count"), value("c.kinds"))
    return table(columns, (head(columns), *loop("c in item.sums", row)), alt="alt_sums", look=Look(padding=3))


def _kept() -> str:
    columns = (Column(45, value("t.chapter")), Column(36, value("t.what")), Column(84, value("t.text")))
    row = line(columns, value("c.chapter"), value("c.kind"), value("c.text"))
    return (
        heading("Heading2", value("t.kept_heading"))
        + paragraph("BodyText", value("t.kept_lead"), properties=KEPT)
        + each(
            "item in kept",
            heading("Heading3", value("item.title")),
            kept_table(columns, "c in item.rows", row, alt="alt_kept", padding=3),
            _more("item.more"),
        )
    )


def _with_row(name: str) -> Cell:
    """A text, and below it where in a table the change is."""
    style = "TaulukkoSolu"
    return Cell(paragraph(style, value(name)) + when("c.row", paragraph(style, value("c.row"))))


def _sides() -> tuple[Cell, Cell]:
    return Cell(_pieces("TaulukkoSolu", "c.before", _GONE)), Cell(_pieces("TaulukkoSolu", "c.after", "Strong"))


def _pieces(style: str, name: str, marked: str) -> str:
    """A text of which some stretches are marked."""
    return paragraph(
        style,
        f"{{% for piece in {name} %}}{{% if piece.changed %}}",
        Run(value("piece.text"), marked),
        "{% else %}" + value("piece.text") + "{% endif %}{% endfor %}",
    )


def _more(name: str) -> str:
    return when(name, paragraph("BodyText", value(name), properties=_APART))


def main() -> None:
    """Writes the template beside this folder."""
    (TEMPLATES / NAME).write_bytes(template())


if __name__ == "__main__":
    main()
