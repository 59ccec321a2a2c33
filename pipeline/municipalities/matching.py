"""Which municipality a typed name means. In: a name as somebody typed it. Out: a `Match`, or None.

Names are known in Finnish, Swedish and English, with and without the type, in the nominative and in the genitive. Case,
spaces and kinds of dash do not matter; missing dots and one slip of the finger are forgiven when only one municipality
is that near and begins alike. Two slips only make a suggestion.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.municipalities.naming import naming, stem
from pipeline.municipalities.table import Municipality, municipalities
from pipeline.vocabulary.model import Language, OrganisationKind

_SHORTEST_SLIP, _SHORTEST_SUGGESTION = 5, 7
_LONGEST_NAME = 80
_COUNTY = " Tl"
"""Koski Tl is the one name that still carries its old province, and most people leave it out."""
_DASHES = str.maketrans(dict.fromkeys("‐‑–—−", "-") | {"\N{RIGHT SINGLE QUOTATION MARK}": "'"})


@dataclass(frozen=True, slots=True)
class Match:
    """`kind` is what the typed words say, "" when they say nothing; `as_typed` is false when a spelling was mended."""

    municipality: Municipality
    kind: OrganisationKind
    as_typed: bool


def find(name: str) -> Match | None:
    """The municipality that a name surely means."""
    match = find_exact(name)
    if match is not None:
        return match
    typed = _folded(name)
    plain = _plain_forms().get(_plain(typed))
    near = [plain] if plain else _within(typed, 1, _SHORTEST_SLIP)
    return Match(near[0], _kind(typed), as_typed=False) if len(near) == 1 else None


def find_exact(name: str) -> Match | None:
    """The municipality whose name this is, without forgiving any spelling."""
    typed = _folded(name)
    begun = stem(typed)[:2]
    near = [item for item in municipalities() if any(_folded(own).startswith(begun) for own in item.names.values())]
    item = _owners(near).get(typed)
    return Match(item, _kind(typed), as_typed=True) if item else None


def nearest(name: str) -> Municipality | None:
    """A municipality that a name may mean, when only one is near enough to be worth asking about."""
    near = _within(_folded(name), 2, _SHORTEST_SUGGESTION)
    return near[0] if len(near) == 1 else None


def _kind(typed: str) -> OrganisationKind:
    kind = naming(typed).kind
    return kind if kind in ("municipality", "city") else ""


def _within(typed: str, slips: int, shortest: int) -> list[Municipality]:
    if len(stem(typed)) < shortest or len(typed) > _LONGEST_NAME:
        return []
    alike = ((form, item) for form, item in _forms().items() if form[0] == typed[0])
    return list({item.code: item for form, item in alike if _apart(form, typed, slips) <= slips}.values())


@cache
def _forms() -> Mapping[str, Municipality]:
    """Every way of writing every name, folded."""
    return _owners(municipalities())


@cache
def _plain_forms() -> Mapping[str, Municipality]:
    """The same without dots and rings, as typed on a foreign keyboard."""
    return _single((_plain(form), item) for form, item in _forms().items())


def _owners(items: Iterable[Municipality]) -> Mapping[str, Municipality]:
    return _single((_folded(way), item) for item in items for way in _ways(item))


def _single(forms: Iterable[tuple[str, Municipality]]) -> Mapping[str, Municipality]:
    """Whose each form is; what two municipalities share means neither."""
    owners: dict[str, Municipality] = {}
    shared: set[str] = set()
    for form, item in forms:
        if owners.setdefault(form, item).code != item.code:
            shared.add(form)
    return {form: item for form, item in owners.items() if form not in shared}


def _ways(item: Municipality) -> Iterator[str]:
    languages: tuple[Language, ...] = ("fi", "sv", "en")
    yield from (item.full_name(language) for language in languages)
    yield from (item.genitive(language) for language in languages)
    for genitive in {item.finnish_genitive, item.finnish_genitive.removesuffix(_COUNTY)}:
        yield from (genitive, *(f"{genitive} {head}" for head in ("kunta", "kunnan", "kaupunki", "kaupungin")))
    before_type = item.swedish_name.removesuffix(" kommun").removesuffix(" stad")
    bare = item.names["fi"].removesuffix(_COUNTY)
    for name in {*item.names.values(), bare, before_type.removeprefix("Staden ")}:
        yield name
        yield from (f"{name} {head}" for head in ("kunta", "kaupunki", "kommun", "kommuns", "stad", "stads"))
        yield from (f"{head} {name}" for head in ("staden", "municipality of", "city of", "town of"))
        yield f"{name}s kommun"
        yield f"{name}s stad"


def _folded(text: str) -> str:
    joined = unicodedata.normalize("NFC", text).translate(_DASHES).casefold()
    return " ".join(joined.replace("sankt ", "s:t ").split()).strip(" .,;")


def _plain(folded: str) -> str:
    letters = unicodedata.normalize("NFD", folded)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _apart(one: str, other: str, limit: int) -> int:
    """Letters changed, missing, extra or swapped between two texts; more than `limit` is as good as any number."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for place, against in enumerate(other, 1):
            least = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != against))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == against:
                least = min(least, earlier[place - 2] + 1)
            row.append(least)
        if min(row) > limit:
            return limit + 1
    return row[-1]
