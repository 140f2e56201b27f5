"""What stands on news pages and is not the article: the tables of furniture.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from scraper.blocks import Element

FURNITURE_TAGS = frozenset(("form", "aside", "footer"))


@dataclass(frozen=True, slots=True)
class Furniture:
    """The tables of furniture.toml, ready to match."""

    names: frozenset[str]
    body_names: frozenset[str]
    line: re.Pattern[str]
    end: re.Pattern[str]
    related: re.Pattern[str]
    minutes: re.Pattern[str]


@cache
def load_furniture() -> Furniture:
    """The names and line patterns of what is no article text."""
    table = tomllib.loads(files("scraper").joinpath("furniture.toml").read_text("utf-8"))
    lines = {kind: "|".join(patterns) for kind, patterns in table["lines"].items()}
    end, minutes, related = lines.pop("end"), lines.pop("minutes"), lines["related"]
    return Furniture(
        names=frozenset(table["names"]["furniture"]),
        body_names=frozenset(table["names"]["body"]),
        line=re.compile("|".join(lines.values()), re.IGNORECASE),
        end=re.compile(end, re.IGNORECASE),
        related=re.compile(related, re.IGNORECASE),
        minutes=re.compile(minutes, re.IGNORECASE),
    )


@lru_cache(maxsize=8192)
def _name_parts(names: str) -> frozenset[str]:
    return frozenset(re.split(r"[\s_\-]+", names.lower()))


def is_furniture(element: Element) -> bool:
    """Whether tag, class or id of an element say that it holds no article text."""
    if element.tag in FURNITURE_TAGS:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return names != " " and not _name_parts(names).isdisjoint(load_furniture().names)


@cache
def load_sponsored() -> dict[str, re.Pattern[str]]:
    """Patterns for each place where a page says that it was paid for, of furniture.toml."""
    table = tomllib.loads(files("scraper").joinpath("furniture.toml").read_text("utf-8"))
    words = "|".join(table["sponsored"]["words"])
    notes = "|".join(table["sponsored"]["notes"])
    patterns = {
        "label": rf"\W*(?:(?:berita|konten|artikel)\s+)?(?:{words})\W*$",
        "end": rf"(?:\([^()]{{0,30}}\b(?:{words})\b[^()]{{0,40}}\)|\*+\s*(?:{words}))\W*$",
        "title": rf"\W*(?:{words})(?:\s*[:)\]|]|\s+[–-]\s)",
        "path": rf"/(?:{words})(?:/|$)",
        "note": notes,
    }
    return {place: re.compile(pattern, re.IGNORECASE) for place, pattern in patterns.items()}
