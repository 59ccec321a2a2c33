"""The doors take any bytes: they merge, or say that they can't; nothing else comes out of them."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from lxml import etree

from documents import word
from pipeline.merging import merge as doors
from pipeline.merging.run import CannotMerge, Run
from pipeline.merging.trace import read_trace, traced
from pipeline.ooxml.dialect import W14
from pipeline.ooxml.package import read_package
from pipeline.vocabulary.findings import Place

RUN = Run(dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC), lambda change: ", ".join(map(str, change.cells)))
BASE, FRESH = word("Cost 100 euros", "Time 2027"), word("Cost 120 euros", "Time 2027")
HAND = word("Cost 100 euros", "Time 2027, edited")
DOORS: dict[str, Callable[[], object]] = {
    "merge_word": lambda: doors.merge(BASE, HAND, FRESH, RUN),
    "compare_words": lambda: doors.compare(BASE, FRESH),
    "redline_word": lambda: doors.redline(BASE, FRESH, RUN),
    "accept_word": lambda: doors.accepted(HAND),
    "make_plain": lambda: doors.accepted(HAND),
}
FAULTS = (
    ValueError("All strings must be XML compatible"),
    KeyError("word/missing.xml"),
    IndexError("no such cell"),
    OverflowError("a number"),
    etree.XMLSyntaxError("no XML", 1, 1, 1),
    etree.XPathEvalError("odd"),
    RecursionError(),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@pytest.mark.parametrize("behind", DOORS)
def test_what_no_document_says_is_damaged(behind: str, fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise fault

    DOORS[behind]()
    monkeypatch.setattr(doors, behind, broken)
    with pytest.raises(CannotMerge) as refused:
        DOORS[behind]()
    assert refused.value.reason == "damaged"


def test_a_trace_that_lies_about_its_sheets_is_none() -> None:
    """Control characters would end in a comment, which lxml refuses, or in a terminal, which they steer."""
    lines = [
        f'<w:p xmlns:w14="{W14}" w14:paraId="0000000{number}"><w:r><w:t>{said}</w:t></w:r></w:p>'
        for number, said in enumerate(("Cost 100 euros", "Goes away", "End of it"), 1)
    ]
    base, fresh = word(*lines), word(lines[0], lines[2])
    cells = {("word/document.xml", "00000002"): (Place("w.xlsx", "Sheet", "B4"),)}
    made = traced(read_package(base), cells)
    assert read_trace(read_package(made)) is not None
    lying = with_trace(made, b'"Sheet"', rb'"Sh\u0001\u001b[31meet"')
    assert read_trace(read_package(lying)) is None
    assert doors.merge(None, made, traced(read_package(fresh), {}), RUN).changes
    with pytest.raises(CannotMerge):
        doors.merge(None, lying, traced(read_package(fresh), {}), RUN)


def with_trace(data: bytes, old: bytes, new: bytes) -> bytes:
    """A document whose trace has other words."""
    out, found = BytesIO(), 0
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            content = package.read(name)
            if name.startswith("customXml/"):
                found += content.count(old)
                content = content.replace(old, new)
            changed.writestr(name, content)
    assert found == 1
    return out.getvalue()
