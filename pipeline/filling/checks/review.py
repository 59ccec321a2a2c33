"""What a designer forgets, found in a template without any data: unbound charts, foreign fonts, faint letters.

In: a compiled template and the brand that its documents will have. Out: warnings, each with its spot in the file.
"""

from __future__ import annotations

from pipeline.filling.checks.review_charts import unbound_charts
from pipeline.filling.checks.review_contrast import unreadable
from pipeline.filling.checks.review_fonts import foreign_fonts
from pipeline.filling.checks.seen import printed
from pipeline.filling.rendering import dress
from pipeline.filling.template import Template
from pipeline.ooxml.contrast import letters_of
from pipeline.ooxml.whereabouts import Told, Whereabouts
from pipeline.vocabulary.brand import Brand


def review(template: Template, brand: Brand) -> tuple[Told, ...]:
    """The warnings about a template as its documents would be in the brand."""
    package = template.package.copy()
    dress(package, brand)
    at = Whereabouts(package)
    return (
        *unbound_charts(at, template.name),
        *foreign_fonts(at, template.name, brand),
        *unreadable(letters_of(at, printed), at, template.name),
    )
