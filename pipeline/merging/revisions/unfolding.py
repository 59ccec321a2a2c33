"""Simple fields written out as runs: only those can be inserted and deleted as tracked changes.

In: a `w:fldSimple`. Out: the runs of the same field.
"""

from __future__ import annotations

import copy

from lxml import etree

from pipeline.ooxml.dialect import XML_SPACE, w

_RUN = w("r")


def unfolded(field: etree._Element) -> list[etree._Element]:
    """The runs of a field: its marks, its instruction, and what it shows."""
    first = next(field.iter(_RUN), None)
    properties = first.find(w("rPr")) if first is not None else None
    shown = [copy.deepcopy(item) for item in field.iterchildren(etree.Element) if item.tag != w("fldData")]
    instruction = etree.Element(w("instrText"), {XML_SPACE: "preserve"})
    instruction.text = field.get(w("instr")) or ""
    flags = {w(name): value for name in ("fldLock", "dirty") if (value := field.get(w(name))) is not None}
    begin = etree.Element(w("fldChar"), {w("fldCharType"): "begin", **flags})
    separate, end = (etree.Element(w("fldChar"), {w("fldCharType"): name}) for name in ("separate", "end"))
    before = [_run(item, properties) for item in (begin, instruction, separate)]
    return [*before, *shown, _run(end, properties)]


def _run(content: etree._Element, properties: etree._Element | None) -> etree._Element:
    run = etree.Element(_RUN)
    if properties is not None:
        run.append(copy.deepcopy(properties))
    run.append(content)
    return run
