"""The nightly job: discover, fetch, archive, read, extract, audit, publish.

This is the one place that catches the known errors of the readers and writes them down as issues.
Every step is remembered in the database as soon as it is done, so a run that was killed goes on
where it stopped, and a run that finds nothing new changes no row.
"""

from __future__ import annotations

import asyncio
import platform
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlite_utils import Database

from extract.document import Document, Issue, Level, ReadError, TableError
from pipelines import store
from pipelines.documents import READER_VERSION, SUFFIXES, file_document, read_page
from pipelines.log import Log
from pipelines.replay import FILE, Absent, Night, read_nights
from scraper.agent import check_contact
from scraper.archive import Archive, ArchiveError, Exchange, Snapshot
from scraper.articles import join_pages, next_page
from scraper.discover import RESCAN, read_listing, wanted
from scraper.fetch import Fetcher, FetchError, canonical_url
from scraper.listings import HOME, Link
from scraper.minutes import BYTES_MOST, LEADS_OUT, is_inside
from scraper.sources import Listing, Source, load_sources
from scraper.tonight import NIGHT

DONE, FAILED, WRONG, HELD, BUSY = 0, 1, 2, 3, 4
# Articles are corrected within days: for so long their addresses are asked for again, and those
# that failed as well.
YOUNG = timedelta(days=14)
# Clocks are set right by seconds all the time; more was a mistake.
CLOCK_SLACK = timedelta(hours=1)
# Pages of one article; more is a site whose "next" link goes round in circles.
MOST_PAGES = 20
# Pages of one listing; a back-fill of years needs more than a night's look.
MOST_LISTED, MOST_BACK = 50, 1000
# The host was left alone: nothing was learnt about the address.
UNTRIED_KINDS = ("host", "breaker", "tries")
# Nothing that anybody here could mend: the page is gone, or its owner does not want us.
NO_FAULT_KINDS = ("gone", "robots")
# Where a folder's files stand in the archive: WARC readers know answers of http addresses only.
FILES = "http://folder.invalid/"
# Listings whose dates are those of publication; a sitemap gives the last change.
DATED_KINDS = ("feed", "wordpress")
# A host that wants long pauses must not keep a run from its end, and the next night from beginning.
TOO_LATE = "the night is over; the next run asks for it"
# What is told of each source when it is done.
BY_SOURCE = ("found", "new", "changed", "same", "skipped", "failed")

if TYPE_CHECKING:
    from extract.facts import Extraction

Get = Callable[[str, Source, str], Awaitable[Snapshot]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to run over: `sources` None is the table that ships; `only` are source ids; `contact`
    is the page or mail address that the User-Agent names."""

    data: Path
    sources: Path | None = None
    only: tuple[str, ...] = ()
    since: date | None = None
    limit: int | None = None
    folder: Path | None = None
    warcs: tuple[Path, ...] = ()
    allow_loopback: bool = False
    contact: str | None = None
    command: str = "run"
    stages: tuple[str, ...] = ("extract", "copies", "audit", "publish")


@dataclass(slots=True)
class Outcome:
    """What a run did: counts, why addresses were skipped, what failed, the exit code.

    `sources` counts by source: found, new, changed, same, skipped, failed, and listings read to
    where they were to be read; `quiet` are lines on sources that are late or silent.
    """

    counts: Counter[str] = field(default_factory=Counter)
    sources: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    skipped: Counter[str] = field(default_factory=Counter)
    failures: dict[str, None] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()

    def skip(self, reason: str, source: str, n: int = 1) -> None:
        """Count addresses that were left, and why."""
        self.skipped[reason] += n
        self.sources[source]["skipped"] += n

    @property
    def code(self) -> int:
        """0 done, 1 done with failures listed, 3 nothing published."""
        return HELD if self.held else FAILED if self.failures else DONE


@dataclass(slots=True)
class Job:
    """A run under way. `now` is the moment of the run, or of the night that is replayed."""

    options: Options
    db: Database
    log: Log
    run: int
    now: datetime
    outcome: Outcome = field(default_factory=Outcome)
    # Forces what was fetched to the disk; called before the database names it.
    keep: Callable[[], None] = lambda: None

    def fail(
        self,
        stage: str,
        message: str,
        *,
        source: str | None = None,
        url: str | None = None,
        level: Level = "error",
    ) -> None:
        """Write a problem down, once in the database, and say it."""
        issue = Issue(stage=stage, level=level, message=message, source=source, url=url)
        with store.transaction(self.db):
            store.save_issue(self.db, issue, run=self.run)
        self.note(issue)

    def note(self, issue: Issue) -> None:
        """Count a problem for the summary and say it."""
        failure = f"{issue.stage}: {issue.message}"
        if issue.level == "error" and failure not in self.outcome.failures:
            self.outcome.failures[failure] = None
            self.outcome.counts["failed"] += 1
            if issue.source is not None:
                self.outcome.sources[issue.source]["failed"] += 1
        self.log.line(issue.stage, issue.message, level=issue.level, source=issue.source)


# ---- the whole ---------------------------------------------------------------------------------


def run(options: Options, log: Log) -> Outcome:
    """The nightly job over a data folder.

    Raises TableError for a broken source table, StoreError for a folder that cannot be used,
    Locked when another run is active, DemoError where samples and real sources would meet,
    ContactError when real sites would be asked by nobody.
    """
    sources = choose_sources(options)
    if not options.warcs and options.folder is None:
        active = [source for source in sources if source.state == "active"]
        check_contact(options.contact, [listing.url for s in active for listing in s.listings])
    with store.writing(options.data) as db:
        return _run(options, db, sources, log)


def choose_sources(options: Options) -> tuple[Source, ...]:
    """The sources of the table that `--only` names. Raises TableError for an unknown id."""
    sources = load_sources(options.sources)
    known = {source.id for source in sources}
    unknown = sorted(set(options.only) - known)
    if unknown:
        where = options.sources or "the source table"
        raise TableError(f"{where}: no source with id {unknown[0]!r}; see `rakor sources check`")
    return tuple(s for s in sources if not options.only or s.id in options.only)


def _run(options: Options, db: Database, sources: Sequence[Source], log: Log) -> Outcome:
    from pipelines.demo import refuse_mixture

    held = [row["id"] for row in store.rows(db, "SELECT id FROM sources ORDER BY id")]
    refuse_mixture(held, (source.id for source in sources), str(options.data / store.DATABASE))
    with store.transaction(db):
        store.save_reference(db)
        store.save_sources(db, sources)
    with open_job(options, db, log) as job:
        with _stage(job, "collect"):
            _collect(job, sources)
        for stage in options.stages:
            with _stage(job, stage):
                STAGES[stage](job)
    return job.outcome


@contextmanager
def open_job(options: Options, db: Database, log: Log) -> Iterator[Job]:
    """A run with its row in the database; a row without an end was killed."""
    now = datetime.now(UTC)
    broken = store.unfinished_run(db)
    job = Job(options, db, log, store.start_run(db, options.command, versions(), now), now)
    log.context["run"] = job.run
    if broken is not None:
        log.line("start", f"run {broken} did not end; this one goes on where it stopped")
    _check_clock(job)
    yield job
    done = job.outcome
    asked = None if options.warcs else done.sources  # an archive that is read asks nobody
    store.finish_run(db, job.run, done.counts, done.code, datetime.now(UTC), asked)


@contextmanager
def _stage(job: Job, name: str) -> Iterator[None]:
    """A stage with its row in the database: when, how long, what it counted."""
    before, began, now = Counter(job.outcome.counts), time.monotonic(), datetime.now(UTC)
    store.start_stage(job.db, job.run, name, now)
    yield
    counts = {key: n for key, n in job.outcome.counts.items() if n != before[key]}
    changed = {key: n - before[key] for key, n in counts.items()}
    seconds = time.monotonic() - began
    store.finish_stage(job.db, job.run, name, changed, seconds)
    job.log.line(name, f"stage ended after {seconds:.1f} seconds", level="debug", counts=changed)


def _check_clock(job: Job) -> None:
    """A clock that went back is told: dates of this night and of the last ones do not fit."""
    last = store.newest_start(job.db, job.run)
    url = "clock:"
    _solved(job, url, "clock")
    if last is None or last <= job.now + CLOCK_SLACK:
        return
    message = (
        f"this computer's clock says {job.now:%Y-%m-%d %H:%M}, but a run began at "
        f"{last:%Y-%m-%d %H:%M} already (UTC); set it right"
    )
    job.fail("clock", message, url=url, level="warning")


def extract_again(data: Path, log: Log, *, everything: bool) -> Outcome:
    """Facts of the database's documents made anew, where the rules are newer or of all.

    Raises StoreError and Locked as `run`.
    """
    options = Options(data=data, command="extract")
    with store.writing(data) as db, open_job(options, db, log) as job:
        extract_stage(job, everything=everything)
    return job.outcome


def versions() -> dict[str, str]:
    """The versions that the facts of a run rest on."""
    from extract.facts import RULES_VERSION

    ours = {"rakor": version("rakor"), "rules": RULES_VERSION, "reader": READER_VERSION}
    return ours | {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}


def _collect(job: Job, sources: Sequence[Source]) -> None:
    """Documents from where the options say: WARC files, a folder, or the sources themselves."""
    try:
        if job.options.warcs:
            asyncio.run(_replay(job, sources))
        elif job.options.folder is not None:
            _read_folder(job, job.options.folder)
        else:
            asyncio.run(_collect_live(job, sources))
    except ArchiveError as error:
        job.fail("archive", f"{error}; nothing more was fetched in this run")


# ---- from the network --------------------------------------------------------------------------


@asynccontextmanager
async def _fetching(job: Job) -> AsyncIterator[Fetcher]:
    options = job.options
    with Archive(options.data / "archive") as archive:
        job.keep = archive.sync
        async with Fetcher(
            archive,
            contact=options.contact,
            allow_loopback=options.allow_loopback,
            tonight=store.load_tonight(job.db),
            resumed=store.resumed_from(job.db, job.run, job.now),
        ) as fetcher:
            yield fetcher


async def _collect_live(job: Job, sources: Sequence[Source]) -> None:
    active = [source for source in sources if source.state == "active"]
    _say_inactive(job, sources)
    async with _fetching(job) as fetcher:
        with job.log.bar("fetch", None) as advance:
            tasks = [_collect_source(job, source, fetcher.get, advance) for source in active]
            await _together(tasks)
    for source in active:
        _check_expected(job, source)
    job.outcome.quiet = tuple(_quiet(job, active))


def _say_inactive(job: Job, sources: Sequence[Source]) -> None:
    """Which sources are left alone, and why; those that were never tried are only counted."""
    for source in sources:
        if source.state == "active":
            continue
        job.outcome.skipped[f"source {source.state}"] += 1
        if source.reason or job.options.only:
            why = source.reason or "it was never tried"
            job.log.line("discover", f"{source.id}: {source.state}: {why}")
    if not any(source.state == "active" for source in sources):
        job.log.line("discover", "no source is active: nothing is fetched")


async def _together(tasks: Iterable[Awaitable[None]]) -> None:
    """All at once; the first unknown error ends the others, and is raised itself."""
    try:
        async with asyncio.TaskGroup() as group:
            for task in tasks:
                group.create_task(_wait(task))
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from errors


async def _wait(task: Awaitable[None]) -> None:
    await task


async def _collect_source(
    job: Job, source: Source, get: Get, advance: Callable[[int], None]
) -> None:
    found = await _discover(job, source, get)
    due = store.due_items(job.db, source.id, job.now - YOUNG)
    due = due if job.options.limit is None else due[: job.options.limit]
    job.log.line("discover", f"{source.id}: {found} listed, {len(due)} to ask for")
    for n, item in enumerate(due):
        if datetime.now(UTC) - job.now > NIGHT:
            job.outcome.skip(TOO_LATE, source.id, len(due) - n)
            break
        await _collect_item(job, source, item["url"], get)
        advance(1)
    counts = job.outcome.sources[source.id]
    told = ", ".join(f"{counts[name]} {name}" for name in BY_SOURCE)
    job.log.line("read", f"{source.id}: {told}", source=source.id)


def _quiet(job: Job, sources: Sequence[Source]) -> Iterator[str]:
    """A line for each source that was asked and is late or silent, by its own rhythm."""
    from pipelines.health import source_health

    asked = {s.id: job.now for s in sources if job.outcome.sources[s.id]["listings"]}
    for health in source_health(job.db, job.now, asked):
        if health.source in asked and health.verdict in ("late", "silent"):
            yield f"{health.verdict}: {health.source}: {health.why}"


def _check_expected(job: Job, source: Source) -> None:
    """A source that gives fewer documents than it used to has changed in some way."""
    if not source.expect or job.options.since or job.options.limit is not None:
        return
    month = (job.now - timedelta(days=30)).date().isoformat()
    found = store.rows(
        job.db,
        "SELECT count(*) AS n FROM documents WHERE source = ? AND published >= ?",
        source.id,
        month,
    )[0]["n"]
    message = f"{source.id}: fewer documents in 30 days than the {source.expect} expected"
    if found < source.expect:
        where = source.homepage
        job.fail("expect", message, source=source.id, url=where, level="warning")
    else:
        _solved(job, source.homepage, "expect")


# ---- from an archive ---------------------------------------------------------------------------


async def _replay(job: Job, sources: Sequence[Source]) -> None:
    def on_issue(issue: Issue) -> None:
        job.fail("archive", issue.message, url=issue.url)

    foreign: list[str] = []
    found = False
    try:
        for night in read_nights(job.options.warcs, sources, on_issue, foreign.append):
            found = True
            job.now = night.began
            for source in sources:
                await _replay_source(job, source, night)
            for answer in night.files():
                name = answer.url.removeprefix(FILES)
                _save_file(job, answer.body, answer.media_type, name, answer)
    except ReadError as error:
        job.fail("archive", str(error))
    if foreign:
        reason = "answers of the archive that belong to no source of the table"
        job.outcome.skipped[reason] += len(foreign)
    if foreign and not found:
        job.fail("archive", f"all {reason}, such as {foreign[0]}; give it with --sources")


async def _replay_source(job: Job, source: Source, night: Night) -> None:
    await _discover(job, source, night.get)
    for url in night.documents(source):
        if store.load_item(job.db, url) is None:
            with store.transaction(job.db):
                _note_link(job, source, Link(url), dated=False, asked=True)
        await _collect_item(job, source, url, night.get)


# ---- discover ----------------------------------------------------------------------------------


async def _discover(job: Job, source: Source, get: Get) -> int:
    """Note every link of a source's listings; how many there were."""
    total = 0
    counts = job.outcome.sources[source.id]
    for listing in source.listings:
        try:
            total += await _read_listing(job, source, listing, get)
            counts["listings"] += 1
        except Absent:
            continue
        except (FetchError, ReadError) as error:
            job.fail("discover", f"{source.id}: {error}", source=source.id, url=listing.url)
    counts["found"] += total
    job.outcome.counts["found"] += total
    return total


async def _read_listing(job: Job, source: Source, listing: Listing, get: Get) -> int:
    """Note the links of a listing, back to where everything is known; how many there were."""

    async def body(url: str) -> bytes:
        return (await get(url, source, "listing")).body

    total = 0
    known = store.is_read(job.db, listing.url)
    most = MOST_LISTED if job.options.since is None else MOST_BACK
    async for found in read_listing(listing, body, since=_since(job), most=most):
        total += len(found.links)
        with store.transaction(job.db):
            dated = listing.kind in DATED_KINDS
            news = [_note_link(job, source, link, dated=dated) for link in found.links]
            if any(news):  # until the end is reached, the next run must come this far again
                store.mark_listing(job.db, listing.url, source.id, read=False)
        if known and news and not any(news) and _beyond_rescan(job, found.links):
            break  # a page of old acquaintances: what follows is older still
    if not total and listing.kind == "page":
        raise ReadError(f"{listing.url}: names no article; correct the listing's link or its url")
    with store.transaction(job.db):
        if job.options.since is None:
            store.mark_listing(job.db, listing.url, source.id, read=True)
        store.clear_issues(job.db, listing.url, "discover")
    return total


def _beyond_rescan(job: Job, links: Sequence[Link]) -> bool:
    """Whether a page of links reaches back past the window in which late and back-dated items are
    still looked for; one without dates does."""
    dates = [link.published for link in links if link.published]
    return not dates or min(dates) < job.now - RESCAN


def _since(job: Job) -> datetime | None:
    day = job.options.since
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=HOME)


def _solved(job: Job, url: str, *stages: str) -> None:
    with store.transaction(job.db):
        store.clear_issues(job.db, url, *stages)


def _note_link(job: Job, source: Source, link: Link, *, dated: bool, asked: bool = False) -> bool:
    """Remember a link; whether it was not known before. `asked` links were wanted once.

    The caller holds the transaction.
    """
    url = canonical_url(link.url)
    item = store.load_item(job.db, url)
    reason = None if asked else _unwanted(job, source, link)
    moment = link.published.astimezone(HOME) if link.published else None
    listed = moment.isoformat() if moment else None
    if reason is not None:
        job.outcome.skip(reason, source.id)
    row = item or {"url": url, "source": source.id, "title": link.title, "published": None}
    row = dict(row)
    if dated and moment is not None and row["published"] is None:
        row["published"] = moment.date().isoformat()
    row |= _state(item, reason, listed)
    row.setdefault("found_at", job.now.isoformat())
    store.save_item(job.db, row)
    return item is None


def _state(item: store.Row | None, reason: str | None, listed: str | None) -> store.Row:
    """State and date of an item after it was listed: a later date makes it due again."""
    if item is None:
        state = "skipped" if reason else "found"
        return {"state": state, "reason": reason, "listed_on": listed}
    newest = max(filter(None, (item["listed_on"], listed)), default=None)
    again = newest != item["listed_on"]
    if item["state"] in ("found", "skipped") and not item["document"]:
        state = "skipped" if reason else "found"
        return {"state": state, "reason": reason, "listed_on": newest}
    return {"listed_on": newest} | ({"state": "found"} if again else {})


def _unwanted(job: Job, source: Source, link: Link) -> str | None:
    since = _since(job)
    if since is not None and link.published is not None and link.published < since:
        return "older than --since"
    return wanted(link, source.words)


# ---- fetch and read ----------------------------------------------------------------------------


async def _collect_item(job: Job, source: Source, url: str, get: Get) -> None:
    """One address: fetched, archived, read, saved; or written down why not."""
    try:
        snapshot = await get(url, source, "document")
    except Absent:
        return
    except FetchError as error:
        _not_fetched(job, source, url, error)
        return
    try:
        document = await _read(source, snapshot, get)
    except (FetchError, ReadError) as error:
        _give_up(job, source, url, "read", str(error), "failed")
        return
    _save(job, source, url, snapshot, document)


def _not_fetched(job: Job, source: Source, url: str, error: FetchError) -> None:
    if error.kind in UNTRIED_KINDS:
        job.fail("fetch", f"{source.id}: {error}", source=source.id, url=url)
    elif error.kind in NO_FAULT_KINDS:
        _give_up(job, source, url, "fetch", str(error), "skipped")
    else:
        _give_up(job, source, url, "fetch", str(error), "failed")


def _give_up(job: Job, source: Source, url: str, stage: str, message: str, state: str) -> None:
    level: Level = "error" if state == "failed" else "info"
    item = dict(store.load_item(job.db, url) or {"url": url})
    with store.transaction(job.db):
        store.save_item(job.db, item | {"state": state, "reason": message})
    if state == "skipped":
        job.outcome.skip(message.removeprefix(f"{url}: "), source.id)
    job.fail(stage, message, source=source.id, url=url, level=level)


async def _read(source: Source, snapshot: Snapshot, get: Get) -> Document:
    """The document of an answer, further pages of the same article joined."""
    document = _read_one(source, snapshot)
    parts = [document]
    seen = {canonical_url(snapshot.url), canonical_url(snapshot.final_url)}
    while snapshot.media_type in ("text/html", "application/xhtml+xml"):
        address = next_page(snapshot.body, snapshot.final_url)
        if address is None or canonical_url(address) in seen or len(parts) >= MOST_PAGES:
            break
        seen.add(canonical_url(address))
        try:
            snapshot = await get(address, source, "page")
        except Absent:
            break
        parts.append(_read_one(source, snapshot))
    return join_pages(parts) if len(parts) > 1 else document


def _read_one(source: Source, snapshot: Snapshot) -> Document:
    return read_page(
        snapshot.body,
        snapshot.media_type,
        url=snapshot.final_url,
        source=source,
        charset=snapshot.charset,
        fetched_at=snapshot.fetched_at,
    )


def _save(job: Job, source: Source, url: str, snapshot: Snapshot, document: Document) -> None:
    item = store.load_item(job.db, url) or {}
    if document.published is None and item.get("published"):
        document = replace(document, published=date.fromisoformat(item["published"]))
    other = _other_address(job.db, document.id, url)
    # What is fetched now is the newest, also where the clock was wrong on another night.
    if job.options.warcs and store.is_older(job.db, document.id, snapshot.fetched_at):
        job.outcome.counts["same"] += 1
        job.outcome.sources[source.id]["same"] += 1
        return
    job.keep()
    with store.transaction(job.db):
        store.clear_issues(job.db, url, "fetch", "read")
        place = store.save_snapshot(job.db, snapshot, source.id)
        if other is not None:
            reason = f"another address of {other}"
            store.save_item(job.db, item | {"url": url, "state": "skipped", "reason": reason})
            job.outcome.skip("another address of a document", source.id)
            return
        saved = store.save_document(job.db, document, snapshot=place, reader=READER_VERSION)
        done = {"url": url, "state": "done", "reason": None, "document": saved.document}
        store.save_item(job.db, item | done)
    job.outcome.counts[saved.change] += 1
    job.outcome.sources[source.id][saved.change] += 1
    if saved.change != "same":
        from pipelines.masking import shown_title

        title = shown_title(document.title) if document.title else url
        job.log.line("read", f"{source.id}: {saved.change}: {title}", url=url)


def _other_address(db: Database, document: str, url: str) -> str | None:
    """The address under which a document is kept already: two of them would take turns."""
    found = store.rows(
        db,
        "SELECT url FROM items WHERE document = ? AND url <> ? AND state <> 'failed' LIMIT 1",
        document,
        url,
    )
    return str(found[0]["url"]) if found else None


# ---- from a folder -----------------------------------------------------------------------------


def _read_folder(job: Job, folder: Path) -> None:
    """Every file of a folder and of the folders in it; the bytes go into the archive first."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    if not paths:
        job.fail("read", f"{folder}: no files in it; give a folder with .txt, .html or the like")
    with Archive(job.options.data / "archive") as archive, job.log.bar("read", len(paths)) as step:
        for path in paths:
            _read_file(job, archive, path, path.relative_to(folder).as_posix())
            step(1)


def _read_file(job: Job, archive: Archive, path: Path, name: str) -> None:
    media_type = SUFFIXES.get(path.suffix.lower())
    if media_type is None:
        job.outcome.skipped[f"files {path.suffix or 'without suffix'} are not read"] += 1
        return
    try:
        refused = _refused(job, path)
        body = b"" if refused else path.read_bytes()
    except OSError as error:
        refused = f"cannot be read: {error.strerror}"
    if refused:
        job.fail("read", f"{path}: {refused}", url=str(path))
        return
    snapshot = _archive_file(archive, name, body, media_type)
    archive.sync()
    _save_file(job, body, media_type, str(path), snapshot)


def _refused(job: Job, path: Path) -> str | None:
    """Why a file of the folder is not even opened."""
    if job.options.folder is not None and not is_inside(job.options.folder, path):
        return LEADS_OUT
    if path.stat().st_size > BYTES_MOST:
        return f"has more than {BYTES_MOST >> 20} MB; split it"
    return None


def _save_file(
    job: Job, body: bytes, media_type: str, name: str, snapshot: Snapshot | None
) -> None:
    try:
        document = file_document(body, media_type, name)
    except ReadError as error:
        job.fail("read", str(error), url=name)
        return
    with store.transaction(job.db):
        store.clear_issues(job.db, name, "read")
        place = store.save_snapshot(job.db, snapshot) if snapshot is not None else None
        saved = store.save_document(job.db, document, snapshot=place, reader=READER_VERSION)
    job.outcome.counts[saved.change] += 1


def _archive_file(archive: Archive, name: str, body: bytes, media_type: str) -> Snapshot | None:
    """Keep a file's bytes where the archive has others or none; the answer that holds them."""
    url = FILES + quote(name)
    with suppress(ReadError):  # a damaged copy is written anew
        known = archive.find(url)
        if known is not None and known.body == body:
            return known
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    request = f"GET /{quote(name)} HTTP/1.1\r\n\r\n".encode()
    exchange = Exchange(
        url=url,
        fetched_at=datetime.now(UTC),
        request=request,
        response=head.encode(),
        body=body,
        role=FILE,
    )
    archive.append(exchange)
    return archive.find(url)


# ---- extract, audit, publish -------------------------------------------------------------------


def extract_stage(job: Job, *, everything: bool = False) -> None:
    """Facts of every document whose facts were not made by the present rules, or of all."""
    from extract.facts import RULES_VERSION

    stale = store.document_ids(job.db, None if everything else RULES_VERSION)
    if not stale:
        return
    documents = (store.load_document(job.db, identity) for identity in stale)
    with job.log.bar("extract", len(stale)) as advance:
        for document in documents:
            extraction = _facts_of(job, document)
            if extraction is not None:
                with store.transaction(job.db):
                    changes = store.replace_facts(job.db, extraction, rules=RULES_VERSION)
                for change, n in changes.items():
                    job.outcome.counts[f"facts {change}"] += n
                job.outcome.counts["extracted"] += 1
            advance(1)
    job.log.line("extract", f"{len(stale)} documents read for facts")


def _facts_of(job: Job, document: Document) -> Extraction | None:
    """The facts of a document; None, with an issue, when a rule broke on it.

    A document that names nothing of the field has none, and is only counted. This is the one
    place that catches any error: a fault of ours in one text must not cost the night all others.
    What was read of it before stays, and the next run tries again.
    """
    from extract.facts import Extraction
    from extract.gate import may_hold_facts
    from extract.pipeline import extract

    try:
        if not may_hold_facts(document):
            job.outcome.counts["no topic"] += 1
            return Extraction(document=document)
        return extract(document)
    except Exception as error:
        where = document.url or document.id
        message = f"{where}: {type(error).__name__}: {error}; please report this text"
        job.fail("extract", message, source=document.source, url=document.url)
        return None


def copies_stage(job: Job) -> None:
    """Copies grouped, so that one statement is counted once; only after something changed."""
    from pipelines.copies import find_copies

    if not job.outcome.counts["extracted"]:
        return
    documents = [store.load_document(job.db, key) for key in store.document_ids(job.db)]
    sources = store.rows(job.db, 'SELECT id, "group" AS network FROM sources')
    networks = {row["id"]: row["network"] for row in sources if row["network"]}
    groups = find_copies(documents, networks)
    with store.transaction(job.db):
        store.replace_copies(job.db, groups)


def audit_stage(job: Job) -> None:
    """What changed, held against official observations and against other statements."""
    from pipelines.audit_store import run_audit
    from pipelines.review import apply_reviews

    apply_reviews(job.options.data, job.db)
    audited = run_audit(job.db)
    job.outcome.counts["audited"] += audited.documents
    job.outcome.counts["findings"] = audited.total
    if audited.documents:
        message = f"{audited.documents} documents audited, {audited.total} findings stand"
        job.log.line("audit", message)


def publish_stage(job: Job) -> None:
    """The public database, when what it would hold has changed."""
    from pipelines.publish import Held, publish

    try:
        published = publish(job.options.data)
    except Held as held:
        _held(job, held.reasons)
        return
    except (OSError, sqlite3.OperationalError) as error:  # a full disk: the edition in use stays
        _held(job, (f"{job.options.data / 'public'}: cannot be written: {error}",))
        return
    if published.new:
        job.outcome.counts["published"] = published.n
        job.log.line("publish", f"edition {published.n} is public")


def _held(job: Job, reasons: tuple[str, ...]) -> None:
    job.outcome.held = reasons
    for reason in reasons:
        job.fail("publish", reason)


# What follows on the collecting, in order.
STAGES: Mapping[str, Callable[[Job], None]] = {
    "extract": extract_stage,
    "copies": copies_stage,
    "audit": audit_stage,
    "publish": publish_stage,
}


# ---- summary -----------------------------------------------------------------------------------


def summary(outcome: Outcome) -> list[str]:
    """The lines that end a run: found, changed, skipped and why, failed and why."""
    counts = outcome.counts
    names = ("new", "changed", "same")
    lines = ["documents: " + ", ".join(f"{counts[name]} {name}" for name in names)]
    if counts["found"]:
        lines.append(f"found: {counts['found']} addresses in the listings")
    if counts["extracted"]:
        facts = ", ".join(f"{counts[f'facts {name}']} {name}" for name in (*names, "gone"))
        lines.append(f"figures, claims and commitments: {facts}")
    if counts["no topic"]:
        lines.append(
            f"documents that name nothing of the field, not read further: {counts['no topic']}"
        )
    for reason, n in outcome.skipped.most_common(8):
        lines.append(f"skipped {n}: {reason}")
    if outcome.failures:
        lines.append(f"failed {len(outcome.failures)}:")
        lines += [f"  {failure}" for failure in list(outcome.failures)[:20]]
        if len(outcome.failures) > 20:
            lines.append(f"  and {len(outcome.failures) - 20} more; see the table issues")
    lines += outcome.quiet
    if outcome.held:
        lines.append("nothing published: " + "; ".join(outcome.held))
    return lines
