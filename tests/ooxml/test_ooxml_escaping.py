"""Text as XML writes it: letter for letter what the standard library writes."""

from __future__ import annotations

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as some

from pipeline.ooxml.escaping import escape, quoteattr, unescape

TEXTS = some.text(alphabet="a&<>\"'\n\r\t;#ltgmpquo ä", max_size=30)


@given(TEXTS)
def test_markup_is_what_the_standard_library_writes(text: str) -> None:
    assert escape(text) == saxutils.escape(text)
    assert quoteattr(text) == saxutils.quoteattr(text)
    assert unescape(text) == saxutils.unescape(text, {"&quot;": '"'})


@given(TEXTS)
def test_what_is_escaped_comes_back(text: str) -> None:
    assert unescape(escape(text)) == text
