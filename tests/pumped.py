"""Every pattern of the packages against texts that repeat what the pattern itself is made of.

Run as a program it ends when all have been searched: a pattern that tries every way to part a
repetition would not end in a lifetime.
"""

from __future__ import annotations

import ast
import itertools
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

TIMES = 40
NAMES = ("search", "match", "fullmatch", "findall", "finditer", "sub", "split")
CALLS = frozenset(f"re.{name}" for name in NAMES)
# What stands for a class of characters: letter, digit, space, sign.
KINDS = {
    constants.CATEGORY_WORD: "a",
    constants.CATEGORY_NOT_WORD: ".",
    constants.CATEGORY_DIGIT: "1",
    constants.CATEGORY_NOT_DIGIT: "a",
    constants.CATEGORY_SPACE: " ",
    constants.CATEGORY_NOT_SPACE: "a",
}


def patterns() -> dict[str, re.Pattern[Any]]:
    """The compiled patterns that the packages' modules hold, by their text."""
    found: dict[str, re.Pattern[Any]] = {}
    for package in ("extract", "scraper", "pipelines"):
        top = import_module(package)
        for module in pkgutil.walk_packages(top.__path__, f"{package}."):
            loaded = import_module(module.name)
            inside = [*_inside(list(vars(loaded).values()), 0), *_inline(str(loaded.__file__))]
            found |= {repr((one.pattern, one.flags)): one for one in inside}
    return found


def _inline(file: str) -> Iterator[re.Pattern[Any]]:
    """The patterns that stand in calls such as `re.fullmatch(r"...", text)`."""
    for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or ast.unparse(node.func) not in CALLS:
            continue
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str | bytes):
            yield re.compile(first.value, re.IGNORECASE)


def _inside(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _inside(item, depth + 1)
    elif depth < 4 and isinstance(value, dict):
        yield from _inside(list(value.values()), depth + 1)
    elif depth < 4 and is_dataclass(value) and not isinstance(value, type):
        yield from _inside([getattr(value, field.name) for field in fields(value)], depth + 1)


def letters(pattern: re.Pattern[Any]) -> set[str]:
    """One character for each literal, range and class that a pattern is made of."""
    text, flags = pattern.pattern, pattern.flags
    if isinstance(text, bytes):
        text, flags = text.decode("latin-1"), flags & ~re.UNICODE
    return set(_letters(parser.parse(text, flags & ~re.DEBUG)))


def _letters(tree: Any) -> Iterator[str]:
    for operation, argument in tree:
        if operation in (constants.LITERAL, constants.NOT_LITERAL):
            yield chr(argument)
        elif operation is constants.RANGE:
            yield chr(argument[0])
        elif operation is constants.CATEGORY:
            yield KINDS.get(argument, "a")
        elif operation is constants.ANY:
            yield "a"
        elif operation is constants.IN:
            yield from _letters(argument)
        elif operation is constants.BRANCH:
            for branch in argument[1]:
                yield from _letters(branch)
        elif isinstance(argument, tuple | list):
            for part in argument:
                if isinstance(part, parser.SubPattern):
                    yield from _letters(part)
        elif isinstance(argument, parser.SubPattern):
            yield from _letters(argument)


def texts(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Repetitions of one and of two of its characters, with an end that fits nothing."""
    made = sorted(letters(pattern))[:12]
    for size in (1, 2):
        for unit in itertools.product(made, repeat=size):
            yield "".join(unit) * TIMES + "\0"


def main() -> None:
    """Search every text with its pattern."""
    for pattern in patterns().values():
        for text in texts(pattern):
            given: Any = text if isinstance(pattern.pattern, str) else text.encode()
            pattern.search(given)


if __name__ == "__main__":
    main()
