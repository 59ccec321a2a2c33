"""All names that a follow-up's template may use, for one organisation, one language, one document.

In: this year's and last year's roadmap (texts already in the language, baselines in place), what became of it all,
this year's survey. Out: `Context`. The names are declared in `names.toml` beside this file.
"""

from __future__ import annotations

from pipeline.language import words
from pipeline.report import document as of_roadmap
from pipeline.report.exhibits import exhibits as roadmap_exhibits
from pipeline.report.facts import facts
from pipeline.report.figures import figures
from pipeline.report.followup import document, tallies
from pipeline.report.followup.decisions import decisions
from pipeline.report.followup.deck import deck
from pipeline.report.followup.facts import year_facts
from pipeline.report.followup.goals import goals_changed, indicators
from pipeline.report.followup.groups import groups
from pipeline.report.followup.levels import levels, levels_chart, steps
from pipeline.report.followup.status import standings_chart, status, status_chart
from pipeline.report.followup.year import CATALOG, Year
from pipeline.report.foreign import tell_foreign
from pipeline.report.material import Material
from pipeline.report.sentences import Sentences
from pipeline.vocabulary.content import Context, Picture, Record, Text
from pipeline.vocabulary.follow_up import FollowUp
from pipeline.vocabulary.letters import CALIBRI, Letters
from pipeline.vocabulary.model import Language, Roadmap
from pipeline.vocabulary.survey import SurveyResult

DECK_AUDIENCE = "board"


def context(
    new: Roadmap,
    old: Roadmap,
    follow: FollowUp,
    survey: SurveyResult | None,
    *,
    language: Language,
    is_deck: bool = False,
    logo: Picture | None = None,
    dark_cover: bool = False,
    letters: Letters = CALIBRI,
) -> Context:
    """The names and their values; `letters` are those of the brand."""
    year = _year(new, old, follow, survey, language, DECK_AUDIENCE if is_deck else "", letters)
    there = {
        "status": status(year),
        "groups": groups(year),
        "by_goal": tallies.tallies("goal", tallies.by_goal(year), year),
        "by_perspective": tallies.tallies("perspective", tallies.by_perspective(year), year),
        "by_owner": tallies.tallies("owner", tallies.by_owner(year), year),
        "levels": levels(year),
        "indicators": indicators(year),
        "goals_changed": goals_changed(year),
        "decisions": decisions(year),
        "method": document.method(year),
    }
    names: Context = {
        "t": Record("t", **{key: Text(value) for key, value in year.material.words.catalog(CATALOG)["t"].items()}),
        "document": document.document(year, dark_cover=dark_cover),
        "organisation": of_roadmap.organisation(year.material, logo),
        "chapters": document.chapters(year, there),
        "captions": document.captions(year),
        "exhibits": _exhibits(year),
        "summary": document.summary(year),
        **there,
        "deck": deck(year, there) if is_deck else None,
    }
    for roadmap in (old, new):
        tell_foreign(names, roadmap.kept)
    return names


def _year(
    new: Roadmap,
    old: Roadmap,
    follow: FollowUp,
    survey: SurveyResult | None,
    language: Language,
    audience: str,
    letters: Letters,
) -> Year:
    own = words(language)
    computed = figures(new, survey, language)
    known = {**facts(new, survey, computed, own), **year_facts(follow, new.organisation, own)}
    say = Sentences(own, known, CATALOG)
    return Year(Material(new, survey, computed, own, say, audience, letters), old, follow)


def _exhibits(year: Year) -> Record:
    """All charts of the document; the cover's levels only where a table of the document has them."""
    where, say = year.say.first("exhibits.where_table"), year.say
    found = steps(year.follow, year.material.words.language)
    goals = [tally for tally in tallies.by_goal(year) if tally.actions]
    return Record(
        "exhibits",
        cover=roadmap_exhibits(year.material).cover if found else None,
        status=status_chart(year, where),
        paired=levels_chart(found, year, where=say.first("exhibits.where_levels"), tall=True),
        goals=standings_chart(goals, year, say.first("exhibits.where_goals")),
    )
