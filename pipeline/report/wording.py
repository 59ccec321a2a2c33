"""Texts of cells on their way to a document: missing ones, first sentences, leads, plain text.

In: a cell's text. Out: the text, or the part of it that a place has room for.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.language import EN_DASH

MISSING = EN_DASH
LEAD_LIMIT = 200
_EMPHASIS = re.compile(r"(\*\*|\*)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]+\)")
_BULLET = re.compile(r"^\s*- +", re.MULTILINE)
_SENTENCE_END = re.compile(r"(\S+?[.!?][”\"')]*)\s+(?=[A-ZÅÄÖ”\"])")


def or_dash(text: str) -> str:
    """A table cell's text: never blank."""
    return text or MISSING


def plain(text: str) -> str:
    """A long text as one paragraph without marks of emphasis, links or lists."""
    bare = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _BULLET.sub("", text)))
    return " ".join(bare.split())


def first_sentence(text: str, abbreviations: Collection[str] = ()) -> str:
    """The first sentence of a long text, plain; `abbreviations` are words whose full stop ends no sentence."""
    paragraph = plain(next((line for line in text.splitlines() if line.strip()), ""))
    for end in _SENTENCE_END.finditer(paragraph):
        if end[1].rstrip(".").casefold() not in abbreviations:
            return paragraph[: end.end(1)]
    return paragraph


def lead_and_rest(text: str) -> tuple[str, str]:
    """The first paragraph when it is short and plain enough to lead, and what remains; else "" and all."""
    paragraphs = [line for line in text.splitlines() if line.strip()]
    if not paragraphs:
        return "", ""
    first = paragraphs[0].strip()
    if len(first) > LEAD_LIMIT or plain(first) != " ".join(first.split()):
        return "", "\n".join(paragraphs)
    return first, "\n".join(paragraphs[1:])
