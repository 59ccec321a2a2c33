"""The facts of the survey that sentences are filled with: how many answered, the figures, what they allow to be said.

In: the survey and the computed figures. Out: fact → text or `Count`; a fact that is not known is "".
"""

from __future__ import annotations

import datetime as dt

from pipeline.language import EN_DASH, Words
from pipeline.report.figures import AnswerFigure, Figures, have_ends, mean
from pipeline.report.sentences import Count, Fact, Sentences
from pipeline.vocabulary.model import Roadmap, Scope
from pipeline.vocabulary.survey import SurveyResult

_FEW = 30
"""Fewer respondents than this give figures that point a direction, unless they are all that were invited."""
_WORTH_A_TITLE = 10
"""Of fewer respondents than this no title boasts."""
_WIDE = 0.5
"""A margin of half a step or more does the same."""
_DIVIDED = 5
"""How much less they must agree somewhere, of a hundred, for it to be told."""
_YES = "1"


def survey_facts(roadmap: Roadmap, survey: SurveyResult | None, figures: Figures, words: Words) -> dict[str, Fact]:
    """Every fact of the survey; none without one, and only that it was too small when too few answered.

    `n` and what follows from it are "" when there are no figures that they could tell of, and where it is not known how
    many answered.
    """
    if survey is None:
        return {}
    if survey.too_few:
        return {"too_few": Count(survey.threshold), "threshold": Count(survey.threshold)}
    first, last = survey.first_day, survey.last_day
    return {
        **_respondents(survey, roadmap.organisation.invited, figures, words),
        "threshold": Count(survey.threshold),
        "survey_year": str(last.year) if last else "",
        "survey_days": _days(first, last, words) if first and last else "",
        "sectors": Count(len(survey.sectors)),
        "from_means": _YES if survey.basis == "means" else "",
        **_averages(figures, words),
        **_ends(figures, words),
        **_agreement(figures),
    }


def _respondents(survey: SurveyResult, invited: int | None, figures: Figures, words: Words) -> dict[str, Fact]:
    people = survey.respondents
    told = people if survey.counted else 0
    rate = words.percent(told * 100 / invited) if invited and 0 < told <= invited else ""
    margins = [answer.margin for answer in figures.answers if answer.margin is not None]
    widest, narrowest = max(margins, default=0), min(margins, default=0)
    all_answered = bool(margins) and not widest
    return {
        "n": words.number(told) if figures.answers and told else "",
        "respondents": Count(told),
        "drawn": Count(len(figures.counted)),
        "many_respondents": Count(told if told >= _WORTH_A_TITLE else 0),
        "response_rate": rate,
        "margin": words.number(widest, 1) if widest else "",
        "few": _YES if narrowest >= _WIDE or (0 < people < _FEW and not all_answered) else "",
    }


def _averages(figures: Figures, words: Words) -> dict[str, Fact]:
    """Of all perspectives, and of those of one's own work and of the whole organisation when there are several of both.

    They are taken of the printed figures, so that a reader can check them.
    """
    scopes = {scope: _of_scope(figures, scope) for scope in ("personal", "organisation")}
    both = all(len(found) > 1 for found in scopes.values())
    averages = {"answers": mean([answer.mean for answer in figures.answers])}
    averages |= {scope: mean([answer.mean for answer in found]) if both else None for scope, found in scopes.items()}
    return {f"{name}_average": "" if value is None else words.number(value, 1) for name, value in averages.items()}


def _of_scope(figures: Figures, scope: Scope) -> list[AnswerFigure]:
    return [answer for answer in figures.answers if answer.level.scope == scope]


def _ends(figures: Figures, words: Words) -> dict[str, Fact]:
    """The perspectives with the best and the weakest mean, where few share them, and how many don't know."""
    by_mean = figures.by_mean
    apart = have_ends(by_mean)
    inessives = {level.level.id: level.inessive for level in figures.levels}
    facts: dict[str, Fact] = {}
    for name, answer in (("best", by_mean[0]), ("weakest", by_mean[-1])) if apart else ():
        facts |= {
            name: answer.name,
            f"{name}_inessive": inessives.get(answer.level.id, ""),
            f"{name}_mean": words.number(answer.mean, 1),
        }
    unknown = sorted(answer.dont_know for answer in figures.answers if answer.dont_know is not None)
    facts["dont_know"] = _percent_span(unknown[0], unknown[-1], words) if unknown and unknown[-1] else ""
    return facts


def _agreement(figures: Figures) -> dict[str, Fact]:
    """The perspective on which people agree least."""
    known = [(answer.agreement, answer.name) for answer in figures.answers if answer.agreement is not None]
    least, most = min(known, default=(0, "")), max(known, default=(0, ""))
    return {"divided": least[1] if most[0] - least[0] >= _DIVIDED else ""}


def _days(first: dt.date, last: dt.date, words: Words) -> str:
    """From a day to a day, month and year said once when they are the same."""
    if first == last or first.year != last.year:
        return words.span(words.day(first), words.day(last))
    month = words.catalog("numbers")["months"][first.month - 1] if words.language == "en" else str(first.month)
    key = "survey.days_of_month" if first.month == last.month else "survey.days_of_year"
    return Sentences(words, {}).phrase(key, first_day=str(first.day), first_month=month, last=words.day(last))


def _percent_span(least: int, most: int, words: Words) -> str:
    return words.percent(most) if least == most else f"{least}{EN_DASH}{words.percent(most)}"
