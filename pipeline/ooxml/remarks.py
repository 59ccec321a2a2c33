"""What is to be said about a spot of an Office file.

In: made by `runs`. Out: written into a copy of the file by `comments`.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.ooxml.whereabouts import Anchor


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said at an anchor; `where` is the place in words, for a comment that can't stand there."""

    anchor: Anchor
    text: str
    where: str
