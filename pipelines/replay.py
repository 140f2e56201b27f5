"""WARC files in place of the network: every night that they hold, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from extract.document import Issue, ReadError
from scraper.archive import Snapshot, read_warc
from scraper.fetch import canonical_url
from scraper.sources import Source

# What a listing's address carries of the day on which it was asked for.
WINDOW = ("after", "before")
FILE = "file"  # the role under which a folder's files are kept


class Absent(Exception):
    """The archive holds no answer of this address from this night."""


@dataclass(slots=True)
class Night:
    """The answers of one run, by address, in the order in which they came, and whose they are."""

    answers: dict[str, Snapshot] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    @property
    def began(self) -> datetime:
        """The moment of the first answer."""
        return next(iter(self.answers.values())).fetched_at

    def documents(self, source: Source) -> Iterator[str]:
        """The addresses that were asked for as documents of a source."""
        lists = {_key(listing.url) for listing in source.listings} | {_key(source.homepage)}
        for key, answer in self.answers.items():
            own = self.owners[key] == source.id
            if own and answer.role == "document" and key not in lists:
                yield canonical_url(answer.url)

    def files(self) -> list[Snapshot]:
        """The files of folders that were read in this run."""
        return [answer for answer in self.answers.values() if answer.role == FILE]

    async def get(self, url: str, source: Source | None = None, role: str = "document") -> Snapshot:
        """The answer of an address as a fetcher gives it. Raises Absent."""
        answer = self.answers.get(_key(url))
        if answer is None:
            raise Absent(url)
        return answer


def _key(url: str) -> str:
    parts = urlsplit(canonical_url(url))
    query = [p for p in parse_qsl(parts.query, keep_blank_values=True) if p[0] not in WINDOW]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _owner(answer: Snapshot, sources: Mapping[str, Source]) -> str | None:
    """The source that an answer was asked for; where none of that name is left, by its host."""
    if answer.role == FILE:
        return FILE
    if answer.source in sources:
        return answer.source
    host = urlsplit(answer.url).netloc
    owners = (s.id for s in sources.values() if urlsplit(s.homepage).netloc == host)
    return next(owners, None)


def read_nights(
    paths: Iterable[Path],
    sources: Iterable[Source],
    on_issue: Callable[[Issue], None],
    on_foreign: Callable[[str], None],
) -> Iterator[Night]:
    """The nights of WARC files in their order.

    No address is asked for twice in one night, so an address that comes again begins the next.
    Answers that belong to none of the sources are told to `on_foreign` by address and left out.
    """
    known = {source.id: source for source in sources}
    night = Night()
    for path in paths:
        for answer in _answers(path, on_issue):
            owner = _owner(answer, known)
            if owner is None:
                on_foreign(answer.url)
                continue
            key = _key(answer.url)
            if key in night.answers:
                yield night
                night = Night()
            night.answers[key] = answer
            night.owners[key] = owner
    if night.answers:
        yield night


def _answers(path: Path, on_issue: Callable[[Issue], None]) -> Iterator[Snapshot]:
    try:
        yield from read_warc(path, on_issue=on_issue)
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
