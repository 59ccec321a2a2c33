"""What a blank workbook already holds: perspectives, statutes, example rows; and ready names in three languages.

In: the dated data files and the layout. Out: rows by field key, as a person would have typed them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.language import LANGUAGES
from pipeline.vocabulary.model import Language
from pipeline.workbook.companions import companion_key
from pipeline.workbook.layout import Example, Sheet, layout
from pipeline.workbook.texts import folded

Row = Mapping[str, Example]


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pipeline") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def prefilled_rows(sheet: Sheet, language: Language) -> tuple[Row, ...]:
    """The rows a blank table begins with: data for Tasot and Säädökset, an example row for most others."""
    if sheet.key == "levels":
        scopes = {choice.id: choice.label[language] for choice in layout().lists["scope"]}
        return tuple(
            {"id": item["id"], "scope": scopes[item["scope"]], **_names(item, language)}
            for item in _data("perspectives")["perspective"]
        )
    if sheet.key == "statutes":
        checked = _data("framework")["checked"]
        return tuple(
            {"id": item["id"], "number": item["number"], "checked": checked, **_names(item, language)}
            for item in _data("framework")["statute"]
        )
    return (example_row(sheet, language),) if sheet.has_example else ()


def _names(item: Mapping[str, str], language: Language) -> dict[str, str]:
    """The name, and those for the companions of a workbook that has them."""
    return {"name": item[language], **{companion_key("name", other): item[other] for other in LANGUAGES}}


def example_row(sheet: Sheet, language: Language) -> Row:
    """The example row of a table; empty when it has none."""
    if not sheet.has_example:
        return {}
    return {field.key: field.example[language] for field in sheet.fields if field.example is not None}


def unsure_statutes() -> frozenset[str]:
    """Ids of the statutes whose numbers have not been checked against their source."""
    return frozenset(item["id"] for item in _data("framework")["statute"] if not item["sure"])


def perspective_ids() -> tuple[str, ...]:
    """The ids of the default perspectives, in order."""
    return tuple(item["id"] for item in _data("perspectives")["perspective"])


def ready_translation(sheet: str, name: str, language: Language) -> str:
    """A default perspective's or statute's name in another language; "" when the name is somebody's own."""
    return _ready_names(sheet).get(folded(name), {}).get(language, "")


def ready_name(sheet: str, name: str) -> str:
    """What a default perspective or statute is called in Finnish, whichever language its name is in; "" for others."""
    return _ready_names(sheet).get(folded(name), {}).get("fi", "")


@cache
def _ready_names(sheet: str) -> Mapping[str, Mapping[Language, str]]:
    sources = {"levels": ("perspectives", "perspective"), "statutes": ("framework", "statute")}
    if sheet not in sources:
        return {}
    source, table = sources[sheet]
    return {
        folded(item[language]): {other: item[other] for other in LANGUAGES}
        for item in _data(source)[table]
        for language in LANGUAGES
    }
