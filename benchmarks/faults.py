"""The night killed at random points, again and again, beside a night that nobody disturbs.

    python -m benchmarks.faults --kills 300 --state /var/tmp/faults

An invented outlet group on loopback publishes over three nights: new articles, changed ones, ones
that are gone. The same nights run once undisturbed; then in rounds with SIGKILL at seeded points:
at a random moment, or (with strace) at the n-th call that writes: pwrite64 is SQLite's, write the
archive's, rename, symlink and unlink those of a publish. After a kill a record or a line is
sometimes torn, as a write that was cut in its middle leaves it. After each kill the public database
is opened and checked whole; after each night the facts must be those of the undisturbed night.

The state folder keeps what was counted, so a stopped measurement goes on with the same command.
Exit code 1 when anything was lost, doubled or broken.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pipelines.edition import COLUMNS
from pipelines.log import Log
from pipelines.publish import PUBLIC_DB, current_folder
from pipelines.run import Options, run

NIGHTS = 3
# Calls by which anything reaches the disk. A kill comes at the entry of one of them.
CALLS = ("pwrite64", "write", "fdatasync", "fsync", "rename", "symlink", "unlink", "ftruncate")
FACTS = (
    "documents", "document_regions", "region_mentions", "officials", "official_mentions",
    "meetings", "participants", "dates", "figures", "claims", "commitments", "unbound", "copies",
)  # fmt: skip
# What must be equal beside the facts; columns that hold moments or places in files are left out.
OTHERS = {
    "versions": "SELECT document, n, sha256, reader FROM versions",
    "snapshots": "SELECT DISTINCT url, sha256 FROM snapshots",
    "items": "SELECT url, state, reason, document, published, listed_on FROM items",
    "findings": 'SELECT id, "check", verdict, message_id FROM findings',
    "issues": "SELECT stage, source, url, document, level, message FROM issues",
}
MOMENTS = ("archived_at", "first_seen", "last_seen")  # no two nights have the same
PEOPLE = ("Sutarna Wirabakti", "Ratnawati Sungkono", "Darmawan Lesmana", "Yuliana Praptosari")
PLACES = ("Lahat", "Muara Enim", "Musi Rawas", "Banyuasin")


# ---- the outlets -------------------------------------------------------------------------------


@dataclass(slots=True)
class Outlets:
    """Outlets on one loopback port, by the first part of the path; `night` decides what stands."""

    sources: int
    pages: int
    night: int = 0
    base: str = ""

    def paths(self, source: int, night: int) -> list[int]:
        """The articles of an outlet that its feed lists: some more each night."""
        return list(range(self.pages + night * max(1, self.pages // 4)))

    def page(self, path: str) -> tuple[str, str] | None:
        """Media type and text of what stands at a path now."""
        found = re.fullmatch(r"/s(\d+)/(feed|\d+)", path)
        if found is None:
            return None
        source = int(found[1])
        if found[2] == "feed":
            return "application/rss+xml", self.feed(source)
        number = int(found[2])
        if self.night == NIGHTS - 1 and number == 1:
            return None  # gone in the last night
        changed = self.night >= 1 and number % 5 == 0
        return "text/html; charset=utf-8", article(source, number, changed)

    def feed(self, source: int) -> str:
        """The feed of an outlet, the newest article first."""
        items = []
        for number in reversed(self.paths(source, self.night)):
            url = f"{self.base}/s{source}/{number}"
            day = format_datetime(published(number), usegmt=True)
            items.append(f"<item><title>Angka kemiskinan {number}</title><link>{url}</link>"
                         f"<pubDate>{day}</pubDate></item>")  # fmt: skip
        return f"<rss version='2.0'><channel><title>Warta</title>{''.join(items)}</channel></rss>"

    def table(self) -> str:
        """The source table of all outlets."""
        return "\n".join(
            f"""[[source]]
id = "warta-{n:02}"
name = "Warta {n}"
kind = "news"
homepage = "{self.base}/s{n}/"
region = "16.04"
state = "active"
delay = 0.0

[[source.listing]]
kind = "feed"
url = "{self.base}/s{n}/feed"
"""
            for n in range(self.sources)
        )


def published(number: int) -> datetime:
    """When an article was published: one each day, the same in every measurement."""
    return datetime(2025, 1, 1, 2, tzinfo=UTC) + timedelta(days=number)


def article(source: int, number: int, changed: bool) -> str:
    """An invented article; a changed one states another figure."""
    seeded = random.Random(f"{source}-{number}")
    place, who = seeded.choice(PLACES), seeded.choice(PEOPLE)
    rate = seeded.randrange(900, 1800) + (7 if changed else 0)
    words = f"{rate // 100},{rate % 100:02}"
    day = published(number)
    extra = " ".join(f"Kegiatan ke-{seeded.randrange(1000)} dibahas bersama." for _ in range(30))
    return f"""<!doctype html><html lang="id"><head><title>Kemiskinan {place} {number}</title>
<meta property="article:published_time" content="{day.isoformat()}"></head><body><article>
<h1>Angka kemiskinan {place} tercatat {words} persen ({source}/{number})</h1>
<p>Angka kemiskinan Kabupaten {place} pada tahun 2024 tercatat sebesar {words} persen, kata Wakil
Bupati {place}, {who}, saat membuka rapat koordinasi penanggulangan kemiskinan daerah.</p>
<p>"Kita menargetkan angka kemiskinan turun menjadi {rate // 200},5 persen pada tahun 2027," ujar
{who} di hadapan para camat dan kepala dinas yang hadir pada rapat itu.</p><p>{extra}</p>
</article></body></html>"""


@contextmanager
def outlets(sources: int, pages: int, port: int = 0) -> Iterator[tuple[str, int]]:
    """The outlets in a process of their own; yields their address and the process.

    `GET /night/N` turns to night N. A process, because a program with threads must not fork.
    """
    command = [sys.executable, "-m", "benchmarks.faults", "--outlets", f"{sources},{pages},{port}"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip(), process.pid
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def serve_outlets(sources: int, pages: int, port: int = 0) -> None:
    """Serve the outlets until the process is ended; the first line printed is the address."""
    room = Outlets(sources, pages)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path.startswith("/night/"):
                room.night = int(self.path.rpartition("/")[2])
            found = room.page(self.path)
            body = (found[1] if found else room.table()).encode()
            known = found is not None or self.path in ("/table", f"/night/{room.night}")
            tag = f'"{hash(body) & 0xFFFFFFFF:x}"'
            same = known and self.headers.get("If-None-Match") == tag
            self.send_response(304 if same else 200 if known else 404)
            self.send_header("ETag", tag)
            self.send_header("Content-Type", found[0] if found else "text/plain")
            if not same:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if not same:
                self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    room.base = f"http://127.0.0.1:{server.server_port}"
    print(room.base, flush=True)
    server.serve_forever()


def ask(base: str, path: str) -> str:
    """The text at a path of the outlets."""
    import httpx

    return httpx.get(base + path, timeout=30).text


# ---- one night ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the nights are: outlets, articles of each at first, nights of a round."""

    sources: int
    pages: int
    nights: int = NIGHTS


@dataclass(frozen=True, slots=True)
class Blow:
    """When a night is killed: after seconds, or at the n-th call of a kind."""

    seconds: float = 0.0
    call: str = ""
    n: int = 0


def night(data: Path, table: Path, blow: Blow | None) -> bool:
    """One night in a forked process; whether it came to its end. Raises RuntimeError where it
    ended by itself with an exit code that says more than that."""
    go, ready = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ready)
        os.read(go, 1)  # until whoever kills is watching
        _sleepless(data, table)
    os.close(go)
    tracer = _strike_at(child, blow) if blow and blow.call else None
    os.close(ready)
    if blow and not blow.call:
        _kill_after(child, blow.seconds)
    _, status = os.waitpid(child, 0)
    if tracer is not None:
        tracer.wait(30)
        assert tracer.stderr is not None
        tracer.stderr.close()
    if os.WIFSIGNALED(status):
        return False
    if os.WEXITSTATUS(status) != 0:
        raise RuntimeError(f"a night ended with {os.WEXITSTATUS(status)}; see {data}/night.log")
    return True


def _sleepless(data: Path, table: Path) -> None:
    """The forked process: the night, and never back into the caller."""
    told = io.StringIO()
    code = 70
    try:
        options = Options(data=data, sources=table, allow_loopback=True)
        code = run(options, Log(stream=told)).code
    finally:
        if code:
            (data / "night.log").write_text(told.getvalue(), "utf-8")
            import traceback

            traceback.print_exc()
        os._exit(code)


def _strike_at(child: int, blow: Blow) -> subprocess.Popen[str]:
    """strace, which kills the child at the n-th call of a kind."""
    inject = f"inject={blow.call}:signal=SIGKILL:when={blow.n}"
    command = ["strace", "-f", "-p", str(child), "-e", f"trace={blow.call}", "-e", inject]
    tracer = subprocess.Popen([*command, "-o", os.devnull], stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    line = tracer.stderr.readline()
    if "attached" not in line:
        tracer.kill()
        os.kill(child, signal.SIGKILL)
        raise RuntimeError(f"strace cannot watch a process here: {line.strip()}")
    return tracer


def _kill_after(child: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)


def tear(data: Path, seeded: random.Random) -> str:
    """What a write cut in its middle leaves: part of a record, or of a line of the index."""
    files = sorted((data / "archive").glob("rakor-*.warc.gz"))
    if not files:
        return ""
    path = seeded.choice([files[-1], data / "archive" / "index.jsonl"])
    if not path.is_file() or path.stat().st_size < 200:
        return ""
    content = path.read_bytes()
    start = content.rfind(b"\x1f\x8b\x08") if path == files[-1] else content.rfind(b"\n", 0, -1) + 1
    piece = content[start:]
    with path.open("ab") as file:
        file.write(piece[: seeded.randrange(1, max(2, len(piece) - 1))])
    return path.name


# ---- comparing ---------------------------------------------------------------------------------

Content = dict[str, Counter[str]]


def content(data: Path) -> Content:
    """Every fact of a working database, and what was read, as counted rows."""
    asked = {name: f"SELECT * FROM {name}" for name in FACTS} | OTHERS
    with closing(sqlite3.connect(data / "rakor.db")) as db:
        return {name: Counter(map(repr, db.execute(sql))) for name, sql in asked.items()}


def compare(wanted: Content, found: Content) -> tuple[Counter[str], list[str]]:
    """Rows lost and rows too many, by `lost` and `doubled`, with an example of each table."""
    counts: Counter[str] = Counter()
    examples = []
    for table in wanted:
        for word, rest in (("lost", wanted[table] - found[table]),
                           ("doubled", found[table] - wanted[table])):  # fmt: skip
            counts[word] += rest.total()
            examples += [f"{word} in {table}: {row[:300]}" for row in list(rest)[:2]]
    return counts, examples


def public_digest(data: Path) -> str | None:
    """A digest of the public rows in use, without moments, after SQLite found the file whole.

    None before the first edition. Raises RuntimeError for a file that is not whole.
    """
    folder = current_folder(data / "public")
    if folder is None:
        return None
    path = folder / PUBLIC_DB
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as db:
        told = db.execute("PRAGMA integrity_check").fetchall()
        if told != [("ok",)]:
            raise RuntimeError(f"{path}: {told[:3]}")
        return _digest(db)


def _digest(db: sqlite3.Connection) -> str:
    seen = hashlib.sha256()
    for table in COLUMNS:
        names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        shown = ", ".join(f'"{name}"' for name in names if name not in MOMENTS)
        for row in sorted(map(repr, db.execute(f"SELECT {shown} FROM {table}"))):
            seen.update(row.encode())
    return seen.hexdigest()


def archived(data: Path) -> list[str]:
    """Snapshots of the database that the archive does not give back with the same bytes."""
    from scraper.warc import ignore, read_warc, warc_files

    kept = {
        (path.name, answer.warc_offset): answer.sha256
        for path in warc_files(data / "archive")
        for answer in read_warc(path, on_issue=ignore)  # a torn end stays until the next write
    }
    with closing(sqlite3.connect(data / "rakor.db")) as db:
        rows = db.execute('SELECT url, warc, "offset", sha256 FROM snapshots').fetchall()
    return [url for url, name, offset, sha256 in rows if kept.get((name, offset)) != sha256]


# ---- the measurement ---------------------------------------------------------------------------


@dataclass(slots=True)
class Measured:
    """What was counted so far; `state` is the folder in which it is kept."""

    state: Path
    kills: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    nights: int = 0
    public: int = 0
    torn: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def load(self) -> None:
        """Go on with what an earlier call counted."""
        path = self.state / "counted.json"
        if path.is_file():
            told = json.loads(path.read_text("utf-8"))
            self.kills, self.wrong = Counter(told["kills"]), Counter(told["wrong"])
            self.rounds, self.nights, self.public = told["rounds"], told["nights"], told["public"]
            self.torn, self.examples = told["torn"], told["examples"]

    def save(self) -> None:
        """Keep the counts."""
        names = ("kills", "rounds", "nights", "public", "torn", "wrong", "examples")
        told = {name: getattr(self, name) for name in names}
        (self.state / "counted.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")


@dataclass(frozen=True, slots=True)
class Reference:
    """The undisturbed nights: content and public digest after each, calls and seconds of each."""

    after: list[Content]
    digests: list[str | None]
    calls: list[Counter[str]]
    seconds: list[float]


def reference(state: Path, base: str, nights: int) -> Reference:
    """Run the nights once without a blow, and count what they write."""
    data, table = state / "undisturbed", state / "table.toml"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    table.write_text(ask(base, "/table"), "utf-8")
    made = Reference([], [], [], [])
    for number in range(nights):
        ask(base, f"/night/{number}")
        before = shutil.copytree(data, state / "counting", symlinks=True)
        began = time.monotonic()
        night(data, table, None)
        made.seconds.append(time.monotonic() - began)
        made.calls.append(count_calls(before, table))
        shutil.rmtree(before)
        made.after.append(content(data))
        made.digests.append(public_digest(data))
    return made


def count_calls(data: Path, table: Path) -> Counter[str]:
    """How often a night calls what writes: the range from which kill points are drawn."""
    if shutil.which("strace") is None:
        return Counter()
    program = "import sys; from pathlib import Path; from benchmarks.faults import _sleepless; "
    program += "_sleepless(Path(sys.argv[1]), Path(sys.argv[2]))"
    told = data.parent / "calls.txt"
    watch = ["strace", "-f", "-c", "-o", str(told), "-e", f"trace={','.join(CALLS)}"]
    command = [*watch, sys.executable, "-c", program, str(data), str(table)]
    subprocess.run(command, check=True)
    rows = [line.split() for line in told.read_text("utf-8").splitlines()]
    return Counter({row[-1]: int(row[3]) for row in rows if row and row[-1] in CALLS})


def one_round(base: str, made: Reference, got: Measured, most: int, seed: str) -> None:
    """The nights in a fresh folder, each killed several times before it may end."""
    seeded = random.Random(seed)
    data, table = got.state / "disturbed", got.state / "table.toml"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    for number in range(len(made.after)):
        ask(base, f"/night/{number}")
        ended = False
        for _ in range(seeded.randrange(4, 12)):
            if got.kills.total() >= most or ended:
                break
            blow = draw(made, number, seeded)
            ended = night(data, table, blow)
            if not ended:
                after_a_kill(data, made, got, blow, seeded)
        if not ended:
            night(data, table, None)
        after_a_night(data, made, got, number, seed)
    got.rounds += 1
    got.wrong["not in the archive"] += len(archived(data))


def draw(made: Reference, number: int, seeded: random.Random) -> Blow:
    """A kill point: a kind of call and its number, or a moment."""
    calls = made.calls[number]
    if not calls or seeded.random() < 0.3:
        return Blow(seconds=seeded.uniform(0.0, made.seconds[number]))
    call = seeded.choice(sorted(calls))
    return Blow(call=call, n=seeded.randrange(1, calls[call] + 1))


def after_a_kill(
    data: Path, made: Reference, got: Measured, blow: Blow, seeded: random.Random
) -> None:
    """The public database is whole and is one that an undisturbed night publishes."""
    got.kills[blow.call or "moment"] += 1
    digest = public_digest(data)
    got.public += 1
    if digest is not None and digest not in made.digests:
        got.wrong["public database of no night"] += 1
        got.examples.append(f"public database after {blow}: {digest}")
    if seeded.random() < 0.25 and tear(data, seeded):
        got.torn += 1
    got.save()


def after_a_night(data: Path, made: Reference, got: Measured, number: int, seed: str) -> None:
    """The facts are those of the undisturbed night, the public database too."""
    counts, examples = compare(made.after[number], content(data))
    got.wrong += counts
    got.examples += [f"round {seed}, night {number}: {example}" for example in examples]
    if public_digest(data) != made.digests[number]:
        got.wrong["public database differs"] += 1
    with closing(sqlite3.connect(data / "rakor.db")) as db:
        if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            got.wrong["working database broken"] += 1
        got.wrong["foreign keys"] += len(db.execute("PRAGMA foreign_key_check").fetchall())
    got.nights += 1
    got.save()


def preload() -> None:
    """Load everything before the forks: a night then costs its own work only."""
    import pipelines.audit_store
    import pipelines.copies
    import pipelines.demo
    import pipelines.replay  # noqa: F401
    from extract.pipeline import load_pipeline

    load_pipeline()


def measure(state: Path, kills: int, shape: Shape, seed: int, limit: float) -> int:
    """Kill until `kills` were counted or `limit` seconds are over; the exit code."""
    state.mkdir(parents=True, exist_ok=True)
    got = Measured(state)
    got.load()
    preload()
    end = time.monotonic() + limit
    with outlets(shape.sources, shape.pages) as (base, _):
        made = reference(state, base, shape.nights)
        while got.kills.total() < kills and time.monotonic() < end:
            one_round(base, made, got, kills, f"{seed}-{got.rounds}")
            got.save()
    print(
        f"{got.kills.total()} kills ({', '.join(f'{n} {k}' for k, n in got.kills.most_common())})"
    )
    print(f"{got.torn} torn records or lines, {got.rounds} rounds, {got.nights} nights compared")
    print(f"public database whole after {got.public} of {got.kills.total()} kills")
    wrong = +got.wrong
    print(f"lost {wrong['lost']}, doubled {wrong['doubled']}; all that is wrong: {dict(wrong)}")
    for example in got.examples[:20]:
        print(f"  {example}")
    return 1 if wrong else 0


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description="kill the night at random points")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--state", type=Path, default=Path("/var/tmp/rakor-faults"))
    parser.add_argument("--sources", type=int, default=3)
    parser.add_argument("--pages", type=int, default=8, help="articles of an outlet at first")
    parser.add_argument("--nights", type=int, choices=range(1, NIGHTS + 1), default=NIGHTS)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop early; go on next time")
    parser.add_argument("--outlets", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.outlets:
        serve_outlets(*map(int, given.outlets.split(",")))
        return
    shape = Shape(given.sources, given.pages, given.nights)
    sys.exit(measure(given.state, given.kills, shape, given.seed, given.seconds))


if __name__ == "__main__":
    main()
