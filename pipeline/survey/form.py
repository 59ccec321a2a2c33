"""The survey form to copy into a survey tool: what is asked, in which order, on which scale.

In: a language and the organisation's name. Out: the names that the template `kyselylomake.docx` uses. Headers written
from this form are recognised when the answers come back.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from pipeline.language import LANGUAGES, Words, words
from pipeline.vocabulary.content import Context, Record
from pipeline.vocabulary.model import Language

_SCOPES = ("personal", "organisation")


def form(language: Language, organisation: str) -> Context:
    """The form's texts: `title`, `intro`, `groups` of questions, `levels`, and what to set up in the survey tool."""
    say = words(language)
    data = _toml("data/perspectives.toml")
    return {
        "document": Record(
            header_line=_text(say, "title"),
            footer_line=organisation,
            subject=organisation,
            keywords=_text(say, "keywords"),
            language=say.tag,
        ),
        "organisation": Record(name=organisation),
        "title": _text(say, "title"),
        "intro": _text(say, "intro", organisation=organisation),
        "background": _text(say, "background"),
        "sector": _text(say, "sector"),
        "sector_note": _text(say, "sector_note"),
        "scale_heading": _text(say, "scale_heading"),
        "scale": _text(say, "scale"),
        "levels": tuple(_level(level, language) for level in reversed(data["level"])),
        "dont_know": _text(say, "dont_know"),
        "groups": tuple(_group(scope, data["perspective"], say) for scope in _SCOPES),
        "open_heading": _text(say, "open_heading"),
        "open": _text(say, "open"),
        "tips_heading": _text(say, "tips_heading"),
        "tips": tuple(say.catalog("form")["tips"]),
    }


def _text(say: Words, key: str, **values: str) -> str:
    return say.text("form", key, **values)


def _level(level: dict[str, Any], language: Language) -> str:
    return f"{level['value']} = {level[language]}"


def _group(scope: str, perspectives: list[dict[str, Any]], say: Words) -> Record:
    questions = [item for item in perspectives if item["scope"] == scope]
    first = 1 if scope == _SCOPES[0] else 1 + sum(1 for item in perspectives if item["scope"] == _SCOPES[0])
    return Record(
        scope,
        heading=_text(say, f"{scope}.heading"),
        lead=_text(say, f"{scope}.lead"),
        questions=tuple(
            Record(item["id"], number=str(number), text=_wording(item, say.language))
            for number, item in enumerate(questions, first)
        ),
    )


def _wording(perspective: dict[str, Any], language: Language) -> str:
    """As the survey asks it, in the second person; where that is not known, the perspective's name."""
    wordings = _toml("survey/questionnaire.toml")["wordings"].get(perspective["id"], [])
    place = LANGUAGES.index(language)
    return str(wordings[place] if place < len(wordings) else perspective[language])


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pipeline") / name).read_text(encoding="utf-8"))
