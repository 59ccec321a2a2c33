"""All names that a template may use, for one organisation, one language and one audience.

In: a roadmap (texts already in the language, baselines in place), its survey's figures or None, a logo or None.
Out: `Context`. The names are declared in `names`; the fixed words `t` come from the catalog of the template's kind.
"""

from __future__ import annotations

from pipeline.language import Words, words
from pipeline.report import (
    appendices,
    captions,
    chapters,
    deck,
    document,
    exhibits,
    goals,
    governance,
    levels,
    responsibilities,
    starting_point,
    summary,
    survey_appendix,
    timeline,
    yearly,
)
from pipeline.report.facts import facts
from pipeline.report.figures import figures
from pipeline.report.foreign import tell_foreign
from pipeline.report.material import Material
from pipeline.report.sentences import Sentences
from pipeline.vocabulary.content import Context, Picture, Record, Text
from pipeline.vocabulary.letters import CALIBRI, Letters
from pipeline.vocabulary.model import Audience, Language, Roadmap
from pipeline.vocabulary.survey import SurveyResult


def context(
    roadmap: Roadmap,
    survey: SurveyResult | None,
    *,
    language: Language,
    audience: Audience = "",
    logo: Picture | None = None,
    dark_cover: bool = False,
    letters: Letters = CALIBRI,
) -> Context:
    """The names and their values. `audience` "" is the roadmap, "staff" and "council" are the decks.

    `logo` suits the ground that it will stand on, which is dark with `dark_cover`; `letters` are those of the brand.
    """
    material = _material(roadmap, survey, language, audience, letters)
    actions = goals.actions(material)
    goal_records = goals.goals(material, actions)
    names: Context = {
        "t": _fixed_words(material.words, audience),
        "document": document.document(material, dark_cover=dark_cover),
        "organisation": document.organisation(material, logo),
        "chapters": chapters.chapters(material),
        "foreword": document.foreword(material),
        "vision": document.vision(material),
        "promises": document.promises(material),
        "summary": summary.summary(material, goal_records),
        "making": summary.making(material),
        "start": starting_point.start(material),
        "levels": levels.levels(material),
        "goals": goal_records,
        "goals_intro": Text(material.say.every("goals.intro")),
        "actions": tuple(actions.values()),
        "timeline": timeline.timeline(material, actions),
        "responsibilities": responsibilities.responsibilities(material, actions),
        "governance": governance.governance(material),
        "calendar": yearly.calendar(material),
        "costs": yearly.costs(material),
        "indicators": governance.indicators(material),
        "skills": governance.skills(material),
        "frame": governance.frame(material),
        "survey": survey_appendix.survey(material),
        "statutes": appendices.statutes(material),
        "versions": appendices.versions(material),
        "captions": captions.captions(material),
        "exhibits": exhibits.exhibits(material),
        "deck": deck.deck(material, goal_records, actions) if audience else None,
    }
    tell_foreign(names, roadmap.kept)
    return names


def _material(
    roadmap: Roadmap, survey: SurveyResult | None, language: Language, audience: str, letters: Letters
) -> Material:
    own = words(language)
    computed = figures(roadmap, survey, language)
    known = facts(roadmap, survey, computed, own)
    material = Material(roadmap, survey, computed, own, Sentences(own, known), audience)
    numbered = {**known, **chapters.chapter_facts(material)}
    return Material(roadmap, survey, computed, own, Sentences(own, numbered), audience, letters)


def _fixed_words(own: Words, audience: str) -> Record:
    """The words that stand in a template whatever the data: `t` of the catalog of its kind."""
    fixed = own.catalog("deck" if audience else "roadmap")["t"]
    return Record("t", **{key: Text(value) for key, value in fixed.items()})
