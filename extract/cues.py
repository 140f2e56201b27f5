"""Words that say what kind of statement a sentence makes: one table, one compiled pattern each."""

from __future__ import annotations

import re
from functools import cache

from extract.document import TableError
from extract.finder import Finder, compile_finder
from extract.tables import load_table


@cache
def _phrases() -> dict[str, list[str]]:
    phrases: dict[str, list[str]] = {}
    for row in load_table("cues"):
        phrases.setdefault(row["kind"], []).append(row["pattern"])
    return phrases


def spaced(phrase: str) -> str:
    """A phrase whose spaces stand for any white space, also between words that may be glued."""
    return phrase.replace(" ?", r"\s?").replace(" ", r"\s+")


@cache
def _finders() -> dict[str, Finder]:
    """One finder for each kind; all are made together, so that their automaton is built once."""
    return {kind: _finder(kind, phrases) for kind, phrases in _phrases().items()}


def _finder(kind: str, phrases: list[str]) -> Finder:
    parts = [spaced(phrase) for phrase in phrases]
    try:
        return compile_finder(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
    except re.error as error:
        raise TableError(f"cues.csv, kind {kind}: {error}") from error


@cache
def cue(kind: str) -> Finder:
    """The pattern of all phrases of one kind in `tables/cues.csv`, case ignored, whole words.

    A phrase that ends in `$` stands directly before what it governs.
    """
    finder = _finders().get(kind)
    if finder is None:
        raise TableError(f"cues.csv has no row of kind {kind!r}")
    return finder
