"""Late, silent and broken sources, by the rhythm of their own history."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from extract.document import Issue, Level
from pipelines import store
from pipelines.health import Verdict, judge, source_health, usual_pause
from pipelines.status import status_lines

TODAY = date(2026, 3, 20)  # a Friday


def every(pause: int, until: int, count: int = 20) -> list[date]:
    """Days with a pause between them, the last one so many days before today."""
    return [TODAY - timedelta(days=until + pause * n) for n in range(count)]


WORKDAYS = [day for day in every(1, 0, 40) if day.weekday() < 5]
CASES: list[tuple[str, Sequence[date], Verdict, str]] = [
    ("every day, today", every(1, 0), "on time", "something new every 1 day"),
    ("every day, two days ago", every(1, 2), "on time", "1 day"),
    ("every day, three days ago", every(1, 3), "late", "3 days (usually 1 day at most)"),
    ("every day, fourteen days ago", every(1, 14), "late", "14 days"),
    ("every day, fifteen days ago", every(1, 15), "silent", "nothing new since 2026-03-05"),
    ("workdays only, a weekend", WORKDAYS, "on time", "every 3 days"),
    ("every week, ten days ago", every(7, 10), "on time", "every 7 days"),
    ("every week, eleven days ago", every(7, 11), "late", "usually 7 days"),
    ("every week, twenty-eight days ago", every(7, 28), "late", "28 days"),
    ("every week, twenty-nine days ago", every(7, 29), "silent", "29 days"),
    ("every month, forty-six days ago", every(31, 46), "on time", "every 31 days"),
    ("every month, fifty days ago", every(31, 50), "late", "50 days"),
    ("every month, half a year ago", every(31, 180), "silent", "180 days"),
    ("came, but late", [TODAY, *every(1, 6)], "late", "of 2026-03-20, came after 6 days"),
    ("came late, then as ever", [*every(1, 0, 3), *every(1, 9)], "on time", "1 day"),
    ("one long holiday", [*every(1, 0, 15), *every(1, 24)], "on time", "1 day"),
    ("young", every(1, 3, 4), "on time", "too young"),
    ("young and silent", every(1, 15, 4), "silent", "no rhythm known"),
    ("one day only", every(1, 3, 1), "on time", "too young"),
    ("nothing ever", [], "silent", "named nothing yet"),
    ("a date to come", [date(2062, 3, 1), *every(1, 15)], "silent", "since 2026-03-05"),
]


@pytest.mark.parametrize(
    ("days", "verdict", "why"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_judge(days: Sequence[date], verdict: Verdict, why: str) -> None:
    found = judge(days, TODAY)
    assert (found[0], why in found[1]) == (verdict, True), found


def test_whom_nobody_asked_is_not_silent() -> None:
    assert judge(every(1, 300), None)[0] == "not asked"


def test_a_machine_that_was_off_makes_nobody_late() -> None:
    """The source was well when it was last asked, however long ago that is."""
    assert judge(every(1, 300), TODAY - timedelta(days=300))[0] == "on time"


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 3, 20)), max_size=60))
def test_usual_is_a_pause_that_was_made(days: list[date]) -> None:
    usual = usual_pause(days)
    known = sorted(set(days))[-31:]
    pauses = [(b - a).days for a, b in pairwise(known)]
    assert (usual is None) == (len(pauses) < 5)
    assert usual is None or 9 * len(pauses) <= 10 * sum(pause <= usual for pause in pauses)
    assert judge(days, TODAY)[0] in ("on time", "late", "silent")


# ---- of a database -----------------------------------------------------------------------------

NOW = datetime(2026, 3, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = store.open_store(tmp_path)
    yield db
    db.close()


def add_source(db: Database, name: str, days: Sequence[date], state: str = "active") -> None:
    """A source whose items were listed on these days, asked for today."""
    db.conn.execute(
        "INSERT INTO sources (id, name, kind, homepage, listings, layouts, delay, state, expect)"
        " VALUES (?, 'x', 'news', 'https://x.example/', '[]', '[]', 2.0, ?, 0)",
        [name, state],
    )
    for day in days:
        add_item(db, name, f"{day}", "skipped", listed_on=f"{day}T09:00:00+07:00")
    db.conn.execute(
        "INSERT INTO runs (started_at, command, versions, sources) VALUES (?, 'run', '{}', ?)",
        [NOW.isoformat(), json.dumps({name: {"listings": 1}})],
    )
    db.conn.commit()


def add_item(
    db: Database, source: str, name: str, state: str, listed_on: str | None = None, age: int = 1
) -> None:
    found_at = (NOW - timedelta(days=age)).isoformat()
    values = [f"https://{source}.example/{name}", source, state, found_at, listed_on]
    db.conn.execute(
        "INSERT INTO items (url, source, state, found_at, listed_on) VALUES (?, ?, ?, ?, ?)", values
    )
    db.conn.commit()


def add_issue(db: Database, source: str, stage: str, level: Level = "error") -> None:
    url, message = "https://x.example/feed", f"{source}: is no feed"
    issue = Issue(stage=stage, source=source, url=url, level=level, message=message)
    with store.transaction(db):
        store.save_issue(db, issue)


def verdicts(db: Database) -> dict[str, Verdict | None]:
    return {one.source: one.verdict for one in source_health(db, NOW)}


def test_late_silent_broken_and_well(db: Database) -> None:
    add_source(db, "baik", every(1, 0))
    add_source(db, "diam", every(1, 20))
    add_source(db, "lambat", every(1, 5))
    add_source(db, "rusak", every(1, 0))
    add_source(db, "rusak-dalam-tabel", every(1, 0), "broken")
    add_source(db, "tunda", every(1, 20), "paused")
    add_source(db, "contoh-lama", every(1, 900))
    add_issue(db, "rusak", "discover")
    add_issue(db, "baik", "expect", "warning")
    assert verdicts(db) == {
        "baik": "on time",
        "contoh-lama": None,
        "diam": "silent",
        "lambat": "late",
        "rusak": "broken",
        "rusak-dalam-tabel": "broken",
        "tunda": None,
    }
    told = {one.source: one.why for one in source_health(db, NOW)}
    assert told["rusak"] == "is no feed"


FAILING = [
    ("two of three", 2, 1, 1, "broken"),
    ("half", 2, 2, 1, "on time"),
    ("a single one", 1, 0, 1, "on time"),
    ("long ago", 5, 0, 20, "on time"),
]


@pytest.mark.parametrize(
    ("failed", "done", "age", "verdict"), [f[1:] for f in FAILING], ids=[f[0] for f in FAILING]
)
def test_pages_that_fail(db: Database, failed: int, done: int, age: int, verdict: Verdict) -> None:
    add_source(db, "warta", every(1, 0))
    for state, count in (("failed", failed), ("done", done)):
        for n in range(count):
            add_item(db, "warta", f"{state}-{n}", state, age=age)
    assert verdicts(db) == {"warta": verdict}


def test_a_listing_without_dates_tells_by_when_its_items_were_found(db: Database) -> None:
    add_source(db, "warta", [])
    for age in range(20, 50):
        add_item(db, "warta", f"berita-{age}", "skipped", age=age)
    assert verdicts(db) == {"warta": "silent"}


def test_a_page_that_is_changed_is_nothing_new(db: Database) -> None:
    add_source(db, "warta", every(1, 20))
    db.conn.execute("UPDATE items SET published = substr(listed_on, 1, 10)")
    db.conn.execute(f"UPDATE items SET listed_on = '{TODAY}T01:00:00+07:00'")
    db.conn.commit()
    assert verdicts(db) == {"warta": "silent"}


def test_a_source_that_no_run_has_read(db: Database) -> None:
    add_source(db, "warta", every(1, 30))
    db.conn.execute("UPDATE runs SET sources = ?", ['{"warta": {"failed": 1}}'])
    db.conn.commit()
    assert verdicts(db) == {"warta": "not asked"}


def test_status_says_who_and_why(db: Database, tmp_path: Path) -> None:
    add_source(db, "baik", every(1, 0))
    add_source(db, "diam", every(1, 20))
    until = datetime.now(UTC) + timedelta(hours=2)
    db.conn.execute(
        "INSERT INTO tonight VALUES ('diam.example:443', 'host', 'diam.example:443', ?, 0, NULL,"
        " 'robots.txt: status 500')",
        [until.isoformat()],
    )
    db.conn.commit()
    lines = "\n".join(status_lines(db, tmp_path))
    assert "sources: 1 on time, 1 silent" in lines
    assert "silent: nothing new since 2026-02-28, 20 days (usually 1 day at most)" in lines
    assert "diam.example:443: robots.txt: status 500" in lines
