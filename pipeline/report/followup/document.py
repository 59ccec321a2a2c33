"""The document itself: titles, chapters and their numbers, captions, the summary, how everything was counted.

In: the year. Out: the records `document`, `chapters`, `captions`, `summary`, and the text `method`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from pipeline.report import document as of_roadmap
from pipeline.report.followup.year import Year, counted
from pipeline.report.material import cell_text, reckoned
from pipeline.report.sentences import Count
from pipeline.vocabulary.content import LongText, Record, Text
from pipeline.vocabulary.findings import NOWHERE

_CHAPTERS = ("status", "changes", "goals_changed", "breakdown", "levels", "indicators", "method")
_OPENING = frozenset({"levels"})
_CAPTIONS = (
    "cover",
    "status",
    "status_table",
    "paired",
    "levels",
    "goals",
    "by_goal",
    "by_perspective",
    "by_owner",
    "indicators",
    "goals_changed",
    "decisions",
)
_FIGURES = ("done", "under_way", "late", "new", "moved", "not_started")
_ALWAYS = "late"
"""What a board asks first: it is told as soon as anything may be late, even when nothing is."""
_MOST_FIGURES, _FEWEST_FIGURES, _FIGURE_FROM = 4, 3, 2
_CONTENTS_FROM = 30
"""Actions from which a contents list helps."""
_FEW_ACTIONS, _MOST_INDICATORS = 5, 5


def document(year: Year, *, dark_cover: bool) -> Record:
    """Titles and lines as in the roadmap, and of which year this is."""
    own = of_roadmap.document(year.material, dark_cover=dark_cover)
    entry, before = year.material.roadmap.organisation, year.old.organisation
    return Record(
        "document",
        **{
            **own,
            "year": cell_text(entry, "date", str(year.say.facts["year"])),
            "since": cell_text(before, "date", str(year.say.facts["since"])),
            "decision_line": reckoned(year.say.first("document.state"), entry.place("date")),
            "subtitle": reckoned(year.say.first("document.subtitle"), before.place("date")),
            "has_contents": len(year.follow.actions) >= _CONTENTS_FROM,
        },
    )


def chapters(year: Year, there: Mapping[str, object]) -> Record:
    """Number and title of every chapter; None for those that have nothing to say, by the names that they show."""
    present = {
        "status": there["status"],
        "changes": there["groups"],
        "breakdown": there["by_goal"] or there["by_owner"] or there["by_perspective"],
        "goals_changed": there["goals_changed"],
        "levels": there["levels"],
        "indicators": there["indicators"],
        "method": True,
    }
    records: dict[str, Record | None] = dict.fromkeys(_CHAPTERS)
    for place, name in enumerate((name for name in _CHAPTERS if present[name]), start=1):
        records[name] = Record(
            name,
            number=Text(str(place)),
            title=Text(year.say.first(f"chapters.{name}")),
            starts_page=place == 1 or _opens(name, year),
        )
    return Record("chapters", **records)


def _opens(name: str, year: Year) -> bool:
    """Whether a chapter opens a page in a document of many actions; the method does after a long list of indicators,
    so that its last lines don't stand alone on the last page."""
    if name == "method":
        return len(year.follow.indicators) > _MOST_INDICATORS
    return name in _OPENING and len(year.follow.actions) > _FEW_ACTIONS


def captions(year: Year) -> Record:
    """The words after "Kuvio 1." and "Taulukko 1."."""
    return Record("captions", **{name: Text(year.say.first(f"captions.{name}")) for name in _CAPTIONS})


def summary(year: Year) -> Record:
    """The lead, what else is to be known, and the figures worth a large print."""
    mine, say = year.follow.actions, year.say
    return Record(
        "summary",
        lead=counted(say.every("summary.lead"), mine, "status", "ends"),
        text=counted(say.every("summary.text"), mine, "status", "ends"),
        figures=tuple(Record(figure.key, label=figure.label, value=figure.value) for figure in pull_figures(year)),
    )


def pull_figures(year: Year) -> tuple[Record, ...]:
    """At most four counts, if there are three of them: how many are late, and others of at least two; each with a
    line of what stands behind it."""
    found = []
    is_asked = bool(year.say.facts["late_known"]) and year.say.facts["open"] != Count(0)
    for key in _FIGURES:
        count = year.say.facts[key]
        if isinstance(count, Count) and (is_asked if key == _ALWAYS else count.number >= _FIGURE_FROM):
            label, told = year.say.first(f"figures.{key}.label"), year.say.first(f"figures.{key}.note")
            value = counted(year.number(count.number), year.follow.actions, "status", "ends")
            behind = counted(told, year.follow.actions, "status", "ends")
            found.append(Record(key, label=Text(label), value=value, note=behind))
    return tuple(found[:_MOST_FIGURES]) if len(found) >= _FEWEST_FIGURES else ()


def method(year: Year) -> LongText:
    """Which workbooks, and how everything was counted: a list."""
    entry, before = year.material.roadmap.organisation, year.old.organisation
    said = _told_apart(PurePath(year.old.file), PurePath(year.material.roadmap.file))
    text = year.say.knowing(book_before=said[0], book_now=said[1]).every("method.text", apart="\n")
    return LongText(text, NOWHERE, entry.place("date"), before.place("date"))


def _told_apart(before: PurePath, now: PurePath) -> tuple[str, str]:
    """What the two workbooks are called where they have no dates: by their folders, or by their own names."""
    for names in ((before.parent.name, now.parent.name), (before.name, now.name)):
        if names[0] != names[1] and all(names):
            return names
    return "", ""  # one name in both years tells nothing
