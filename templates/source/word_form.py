"""Makes the survey form's template: `python templates/source/word_form.py`.

In: the roadmap's building blocks beside this file. Out: `templates/kyselylomake.docx`, the same bytes each time.
What respondents read is in the text's own colour, what is meant for whoever sets up the survey is grey, and what is to
be filled in stands in brackets on a tint, so that it is seen without colours too.
"""

from __future__ import annotations

import sys
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).resolve().parent), str(TEMPLATES.parent)]

from word_package import package  # noqa: E402
from word_styles import shading  # noqa: E402
from word_text import KEPT, UNPARTED, Run, each, heading, inline_when, paragraph, spacing, value, when  # noqa: E402

from pipeline.ooxml.package import read_package  # noqa: E402

NAME = "kyselylomake.docx"
_NEEDLESS = {"chart", "image", "hyperlink"}
_STYLES = "word/styles.xml"
_FILL, _NOTE = "Taydennettava", "Himmea"
_FILL_STYLE = (
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{_FILL}"><w:name w:val="Täydennettävä"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="2"/><w:qFormat/>'
    f"<w:rPr>{shading('level1')}</w:rPr></w:style>"
)
_BEFORE_QUESTION, _BETWEEN_ANSWERS = 9.0, 4.0


def template() -> bytes:
    """The template: the roadmap's styles and pages without its charts, logo and link."""
    made = read_package(package(_body()))
    main = made.main_part()
    made.relationships[main] = {
        number: item for number, item in made.relationships[main].items() if item.kind not in _NEEDLESS
    }
    made.parts[_STYLES] = made.read(_STYLES).replace(b"</w:styles>", f"{_FILL_STYLE}</w:styles>".encode())
    return made.write()


def _body() -> str:
    return (
        heading("LukuIlmanNumeroa", value("title"))
        + paragraph("Ingressi", value("lead"))
        + heading("Heading2", value("intro_heading"))
        + paragraph("BodyText", value("intro") + " ", Run(value("intro_fill"), _FILL))
        + _privacy()
        + _backgrounds()
        + _scale()
        + each("group in groups", _group())
        + _choice()
        + heading("Heading2", value("open_heading"))
        + _question("open")
        + paragraph("BodyText", value("open_note"))
        + _tips()
    )


def _privacy() -> str:
    filled = Run(value("item.fill"), _FILL)
    lead = Run(value("item.lead"), "Strong")
    close = UNPARTED + spacing(after=_BETWEEN_ANSWERS)
    return (
        heading("Heading2", value("privacy_heading"))
        + _note("privacy_note")
        + each(
            "item in privacy",
            when(
                "item.fill",
                paragraph(
                    "BodyText", lead, f" {value('item.text')}{inline_when('item.text', ' ')}", filled, properties=close
                ),
                otherwise=paragraph("BodyText", lead, f" {value('item.text')}", properties=close),
            ),
        )
    )


def _backgrounds() -> str:
    return (
        heading("Heading2", value("background"))
        + _note("background_note")
        + each(
            "item in backgrounds",
            _question("item.question"),
            when("item.fill", paragraph("Luettelo", Run(value("item.fill"), _FILL), properties=KEPT)),
            each("option in item.options", paragraph("Luettelo", value("option"), properties=UNPARTED)),
        )
    )


def _scale() -> str:
    return (
        heading("Heading2", value("scale_heading"))
        + paragraph("BodyText", value("scale"), properties=KEPT)
        + each("level in levels", paragraph("Luettelo", value("level"), properties=KEPT))
        + paragraph("Luettelo", value("dont_know"))
    )


def _group() -> str:
    return (
        heading("Heading2", value("group.heading"))
        + paragraph("BodyText", value("group.lead"), properties=KEPT)
        + each("question in group.questions", paragraph("Numeroluettelo", value("question.text")))
    )


def _choice() -> str:
    return (
        heading("Heading2", value("choice_heading"))
        + _note("choice_note")
        + paragraph("BodyText", Run(value("choice"), "Strong"), f" {value('choice_limit')}", properties=KEPT)
        + each("choice in choices", paragraph("Luettelo", value("choice")))
    )


def _tips() -> str:
    return (
        heading("Heading2", value("tips_heading"))
        + each("tip in tips", paragraph("Luettelo", value("tip")))
        + heading("Heading3", value("tools_heading"))
        + each("tool in tools", paragraph("Luettelo", Run(value("tool.name"), "Strong"), f": {value('tool.text')}"))
    )


def _question(name: str) -> str:
    return paragraph(
        "BodyText", Run(value(name), "Strong"), properties=KEPT + spacing(before=_BEFORE_QUESTION, after=3)
    )


def _note(name: str) -> str:
    return paragraph("BodyText", Run(value(name), _NOTE), properties=KEPT)


def main() -> None:
    """Writes the template beside this folder."""
    (TEMPLATES / NAME).write_bytes(template())


if __name__ == "__main__":
    main()
