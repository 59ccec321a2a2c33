"""Whether an Office file is meant as a template: whether its texts hold tags.

In: the bytes of any file. Out: yes or no. Nothing is compiled.
"""

from __future__ import annotations

import re
import zlib

from lxml import etree

from pipeline.ooxml.package import Package, PackageFault, read_package

_TEXTS = re.compile(r"(word|ppt/slides)/[^/]+\.xml")
_MARKUP = re.compile(rb"<[^>]*>")
_OPENINGS = (b"{{", b"{%")


def is_template(data: bytes) -> bool:
    """Whether a file is a .docx or .pptx in whose texts a tag begins, however its runs cut it."""
    try:
        return _holds_tags(read_package(data))
    except (PackageFault, etree.XMLSyntaxError, ValueError, zlib.error):
        return False


def _holds_tags(package: Package) -> bool:
    for name in filter(_TEXTS.fullmatch, package.parts):
        said = _MARKUP.sub(b"", package.read(name))
        if any(opening in said for opening in _OPENINGS):
            return True
    return False
