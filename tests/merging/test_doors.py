"""The doors of the merge: what can't be merged is refused with a reason for people."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from docx import Document

from pipeline.merging.merge import merge
from pipeline.merging.run import CannotMerge, Run
from pipeline.merging.trace import traced
from pipeline.ooxml.package import Package, read_package

RUN = Run(dt.datetime(2026, 11, 22, tzinfo=dt.UTC), lambda change: change.after)
_MACROS = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


def document(*texts: str) -> Package:
    written = Document()
    for text in texts:
        written.add_paragraph(text)
    data = BytesIO()
    written.save(data)
    return read_package(data.getvalue())


def test_a_document_with_macros_is_not_merged() -> None:
    base = traced(document("Ensimmäinen kappale", "Toinen kappale"), {})
    fresh = traced(document("Ensimmäinen kappale", "Toinen, korjattu kappale"), {})
    hand = read_package(base)
    hand.add("word/vbaProject.bin", b"macros", "application/vnd.ms-office.vbaProject")
    hand.relate(hand.main_part(), _MACROS, "word/vbaProject.bin")
    assert merge(base, base, fresh, RUN).changes
    with pytest.raises(CannotMerge) as refused:
        merge(base, hand.write(), fresh, RUN)
    assert refused.value.reason == "macros"
