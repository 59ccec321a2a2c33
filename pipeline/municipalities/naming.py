"""What an organisation's full name says by itself: its language, type and genitive. In: a name. Out: a `Naming`.

Only the last word is inflected, and only when it is one of a few that say what the organisation is: kunta, samkommun,
ammattikorkeakoulu. Names themselves are never inflected by rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.vocabulary.model import Language, OrganisationKind


@dataclass(frozen=True, slots=True)
class Naming:
    """`genitive` is the whole name's, `short` the name without its type; "" and None where the name does not tell."""

    language: Language | None = None
    kind: OrganisationKind = ""
    genitive: str = ""
    short: str = ""


_ENDINGS: tuple[tuple[str, str, Language, OrganisationKind], ...] = (
    ("ammattikorkeakoulu", "ammattikorkeakoulun", "fi", "university"),
    ("hyvinvointialue", "hyvinvointialueen", "fi", "other"),
    ("seurakuntayhtymä", "seurakuntayhtymän", "fi", "other"),
    ("kuntayhtymä", "kuntayhtymän", "fi", "joint_authority"),
    ("seutukunta", "seutukunnan", "fi", "sub_region"),
    (" kaupunki", " kaupungin", "fi", "city"),
    (" kunta", " kunnan", "fi", "municipality"),
    ("yrkeshögskola", "yrkeshögskolas", "sv", "university"),
    ("yrkeshögskolan", "yrkeshögskolans", "sv", "university"),
    ("välfärdsområde", "välfärdsområdes", "sv", "other"),
    ("samkommun", "samkommuns", "sv", "joint_authority"),
    ("samkommunen", "samkommunens", "sv", "joint_authority"),
    ("ekonomiska region", "ekonomiska regions", "sv", "sub_region"),
    (" kommun", " kommuns", "sv", "municipality"),
    (" stad", " stads", "sv", "city"),
    (" university of applied sciences", " University of Applied Sciences'", "en", "university"),
    (" joint municipal authority", " Joint Municipal Authority's", "en", "joint_authority"),
    (" wellbeing services county", " Wellbeing Services County's", "en", "other"),
    (" sub-region", " sub-region's", "en", "sub_region"),
)
_SIBILANTS = ("s", "x", "z")
"""Swedish adds no s to these in the genitive."""
_BEGINNINGS: tuple[tuple[str, Language, OrganisationKind], ...] = (
    ("staden ", "sv", "city"),
    ("municipality of ", "en", "municipality"),
    ("city of ", "en", "city"),
    ("town of ", "en", "city"),
)


def naming(name: str) -> Naming:
    """What the name's own words tell; an empty `Naming` for a name without any of them."""
    folded = name.casefold()
    for start, language, kind in _BEGINNINGS:
        if folded.startswith(start):
            return Naming(language, kind, name + _possessive(name, language), name[len(start) :])
    for ending, inflected, language, kind in _ENDINGS:
        if folded.endswith(ending):
            return Naming(language, kind, _inflected(name, ending, inflected))
    return Naming()


def stem(name: str) -> str:
    """The name without the words that say its type, folded: `Esimerkkilän kunta` → `esimerkkilän`."""
    folded = name.casefold()
    for start, _, _ in _BEGINNINGS:
        folded = folded.removeprefix(start)
    for ending, inflected, _, _ in _ENDINGS:
        folded = folded.removesuffix(ending).removesuffix(inflected.casefold())
    return folded.strip()


def _possessive(name: str, language: Language) -> str:
    if language == "sv":
        return "" if name.casefold().endswith(_SIBILANTS) else "s"
    return "'s"


def _inflected(name: str, ending: str, inflected: str) -> str:
    """The letters as typed up to where the inflected form differs."""
    if name.isupper():
        return name[: len(name) - len(ending)] + inflected.upper()
    pairs = enumerate(zip(ending, inflected.casefold(), strict=False))
    same = next((at for at, (letter, other) in pairs if letter != other), len(ending))
    return name[: len(name) - len(ending) + same] + inflected[same:]
