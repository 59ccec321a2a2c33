"""What a designer forgets, found in a template without any data: unbound charts, foreign fonts, faint letters.

In: a compiled template and the brand that its documents will have. Out: warnings, each with its spot in the file.
"""

from __future__ import annotations

from pipeline.filling.checks.review_charts import unbound_charts
from pipeline.filling.checks.review_contrast import unreadable
from pipeline.filling.checks.review_fonts import foreign_fonts
from pipeline.filling.checks.review_slides import SlideLetters
from pipeline.filling.checks.review_word import WordLetters
from pipeline.filling.rendering import dress
from pipeline.filling.template import Template
from pipeline.ooxml.dialect import WORD
from pipeline.ooxml.theme_colours import ThemeColours
from pipeline.ooxml.whereabouts import Told, Whereabouts
from pipeline.vocabulary.brand import Brand


def review(template: Template, brand: Brand) -> tuple[Told, ...]:
    """The warnings about a template as its documents would be in the brand."""
    package = template.package.copy()
    dress(package, brand)
    at = Whereabouts(package)
    letters = WordLetters(at, _theme_colours(at)) if template.dialect is WORD else SlideLetters(at)
    return (
        *unbound_charts(at, template.name),
        *foreign_fonts(at, template.name, brand),
        *unreadable(letters, at, template.name),
    )


def _theme_colours(at: Whereabouts) -> ThemeColours:
    themes = [item.target for item in at.package.related(at.main, "theme") if item.target in at.package.parts]
    return ThemeColours(at.tree(themes[0]) if themes else None)
