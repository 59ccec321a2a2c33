"""Words of reports, of tables of means, and of those who only try a survey out.

In: `words.toml`. Out: one `Words`, its texts normalised for comparing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pipeline.survey.questionnaire import header_key, word_key

Tool = Literal["microsoft_forms", "limesurvey", "surveymonkey", "google_forms", "webropol", "any"]


@dataclass(frozen=True, slots=True)
class ReportSigns:
    """A tool's report holds a text that begins with one of `begins`, or all texts of one of `texts`."""

    tool: Tool
    begins: tuple[str, ...]
    texts: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """`mean` and `test_people` are single words, `previous` and `reference` beginnings of words, `perspective`
    and `n` whole headers.

    `organisations` and `respondents` stand beside a number in a title. `submitted` and `asides` are LimeSurvey's
    headers.
    """

    test_people: frozenset[str]
    submitted: frozenset[str]
    asides: frozenset[str]
    mean: frozenset[str]
    perspective: frozenset[str]
    n: frozenset[str]
    previous: tuple[str, ...]
    reference: tuple[str, ...]
    organisations: tuple[str, ...]
    respondents: tuple[str, ...]
    reports: tuple[ReportSigns, ...]


@cache
def export_words() -> Words:
    """The words of the package."""
    data = tomllib.loads((files("pipeline") / "survey" / "readers" / "words.toml").read_text(encoding="utf-8"))
    means = data["means"]
    return Words(
        test_people=frozenset(map(word_key, data["test_people"])),
        submitted=_headers(data["submitted"]),
        asides=_headers(data["asides"]),
        mean=frozenset(map(word_key, means["mean"])),
        perspective=_headers(means["perspective"]),
        n=_headers(means["n"]),
        previous=tuple(map(word_key, means["previous"])),
        reference=tuple(map(word_key, means["reference"])),
        organisations=tuple(map(word_key, means["organisations"])),
        respondents=tuple(map(word_key, means["respondents"])),
        reports=tuple(
            ReportSigns(
                report["tool"],
                tuple(map(word_key, report.get("begins", ()))),
                tuple(map(_headers, report.get("texts", ()))),
            )
            for report in data["reports"]
        ),
    )


def _headers(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(map(header_key, texts))
