"""All names that a template of a region's joint documents may use, in one language.

In: an `Overview` of the organisations. Out: `Context`. The names are declared in `names.toml` beside this file; the
fixed words `t` are those of the catalog `region`.
"""

from __future__ import annotations

from pipeline.report.regional import charts, common, document, levels, organisations
from pipeline.report.regional.deck import deck
from pipeline.report.regional.joint import CATALOG, joint
from pipeline.report.regional.timeline import timeline
from pipeline.vocabulary.content import Context, Record, Text
from pipeline.vocabulary.letters import CALIBRI, Letters
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.region import Overview


def context(
    overview: Overview,
    *,
    language: Language,
    is_deck: bool = False,
    dark_cover: bool = False,
    letters: Letters = CALIBRI,
) -> Context:
    """The names and their values; `letters` are those of the brand."""
    material = joint(overview, language=language, letters=letters, in_deck=is_deck)
    there = {
        "levels": levels.levels(material),
        "gaps": levels.gaps(material),
        "priorities": levels.priorities(material),
        "common": common.common(material),
        "proposals": common.proposals(material),
        "timeline": timeline(material),
        "survey": organisations.survey(material),
        "organisations": organisations.organisations(material),
        "method": document.method(material),
    }
    return {
        "t": Record("t", **{key: Text(value) for key, value in material.words.catalog(CATALOG)["t"].items()}),
        "document": document.document(material, dark_cover=dark_cover),
        "region": document.region(material),
        "points": document.points(material),
        "chapters": document.chapters(material, there),
        "captions": document.captions(material),
        "exhibits": Record("exhibits", cover=charts.cover(material)),
        **there,
        "deck": deck(material) if is_deck else None,
    }
