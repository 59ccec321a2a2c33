"""The language of what surrounds a document's text: charts, layouts, masters, the styles of new slides.

In: a rendered package and the language's tag. Out: the same package. Spelling checkers and speech read text that people
add later by the language of these parts; stories and slides are given theirs as they are rendered.
"""

from __future__ import annotations

import re

from pipeline.ooxml.package import Package

_AROUND = (".slideLayout+xml", ".slideMaster+xml", ".notesMaster+xml", ".handoutMaster+xml", ".chart+xml")
_PRESENTATION = ".presentation.main+xml"
_TAG = re.compile(rb'(<a:(?:rPr|defRPr|endParaRPr)\b[^>]*? lang="|<c:lang val=")[^"]*(")')


def speak(package: Package, tag: str) -> None:
    """Gives the parts around a document's text its language."""
    for name in package.parts:
        if package.content_type(name).endswith((*_AROUND, _PRESENTATION)):
            xml = package.read(name)
            spoken = _TAG.sub(rb"\g<1>" + tag.encode() + rb"\g<2>", xml)
            if spoken != xml:
                package.parts[name] = spoken
