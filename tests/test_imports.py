"""The house has one direction, and each part stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT


def test_import_contracts(tmp_path: Path) -> None:
    """The contracts of pyproject.toml, checked by import-linter over every import."""
    tool = Path(sys.executable).with_name("lint-imports")
    assert tool.exists(), "import-linter is missing; run `make install`"
    done = subprocess.run(
        [tool, "--cache-dir", str(tmp_path)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


# What may not be loaded by importing a module, where the import graph does not tell: imports
# inside functions are allowed, because they are paid for only when they are needed.
LIGHT = [
    ("extract.periods", ("spacy", "dateparser.search", "sqlite3", "httpx")),
    ("extract.quantities", ("spacy", "sqlite3", "httpx")),
    ("scraper.sources", ("spacy", "httpx", "trafilatura")),
    ("pipelines.cli", ("spacy", "datasette", "sqlite_utils", "httpx", "rich", "extract")),
    ("pipelines.store", ("spacy", "datasette", "httpx")),
    ("pipelines.commands.status", ("spacy", "datasette", "httpx")),
]


@pytest.mark.parametrize(("module", "heavy"), LIGHT, ids=[name for name, _ in LIGHT])
def test_what_a_module_loads(module: str, heavy: tuple[str, ...]) -> None:
    code = f"import sys, {module}\nprint(*[n for n in {heavy!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def _is_count(value: ast.expr) -> bool:
    number = isinstance(value, ast.Constant) and isinstance(value.value, int)
    return number or isinstance(value, ast.Tuple)


def test_no_pattern_loses_its_braces() -> None:
    """`{1,2}` inside an f-string is no count of a pattern but the text "(1, 2)"."""
    lost = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for package in ("extract", "scraper", "pipelines")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FormattedValue) and _is_count(node.value)
    ]
    assert lost == []


def test_nothing_imports_the_tests() -> None:
    found = [
        path
        for package in ("extract", "scraper", "pipelines")
        for path in (ROOT / package).rglob("*.py")
        if "from tests" in path.read_text("utf-8") or "import tests" in path.read_text("utf-8")
    ]
    assert found == []


@pytest.mark.parametrize(
    "target", ["run", "test", "install", "system", "lint", "format", "docs", "lock", "wheel"]
)
def test_make_knows(target: str, tool: Callable[[str], str]) -> None:
    done = subprocess.run(
        [tool("make"), "--dry-run", target], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
