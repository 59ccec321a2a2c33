"""The workbook's declaration as values. In: `layout.toml`. Out: one frozen `Layout` of sheets, fields and choices.

Blank workbook, reading and guide are all made from it; nothing else knows a header or a choice.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from pipeline.vocabulary.model import Language

KindName = Literal[
    "text",
    "long_text",
    "id",
    "ids",
    "list",
    "choice",
    "choices",
    "yes_no",
    "year",
    "count",
    "priority",
    "percent",
    "euro",
    "level",
    "whole_level",
    "number",
    "date",
    "time",
    "email",
    "code",
]
SheetKind = Literal["fields", "table"]
Translate = Literal["always", "if_given", "never"]
Example = str | int | float | dt.date | None
Worded = Mapping[Language, str]

REQUIRED_MARK = "*"
INFO_SHEET = "_tiedot"
"""Hidden sheet with the workbook's version and language: the same name in every language."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One item of a choice list: the model's `id`, its labels and `also` other ways people write it.

    There is one of each, so they compare and hash by identity."""

    id: str
    label: Worded
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field:
    """One column of a table, or one row of a key–value sheet. Compares by identity, as `Choice` and `Sheet` do.

    `translates`: of a companion that must be filled in, the key of the field whose text it translates.
    """

    key: str
    kind: KindName
    label: Worded
    help: Worded
    required: bool = False
    translate: Translate = "never"
    choices: tuple[Choice, ...] = ()
    list_name: str = ""
    refers_to: str = ""
    longest: int | None = None
    width: int = 40
    also: tuple[str, ...] = ()
    example: Mapping[Language, Example] | None = None
    translates: str = ""

    def header(self, language: Language) -> str:
        """The label as printed: with `*` when the field must be filled in."""
        return self.label[language] + (REQUIRED_MARK if self.required else "")

    def companion_header(self, language: Language, other: Language) -> str:
        """The header of the column that holds this field in another document language: `Toimenpide (sv)`."""
        return f"{self.label[language]} ({other})"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """One sheet: key–value fields or a table. `extras` are fields that a blank workbook lacks, read where added."""

    key: str
    kind: SheetKind
    title: Worded
    help: Worded
    fields: tuple[Field, ...]
    extras: tuple[Field, ...] = ()
    required: bool = False
    rows: int = 0
    headed: str = ""

    @property
    def table_name(self) -> str:
        """The stable name of the sheet's Excel table, the same in every language."""
        return "tbl" + self.key.title().replace("_", "")

    @property
    def has_example(self) -> bool:
        """Whether a blank workbook shows an example row."""
        return self.kind == "table" and any(field.example is not None for field in self.fields)

    def field(self, key: str) -> Field:
        """The field with a key; KeyError when the sheet has none."""
        for item in (*self.fields, *self.extras):
            if item.key == key:
                return item
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole workbook. `lists` are the choice lists by name, `titles` of the sheets without data, `columns` the
    headers of key–value sheets; `combined` is the column of a workbook of several groups, `signs` what begins its
    cells."""

    version: int
    sheets: tuple[Sheet, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    titles: Mapping[str, Worded]
    columns: Mapping[str, Worded]
    combined: Field
    signs: tuple[Choice, ...]

    def sheet(self, key: str) -> Sheet:
        """The sheet with a key; KeyError when there is none."""
        for item in self.sheets:
            if item.key == key:
                return item
        raise KeyError(key)


@cache
def layout() -> Layout:
    """The declaration, read once."""
    source = files("pipeline") / "workbook" / "layout.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    lists = {name: tuple(_choice(item) for item in items) for name, items in data["choices"].items()}
    return Layout(
        version=data["version"],
        sheets=tuple(_sheet(item, lists) for item in data["sheet"]),
        lists=lists,
        titles={name: _worded(item) for name, item in data["titles"].items()},
        columns={name: _worded(item) for name, item in data["columns"].items()},
        combined=_field(data["combined"], lists),
        signs=tuple(_choice(item) for item in data["signs"]),
    )


def _choice(data: dict[str, Any]) -> Choice:
    return Choice(data["id"], _worded(data), tuple(data.get("also", ())))


def _sheet(data: dict[str, Any], lists: Mapping[str, tuple[Choice, ...]]) -> Sheet:
    plain = {name: data[name] for name in ("key", "kind", "required", "rows", "headed") if name in data}
    offered, extras = (tuple(_field(item, lists) for item in data.get(name, ())) for name in ("field", "extra"))
    return Sheet(title=_worded(data["title"]), help=_worded(data["help"]), fields=offered, extras=extras, **plain)


def _field(data: dict[str, Any], lists: Mapping[str, tuple[Choice, ...]]) -> Field:
    names = ("key", "kind", "required", "translate", "refers_to", "longest", "width")
    plain = {name: data[name] for name in names if name in data}
    list_name = data.get("choices", "")
    return Field(
        label=_worded(data["label"]),
        help=_worded(data["help"]),
        list_name=list_name,
        choices=lists[list_name] if list_name else (),
        also=tuple(data.get("also", ())),
        example=_example(data.get("example")),
        **plain,
    )


def _worded(data: dict[str, Any]) -> Worded:
    return {language: data[language] for language in get_args(Language)}


def _example(data: Any) -> Mapping[Language, Example] | None:
    if data is None:
        return None
    return {language: data[language] if isinstance(data, dict) else data for language in get_args(Language)}
