"""The first live contact with a source: one page, or the first page of each of its listings."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from extract.document import TableError
from pipelines.store import load_tonight, writing
from scraper.agent import check_contact
from scraper.archive import Archive
from scraper.discover import Trial, draft_source, try_source
from scraper.fetch import Fetcher
from scraper.sources import Source

T = TypeVar("T")


def draft(data: Path, url: str, contact: str | None = None, *, allow_loopback: bool = False) -> str:
    """A drafted entry of the source table for the site of an address.

    Raises FetchError when nothing came, ContactError for a real site without a contact; what came
    is in the archive.
    """

    async def ask(fetcher: Fetcher) -> str:
        snapshot = await fetcher.get(url, role="listing")
        return draft_source(snapshot.final_url, snapshot.body)

    check_contact(contact, [url])
    return _asking(data, ask, contact, allow_loopback)


def try_listings(
    data: Path, source: Source, contact: str | None = None, *, allow_loopback: bool = False
) -> list[Trial]:
    """What the listings of a source give, one page each. Raises as `draft`."""

    async def ask(fetcher: Fetcher) -> list[Trial]:
        async def body(url: str) -> bytes:
            return (await fetcher.get(url, source, "listing")).body

        return await try_source(source, body)

    check_contact(contact, [listing.url for listing in source.listings])
    return _asking(data, ask, contact, allow_loopback)


def _asking(
    data: Path, ask: Callable[[Fetcher], Awaitable[T]], contact: str | None, allow_loopback: bool
) -> T:
    """One run of a fetcher under the rules of every other run of this night."""

    async def inner() -> T:
        with Archive(data / "archive") as archive:
            async with Fetcher(
                archive,
                contact=contact,
                allow_loopback=allow_loopback,
                tonight=load_tonight(db),
            ) as fetcher:
                return await ask(fetcher)

    with writing(data) as db:
        return asyncio.run(inner())


def succeeded(trials: list[Trial]) -> bool:
    """Whether every listing was read and at least one link or sitemap was found."""
    return all(t.error is None for t in trials) and any(t.links or t.maps for t in trials)


def pick(sources: tuple[Source, ...], identity: str) -> Source:
    """The source with this id. Raises TableError."""
    for source in sources:
        if source.id == identity:
            return source
    raise TableError(f"no source with id {identity!r}; see `rakor sources check`")
