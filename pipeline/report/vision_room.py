"""Whether the vision has room on the page that the levels' reasons begin.

In: the material. Out: yes or no, from the number of lines that its texts fill. An estimate: where it is
wrong, the promises go over to the next page together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.report.figures import LevelFigure
from pipeline.report.material import Material
from pipeline.vocabulary.letters import Letters
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
    room = _Room(material.letters)
    used = room.reasons(reasons) + room.vision(material.roadmap.vision) + room.promises(material.roadmap.promises)
    return bool(reasons) and used * material.letters.tall <= _PAGE


@dataclass(frozen=True, slots=True)
class _Room:
    """Points that texts take, in a font's letters."""

    letters: Letters

    def reasons(self, figures: Iterable[LevelFigure]) -> float:
        rows = (
            max(self._lines(figure.name, _NAME_CHARACTERS), self._lines(figure.level.rationale, _REASON_CHARACTERS))
            for figure in figures
        )
        return _REASONS + sum(row * _TABLE_LINE + _REASON for row in rows)

    def vision(self, vision: Vision) -> float:
        statement = self._lines(vision.statement, _STATEMENT_CHARACTERS) * _STATEMENT
        return _HEADING + statement + self._text(vision.description)

    def promises(self, promises: Iterable[Promise]) -> float:
        heights = [self._text(promise.promise) + self._text(promise.description) for promise in promises]
        return _PROMISES + sum(heights) if heights else 0.0

    def _text(self, text: str) -> float:
        lines = self._lines(text, _TEXT_CHARACTERS)
        return lines * _TEXT_LINE + len(_paragraphs(text)) * _BELOW_TEXT

    def _lines(self, text: str, characters: int) -> int:
        return sum(-(-len(line) // self.letters.on_line(characters)) for line in _paragraphs(text))


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
