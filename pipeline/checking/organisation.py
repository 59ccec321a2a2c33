"""The organisation's details: WB064 against the table of municipalities, WB065 the smallest group of respondents.

In: the roadmap. Out: findings. What differs from the table is only noted, since the workbook decides: a council may
have changed its type, and the table is a year's. Only a name that is in the table as it stands is compared; a code also
when it belongs to another municipality.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.municipalities.identity import as_called
from pipeline.municipalities.matching import Match, find_exact
from pipeline.municipalities.naming import naming
from pipeline.municipalities.table import Municipality, by_code
from pipeline.vocabulary.findings import Finding, Phrase, Term
from pipeline.vocabulary.model import Language, Organisation, Roadmap
from pipeline.vocabulary.survey import SMALLEST_GROUP

_INFLECTING: tuple[Language, ...] = ("fi", "sv")
_MUNICIPAL = ("municipality", "city")


def differs_from_table(roadmap: Roadmap) -> Iterator[Finding]:
    """WB064: type, code or genitive is not what the table of municipalities says of the name."""
    organisation = roadmap.organisation
    if organisation.kind not in ("", *_MUNICIPAL) or not (organisation.name or organisation.code):
        return
    match = find_exact(organisation.name)
    if match is None:
        yield from _code_of_another(organisation, roadmap.language)
        return
    item, language = match.municipality, roadmap.language
    if organisation.kind and organisation.kind != item.kind:
        yield _told("kind", organisation, item, language, _kind(organisation.kind), _kind(item.kind))
    if organisation.code and organisation.code != item.code:
        yield _told("code", organisation, item, language, organisation.code, item.code)
    yield from _genitives(organisation, match, language)


def smallest_group_too_small(roadmap: Roadmap) -> Iterator[Finding]:
    """WB065: the workbook asks to show groups of so few people that a single answer could be told."""
    asked = roadmap.organisation.smallest_group
    if asked is not None and asked < SMALLEST_GROUP:
        place = roadmap.organisation.place("smallest_group")
        yield Finding("WB065", place, {"value": asked, "least": SMALLEST_GROUP})


def _code_of_another(organisation: Organisation, language: Language) -> Iterator[Finding]:
    owner = by_code().get(organisation.code)
    if owner is not None and organisation.kind in _MUNICIPAL and organisation.name:
        expected = Term("municipality_table.own_code")
        yield _told("code_of_another", organisation, owner, language, organisation.code, expected)


def _genitives(organisation: Organisation, match: Match, main: Language) -> Iterator[Finding]:
    item = as_called(match)
    for language in _INFLECTING:
        own = language == main
        given = organisation.companions.get(language, {})
        name = organisation.name if own else given.get("name", "")
        genitive = organisation.genitive if own else given.get("genitive", "")
        right = {item.genitive(language), naming(name).genitive}
        if genitive and _folded(genitive) not in map(_folded, right):
            key = "genitive" if own else f"genitive.{language}"
            yield _told(key, organisation, item, language, genitive, item.genitive(language))


def _told(
    key: str, organisation: Organisation, item: Municipality, language: Language, found: str, expected: str
) -> Finding:
    field = key.partition(".")[0]
    words = {"name": item.full_name(language), "found": found, "expected": expected}
    difference = Phrase(f"municipality_table.{field}", **words)
    place = organisation.place("code" if field == "code_of_another" else key)
    return Finding("WB064", place, {"difference": difference, "expected": expected})


def _kind(kind: str) -> Term:
    return Term(f"organisation_kind.{kind}")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
