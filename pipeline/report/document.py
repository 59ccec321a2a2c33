"""The document itself and its organisation: titles, lines of cover, header and footer, the vision, the foreword.

In: the material. Out: the records `document`, `organisation`, `foreword`, `vision` and the tuple `promises`.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.language import NO_BREAK
from pipeline.report.material import Material, area, cell_text, long_text, reckoned
from pipeline.report.wording import lead_and_rest
from pipeline.vocabulary.content import Picture, Record, Text
from pipeline.vocabulary.findings import Place

_LONG_TITLE = 34
_SHORT_VISION = 140


def document(material: Material, *, dark_cover: bool = False) -> Record:
    """Titles and lines that belong to the whole document."""
    say, organisation = material.say, material.roadmap.organisation
    title = say.first("document.title")
    version = say.first("document.version") if organisation.version else ""
    foot = [organisation.name, say.phrase("document.footer_version"), _day(material)]
    return Record(
        "document",
        title=Text(title, source=organisation.place("genitive")),
        long_title=len(title) > _LONG_TITLE,
        dark_cover=dark_cover,
        language=Text(material.words.tag),
        period=Text(str(say.facts["period"]), source=area((organisation,), "period_start", "period_end")),
        years=tuple(Record(str(year), year=Text(str(year))) for year in material.figures.years),
        version_line=Text(version, source=organisation.place("version")),
        decision_line=_decision_line(material),
        date=Text(_day(material), source=organisation.place("date")),
        header_line=reckoned(say.first("document.header"), *header_cells(material)),
        footer_line=reckoned(
            " · ".join(part for part in foot if part), *(organisation.place(key) for key in ("name", "version", "date"))
        ),
        subject=Text(say.first("document.subject")),
        keywords=Text(say.phrase("document.keywords")),
    )


def organisation(material: Material, logo: Picture | None) -> Record:
    """The organisation: its names, organs, contact and logo."""
    entry, say = material.roadmap.organisation, material.say
    if logo is not None and not logo.alt:
        logo = replace(logo, alt=say.first("document.logo_alt"))
    return Record(
        "organisation",
        name=cell_text(entry, "name"),
        genitive=cell_text(entry, "genitive"),
        short_name=cell_text(entry, "short_name"),
        region=cell_text(entry, "region"),
        contact=cell_text(entry, "contact"),
        email=cell_text(entry, "email"),
        email_address=cell_text(entry, "email", f"mailto:{entry.email}" if entry.email else ""),
        project=cell_text(entry, "project"),
        board=cell_text(entry, "kind", str(say.facts["board"])),
        council=cell_text(entry, "kind", str(say.facts["council"])),
        director=cell_text(entry, "kind", str(say.facts["director"])),
        logo=logo,
        tall_logo=logo is not None and logo.height_px > logo.width_px,
    )


def foreword(material: Material) -> Record | None:
    """The foreword, its first paragraph apart when it is short enough to lead."""
    entry = material.roadmap.foreword
    if not entry.text:
        return None
    lead, body = lead_and_rest(entry.text)
    if not body:
        lead, body = "", lead
    return Record(
        "foreword",
        lead=cell_text(entry, "text", lead),
        body=long_text(entry, "text", body),
        signatory=cell_text(entry, "signatory"),
        title=cell_text(entry, "title"),
    )


def vision(material: Material) -> Record | None:
    """The vision; `short` is "" when the statement is too long for the cover."""
    entry = material.roadmap.vision
    if not (entry.statement or entry.description):
        return None
    short = entry.statement if len(entry.statement) <= _SHORT_VISION else ""
    return Record(
        "vision",
        statement=cell_text(entry, "statement"),
        short=cell_text(entry, "statement", short),
        description=long_text(entry, "description"),
        year=cell_text(entry, "year", str(entry.year or "")),
    )


def promises(material: Material) -> tuple[Record, ...]:
    """The digital promises, numbered."""
    return tuple(
        Record(
            promise.id,
            id=cell_text(promise, "id"),
            number=Text(str(number)),
            promise=cell_text(promise, "promise"),
            description=long_text(promise, "description"),
        )
        for number, promise in enumerate(material.roadmap.promises, 1)
    )


def header_cells(material: Material) -> tuple[Place, ...]:
    """Where the line at the top of pages and the foot of slides comes from."""
    entry = material.roadmap.organisation
    return entry.place("genitive"), area((entry,), "period_start", "period_end")


def _day(material: Material) -> str:
    day = material.roadmap.organisation.date
    return material.words.day(day) if day else ""


def _decision_line(material: Material) -> Text:
    """Who approved and when; the day of the document when nobody has."""
    entry = material.roadmap.organisation
    if not entry.approved_by:
        return Text(_day(material), source=entry.place("date"))
    approved = str(material.say.facts["approved_on"]).replace(" ", NO_BREAK)
    line = material.say.first("document.decision", approved_on=approved)
    return Text(line, source=area((entry,), "approved_by", "approved_on"))
