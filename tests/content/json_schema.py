"""As much of JSON Schema as our own schema uses, to hold parents against it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
TYPES = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}


def mistakes(value: object, schema: Schema, root: Schema, place: str = "") -> Iterator[str]:
    """Yield where a value does not fit a schema."""
    below = list(schema.get("allOf", ()))
    if "$ref" in schema:
        below.append(root["definitions"][schema["$ref"].rpartition("/")[2]])
    for one in below:
        yield from mistakes(value, one, root, place)
    if "anyOf" in schema:
        tries = [list(mistakes(value, one, root, place)) for one in schema["anyOf"]]
        yield from min(tries, key=len)
    wrong = _wrong(value, schema)
    if wrong:
        yield f"{place}: {wrong}"
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from mistakes(item, schema.get("items", {}), root, f"{place}[{number}]")
    elif isinstance(value, dict):
        yield from _entries(value, schema, root, place)


def _wrong(value: object, schema: Schema) -> str:
    if "type" in schema and not _is(value, schema["type"]):
        return f"no {schema['type']}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{value} is none of them"
    fits = "pattern" not in schema or re.search(schema["pattern"], str(value))
    return "" if fits else f"{value} does not fit"


def _is(value: object, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and not (kind == "integer" and isinstance(value, bool))


def _entries(value: Mapping[str, object], schema: Schema, root: Schema, place: str) -> Iterator[str]:
    known, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    for key in schema.get("required", ()):
        if key not in value:
            yield f"{place}: {key} is missing"
    for key, one in value.items():
        if "propertyNames" in schema:
            yield from mistakes(key, schema["propertyNames"], root, f"{place}.{key}")
        if key in known:
            yield from mistakes(one, known[key], root, f"{place}.{key}")
        elif isinstance(more, dict):
            yield from mistakes(one, more, root, f"{place}.{key}")
        elif not more:
            yield f"{place}: {key} is unknown"
