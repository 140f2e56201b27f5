"""Whether a text is of the field at all: of poverty and of what is measured and done about it.

Money, aid and houses are spoken of everywhere: a report from a court has its "denda Rp9 miliar",
and anybody "akan membangun rumah". Such words count only in a text that names what is measured (a
rate of poverty, stunting, unemployment, growth ...), the poor, or a programme of
`tables/field_words.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import islice
from typing import Any

import ahocorasick

from extract.document import Document, TableError
from extract.finder import Finder, compile_finder, first_letters, fold
from extract.indicators import LABEL, load_patterns
from extract.reading import Reading
from extract.tables import load_table

# What is stated in other fields as well, and topics whose bare words ("ekstrem", "pertumbuhan")
# belong to the weather or to a firm.
EVERYWHERE = ("budget", "incentive", "beneficiaries", "housing")
ONLY_BY_NAME = ("extreme_poverty", "growth")


@cache
def _finders() -> tuple[Finder, ...]:
    """The patterns one of which stands in every text of the field."""
    named = [
        finder
        for topic, strength, finder in load_patterns()
        if topic not in EVERYWHERE and (strength == LABEL or topic not in ONLY_BY_NAME)
    ]
    parts = [row["pattern"] for row in load_table("field_words")]
    try:
        words = compile_finder(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
    except re.error as error:
        raise TableError(f"field_words.csv: {error}") from error
    return (*named, words)


@cache
def _automaton() -> Any | None:
    """The beginnings of all these patterns, each with the patterns that begin so; None when a
    pattern has no beginnings, so that every pattern must be searched."""
    owners: dict[str, list[Finder]] = {}
    for finder in _finders():
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


def find_words(text: str) -> Iterator[int]:
    """Where a repaired text names what the field measures, the poor, or a programme for them."""
    known = _automaton()
    if known is None:
        yield from sorted(m.start() for f in _finders() for m in f.compiled.finditer(text))
        return
    low = fold(text)
    for last, (size, owners) in known.iter(low):
        start = last - size
        if start and low[start - 1].isalnum():
            continue
        if any(owner.match(text, start) for owner in owners):
            yield start


def names_field(text: str) -> bool:
    """Whether a repaired text names anything of the field.

    >>> names_field("Angka kemiskinan turun."), names_field("Anggaran stadion Rp5 miliar.")
    (True, False)
    """
    return next(find_words(text), None) is not None


def is_of_field(document: Document, repaired: str) -> bool:
    """Whether a document may hold facts: minutes always, since their lists name no topic."""
    return document.kind == "minutes" or names_field(repaired)


# Characters to a word of the field: of the 230 annotated documents none has more than 515, half
# have 134 or fewer. A text with more only touches on the field.
SPARSE = 1_000
AROUND = 2  # paragraphs before and behind one that names the field


def reach(reading: Reading) -> Collection[int] | None:
    """The paragraphs in which a text that only touches on the field speaks of it; None when the
    whole text does, or is of minutes."""
    if reading.document.kind == "minutes":
        return None
    enough = -(-len(reading.text) // SPARSE)
    words = list(islice(find_words(reading.text), enough))
    if len(words) == enough:
        return None
    named = {reading.sentences[reading.sentence_index(place)].paragraph for place in words}
    return {n for at in named for n in range(at - AROUND, at + AROUND + 1)}
