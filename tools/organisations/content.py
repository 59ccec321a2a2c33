"""What an organisation's workbook says, read from `content/<name>.toml`.

In: the file. Out: what is typed on each sheet, by its headers. A table is `columns` and `rows`; `["Toimenpiteet (en)"]`
holds the companions of `["Toimenpiteet"]`, found by `Tunnus` or, where the table has none, in the same order.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.vocabulary.model import Language
from pipeline.workbook.layout import layout
from tools.organisations.later import later

FOLDER = Path(__file__).parent / "content"
ROOT = Path(__file__).resolve().parents[2]
_COMPANIONS = re.compile(r"(.+) \((fi|sv|en)\)")
_OWN_KEYS = ("language", "surveys", "reference")

Content = Mapping[str, Any]


def read_content(name: str) -> Content:
    """One organisation's content as it is written; a later year is told by what changed since the year before."""
    content = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    surveys = [_survey(survey) for survey in content.get("surveys", ())]
    content |= {"surveys": surveys} if surveys else {}
    return later(read_content(content["since"]), content) if "since" in content else content


def language_of(content: Content) -> Language:
    """The language of the workbook's sheets and headers."""
    found: Language = content.get("language", "fi")
    return found


def typed(content: Content) -> dict[str, Any]:
    """What is typed on each sheet: for a key–value sheet label → value, for a table rows of header → value."""
    language = language_of(content)
    sheets = {
        sheet: _rows(data)
        for sheet, data in content.items()
        if sheet not in _OWN_KEYS and not _COMPANIONS.fullmatch(sheet)
    }
    for sheet, data in content.items():
        if found := _COMPANIONS.fullmatch(sheet):
            _add_companions(sheets[found[1]], _rows(data), found[2], _id_header(language))
    _name_perspectives(sheets, language)
    return sheets


def default_perspectives() -> list[dict[str, Any]]:
    """The program's own perspectives, in order."""
    source = ROOT / "pipeline" / "data" / "perspectives.toml"
    return list(tomllib.loads(source.read_text(encoding="utf-8"))["perspective"])


def _survey(survey: Mapping[str, Any]) -> Mapping[str, Any]:
    """A survey; one `from` another year is that year's first."""
    return {**read_content(survey["from"])["surveys"][0], **survey} if "from" in survey else survey


def _rows(data: Mapping[str, Any]) -> Any:
    if "columns" not in data:
        return dict(data)
    return [
        {name: value for name, value in zip(data["columns"], row, strict=True) if value != ""} for row in data["rows"]
    ]


def _add_companions(sheet: Any, companions: Any, language: str, id_header: str) -> None:
    if isinstance(sheet, dict):
        sheet |= {f"{label} ({language})": value for label, value in companions.items()}
        return
    by_id = {row[id_header]: row for row in sheet if id_header in row}
    for place, texts in enumerate(companions):
        row = by_id[texts.pop(id_header)] if id_header in texts else sheet[place]
        row |= {f"{header} ({language})": value for header, value in texts.items()}


def _name_perspectives(sheets: dict[str, Any], language: Language) -> None:
    """The default perspectives' names and parts, as the blank workbook has them, on rows that give neither."""
    levels = next(sheet for sheet in layout().sheets if sheet.key == "levels")
    name, scope, id_ = (levels.field(key).label[language] for key in ("name", "scope", "id"))
    scopes = {choice.id: choice.label[language] for choice in layout().lists["scope"]}
    known = {item["id"]: item for item in default_perspectives()}
    for row in sheets[levels.title[language]]:
        if name not in row:
            row |= {name: known[row[id_]][language], scope: scopes[known[row[id_]]["scope"]]}


def _id_header(language: Language) -> str:
    actions = next(sheet for sheet in layout().sheets if sheet.key == "actions")
    return actions.field("id").label[language]
