"""The document itself: titles and lines, the region in figures, the main findings, chapters, captions, method.

In: the joint material. Out: the records `document`, `region`, `chapters`, `captions` and the tuples `points`, `method`.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from pipeline.language import TAGS
from pipeline.report.regional.common import group_facts, proposal_title
from pipeline.report.regional.joint import Joint
from pipeline.report.regional.levels import gap_facts, priority_facts
from pipeline.report.regional.timeline import timeline_facts
from pipeline.report.sentences import Count, Fact
from pipeline.vocabulary.content import Record, Text

_LONG_TITLE = 34
_FEWEST, _FEWEST_FIGURES = 2, 3
CHAPTERS = ("levels", "priorities", "common", "proposals", "timeline", "survey", "organisations", "method")
_NEW_PAGE = ("proposals", "survey", "organisations")
_CAPTIONS = (
    "cover",
    "now",
    "targets",
    "dots",
    "spread",
    "spread_chart",
    "gaps",
    "gaps_chart",
    "priorities",
    "by_perspective",
    "by_compass",
    "by_statute",
    "proposals",
    "events",
    "survey",
    "respondents",
    "organisations",
)
_METHOD = ("organisations", "consent", "joined", "levels", "counted", "proposed")


def document(joint: Joint, *, dark_cover: bool = False) -> Record:
    """Titles and lines that belong to the whole document."""
    say, title = joint.say, joint.say.first("document.title")
    header, day = say.first("document.header"), newest(joint)
    return Record(
        "document",
        title=Text(title),
        long_title=len(title) > _LONG_TITLE,
        dark_cover=dark_cover,
        language=Text(joint.words.tag),
        period=Text(str(say.facts["period"])),
        date=Text(day),
        header_line=Text(header),
        footer_line=Text(" · ".join(part for part in (joint.region.name, day) if part)),
        subject=Text(say.first("document.subject")),
        keywords=Text(say.first("document.keywords")),
    )


def newest(joint: Joint) -> str:
    """The day of the newest of the named organisations' documents, "" when none has one."""
    days = [member.date for member in joint.region.named if member.date is not None]
    return joint.words.day(max(days)) if days else ""


def region(joint: Joint) -> Record:
    """The region in figures, and who isn't named."""
    say, area = joint.say, joint.region
    return Record(
        "region",
        name=Text(area.name),
        lead=Text(say.first("region.lead")),
        count_line=Text(say.first("region.count_line")),
        unnamed_note=Text(say.first("region.unnamed_note")),
        missing_note=Text(say.first("region.missing_note")),
        languages_note=Text(say.first("region.languages_note", languages=_other_languages(joint))),
        figures=figures(joint),
        organisations=joint.number(len(area.everybody)),
        named=joint.number(len(area.named)),
        unnamed=joint.number(len(area.unnamed)),
        missing=joint.number(area.missing),
        many=joint.many,
    )


def figures(joint: Joint) -> tuple[Record, ...]:
    """The pull figures, at least three or none; one of nothing or of a single thing is no figure."""
    counts = {
        "organisations": len(joint.region.everybody),
        "goals": sum(len(member.goals) for member in joint.region.everybody),
        "actions": sum(len(member.actions) for member in joint.region.everybody),
        "proposals": len(joint.overview.proposals) + joint.overview.more_proposals,
    }
    found = tuple(
        Record(key, label=Text(joint.say.first(f"figures.{key}")), value=Text(joint.words.number(count)))
        for key, count in counts.items()
        if count >= _FEWEST
    )
    return found if len(found) >= _FEWEST_FIGURES else ()


def points(joint: Joint) -> tuple[Record, ...]:
    """The main findings, a sentence each."""
    found = {
        "gap": gap_facts(joint.overview.gaps[0], joint) if joint.overview.gaps else {"perspective": ""},
        "priority": priority_facts(joint),
        "statute": _statute(joint),
        "proposal": _proposal(joint),
        "peak": timeline_facts(joint),
    }
    sentences = {key: joint.say.knowing(**facts).first(f"points.{key}") for key, facts in found.items()}
    return tuple(Record(key, text=Text(text)) for key, text in sentences.items() if text)


def chapters(joint: Joint, there: Mapping[str, object]) -> Record:
    """The chapters in their order, numbered; one that has nothing to tell is not there."""
    found: dict[str, Record | None] = dict.fromkeys(CHAPTERS)
    kept = [key for key in CHAPTERS if there.get(key)]
    for place, key in enumerate(kept, 1):
        title = Text(joint.say.first(f"chapters.{key}"))
        found[key] = Record(key, number=joint.number(place), title=title, starts_page=place == 1 or key in _NEW_PAGE)
    return Record("chapters", **found)


def captions(joint: Joint) -> Record:
    """Every caption."""
    fixed = {key: Text(joint.say.first(f"captions.{key}")) for key in _CAPTIONS}
    period = str(joint.say.facts["period"])
    timeline = joint.say.first("captions.timeline", period=period or " ").strip()
    return Record("captions", timeline=Text(timeline), **fixed)


def method(joint: Joint) -> tuple[Record, ...]:
    """How the summary was made, paragraph by paragraph."""
    texts = {key: joint.say.first(f"method.{key}") for key in _METHOD}
    notes = {key: joint.say.first(f"region.{key}") for key in ("unnamed_note", "missing_note")}
    return tuple(Record(key, text=Text(text)) for key, text in {**texts, **notes}.items() if text)


def _statute(joint: Joint) -> dict[str, Fact]:
    """The statute of most organisations, when at least two have it."""
    found = joint.overview.by_statute
    if not found or found[0].organisations < _FEWEST:
        return {"statute": "", "shared": "", "acts": ""}
    facts = group_facts("by_statute", joint)
    return {"statute": facts["name"], "shared": facts["shared"], "acts": facts["actions"]}


def _proposal(joint: Joint) -> dict[str, Fact]:
    found = joint.overview.proposals
    if not found:
        return {"proposals": "", "title": "", "who": ""}
    return {
        "proposals": Count(len(found) + joint.overview.more_proposals),
        "title": joint.quoted(proposal_title(found[0], joint)),
        "who": joint.who(found[0].who, found[0].others, 3),
    }


def _other_languages(joint: Joint) -> str:
    """The languages of texts that aren't in the document's; "" when all are."""
    known = {tag: language for language, tag in TAGS.items()}
    names = (item.name for member in joint.region.named for item in member.goals)
    names_of_actions = (item.name for member in joint.region.named for item in member.actions)
    own = ("", TAGS[joint.words.language])
    tags = {name.language for name in chain(names, names_of_actions) if name.language not in own}
    spoken = joint.words.catalog("region")["languages"]
    return joint.words.join([str(spoken[known[tag]]) for tag in TAGS.values() if tag in tags])
