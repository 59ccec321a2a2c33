"""Merged documents before other programs' eyes: two independent readers of tracked changes, and the Office checks."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO

import pytest
from docx import Document
from docx_plus_judge import accept_all_revisions, document_of, read_revisions, reject_all_revisions
from docx_trackdiff.verify import view_paras
from hand_edits_word import every_kind
from harness_word import BUNDLES, case
from lxml import etree
from test_hand_edits_word import possible
from thinning import every
from word_open import opened, w
from word_views import OURS

from office_checks import office_faults

_KINDS = every_kind()
_FIRST = next(iter(BUNDLES))
SAMPLE = list(_KINDS)[::16]
"""Of every file of kinds some."""


def _paragraphs(document: bytes, mode: str) -> list[str]:
    return [" ".join(item.split()) for item in view_paras(opened(document).tree(), mode) if item.split()]


_CAPTION = re.compile(r"^(Taulukko|Kuvio) L?\d+")


@pytest.mark.parametrize("name", [name for name in SAMPLE if "tracked" not in name and "box" not in name])
def test_another_program_reads_the_same_changes(name: str) -> None:
    """docx-trackdiff: all accepted it says what `accepted` gives, all refused what the hand's document says."""
    possible(_KINDS[name])
    found = case(name, _FIRST)
    merged, hand = found.merged.document, found.edit.document
    assert _paragraphs(merged, "accept") == _paragraphs(found.plain, "accept")
    assert _paragraphs(merged, "reject") == _paragraphs(hand, "reject")


@pytest.mark.parametrize("name", ["a word changed", "a row added", "a comment answered", "a chapter moved"])
def test_a_third_program_reads_the_same_words(name: str) -> None:
    """docx-plus takes no rows and no whole paragraphs away; what they hold it does."""
    found = case(name, _FIRST)
    said = {}
    for mode, resolve in (("accept", accept_all_revisions), ("reject", reject_all_revisions)):
        document = document_of(found.merged.document)
        assert any(item.author == OURS for item in read_revisions(document))
        resolve(document)
        said[mode] = _lines(document.element.body)
    for mode, document in (("accept", found.plain), ("reject", found.edit.document)):
        assert said[mode] == _lines(opened(document).body)


def _lines(body: etree._Element) -> Counter[str]:
    """The lines of a document; which number a caption shows is left to whoever reckons it."""
    lines = (" ".join("".join(item.itertext(w("t"))).split()) for item in body.iter(w("p")))
    return Counter(_CAPTION.sub(r"\1 #", line) for line in lines if line)


@pytest.mark.parametrize("name", every(3, SAMPLE))
def test_a_merged_document_opens_without_repair(name: str) -> None:
    """It has no fault that the hand's document didn't have."""
    possible(_KINDS[name])
    found = case(name, _FIRST)
    assert Document(BytesIO(found.merged.document)).paragraphs
    for document in (found.merged.document, found.plain):
        if told := set(office_faults(document, tags=False)):
            assert told <= set(office_faults(found.edit.document, tags=False))
