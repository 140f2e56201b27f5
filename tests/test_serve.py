"""The serving application: the switch to a new edition, what it refuses, what it sends along."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from extract.document import Document
from extract.figures import Figure
from extract.pipeline import Extraction
from pipelines import store
from pipelines.publish import current_folder, publish, rollback
from pipelines.serve import HEADERS, application, open_datasette, serve
from scraper.sources import Source

TEXT = "Angka kemiskinan Lahat 14,14 persen. " + "Rapat juga membahas jalan desa. " * 20


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose public database holds one statement."""
    db = store.open_store(tmp_path)
    start = TEXT.index("14,14 persen")
    document = Document(
        id="0" * 16, text=TEXT, url="https://kabar.example/a", source="kabar", publisher="Kabar",
        title="Judul", published=date(2024, 7, 18),
    )  # fmt: skip
    figure = Figure(
        start=start, end=start + 12, indicator="poverty_rate", value=14.14, unit="percent",
        decimals=2, region="16.04", period="2024",
    )  # fmt: skip
    with store.transaction(db):
        store.save_sources(
            db, [Source("kabar", "Kabar", "news", "https://kabar.example/", "16.04")]
        )
        store.save_document(db, document)
        store.replace_facts(db, Extraction(document=document, figures=(figure,)), rules="1")
    db.close()
    publish(tmp_path)
    return tmp_path


def restate(data: Path, value: float) -> None:
    """Publish another value of the statement."""
    with closing(sqlite3.connect(data / "rakor.db")) as db:
        db.execute("UPDATE figures SET value = ?", (value,))
        db.commit()
    assert publish(data).new


@contextmanager
def served(data: Path) -> Iterator[httpx.Client]:
    """A real server on loopback over a data folder, and a client for it."""
    config = uvicorn.Config(application(data / "public"), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()


def value(client: httpx.Client) -> float:
    answer = client.get("/public/pernyataan.json?_shape=array")
    answer.raise_for_status()
    return float(answer.json()[0]["nilai"])


def test_the_next_request_after_a_publish_reads_the_new_value(data: Path) -> None:
    with served(data) as client:
        assert value(client) == 14.14
        for wanted in (13.5, 12.9):
            restate(data, wanted)
            assert value(client) == wanted
        rollback(data)
        assert value(client) == 13.5
        assert opened(data) == {"2"}


def opened(data: Path) -> set[str]:
    """The editions whose file this process holds open."""
    links = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")
             if os.path.exists(f"/proc/self/fd/{fd}")]  # fmt: skip
    return {Path(link).parent.name for link in links if link.startswith(str(data / "public"))}


def test_no_request_fails_while_editions_change(data: Path) -> None:
    seen: list[float] = []
    done = threading.Event()

    def ask(client: httpx.Client) -> None:
        while not done.is_set():
            seen.append(value(client))

    with served(data) as client:
        threads = [threading.Thread(target=ask, args=(client,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for n in range(4):
            restate(data, float(n))
            time.sleep(0.2)
        done.set()
        for thread in threads:
            thread.join()
        assert value(client) == 3.0
    assert set(seen) <= {14.14, 0.0, 1.0, 2.0, 3.0}
    assert seen[-1] == 3.0


RATE, SWAPS = 50, 6  # requests a second, editions published meanwhile


def test_no_request_is_lost_at_fifty_a_second(data: Path) -> None:
    """Requests start by the clock, whether others are answered or not, while editions change."""
    answers: list[tuple[int, float | None]] = []

    async def ask(client: httpx.AsyncClient) -> None:
        answer = await client.get("/public/pernyataan.json?_shape=array")
        good = answer.status_code == 200
        answers.append((answer.status_code, answer.json()[0]["nilai"] if good else None))

    async def load(address: str, done: asyncio.Event) -> int:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as client:
            asked = []
            while not done.is_set():
                asked.append(asyncio.create_task(ask(client)))
                await asyncio.sleep(1 / RATE)
            await asyncio.gather(*asked)
            return len(asked)

    async def scenario(client: httpx.Client) -> int:
        done = asyncio.Event()
        running = asyncio.create_task(load(str(client.base_url), done))
        for n in range(SWAPS):
            await asyncio.to_thread(restate, data, float(n))
            assert await asyncio.to_thread(value, client) == float(n)  # the very next one
        done.set()
        return await running

    with served(data) as client:
        asked = asyncio.run(scenario(client))
    assert len(answers) == asked
    assert {status for status, _ in answers} == {200}
    assert {found for _, found in answers} <= {14.14, *map(float, range(SWAPS))}


def scope(path: str) -> dict[str, Any]:
    """An HTTP request as ASGI sees it."""
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": [(b"host", b"localhost")],
    }  # fmt: skip


async def receive() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


def test_a_request_under_way_is_finished_by_the_edition_it_began_with(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The old edition is closed only after its last request."""
    caplog.set_level("INFO", "rakor.serve")

    async def scenario() -> tuple[bytes, list[str], list[str]]:
        app = application(data / "public")
        go_on, body = asyncio.Event(), []
        begun = asyncio.Event()

        async def slow(message: Any) -> None:
            begun.set()
            await go_on.wait()
            body.append(message.get("body", b""))

        async def quick(message: Any) -> None:
            return None

        first = asyncio.create_task(app(scope("/public/pernyataan.json"), receive, slow))
        await begun.wait()
        await asyncio.to_thread(restate, data, 1.5)
        await app(scope("/public/pernyataan.json"), receive, quick)
        before = [r.getMessage() for r in caplog.records if "closed" in r.getMessage()]
        go_on.set()
        await first
        after = [r.getMessage() for r in caplog.records if "closed" in r.getMessage()]
        return b"".join(body), before, after

    body, before, after = asyncio.run(scenario())
    assert b"14.14" in body
    assert before == []
    assert after == [f"closed {data / 'public' / '1'}"]


def test_before_the_first_publish_it_says_what_to_do(tmp_path: Path, data: Path) -> None:
    empty = tmp_path / "kosong"
    with served(empty) as client:
        answer = client.get("/")
        assert (answer.status_code, "rakor run" in answer.text) == (503, True)
        shutil.copytree(data / "public", empty / "public", symlinks=True)
        assert client.get("/").status_code == 200


def test_a_damaged_edition_is_not_switched_to(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    with served(data) as client:
        assert value(client) == 14.14
        restate(data, 15.0)
        folder = current_folder(data / "public")
        assert folder is not None
        (folder / "public.db").write_bytes(b"no database at all" * 500)
        assert value(client) == 14.14
        restate(data, 16.0)
        assert value(client) == 16.0
    assert any("not served" in record.getMessage() for record in caplog.records)


def test_a_file_of_an_older_version_is_refused_with_what_to_do(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = current_folder(data / "public")
    assert folder is not None
    with closing(sqlite3.connect(folder / "public.db")) as db:
        db.execute("UPDATE tentang SET nilai = '0' WHERE nama = 'format'")
        db.commit()
    with served(data) as client:
        assert client.get("/").status_code == 503
        restate(data, 15.0)  # the next edition has the format of this version
        assert value(client) == 15.0
    assert any("run `rakor publish`" in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize(
    "path", ["/", "/public/pernyataan.json", "/wilayah/99.99", "/aset/rakor.css", "/public?sql=x"]
)
def test_security_headers_are_on_every_answer(data: Path, path: str) -> None:
    with served(data) as client:
        headers = client.get(path).headers
    for name, wanted in HEADERS:
        assert headers.get_list(name) == [wanted]


def test_scripts_run_only_from_files() -> None:
    policy = dict(part.strip().split(" ", 1) for part in dict(HEADERS)[
        "content-security-policy"
    ].split(";"))  # fmt: skip
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"


def test_the_file_is_opened_immutable_and_writes_are_refused(data: Path) -> None:
    folder = current_folder(data / "public")
    assert folder is not None
    assert not open_datasette(folder / "public.db").get_database("public").is_mutable
    with served(data) as client:
        for sql in ("delete from figures", "pragma writable_schema=on", "attach 'x' as y"):
            assert client.get("/public.json", params={"sql": sql}).status_code == 400
        assert value(client) == 14.14


def test_a_slow_query_is_cut_with_a_hint(data: Path) -> None:
    endless = (
        "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    )
    with served(data) as client:
        answer = client.get("/public", params={"sql": endless})
    assert "terlalu lama dan dihentikan" in answer.text


def test_a_wanted_port_in_use_is_an_error(data: Path) -> None:
    with served(data) as client, pytest.raises(OSError, match="in use"):
        serve(data, port=client.base_url.port)
