"""Words that say what kind of statement a sentence makes: one table, one compiled pattern each."""

from __future__ import annotations

import re
from functools import cache

from extract.document import TableError
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
def cue(kind: str) -> re.Pattern[str]:
    """The pattern of all phrases of one kind in `tables/cues.csv`, case ignored, whole words.

    A phrase that ends in `$` stands directly before what it governs.
    """
    phrases = _phrases().get(kind)
    if not phrases:
        raise TableError(f"cues.csv has no row of kind {kind!r}")
    parts = [spaced(phrase) for phrase in phrases]
    try:
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
    except re.error as error:
        raise TableError(f"cues.csv, kind {kind}: {error}") from error
