"""Open questions whose answers the workbook allows to be published: which answers may stand in a document.

In: `Answers` with the texts and their cells. Out: an `OpenResult` for each question that enough people answered, over
everybody and in alphabetical order, so that neither group nor order tells who wrote what.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pipeline.survey.answers import Answers, OpenAnswers
from pipeline.survey.columns.personal import is_personal_text
from pipeline.survey.files.naming_cells import named_cells
from pipeline.survey.questionnaire import questionnaire, word_key
from pipeline.vocabulary.findings import Finding, FindingValue, Place
from pipeline.vocabulary.survey import OpenResult

LONGEST = 2_000
"""Characters of the longest answer that a document can show whole; a longer one is left out and told."""

_NOT_TEXT = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_EDGES = " \t\n.,:;!?()[]\"'”“»*_–—-"
_SPACES = re.compile(r"[ \t\u00a0]+")
_Answer = tuple[str, Place]


def published(
    answers: Answers, threshold: int, sort_key: Callable[[str], Any] = str.casefold
) -> tuple[tuple[OpenResult, ...], tuple[Finding, ...]]:
    """The open questions that may be shown, their answers sorted by `sort_key`; the same answer of several people once.

    An answer that says nothing is none. Findings: SV046, SV047, SV048; SV050 asks to read what is published.
    """
    results: list[OpenResult] = []
    findings: list[Finding] = []
    for question in answers.open_answers:
        result, told = _published(question, threshold, sort_key)
        results += [result] if result else []
        findings += told
    return tuple(results), tuple(findings)


def _published(
    question: OpenAnswers, threshold: int, sort_key: Callable[[str], Any]
) -> tuple[OpenResult | None, list[Finding]]:
    given = [(text, place) for text, place in _placed(question) if not says_nothing(text)]
    long = [place for text, place in given if len(text) > LONGEST]
    personal = [place for text, place in given if len(text) <= LONGEST and is_personal_text(text)]
    shown = [(text, place) for text, place in given if len(text) <= LONGEST and not is_personal_text(text)]
    findings = [*_told_of("SV046", question, personal), *_told_of("SV048", question, long)]
    if len(shown) < max(threshold, 1):
        place = question.places[0] if question.places else Place()
        values: Mapping[str, FindingValue] = {
            "column": question.question,
            "count": len(shown),
            "threshold": threshold,
        }
        return None, [*findings, Finding("SV047", Place(place.file, place.sheet), values)]
    by_sheet: dict[tuple[str, str], list[Place]] = {}
    for _, place in shown:
        by_sheet.setdefault((place.file, place.sheet), []).append(place)
    findings += [told for places in by_sheet.values() for told in _told_of("SV050", question, places)]
    texts = sorted({text for text, _ in shown}, key=lambda text: (sort_key(text), text))
    return OpenResult(question.question, len(given), tuple(texts), len(personal) + len(long)), findings


def _placed(question: OpenAnswers) -> Iterable[_Answer]:
    places: Sequence[Place] = question.places or [Place()] * len(question.texts)
    return ((plain_text(text), place) for text, place in zip(question.texts, places, strict=True))


def plain_text(text: str) -> str:
    """An answer as plain text: no control characters, nothing that turns the direction of writing; lines are kept."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    plain = (_SPACES.sub(" ", "".join(filter(_is_text, line))).strip() for line in lines)
    return "\n".join(filter(None, plain))


def _is_text(letter: str) -> bool:
    return letter in "\t\u200d" or unicodedata.category(letter) not in _NOT_TEXT


def says_nothing(text: str) -> bool:
    """Whether an answer is blank, a dash, or a way to say that there is nothing to say."""
    known = questionnaire()
    key = word_key(text).strip(_EDGES)
    return not key or key in known.nothing | known.missing | known.dont_know


def _told_of(code: str, question: OpenAnswers, places: Sequence[Place]) -> list[Finding]:
    if not places:
        return []
    cells = named_cells([place.cell for place in places])
    values: Mapping[str, FindingValue] = {
        "column": question.question,
        "count": len(places),
        "cells": cells,
        "longest": LONGEST,
    }
    return [Finding(code, places[0], values)]
