"""Bytes over HTTP: politely, within limits, never from a private address, archived first."""

from __future__ import annotations

import asyncio
import hashlib
import random
import re
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from extract.document import ReadError
from scraper.addresses import canonical_url, is_public, netloc, plain_address, without_secret
from scraper.agent import NAME, user_agent
from scraper.archive import Archive, Exchange, Snapshot
from scraper.content import (
    ACCEPT_ENCODING,
    DOCX,
    MEGABYTE,
    VAGUE,
    Decoder,
    TooLarge,
    decode,
    media_type_of,
)
from scraper.sources import Source
from scraper.tonight import LONGEST, NIGHT, Closed, Tonight, host_name

__all__ = [
    "FetchError",
    "Fetcher",
    "Limits",
    "Snapshot",
    "canonical_url",
    "decode",
]

DEFAULT_DELAY = 2.0
# Bytes that are kept of an answer that was given up.
KEPT = 65536
# A Crawl-delay beyond this means that a site is not to be read in one night: it is left alone.
LONGEST_DELAY = 3600.0
# RFC 9309, 2.5: a parser must read at least 500 kibibytes of a robots.txt.
ROBOTS_BYTES = 512 * 1024
# A server's clock and ours may disagree by a little; the delay is kept on its side too.
PACE_MARGIN = 0.003


class FetchError(Exception):
    """An address that gave nothing; `kind` is one of KINDS, `retry_after` seconds or None.

    `status` is that of the answer, 0 where there was none.
    """

    def __init__(
        self, url: str, kind: str, reason: str, retry_after: float | None = None, status: int = 0
    ) -> None:
        super().__init__(without_secret(f"{url}: {reason}"))
        self.url = url
        self.kind = kind
        self.reason = reason
        self.retry_after = retry_after
        self.status = status


KINDS: Mapping[str, str] = {
    "address": "no http or https address, or one with a user name",
    "private": "the host's address is private, loopback, link-local or otherwise not public",
    "robots": "robots.txt forbids it",
    "host": "the host is left alone until the next night: its robots.txt cannot be had",
    "breaker": "the host failed too often and is left alone for a while",
    "tries": "the address was asked for often enough tonight",
    "dns": "the host has no address",
    "connect": "no connection",
    "tls": "the connection cannot be made safe",
    "timeout": "too slow",
    "reset": "the connection broke, or what came is not HTTP",
    "busy": "429 or 503: the server asks to come later",
    "server": "another 5xx",
    "gone": "404 or 410",
    "status": "another status that is no success",
    "redirects": "too many redirects, or a loop",
    "size": "too large, raw or decoded",
    "type": "a media type that is not read",
    "encoding": "a Content-Encoding that cannot be undone",
}
# What is tried again at once (after a pause), and how much it says about the whole host: at
# OPEN_AT the circuit opens. Faults of a single address weigh 1, so that a few bad addresses
# never cost the good ones of the same host.
TRANSIENT = ("dns", "connect", "timeout", "reset", "busy", "server")
STRIKES: Mapping[str, int] = {
    "dns": 4,
    "connect": 4,
    "tls": 4,
    "timeout": 1,
    "reset": 1,
    "server": 1,
    "busy": 1,
}
OPEN_AT = 12
# Faults that show that the host is well: they take its strikes away.
ALIVE = ("gone", "status", "redirects", "size", "type", "encoding")
# Faults that are an answer; a request that ends in any other was for nothing.
ANSWERED = ("gone", "status", "redirects", "type", "encoding")


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and counts beyond which a request is given up.

    `tries` are for 503, `slow_tries` for what took too long and `retries` for other passing faults;
    no address is asked for more often than `starts` in one night. `patience` is the longest
    Retry-After that is sat out, `slowest` the fewest bytes a second once `read` seconds are over.
    """

    connect: float = 15.0
    read: float = 15.0
    total: float = 120.0
    slowest: int = 256
    raw: int = 32 * MEGABYTE
    decoded: int = 48 * MEGABYTE
    redirects: int = 5
    tries: int = 4
    starts: int = 6
    retries: int = 3
    slow_tries: int = 2
    patience: float = 120.0
    backoff: float = 2.0
    backoff_most: float = 60.0
    cool: float = 600.0
    parallel: int = 24


# What is read; names that end in +xml or +json are read as well (RSS, Atom, RDF, XHTML, feeds).
MEDIA_TYPES = (
    "text/html",
    "text/xml",
    "text/plain",
    "text/json",
    "application/xml",
    "application/json",
    "application/pdf",
    "application/gzip",
    "application/x-gzip",
    "image/png",
    "image/jpeg",
    "image/tiff",
    DOCX,
)

Validators = (
    Mapping[str, tuple[str | None, str | None]]
    | Callable[[str], tuple[str | None, str | None] | None]
)
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, IPv4 first. Raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = dict.fromkeys(str(item[4][0]) for item in found)
    return sorted(addresses, key=lambda address: ":" in address)


# --- hosts ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Host:
    """What is known of one host and port during one night."""

    name: str
    delay: float | None
    transport: httpx.AsyncHTTPTransport
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    robots_turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    started: float = float("-inf")
    rest_until: float = float("-inf")
    robots: Protego | None = None
    out: FetchError | None = None
    strikes: int = 0
    open_until: float = float("-inf")
    closed: Closed | None = None

    @property
    def pause(self) -> float:
        """Seconds from the start of one request to the start of the next."""
        return (DEFAULT_DELAY if self.delay is None else self.delay) + PACE_MARGIN

    @property
    def ready_at(self) -> float:
        """The moment from which the next request may start."""
        return max(self.started + self.pause, self.rest_until)

    def seen_by_server(self, now: float) -> None:
        """The server saw the request between its start and now: the later moment is the safe one.

        A fiftieth of the delay at most, so that a slow server does not stretch the night.
        """
        self.started = min(now, self.started + 0.02 * (self.pause - PACE_MARGIN))

    def slow_to(self, delay: float | None) -> None:
        """The longest delay that anybody asks for wins."""
        if delay is not None:
            self.delay = delay if self.delay is None else max(self.delay, delay)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer as it came over the wire, archived."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes
    fetched_at: datetime
    warc_file: str
    warc_offset: int


@dataclass(slots=True)
class _Received:
    """An answer while it comes in."""

    raw: bytearray = field(default_factory=bytearray)
    decoded: bytearray = field(default_factory=bytearray)
    encoded: bool = False
    truncated: str | None = None
    error: FetchError | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    """What one call of `get` asks for."""

    url: str
    source: str | None
    delay: float | None
    role: str


T = TypeVar("T")
# Raises FetchError for an address that may not be asked for.
Permit = Callable[[_Job, str], Awaitable[None]]


class Fetcher:
    """Fetches addresses for one night; use it as an async context manager.

    `validators` gives ETag and Last-Modified by address (default: those of the archive), `contact`
    a page or mail address for the User-Agent (None: only this machine is asked). `delays` gives
    seconds between starts by host or host:port, `tls` says who is trusted (default: the usual
    certificate authorities), `tonight` what earlier runs of the night have learnt. A run that goes
    on for one that was killed gives the moment when that one began as `resumed`: what was answered
    since is taken from the archive. `resolver`, `clock`, `sleep` and `chance` are the outer world:
    name service, a monotonic clock in seconds, a pause, numbers from 0 to 1.
    """

    def __init__(
        self,
        archive: Archive,
        *,
        validators: Validators | None = None,
        allow_loopback: bool = False,
        delays: Mapping[str, float] | None = None,
        contact: str | None = None,
        limits: Limits | None = None,
        media_types: Sequence[str] = MEDIA_TYPES,
        tls: ssl.SSLContext | None = None,
        tonight: Tonight | None = None,
        resumed: datetime | None = None,
        resolver: Resolver = resolve,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.archive = archive
        self.validators = archive.validators if validators is None else validators
        self.allow_loopback = allow_loopback
        self.delays = dict(delays or {})
        self.user_agent = user_agent(contact)
        self.limits = limits or Limits()
        self.media_types = frozenset(media_types)
        self.resolver = resolver
        self.clock = clock
        self.sleep = sleep
        self.chance = chance
        self.tonight = tonight or Tonight()
        self.resumed = resumed
        self.starts = {url: asked.times for url, asked in self.tonight.asked.items()}
        self._hosts: dict[str, _Host] = {}
        self._done: dict[str, _Answer] = {}
        self._tls = tls
        self._transfers = asyncio.Semaphore(self.limits.parallel)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for host in self._hosts.values():
            await host.transport.aclose()

    async def get(
        self, url: str, source: Source | str | None = None, role: str = "document"
    ) -> Snapshot:
        """The snapshot of an address, redirects followed, archived before it is given.

        `role` is "document" or "listing" and is kept in the archive. Raises FetchError;
        ArchiveError when the archive cannot be written.
        """
        delay = source.delay if isinstance(source, Source) else None
        identity = source.id if isinstance(source, Source) else source
        job = _Job(url, identity, delay, role)
        try:
            had = self._had_before(url)
            if had is not None:
                return had
            return await self._whole(job, self._permitted, self._snapshot)
        except FetchError as error:
            if error.url == url or error.url == _plain(url):
                raise
            reason = f"leads to {error}"
            raise FetchError(url, error.kind, reason, error.retry_after, error.status) from error

    def _had_before(self, url: str) -> Snapshot | None:
        """What the run had that this one goes on for; a damaged record is as good as none."""
        try:
            return self.archive.answered(_plain(url), self.resumed) if self.resumed else None
        except ReadError:
            return None

    async def _whole(self, job: _Job, permitted: Permit, use: Callable[[_Job, _Answer], T]) -> T:
        """What `use` makes of a job's answer; asked for again where the copy that the server or
        this night refers to is damaged."""
        answer = None
        try:
            answer = await self._follow(job, job.url, permitted)
            return use(job, answer)
        except ReadError:
            if answer is not None:
                self._done.pop(answer.url, None)
        return use(job, await self._follow(job, job.url, permitted))

    # One address after the other

    async def _follow(self, job: _Job, url: str, permitted: Permit) -> _Answer:
        """The answer at the end of a chain of redirects."""
        seen: set[str] = set()
        while True:
            url = _plain(url)
            if url in seen or len(seen) > self.limits.redirects:
                raise FetchError(
                    job.url, "redirects", f"redirects lead around or too far, to {url}"
                )
            seen.add(url)
            await permitted(job, url)
            answer = self._done_tonight(url) or await self._try(job, url)
            following = _redirect(answer)
            if following is None:
                return answer
            url = following

    def _done_tonight(self, url: str) -> _Answer | None:
        """The answer of an address that was had tonight: nobody is asked twice for one page."""
        answer = self._done.get(url)
        if answer is None or answer.status == 304:
            return answer
        kept = self.archive.find(url)
        return None if kept is None else replace(answer, body=kept.body)

    async def _try(self, job: _Job, url: str) -> _Answer:
        """One address, tried again after passing faults."""
        host = self._host(url, job)
        failures = 0
        while True:
            try:
                answer = await self._once(job, url, host)
            except FetchError as error:
                failures += 1
                if not await self._again(host, error, failures):
                    self._count_strike(host, error)
                    raise
            else:
                host.strikes = 0
                if _redirect(answer) is None:
                    self._done[url] = replace(answer, body=b"")
                return answer

    async def _again(self, host: _Host, error: FetchError, failures: int) -> bool:
        """Whether to try again; the host rests until then."""
        limits = self.limits
        most = limits.slow_tries if error.kind == "timeout" else limits.retries
        most = limits.tries if error.status == 503 else most
        if error.kind not in TRANSIENT or failures >= most:
            return False
        pause = self._pause(failures)
        if error.retry_after is not None:
            pause = max(pause, error.retry_after)
            closed = self._told(host, error.retry_after, str(error))
            if error.retry_after > limits.patience:
                self._open(host, closed)
                return False
        self._rest(host, pause)
        return True

    def _pause(self, failures: int) -> float:
        """Seconds before the next try: doubling, with half of it left to chance."""
        longest = min(self.limits.backoff * 2 ** (failures - 1), self.limits.backoff_most)
        return float(longest) * (0.5 + 0.5 * self.chance())

    def _rest(self, host: _Host, seconds: float) -> None:
        host.rest_until = max(host.rest_until, self.clock() + seconds)

    def _told(self, host: _Host, seconds: float, reason: str) -> Closed:
        """A pause of the whole host, made known: the next run of the night is to keep it too."""
        pause = min(timedelta(seconds=min(seconds, 1e8)), LONGEST)
        closed = Closed("breaker", datetime.now(UTC) + pause, reason)
        self.tonight.on_close(host.name, closed)
        return closed

    def _open(self, host: _Host, closed: Closed) -> None:
        """Open the circuit: nothing more is asked of the host until then."""
        until = self.clock() + (closed.until - datetime.now(UTC)).total_seconds()
        if until > host.open_until:
            host.open_until, host.closed = until, closed

    def _remember(self, host: _Host, url: str) -> None:
        """What earlier runs say of a host: when it was last asked, and whether to leave it alone.

        A short pause is sat out, as it would have been.
        """
        now = datetime.now(UTC)
        closed = self.tonight.closed.get(host.name)
        if closed is not None and closed.until > now:
            left = (closed.until - now).total_seconds()
            if closed.kind == "host" or left > self.limits.patience:
                self._open(host, closed)
            else:
                self._rest(host, left)
        moments = [x.last for key, x in self.tonight.asked.items() if host_name(key) == host.name]
        kept = self.archive.last_asked(url)
        ago = [(now - moment).total_seconds() for moment in (*moments, *filter(None, [kept]))]
        # a moment that is still to come was written by a clock that has been set right since
        host.started = self.clock() - min((x for x in ago if x >= 0), default=float("inf"))

    def _count_strike(self, host: _Host, error: FetchError) -> None:
        if error.kind in ALIVE:
            host.strikes = 0
        weight = STRIKES.get(error.kind, 0)
        host.strikes += weight
        # strikes are kept: after the pause one more failure opens the circuit again
        if weight and host.strikes >= OPEN_AT:
            self._open(host, self._told(host, self.limits.cool, f"failed too often: {error}"))

    # Robots

    async def _permitted(self, job: _Job, url: str) -> None:
        """Raises FetchError where robots.txt, its absence or the circuit keeps us out."""
        host = self._host(url, job)
        self._closed(host, url)
        async with host.robots_turn:
            if host.robots is None and host.out is None:
                await self._load_robots(host, job, url)
        if host.out is not None:
            # a private address is one for every page of the host; the rest may mend until tomorrow
            kind = "private" if host.out.kind == "private" else "host"
            raise FetchError(url, kind, f"{LEFT_TONIGHT}: {host.out}")
        if host.robots is not None and not host.robots.can_fetch(url, NAME):
            raise FetchError(url, "robots", "robots.txt forbids it")

    def _closed(self, host: _Host, url: str) -> None:
        left = host.open_until - self.clock()
        if left <= 0 or host.closed is None:
            return
        closed = host.closed
        when = LEFT_TONIGHT if closed.kind == "host" else f"host left alone until {_clock(closed)}"
        raise FetchError(url, closed.kind, f"{when}: {closed.reason}", retry_after=left)

    async def _load_robots(self, host: _Host, job: _Job, url: str) -> None:
        """RFC 9309, 2.3.1: 4xx allows everything, 5xx and no answer nothing."""
        address = urljoin(url, "/robots.txt")
        robots = _Job(address, job.source, job.delay, "robots")
        text = ""
        try:
            body = await self._whole(robots, self._open_door, self._robots_body)
            text = decode(body[:ROBOTS_BYTES])
        except FetchError as error:
            if error.kind not in ("gone", "status", "redirects"):
                host.out = error
                if error.status:  # it answered; what did not reach it is no reason for the night
                    wanted = timedelta(seconds=min(error.retry_after or 0, 1e8))
                    until = datetime.now(UTC) + max(NIGHT, min(wanted, LONGEST))
                    self.tonight.on_close(host.name, Closed("host", until, str(error)))
                return
        host.robots = Protego.parse(text)
        asked = host.robots.crawl_delay(NAME)
        if asked is not None and asked > LONGEST_DELAY:
            reason = f"robots.txt asks for {asked:g} s between requests, more than an hour"
            host.out = FetchError(address, "robots", reason)
        elif asked is not None and asked > host.pause:
            host.slow_to(float(asked))

    def _robots_body(self, job: _Job, answer: _Answer) -> bytes:
        if answer.status != 304:
            return answer.body
        kept = self.archive.find(answer.url)
        return b"" if kept is None else kept.body

    async def _open_door(self, job: _Job, url: str) -> None:
        """robots.txt itself may always be asked for, unless the circuit of its host is open."""
        self._closed(self._host(url, job), url)

    # One request

    def _host(self, url: str, job: _Job) -> _Host:
        name = host_name(url)
        host = self._hosts.get(name)
        if host is None:
            delay = self.delays.get(name, self.delays.get(urlsplit(url).hostname or ""))
            host = self._hosts[name] = _Host(name, delay, self._transport())
            self._remember(host, url)
        host.slow_to(job.delay)
        return host

    def _transport(self) -> httpx.AsyncHTTPTransport:
        """One for each host: a connection to an address is never shared by two host names."""
        if self._tls is None:
            self._tls = httpx.create_ssl_context(trust_env=False)
        limits = httpx.Limits(max_connections=2, max_keepalive_connections=1, keepalive_expiry=60.0)
        return httpx.AsyncHTTPTransport(
            verify=self._tls, http1=True, http2=True, trust_env=False, limits=limits
        )

    async def _once(self, job: _Job, url: str, host: _Host) -> _Answer:
        """One request, in its turn; none when another task had the page in the meantime."""
        async with host.turn:
            done = self._done_tonight(url)
            if done is not None:
                return done
            self._closed(host, url)
            self._count_start(url)
            await self._wait(host)
            async with self._transfers:
                return await self._exchange(job, url, host)

    def _count_start(self, url: str) -> None:
        count = self.starts.get(url, 0)
        if count >= self.limits.starts:
            raise FetchError(url, "tries", f"asked for {count} times tonight")
        self.starts[url] = count + 1

    async def _wait(self, host: _Host) -> None:
        while (left := host.ready_at - self.clock()) > 0:
            await self.sleep(left)

    async def _exchange(self, job: _Job, url: str, host: _Host) -> _Answer:
        host.started = self.clock()
        try:
            async with asyncio.timeout(self.limits.total):
                addresses = await self._addresses(url)
                self.tonight.on_ask(url, datetime.now(UTC))
                answer = await self._send(job, url, host, addresses)
        except TimeoutError as error:
            raise FetchError(url, "timeout", f"not done in {self.limits.total:g} s") from error
        except FetchError as error:
            if error.kind in ANSWERED:
                self.tonight.on_answer(url)
            raise
        self.tonight.on_answer(url)
        return answer

    async def _addresses(self, url: str) -> Sequence[str]:
        """The addresses to connect to: asked for once, and each of them public."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        try:
            addresses = await self.resolver(host, parts.port or 0)
        except (OSError, UnicodeError) as error:
            raise FetchError(url, "dns", f"host {host} has no address: {error}") from error
        if not addresses:
            raise FetchError(url, "dns", f"host {host} has no address")
        for address in addresses:
            if not is_public(address, self.allow_loopback):
                raise FetchError(
                    url, "private", f"host {host} is at {address}, not a public address"
                )
        return addresses

    async def _send(self, job: _Job, url: str, host: _Host, addresses: Sequence[str]) -> _Answer:
        """The request to the first address that can be connected to."""
        for address in addresses[:2]:
            request = self._request(job, url, host, address)
            fetched_at = datetime.now(UTC)
            try:
                response = await host.transport.handle_async_request(request)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                last = error
                continue
            except httpx.HTTPError as error:
                raise _transport_error(url, error) from error
            host.seen_by_server(self.clock())
            return await self._receive(job, url, request, response, fetched_at, address)
        raise _transport_error(url, last) from last

    def _request(self, job: _Job, url: str, host: _Host, address: str) -> httpx.Request:
        """A request that goes to an address and speaks to a host name."""
        parts = urlsplit(url)
        headers = {
            "Host": netloc(parts.scheme, parts.hostname or "", parts.port),
            "User-Agent": self.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "id,en;q=0.5",
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        headers.update(self._conditions(url))
        timeout = {
            "connect": self.limits.connect,
            "read": self.limits.read,
            "write": self.limits.read,
            "pool": self.limits.total,
        }

        async def trace(event: str, _: object) -> None:
            # the delay counts from the moment when the request leaves, not when it is begun
            if event.endswith("send_request_headers.started"):
                host.started = self.clock()

        extensions = {"timeout": timeout, "sni_hostname": parts.hostname, "trace": trace}
        try:
            target = httpx.URL(url).copy_with(host=address)
        except httpx.InvalidURL as error:
            raise FetchError(url, "address", f"cannot be asked for: {error}") from error
        return httpx.Request("GET", target, headers=headers, extensions=extensions)

    def _conditions(self, url: str) -> dict[str, str]:
        """What makes a request conditional; nothing for a page whose body is not in the archive."""
        known = self.validators
        found = known.get(url) if isinstance(known, Mapping) else known(url)
        headers: dict[str, str] = {}
        if self.archive.validators(url) is None:
            return headers
        etag, modified = found or (None, None)
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        return headers

    async def _receive(
        self,
        job: _Job,
        url: str,
        request: httpx.Request,
        response: httpx.Response,
        fetched_at: datetime,
        address: str,
    ) -> _Answer:
        """Reads a body within the limits, archives the exchange, then judges the answer."""
        got, raw = _Received(), b""
        try:
            await self._read(job, url, response, got)
        except (asyncio.CancelledError, TimeoutError):
            got.truncated = "time"
            raise
        finally:
            # of an answer that was given up only the beginning is kept
            raw = bytes(got.raw if got.truncated in (None, "unspecified") else got.raw[:KEPT])
            got.raw.clear()  # a large body is in memory once
            record = _record(job, url, request, response, fetched_at, address, raw, got)
            file, offset = self.archive.append(record)
            await response.aclose()
        error = got.error or _status_error(url, response, self.clock)
        if error is not None:
            raise error
        body = bytes(got.decoded) if got.encoded else raw
        return _Answer(url, response.status_code, response.headers, body, fetched_at, file, offset)

    async def _read(self, job: _Job, url: str, response: httpx.Response, got: _Received) -> None:
        """Fills `got`; a limit that is reached ends it with an error."""
        try:
            if job.role != "robots":
                self._check_head(url, response)
            start = self.clock()
            decoder = Decoder(response.headers.get("content-encoding"), self.limits.decoded)
            got.encoded = bool(decoder.encoding)
            async for piece in response.aiter_raw():
                got.raw += piece
                self._check_progress(url, len(got.raw), self.clock() - start)
                if got.encoded:
                    for part in decoder.parts(piece):
                        got.decoded += part
            if got.raw:
                decoder.finish()
        except FetchError as error:
            got.error, got.truncated = error, "length"
        except TooLarge as error:
            got.error, got.truncated = FetchError(url, "size", str(error)), "length"
            got.decoded.clear()
        except ReadError as error:
            got.error, got.truncated = FetchError(url, "encoding", str(error)), "unspecified"
        except httpx.HTTPError as error:
            got.error, got.truncated = _transport_error(url, error), "disconnect"

    def _check_progress(self, url: str, size: int, seconds: float) -> None:
        if size > self.limits.raw:
            raise FetchError(url, "size", f"more than {self.limits.raw} bytes")
        if seconds > self.limits.read and size < self.limits.slowest * seconds:
            raise FetchError(url, "timeout", f"only {size} bytes in {seconds:.0f} s")

    def _check_head(self, url: str, response: httpx.Response) -> None:
        if not 200 <= response.status_code < 300:
            return
        announced = response.headers.get("content-length", "")
        if re.fullmatch("[0-9]{1,18}", announced) and int(announced) > self.limits.raw:
            raise FetchError(url, "size", f"{announced} bytes, more than {self.limits.raw}")
        name = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if name not in VAGUE and "/" in name:
            self._check_type(url, name)

    def _check_type(self, url: str, name: str) -> None:
        if name not in self.media_types and not name.endswith(("+xml", "+json")):
            raise FetchError(url, "type", f"media type {name} is not read")

    def _snapshot(self, job: _Job, answer: _Answer) -> Snapshot:
        """Of a 304 the body that is kept in the archive."""
        headers, body = answer.headers, answer.body
        media_type, charset = media_type_of(headers.get("content-type"), body)
        etag, modified = headers.get("etag"), headers.get("last-modified")
        unchanged = answer.status == 304
        if unchanged:
            kept = self.archive.find(answer.url)
            if kept is not None:
                body, media_type, charset = kept.body, kept.media_type, kept.charset
                etag, modified = etag or kept.etag, modified or kept.last_modified
            else:
                raise FetchError(job.url, "status", "status 304 for a page that was never had")
        else:
            self._check_type(job.url, media_type)
        return Snapshot(
            job.url,
            answer.url,
            answer.fetched_at,
            answer.status,
            media_type,
            charset,
            hashlib.sha256(body).hexdigest(),
            body,
            answer.warc_file,
            answer.warc_offset,
            unchanged,
            etag,
            modified,
            job.source,
            job.role,
        )


LEFT_TONIGHT = "host left alone tonight"


def _clock(closed: Closed) -> str:
    return f"{closed.until:%Y-%m-%d %H:%M} UTC"


def _plain(url: str) -> str:
    try:
        return plain_address(url)
    except ValueError as error:
        raise FetchError(url, "address", str(error)) from error


def _redirect(answer: _Answer) -> str | None:
    """Where a redirect leads, None for another answer. Raises FetchError without a target."""
    if answer.status not in (301, 302, 303, 307, 308):
        return None
    target: str | None = answer.headers.get("location")
    if not target:
        raise FetchError(answer.url, "redirects", "redirects to nowhere")
    try:
        return urljoin(answer.url, target)
    except ValueError as error:
        raise FetchError(answer.url, "redirects", f"redirects to {target!r}: {error}") from error


def _status_error(
    url: str, response: httpx.Response, clock: Callable[[], float]
) -> FetchError | None:
    status = response.status_code
    if 200 <= status < 300 or status in (301, 302, 303, 304, 307, 308):
        return None
    after = _retry_after(response.headers.get("retry-after"))
    kinds = {404: "gone", 410: "gone", 429: "busy", 503: "busy"}
    kind = kinds.get(status, "server" if status >= 500 else "status")
    return FetchError(url, kind, f"status {status} {response.reason_phrase}", after, status)


def _retry_after(text: str | None) -> float | None:
    """Seconds of a Retry-After line, which holds seconds or a date."""
    text = (text or "").strip()
    if re.fullmatch("[0-9]{1,9}", text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError, TypeError, IndexError):  # whatever a server may write there
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _transport_error(url: str, error: httpx.HTTPError) -> FetchError:
    text = str(error) or type(error).__name__
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        kind = "tls" if "ssl" in text.lower() or "certificate" in text.lower() else "connect"
        return FetchError(url, kind, f"no connection: {text}")
    if isinstance(error, httpx.TimeoutException):
        return FetchError(url, "timeout", f"too slow: {type(error).__name__}")
    return FetchError(url, "reset", f"the connection broke: {text}")


def _record(
    job: _Job,
    url: str,
    request: httpx.Request,
    response: httpx.Response,
    fetched_at: datetime,
    address: str,
    body: bytes,
    got: _Received,
) -> Exchange:
    return Exchange(
        url=url,
        fetched_at=fetched_at,
        request=_request_head(url, request),
        response=_response_head(response),
        body=body,
        source=job.source,
        requested=job.url,
        role=job.role,
        address=address,
        truncated=got.truncated,
    )


def _request_head(url: str, request: httpx.Request) -> bytes:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return _head(f"GET {target} HTTP/1.1".encode(), request.headers.raw)


def _response_head(response: httpx.Response) -> bytes:
    """The head as received; HTTP/2 has no text form and is written as HTTP/1.1 would be."""
    version = response.extensions.get("http_version", b"HTTP/1.1")
    version = version if version.startswith(b"HTTP/1") else b"HTTP/1.1"
    reason = response.extensions.get("reason_phrase", b"") or response.reason_phrase.encode()
    return _head(b"%b %d %b" % (version, response.status_code, reason), response.headers.raw)


def _head(first: bytes, lines: Sequence[tuple[bytes, bytes]]) -> bytes:
    return b"\r\n".join([first, *(b"%b: %b" % line for line in lines), b"", b""])
