"""Texts that stay in the workbook's own language in a document of another one: names of bodies, projects and people.

In: a finished context and the cells of such texts. Out: the same context, those texts knowing their language, so that a
screen reader reads them aright.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.language import TAGS
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Language


def tell_foreign(value: object, kept: Mapping[Place, Language]) -> None:
    """Notes the language of every text that was read from one of the `kept` cells."""
    if not kept:
        return
    if isinstance(value, Text):
        if value.source in kept and any(map(str.isalpha, value)):
            value.language = TAGS[kept[value.source]]
    elif isinstance(value, Record | Mapping):
        for item in value.values():
            tell_foreign(item, kept)
    elif isinstance(value, tuple):
        for item in value:
            tell_foreign(item, kept)
