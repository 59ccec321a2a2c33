"""Whether a document says its title.

In: a file. Out: faults of its properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.accessibility.reading import Fault, Reading
from pipeline.vocabulary.findings import Term

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_SAYS_NOTHING = re.compile(
    r"(?:(?:powerpoint|word)[ -]?(?:presentation|document|esitys|asiakirja|dokument)"
    r"|(?:document|presentation|asiakirja|esitys|dokument|untitled|nimetön|namnlös)[ _-]?\d*|.*\.(?:docx|pptx))",
    re.IGNORECASE,
)


def title(reading: Reading) -> Iterator[Fault]:
    """A document without a title, or with one that a program made up."""
    found = reading.package.related("", "core-properties")
    part = found[0].target if found else ""
    text = (reading.at.tree(part).findtext(_TITLE) or "").strip() if part in reading.package.parts else ""
    if not text:
        yield Fault("AX001", reading.main, None, {"what": Term("accessibility.title")})
    elif _SAYS_NOTHING.fullmatch(text):
        yield Fault("AX029", part, None, {"what": text})
