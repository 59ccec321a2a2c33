"""The survey form to copy into a survey tool: what is asked, in which order, on which scale, and what people are told.

In: a language and the organisation's name. Out: the names that the template `kyselylomake.docx` uses. Headers written
from this form are recognised when the answers come back. The name stands in the nominative everywhere: an unknown
organisation's other forms are not known.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from pipeline.language import LANGUAGES, Words, words
from pipeline.vocabulary.content import Context, Record
from pipeline.vocabulary.model import Language

_SCOPES = ("personal", "organisation")
_TEXTS = (
    *("title", "lead", "intro_heading", "intro_fill", "background", "background_note", "scale_heading", "scale"),
    *("dont_know", "choice_heading", "choice_limit", "choice_note", "open_heading", "open_note", "privacy_heading"),
    *("privacy_note", "tips_heading", "tools_heading"),
)


def form(language: Language, organisation: str) -> Context:
    """The form's texts: headings and notes, `backgrounds`, `groups` of questions, `levels`, `privacy`, tips."""
    say = words(language)
    catalog = say.catalog("form")
    data = _toml("data/perspectives.toml")
    asked = _toml("survey/questionnaire.toml")["asked"]
    place = LANGUAGES.index(language)
    return {
        "document": Record(
            header_line=_text(say, "title"),
            footer_line=organisation,
            subject=organisation,
            keywords=_text(say, "keywords"),
            language=say.tag,
        ),
        "organisation": Record(name=organisation),
        **{key: _text(say, key) for key in _TEXTS},
        "intro": _text(say, "intro", organisation=organisation),
        "backgrounds": tuple(map(_background, catalog["backgrounds"])),
        "levels": tuple(f"{level['value']} = {level[language]}" for level in reversed(data["level"])),
        "groups": tuple(_group(scope, data["perspective"], say) for scope in _SCOPES),
        "choice": asked["choice"][place],
        "choices": tuple(catalog["choices"]),
        "open": asked["open"][place],
        "privacy": tuple(_privacy(catalog["privacy"], organisation)),
        "tips": tuple(catalog["tips"]),
        "tools": tuple(Record(tool["name"], **tool) for tool in catalog["tools"]),
    }


def _text(say: Words, key: str, **values: str) -> str:
    return say.text("form", key, **values)


def _background(question: dict[str, Any]) -> Record:
    """A background question, its options, and in `fill` what the organisation lists before them ("" for nothing)."""
    options = tuple(question["options"])
    return Record(question["question"], question=question["question"], options=options, fill=question.get("fill", ""))


def _group(scope: str, perspectives: Iterable[dict[str, Any]], say: Words) -> Record:
    return Record(
        scope,
        heading=_text(say, f"{scope}.heading"),
        lead=_text(say, f"{scope}.lead"),
        questions=tuple(
            Record(item["id"], text=_wording(item, say.language)) for item in perspectives if item["scope"] == scope
        ),
    )


def _privacy(items: Iterable[dict[str, str]], organisation: str) -> Iterable[Record]:
    """What the privacy notice says, each with the place that the controller fills in (`fill`, "" for none)."""
    for item in items:
        text = item["text"].format(organisation=organisation)
        yield Record(item["lead"], lead=item["lead"], text=text, fill=item.get("fill", ""))


def _wording(perspective: dict[str, Any], language: Language) -> str:
    """As the survey asks it, in the second person."""
    return str(_toml("survey/questionnaire.toml")["wordings"][perspective["id"]][LANGUAGES.index(language)])


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pipeline") / name).read_text(encoding="utf-8"))
