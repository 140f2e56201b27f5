"""The fuzzer in short: what was found stays mended, and some fresh inputs of every reader."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.fuzz import (
    BATCH,
    CORPUS,
    SLOW,
    WHOLE,
    Campaign,
    Score,
    begin,
    keep,
    make_input,
    reader_of,
    seeds_of,
    shares,
    try_input,
)
from benchmarks.fuzz_readers import READERS, Reader
from benchmarks.mutation import MOST, mutate

FRESH = 40  # inputs of each reader


@pytest.mark.parametrize("name", [*READERS, WHOLE])
def test_what_was_found_stays_mended(name: str) -> None:
    """Every kept input is read or refused."""
    score = Score()
    problems = [try_input(reader_of(name), data, score) for data in seeds_of(name)]
    assert score.crashes == 0, [p for p in problems if p]


@pytest.mark.parametrize("name", [*READERS, WHOLE])
def test_damaged_inputs_are_read_or_refused(name: str) -> None:
    seeds, score = seeds_of(name), Score()
    for number in range(FRESH):
        data = make_input(name, number, 0, seeds)
        assert len(data) <= MOST
        problem = try_input(reader_of(name), data, score)
        assert score.crashes == 0, (number, problem)


def test_every_reader_has_seeds_and_no_seed_is_strange() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(READERS)
    for path in CORPUS.rglob("*"):
        assert path.is_dir() or path.stat().st_size <= MOST


def test_the_same_number_gives_the_same_input() -> None:
    seeds = [b"Angka 14,14 persen", b"<p>satu</p>"]
    assert mutate(seeds, random.Random("1")) == mutate(seeds, random.Random("1"))
    assert len({mutate(seeds, random.Random(str(n))) for n in range(50)}) > 40


def test_shares_are_all_inputs() -> None:
    counts = shares(100_000)
    assert sum(counts.values()) == 100_000
    assert min(counts.values()) > 0


def breaks(data: bytes) -> None:
    """A reader with two faults."""
    if b"x" in data:
        raise KeyError("x")
    while b"y" in data:
        pass


def test_crashes_and_hangs_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.fuzz.HANGS", 0.05)
    reader, score = Reader(breaks), Score()
    assert try_input(reader, b"a", score) is None
    assert "KeyError" in str(try_input(reader, b"x", score))
    assert "does not end" in str(try_input(reader, b"y", score))
    assert (score.done, score.crashes) == (3, 1)
    refusing = Reader(breaks, refuses=(KeyError,))
    assert try_input(refusing, b"x", score) is None
    assert score.refused == 1


def test_a_campaign_goes_on_where_it_stopped(tmp_path: Path) -> None:
    first = begin(tmp_path, 3, CORPUS, None)
    first.run("robots", 20)
    again: Campaign = begin(tmp_path, 3, CORPUS, None)
    assert again.scores["robots"].done == 20
    again.run("robots", 25)
    assert begin(tmp_path, 3, CORPUS, None).scores["robots"].done == 25
    assert begin(tmp_path, 4, CORPUS, None).scores == {}
    assert BATCH > 25
    assert SLOW == 1.0


def test_what_is_found_is_kept(tmp_path: Path) -> None:
    (tmp_path / "robots").mkdir()
    path = keep(tmp_path, "robots", b"rusak")
    assert seeds_of("robots", tmp_path) == [b"rusak"]
    assert path.parent.name == "robots"
