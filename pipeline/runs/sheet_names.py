"""Findings that name a sheet call it as this workbook does, whatever language they are read in.

In: findings, and the roadmap of the workbook. Out: the same findings, with the titles of its sheets among their values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.model import Roadmap


def with_sheet_names(findings: Iterable[Finding], roadmap: Roadmap) -> tuple[Finding, ...]:
    """The findings with a value `levels_sheet` and the like for every sheet."""
    titles = {f"{key}_sheet": title for key, title in roadmap.sheets.items()}
    return tuple(replace(item, values={**titles, **item.values}) for item in findings)
