"""A design: the logo speaks the document's language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.runs.designs import Design
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Picture
from pipeline.vocabulary.model import Language

LOGO = Picture(b"", "image/png", 40, 20, "Vene")


@pytest.mark.parametrize(
    ("language", "main", "alt"), [("fi", True, "Vene"), ("sv", False, "Båt"), ("en", False, ""), ("sv", True, "Båt")]
)
def test_the_logo_is_told_in_the_documents_language_or_left_to_the_report(
    language: Language, main: bool, alt: str
) -> None:
    design = Design(replace(Brand(), logo_alt="Vene", logo_alt_sv="Båt"), LOGO)
    logo = design.logo_in(language, main=main)
    assert logo is not None and logo.alt == alt


def test_without_a_logo_there_is_none() -> None:
    assert Design(Brand(), None).logo_in("fi", main=True) is None
