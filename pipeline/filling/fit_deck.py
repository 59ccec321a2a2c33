"""The fit of a deck's slides: what they stand on, what the brand allows, and what is told of what can't fit.

In: the slides made from one template slide, and the job. Out: for each, the slides it became; findings in the job, each
with the workbook cell that the text came from.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from pipeline.filling.fitting import Fault, fit_alike
from pipeline.filling.job import Job
from pipeline.filling.sizes import FitLimits
from pipeline.filling.template import SlideProgram
from pipeline.ooxml.dialect import P
from pipeline.ooxml.geometry import Design
from pipeline.vocabulary.findings import Finding, FindingValue, Place

_CODES = {"text": "FT001", "row": "FT001", "word": "FT006"}


def fit_slides(slides: Sequence[etree._Element], program: SlideProgram, job: Job) -> list[tuple[etree._Element, ...]]:
    """Fits the copies of one template slide, all alike."""
    if not slides:
        return []
    limits = FitLimits(title=job.brand.title_minimum, body=job.brand.body_minimum, table=job.brand.table_minimum)
    results = fit_alike(slides, _design(program, job), limits=limits, continued=job.slide_words.continued)
    for result in results:
        job.findings += [_finding(fault, job) for fault in result.faults]
        job.findings += [_substitute(font) for font in result.substitutes if _substitute(font) not in job.findings]
    return [result.slides for result in results]


def _design(program: SlideProgram, job: Job) -> Design:
    layout = next(item.target for item in program.relationships.values() if item.kind == "slideLayout")
    if layout not in job.designs:
        master = job.package.related(layout, "slideMaster")[0].target
        theme = job.package.related(master, "theme")
        presentation = job.shared_tree(job.package.main_part())
        job.designs[layout] = Design(
            job.shared_tree(layout),
            job.shared_tree(master),
            theme=job.shared_tree(theme[0].target) if theme else None,
            defaults=presentation.find(f"{{{P}}}defaultTextStyle"),
        )
    return job.designs[layout]


def _finding(fault: Fault, job: Job) -> Finding:
    place = Place(job.template, fault.slide)
    values: dict[str, FindingValue] = {"slide": fault.slide, "text": fault.text[:80], "length": fault.length}
    values["fits"] = fault.fits
    return Finding(_CODES[fault.kind], place, values)


def _substitute(font: str) -> Finding:
    return Finding("FT005", values={"font": font})
