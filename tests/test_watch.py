"""How a night went: alarms told once, metrics that a monitor reads, exit codes of the status."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

from pipelines import signin, store
from pipelines.alarms import Alarm, Hook, find_alarms, keep_alarms, mark_told, tell
from pipelines.cli import main
from pipelines.log import Log
from pipelines.metrics import FILE, GAUGES, metrics_text
from scraper.durable import take_place
from tests.newsroom import EMPTY, RAPAT_PATH, Newsroom, open_newsroom, source_entry, write_table

NOW = datetime(2026, 6, 1, 20, tzinfo=UTC)


@pytest.fixture
def room(httpserver: HTTPServer) -> Newsroom:
    return open_newsroom(httpserver)


@pytest.fixture
def table(room: Newsroom, tmp_path: Path) -> Path:
    return write_table(tmp_path, source_entry(room))


@pytest.fixture
def hook(tmp_path: Path) -> Path:
    """A command that keeps what it is told, one line of JSON each time."""
    path = tmp_path / "lonceng.py"
    path.write_text(
        "import os, sys\n"
        f"with open({str(tmp_path / 'told.jsonl')!r}, 'a') as file:\n"
        "    file.write(sys.stdin.read() + '\\n')\n"
        "assert os.environ['RAKOR_ALERT_LEVEL'] in ('warning', 'broken')\n"
    )
    return path


def told(tmp_path: Path) -> list[dict[str, Any]]:
    path = tmp_path / "told.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def rakor(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def run(table: Path, data: Path, hook: Path) -> Result:
    command = f"{sys.executable} {hook}"
    return rakor("run", "--sources", table, "--data", data, "--allow-loopback",
                 "--alert-command", command)  # fmt: skip


def kinds(event: dict[str, Any]) -> set[str]:
    return {alarm["kind"] for alarm in event["alarms"]}


# ---- a failing night -----------------------------------------------------------------------------


def test_a_failing_night_is_told_once_and_counted(
    table: Path, tmp_path: Path, room: Newsroom, hook: Path
) -> None:
    data = tmp_path / "data"
    room.put(RAPAT_PATH, "Kemiskinan", "2024-10-28", EMPTY)
    assert run(table, data, hook).exit_code == 1
    first = told(tmp_path)
    assert len(first) == 1
    assert {"failures", "silent"} <= kinds(first[0])
    assert "warta-contoh: silent: " in first[0]["text"]
    found = read_metrics(data / FILE)
    assert found["rakor_run_exit_code", ()] == 1
    assert found["rakor_issues", (("stage", "read"), ("level", "error"))] == 1
    assert found["rakor_alarms", (("kind", "failures"), ("level", "warning"))] == 1
    assert run(table, data, hook).exit_code == 1
    assert len(told(tmp_path)) == 1  # nothing new


def test_a_night_that_publishes_nothing_is_told_every_time(
    table: Path, tmp_path: Path, hook: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "public").write_text("kein folder")
    for n in (1, 2):
        assert run(table, data, hook).exit_code == 3
        assert told(tmp_path)[-1]["level"] == "broken"
        assert len(told(tmp_path)) == n
    assert read_metrics(data / FILE)["rakor_run_exit_code", ()] == 3


def test_a_night_without_a_database_is_told(table: Path, tmp_path: Path, hook: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / store.DATABASE).write_bytes(b"no database at all" * 500)
    assert run(table, data, hook).exit_code == 2
    assert "file is not a database" in told(tmp_path)[0]["text"]
    assert read_metrics(data / FILE)["rakor_run_exit_code", ()] == 2


def test_an_unknown_source_is_told(table: Path, tmp_path: Path, hook: Path) -> None:
    table.write_text("rusak", "utf-8")
    assert run(table, tmp_path / "data", hook).exit_code == 2
    assert told(tmp_path)[0]["level"] == "broken"


def test_a_second_run_is_no_alarm(table: Path, tmp_path: Path, hook: Path) -> None:
    data = tmp_path / "data"
    with store.writer_lock(data):
        assert run(table, data, hook).exit_code == 4
    assert told(tmp_path) == []


# ---- hooks ---------------------------------------------------------------------------------------

BROKEN = [Alarm("run", "broken", 'run 7 ended; "$(touch x)"')]


def test_a_web_hook(httpserver: HTTPServer, tmp_path: Path) -> None:
    got: list[dict[str, Any]] = []

    def answer(request: Any) -> Any:
        from werkzeug import Response

        got.append(request.get_json())
        return Response(status=204 if len(got) > 1 else 503)

    httpserver.expect_request("/rahasia-7").respond_with_handler(answer)
    log = Log(stream=(tmp_path / "log").open("w+"))
    assert tell(Hook(url=httpserver.url_for("/rahasia-7")), BROKEN, tmp_path, log)
    assert len(got) == 2  # the first try was refused
    assert got[1]["level"] == "broken"
    log.stream.seek(0)
    assert "rahasia" not in log.stream.read()
    log.stream.close()


@pytest.mark.parametrize(
    "hook",
    [
        Hook(command="/tidak/ada"),
        Hook(command=f"{sys.executable} -c 'raise SystemExit(3)'"),
        Hook(command="'"),
        Hook(command=" "),
        Hook(url="http://127.0.0.1:9/x"),
        Hook(url="bukan alamat"),
    ],
    ids=["missing", "fails", "quote", "empty", "nobody there", "no address"],
)
def test_a_hook_that_fails_costs_a_line(
    hook: Hook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not tell(hook, BROKEN, tmp_path, Log(stream=sys.stderr))
    assert "failed: " in capsys.readouterr().err


def test_no_shell_reads_what_is_told(tmp_path: Path, hook: Path) -> None:
    command = f"{sys.executable} {hook} $(touch {tmp_path}/x) ; touch {tmp_path}/x"
    assert tell(Hook(command=command), BROKEN, tmp_path, Log())
    assert told(tmp_path)[0]["alarms"][0]["message"] == BROKEN[0].message
    assert not (tmp_path / "x").exists()


# ---- what is wrong -------------------------------------------------------------------------------


@pytest.fixture
def db(tmp_path: Path, table: Path):  # type: ignore[no-untyped-def]
    """A database with one active source and one good run of last night."""
    from scraper.sources import load_sources

    with closing(store.open_store(tmp_path)) as db:
        with store.transaction(db):
            store.save_sources(db, load_sources(table))
        add_run(db, NOW - timedelta(hours=20), 0)
        yield db


def add_run(db: Any, at: datetime, code: int) -> None:
    number = store.start_run(db, "run", {"rakor": "0"}, at)
    store.finish_run(db, number, {}, code, at, {"warta-contoh": {"listings": 1}})


def add_documents(db: Any, per_week: list[int]) -> None:
    """Documents found in the weeks before now, the newest week first."""
    with store.transaction(db):
        for week, count in enumerate(per_week):
            at = NOW - timedelta(days=7 * week + 1)
            for n in range(count):
                key = f"{week}-{n}"
                db.conn.execute(
                    "INSERT INTO documents (id, source, kind, sponsored, version, published) "
                    "VALUES (?, 'warta-contoh', 'news', 0, 1, ?)",
                    [key, at.date().isoformat()],
                )
                item = {"url": f"https://warta.example/{key}", "source": "warta-contoh",
                        "state": "done", "found_at": at.isoformat(), "document": key}  # fmt: skip
                store.save_item(db, item)


YIELDS = [
    ([1, 1, *[6] * 9], ["falling"]),
    ([2, 3, *[6] * 9], []),
    ([1, 0, *[2] * 9], []),
    ([0, 0, *[6] * 9], ["falling"]),
    ([0] * 6 + [6] * 6, ["silent"]),
    ([1, 1, *[6] * 8], []),  # not known for long enough
    ([6] * 11, []),
]


@pytest.mark.parametrize(("weeks", "wanted"), YIELDS, ids=[str(weeks) for weeks, _ in YIELDS])
def test_silent_and_falling_sources(db: Any, weeks: list[int], wanted: list[str]) -> None:
    add_documents(db, weeks)
    assert [alarm.kind for alarm in find_alarms(db, NOW)] == wanted


@pytest.mark.parametrize(
    ("code", "hours", "wanted"),
    [
        (0, 20, []),
        (1, 20, [("failures", "warning")]),
        (3, 20, [("run", "broken")]),
        (2, 20, [("run", "broken")]),
        (0, 40, [("late", "warning")]),
        (0, 80, [("late", "broken")]),
    ],
)
def test_runs(db: Any, code: int, hours: int, wanted: list[tuple[str, str]]) -> None:
    with store.transaction(db):
        db.conn.execute("DELETE FROM runs")
    add_documents(db, [6] * 11)
    add_run(db, NOW - timedelta(hours=hours), code)
    assert [(alarm.kind, alarm.level) for alarm in find_alarms(db, NOW)] == wanted


def test_an_alarm_stands_from_first_to_last(db: Any) -> None:
    silent = Alarm("silent", "warning", "warta: silent", "warta-contoh")
    assert keep_alarms(db, [silent], NOW) == [silent]
    mark_told(db, [silent], NOW)
    assert keep_alarms(db, [silent], NOW + timedelta(days=1)) == []
    assert store.rows(db, "SELECT since FROM alarms") == [{"since": NOW.isoformat()}]
    assert keep_alarms(db, [], NOW) == []
    assert keep_alarms(db, [silent], NOW) == [silent]  # again, and new


# ---- status --------------------------------------------------------------------------------------


def break_nothing(data: Path) -> None:
    """Everything as a good night leaves it."""


def end_nothing(data: Path) -> None:
    change(data, 'UPDATE runs SET finished_at = NULL, "exit" = NULL')


def hold(data: Path) -> None:
    change(data, 'UPDATE runs SET "exit" = 3')


def list_failures(data: Path) -> None:
    change(data, 'UPDATE runs SET "exit" = 1')


def lose_edition(data: Path) -> None:
    (data / "public" / "1" / "public.db").unlink()


def lose_database(data: Path) -> None:
    (data / store.DATABASE).unlink()


def change(data: Path, sql: str) -> None:
    with closing(sqlite3.connect(data / store.DATABASE)) as db:
        db.execute(sql)
        db.commit()


STATES = [
    (break_nothing, 0, "health: fine"),
    (list_failures, 1, "ended with failures listed"),
    (end_nothing, 2, "did not end"),
    (hold, 2, "a gate held"),
    (lose_edition, 2, "is missing; roll back"),
    (lose_database, 2, "is not there yet"),
]


@pytest.mark.parametrize(("harm", "code", "line"), STATES, ids=[s[0].__name__ for s in STATES])
def test_status_says_how_things_are(
    table: Path, tmp_path: Path, harm: Any, code: int, line: str
) -> None:
    data = tmp_path / "data"
    assert rakor("run", "--sources", table, "--data", data, "--allow-loopback").exit_code == 0
    change(data, "UPDATE items SET published = date('now')")
    harm(data)
    found = rakor("status", "--data", data)
    assert (found.exit_code, line in found.output) == (code, True), found.output


def test_a_run_under_way_is_not_broken(table: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    rakor("run", "--sources", table, "--data", data, "--allow-loopback")
    change(data, "UPDATE items SET published = date('now')")
    end_nothing(data)
    with take_place(data / store.LOCK):
        assert rakor("status", "--data", data).exit_code == 0


def test_the_inner_page_of_runs_and_sources(table: Path, tmp_path: Path, room: Newsroom) -> None:
    import httpx

    from tests.test_review_pages import PASSWORD, form_token, inside

    data = tmp_path / "data"
    room.put(RAPAT_PATH, "Kemiskinan", "2024-10-28", "<p><script>alert(1)</script></p>")
    rakor("run", "--sources", table, "--data", data, "--allow-loopback")
    change(data, "UPDATE issues SET message = '<b>salah</b>'")
    signin.save_account(data, "ratna", "reader", PASSWORD)
    with inside(data) as address, httpx.Client(base_url=address) as client:
        assert client.get("/keadaan").status_code == 303
        token = form_token(client.get("/masuk"))
        client.post("/masuk", data={"nama": "ratna", "sandi": PASSWORD, "token": token})
        page = client.get("/keadaan")
    assert page.status_code == 200
    for wanted in ("Proses terakhir", "warta-contoh", "collect", "rules", "&lt;b&gt;salah"):
        assert wanted in page.text
    assert "<b>salah" not in page.text


def test_stages_and_versions_of_a_run(table: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    rakor("run", "--sources", table, "--data", data, "--allow-loopback")
    with closing(store.open_store(data)) as db:
        stages = store.rows(db, "SELECT stage, seconds, counts FROM stages ORDER BY started_at")
        run = store.rows(db, "SELECT versions FROM runs")[0]
    assert [row["stage"] for row in stages] == ["collect", "extract", "copies", "audit", "publish"]
    assert all(row["seconds"] is not None for row in stages)
    assert json.loads(stages[0]["counts"]) == {"found": 3, "new": 2}
    assert {"rakor", "rules", "reader", "python", "sqlite"} <= set(json.loads(run["versions"]))


# ---- the monitor's file --------------------------------------------------------------------------

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"'
SAMPLE = re.compile(
    rf"(?P<name>{NAME})(?:\{{(?P<labels>{LABEL}(?:,{LABEL})*)?\}})? (?P<value>[-+]?[0-9.eE+]+)"
)
Metrics = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def read_metrics(path: Path) -> Metrics:
    """The samples of a file that keeps to the grammar of OpenMetrics 1.0, else a failure."""
    text = path.read_text("utf-8")
    assert text.endswith("# EOF\n")
    assert text.count("# EOF") == 1
    found: Metrics = {}
    seen: list[str] = []
    units: dict[str, str] = {}
    for line in text.splitlines()[:-1]:
        head = re.fullmatch(rf"# (TYPE|UNIT|HELP) ({NAME}) (.+)", line)
        if head:
            kind, name, rest = head.groups()
            if kind == "TYPE":
                assert rest == "gauge"
                assert name not in seen, "a family stands in one piece"
                seen.append(name)
            assert name == seen[-1]
            units |= {name: rest} if kind == "UNIT" else {}
            continue
        sample = SAMPLE.fullmatch(line)
        assert sample is not None, line
        assert sample["name"] == seen[-1]
        labels = tuple(re.findall(r'([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"', sample["labels"] or ""))
        assert (sample["name"], labels) not in found, "a sample stands once"
        found[sample["name"], labels] = float(sample["value"])
    assert all(name.endswith(f"_{unit}") for name, unit in units.items())
    return found


def test_the_file_of_a_good_night(table: Path, tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "monitor.prom"
    told = rakor("run", "--sources", table, "--data", data, "--allow-loopback", "--metrics", path)
    assert told.exit_code == 0
    found = read_metrics(path)
    assert {name for name, _ in found} >= set(GAUGES) - {"rakor_issues"}
    assert found["rakor_run_exit_code", ()] == 0
    assert found["rakor_rows", (("table", "documents"),)] == 2
    assert found["rakor_run_items", (("what", "new"),)] == 2
    assert found["rakor_public_edition", ()] == 1
    assert not (data / FILE).exists()


def test_labels_are_escaped(tmp_path: Path) -> None:
    odd = 'a"b\\c\nd'
    path = tmp_path / "x.prom"
    path.write_text(metrics_text({"rakor_rows": [({"table": odd}, 1.0)]}), "utf-8")
    assert list(read_metrics(path)) == [("rakor_rows", (("table", 'a\\"b\\\\c\\nd'),))]


def test_a_file_that_cannot_be_written_costs_a_line(table: Path, tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "tidak" / "ada.prom"
    told = rakor("run", "--sources", table, "--data", data, "--allow-loopback", "--metrics", path)
    assert told.exit_code == 0
    assert "ada.prom: cannot be written" in told.stderr
