"""Each organisation in its own paragraph, and how many answered the surveys.

In: the joint material. Out: the tuple `organisations` and the record `survey`.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language import TAGS, round_half_up
from pipeline.report.regional.joint import Joint
from pipeline.report.sentences import Count, Fact
from pipeline.report.wording import MISSING, or_dash, plain
from pipeline.vocabulary.content import LongText, Record, Text
from pipeline.vocabulary.region import Apart, Member, MemberAction, MemberLevel

_FEW = 10
"""Fewer answers than this: hardly any difference can be called clear."""
_PRIORITIES = 4


def organisations(joint: Joint) -> tuple[Record, ...]:
    """The named organisations, alphabetically."""
    return tuple(_organisation(member, joint) for member in joint.region.named)


def row(member: Member, joint: Joint) -> Record:
    """An organisation on a slide."""
    return Record(
        str(member.place),
        name=joint.own(member.name),
        kind=Text(kind(member, joint)),
        period=Text(period(member, joint)),
        goals=joint.number(len(member.goals)),
        actions=joint.number(len(member.actions)),
    )


def survey(joint: Joint) -> Record | None:
    """How far the published means are apart, and how many answered; None when no two organisations publish any."""
    if not joint.overview.apart:
        return None
    say, unnamed = joint.say, len(joint.region.unnamed)
    return Record(
        "survey",
        lead=Text(say.knowing(**survey_facts(joint)).first("survey.lead")),
        method=LongText(say.every("survey.method", apart="\n")),
        note=Text(say.first("survey.note") if unnamed else ""),
        rows=tuple(_apart(item, joint) for item in joint.overview.apart),
        organisations=respondents(joint),
    )


def survey_facts(joint: Joint) -> dict[str, Fact]:
    """What sentences on the widest difference name; nothing when there is none."""
    found = joint.overview.apart
    if not found or not found[0].size:
        return dict.fromkeys(("perspective", "high", "high_name", "low", "low_name"), "")
    first = found[0]
    return {
        "perspective": joint.quoted(joint.perspective(first.key)),
        "high": joint.level(first.high_mean),
        "high_name": joint.short(first.high),
        "low": joint.level(first.low_mean),
        "low_name": joint.short(first.low),
    }


def respondents(joint: Joint) -> tuple[Record, ...]:
    """The named organisations that have a survey."""
    return tuple(
        Record(
            str(member.place),
            name=joint.own(member.short_name),
            respondents=joint.number(member.survey.respondents),
            rate=Text(_rate(member, joint)),
            few=member.survey.respondents < _FEW,
        )
        for member in joint.region.named
        if member.survey is not None
    )


def word(item: Apart, joint: Joint) -> str:
    """What n allows to be said of a difference."""
    known = {True: "certain", False: "chance", None: "unknown"}[item.certain]
    return joint.say.phrase(f"survey.word_{known}")


def kind(member: Member, joint: Joint) -> str:
    """What sort of an organisation it is."""
    kinds = joint.words.catalog("region")["kinds"]
    return str(kinds.get(member.kind, kinds["other"])["one"])


def period(member: Member, joint: Joint) -> str:
    """Its period; a dash when it isn't known."""
    known = [str(year) for year in (member.period_start, member.period_end) if year is not None]
    return joint.words.span(known[0], known[-1]) if known else or_dash("")


def _organisation(member: Member, joint: Joint) -> Record:
    answered = member.survey.respondents if member.survey is not None else None
    quoted = _is_own(member, joint)
    return Record(
        str(member.place),
        name=joint.own(member.name),
        short_name=joint.own(member.short_name),
        kind=Text(kind(member, joint)),
        period=Text(period(member, joint)),
        goals=joint.number(len(member.goals)),
        actions=joint.number(len(member.actions)),
        respondents=Text(MISSING) if answered is None else joint.number(answered),
        paragraph=LongText(_paragraph(member, joint)),
        vision=Text("") if quoted else joint.own(member.vision, plain(str(member.vision))),
    )


def _is_own(member: Member, joint: Joint) -> bool:
    """Whether its texts are in the document's language."""
    return member.vision.language in ("", TAGS[joint.words.language])


def _paragraph(member: Member, joint: Joint) -> str:
    """Three or four sentences: the plan, the vision, the widest gap, what matters most, what begins next."""
    say = joint.say
    known = period(member, joint)
    counts: dict[str, Fact] = {"goals": Count(len(member.goals)), "actions": Count(len(member.actions))}
    vision = plain(str(member.vision)) if _is_own(member, joint) else ""
    sentences = [
        say.knowing(**counts).first("organisations.plan", period="" if known == MISSING else known),
        say.first("organisations.vision", vision=_full_stop(joint.quoted(vision.rstrip("."))) if vision else ""),
        _gap(member, joint),
        _priorities(member, joint),
        _next(member, joint),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _full_stop(quoted: str) -> str:
    """A quotation ends its sentence with a stop after its mark, unless it has a mark of its own."""
    return quoted if quoted[-2:-1] in "!?" else f"{quoted}."


def _gap(member: Member, joint: Joint) -> str:
    known = [level for level in member.levels if level.gap is not None]
    if not known:
        return joint.say.first("organisations.no_levels")
    widest = max(known, key=lambda level: level.gap or 0)
    if (widest.gap or 0) <= 0:
        return ""
    return joint.say.first(
        "organisations.gap",
        perspective=joint.quoted(joint.perspective(widest.key)),
        now=joint.level(widest.baseline),
        target=str(widest.target),
    )


def _priorities(member: Member, joint: Joint) -> str:
    found: Sequence[MemberLevel] = [level for level in member.levels if level.priority]
    names = [joint.words.lower_first(plain(str(joint.perspective(level.key)))) for level in found]
    if not found or len(names) > _PRIORITIES:
        return ""
    return joint.say.first("organisations.priorities", marked=Count(len(found)), perspectives=joint.words.join(names))


def _next(member: Member, joint: Joint) -> str:
    """The first action that isn't done and begins after the document's day, in the document's language only."""
    day = member.date
    later = [
        action
        for action in member.actions
        if action.open and action.starts is not None and (day is None or action.starts.first >= day)
    ]
    first: MemberAction | None = min(later, key=lambda action: action.first or 0, default=None)
    if first is None or first.starts is None or first.name.language not in ("", TAGS[joint.words.language]):
        return ""
    quoted = joint.quoted(str(first.name).rstrip("."))
    return joint.say.first("organisations.first", action=quoted, time=joint.words.time(first.starts))


def _apart(item: Apart, joint: Joint) -> Record:
    return Record(
        item.key,
        id=Text(joint.codes[item.key]),
        name=joint.perspective(item.key),
        count=joint.number(item.count),
        lowest=Text(joint.level(item.low_mean)),
        lowest_name=Text(joint.short(item.low)),
        highest=Text(joint.level(item.high_mean)),
        highest_name=Text(joint.short(item.high)),
        difference=Text(difference(item, joint)),
        word=Text(word(item, joint)),
        certain=item.certain is True,
    )


def difference(item: Apart, joint: Joint) -> str:
    """The difference of the two means as they are printed."""
    return joint.level(round_half_up(item.high_mean, 1) - round_half_up(item.low_mean, 1))


def _rate(member: Member, joint: Joint) -> str:
    known = member.survey
    if known is None or not known.invited or not known.counted or known.invited < known.respondents:
        return MISSING
    return joint.words.percent(known.respondents * 100 / known.invited)
