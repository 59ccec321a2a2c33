"""No running text is written or glued in the code of `report`: words come from catalogs, as whole patterns."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline.report

FILES = sorted(Path(pipeline.report.__file__).parent.rglob("*.py"))
SEPARATORS = {", ", " · ", " ", "\n", ": ", "+", "", "|", " | ", ":"}
"""What may stand between the parts of a label, a table cell's list or whole sentences."""
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every string of a module but docstrings; of an f-string its own words, with `{}` for each value."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            values = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield node.lineno, "".join(map(str, values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs | pieces:
            yield node.lineno, node.value


def glued(source: str) -> list[tuple[int, str]]:
    """Strings with words in running text, and lists joined with anything but a separator."""
    tree = ast.parse(source)
    found = [(line, text) for line, text in texts(tree) if " " in text.strip() and _LETTERS.search(text)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            holder = node.func.value
            if isinstance(holder, ast.Constant) and holder.value not in SEPARATORS:
                found.append((node.lineno, str(holder.value)))
    return found


TYPES = {" or nothing", "list of "}
"""Parts of the types in `names.toml`."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_words_come_from_catalogs(path: Path) -> None:
    found = glued(path.read_text(encoding="utf-8"))
    assert [(line, text) for line, text in found if text not in TYPES] == []


def test_glue_is_found() -> None:
    assert glued('x = f"{count} toimenpidettä"') == [(1, "{} toimenpidettä")]
    assert glued('x = " ja ".join(names)') == [(1, " ja ")]
    assert glued('x = f"{name} {number}"') == []
