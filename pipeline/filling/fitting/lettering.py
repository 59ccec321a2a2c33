"""How much room a font's letters take beside Calibri's, for plans that are made before anything is measured.

In: the families of text and titles. Out: `Letters`. An unknown family counts as wide as its substitute.
"""

from __future__ import annotations

from functools import cache

from pipeline.filling.fitting.metrics import face
from pipeline.vocabulary.letters import Letters

_USUAL = "Calibri"
_SAMPLE = "aaaaaaaaaäääiiiiiiiiittttttttteeeeeeeenkssllluuooömmmvhyjdrpgbfnnnnsskkllååAKTVS     ,.1234567890"
"""Letters as often as running text in Finnish and Swedish has them, with figures."""


@cache
def letters(family: str, titles: str) -> Letters:
    """How wide and tall the families' letters are beside Calibri's."""
    own, titled, usual = face(family), face(titles, bold=True), face(_USUAL)
    bold = face(_USUAL, bold=True).width(_SAMPLE)
    return Letters(own.width(_SAMPLE) / usual.width(_SAMPLE), own.line / usual.line, titled.width(_SAMPLE) / bold)
