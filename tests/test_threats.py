"""The threat model: every threat has a guard and a test, and the table of guards is in step."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from benchmarks.guards import Guard, load_guards

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"\| (\d+) \| ([^|]+) \| `([^`]+)`: `([^`]+)` \| `([^`]+)` \|")
GUARDS = load_guards()


def rows() -> list[tuple[int, str, str, str, str]]:
    """Number, threat, file, function and test of every row of the page."""
    text = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    found = [ROW.fullmatch(line) for line in text.splitlines() if re.match(r"\| \d", line)]
    assert all(found), "a row of another shape"
    return [(int(m[1]), *m.groups()[1:]) for m in found if m]  # type: ignore[misc]


@cache
def names(path: Path) -> frozenset[str]:
    """The functions, methods and module constants of a Python file, as `name` and `Class.name`."""
    return frozenset(_names(ast.parse(path.read_text(encoding="utf-8")).body, ""))


def _names(body: list[ast.stmt], before: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield before + node.name
        elif isinstance(node, ast.ClassDef):
            yield from _names(node.body, f"{node.name}.")
        elif isinstance(node, ast.Assign):
            yield from (before + t.id for t in node.targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield before + node.target.id


def test_rows_are_numbered_and_told_once() -> None:
    numbers = [row[0] for row in rows()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len({row[1] + row[3] for row in rows()}) == len(numbers)


def test_page_and_table_say_the_same() -> None:
    told = [(number, file, function, test) for number, _, file, function, test in rows()]
    assert told == [(g.threat, g.file, g.function, g.test) for g in GUARDS]


@pytest.mark.parametrize("guard", GUARDS, ids=[str(guard.threat) for guard in GUARDS])
def test_guard_and_test_exist(guard: Guard) -> None:
    path = ROOT / guard.file
    text = path.read_text(encoding="utf-8")
    assert text.count(guard.old) == 1, "the guard's code has changed: mend benchmarks/guards.toml"
    assert guard.old != guard.new
    if path.suffix == ".py":
        assert guard.function in names(path)
    else:
        assert guard.function in text
    file, _, name = guard.test.partition("::")
    assert name.partition("[")[0] in names(ROOT / file)


def test_tables_of_examples_hold_the_named_one() -> None:
    """An id in brackets is that of a row of the test's table."""
    for guard in GUARDS:
        file, _, name = guard.test.partition("::")
        example = name.partition("[")[2].removesuffix("]")
        assert not example or f'"{example}"' in (ROOT / file).read_text(encoding="utf-8")
