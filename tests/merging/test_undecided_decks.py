"""Whether a conflict on a slide, or beside a place that people deleted, is still to be decided, asked of the deck."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from deck_versions import drawn, edited, merged
from deck_versions import part as part_of
from test_deck_merge_slides import threaded

from pipeline.merging.merge import undecided
from pipeline.ooxml.package import read_package
from pipeline.vocabulary.changes import Change, Fate

P15 = "http://schemas.microsoft.com/office/powerpoint/2012/main"


def written(text: str) -> Callable[[Any], None]:
    """People's or the workbook's words in the second paragraph of the second slide."""

    def change(deck: Any) -> None:
        shape = next(item for item in deck.slides[1].shapes if item.name == "Teksti")
        shape.text_frame.paragraphs[1].runs[0].text = text

    return change


def says(change: Change) -> list[str]:
    return ["something else", f"uusi: {change.after}\nvanha: {change.before}"]


def conflict(*, modern: bool = False) -> tuple[bytes, tuple[Change, ...]]:
    base = drawn()
    hand = edited(base, written("Käsin muutettu"))
    hand = threaded(hand, "Onko näin?") if modern else hand
    result = merged(base, hand, edited(base, written("Työkirjan uusi"))).merged
    assert [change.fate for change in result.changes] == [Fate.CONFLICT]
    return result.document, result.changes


def comments_part(document: bytes) -> str:
    names = (name for name in read_package(document).parts if name.startswith("ppt/comments/"))
    return next(name for name in names if "uusi:" in part_of(document, name).decode())


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
    parent = f'<p15:parentCm xmlns:p15="{P15}" authorId="{number}" idx="{index}"/>'
    beside = f'<p:extLst><p:ext uri="x">{parent}</p:ext></p:extLst>'
    answer = f'<p:cm authorId="9" idx="1"><p:pos x="1" y="1"/><p:text>Ei</p:text>{beside}</p:cm>'
    for now in (gone, xml.replace("</p:cmLst>", f"{answer}</p:cmLst>")):
        assert now != xml
        assert undecided(with_part(document, name, now), changes, says) == ()
    assert undecided(edited(document, written("Työkirjan uusi")), changes, says) == ()


@pytest.mark.parametrize("answer", [' status="resolved">', "><p188:replyLst/>"])
def test_threaded_ones_too(answer: str) -> None:
    document, changes = conflict(modern=True)
    assert undecided(document, changes, says) == changes
    name = comments_part(document)
    xml = part_of(document, name).decode()
    number = re.search('authorId="([^"]*)"', xml[: xml.index("uusi:")].rpartition("<p188:cm ")[2])
    assert number is not None
    opening = re.compile(f'(<p188:cm [^>]*authorId="{re.escape(number[1])}"[^>]*)>')
    answered = opening.sub(lambda found: found[1] + answer, xml)
    assert answered != xml
    assert undecided(with_part(document, name, answered), changes, says) == ()


def with_part(document: bytes, name: str, content: str) -> bytes:
    """A deck with another content of one part."""
    out = BytesIO()
    with ZipFile(BytesIO(document)) as package, ZipFile(out, "w") as changed:
        for item in package.namelist():
            changed.writestr(item, content.encode() if item == name else package.read(item))
    return out.getvalue()
