"""A quick look at a whole document: may it hold a figure, a claim or a topic's commitment?

A figure and a claim are stated of an indicator, and a commitment of interest stands in a document
that names one (or in a list of follow-ups). So a document in which no indicator's name or word
stands needs no reading. The gate looks in the raw text, and in the repaired one only where a
repair could join or part a word; on archives in which few documents are of the topic it saves
nearly all of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import ahocorasick

from extract.document import Document
from extract.facts import Extraction, extract
from extract.finder import Finder, first_letters, fold
from extract.indicators import find_indicators, load_patterns
from extract.text import repair

# Where a repair may join or part a word: what cannot be seen, marks of HTML, odd spaces and
# hyphens, a word cut at the end of a line, letters glued to digits, signs or "per".
_REPAIRED = re.compile(
    r"[\x0b\x0c\r\x85\xa0\xad\u1680\u2000-\u200f\u2010\u2011\u2028-\u202f\u205f-\u2064\u2212"
    r"\u3000\ufeff\ufffc\uff10-\uff19<&]|-[ \t]?\n|\d(?=[^\W\d])|%(?=[A-Za-z])"
    r"|(?<=[^\W\d])\d|[Pp][Ee][Rr](?=kapita|hari|bulan|tahun|minggu|orang|jiwa|kk|keluarga)"
)


@cache
def _automaton() -> Any | None:
    """The beginnings of all indicators' words, each with the patterns that begin so; None when a
    pattern has no beginnings, so that every document must be read."""
    owners: dict[str, list[Finder]] = {}
    for finder in load_patterns():
        heads = first_letters(finder.pattern, finder.compiled.flags & ~re.UNICODE)
        if heads is None:
            return None
        for head in heads[0]:
            owners.setdefault(head, []).append(finder)
    automaton = ahocorasick.Automaton()
    for head, owned in owners.items():
        automaton.add_word(head, (len(head) - 1, tuple(owned)))
    automaton.make_automaton()
    return automaton


def names_indicator(text: str) -> bool:
    """Whether a repaired text names an indicator, by the same patterns as `find_indicators`.

    >>> names_indicator("Angka kemiskinan turun."), names_indicator("Harga cabai turun.")
    (True, False)
    """
    known = _automaton()
    if known is None:
        return bool(find_indicators(text))
    low = fold(text)
    for last, (size, owners) in known.iter(low):
        start = last - size
        if start and low[start - 1].isalnum():
            continue
        if any(owner.match(text, start) for owner in owners):
            return True
    return False


def may_hold_facts(document: Document) -> bool:
    """Whether a document can hold a figure, a claim or a commitment of our topics."""
    text = document.text
    if document.kind == "minutes" or names_indicator(text):
        return True
    return _REPAIRED.search(text) is not None and names_indicator(repair(text).text)


def extract_gated(documents: Iterable[Document]) -> Iterator[Extraction]:
    """The facts of many documents in their order; an empty record for those the gate holds back."""
    for document in documents:
        yield extract(document) if may_hold_facts(document) else Extraction(document=document)
