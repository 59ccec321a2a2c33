"""The catalogs as flat mappings, and the program's own source as the set of keys that it can ask for."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pipeline
from pipeline.language import words
from pipeline.vocabulary.model import Language

SOURCE = Path(pipeline.__file__).parent
TEMPLATES = SOURCE.parent / "templates"
CATALOGS = tuple(sorted(path.stem for path in (SOURCE / "catalogs" / "fi").glob("*.toml")))
PLURALS = {"zero", "one", "other"}
_WORD = re.compile(r"[A-Za-z]+(?:_[a-z]+)*")
_PART = re.compile(r"[A-Za-z]+")
_TOML_WORD = re.compile(r"""(?m)(?:^|[\[{"., ])([\w-]+)(?=\s*=|"|\])""")
_FIXED_WORD = re.compile(r"\bt\.(\w+)")


def leaves(entry: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a catalog with its dotted key; the texts of a list share theirs."""
    if isinstance(entry, dict):
        for key, value in entry.items():
            yield from leaves(value, f"{path}.{key}".strip("."))
    elif isinstance(entry, list):
        for value in entry:
            yield from leaves(value, path)
    else:
        yield path, str(entry)


def catalog(language: Language, name: str) -> dict[str, list[str]]:
    """The texts of a catalog by their dotted keys."""
    found: dict[str, list[str]] = {}
    for key, text in leaves(words(language).catalog(name)):
        found.setdefault(key, []).append(text)
    return found


def placeholders(text: str) -> frozenset[str]:
    """The names in a pattern's braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def asked_for(key: str) -> bool:
    """Whether the source holds the dotted key whole, or in parts that it puts together, every part a word of its own.

    Forms of a plural are asked for by their parent, and words in a table that is read whole by their own last part.
    """
    path = key.rpartition(".")[0] if is_plural_form(key) else key
    constants, patterns = _spoken()
    if path in constants:
        return True
    parts = {part if part in constants else part.removesuffix("s") for part in _PART.findall(path)}
    if parts <= constants and any(pattern.fullmatch(path) for pattern in patterns):
        return True
    first, _, last = path.rpartition(".")
    return last in constants and set(first.split(".")) - {""} <= constants


def is_plural_form(key: str) -> bool:
    """Whether a dotted key ends with the name of a plural form."""
    return key.rpartition(".")[2] in PLURALS


@cache
def fixed_words(kind: str) -> frozenset[str]:
    """The names after `t.` in the program's own templates of an ending, in their sources and in the source code."""
    found: set[str] = set()
    for path in TEMPLATES.glob(f"*{kind}"):
        with ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".xml"):
                    found |= set(_FIXED_WORD.findall(re.sub(r"<[^>]+>", "", archive.read(name).decode())))
                    found |= set(_FIXED_WORD.findall(archive.read(name).decode()))
    return frozenset(found)


@cache
def _spoken() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    constants: set[str] = set()
    patterns: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
            elif isinstance(node, ast.keyword | ast.arg) and node.arg:
                constants.add(node.arg)
            elif isinstance(node, ast.JoinedStr) and _pattern(node):
                patterns.add(_pattern(node))
    for path in SOURCE.rglob("*.toml"):
        if "catalogs" not in path.parts:
            constants |= set(_TOML_WORD.findall(path.read_text(encoding="utf-8")))
    keys = {text for text in constants if " " not in text}
    constants |= {word for text in keys for word in (*_WORD.findall(text), *_PART.findall(text))}
    return frozenset(constants), tuple(map(re.compile, sorted(patterns)))


def _pattern(node: ast.JoinedStr) -> str:
    """An f-string as a pattern, when its own text says anything of a key."""
    pieces = [
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w-]+(?:\.[\w-]+)*" for part in node.values
    ]
    said = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return "".join(pieces) if re.fullmatch(r"[\w.-]*[a-z]{3}[\w.-]*", said) else ""
