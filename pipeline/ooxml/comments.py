"""Comments in a copy of an Office file, where people see them.

In: a package and `Remark`s at anchors. Out: the package with a comment for each: in Word round the words themselves, in
PowerPoint at the shape. Where no comment can stand (headers, footnotes, notes, layouts), it stands at the nearest place
that can have one, and begins with where it belongs.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ooxml.comments_deck import comment_slides
from pipeline.ooxml.comments_word import comment_body
from pipeline.ooxml.dialect import WORD
from pipeline.ooxml.package import Package
from pipeline.ooxml.remarks import Remark
from pipeline.ooxml.whereabouts import Whereabouts

AUTHOR = "digitiekartta"


def comment(package: Package, remarks: Sequence[Remark]) -> Package:
    """A copy of the package with comments. The file's own comments stay."""
    copy = package.copy()
    at = Whereabouts(copy)
    write = comment_body if at.dialect is WORD else comment_slides
    write(at, remarks, AUTHOR)
    return copy
