"""The declaration of every name a template may use: its type, its meaning in three languages, an example.

In: `names.toml`. Out: `NAMES`, the reference page for template makers (`docs/names.md`), and the names of one kind of
template as `Declared` values, which the document wing checks templates against. A name is dotted;
`goals[].name` is the name of each goal. Names of a shape (an action, a slide …) are declared once and stand for
every place of that type.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast, get_args

from pipeline.language import LANGUAGES, words
from pipeline.vocabulary.declared import Declared, DeclaredKind, Names
from pipeline.vocabulary.model import Audience, Language

_PLAIN = frozenset(get_args(DeclaredKind))
_NOTHING = " or nothing"
_LIST = "list of "


@dataclass(frozen=True, slots=True)
class Name:
    """One declared name. `type` as in `names.toml`; `example` is "" for what is no text.

    `implies` are the names that are there whenever this one is.
    """

    name: str
    type: str
    meaning: Mapping[Language, str]
    example: str = ""
    implies: tuple[str, ...] = ()

    @property
    def shape(self) -> str:
        """The shape's or the plain type's name, without "list of" and "or nothing"."""
        return self.type.removesuffix(_NOTHING).removeprefix(_LIST)

    @property
    def is_list(self) -> bool:
        """Whether there are several of it."""
        return self.type == "list" or self.type.startswith(_LIST)

    @property
    def may_be_missing(self) -> bool:
        """Whether the value may be nothing."""
        return self.type.endswith(_NOTHING)


@cache
def shapes() -> Mapping[str, tuple[Name, ...]]:
    """The shapes: bundles of names that stand in many places."""
    return {shape: tuple(map(_name, rows)) for shape, rows in _declared()["shape"].items()}


@cache
def all_names() -> tuple[Name, ...]:
    """Every name in full, those of shapes at each of their places."""
    return tuple(full for name in NAMES for full in _expanded(name))


def reference(language: Language) -> str:
    """The reference page in Markdown: shapes first, then the names by their first part."""
    say = words(language)
    lines = [f"# {say.text('sentences', 'names.title')}", "", say.text("sentences", "names.intro"), ""]
    for shape, rows in shapes().items():
        heading = f"{say.text('sentences', f'names.types.{shape}')} (`{shape}`)"
        lines += [f"## {heading}", "", *_table(rows, language), ""]
    for part in dict.fromkeys(name.name.partition(".")[0].removesuffix("[]") for name in NAMES):
        rows = tuple(name for name in NAMES if name.name.partition(".")[0].removesuffix("[]") == part)
        lines += [f"## `{part}`", "", *_table(rows, language), ""]
    return "\n".join(lines).rstrip() + "\n"


def as_data(language: Language) -> list[dict[str, str]]:
    """Every name in full as plain data: name, type, meaning in the language, example."""
    return [
        {"name": name.name, "type": name.type, "meaning": name.meaning[language], "example": name.example}
        for name in all_names()
    ]


@cache
def declared(audience: Audience) -> Names:
    """What the templates of an audience may use: "" is the roadmap, which has no slides.

    The fixed words `t` are those of the catalog of the template's kind.
    """
    roots: dict[str, Declared] = {}
    inside: dict[str, dict[str, Declared]] = {"": roots}
    for name in all_names():
        path = name.name.replace("[]", "")
        parent, _, own = path.rpartition(".")
        parts = inside[path] = inside.get(path, {})
        inside[parent][own] = Declared(
            kind=_kind(name),
            parts=parts,
            many=name.is_list,
            optional=name.may_be_missing,
            implies=name.implies,
            example=name.example,
        )
    roots["t"] = Declared("record", _fixed_words(audience))
    roots["deck"] = Declared("record", inside["deck"] if audience else {}, optional=not audience)
    return roots


def _kind(name: Name) -> DeclaredKind:
    return cast("DeclaredKind", name.shape) if name.shape in _PLAIN else "record"


def _fixed_words(audience: Audience) -> Names:
    fixed = words("fi").catalog("deck" if audience else "roadmap")["t"]
    return {key: Declared("text", example=str(text)) for key, text in fixed.items()}


@cache
def _declared() -> dict[str, Any]:
    return tomllib.loads((files("pipeline") / "report" / "names.toml").read_text(encoding="utf-8"))


def _name(row: Mapping[str, Any]) -> Name:
    meaning: dict[Language, str] = {language: row[language] for language in LANGUAGES}
    return Name(row["name"], row["type"], meaning, row.get("example", ""), tuple(row.get("implies", ())))


def _expanded(name: Name) -> Iterator[Name]:
    yield name
    for part in shapes().get(name.shape, ()):
        inner = f"{name.name}{'[]' if name.is_list else ''}.{part.name}"
        yield from _expanded(Name(inner, part.type, part.meaning, part.example, part.implies))


def _table(rows: tuple[Name, ...], language: Language) -> list[str]:
    say = words(language)
    head = [say.text("sentences", f"names.columns.{column}") for column in ("name", "type", "meaning", "example")]
    lines = [_line(head), _line(["---"] * len(head))]
    for row in rows:
        example = f"`{row.example}`" if row.example else ""
        lines.append(_line([f"`{row.name}`", _type(row, language), row.meaning[language], example]))
    return lines


def _type(row: Name, language: Language) -> str:
    say = words(language)
    shape = say.text("sentences", f"names.types.{row.shape.replace(' ', '_')}")
    listed = say.text("sentences", "names.list_of", shape=shape) if row.is_list and row.shape != "list" else shape
    return say.text("sentences", "names.or_nothing", type=listed) if row.may_be_missing else listed


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


NAMES: tuple[Name, ...] = tuple(map(_name, _declared()["name"]))
"""Every name but those of shapes, in the order in which documents use them."""
