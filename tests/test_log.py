"""What a long command says."""

from __future__ import annotations

import io
import json

from pipelines.log import Log, make_log


def test_plain_lines() -> None:
    log = Log(stream=io.StringIO())
    log.line("fetch", "https://warta.example/[a]: tidak ada", url="x")
    assert log.stream.getvalue().endswith(" fetch     https://warta.example/[a]: tidak ada\n")  # type: ignore[attr-defined]


def test_json_lines() -> None:
    log = Log("json", io.StringIO())
    log.line("fetch", "gagal", source="warta")
    event = json.loads(log.stream.getvalue())  # type: ignore[attr-defined]
    assert (event["stage"], event["message"], event["source"]) == ("fetch", "gagal", "warta")


def test_bars_show_lines_as_they_are() -> None:
    stream = io.StringIO()
    log = Log("bars", stream)
    with log.bar("extract", 2) as advance:
        log.line("extract", "[merah] satu")
        advance(2)
    log.line("done", "selesai")
    assert "[merah] satu" in stream.getvalue()
    assert stream.getvalue().endswith("selesai\n")


def test_no_bars_without_a_terminal() -> None:
    assert make_log("json").form == "json"
    with Log("plain", io.StringIO()).bar("extract", 2) as advance:
        advance(1)
