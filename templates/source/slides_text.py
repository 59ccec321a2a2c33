"""Text of the decks: runs, paragraphs and their looks by theme slot.

In: text with tags, size, weight and a colour slot. Out: DrawingML as strings. Sizes are points, indents inches.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

LANGUAGE = "fi-FI"
EMU = 914_400

INK, DEEP, PRIMARY, MUTED, PAPER = "tx1", "tx2", "accent1", "accent6", "bg1"
"""Colour slots: the master's colour map turns them for a dark brand, so no shape names a colour."""


def emu(inches: float) -> int:
    """Inches as the whole units that Office files count in."""
    return round(inches * EMU)


def colour(slot: str) -> str:
    """A solid fill of a theme slot. `line` and `grid` are levels, which keep their contrast on any ground."""
    return f'<a:solidFill><a:schemeClr val="{_RULES.get(slot, slot)}"/></a:solidFill>'


_RULES = {"line": "accent4", "grid": "accent5"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look. Without `size`, `bold` and `slot` it looks as its placeholder says."""

    text: str
    size: float | None = None
    bold: bool | None = None
    slot: str = ""
    link: str = ""
    jump: bool = False

    def xml(self) -> str:
        """The run; `link` is the id of a hyperlink's relationship, which a `jump` follows to another slide."""
        if self.text == SLIDE_NUMBER:
            return f'<a:fld id="{_FIELD}" type="slidenum">{self._properties()}<a:t>‹#›</a:t></a:fld>'
        return f"<a:r>{self._properties()}<a:t>{escape(self.text)}</a:t></a:r>"

    def _properties(self) -> str:
        size = f' sz="{round(self.size * 100)}"' if self.size else ""
        bold = "" if self.bold is None else f' b="{int(self.bold)}"'
        inner = colour(self.slot) if self.slot else ""
        action = ' action="ppaction://hlinksldjump"' if self.jump else ""
        inner += f'<a:hlinkClick r:id="{self.link}"{action}/>' if self.link else ""
        return f'<a:rPr lang="{LANGUAGE}"{size}{bold} dirty="0">{inner}</a:rPr>'


SLIDE_NUMBER = "‹#›"
_FIELD = "{3B3E7C0D-5A0C-4F0B-9C53-1D2E8F6A7B01}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs. `before` is space in points, `line` the line's height in %."""

    runs: tuple[Run, ...]
    align: str = "l"
    before: float = 0
    line: float = 0

    def xml(self) -> str:
        """The paragraph; its end mark looks as its first run, so that an emptied one keeps its height."""
        spacing = f'<a:lnSpc><a:spcPct val="{round(self.line * 1000)}"/></a:lnSpc>' if self.line else ""
        spacing += f'<a:spcBef><a:spcPts val="{round(self.before * 100)}"/></a:spcBef>' if self.before else ""
        align = f' algn="{self.align}"' if self.align != "l" else ""
        properties = f"<a:pPr{align}>{spacing}</a:pPr>" if spacing or align else ""
        return f"<a:p>{properties}{''.join(run.xml() for run in self.runs)}</a:p>"


def paragraph(*runs: str | Run, **look: object) -> Paragraph:
    """A paragraph from runs or plain text."""
    return Paragraph(tuple(Run(run) if isinstance(run, str) else run for run in runs), **look)  # type: ignore[arg-type]


def tag(text: str, size: float = 12) -> Paragraph:
    """A line that holds only block tags: quiet, since it is gone from the finished deck."""
    return paragraph(Run(text, size=size, slot=MUTED))


def styled(line: Paragraph, *, size: float, bold: bool, slot: str) -> Paragraph:
    """The paragraph with a look given to the runs that have none of their own, as table cells need."""
    runs = tuple(
        replace(
            run,
            size=run.size or size,
            bold=bold if run.bold is None else run.bold,
            slot=run.slot or slot,
        )
        for run in line.runs
    )
    return replace(line, runs=runs)


def attribute(value: str) -> str:
    """A quoted attribute value."""
    return quoteattr(value)
