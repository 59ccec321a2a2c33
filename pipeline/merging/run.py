"""What a merge is told from outside, and why one can't be done.

In: made by `runs`. Out: read by everything in `merging`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pipeline.vocabulary.changes import Change

AUTHOR = "digitiekartta"
"""Whose revisions and comments are the program's own."""
Reason = Literal["damaged", "encrypted", "too_large", "foreign", "macros", "other"]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program: its time, the words of a comment that tells a change, and the revisions' author."""

    when: dt.datetime
    say: Callable[[Change], str]
    author: str = AUTHOR


class CannotMerge(Exception):
    """A document can't be merged. `reason` is for people, the message for the log.

    `damaged`: no program can read it. `encrypted`: behind a password. `too_large`: more than is read.
    `foreign`: it is not a version of this document. `macros`: it holds some, which no document of ours may.
    `other`: not a document of its kind.
    """

    def __init__(self, reason: Reason, message: str = "") -> None:
        super().__init__(message or reason)
        self.reason = reason
