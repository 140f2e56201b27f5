"""Each guard of the threat model taken away, one at a time: its test must fail.

    python -m benchmarks.guards                  all of benchmarks/guards.toml
    python -m benchmarks.guards --threat 12      one row; may be repeated

The project is copied to a temporary folder, one guard is replaced there by code without it, and the
row's test is run. First all tests are run once with every guard in place. Exit code 1 when a test
does not notice, or fails by itself.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = Path(__file__).with_suffix(".toml")
PARTS = ("scraper", "extract", "pipelines", "tests", "benchmarks", "data", "docs")
FILES = ("pyproject.toml", "Makefile", "requirements.lock", "README.md", "CHANGELOG.md")
HANGS = 120  # seconds; a test that hangs without its guard has noticed as well
FAILED = 1  # pytest's exit code for tests that ran and failed; 2 to 5 are errors of its own


@dataclass(frozen=True, slots=True)
class Guard:
    """A row of the table: which threat, where the guard stands, what is there without it."""

    threat: int
    file: str
    function: str
    old: str
    new: str
    test: str


def load_guards(table: Path = TABLE) -> list[Guard]:
    """The rows of the table, by their numbers."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))["guard"]
    return sorted((Guard(**row) for row in rows), key=lambda guard: guard.threat)


def copy_project(folder: Path) -> None:
    """The project without its history and environment."""
    for part in PARTS:
        leave = shutil.ignore_patterns("__pycache__", "demo", "archive", "public", "*.db*")
        shutil.copytree(ROOT / part, folder / part, ignore=leave)
    for name in FILES:
        shutil.copy2(ROOT / name, folder / name)


def run_tests(folder: Path, tests: Iterable[str], seconds: float = HANGS) -> int | None:
    """The exit code of pytest in the copy; None when it takes longer than `seconds`."""
    paths = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    options = ("-q", "-x", "-p", "no:xdist", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *options, *dict.fromkeys(tests)]
    try:
        done = subprocess.run(
            command, cwd=folder, env=os.environ | paths, timeout=seconds, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    if done.returncode not in (0, FAILED):
        print(done.stdout.decode(errors="replace")[-2000:])
    return done.returncode


def without(folder: Path, guard: Guard) -> str:
    """What the guard's test says without it: "noticed", "hangs" or what is wrong."""
    path = folder / guard.file
    whole = path.read_text(encoding="utf-8")
    if whole.count(guard.old) != 1:
        return f"its code stands {whole.count(guard.old)} times in {guard.file}"
    path.write_text(whole.replace(guard.old, guard.new), encoding="utf-8")
    try:
        code = run_tests(folder, [guard.test])
    finally:
        path.write_text(whole, encoding="utf-8")
    if code is None:
        return "hangs"
    return "noticed" if code == FAILED else f"NOT NOTICED (exit {code})"


def check(guards: Sequence[Guard]) -> int:
    """Take every guard away in turn; how many went unnoticed."""
    missed = 0
    with tempfile.TemporaryDirectory(prefix="rakor-guards-") as name:
        folder = Path(name) / "rakor"
        folder.mkdir()
        copy_project(folder)
        if run_tests(folder, [guard.test for guard in guards], HANGS * len(guards)) != 0:
            print("tests fail with all guards in place")
            return len(guards)
        for guard in guards:
            began = time.monotonic()
            said = without(folder, guard)
            missed += said not in ("noticed", "hangs")
            print(f"{guard.threat:3} {guard.file}, {guard.function}: {said} "
                  f"({time.monotonic() - began:.1f} s)", flush=True)  # fmt: skip
    print(f"{len(guards)} guards taken away, {missed} unnoticed")
    return missed


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--threat", type=int, action="append", default=[])
    asked = parser.parse_args()
    guards = [g for g in load_guards() if not asked.threat or g.threat in asked.threat]
    return 1 if check(guards) else 0


if __name__ == "__main__":
    sys.exit(main())
