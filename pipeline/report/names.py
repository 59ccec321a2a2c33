"""The declaration of every name a template may use: its type, its meaning in three languages, an example.

In: `names.toml`, and that of each further kind of document, which stands beside what makes it (`followup/names.toml`).
Out: `NAMES`, the reference page for template makers (`docs/names.md`), and the names of one kind of
template as `Declared` values, which the document wing checks templates against. A name is dotted;
`goals[].name` is the name of each goal. Names of a shape (an action, a slide …) are declared once and stand for
every place of that type.

A further kind tells in its file of which `documents` it is, in which `catalog` their fixed words are, and which names
it has in `common` with the roadmap, by their first parts; the roadmap's shapes are its own too.
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
ROADMAP = ""
KINDS = (ROADMAP, "followup", "regional")
"""Where the names of each kind of document stand; the roadmap and its decks first."""
_SENTENCES = "sentences"


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
def shapes(kind: str = ROADMAP) -> Mapping[str, tuple[Name, ...]]:
    """The shapes of a kind of document: bundles of names that stand in many places."""
    own = {shape: tuple(map(_name, rows)) for shape, rows in _declared(kind).get("shape", {}).items()}
    return own if kind == ROADMAP else {**shapes(), **own}


@cache
def names_of(kind: str) -> tuple[Name, ...]:
    """Every name of a kind of document but those of shapes, in the order in which documents use them."""
    own = tuple(map(_name, _declared(kind)["name"]))
    common = _declared(kind).get("common", ())
    told = {name.name for name in own}
    shared = (name for name in NAMES if _first(name) in common and name.name not in told) if common else ()
    return (*shared, *own)


@cache
def all_names(kind: str = ROADMAP) -> tuple[Name, ...]:
    """Every name of a kind of document in full, those of shapes at each of their places."""
    return tuple(full for name in names_of(kind) for full in _expanded(name, kind))


def kind_of(document: str) -> str:
    """The kind of a document by its file's name: the roadmap's for what no other kind tells to be its own."""
    return next((kind for kind in KINDS[1:] if document in _declared(kind).get("documents", ())), ROADMAP)


def reference(language: Language) -> str:
    """The reference page in Markdown: of each kind of document the shapes, then the names by their first part."""
    lines: list[str] = []
    for kind in KINDS:
        if not names_of(kind):
            continue
        catalog = _catalog(kind)
        level = "#" if kind == ROADMAP else "##"
        title, intro = (words(language).text(catalog, f"names.{key}") for key in ("title", "intro"))
        lines += [f"{level} {title}", "", intro, ""]
        for shape in _declared(kind).get("shape", {}):
            heading = f"{_type_word(shape, kind, language)} (`{shape}`)"
            lines += [f"#{level} {heading}", "", *_table(shapes(kind)[shape], kind, language), ""]
        for part, rows in _by_part(names_of(kind)).items():
            lines += [f"#{level} `{part}`", "", *_table(rows, kind, language), ""]
    return "\n".join(lines).rstrip() + "\n"


def as_data(language: Language) -> list[dict[str, str]]:
    """Every name in full as plain data: name, type, meaning in the language, example, and of which kind of document."""
    return [
        {
            "name": name.name,
            "type": name.type,
            "meaning": name.meaning[language],
            "example": name.example,
            "kind": kind or "roadmap",
        }
        for kind in KINDS
        for name in all_names(kind)
    ]


@cache
def declared(audience: Audience) -> Names:
    """What the templates of an audience may use: "" is the roadmap, which has no slides.

    The fixed words `t` are those of the catalog of the template's kind.
    """
    roots = _tree(ROADMAP, has_slides=bool(audience))
    roots["t"] = Declared("record", _fixed_words("deck" if audience else "roadmap"))
    return roots


@cache
def declared_for(kind: str, *, has_slides: bool) -> Names:
    """What the templates of a further kind of document may use, one with slides or without."""
    roots = _tree(kind, has_slides=has_slides)
    roots["t"] = Declared("record", _fixed_words(_catalog(kind)))
    return roots


def _tree(kind: str, *, has_slides: bool) -> dict[str, Declared]:
    roots: dict[str, Declared] = {}
    inside: dict[str, dict[str, Declared]] = {"": roots}
    for name in all_names(kind):
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
    roots["deck"] = Declared("record", inside.get("deck", {}) if has_slides else {}, optional=not has_slides)
    return roots


def _kind(name: Name) -> DeclaredKind:
    return cast("DeclaredKind", name.shape) if name.shape in _PLAIN else "record"


def _fixed_words(catalog: str) -> Names:
    fixed = words("fi").catalog(catalog)["t"]
    return {key: Declared("text", example=str(text)) for key, text in fixed.items()}


def _catalog(kind: str) -> str:
    return str(_declared(kind).get("catalog", _SENTENCES))


@cache
def _declared(kind: str = ROADMAP) -> dict[str, Any]:
    room = files("pipeline") / "report"
    source = (room / kind if kind else room) / "names.toml"
    return tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {"name": []}


def _first(name: Name) -> str:
    return name.name.partition(".")[0].removesuffix("[]")


def _by_part(rows: tuple[Name, ...]) -> Mapping[str, tuple[Name, ...]]:
    return {part: tuple(name for name in rows if _first(name) == part) for part in dict.fromkeys(map(_first, rows))}


def _name(row: Mapping[str, Any]) -> Name:
    meaning: dict[Language, str] = {language: row[language] for language in LANGUAGES}
    return Name(row["name"], row["type"], meaning, row.get("example", ""), tuple(row.get("implies", ())))


def _expanded(name: Name, kind: str) -> Iterator[Name]:
    yield name
    for part in shapes(kind).get(name.shape, ()):
        inner = f"{name.name}{'[]' if name.is_list else ''}.{part.name}"
        yield from _expanded(Name(inner, part.type, part.meaning, part.example, part.implies), kind)


def _table(rows: tuple[Name, ...], kind: str, language: Language) -> list[str]:
    say = words(language)
    head = [say.text("sentences", f"names.columns.{column}") for column in ("name", "type", "meaning", "example")]
    lines = [_line(head), _line(["---"] * len(head))]
    for row in rows:
        example = f"`{row.example}`" if row.example else ""
        lines.append(_line([f"`{row.name}`", _type(row, kind, language), row.meaning[language], example]))
    return lines


def _type_word(shape: str, kind: str, language: Language) -> str:
    """What a type is called: a kind's own shapes in its own catalog."""
    key, say = f"names.types.{shape.replace(' ', '_')}", words(language)
    return say.text(_catalog(kind) if say.has(_catalog(kind), key) else _SENTENCES, key)


def _type(row: Name, kind: str, language: Language) -> str:
    say, shape = words(language), _type_word(row.shape, kind, language)
    listed = say.text("sentences", "names.list_of", shape=shape) if row.is_list and row.shape != "list" else shape
    return say.text("sentences", "names.or_nothing", type=listed) if row.may_be_missing else listed


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


NAMES: tuple[Name, ...] = tuple(map(_name, _declared()["name"]))
"""Every name but those of shapes, in the order in which documents use them."""
