"""Plans, instructions and decrees that a promise rests on, with their number and years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.finder import Finder, compile_finder
from extract.tables import load_table


@dataclass(frozen=True, slots=True)
class InstrumentMention:
    """A place that names an instrument: kind of `tables/instrument_names.csv`, number, first and
    last year where the text gives them."""

    start: int
    end: int
    kind: str
    number: str | None
    first_year: int | None
    last_year: int | None


TAIL = re.compile(
    r"(?: (?:Provinsi|Kabupaten|Kab\.|Kota)(?: [A-Z][\w-]+){1,3}| Nasional"
    r"|(?: (?!Nomor|No\b)[A-Z][\w-]+){1,3}(?= [Nn](?:omor|o\b)))?"
    r"(?:,? (?:RI )?(?:[Nn]omor|NOMOR|[Nn]o\.?|NO\.?) ?:? ?(?P<number>[\w./-]*\d[\w./-]*)"
    r"| (?P<short>\d{1,3}/(?:19|20)\d\d))?"
    r"(?:,? ?(?:\(?(?:[Tt]ahun(?: [Aa]nggaran)?|TAHUN|[Pp]eriode|TA|thn) ?)?\(?(?P<first>(?:19|"
    r"20)\d\d)"
    r"(?: ?(?:-|–|—|/|sampai(?: dengan)?|s\.?/?d\.?|hingga) ?(?:tahun )?(?P<last>(?:19|"
    r"20)\d\d))?\)?)?"
)


@cache
def _patterns() -> tuple[tuple[str, Finder], ...]:
    return tuple(
        (row["kind"], compile_finder(rf"(?<!\w){row['pattern']}(?!\w)"))
        for row in load_table("instrument_names")
    )


def find_instruments(text: str) -> list[InstrumentMention]:
    """The instruments that a text names, in order.

    >>> [(m.kind, m.number, m.first_year) for m in find_instruments("Inpres Nomor 4 Tahun 2022")]
    [('Inpres', '4', 2022)]
    """
    found: list[InstrumentMention] = []
    for kind, pattern in _patterns():
        for match in pattern.finditer(text):
            if any(m.start < match.end() and match.start() < m.end for m in found):
                continue
            found.append(_with_tail(text, kind, match))
    return sorted(found, key=lambda m: m.start)


def _with_tail(text: str, kind: str, match: re.Match[str]) -> InstrumentMention:
    tail = TAIL.match(text, match.end())
    end = tail.end() if tail else match.end()
    number = (tail["number"] or tail["short"]) if tail else None
    first = int(tail["first"]) if tail and tail["first"] else None
    last = int(tail["last"]) if tail and tail["last"] else first
    if number and "/" in number and first is None:
        head, _, year = number.rpartition("/")
        if re.fullmatch(r"(?:19|20)\d\d", year):
            number, first, last = head, int(year), int(year)
    return InstrumentMention(match.start(), end, kind, number, first, last)
