"""How close fetching comes to what politeness allows, over many hosts on loopback.

The bound is the slowest host's pages times its delay: no polite program can be faster. Printed
beside it: the same pages fetched one host after the other, which is what a plain loop does.

Run it with `.venv/bin/python benchmarks/fetching.py [--hosts 12] [--delay 0.5] [--latency 0.02]`.
Exit code 1 when the total is more than a tenth above the bound.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scraper.archive import Archive, read_warc, warc_files
from scraper.fetch import Fetcher
from tests.site_faults import Site, html, page, serve


def late(body: bytes, latency: float) -> Callable[[Any], None]:
    """A page that takes a moment, as pages over a real network do."""

    def answer(request: Any) -> None:
        time.sleep(latency)
        page(body)(request)

    return answer


def build(stack: ExitStack, hosts: int, latency: float) -> list[Site]:
    """Hosts of unequal size: the largest has 20 pages, the others fewer and fewer."""
    text = "Angka kemiskinan di Kabupaten Contoh turun menjadi 9,41 persen. " * 400
    sites = []
    for number in range(hosts):
        count = max(4, 20 - number)
        pages = {
            f"/berita/{n}": late(html(f"Berita {n}", f"{n} {text}"), latency) for n in range(count)
        }
        sites.append(stack.enter_context(serve(None, pages)))
    return sites


async def fetch_site(fetcher: Fetcher, site: Site) -> int:
    for path in list(site.pages):
        await fetcher.get(site.url(path))
    return len(site.pages)


async def in_parallel(archive: Archive, sites: Sequence[Site], delay: float) -> int:
    async with Fetcher(archive, allow_loopback=True, delays={"127.0.0.1": delay}) as fetcher:
        return sum(await asyncio.gather(*[fetch_site(fetcher, site) for site in sites]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=12)
    parser.add_argument("--delay", type=float, default=0.5)
    parser.add_argument("--latency", type=float, default=0.02)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sites = build(stack, options.hosts, options.latency)
        start = time.monotonic()
        with Archive(folder, min_free=0) as archive:
            pages = asyncio.run(in_parallel(archive, sites, options.delay))
        total = time.monotonic() - start
        report(sites, pages, total, options.delay)
        kept = sum(1 for path in warc_files(folder) for _ in read_warc(path))
        print(f"{'answers read back from the archive':38} {kept:8}")
    return 0 if total <= 1.1 * bound(sites, options.delay) else 1


def bound(sites: Sequence[Site], delay: float) -> float:
    return max(len(site.pages) for site in sites) * delay


def report(sites: Sequence[Site], pages: int, total: float, delay: float) -> None:
    least = bound(sites, delay)
    gap = min(gap for site in sites for gap in site.gaps())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = (
        ("hosts", f"{len(sites):8}"),
        ("pages", f"{pages:8}"),
        ("politeness bound, s", f"{least:8.2f}"),
        ("taken, s", f"{total:8.2f}"),
        ("above the bound, %", f"{100 * (total / least - 1):8.1f}"),
        ("one host after the other, s (least)", f"{pages * delay:8.2f}"),
        ("shortest gap in the servers' logs, s", f"{gap:8.3f}"),
        ("requests that overlapped on a host", f"{sum(site.overlaps for site in sites):8}"),
        ("memory at its peak, MB (with the sites)", f"{memory:8.0f}"),
    )
    for name, value in rows:
        print(f"{name:38} {value}")


if __name__ == "__main__":
    sys.exit(main())
