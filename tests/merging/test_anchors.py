"""What the merge stands on: which anchors live through which program, as the page says."""

from __future__ import annotations

from functools import cache

import pytest

from office_checks import installed_office, office_faults
from pipeline.ooxml.package import read_package
from tools import anchors

LIBRARIES = {"docx": ("python-docx", "docx-plus"), "pptx": ("python-pptx",)}
LOST = 0.02
"""LibreOffice moves a bookmark or two that stand in paragraphs without a word."""


@cache
def sample(name: str) -> bytes:
    return anchors.samples()[name]


@cache
def saved(name: str, program: str) -> anchors.Anchors:
    return anchors.anchors_of(read_package(anchors.trials(name)[program](sample(name))))


def before(name: str) -> anchors.Anchors:
    return anchors.anchors_of(read_package(sample(name)))


@pytest.mark.parametrize("name", ["docx", "pptx"])
def test_the_samples_are_sound_and_have_every_kind_of_anchor(name: str) -> None:
    assert office_faults(sample(name)) == []
    assert [kind for kind, found in before(name).items() if not found or not any(found.values())] == []


@pytest.mark.parametrize(("name", "program"), [(name, item) for name, items in LIBRARIES.items() for item in items])
def test_the_page_tells_of_the_libraries_what_they_do(name: str, program: str) -> None:
    page = anchors.table_in(anchors.PAGE.read_text(encoding="utf-8"), name)
    column = [item.strip() for item in page[0].split("|")].index(program)
    told = {line.split("|")[1].strip(): line.split("|")[column].strip() for line in page[2:]}
    rows = anchors.table(sample(name), {program: anchors.trials(name)[program]})[2:]
    assert told == {line.split("|")[1].strip(): line.split("|")[2].strip() for line in rows}


def test_libreoffice_keeps_what_the_merge_finds_paragraphs_by() -> None:
    installed_office()
    old, new = before("docx"), saved("docx", anchors.LIBREOFFICE)
    kind = "hidden bookmarks (`_dk…`)"
    kept = sum(new[kind].get(name) == words for name, words in old[kind].items())
    assert len(old[kind]) > 300
    assert kept > (1 - LOST) * len(old[kind])
    for kind in ("custom XML (our trace)", "custom property, 16 letters", "chart: data", "core property: title"):
        assert new[kind] == old[kind]
        assert any(new[kind].values())


def test_libreoffice_keeps_what_the_merge_finds_a_deck_s_version_and_shapes_by() -> None:
    installed_office()
    old, new = before("pptx"), saved("pptx", anchors.LIBREOFFICE)
    for kind in ("names of other shapes", "table: name", "chart: name", "chart: data", "custom property, 16 letters"):
        assert new[kind] == old[kind], kind
        assert any(new[kind].values())


def test_what_each_kind_of_anchor_counts() -> None:
    """A program that lost an anchor is told from one that kept it."""
    rows = anchors.table(sample("pptx"), {"no slides' ids": _without_creation_ids})
    told = {line.split("|")[1].strip(): line.split("|")[2].strip() for line in rows[2:]}
    assert told.pop("slide creation ids (`p14:creationId`)") == "none"
    assert set(told.values()) == {"all"}


def _without_creation_ids(data: bytes) -> bytes:
    package = read_package(data)
    for name in [item for item in package.parts if item.startswith("ppt/slides/slide")]:
        package.parts[name] = package.read(name).replace(b"p14:creationId", b"p14:creationIdea")
    return package.write()
