"""Whether the vision has room on the page that the levels' reasons begin.

In: the material. Out: yes or no, from the number of lines that its texts fill. An estimate on the safe side: where it
is wrong, the promises go over to the next page together.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.report.figures import LevelFigure
from pipeline.report.material import Material
from pipeline.vocabulary.model import Promise, Vision

_PAGE = 675.0
"""Points of a page that may be filled."""
_REASONS, _REASON, _NAME_CHARACTERS, _REASON_CHARACTERS = 66.0, 6.0, 27, 62
_HEADING, _STATEMENT, _STATEMENT_CHARACTERS = 83.0, 24.0, 54
_TEXT_LINE, _BELOW_TEXT, _TEXT_CHARACTERS = 15.4, 7.0, 72
_PROMISES, _TABLE_LINE = 44.0, 12.5


def vision_fits_after_reasons(material: Material) -> bool:
    """Whether there are reasons and the vision fits under them. Without reasons the levels fill their page."""
    reasons = [figure for figure in material.figures.levels if figure.level.rationale]
    used = _reasons(reasons) + _vision(material.roadmap.vision) + _promises(material.roadmap.promises)
    return bool(reasons) and used <= _PAGE


def _reasons(figures: Iterable[LevelFigure]) -> float:
    rows = (
        max(_lines(figure.name, _NAME_CHARACTERS), _lines(figure.level.rationale, _REASON_CHARACTERS))
        for figure in figures
    )
    return _REASONS + sum(row * _TABLE_LINE + _REASON for row in rows)


def _vision(vision: Vision) -> float:
    return _HEADING + _lines(vision.statement, _STATEMENT_CHARACTERS) * _STATEMENT + _text(vision.description)


def _promises(promises: Iterable[Promise]) -> float:
    heights = [_text(promise.promise) + _text(promise.description) for promise in promises]
    return _PROMISES + sum(heights) if heights else 0.0


def _text(text: str) -> float:
    paragraphs = [paragraph for paragraph in text.splitlines() if paragraph.strip()]
    return sum(_lines(paragraph, _TEXT_CHARACTERS) * _TEXT_LINE + _BELOW_TEXT for paragraph in paragraphs)


def _lines(text: str, characters: int) -> int:
    return -(-len(text) // characters)
