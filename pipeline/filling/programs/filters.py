"""Jinja's filters and tests that work on plain values, within bounds.

In: Jinja's own by name. Out: those on the lists below; each counts what it goes through, gives lists rather than
endless streams, and takes no list for a text. Some that Jinja has without bounds are written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from itertools import islice
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Undefined

from pipeline.filling.programs.bounds import MAX_ITEMS, MAX_TEXT, BoundsExceeded, charge
from pipeline.vocabulary.content import Chart, Picture, Record

Function = Callable[..., Any]

FILTERS = frozenset(
    "abs capitalize count d default dictsort first float groupby int join last length list lower map max min "
    "reject rejectattr replace reverse round select selectattr sort string sum title trim truncate unique upper "
    "wordcount".split()
)
TESTS = frozenset(
    "defined undefined none boolean integer number string sequence iterable odd even divisibleby in eq equalto == ne "
    "!= gt greaterthan > ge >= lt lessthan < le <= true false".split()
)
_OF_TEXTS = frozenset({"capitalize", "lower", "replace", "string", "title", "trim", "truncate", "upper", "wordcount"})
_OF_NUMBERS = frozenset({"odd", "even", "divisibleby"})
_LONGEST_ROUNDING = 16


def bounded_filters(jinjas: Mapping[str, Function]) -> dict[str, Function]:
    """The filters of a template."""
    known = {**jinjas, **_OWN}
    return {name: _bounded(known[name], _is_text if name in _OF_TEXTS else None) for name in FILTERS}


def bounded_tests(jinjas: Mapping[str, Function]) -> dict[str, Function]:
    """The tests of a template. `odd` of a text would be a format of it."""
    return {name: _bounded(jinjas[name], _is_number if name in _OF_NUMBERS else None) for name in TESTS}


def _is_text(value: object) -> bool:
    """Whether a value can stand in a text. A missing one can: it is told."""
    return isinstance(value, str | int | float | Undefined | Chart | Picture) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Undefined)


def _bounded(function: Function, taken: Callable[[object], bool] | None) -> Function:
    """Raises TypeError for a value that is not `taken`."""

    @wraps(function)
    def run(*arguments: Any, **named: Any) -> Any:
        value = arguments[1] if isinstance(arguments[0], Environment) and len(arguments) > 1 else arguments[0]
        if taken is not None and not taken(value):
            raise TypeError(type(value).__name__)
        charge(*arguments, *named.values())
        result = function(*arguments, **named)
        if isinstance(result, Iterator):
            result = list(islice(result, MAX_ITEMS + 1))
        charge(result)
        return result

    return run


def _replace(value: object, old: str, new: str, count: int | None = None) -> str:
    text, old, new = str(value), str(old), str(new)
    if len(text) + text.count(old) * len(new) > MAX_TEXT:
        raise BoundsExceeded("text")
    return text.replace(old, new, -1 if count is None else count)


def joined(items: Iterable[object], between: str = "") -> str:
    """Texts put together, within bounds. Raises TypeError for what is no text."""
    texts = []
    for item in items:
        if not _is_text(item):
            raise TypeError(type(item).__name__)
        texts.append(str(item))
    length = sum(map(len, texts)) + len(between) * len(texts)
    if length > MAX_TEXT:
        raise BoundsExceeded("text")
    charge(between, *texts)
    return between.join(texts)


def _join(value: Iterable[object], d: str = "", attribute: str | None = None) -> str:
    return joined(_each(value, attribute), str(d))


def _sum(value: Iterable[object], attribute: str | None = None, start: float = 0) -> float:
    total = start
    for item in _each(value, attribute):
        if not isinstance(item, int | float) or not isinstance(total, int | float):
            raise TypeError(type(item).__name__)
        total += item
    return total


def _each(value: Iterable[object], attribute: str | None) -> Iterator[object]:
    """The items of a list, or of each of its records the value `attribute`."""
    for item in value:
        if attribute is None:
            yield item
        elif isinstance(item, Record):
            yield item[attribute]
        else:
            raise TypeError(type(item).__name__)


def _round(value: float, precision: int = 0) -> float:
    if abs(precision) > _LONGEST_ROUNDING:
        raise BoundsExceeded("number")
    return round(value, precision)


def _default(value: object, default_value: object = "", boolean: bool = False) -> object:
    missing = value is None or isinstance(value, Undefined) or (boolean and not value)
    return default_value if missing else value


_OWN: dict[str, Function] = {
    "replace": _replace,
    "join": _join,
    "sum": _sum,
    "round": _round,
    "default": _default,
    "d": _default,
}
"""Filters that Jinja has without bounds, and `default`, which takes nothing for missing."""
