"""What a user asks of a build, and what comes out of it for one folder.

In: nothing. Out: `Options`, `Outcome` and the names of the documents.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.runs.plans import Written
from pipeline.vocabulary.findings import Finding, Phrase
from pipeline.vocabulary.model import Audience, Language

NO_TIME = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""When nobody tells the time: the earliest that a zip can hold."""

ROADMAP, STAFF, COUNCIL = "digitiekartta.docx", "esitys-henkilosto.pptx", "esitys-luottamushenkilot.pptx"
FOLLOW_UP, FOLLOW_UP_DECK = "seuranta.docx", "esitys-seuranta.pptx"
REGION, REGION_DECK = "aluekooste.docx", "esitys-alue.pptx"
AUDIENCES: Mapping[str, Audience] = {ROADMAP: "", STAFF: "staff", COUNCIL: "council"}
MAIN_LANGUAGE: Language = "fi"
"""Of a workbook that names none."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for. `documents` are names of templates; `outputs` the folder of all outputs.

    `accept` writes changes into hand-edited documents plain instead of tracked, `redline` a comparison copy of the
    roadmap. `delivered` marks what stands after the run as sent. `when` is the time of the run.
    """

    outputs: Path = Path("outputs")
    documents: tuple[str, ...] = (ROADMAP, STAFF, COUNCIL)
    strict: bool = False
    force: bool = False
    dry_run: bool = False
    pdf: bool = False
    accept: bool = False
    redline: bool = False
    delivered: bool = False
    when: dt.datetime = NO_TIME


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one folder: `status` is built, unchanged, failed or, for a dry run, planned.

    `reasons` tell by document why it is written or stays, `seconds` how long it took.
    """

    folder: str
    status: str
    findings: tuple[Finding, ...] = ()
    outputs: tuple[str, ...] = ()
    written: Written = field(default_factory=Written)
    reasons: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    seconds: float = field(default=0.0, compare=False)


def documents_for(only: str | None, audience: str | None) -> tuple[str, ...]:
    """The documents that `--only` and `--audience` leave."""
    return tuple(
        name
        for name, its_audience in AUDIENCES.items()
        if (only is None or (only == "roadmap") == (name == ROADMAP)) and audience in (None, its_audience)
    )
