"""What other documents than an organisation's own publish of its survey is remembered where its own builds look.

In: the figures that were published before, as they were read, and those that documents of a region or a follow-up are
about to show. Out: nothing, or why they can't be remembered; then they may not be shown. It is done before documents
are written: what is remembered and never shown harms nobody, the reverse lets people be worked out of two figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.runs.holding import held
from pipeline.runs.outputs import changed_meanwhile, put_files
from pipeline.runs.released import KEPT, NOBODY, Owner, Released, read_released
from pipeline.runs.unwritten import write_fault
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.survey import SurveyResult


@dataclass(frozen=True, slots=True)
class Publication:
    """The figures of one organisation that are about to be shown.

    `released` is what had been published of its survey when these figures were chosen (`read_released` of its outputs'
    folder), `survey` and `answers` are those of `examine` with it, `owner` whose they are.
    """

    released: Released
    survey: SurveyResult | None
    answers: str = ""
    owner: Owner = NOBODY

    @property
    def folder(self) -> Path:
        """The organisation's outputs' folder."""
        return self.released.path.parents[1]

    @property
    def kept(self) -> bytes:
        """What stands in that folder once these figures are remembered."""
        return self.released.bytes_with(self.survey, self.answers, self.owner)


def remember(publication: Publication) -> Finding | None:
    """Adds the figures to those that the organisation's next build takes into account; None when they are there.

    Findings: OT005 where another run has the folder, OT018 where one published other figures since, OT002 and others
    where it can't be written.
    """
    kept = publication.kept
    if kept == publication.released.data and read_released(publication.folder).data == kept:
        return None
    return _write(publication.folder, publication.released.data, kept)


def _write(folder: Path, before: bytes, kept: bytes) -> Finding | None:
    with held(folder, to_write=True) as hold:
        if hold.fault is not None:
            return hold.fault
        if read_released(folder).data != before:
            return changed_meanwhile(str(folder / KEPT))
        try:
            put_files(folder, {}, {KEPT: kept}, {})
        except OSError as error:
            return write_fault(folder / KEPT, error)
    return None
