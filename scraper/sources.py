"""The table of sources: outlets, councils and agencies, and where their lists stand."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date as Date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from soupsieve import SelectorSyntaxError
from soupsieve import compile as compile_selector

from extract.document import Kind, TableError
from scraper.addresses import plain_address, without_secret

STATES = ("untried", "active", "paused", "broken")
LISTING_KINDS = ("feed", "sitemap", "wordpress", "page")
NATION = "ID"

# What makes an item worth fetching where a source names no words of its own: words of poverty,
# of its programmes and of the bodies that meet about it, as headlines write them.
DEFAULT_WORDS: tuple[str, ...] = (
    "kemiskinan",
    "miskin",
    "termiskin",
    "kurang mampu",
    "prasejahtera",
    "pra sejahtera",
    "kesejahteraan",
    "stunting",
    "tengkes",
    "TKPK",
    "TKPKD",
    "TKPKP",
    "TPPS",
    "PPKE",
    "P3KE",
    "RPKD",
    "DTKS",
    "DTSEN",
    "Regsosek",
    "bansos",
    "bantuan sosial",
    "penerima manfaat",
    "PKH",
    "BPNT",
    "BLT",
    "RTLH",
    "rutilahu",
    "tidak layak huni",
    "bedah rumah",
    "pengangguran",
    "rasio gini",
    "gini ratio",
    "ketimpangan",
    "IPM",
    "pembangunan manusia",
    "garis kemiskinan",
    "insentif fiskal",
    "musrenbang",
    "RPJMD",
    "sekolah rakyat",
)


@dataclass(frozen=True, slots=True)
class Listing:
    """A place that lists articles; `link` and `next` are CSS selectors, for kind `page` only."""

    kind: str
    url: str
    link: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """CSS selectors of a site's pages; `until` is the last day on which it was used."""

    body: str
    title: str | None = None
    date: str | None = None
    author: str | None = None
    remove: str | None = None
    until: Date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One outlet, council or agency.

    `region` is its home region (Kemendagri code, "ID" for the nation), `delay` the seconds between
    the starts of two requests to one host, `expect` the fewest documents in 30 days, `words` the
    words of interest (None: DEFAULT_WORDS; empty: everything is wanted).
    """

    id: str
    name: str
    kind: Kind
    homepage: str
    region: str
    group: str | None = None
    listings: tuple[Listing, ...] = ()
    layouts: tuple[Layout, ...] = ()
    state: str = "untried"
    reason: str | None = None
    since: Date | None = None
    expect: int = 0
    delay: float = 2.0
    words: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of the file: its keys, its file and the numbers of the lines it covers."""

    values: Mapping[str, Any]
    file: str
    lines: Sequence[str]
    first: int
    last: int

    def error(self, reason: str, key: str | None = None) -> TableError:
        return TableError(f"{self.file}:{self.line_of(key)}: {reason}")

    def line_of(self, key: str | None) -> int:
        if key is not None:
            name = rf"[\"']?{re.escape(key)}[\"']?\s*"
            wanted = re.compile(rf"\s*(?:{name}[=.]|\[+(?:[^\]]*\.)?\s*{name}\])")
            for number in range(self.first, self.last + 1):
                if wanted.match(self.lines[number - 1]):
                    return number
        return self.first


def load_sources(
    path: Path | None = None, known_regions: Collection[str] | None = None
) -> tuple[Source, ...]:
    """The sources of a table, in the order of their ids; None is the table of the package.

    Raises TableError with file, line and reason for a table that is not as it must be: bad TOML,
    an unknown key, a duplicate id, ids out of order, an unknown region code, a wrong state.
    """
    file = "sources.toml" if path is None else str(path)
    text = _read_text(path, file)
    regions = region_codes() if known_regions is None else known_regions
    sources = [_source(*tables, regions) for tables in _blocks(text, file)]
    return tuple(sources)


@cache
def region_codes() -> frozenset[str]:
    """Every region code of the package's table, and "ID" for the nation."""
    text = files("extract").joinpath("tables/regions.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(row["code"] for row in csv.DictReader(lines)) | {NATION}


def _read_text(path: Path | None, file: str) -> str:
    try:
        if path is None:
            return files("scraper").joinpath("sources.toml").read_text(encoding="utf-8")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{file}:1: cannot be read: {error}") from error


def _blocks(text: str, file: str) -> Iterator[tuple[_Table, list[_Table], list[_Table]]]:
    """Each source with its listings and layouts, checked for order of ids."""
    lines = text.splitlines()
    values = _parse(text, file)
    top = _Table(values, file, lines, 1, len(lines))
    _known_keys(top, {"source"})
    entries = values.get("source", [])
    if not isinstance(entries, list):
        raise top.error("sources are written as [[source]]", "source")
    starts = _headers(lines, "source", 1, len(lines), len(entries))
    seen: list[str] = []
    for entry, (first, last) in zip(entries, starts, strict=True):
        table = _Table(entry, file, lines, first, last)
        _check_order(table, seen)
        yield table, _children(table, "listing"), _children(table, "layout")


def _parse(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise TableError(f"{file}:1: is no TOML: its brackets are nested too deeply") from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = found[1] if found else str(len(text.splitlines()))
        raise TableError(f"{file}:{line}: is no TOML: {error}") from error


def _headers(
    lines: Sequence[str], name: str, first: int, last: int, count: int
) -> list[tuple[int, int]]:
    """First and last line of each `[[name]]` table between two lines."""
    header = re.compile(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]")
    starts = [n for n in range(first, last + 1) if header.match(lines[n - 1])]
    if len(starts) != count:  # written inline: the lines of the parent are the best that is known
        return [(first, last)] * count
    ends = [n - 1 for n in starts[1:]] + [last]
    return list(zip(starts, ends[-len(starts) :], strict=True)) if starts else []


def _children(table: _Table, name: str) -> list[_Table]:
    entries = table.values.get(name, [])
    if not isinstance(entries, list):
        raise table.error(f"a {name} is written as [[source.{name}]]", name)
    spans = _headers(table.lines, f"source.{name}", table.first, table.last, len(entries))
    return [
        _Table(entry, table.file, table.lines, first, last)
        for entry, (first, last) in zip(entries, spans, strict=True)
    ]


def _check_order(table: _Table, seen: list[str]) -> None:
    identity = _text(table, "id")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", identity):
        raise table.error(f"id {identity!r} is not made of lower-case letters, digits, -", "id")
    if identity in seen:
        raise table.error(f"id {identity!r} is there twice", "id")
    if seen and identity < seen[-1]:
        raise table.error(f"ids are not sorted: {identity!r} stands after {seen[-1]!r}", "id")
    seen.append(identity)


_SOURCE_KEYS = {f.name for f in fields(Source)} - {"listings", "layouts"} | {"listing", "layout"}


def _source(
    table: _Table, listings: list[_Table], layouts: list[_Table], regions: Collection[str]
) -> Source:
    _known_keys(table, _SOURCE_KEYS)
    region = _text(table, "region")
    if region not in regions:
        raise table.error(f"region {region!r} is no code of extract/tables/regions.csv", "region")
    state, reason, since = _state(table)
    source_layouts = tuple(_layout(child) for child in layouts)
    _check_layouts(table, source_layouts)
    return Source(
        id=_text(table, "id"),
        name=_text(table, "name"),
        kind=_choice(table, "kind", get_args(Kind)),
        homepage=_address(table, "homepage"),
        region=region,
        group=_text_or_none(table, "group"),
        listings=tuple(_listing(child) for child in listings),
        layouts=source_layouts,
        state=state,
        reason=reason,
        since=since,
        expect=int(_number(table, "expect", 0, whole=True)),
        delay=_number(table, "delay", 2.0),
        words=_words(table),
    )


def _listing(table: _Table) -> Listing:
    _known_keys(table, {f.name for f in fields(Listing)})
    kind = _choice(table, "kind", LISTING_KINDS)
    link, following = _selector(table, "link"), _selector(table, "next")
    if kind != "page" and (link or following):
        raise table.error(f"link and next are for kind page, not {kind}", "link")
    return Listing(kind, _address(table, "url"), link, following)


def _layout(table: _Table) -> Layout:
    _known_keys(table, {f.name for f in fields(Layout)})
    _text(table, "body")
    chosen = {name: _selector(table, name) for name in ("title", "date", "author", "remove")}
    return Layout(_selector(table, "body") or "", **chosen, until=_day(table, "until"))


def _check_layouts(table: _Table, layouts: tuple[Layout, ...]) -> None:
    """All but the last have an `until`, in order; the last one is open-ended."""
    ends = [layout.until for layout in layouts]
    closed = [end for end in ends if end is not None]
    if len(closed) < len(ends) - 1 or (ends and ends[-1] is not None) or closed != sorted(closed):
        raise table.error("layouts go from old to new, each with until but the last")


def _state(table: _Table) -> tuple[str, str | None, Date | None]:
    state = "untried"
    if "state" in table.values:
        state = _choice(table, "state", STATES)
    reason, since = _text_or_none(table, "reason"), _day(table, "since")
    if state in ("paused", "broken") and (reason is None or since is None):
        raise table.error(f"state {state!r} needs reason and since", "state")
    return state, reason, since


def _known_keys(table: _Table, known: Collection[str]) -> None:
    if not isinstance(table.values, dict):
        raise table.error("is no table of keys and values")
    for key in table.values:
        if key not in known:
            raise table.error(f"unknown key {key!r}; known are {', '.join(sorted(known))}", key)


def _text(table: _Table, key: str) -> str:
    value = table.values.get(key)
    if not isinstance(value, str) or not value.strip():
        raise table.error(f"{key} must be a text, and is {value!r}", key)
    return value


def _text_or_none(table: _Table, key: str) -> str | None:
    return _text(table, key) if key in table.values else None


def _choice(table: _Table, key: str, choices: Sequence[str]) -> Any:
    value = _text(table, key)
    if value not in choices:
        raise table.error(f"{key} {value!r} is none of {', '.join(choices)}", key)
    return value


def _address(table: _Table, key: str) -> str:
    value = _text(table, key)
    try:
        plain_address(value)
    except ValueError as error:
        raise table.error(f"{key} {without_secret(repr(value))} {error}", key) from error
    return value


def _selector(table: _Table, key: str) -> str | None:
    value = _text_or_none(table, key)
    if value is not None:
        try:
            compile_selector(value)
        except SelectorSyntaxError as error:
            reason = str(error).splitlines()[0]
            raise table.error(f"{key} {value!r} is no CSS selector: {reason}", key) from error
    return value


def _number(table: _Table, key: str, default: float, *, whole: bool = False) -> float:
    value = table.values.get(key, default)
    kinds = (int,) if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or value < 0:
        raise table.error(f"{key} must be a number from 0 up, and is {value!r}", key)
    return value


def _day(table: _Table, key: str) -> Date | None:
    value = table.values.get(key)
    if value is not None and type(value) is not Date:
        raise table.error(f"{key} must be a day such as 2024-06-30, and is {value!r}", key)
    return value


def _words(table: _Table) -> tuple[str, ...] | None:
    value = table.values.get("words")
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise table.error('words must be a list such as ["kemiskinan", "stunting"]', "words")
    return tuple(value)
