"""The house rules that a machine can guard: size, words, layers, content."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "bot").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MIGRATIONS = ROOT / "bot" / "storage" / "migrations"


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    body = node.body
    has_docstring = ast.get_docstring(node) is not None
    docstring = (body[0].end_lineno or 0) - body[0].lineno + 1 if has_docstring else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


@pytest.mark.parametrize("path", CODE + TESTS, ids=relative)
def test_no_file_is_over_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_no_function_is_over_40_lines(path: Path) -> None:
    assert [f"{node.name}: {length(node)}" for node in functions(path) if length(node) > 40] == []


def test_most_functions_are_short() -> None:
    lengths = sorted(length(node) for path in CODE for node in functions(path))

    assert lengths[len(lengths) // 2] <= 10


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_files_are_named_after_concepts(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "manager", "misc", "core"}


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the string literals of a module that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def content_ids() -> set[str]:
    """Return the ids of all personas, their states, rules, flags and topics, moves and techniques."""
    ids: set[str] = set()
    for path in (ROOT / "dialogues" / "personas").glob("*.yaml"):
        if path.name.endswith(".test.yaml"):
            continue
        persona = yaml.safe_load(path.read_text(encoding="utf-8"))
        ids.add(persona["id"])
        for part in ("states", "topics", "outcomes", "layers", "answers"):
            ids |= set(persona.get(part, {}))
    for path in (ROOT / "dialogues" / "moves").glob("*.yaml"):
        moves = yaml.safe_load(path.read_text(encoding="utf-8"))
        ids |= set(moves.get("moves", {})) | set(moves.get("events", {}))
    course = yaml.safe_load((ROOT / "dialogues" / "course.yaml").read_text(encoding="utf-8"))
    techniques = course["techniques"]
    ids |= set(techniques) if isinstance(techniques, dict) else {one["id"] for one in techniques}
    # Short everyday words that are ids by chance say nothing about the code.
    return {one for one in ids if "_" in one or len(one) > 9}


def test_the_code_names_no_content() -> None:
    ids = content_ids()
    named = [
        f"{relative(path)}:{line} {text!r}" for path in CODE for line, text in strings(path) if text in ids
    ]

    assert named == []


DUTCH = re.compile(
    r"\b(het|een|niet|maar|deze|voor|geen|jouw|uw|wij|ouder|gesprek|kies|kan je|wordt|zijn|bij|naar)\b",
    re.IGNORECASE,
)


def test_the_code_holds_no_dutch_sentence() -> None:
    dutch = [
        f"{relative(path)}:{line} {text!r}"
        for path in CODE
        for line, text in strings(path)
        if len(text.split()) > 2 and len(DUTCH.findall(text)) >= 1
    ]

    assert dutch == []


def test_nobody_logs_words_or_names() -> None:
    """A log call takes ids and numbers; these names are what a teacher typed or is called."""
    private = {"text", "words", "message", "name", "quote", "reply", "raw", "first_name", "username"}
    leaks = []
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "log"):
                continue
            used = {n.id for a in node.args[1:] for n in ast.walk(a) if isinstance(n, ast.Name)}
            used |= {n.attr for a in node.args[1:] for n in ast.walk(a) if isinstance(n, ast.Attribute)}
            leaks += [f"{relative(path)}:{node.lineno} {name}" for name in used & private]

    assert leaks == []


def test_no_address_of_a_registry_stands_in_a_file() -> None:
    files = [ROOT / "constraints.txt", ROOT / "pyproject.toml", ROOT / "Makefile", ROOT / "Dockerfile"]

    address = re.compile(r"https?://(?!127\.0\.0\.1|localhost)")
    assert [path.name for path in files if address.search(path.read_text(encoding="utf-8"))] == []


def test_every_dependency_says_what_it_is_for() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").lower()
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[build-system]")[0]
    block = re.findall(r"^\s{2}\"([A-Za-z0-9_.-]+)(?:\[[a-z]+\])?\",$", pyproject, re.MULTILINE)
    missing = [name for name in block if f"`{name.lower()}`" not in page and name.islower()]

    assert missing == []
