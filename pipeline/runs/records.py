"""Frozen records as plain data for JSON, and back, with every type looked at.

In: a dataclass, or what JSON holds and the class it should be. Out: plain data; a record. ValueError for anything else.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import types
from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pipeline.vocabulary.findings import FindingValue, Phrase, Term

Record = TypeVar("Record")
_PLAIN = (str, int, bool)


def plain(value: Any) -> Any:
    """A record, or what is in one, as JSON holds it; what is as the class has it anyway is left out.

    A term is an object with its key, a phrase one with its values too.
    """
    if dataclasses.is_dataclass(value):
        told = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {field.name: plain(item) for field, item in told if item != field.default}
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Term):
        return {"key": value.key, "values": plain(value.values)} if isinstance(value, Phrase) else {"key": str(value)}
    return value.isoformat() if isinstance(value, dt.date) else value


def record(kind: type[Record], data: Any) -> Record:
    """The record of a class that plain data holds."""
    if not isinstance(data, dict):
        raise ValueError(kind.__name__)
    hints = _hints(cast("Hashable", kind))
    if unknown := data.keys() - hints.keys():
        raise ValueError(*sorted(unknown))
    try:
        return kind(**{name: _value(hints[name], item) for name, item in data.items()})
    except TypeError as error:
        raise ValueError(kind.__name__) from error


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, data: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return None if data is None and type(None) in inner else _one_of(inner, data)
    if origin is Literal and data in inner:
        return data
    if origin is tuple and isinstance(data, list):
        return tuple(_value(inner[0], item) for item in data)
    if origin is not None and issubclass(origin, Mapping) and isinstance(data, dict):
        return {str(name): _value(inner[1], item) for name, item in data.items()}
    return _single(hint, data)


def _one_of(kinds: Sequence[Any], data: Any) -> Any:
    """As the first of the kinds that it can be."""
    for kind in kinds:
        with suppress(ValueError):
            return _value(kind, data)
    raise ValueError(*map(str, kinds))


def _single(kind: Any, data: Any) -> Any:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return record(kind, data)
    if kind is str and isinstance(data, dict):
        return _term(data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind is dt.date and isinstance(data, str):
        return dt.date.fromisoformat(data)
    if kind is float and type(data) in (int, float) and math.isfinite(data):
        return float(data)
    if kind in _PLAIN and type(data) is kind:
        return data
    raise ValueError(str(kind))


def _term(data: Mapping[str, Any]) -> Term:
    key, values = data.get("key"), data.get("values")
    if not isinstance(key, str) or data.keys() - {"key", "values"}:
        raise ValueError(*data)
    if values is None:
        return Term(key)
    return Phrase(key, **_value(Mapping[str, FindingValue], values))
