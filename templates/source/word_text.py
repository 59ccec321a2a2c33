"""Paragraphs of the roadmap: runs, control lines, fields, captions.

In: text with tags. Out: WordprocessingML as strings. What belongs together is joined by `+`.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from word_units import twips

NO_BREAK = "\N{NO-BREAK SPACE}"
_WIDE_NUMBER = twips(16.0)
_WIDE_ROOM = f'<w:ind w:left="{_WIDE_NUMBER}" w:hanging="{_WIDE_NUMBER}"/>'
"""A number of two figures needs more room."""
_BETWEEN_CHAPTERS = 34.0
GOES_ON = '<w:pageBreakBefore w:val="0"/>'
"""A heading that stays on the page where the text before it ended."""
NEW_PAGE = "<w:pageBreakBefore/>"
UNPARTED = "<w:keepLines/>"
KEPT = f"<w:keepNext/>{UNPARTED}"
"""A paragraph that stays whole, and with what follows it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in a character style. A tab in the text is Word's own tab."""

    text: str
    style: str = ""

    def xml(self) -> str:
        """The runs: Word keeps tabs outside of texts."""
        properties = f'<w:rPr><w:rStyle w:val="{self.style}"/></w:rPr>' if self.style else ""
        pieces = f"</w:r><w:r>{properties}<w:tab/></w:r><w:r>{properties}".join(
            f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in self.text.split("\t")
        )
        return f"<w:r>{properties}{pieces}</w:r>"


@dataclass(frozen=True, slots=True)
class Raw:
    """Runs that are markup already: fields, drawings, links."""

    markup: str

    def xml(self) -> str:
        """The markup."""
        return self.markup


Inline = str | Run | Raw
LINE_BREAK = Raw("<w:r><w:br/></w:r>")


def value(name: str) -> str:
    """A tag that prints a name."""
    return f"{{{{ {name} }}}}"


def paragraph(style: str, *content: Inline, properties: str = "", section: str = "") -> str:
    """A paragraph. `properties` are direct formatting, `section` the settings of the section that ends here."""
    runs = "".join((Run(item) if isinstance(item, str) else item).xml() for item in content)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}{section}</w:pPr>{runs}</w:p>'


def control(tag: str) -> str:
    """A line that holds one block tag and is gone from the finished document."""
    return paragraph("Ohjausrivi", f"{{% {tag} %}}")


def when(condition: str, *content: str, otherwise: str = "") -> str:
    """Content that is there only when a condition holds."""
    other = control("else") + otherwise if otherwise else ""
    return control(f"if {condition}") + "".join(content) + other + control("endif")


def choose(*branches: tuple[str, str], otherwise: str) -> str:
    """The first branch whose condition holds."""
    keywords = ["if", *["elif"] * (len(branches) - 1)]
    written = [control(f"{word} {test}") + content for word, (test, content) in zip(keywords, branches, strict=True)]
    return "".join(written) + control("else") + otherwise + control("endif")


def each(loop: str, *content: str) -> str:
    """Content that is repeated."""
    return control(f"for {loop}") + "".join(content) + control("endfor")


def inline_when(condition: str, text: str) -> str:
    """Text inside a paragraph that is there only when a condition holds."""
    return f"{{% if {condition} %}}{text}{{% endif %}}"


def mark(name: str) -> str:
    """A sign after a name, never on a line of its own."""
    return inline_when(name, NO_BREAK + value(name))


def tab_stops(*millimetres: float, kind: str = "left") -> str:
    """A paragraph's own tab stops."""
    return "<w:tabs>" + "".join(f'<w:tab w:val="{kind}" w:pos="{twips(mm)}"/>' for mm in millimetres) + "</w:tabs>"


def spacing(before: float | None = None, after: float | None = None) -> str:
    """A paragraph's own space before and after, in points."""
    attributes = [("before", before), ("after", after)]
    given = " ".join(f'w:{name}="{round(pt * 20)}"' for name, pt in attributes if pt is not None)
    return f"<w:spacing {given}/>"


def field_marks(instruction: str, style: str = "") -> tuple[str, str]:
    """What stands before and after the stored result of a field."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    begin = (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
    )
    return begin, f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'


def field(instruction: str, result: str, style: str = "") -> Raw:
    """A field with its stored result."""
    begin, end = field_marks(instruction, style)
    return Raw(begin + Run(result, style).xml() + end)


def caption(kind: str, name: str, *more: Inline, appendix: bool = False, properties: str = "") -> str:
    """A caption: `kind` is "table" or "figure", `name` the value that follows the number. Appendices count apart."""
    label = "KuvatekstinNimi"
    sequence = {"table": "Taulukko", "figure": "Kuvio"}[kind] + ("L" if appendix else "")
    before = value(f"t.{kind}") + NO_BREAK + (value("t.appendix_letter") if appendix else "")
    number = field(f"SEQ {sequence} \\* ARABIC", "1", label)
    return paragraph("Caption", Run(before, label), number, Run(". ", label), value(name), *more, properties=properties)


def heading(style: str, text: str, *, properties: str = "") -> str:
    """A heading."""
    return paragraph(style, text, properties=properties)


def chapter(name: str, style: str = "Heading1") -> str:
    """A chapter's heading by the name of its record: it opens a page, or goes on under a wide space."""
    two = f"chapters.{name}.number|length > 1"
    usual, wide = (_chapter(name, style, room) for room in ("", _WIDE_ROOM))
    return when(two, wide, otherwise=usual) if style == "Heading1" else usual


def _chapter(name: str, style: str, room: str) -> str:
    title = value(f"chapters.{name}.title")
    return when(
        f"chapters.{name}.starts_page",
        heading(style, title, properties=room),
        otherwise=heading(style, title, properties=GOES_ON + spacing(before=_BETWEEN_CHAPTERS) + room),
    )
