"""What makes a perspective or a statute of two workbooks the same one: its name or number, not its id.

In: the name or number as a workbook has it. Out: a key: the id of the program's own perspective, else a mark that tells
nothing of the name it was made of, so that what an unnamed organisation calls things stands nowhere.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from pipeline.language import LANGUAGES

_NUMBER = re.compile(r"(\d+)\s*/\s*(\d+)")
_EUROPEAN = re.compile(r"\b(?:EU|EY|EG|EC|EEC|ETY|EEG)\b", re.IGNORECASE)
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def perspective_key(name: str) -> str:
    """The key of a perspective by its name in any language, long or short."""
    folded = _folded(name)
    return _defaults().get(folded) or _mark(folded)


@lru_cache(maxsize=4096)
def statute_key(number: str) -> str:
    """The key of a statute by its number: 906/2019, (EU) 2016/679, however they are typed."""
    found = _NUMBER.search(number)
    if found is None:
        return _mark(_folded(number))
    whose = "eu " if _EUROPEAN.search(number) else ""
    return f"{whose}{int(found[1])}/{int(found[2])}"


def default_perspectives() -> tuple[str, ...]:
    """The ids of the program's own perspectives, in their order."""
    return tuple(dict.fromkeys(_defaults().values()))


def _folded(text: str) -> str:
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def _mark(folded: str) -> str:
    return f"x{hashlib.sha256(folded.encode()).hexdigest()[:12]}"


@cache
def _defaults() -> Mapping[str, str]:
    """The program's own perspectives by their names in every language."""
    source = files("pipeline") / "data" / "perspectives.toml"
    entries = tomllib.loads(source.read_text(encoding="utf-8"))["perspective"]
    names = [f"{form}{language}" for language in LANGUAGES for form in ("", "short_")]
    return {_folded(entry[name]): entry["id"] for entry in entries for name in names}
