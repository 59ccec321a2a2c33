"""Whether a conflict on a slide, or beside a place that people deleted, is still to be decided, asked of the deck."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from deck_versions import drawn, edited, merged
from deck_versions import part as part_of

from documents import with_parts
from pipeline.merging.merge import undecided
from pipeline.vocabulary.changes import Change, Fate


def written(text: str) -> Callable[[Any], None]:
    """People's or the workbook's words in the second paragraph of the second slide."""

    def change(deck: Any) -> None:
        shape = next(item for item in deck.slides[1].shapes if item.name == "Teksti")
        shape.text_frame.paragraphs[1].runs[0].text = text

    return change


def says(change: Change) -> list[str]:
    return ["something else", f"uusi: {change.after}\nvanha: {change.before}"]


def conflict() -> tuple[bytes, tuple[Change, ...]]:
    base = drawn()
    result = merged(base, edited(base, written("Käsin muutettu")), edited(base, written("Työkirjan uusi"))).merged
    assert [change.fate for change in result.changes] == [Fate.CONFLICT]
    return result.document, result.changes


def comments_part(document: bytes) -> str:
    from pipeline.ooxml.package import read_package

    return next(name for name in read_package(document).parts if name.startswith("ppt/comments/"))


def test_a_comment_that_stands_is_not_dealt_with() -> None:
    document, changes = conflict()
    assert undecided(document, changes, says) == changes
    other = edited(document, lambda deck: setattr(deck.slides[0].shapes[0].text_frame, "text", "Käsin"))
    assert undecided(other, changes, says) == changes


def test_a_comment_that_is_gone_or_answered_or_an_agreed_place_is() -> None:
    document, changes = conflict()
    name = comments_part(document)
    xml = part_of(document, name).decode()
    gone = re.sub(r"<p:cm .*</p:cm>", "", xml, flags=re.DOTALL)
    number, index = (re.search(f'{key}="(\\d+)"', xml)[1] for key in ("authorId", "idx"))  # type: ignore[index]
    parent = f'<p15:parentCm xmlns:p15="http://schemas.microsoft.com/office/powerpoint/2012/main" authorId="{number}" idx="{index}"/>'
    answer = f'<p:cm authorId="9" dt="2027-01-01T00:00:00.000" idx="1"><p:pos x="1" y="1"/><p:text>Ei</p:text><p:extLst><p:ext uri="x">{parent}</p:ext></p:extLst></p:cm>'
    for now in (gone, xml.replace("</p:cmLst>", f"{answer}</p:cmLst>")):
        assert now != xml
        assert undecided(with_parts(document, {name: now}), changes, says) == ()
    assert undecided(edited(document, written("Työkirjan uusi")), changes, says) == ()


@pytest.mark.parametrize(("status", "open_"), [("", True), (' status="resolved"', False), ("reply", False)])
def test_threaded_ones_too(status: str, open_: bool) -> None:
    base = drawn()
    document, changes = conflict()
    assert base
    name = comments_part(document)
    ns = 'xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    reply = "<p188:replyLst/>" if status == "reply" else ""
    attribute = "" if status == "reply" else status
    lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in says(changes[0])[1].split("\n"))
    body = f"<p188:txBody><a:bodyPr/>{lines}</p188:txBody>"
    comment = f'<p188:cmLst {ns}><p188:cm id="{{0}}" authorId="0"{attribute}>{reply}{body}</p188:cm></p188:cmLst>'
    assert (undecided(with_parts(document, {name: comment}), changes, says) == changes) is open_
