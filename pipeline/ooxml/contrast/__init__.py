"""What letters and shapes stand on, and whether they can be seen there: one engine for templates and documents."""

from __future__ import annotations

from pipeline.ooxml.contrast.letters import Shown, written
from pipeline.ooxml.contrast.slide_letters import SlideLetters
from pipeline.ooxml.contrast.word_letters import WordLetters
from pipeline.ooxml.dialect import WORD
from pipeline.ooxml.theme_colours import ThemeColours
from pipeline.ooxml.whereabouts import Whereabouts


def letters_of(at: Whereabouts, shown: Shown = written) -> WordLetters | SlideLetters:
    """The letters of a file, Word or PowerPoint; `shown` tells which pieces of a paragraph a reader sees."""
    return WordLetters(at, document_colours(at), shown) if at.dialect is WORD else SlideLetters(at, shown)


def document_colours(at: Whereabouts) -> ThemeColours:
    """The colours of a Word file's theme."""
    themes = [item.target for item in at.package.related(at.main, "theme") if item.target in at.package.parts]
    return ThemeColours(at.tree(themes[0]) if themes else None)
