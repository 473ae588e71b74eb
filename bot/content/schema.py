"""The shape of a parent's file as a JSON Schema: completion and explanations while an author types.

The keys stand here, what they mean stands in dialogues/schema/keys.yaml, and the names of moves come from the
lexicon. The schema is a help; what counts is `check`.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from bot.content.folder import Folder
from bot.content.lexicon import desk_for
from bot.content.library import read_lexicon
from bot.model.lexicon import Lexicon

KEYS: Final = "schema/keys.yaml"
SCHEMA: Final = "schema/persona.schema.json"
Schema = dict[str, object]

SHAPES: Final[Mapping[str, Mapping[str, str]]] = {
    "persona": {
        **dict.fromkeys(("id", "name", "teaser", "you", "card", "start", "opening", "last_outcome"), "text!"),
        **dict.fromkeys(("short", "address"), "text"),
        **{"values": "map text", "names": "words", "complaint": "truth", "mood": "mood", "bands": "bands"},
        **{
            "difficulties": "map difficulty",
            "mandate": "mandate",
            "topics": "map rows",
            "layers": "map text",
            "conditions": "map when",
        },
        **{"reactions": "map steps", "event_steps": "map step", "everywhere": "list rule"},
        **{"states": "map state!", "answers": "map answer", "replies": "list reply"},
        **{"unclear": "lines!", "silence": "lines", "thoughts": "list thought"},
        **{"reflections": "list reflection", "outcomes": "map outcome!", "last_turn": "number"},
        **{"agreeing": "words", "resisting": "words", "warm_up": "warm_up"},
    },
    "mood": {"tension": "number", "trust": "number"},
    "warm_up": {"state": "text!", "line": "text!", "tension": "number", "trust": "number"},
    "bands": dict.fromkeys(("low", "mid", "high"), "range!"),
    "difficulty": {
        "title": "text!",
        **dict.fromkeys(("tension", "trust", "soften", "harden"), "number"),
    },
    "mandate": {"allowed": "map grant", "forbidden": "map grant"},
    "grant": {"text": "text!", "phrases": "rows!"},
    "step": {"when": "when", "tension": "number", "trust": "number"},
    "state": {
        **{"title": "text", "enter": "lines", "stay": "lines", "unclear": "lines"},
        **{"tip": "tip", "rules": "list rule", "outcome": "text"},
    },
    "tip": dict.fromkeys(("parent", "move", "example"), "text!"),
    "rule": {
        **{"id": "text", "when": "when", "to": "text", "back": "truth", "effect": "effect"},
        **{"lines": "lines", "thought": "text"},
    },
    "effect": {"tension": "number", "trust": "number", "set": "words", "clear": "words"},
    "answer": {
        **{"ask": "rows!", "when": "when", "effect": "effect", "lines": "lines!"},
        **{"follow": "truth", "beats": "words"},
    },
    "reply": {"id": "text", "when": "when", "lines": "lines!", "follow": "truth"},
    "case": {"when": "when", "lines": "block!"},
    "thought": {"when": "when", "text": "text!"},
    "reflection": {"when": "when", "hurt": "truth", "text": "text!"},
    "outcome": {
        **{"title": "text!", "good": "truth!", "in_disguise": "truth", "lukewarm": "truth"},
        "story": "text!",
    },
    "guard": {
        **{"moves": "moves", "every": "every", "without": "moves", "no_moves": "truth"},
        **{"surely": "moves", "perhaps": "moves"},
        "attributes": "attributes",
        **dict.fromkeys(
            ("topics", "parent_topics", "every_topic", "grants", "every_grant", "asked", "states"), "words"
        ),
        **dict.fromkeys(("flags", "no_flags", "conditions"), "words"),
        **{"echoes": "echoes", "events": "events", "scores": "scores"},
        **dict.fromkeys(("count", "before", "in_a_row"), "counts"),
        **dict.fromkeys(("tension", "trust", "turn", "stay", "words", "repeats", "missed"), "range"),
        **dict.fromkeys(("topic_count", "grant_count"), "map range"),
        **{"parent_asked": "truth", "understood": "truth", "some": "whens", "unless": "whens"},
    },
}
"""By kind of mapping its keys and what stands behind each; `!` is needed."""


def write_schema(folder: Path) -> Path:
    """Write the schema into a folder of content and return where it stands."""
    path = folder / SCHEMA
    path.parent.mkdir(exist_ok=True)
    text = json.dumps(persona_schema(Folder(folder)), ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")
    return path


def persona_schema(files: Folder) -> Schema:
    """Return the schema of a parent's file, explained in the words of a folder of content."""
    lexicon, words = read_lexicon(files), _explanations(files)
    shapes = {name: _shape(name, shape, words) for name, shape in SHAPES.items() if name != "persona"}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": words.get("title", ""),
        **_shape("persona", SHAPES["persona"], words),
        "definitions": {**shapes, **_pieces(), **_names(lexicon, files)},
    }


def _explanations(files: Folder) -> dict[str, str]:
    """Return what keys mean, as `shape.key`."""
    root = files.tree(KEYS) if (files.path / KEYS).is_file() else None
    words: dict[str, str] = {}
    for shape, node in (root.entries if root and root.entries else {}).items():
        words[shape] = node.text or ""
        words.update({f"{shape}.{key}": below.text or "" for key, below in (node.entries or {}).items()})
    return words


def _shape(name: str, shape: Mapping[str, str], words: Mapping[str, str]) -> Schema:
    """Return a mapping with only these keys."""
    properties = {
        key: {**_kind(kind.rstrip("!")), "description": words.get(f"{name}.{key}", "")}
        for key, kind in shape.items()
    }
    needed = [key for key, kind in shape.items() if kind.endswith("!")]
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": needed} if needed else found


def _kind(kind: str) -> Schema:
    plain: Mapping[str, Schema] = {
        "text": {"type": "string"},
        "number": {"type": "integer"},
        "truth": {"type": "boolean"},
    }
    if kind in plain:
        return dict(plain[kind])
    outer, _, inner = kind.rpartition(" ")
    if outer == "map":
        return {"type": "object", "additionalProperties": _kind(inner)}
    if outer == "list":
        return {"anyOf": [_kind(inner), {"type": "array", "items": _kind(inner)}]}
    # In draft 7 whatever stands beside a reference is not looked at; so it goes one deeper.
    return {"allOf": [{"$ref": f"#/definitions/{kind}"}]}


def _pieces() -> Schema:
    """Return the small kinds: rows of text, ranges, lines by band, steps."""
    text: Schema = {"type": "string"}
    bands = {band: _kind("rows") for band in ("any", "low", "mid", "high")}
    number = r"\s*([<>]=?\s*\d+|\d+(\s*[-–]\s*\d+)?|low|mid|high)\s*"
    return {
        "words": {"anyOf": [text, {"type": "array", "items": text}]},
        "rows": {"anyOf": [text, {"type": "array", "items": text}]},
        "range": {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": f"^{number}$"}]},
        "block": {
            "anyOf": [
                _kind("rows"),
                {"type": "object", "properties": bands, "additionalProperties": False},
            ]
        },
        "lines": {"anyOf": [_kind("block"), {"type": "array", "items": _kind("case")}]},
        "when": {"anyOf": [text, _kind("guard")]},
        "whens": {"anyOf": [_kind("when"), {"type": "array", "items": _kind("when")}]},
        "steps": _kind("list step"),
        "every": {"anyOf": [_kind("moves"), {"type": "array", "items": _kind("moves")}]},
    }


def _names(lexicon: Lexicon, files: Folder) -> Schema:
    """Return the names that the lexicon knows, so that an editor can complete them."""
    desk = desk_for(lexicon, files.notes("moves"))
    titles = {str(move.id): move.title for move in lexicon.moves.values()}
    groups = {group: ", ".join(sorted(found)) for group, found in lexicon.groups.items()}
    moves: dict[str, str] = {**titles, **groups}
    return {
        "moves": _some_of(moves, list(moves.values())),
        "attributes": _some_of(sorted(desk.attributes)),
        "echoes": _some_of(sorted(desk.echoes)),
        "events": _some_of(sorted(desk.events)),
        "counts": {"type": "object", "propertyNames": {"enum": list(moves)}, **_values("range")},
        "scores": {"type": "object", "propertyNames": {"enum": sorted(desk.scores)}, **_values("range")},
    }


def _values(kind: str) -> Schema:
    return {"additionalProperties": _kind(kind)}


def _some_of(names: Iterable[str], titles: list[str] | None = None) -> Schema:
    one: Schema = {"enum": list(names)}
    if titles:
        one["enumDescriptions"] = titles
    return {"anyOf": [one, {"type": "array", "items": one}]}
