"""The public database: what may be shown, built beside the live one, checked, swapped whole."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.corrections import redact_edition, redact_editions, write_redactions
from pipelines.edition import COLUMNS, FACETS, FORMAT, build, content_digest
from pipelines.gates import FLOORS, below_floors, check, compare, fill_rates
from pipelines.review import Resolution, apply_reviews
from scraper.durable import rename_whole, sync, write_whole

PUBLIC_DB = "public.db"
CURRENT = "current"
MANIFEST = "manifest.json"
KEEP = 5  # editions kept: a rollback has somewhere to go, and readers of an old one finish


class Held(Exception):
    """A release gate holds: nothing was published; `reasons` say why, one sentence each."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("nothing published: " + "; ".join(self.reasons))


@dataclass(frozen=True, slots=True)
class Published:
    """An edition: its number, its folder, and whether this call made it."""

    n: int
    folder: Path
    new: bool
    counts: Mapping[str, int]
    withheld: int = 0


def publish(data: Path, *, accept_loss: bool = False, now: datetime | None = None) -> Published:
    """Publish `data/rakor.db` as the next numbered folder under `data/public`.

    The file is built and checked beside the live one, forced to the disk, and only then does
    `public/current` point to it. Content that is the same publishes nothing: the edition in use is
    returned. Raises Held when a gate holds; `accept_loss` lets rows disappear.
    """
    working, public = data / "rakor.db", data / "public"
    if not working.is_file():
        raise Held([f"{working} is missing: run `rakor run` first"])
    public.mkdir(parents=True, exist_ok=True)
    _clear_left_over(public)
    reviewed = apply_reviews(data)
    folder = public / f".build-{os.getpid()}"
    try:
        edition = _publish(
            working, public, folder, current_folder(public), accept_loss, now or datetime.now(UTC)
        )
    except Held:
        _withdraw_at_once(public, folder, reviewed)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    redact_editions(public, reviewed, spare=edition.folder)
    write_redactions(data)
    return edition


def _withdraw_at_once(public: Path, folder: Path, reviewed: Resolution) -> None:
    """A gate may hold what is new, never what somebody has withdrawn: the edition in use is
    followed by its copy without the rows that were taken out."""
    live = current_folder(public)
    if live is not None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(live, folder)
        if redact_edition(folder, reviewed):
            sync(folder / PUBLIC_DB, folder)
            n = max(_numbers(public)) + 1
            rename_whole(folder, public / str(n))
            _point(public, n)
            _drop_old(public)
    redact_editions(public, reviewed, spare=current_folder(public))


def _publish(
    working: Path, public: Path, folder: Path, live: Path | None, accept_loss: bool, now: datetime
) -> Published:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / PUBLIC_DB
    withheld = build(working, path, now)
    manifest = describe(path, withheld, now)
    before = read_manifest(live) if live else None
    if live and before and before["digest"] == manifest["digest"]:
        return Published(int(live.name), live, False, before["counts"], before["withheld"])
    reasons = [*check(path, working), *([] if accept_loss else compare(before, manifest))]
    reasons += below_floors(before, manifest["rules"], working.with_name("gold") / FLOORS)
    if reasons:
        raise Held(reasons)
    n = max([0, *_numbers(public)]) + 1
    target = public / str(n)
    write_whole(folder / MANIFEST, json.dumps(manifest, indent=1) + "\n")
    sync(path, folder)
    rename_whole(folder, target)
    _point(public, n)
    _drop_old(public)
    return Published(n, target, True, manifest["counts"], withheld)


def describe(path: Path, withheld: int, now: datetime) -> dict[str, Any]:
    """The manifest of a public file: a digest of its content, rows and filled columns, rules."""
    with closing(sqlite3.connect(path)) as db:
        rules = db.execute("SELECT DISTINCT rules FROM documents WHERE rules NOT NULL ORDER BY 1")
        return {
            "format": FORMAT,
            "digest": content_digest(db),
            "counts": {
                table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
                for table in (*COLUMNS, *FACETS)
            },
            "filled": fill_rates(db),
            "rules": [row[0] for row in rules],
            "withheld": withheld,
            "published_at": now.isoformat(timespec="seconds"),
        }


def rollback(data: Path) -> Published:
    """Point `public/current` to the newest edition older than the one in use.

    Raises Held when there is none.
    """
    public = data / "public"
    live = current_folder(public)
    older = [n for n in _numbers(public) if live and n < int(live.name)]
    if not older:
        raise Held([f"{public} keeps no edition older than the one in use"])
    n = max(older)
    _point(public, n)
    manifest = read_manifest(public / str(n)) or {"counts": {}, "withheld": 0}
    return Published(n, public / str(n), False, manifest["counts"], manifest["withheld"])


def current_folder(public: Path) -> Path | None:
    """The folder that `public/current` points to, or None before the first publish."""
    try:
        name = os.readlink(public / CURRENT)
    except OSError:
        return None
    return public / name


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """What was written down about an edition: digest, counts, withheld, published_at."""
    path = folder / MANIFEST
    if not path.is_file():
        return None
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


# ---- files --------------------------------------------------------------------------------------


def _numbers(public: Path) -> list[int]:
    return [int(path.name) for path in public.iterdir() if path.name.isdecimal()]


def _point(public: Path, n: int) -> None:
    """Let `current` point to edition n, in one step."""
    link = public / f".{CURRENT}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(str(n))
    link.replace(public / CURRENT)
    sync(public)


def _drop_old(public: Path) -> None:
    """Keep the newest KEEP editions and the one in use."""
    live = current_folder(public)
    for n in sorted(_numbers(public))[:-KEEP]:
        if live is None or live.name != str(n):
            shutil.rmtree(public / str(n))


def _clear_left_over(public: Path) -> None:
    """Remove what a killed run was building; the caller is the folder's one writer."""
    for path in (*public.glob(".build-*"), *public.glob(f".{CURRENT}-*")):
        if path.is_symlink() or path.is_file():
            path.unlink()
        else:
            shutil.rmtree(path)
    for path in public.glob("*/*.redacted"):
        path.unlink()
