"""Whole nights over fifty outlets and thousands of pages, without the pauses between requests.

    python -m benchmarks.nights [--sources 50] [--pages 60] [--state DIR]

The invented outlets of `benchmarks.faults` publish over three nights: new articles, changed ones,
ones that are gone. Each night runs as `rakor run` does, in a process of its own; afterwards what it
fetched, read and stored is held against what stood on the site. Prints the seconds of each night,
the most memory so far and the rows found. A stopped measurement goes on with the night that is
missing, in the same state folder. Exit code 1 when a night, also of an earlier call, did not find
exactly what was there.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.faults import NIGHTS, Outlets, Shape, ask, night, outlets, preload

CHANGED_EVERY = 5  # of the articles, from the second night on: see `benchmarks.faults`


@dataclass(frozen=True, slots=True)
class Night:
    """What stands in the working database after a night."""

    documents: int
    versions: int
    figures: int


def expected(shape: Shape, number: int) -> Night:
    """What the outlets published until a night: every article states two figures."""
    room = Outlets(shape.sources, shape.pages)
    listed = len(room.paths(0, number))
    before = len(room.paths(0, 0))
    changed = len(range(0, before, CHANGED_EVERY)) if number else 0
    return Night(
        documents=shape.sources * listed,
        versions=shape.sources * (listed + changed),
        figures=shape.sources * listed * 2,
    )


def found(data: Path) -> Night:
    """The same as it was stored."""
    with closing(sqlite3.connect(data / "rakor.db")) as db:

        def count(sql: str) -> int:
            return int(db.execute(f"SELECT count(*) FROM {sql}").fetchone()[0])

        return Night(
            documents=count("documents"),
            versions=count("versions"),
            figures=count("figures"),
        )


def rss() -> int:
    """The most memory of any child so far, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def _port_of(table: Path) -> int:
    """The port of the nights before, so that addresses stay the same; 0 for a first one."""
    text = table.read_text("utf-8") if table.is_file() else ""
    port = re.search(r"http://127\.0\.0\.1:(\d+)", text)
    return int(port[1]) if port else 0


def measure(state: Path, shape: Shape) -> int:
    """Run the nights that are missing; how many of all found something else than what was there."""
    data, table, told = state / "data", state / "table.toml", state / "nights.json"
    data.mkdir(parents=True, exist_ok=True)
    done: list[dict[str, Any]] = json.loads(told.read_text("utf-8")) if told.is_file() else []
    preload()
    with outlets(shape.sources, shape.pages, _port_of(table)) as (base, _):
        table.write_text(ask(base, "/table"), "utf-8")
        for number in range(len(done), shape.nights):
            ask(base, f"/night/{number}")
            began = time.monotonic()
            night(data, table, None)
            seconds = time.monotonic() - began
            wanted, got = expected(shape, number), found(data)
            right = wanted == got
            done.append({"seconds": seconds, "memory": rss(), "right": right} | asdict(got))
            told.write_text(json.dumps(done, indent=1) + "\n", "utf-8")
            print(
                f"night {number + 1}: {seconds:.1f} s, at most {rss()} MB, {got}"
                f"{'' if right else f', but the site held {wanted}'}",
                flush=True,
            )
    return sum(not row["right"] for row in done)


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sources", type=int, default=50)
    parser.add_argument("--pages", type=int, default=60, help="articles of an outlet at first")
    parser.add_argument("--nights", type=int, choices=range(1, NIGHTS + 1), default=NIGHTS)
    parser.add_argument("--state", type=Path, help="folder that is kept, to go on with")
    given = parser.parse_args()
    shape = Shape(given.sources, given.pages, given.nights)
    with tempfile.TemporaryDirectory() as temporary:
        return 1 if measure(given.state or Path(temporary), shape) else 0


if __name__ == "__main__":
    sys.exit(main())
