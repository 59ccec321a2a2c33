"""Long text into paragraphs and runs: line breaks, `- ` lists, **bold**, *italic* and [text](address).

In: text as people typed it into a cell. Out: `Paragraph`s of `Span`s, everything else literally: a backslash only
keeps `*`, `[` and `]` from being markup, and brackets that are no link to the web or mail stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_BULLET = re.compile(r"\s*[-•–]\s+")
_MARKUP = re.compile(r"[*\[]")
_PLAIN_BACKSLASH = re.compile(r"\\(?![*\[\]])")
_SCHEMES = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text with one formatting; `address` makes it a link."""

    text: str
    bold: bool = False
    italic: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one item of a list."""

    spans: tuple[Span, ...]
    item: bool = False

    @property
    def text(self) -> str:
        """Its words without their formatting."""
        return "".join(span.text for span in self.spans)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a long text; blank lines only part them."""
    found = []
    for line in text.splitlines():
        bullet = _BULLET.match(line)
        content = line[bullet.end() :] if bullet else line
        if content.strip():
            found.append(Paragraph(_spans(content.strip()), item=bullet is not None))
    return tuple(found)


def plain(text: str) -> str:
    """A long text without its markup, line by line: for places that hold one text only."""
    return "\n".join(f"• {item.text}" if item.item else item.text for item in paragraphs(text))


def _spans(line: str) -> tuple[Span, ...]:
    if not _MARKUP.search(line):
        return (Span(line),)
    tokens = _parser().parseInline(_PLAIN_BACKSLASH.sub(r"\\\\", line))[0].children or []
    return _joined(tokens)


def _joined(tokens: Sequence[Token]) -> tuple[Span, ...]:
    spans: list[Span] = []
    look = Span("")
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            look = replace(look, bold=token.nesting > 0)
        elif token.type in ("em_open", "em_close"):
            look = replace(look, italic=token.nesting > 0)
        elif token.type == "link_open":
            look = replace(look, address=str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            if not spans or spans[-1].address != look.address:  # a link without a text
                spans.append(replace(look, text=look.address))
            look = replace(look, address="")
        elif token.content:
            spans.append(replace(look, text=token.content))
    return tuple(spans)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(["emphasis", "link", "escape"])
    parser.validateLink = _leads_somewhere  # type: ignore[method-assign]
    return parser


def _leads_somewhere(url: str) -> bool:
    return url.lower().startswith(_SCHEMES)
