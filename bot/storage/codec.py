"""Frozen records to JSON text and back, by their own type hints.

Every field is written, so that a stored turn stays the fact it was when a default changes; on reading,
a field that the record did not have yet gets its default and one that it no longer has is passed over.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]

_AS_IT_IS = (str, int, float, bool, NoneType, object)


def encode(value: object) -> str:
    """Return a record, or a tuple of records, as JSON."""
    return json.dumps(_plain(value), separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """Return the record of this kind that the JSON holds."""
    wanted: Any = kind
    record: T = _reader(wanted)(json.loads(text))
    return record


def decode_all(kind: type[T], text: str) -> tuple[T, ...]:
    """Return the records of this kind in a JSON list."""
    wanted: Any = kind
    read = _reader(wanted)
    return tuple(read(one) for one in json.loads(text))


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float):
        return value.value if isinstance(value, Enum) else value
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)  # type: ignore[type-var]  # sets hold ids only
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    raise TypeError(f"cannot be stored: {type(value).__name__}")


@cache
def _reader(kind: Any) -> Reader:
    """Return what makes a value of this kind from parsed JSON; built once per kind."""
    if isinstance(kind, NewType):
        return _reader(kind.__supertype__)
    if kind in _AS_IT_IS:
        return _same
    if is_dataclass(kind):
        return _record(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _container(get_origin(kind), get_args(kind))


def _same(value: Any) -> Any:
    return value


def _record(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}

    def read(value: Any) -> Any:
        return kind(**{name: readers[name](one) for name, one in value.items() if name in readers})

    return read


def _container(origin: Any, inner: tuple[Any, ...]) -> Reader:
    if origin in {Union, UnionType}:
        (only,) = (_reader(one) for one in inner if one is not NoneType)
        return lambda value: None if value is None else only(value)
    if origin is tuple and inner[-1] is not Ellipsis:
        parts = tuple(_reader(one) for one in inner)
        return lambda value: tuple(read(one) for read, one in zip(parts, value, strict=True))
    each = _reader(inner[-1] if isinstance(origin, type) and issubclass(origin, Mapping) else inner[0])
    if origin in {tuple, frozenset}:
        return lambda value: origin(each(one) for one in value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return lambda value: {name: each(one) for name, one in value.items()}
    raise TypeError(f"cannot be read back: {origin}")
