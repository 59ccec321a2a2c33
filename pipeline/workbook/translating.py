"""The roadmap in another document language. In: a `Roadmap` with companions. Out: one with its texts put in.

A text that is published and has no companion is told with its cell; languages are never mixed silently. Names of people
and bodies stay as they are unless they have a companion; texts without a letter (45 %, 1.0) are the same in all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.vocabulary.findings import Finding, Place, Term
from pipeline.vocabulary.model import Entry, Interview, Language, Roadmap
from pipeline.workbook.companions import companion_key
from pipeline.workbook.layout import Field, Sheet, layout
from pipeline.workbook.prefilled import ready_translation
from pipeline.workbook.texts import items


def in_language(roadmap: Roadmap, language: Language) -> tuple[Roadmap, tuple[Finding, ...]]:
    """The roadmap with its companions in `language`; a WB031 for each published text that has none."""
    if language == roadmap.language:
        return roadmap, ()
    findings: list[Finding] = []
    changed: dict[str, Any] = {"language": language, "kept": _kept(roadmap, language)}
    for sheet in layout().sheets:
        held = getattr(roadmap, sheet.key)
        if isinstance(held, Entry):
            changed[sheet.key] = _translated(held, sheet, language, findings)
        else:
            changed[sheet.key] = tuple(_translated(entry, sheet, language, findings) for entry in held)
    return replace(roadmap, **changed), tuple(findings)


def _kept(roadmap: Roadmap, language: Language) -> dict[Place, Language]:
    """The cells of names that may stay as they are and have no companion."""
    kept: dict[Place, Language] = {}
    for sheet in layout().sheets:
        held = getattr(roadmap, sheet.key)
        for entry in (held,) if isinstance(held, Entry) else held:
            given = entry.companions.get(language, {})
            for field in sheet.fields:
                if field.translate == "if_given" and field.key not in given and field.key in entry.at:
                    kept[entry.place(field.key)] = roadmap.language
    return kept


def _translated(entry: Entry, sheet: Sheet, language: Language, findings: list[Finding]) -> Entry:
    if isinstance(entry, Interview) and not entry.publish:
        return entry
    given = entry.companions.get(language, {})
    texts: dict[str, Any] = {}
    at = dict(entry.at)
    for field in sheet.fields:
        value = getattr(entry, field.key)
        if field.translate == "never" or not _has_letters(value):
            continue
        if field.key in given:
            texts[field.key] = items(given[field.key], ";") if field.kind == "list" else given[field.key]
            at[field.key] = entry.place(companion_key(field.key, language))
        elif field.translate == "always":
            ready = ready_translation(sheet.key, value, language) if field.key == "name" else ""
            if ready:
                texts[field.key] = ready
            else:
                findings.append(_missing(entry, sheet, field, language))
    return replace(entry, at=at, **texts)


def _missing(entry: Entry, sheet: Sheet, field: Field, language: Language) -> Finding:
    """At the companion's empty cell where it has one, else at the text; named in the language of the workbook's
    headers, which need not be that of its documents."""
    place = entry.at.get(companion_key(field.key, language)) or entry.place(field.key)
    own: Language = next((name for name, title in sheet.title.items() if title == place.sheet), "fi")
    header = field.companion_header(own, language)
    return Finding(
        "WB031", place, {"field": field.label[own], "language": Term(f"language.{language}"), "header": header}
    )


def _has_letters(value: object) -> bool:
    if isinstance(value, tuple):
        return bool(value)
    return isinstance(value, str) and any(map(str.isalpha, value))
