"""Which sources are well: on time, late, silent or broken, by the rhythm of their own history.

Usual is the longest pause between two days with something new that nine of ten of the last thirty
pauses do not exceed; it is known from five pauses on. Pauses are counted up to when the source was
last asked, so that a machine that was switched off makes nobody late.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from sqlite_utils import Database

from pipelines.demo import is_sample
from pipelines.store import rows
from scraper.listings import HOME

Verdict = Literal["on time", "late", "silent", "broken", "not asked"]

PAUSES = 30  # the newest ones tell of the rhythm: outlets change theirs
FEWEST_PAUSES = 5
LATE = 1.5  # times the usual pause, and more than a day beyond it
SILENT = 4.0  # times the usual pause, and more than SILENT_DAYS
SILENT_DAYS = 14
# Among the addresses found in so many days, more failed than were read: the pages have changed.
RECENT = timedelta(days=14)
FEWEST_FAILED = 2


@dataclass(frozen=True, slots=True)
class Health:
    """A source of the database, its verdict (None for one that nobody waits for), and why."""

    source: str
    verdict: Verdict | None
    why: str = ""


def source_health(
    db: Database, now: datetime, asked: Mapping[str, datetime] | None = None
) -> list[Health]:
    """The health of every source, in the order of their ids.

    `asked` are moments at which sources were asked later than in any run that has ended.
    """
    moments = {**_last_asked(db), **(asked or {})}
    days, broken = _days(db), _broken(db, now)
    found = []
    for row in rows(db, "SELECT id, state FROM sources ORDER BY id"):
        name = row["id"]
        if row["state"] == "broken":
            found.append(Health(name, "broken", "so says the source table"))
        elif row["state"] != "active" or is_sample([name]):  # sample pages never age
            found.append(Health(name, None))
        elif name in broken:
            found.append(Health(name, "broken", broken[name]))
        else:
            moment = moments.get(name)
            day = None if moment is None else moment.astimezone(HOME).date()
            found.append(Health(name, *judge(days.get(name, []), day)))
    return found


def judge(days: Sequence[date], asked: date | None) -> tuple[Verdict, str]:
    """On time, late or silent, and why, of the days on which a source had something new.

    `asked` is the day on which its listings were last read, None if they never were.
    """
    if asked is None:
        return "not asked", "no run has read its listings yet"
    days = sorted({day for day in days if day <= asked})  # a day to come is a slip of the outlet's
    if not days:
        return "silent", "its listings have named nothing yet"
    waited = (asked - days[-1]).days
    usual = usual_pause(days)
    if waited > max(SILENT_DAYS, SILENT * (usual or 0)):
        return "silent", f"nothing new since {days[-1]}, {_told(waited, usual)}"
    if usual is None:
        return "on time", "too young for a rhythm of its own"
    if _is_late(waited, usual):
        return "late", f"nothing new since {days[-1]}, {_told(waited, usual)}"
    before = (days[-1] - days[-2]).days
    if _is_late(before, usual):
        return "late", f"the newest, of {days[-1]}, came after {_told(before, usual)}"
    return "on time", f"something new every {_count(usual)}"


def usual_pause(days: Sequence[date]) -> int | None:
    """The pause in days that nine of ten do not exceed, None for fewer than FEWEST_PAUSES.

    >>> usual_pause([date(2025, 1, n) for n in (1, 2, 3, 6, 7, 8, 9, 10, 13, 14, 15)])
    3
    """
    pauses = sorted((b - a).days for a, b in list(pairwise(sorted(set(days))))[-PAUSES:])
    if len(pauses) < FEWEST_PAUSES:
        return None
    return pauses[(9 * len(pauses) + 9) // 10 - 1]


def _is_late(pause: int, usual: int) -> bool:
    return pause > max(LATE * usual, usual + 1)


def _told(pause: int, usual: int | None) -> str:
    rhythm = "no rhythm known" if usual is None else f"usually {_count(usual)} at most"
    return f"{_count(pause)} ({rhythm})"


def _count(days: int) -> str:
    return f"{days} day" + "s" * (days != 1)


def _days(db: Database) -> Mapping[str, list[date]]:
    """The days on which a source had something new, of interest or not: as its listings or its
    pages date it first (a sitemap only says when a page was changed), else as it was found."""
    found = rows(
        db,
        """SELECT DISTINCT i.source, substr(coalesce(i.published, d.published, i.listed_on,
        datetime(i.found_at, '+7 hours')), 1, 10) AS day FROM items i
        LEFT JOIN documents d ON d.id = i.document WHERE i.source IS NOT NULL""",
    )
    days = defaultdict(list)
    for row in found:
        days[row["source"]].append(date.fromisoformat(row["day"]))
    return days


def _last_asked(db: Database) -> dict[str, datetime]:
    """When the newest run began in which a listing of a source was read."""
    found = "SELECT started_at, sources FROM runs WHERE sources IS NOT NULL ORDER BY id"
    asked: dict[str, datetime] = {}
    for row in rows(db, found):
        moment = datetime.fromisoformat(row["started_at"])
        counts = json.loads(row["sources"])
        asked |= {name: moment for name, n in counts.items() if n.get("listings")}
    return asked


def _broken(db: Database, now: datetime) -> dict[str, str]:
    """Sources of which a listing, or most of the new pages, cannot be had or read; and why."""
    broken = {}
    for row in rows(
        db,
        """SELECT source, count(*) AS failed, sum(state = 'done') AS done FROM items
        WHERE state IN ('failed', 'done') AND found_at >= ? GROUP BY source""",
        (now - RECENT).isoformat(),
    ):
        failed = row["failed"] - row["done"]
        if failed > row["done"] and failed >= FEWEST_FAILED:
            broken[row["source"]] = f"{failed} of {row['failed']} new pages failed"
    for row in rows(
        db,
        """SELECT source, min(message) AS message, count(DISTINCT url) AS n FROM issues
        WHERE stage = 'discover' AND level = 'error' AND source IS NOT NULL GROUP BY source""",
    ):
        more = f" (and {row['n'] - 1} more listings)" if row["n"] > 1 else ""
        broken[row["source"]] = row["message"].removeprefix(f"{row['source']}: ") + more
    return broken
