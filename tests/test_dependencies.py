"""What the project runs on is declared, pinned, installed as pinned, and not known to be bad."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
KNOWN_BAD = Path(__file__).parent / "known_bad.yaml"
OWN = {"bot", "tests"}


@cache
def declared() -> dict[str, tuple[Requirement, ...]]:
    """Return what pyproject.toml asks for: to run, and to develop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "run": tuple(map(Requirement, project["dependencies"])),
        "dev": tuple(map(Requirement, project["optional-dependencies"]["dev"])),
    }


def pin_lines() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@cache
def pins() -> dict[str, str]:
    return {
        canonicalize_name(name): pinned for name, _, pinned in (one.partition("==") for one in pin_lines())
    }


def names(wanted: tuple[Requirement, ...]) -> set[str]:
    return {canonicalize_name(one.name) for one in wanted}


def needed(wanted: tuple[Requirement, ...]) -> set[str]:
    """Return all that these lead to on this machine, themselves included."""
    found: set[tuple[str, str]] = set()
    left = {pair for one in wanted for pair in _with_extras(one)}
    while left:
        name, extra = left.pop()
        found.add((name, extra))
        for one in _required(name):
            if one.marker is None or one.marker.evaluate({"extra": extra}):
                left |= _with_extras(one) - found
    return {name for name, _ in found}


def _with_extras(one: Requirement) -> set[tuple[str, str]]:
    return {(canonicalize_name(one.name), extra) for extra in ("", *one.extras)}


def _required(name: str) -> list[Requirement]:
    try:
        return [Requirement(line) for line in requires(name) or ()]
    except PackageNotFoundError:
        return []


def imported(folder: str) -> Iterator[tuple[str, str]]:
    """Yield each package from outside that a file of this folder imports, with the file."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                modules.append(node.module or "")
            for module in modules:
                top = module.partition(".")[0]
                if top not in OWN and top not in sys.stdlib_module_names:
                    yield top, str(path.relative_to(ROOT))


def bad(package: str, installed: str) -> list[str]:
    """Return the advisories that hold for this version."""
    rows = yaml.safe_load(KNOWN_BAD.read_text(encoding="utf-8"))
    return [
        row["advisory"]
        for row in rows
        if row["package"] == package and SpecifierSet(row["versions"]).contains(installed, prereleases=True)
    ]


@pytest.mark.parametrize("line", pin_lines())
def test_a_pin_is_one_exact_version_and_that_is_installed(line: str) -> None:
    (only,) = Requirement(line).specifier
    assert (only.operator, "*" in only.version) == ("==", False)
    try:
        assert version(Requirement(line).name) == only.version
    except PackageNotFoundError:
        # Another Python or system may need it.
        assert canonicalize_name(Requirement(line).name) not in needed(declared()["run"] + declared()["dev"])


def test_no_package_is_pinned_twice() -> None:
    assert len(pins()) == len(pin_lines())


def test_all_that_is_needed_is_pinned() -> None:
    assert sorted(needed(declared()["run"] + declared()["dev"]) - set(pins())) == []


@pytest.mark.skipif(
    (sys.platform, sys.version_info[:2]) != ("linux", (3, 11)),
    reason="what is pinned for Python 3.11 on Linux may not be needed here",
)
def test_nothing_is_pinned_that_nothing_needs() -> None:
    assert sorted(set(pins()) - needed(declared()["run"] + declared()["dev"])) == []


@pytest.mark.parametrize(("folder", "kinds"), [("bot", ("run",)), ("tests", ("run", "dev"))])
def test_what_is_imported_is_declared(folder: str, kinds: tuple[str, ...]) -> None:
    asked = set().union(*(names(declared()[kind]) for kind in kinds))
    homes = packages_distributions()
    strange = {
        (module, path)
        for module, path in imported(folder)
        if not {canonicalize_name(home) for home in homes.get(module, ())} & asked
    }

    assert sorted(strange) == []


def test_no_pin_is_known_to_be_bad() -> None:
    assert {name: found for name, pinned in pins().items() if (found := bad(name, pinned))} == {}


@pytest.mark.parametrize(
    ("package", "old", "advisory"),
    [
        ("starlette", "0.49.0", "CVE-2025-62727"),
        ("python-multipart", "0.0.26", "CVE-2026-42561"),
        ("pydantic", "2.3.0", "CVE-2024-3772"),
        ("jinja2", "3.1.5", "CVE-2025-27516"),
    ],
)
def test_a_version_that_is_known_to_be_bad_is_found(package: str, old: str, advisory: str) -> None:
    assert advisory in bad(package, old)


def test_each_row_of_what_is_bad_is_of_a_package_that_is_pinned() -> None:
    rows = yaml.safe_load(KNOWN_BAD.read_text(encoding="utf-8"))

    assert [row for row in rows if row["package"] not in pins()] == []
    assert all(row["advisory"].startswith("CVE-") and row["what"] for row in rows)
