"""What a new workbook may know of an organisation from its name. In: a name, and the language that was asked for.
Out: an `Identity`: what is sure, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.municipalities.matching import Match, find, nearest
from pipeline.municipalities.naming import naming
from pipeline.municipalities.table import Municipality
from pipeline.vocabulary.model import Language, OrganisationKind


@dataclass(frozen=True, slots=True)
class Identity:
    """`languages` are the documents' own, the main one first; `texts` are cells of Perustiedot by language and key.

    `municipality` is the one the name was read as, `as_typed` false when a spelling was mended for it; `suggestion` is
    one that an unknown name may have meant.
    """

    languages: tuple[Language, ...]
    texts: Mapping[Language, Mapping[str, str]]
    kind: OrganisationKind = ""
    municipality: Municipality | None = None
    as_typed: bool = True
    suggestion: Municipality | None = None
    code: str = field(default="", kw_only=True)

    @property
    def language(self) -> Language:
        """The language of the workbook and of the first documents."""
        return self.languages[0]

    @property
    def name(self) -> str:
        """The organisation's name in the main language."""
        return self.texts[self.language]["name"]


def identify(name: str, asked: Language | None = None) -> Identity:
    """The organisation that a name means. Without a language asked for, a municipality's majority language is the main
    one, and any other organisation's the language of its name."""
    typed = " ".join(name.split())
    match = find(typed)
    return _municipal(match, asked) if match else _unknown(typed, asked)


def _municipal(match: Match, asked: Language | None) -> Identity:
    item = as_called(match)
    main = asked or item.languages[0]
    official = main in item.languages
    languages = (main, *(other for other in item.languages if official and other != main))
    texts = {language: _texts(item, language) for language in languages}
    return Identity(languages, texts, item.kind, item, match.as_typed, code=item.code)


def as_called(match: Match) -> Municipality:
    """The municipality under the type that was typed: a council may have changed it since the table was checked."""
    item, kind = match.municipality, match.kind
    if not kind or kind == item.kind:
        return item
    word, other = (" stad", " kommun") if kind == "city" else (" kommun", " stad")
    before = f"{item.names['sv']}s" if item.swedish_name.startswith("Staden ") else item.swedish_name
    return replace(item, kind=kind, swedish_name=before.removesuffix(other) + word)


def _texts(item: Municipality, language: Language) -> Mapping[str, str]:
    return {
        "name": item.full_name(language),
        "genitive": item.genitive(language),
        "short_name": item.names[language],
        "region": item.region[language],
    }


def _unknown(name: str, asked: Language | None) -> Identity:
    """Any other organisation: only what the words of its name say, and only in their own language."""
    said = naming(name)
    language = asked or said.language or "fi"
    own = said.language == language
    texts = {"name": name, "genitive": said.genitive if own else "", "short_name": said.short if own else ""}
    return Identity((language,), {language: texts}, said.kind, suggestion=nearest(name))
