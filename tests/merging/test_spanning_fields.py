"""A field over several paragraphs, as a contents list is one, stays whole when its first or last paragraph goes or comes."""

from __future__ import annotations

import copy

import pytest
from lxml import etree

from pipeline.merging.revisions.answers import accept_own, reject_own
from pipeline.merging.revisions.blocks import delete, put
from pipeline.merging.revisions.pen import Pen
from pipeline.ooxml.dialect import W, w

ME = "digitiekartta"
_CHARACTER = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_BEGIN = _CHARACTER.format("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + _CHARACTER.format("separate")
_END = _CHARACTER.format("end")


def words(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def body(*paragraphs: str) -> etree._Element:
    inner = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    return etree.fromstring(f'<w:body xmlns:w="{W}">{inner}</w:body>')


def contents() -> etree._Element:
    return body(_BEGIN + words("Yksi"), words("Kaksi"), words("Kolme") + _END, words("Luku"))


def told(root: etree._Element) -> tuple[list[str], str]:
    """The kinds of the field's characters in order, and the words of each paragraph."""
    kinds = [item.get(w("fldCharType"), "") for item in root.iter(w("fldChar"))]
    lines = ["".join(item.text or "" for item in paragraph.iter(w("t"))) for paragraph in root.iter(w("p"))]
    return kinds, "|".join(lines)


def answered(root: etree._Element, *, accept: bool) -> tuple[list[str], str]:
    root = copy.deepcopy(root)
    accept_own(root, ME) if accept else reject_own(root, ME)
    return told(root)


WHOLE = ["begin", "separate", "end"]


@pytest.mark.parametrize(("place", "left"), [(0, "Kaksi|Kolme|Luku"), (1, "Yksi|Kolme|Luku"), (2, "Yksi|Kaksi|Luku")])
def test_a_paragraph_that_goes_leaves_the_field_whole(place: int, left: str) -> None:
    root = contents()
    delete(root[place], Pen(ME, "2026-11-22T12:00:00Z"))
    assert answered(root, accept=True) == (WHOLE, left)
    assert answered(root, accept=False) == (WHOLE, "Yksi|Kaksi|Kolme|Luku")


@pytest.mark.parametrize("extra", ["", _BEGIN, _END], ids=["plain", "with a beginning", "with an end"])
@pytest.mark.parametrize(("place", "before"), [(0, True), (0, False), (2, False)])
def test_a_paragraph_that_comes_stands_in_the_field(extra: str, place: int, before: bool) -> None:
    root = contents()
    fresh = body(extra + words("Uusi") if extra == _BEGIN else words("Uusi") + extra)[0]
    put(root[place], fresh, Pen(ME, "2026-11-22T12:00:00Z"), before=before)
    kinds, lines = answered(root, accept=True)
    assert kinds == WHOLE
    assert answered(root, accept=False) == (WHOLE, "Yksi|Kaksi|Kolme|Luku")
    assert lines.split("|").index("Uusi") == (0 if before else place + 1)


def test_what_we_had_put_in_and_take_out_again_leaves_the_field_whole() -> None:
    root = contents()
    pen = Pen(ME, "2026-11-22T12:00:00Z")
    new = put(root[2], body(words("Uusi"))[0], pen)
    assert told(new)[0] == ["end"]
    delete(new, pen)
    assert told(root) == (WHOLE, "Yksi|Kaksi|Kolme|Luku")
