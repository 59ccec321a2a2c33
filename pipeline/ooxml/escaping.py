"""Text as XML writes it: as the standard library's `xml.sax.saxutils`, which imports the network at every start.

In: text. Out: markup, and back.
"""

from __future__ import annotations

_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_IN_TEXTS = str.maketrans(_IN_TEXT)
_IN_ATTRIBUTES = str.maketrans({**_IN_TEXT, "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def escape(text: str) -> str:
    """A text between tags."""
    return text.translate(_IN_TEXTS)


def unescape(markup: str) -> str:
    """The text that markup between tags, or in double quotes, stands for."""
    plain = markup.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return plain.replace("&amp;", "&")


def quoteattr(text: str) -> str:
    """An attribute's value in its quotes: double ones, or single ones around double ones."""
    value = text.translate(_IN_ATTRIBUTES)
    if '"' in value and "'" not in value:
        return f"'{value}'"
    return '"' + value.replace('"', "&quot;") + '"'
