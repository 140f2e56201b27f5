"""The command line: what it prints, and how it exits."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

from pipelines.cli import COMMANDS, main
from pipelines.store import DATABASE, writer_lock
from tests.newsroom import RAPAT_PATH, Newsroom, open_newsroom, source_entry, write_table

LINE = {
    "id": "a1",
    "text": "Angka kemiskinan Kabupaten Lahat pada 2023 sebesar 14,14 persen, kata Bupati Lahat.",
    "publisher": "Warta",
    "published": "2024-10-28",
    "region": "16.04",
}


def rakor(*arguments: object, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


def lines_of(*values: object) -> str:
    return "".join(v if isinstance(v, str) else json.dumps(v) + "\n" for v in values)


@pytest.fixture
def room(httpserver: HTTPServer) -> Newsroom:
    return open_newsroom(httpserver)


@pytest.fixture
def table(room: Newsroom, tmp_path: Path) -> Path:
    return write_table(tmp_path, source_entry(room))


# ---- help --------------------------------------------------------------------------------------


def seconds(*command: str) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def test_help_is_fast() -> None:
    code = "import sys; sys.argv = ['rakor', '--help']; from pipelines.cli import main; main()"
    assert min(seconds(sys.executable, "-c", code) for _ in range(5)) < 0.3


@pytest.mark.parametrize("heavy", ["spacy", "datasette", "sqlite_utils", "httpx", "extract"])
def test_help_loads_nothing(heavy: str) -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom pipelines.cli import main\n"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0\n"
        f"assert {heavy!r} not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command(name: str) -> None:
    found = rakor(name, "--help")
    assert found.exit_code == 0
    assert f"rakor {name}" in found.output.partition("Options:")[0].partition("\n")[2]
    assert COMMANDS[name].help in " ".join(found.output.split())


def test_an_unknown_command() -> None:
    assert rakor("panen").exit_code == 2


# ---- extract -----------------------------------------------------------------------------------


def test_extract_json_lines() -> None:
    found = rakor("extract", "-", given=lines_of(LINE))
    assert found.exit_code == 0
    facts = json.loads(found.stdout)
    assert facts["id"] == "a1"
    assert [f["value"] for f in facts["figures"]] == [14.14]
    start, end = facts["figures"][0]["start"], facts["figures"][0]["end"]
    assert str(LINE["text"])[start:end] == "14,14 persen"


BAD_LINES = [
    ('{"id": "a2"}\n', "has no 'text'"),
    ('{"text": "x"}\n', "has no 'id'"),
    ('{"id": "a2", "text": " "}\n', "'text' is empty"),
    ('{"id": "a2", "text": 7}\n', "'text' is no text"),
    ("bukan json\n", "is no JSON"),
    ('{"id": "a2", "text": "Lahat \\ud83d"}\n', "'text' holds half a character"),
    ("[1]\n", "is no JSON object"),
    ('{"id": "a2", "text": "x", "published": "kemarin"}\n', "'published' is no ISO date"),
    ('{"id": "a2", "text": "x", "region": "99"}\n', "'region' is no known code"),
    ('{"id": "a2", "text": "x", "kind": "blog"}\n', "'kind' is 'blog'"),
    ('{"id": "a1", "text": "x"}\n', "id 'a1' stood in line 1 already"),
]


@pytest.mark.parametrize(("bad", "message"), BAD_LINES, ids=[b[1] for b in BAD_LINES])
def test_a_bad_line_is_named_and_the_rest_goes_on(bad: str, message: str) -> None:
    found = rakor("extract", "-", given=lines_of(LINE, bad, "\n", LINE | {"id": "a3"}))
    assert found.exit_code == 1
    assert [json.loads(line)["id"] for line in found.stdout.splitlines()] == ["a1", "a3"]
    assert found.stderr.count("\n") == 1
    assert f"standard input, line 2: {message}" in found.stderr


def test_a_line_that_is_no_utf8() -> None:
    found = rakor("extract", "-", given=b"\xff\xfe\n" + lines_of(LINE).encode())
    assert found.exit_code == 1
    assert "line 1: is no UTF-8" in found.stderr
    assert json.loads(found.stdout)["id"] == "a1"


def test_extract_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(str(LINE["text"]), "utf-8")
    (tmp_path / "b.jsonl").write_text(lines_of(LINE), "utf-8")
    (tmp_path / "c.xyz").write_text("?")
    paths = [tmp_path / name for name in ("a.txt", "b.jsonl", "c.xyz", "d.txt")]
    found = rakor("extract", *paths)
    assert found.exit_code == 1
    facts = [json.loads(line) for line in found.stdout.splitlines()]
    assert [len(f["figures"]) for f in facts] == [1, 1]
    assert "c.xyz: files .xyz are not read" in found.stderr
    assert "d.txt: cannot be read: No such file" in found.stderr


def test_explain(tmp_path: Path) -> None:
    shown = rakor("extract", "--explain", "-", given=lines_of(LINE))
    assert shown.exit_code == 0
    assert "tingkat kemiskinan = 14.14" in shown.stdout
    page = tmp_path / "a.html"
    assert rakor("extract", "--explain", "--html", page, "-", given=lines_of(LINE)).exit_code == 0
    assert "14,14 persen" in page.read_text("utf-8")
    assert rakor("extract", "--html", page, "-", given=lines_of(LINE)).exit_code == 2


def test_extract_wants_one_thing() -> None:
    assert rakor("extract").exit_code == 2
    assert rakor("extract", "--all", "a.txt").exit_code == 2


# ---- run and what follows ----------------------------------------------------------------------


def run(table: Path, data: Path, *more: object) -> Result:
    return rakor("run", "--sources", table, "--data", data, "--allow-loopback", *more)


def test_run_status_archive(table: Path, tmp_path: Path, room: Newsroom) -> None:
    data = tmp_path / "data"
    assert run(table, data).exit_code == 0
    status = rakor("status", "--data", data)
    assert "last run: run" in status.output
    assert "2 documents" in status.output
    assert "problems: none" in status.output
    assert "public: edition 1" in status.output
    url = room.base + RAPAT_PATH
    assert url in rakor("archive", "list", "--data", data).output
    shown = rakor("archive", "show", url, "--data", data)
    assert shown.stdout_bytes == room.pages[RAPAT_PATH][1].encode()
    assert rakor("archive", "show", room.base + "/x", "--data", data).exit_code == 1


def test_stages_one_by_one(table: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    more = ("--sources", table, "--data", data, "--allow-loopback")
    assert rakor("scrape", *more).exit_code == 0
    assert "0 figures" in rakor("status", "--data", data).output
    assert rakor("extract", "--stale", "--data", data).exit_code == 0
    assert "0 figures" not in rakor("status", "--data", data).output
    assert "edition 1 is public" in rakor("publish", "--data", data).output
    assert "edition 1 stays" in rakor("publish", "--data", data).output
    assert rakor("publish", "--rollback", "--data", data).exit_code == 3
    assert rakor("extract", "--all", "--data", data).exit_code == 0


def test_json_log(table: Path, tmp_path: Path) -> None:
    found = run(table, tmp_path / "data", "--log-format", "json")
    events = [json.loads(line) for line in found.stderr.splitlines()]
    stages = ("collect", "discover", "read", "extract", "copies", "audit", "publish", "done")
    assert {event["stage"] for event in events} == set(stages)
    assert {event.get("run") for event in events} == {1}
    assert all(event["time"] and event["message"] for event in events)


def test_from_warc_takes_a_folder(table: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    run(table, data)
    for path in data.glob(DATABASE + "*"):
        path.unlink()
    assert run(table, data, "--from-warc", data / "archive").exit_code == 0
    assert "2 documents" in rakor("status", "--data", data).output


def test_audit_documents() -> None:
    found = rakor("audit", "--documents", "-", given=lines_of(LINE, '{"id": "a2"}\n'))
    assert found.exit_code == 1
    assert "standard input, line 2: has no 'text'" in found.stderr
    findings = [json.loads(line) for line in found.stdout.splitlines()]
    assert findings
    assert {
        "check",
        "verdict",
        "severity",
        "figures",
        "observations",
        "message_id",
        "message_en",
    } <= (findings[0].keys())
    missing = rakor("audit", "--documents", "tidak-ada.jsonl")
    assert (missing.exit_code, "tidak-ada.jsonl" in missing.stderr) == (2, True)


def test_audit_report_reference(table: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run(table, data).exit_code == 0
    again = rakor("audit", "--data", data)
    assert again.exit_code == 0
    assert "0 documents audited" in again.output
    assert rakor("report", "16.04", "--data", data, "--out", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out" / "16.04.html").is_file()
    unknown = rakor("report", "99", "--data", data)
    assert (unknown.exit_code, "99: no such region" in unknown.stderr) == (2, True)
    rows = tmp_path / "bps.csv"
    rows.write_text(
        "region,indicator,period,value,publisher\n16.04,poverty_rate,2031-03,9.01,BPS\n"
    )
    added = rakor("reference", "import", rows, "--data", data)
    assert (added.exit_code, "1 new" in added.output) == (0, True)
    rows.write_text("region,indicator,period,value,publisher\n16.04,x,2031-03,9.01,BPS\n")
    refused = rakor("reference", "import", rows, "--data", data)
    assert (refused.exit_code, "bps.csv, line 2" in refused.stderr) == (2, True)


def test_archive_expire(table: Path, tmp_path: Path, room: Newsroom) -> None:
    data = tmp_path / "data"
    assert rakor("archive", "expire", "--before", "2025-01-01", "--data", data).exit_code == 2
    run(table, data)
    old = rakor("archive", "expire", "--before", "2025-01-01", "--data", data)
    assert (old.exit_code, old.stdout) == (0, "")
    gone = rakor("archive", "expire", "--before", "2999-01-01", "--data", data)
    assert (gone.exit_code, "1 files deleted" in gone.stderr) == (0, True)
    assert rakor("archive", "list", "--data", data).stdout == ""
    room.requests.clear()
    assert run(table, data).exit_code == 0
    assert {status for path, status in room.requests if path != "/robots.txt"} == {200}


# ---- exit codes --------------------------------------------------------------------------------


def test_1_failures_listed(table: Path, tmp_path: Path, room: Newsroom) -> None:
    room.put(RAPAT_PATH, "Kemiskinan", "2024-10-28", "<p></p>")
    found = run(table, tmp_path / "data")
    assert found.exit_code == 1
    assert f"{RAPAT_PATH}: no article text" in found.stderr.partition("failed 1:")[2]


def test_2_a_broken_table(table: Path, tmp_path: Path) -> None:
    table.write_text('[[source]]\nid = "a"\nwarna = 1\n', "utf-8")
    for found in (run(table, tmp_path / "data"), rakor("sources", "check", "--sources", table)):
        assert found.exit_code == 2
        assert f"rakor: {table}:3: unknown key 'warna'" in found.stderr
        assert "Traceback" not in found.output


def test_2_a_missing_table(tmp_path: Path) -> None:
    found = run(tmp_path / "tidak-ada.toml", tmp_path / "data")
    assert found.exit_code == 2
    assert "tidak-ada.toml" in found.stderr


def test_2_a_folder_that_cannot_be_written(table: Path, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    found = run(table, tmp_path / "berkas" / "data")
    assert found.exit_code == 2
    assert "cannot be written to" in found.stderr


def test_2_options_that_exclude_each_other(table: Path, tmp_path: Path) -> None:
    found = run(table, tmp_path / "data", "--folder", tmp_path, "--from-warc", table)
    assert found.exit_code == 2


def test_failed_addresses_are_due_again(table: Path, tmp_path: Path, room: Newsroom) -> None:
    data = str(tmp_path / "data")
    rakor("run", "--sources", str(table), "--data", data, "--allow-loopback")
    db = sqlite3.connect(tmp_path / "data" / "rakor.db")
    db.execute(
        "INSERT INTO items (url, source, state, found_at) VALUES "
        "('http://localhost/lama', 'warta-contoh', 'failed', '2020-01-01T00:00:00+00:00')"
    )
    db.commit()
    assert "0 addresses" in rakor("retry", "--only", "lain", "--data", data).output
    assert "1 addresses" in rakor("retry", "--data", data).output
    asked = db.execute("SELECT state FROM items WHERE url LIKE '%lama'").fetchall()
    assert asked == [("found",)]


def test_months_without_documents(table: Path, tmp_path: Path, room: Newsroom) -> None:
    data = str(tmp_path / "data")
    rakor("run", "--sources", str(table), "--data", data, "--allow-loopback")
    found = rakor("status", "--gaps", "--data", data).output
    assert "warta-contoh" in found
    assert "2024-12" in found


def test_what_an_outlet_changed(table: Path, tmp_path: Path, room: Newsroom) -> None:
    data = str(tmp_path / "data")
    command = ("run", "--sources", str(table), "--data", data, "--allow-loopback")
    rakor(*command)
    db = sqlite3.connect(tmp_path / "data" / "rakor.db")
    document, url, text = db.execute(
        "SELECT d.id, d.url, v.text FROM documents d JOIN versions v ON v.document = d.id LIMIT 1"
    ).fetchone()
    assert "nothing has changed" in rakor("diff", document, "--data", data).output
    word = text.split()[3]
    db.execute(
        "INSERT INTO versions SELECT document, 2, ?, 'x', pages, boxes, snapshot, reader "
        "FROM versions WHERE document = ?",
        (text.replace(word, "BARU", 1), document),
    )
    db.commit()
    shown = rakor("diff", url, "--data", data).output
    assert "version 1 to 2" in shown
    assert f"[-{word}-]" in shown
    assert "{+BARU+}" in shown
    assert rakor("diff", "tidak-ada", "--data", data).exit_code == 2


def test_2_status_of_nothing(tmp_path: Path) -> None:
    found = rakor("status", "--data", tmp_path)
    assert found.exit_code == 2
    assert "run `rakor run` first" in found.stderr


def test_3_nothing_published(tmp_path: Path) -> None:
    found = rakor("publish", "--data", tmp_path)
    assert found.exit_code == 3
    assert "rakor.db is missing" in found.stderr


def test_4_another_run_is_active(table: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with writer_lock(data):
        found = run(table, data)
    assert found.exit_code == 4
    assert "another run is writing" in found.stderr


# ---- sources -----------------------------------------------------------------------------------


def test_sources_check(table: Path) -> None:
    found = rakor("sources", "check", "--sources", table)
    assert found.exit_code == 0
    assert "warta-contoh" in found.output
    assert "1 sources; the table is sound" in found.output


def test_sources_try(table: Path, tmp_path: Path, room: Newsroom) -> None:
    more = ("--sources", table, "--data", tmp_path / "data", "--allow-loopback")
    found = rakor("sources", "try", "warta-contoh", *more)
    assert found.exit_code == 0
    assert "3 links, 3 with a date, 2 of interest" in found.output
    assert rakor("sources", "try", "salah", *more).exit_code == 2
    room.pages["/feed"] = ("application/rss+xml", "bukan XML")
    broken = rakor("sources", "try", "warta-contoh", *more)
    assert (broken.exit_code, "is no feed" in broken.stdout) == (1, True)
    del room.pages["/feed"]
    gone = rakor("sources", "try", "warta-contoh", *more)
    assert (gone.exit_code, gone.stderr.count("\n"), "404" in gone.stderr) == (1, 1, True)


def test_sources_sample(tmp_path: Path, room: Newsroom) -> None:
    more = ("--data", tmp_path / "data", "--allow-loopback")
    found = rakor("sources", "sample", room.base + "/feed", *more)
    assert found.exit_code == 0
    drafted = tomllib.loads(found.stdout)["source"][0]
    assert drafted["state"] == "untried"
    assert drafted["listing"] == [{"kind": "feed", "url": room.base + "/feed"}]


def test_the_table_that_ships_is_sound() -> None:
    assert rakor("sources", "check").exit_code == 0
