"""The names of styles, layouts, shapes and numberings that a document's reader sees in Word and PowerPoint.

In: a language. Out: for each kind what the templates' own (Finnish) names are called in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipeline.language import words
from pipeline.vocabulary.model import Language

TEMPLATES_OWN: Language = "fi"


@cache
def part_names(language: Language) -> Mapping[str, Mapping[str, str]]:
    """Of each kind (`styles`, `layouts`, `shapes`, `prompts`, `sequences`) the templates' names and their translations;
    empty for the language that the templates are drawn in."""
    if language == TEMPLATES_OWN:
        return {}
    own, drawn = words(language).catalog("parts"), words(TEMPLATES_OWN).catalog("parts")
    return {kind: {name: own[kind][key] for key, name in names.items()} for kind, names in drawn.items()}
