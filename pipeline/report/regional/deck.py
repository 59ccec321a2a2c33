"""The slides of a region's deck: which there are, in which order, and what each shows.

In: the joint material. Out: the record `deck`; a slide that has nothing to show is None. At most twenty slides before
the appendix: tables are cut to what a slide or two hold, and the rest is in the Word document.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipeline.report.deck_room import AREA, fitting, row_height
from pipeline.report.regional import charts, common, document, heat, levels, organisations
from pipeline.report.regional import timeline as times
from pipeline.report.regional.joint import Joint
from pipeline.report.regional.slides import slide
from pipeline.report.sentences import Count, Fact
from pipeline.vocabulary.content import LongText, Record, Text

_MOST_ORGANISATIONS, _MOST_IN_APPENDIX = 22, 60
_MOST_RESPONDENTS = 40
_GROUP_WIDE, _WHO_WIDE = 33, 40
_TITLE_WIDE, _WHY_WIDE, _PROPOSED_WIDE = 30, 44, 22
_WHO_ON_SLIDES = 2
_WHAT_WIDE = 46
_SURVEY_NAME = 16
_STEPS, _MOST_APART = 3, 9


def deck(joint: Joint) -> Record:
    """All slides."""
    main = {
        "cover": _cover(joint),
        "figures": _figures(joint),
        "organisations": _organisations(joint),
        "few_dots": _chart("few_dots", charts.dots(joint), joint, levels.spread_facts(joint)),
        "spread": _chart("spread", charts.spread_chart(joint), joint, levels.spread_facts(joint)),
        "gaps": _chart("gaps", charts.gap_chart(joint), joint, _gap_facts(joint)),
        "heat_slides": heat.heat_slides(joint),
        "priorities": _chart("priorities", charts.priority_chart(joint), joint, levels.priority_facts(joint)),
        "perspectives": _groups("perspectives", "by_perspective", joint),
        "compass": _groups("compass", "by_compass", joint),
        "statutes": _groups("statutes", "by_statute", joint),
        "proposals": _proposals(joint),
        "timeline": _timeline(joint),
        "events": _events(joint),
        "survey": _survey(joint),
        "next": _next(joint),
    }
    return Record(
        "deck",
        footer_line=Text(joint.say.first("deck.footer", header=joint.say.first("document.header"))),
        **main,
        appendix=slide("appendix", joint),
        targets=heat.targets(joint),
        target_slides=heat.target_slides(joint),
        level_table=heat.level_table(joint),
        all_organisations=_all_organisations(joint),
        respondents=_respondents(joint),
        method=slide("method", joint, own={"text": LongText(_method(joint))}),
    )


def _cover(joint: Joint) -> Record:
    own = {"subtitle": Text(joint.say.first("deck.subtitle")), "chart": charts.cover(joint)}
    return slide("cover", joint, own=own)


def _chart(key: str, chart: object, joint: Joint, facts: dict[str, Fact]) -> Record | None:
    return None if chart is None else slide(key, joint, facts=facts, own={"chart": chart})


def _gap_facts(joint: Joint) -> dict[str, Fact]:
    found = joint.overview.gaps
    return levels.gap_facts(found[0], joint) if found else {"perspective": ""}


def _figures(joint: Joint) -> Record | None:
    found = document.figures(joint)
    if not found:
        return None
    named_all = not joint.region.unnamed
    facts: dict[str, Fact] = {
        "named": "" if named_all else joint.say.facts["named"],
        "peak": times.timeline_facts(joint)["peak"],
    }
    rows = tuple(
        Record(
            item.key,
            label=item.label,
            value=item.value,
            note=Text(joint.say.knowing(**facts).first(f"figures.note_{item.key}")),
        )
        for item in found
    )
    return slide("figures", joint, own={"figures": rows, "lead": Text(joint.say.first("region.lead"))})


def _organisations(joint: Joint) -> Record | None:
    named = joint.region.named
    if not named:
        return None
    many = len(named) > _MOST_ORGANISATIONS
    rows = _by_kind(joint) if many else tuple(organisations.row(member, joint) for member in named)
    if many and len(rows) == 1:
        return None
    return slide("organisations", joint, own={"rows": rows})


def _by_kind(joint: Joint) -> tuple[Record, ...]:
    """A row for each kind of organisation, when they are too many for a slide."""
    kinds = joint.words.catalog("region")["kinds"]
    ordered = sorted(joint.region.named, key=lambda member: [*kinds].index(member.kind or "other"))
    rows = []
    for kind, group in groupby(ordered, key=lambda member: member.kind or "other"):
        members = list(group)
        rows.append(
            Record(
                kind,
                name=Text(str(kinds[kind]["several"])),
                kind=Text(joint.say.phrase("who.several", several=Count(len(members)))),
                period=Text(_periods([year for m in members for year in (m.period_start, m.period_end)], joint)),
                goals=joint.number(sum(len(member.goals) for member in members)),
                actions=joint.number(sum(len(member.actions) for member in members)),
            )
        )
    return tuple(rows)


def _periods(years: Sequence[int | None], joint: Joint) -> str:
    known = [year for year in years if year is not None]
    return joint.level(None) if not known else joint.words.span(str(min(known)), str(max(known)))


def _groups(key: str, by: str, joint: Joint) -> Record | None:
    """The groups of most organisations that a slide holds."""
    found = getattr(joint.overview, by)
    if not found:
        return None
    rows = [_group_row(by, group, joint) for group in found]
    heights = [
        row_height((str(row.name), _GROUP_WIDE), (str(row.who), _WHO_WIDE), letters=joint.letters) for row in rows
    ]
    shown = rows[: fitting(heights, AREA)]
    facts = {**common.group_facts(by, joint)}
    return slide(key, joint, facts=facts, own={"rows": tuple(shown)}, part=len(shown) < len(rows))


def _group_row(by: str, group: object, joint: Joint) -> Record:
    row = common.group_row(by, group, joint)  # type: ignore[arg-type]
    who = joint.who(group.who, group.organisations - len(group.who), _WHO_ON_SLIDES, _WHO_WIDE, alone=True)  # type: ignore[attr-defined]
    name = Text(f"{row.name} {row.id}") if by == "by_statute" and row.id else row.name
    if isinstance(row.name, Text) and isinstance(name, Text):
        name.language = row.name.language
    return Record(
        row.key,
        name=name,
        goals=row.goals,
        actions=row.actions,
        organisations=row.organisations,
        who=Text(who),
    )


def _proposals(joint: Joint) -> Record | None:
    """As many proposals as two slides hold."""
    found = joint.overview.proposals
    if not found:
        return None
    rows = [
        Record(
            str(place),
            title=common.proposal_title(item, joint),
            why=Text(common.proposal_reason(item, joint)),
            who=Text(joint.who(item.who, item.others, _WHO_ON_SLIDES, 2 * _PROPOSED_WIDE, alone=True)),
            when=Text(common.proposal_when(item, joint)),
        )
        for place, item in enumerate(found, 1)
    ]
    heights = [
        row_height(
            (str(row.title), _TITLE_WIDE),
            (str(row.why), _WHY_WIDE),
            (str(row.who), _PROPOSED_WIDE),
            letters=joint.letters,
        )
        for row in rows
    ]
    first = fitting(heights, AREA)
    shown = rows[: first + (fitting(heights[first:], AREA) if first < len(rows) else 0)]
    rest = len(found) - len(shown) + joint.overview.more_proposals
    facts: dict[str, Fact] = {
        "proposals": Count(len(found) + joint.overview.more_proposals),
        "title": joint.quoted(str(rows[0].title)),
        "rest": Count(rest) if rest else "",
    }
    return slide("proposals", joint, facts=facts, own={"rows": tuple(shown)}, part=bool(rest))


def _timeline(joint: Joint) -> Record | None:
    """A row for each of a few organisations, for each perspective where they are many, and all together."""
    table = joint.overview.timetable
    if table is None:
        return None
    if joint.many:
        rows = [
            times.count_row(key, joint.perspective(key), counts, table, 0)
            for key, counts in table.by_perspective.items()
            if any(counts)
        ]
    else:
        rows = [
            times.count_row(str(place), Text(joint.short(place)), counts, table, 0)
            for place, counts in table.by_member.items()
        ]
    facts = times.timeline_facts(joint)
    own = {
        "columns": times.columns(table, joint),
        "rows": (*rows, times.total_row(table, joint)),
        "lead": Text(joint.say.knowing(**facts).first("deck.timeline.lead")),
    }
    return slide("timeline", joint, facts=facts, own=own)


def _events(joint: Joint) -> Record | None:
    table = joint.overview.timetable
    if table is None or not table.events:
        return None
    rows = []
    for event in table.events:
        when, what, _ = times.event_words(event, joint)
        who = joint.who(event.who, 0, _WHO_ON_SLIDES, _WHO_WIDE, alone=True)
        rows.append(Record(f"{event.quarter} {event.key}", when=Text(when), what=Text(what), who=Text(who)))
    heights = [
        row_height((str(row.what), _WHAT_WIDE), (str(row.who), _WHO_WIDE), letters=joint.letters) for row in rows
    ]
    return slide(
        "events",
        joint,
        facts=times.event_facts(table.events, joint),
        own={"rows": tuple(rows[: fitting(heights, AREA)])},
    )


def _survey(joint: Joint) -> Record | None:
    found = joint.overview.apart
    if not found:
        return None
    rows = [
        Record(
            item.key,
            perspective=joint.perspective(item.key),
            lowest=Text(_mean(item.low_mean, item.low, joint)),
            highest=Text(_mean(item.high_mean, item.high, joint)),
            difference=Text(organisations.difference(item, joint)),
            word=Text(organisations.word(item, joint)),
        )
        for item in found
    ]
    heights = [row_height((str(row.perspective), _GROUP_WIDE), letters=joint.letters) for row in rows]
    shown = rows[: min(fitting(heights, AREA), _MOST_APART)]
    return slide("survey", joint, facts=organisations.survey_facts(joint), own={"rows": tuple(shown)})


def _mean(mean: float, place: int, joint: Joint) -> str:
    """A mean with the organisation's name where there is room for it."""
    name = joint.short(place)
    return f"{joint.level(mean)} ({name})" if len(name) <= _SURVEY_NAME else joint.level(mean)


def _next(joint: Joint) -> Record:
    say = joint.say
    found = joint.overview.proposals[:_STEPS]
    rows = [("today", say.first("deck.next.today"), say.first("deck.next.choose"))] if found else []
    for place, item in enumerate(sorted(found, key=lambda item: item.year * 4 if item.first is None else item.first)):
        title, who = (
            str(common.proposal_title(item, joint)),
            joint.who(item.who, item.others, _WHO_ON_SLIDES, _WHO_WIDE),
        )
        when = joint.quarter(item.first) if item.first is not None else say.first("deck.next.year", year=str(item.year))
        rows.append((str(place), when, say.first("deck.next.start", title=title, who=who)))
    rows.append(("again", say.first("deck.next.yearly"), say.first("deck.next.again")))
    own = {
        "rows": tuple(Record(key, when=Text(when), what=Text(what)) for key, when, what in rows),
        "contact": Text(""),
        "email": Text(""),
        "email_address": Text(""),
    }
    return slide("next", joint, own=own)


def _all_organisations(joint: Joint) -> Record | None:
    named = joint.region.named
    if len(named) <= _MOST_ORGANISATIONS:
        return None
    rows = tuple(organisations.row(member, joint) for member in named[:_MOST_IN_APPENDIX])
    return _capped("all_organisations", rows, len(named), joint)


def _respondents(joint: Joint) -> Record | None:
    found = organisations.respondents(joint)
    rows = [
        Record(row.key, name=row.name, respondents=row.respondents, rate=row.rate) for row in found[:_MOST_RESPONDENTS]
    ]
    return _capped("respondents", rows, len(found), joint) if found else None


def _capped(key: str, rows: Sequence[Record], count: int, joint: Joint) -> Record:
    rest = count - len(rows)
    facts: dict[str, Fact] = {"rest": Count(rest) if rest else ""}
    return slide(key, joint, facts=facts, own={"rows": tuple(rows)}, part=bool(rest))


def _method(joint: Joint) -> str:
    return "\n".join(str(item.text) for item in document.method(joint))
