"""The first live contact with a source: one page, or the first page of each of its listings."""

from __future__ import annotations

import asyncio
from pathlib import Path

from extract.document import TableError
from pipelines.store import prepare_folder
from scraper.archive import Archive
from scraper.discover import Trial, draft_source, try_source
from scraper.fetch import Fetcher
from scraper.sources import Source


def draft(data: Path, url: str, *, allow_loopback: bool = False) -> str:
    """A drafted entry of the source table for the site of an address.

    Raises FetchError when nothing came; what came is in the archive.
    """

    async def ask() -> str:
        with Archive(prepare_folder(data) / "archive") as archive:
            async with Fetcher(archive, allow_loopback=allow_loopback) as fetcher:
                snapshot = await fetcher.get(url, role="listing")
                return draft_source(snapshot.final_url, snapshot.body)

    return asyncio.run(ask())


def contact(data: Path, source: Source, *, allow_loopback: bool = False) -> list[Trial]:
    """What the listings of a source give, one page each. Raises FetchError."""

    async def ask() -> list[Trial]:
        with Archive(prepare_folder(data) / "archive") as archive:
            async with Fetcher(archive, allow_loopback=allow_loopback) as fetcher:

                async def body(url: str) -> bytes:
                    return (await fetcher.get(url, source, "listing")).body

                return await try_source(source, body)

    return asyncio.run(ask())


def succeeded(trials: list[Trial]) -> bool:
    """Whether every listing was read and at least one link or sitemap was found."""
    return all(t.error is None for t in trials) and any(t.links or t.maps for t in trials)


def pick(sources: tuple[Source, ...], identity: str) -> Source:
    """The source with this id. Raises TableError."""
    for source in sources:
        if source.id == identity:
            return source
    raise TableError(f"no source with id {identity!r}; see `rakor sources check`")
