"""The facts that a follow-up's sentences are filled with, beside those of this year's roadmap.

In: the year. Out: fact → text or `Count`; a fact that is not known is "" and the sentences that name it are left out.
"""

from __future__ import annotations

from pipeline.language import Words
from pipeline.report.followup.levels import LevelStep, largest_fall, largest_rise, steps
from pipeline.report.sentences import Count, Fact
from pipeline.vocabulary.follow_up import STANDINGS, FollowUp
from pipeline.vocabulary.model import Organisation

_YES = "1"
_BEGUN = ("done", "under_way")


def year_facts(follow: FollowUp, organisation: Organisation, words: Words) -> dict[str, Fact]:
    """Every fact of the year."""
    return {
        **_days(follow, words),
        **_actions(follow),
        **_goals(follow),
        **_levels(follow, words),
        "indicators": Count(len(follow.indicators)),
        "nearer": Count(sum(item.nearer is True for item in follow.indicators)),
        "farther": Count(sum(item.nearer is False for item in follow.indicators)),
        "reached": Count(sum(item.reached for item in follow.indicators)),
        "version_now": organisation.version,
    }


def heads(follow: FollowUp, words: Words) -> tuple[str, str]:
    """What last year and this year are called: years, or days where both are of one year; "" for one not known."""
    since, day = follow.since, follow.day
    if since and day and since.year == day.year:
        return words.day(since), words.day(day)
    return str(since.year) if since else "", str(day.year) if day else ""


def _days(follow: FollowUp, words: Words) -> dict[str, Fact]:
    before, now = heads(follow, words)
    return {
        "year": str(follow.day.year) if follow.day else "",
        "since": words.day(follow.since) if follow.since else "",
        "day": words.day(follow.day) if follow.day else "",
        "before_head": before,
        "now_head": now,
        "late_known": _YES if follow.day else "",
    }


def _actions(follow: FollowUp) -> dict[str, Fact]:
    everything = follow.all
    one = everything.actions[0].standing if everything.total == 1 else ""
    mine = everything.actions
    newly_done = sum(item.newly_done for item in mine)
    return {
        **{standing: Count(everything.standing(standing)) for standing in STANDINGS},
        "all": Count(everything.total),
        "many": Count(everything.total) if everything.total > 1 else "",
        "only_one": one,
        "before": Count(len(follow.known_before)),
        "newly_done": Count(newly_done),
        "done_all_new": _YES if newly_done == everything.standing("done") > 0 else "",
        "earlier": Count(sum(item.was == "done" and item.standing == "done" for item in mine)),
        "archived": Count(len(follow.of("archived"))),
        "newly_dropped": Count(sum(item.newly_dropped for item in mine)),
        "newly_cancelled": Count(sum(item.newly_dropped and not item.is_gone for item in mine)),
        "newly_gone": Count(sum(item.newly_dropped and item.is_gone for item in mine)),
        "late": Count(everything.late),
        "new": Count(everything.new),
        "new_since": Count(everything.new if follow.known_before else 0),
        "stood_done": Count(everything.stood("done")),
        "newly_moved": Count(sum(item.newly_moved for item in mine)),
        "moved_behind": Count(sum(item.newly_moved and not item.late for item in mine)),
        "reopened": Count(sum(item.reopened for item in mine)),
        "open": Count(sum(item.standing in ("under_way", "not_started", "moved") for item in mine)),
    }


def _goals(follow: FollowUp) -> dict[str, Fact]:
    main = follow.main_goals
    served = {id(item.goal) for item in follow.actions if item.goal is not None}
    begun = {id(item.goal) for item in follow.actions if item.goal is not None and item.standing in _BEGUN}
    return {
        "goals_moving": Count(len(begun)),
        "goals_waiting": Count(len(served - begun)),
        "goals_new": Count(sum(item.before is None for item in follow.goals)),
        "goals_dropped": Count(sum(item.now is None for item in follow.goals)),
        "goals_renamed": Count(sum(item.renamed for item in follow.goals)),
        "goals_now": Count(sum(item.now is not None for item in main)),
    }


def _levels(follow: FollowUp, words: Words) -> dict[str, Fact]:
    found = steps(follow, words.language)
    return {
        "levels_compared": Count(len(found)),
        "risen_count": Count(sum(item.change > 0 for item in found)),
        "fallen_count": Count(sum(item.change < 0 for item in found)),
        "same_count": Count(sum(item.change == 0 for item in found)),
        "clear_count": Count(sum(item.clear for item in found)),
        "chance_count": Count(sum(item.certain is False and item.change != 0 for item in found)),
        "unjudged_count": Count(sum(item.certain is None for item in found)),
        "judged_count": Count(sum(item.certain is not None for item in found)),
        "n_before": words.number(follow.people_before) if follow.people_before else "",
        "n_now": words.number(follow.people) if follow.people else "",
        **_step("risen", largest_rise(found), words),
        **_step("fallen", largest_fall(found), words),
    }


def _step(prefix: str, found: LevelStep | None, words: Words) -> dict[str, Fact]:
    if found is None:
        return {prefix: ""}
    return {
        prefix: found.name,
        f"{prefix}_inessive": found.inessive,
        f"{prefix}_before": words.number(found.before, 1),
        f"{prefix}_after": words.number(found.after, 1),
    }
