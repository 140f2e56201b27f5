"""Every reader against inputs that are nearly right: no crash, and none over a second.

    python -m benchmarks.fuzz --inputs 1000000 --extract 50000 --seed 1 --state build/fuzz

Inputs are made from the kept ones in `tests/corpus/READER/` and have at most 2 KB. An input that
crashes its reader, or takes more than a second of the processor, is kept there, so that the tests
hold what was found. The state is written every thousand inputs: the same command goes on where it
was stopped, `--seconds` stops by itself. Exit code 1 when anything was found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

from benchmarks.fuzz_readers import READERS, Reader, run_extract
from benchmarks.mutation import mutate

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"
SLOW = 1.0  # seconds of the processor
HANGS = 20  # seconds after which a reader is ended
BATCH = 1000
WHOLE = "extract"  # the whole pipeline, which counts apart


class Hang(BaseException):
    """A reader that does not end; no reader can catch it as an error of its own."""


@dataclass(slots=True)
class Score:
    """What one reader went through."""

    done: int = 0
    refused: int = 0
    crashes: int = 0
    slow: int = 0
    slowest: float = 0.0
    slowest_input: int = 0  # its number
    seconds: float = 0.0


def reader_of(name: str) -> Reader:
    """A reader by its name, the whole pipeline among them."""
    return Reader(run_extract) if name == WHOLE else READERS[name]


def seeds_of(name: str, corpus: Path = CORPUS) -> list[bytes]:
    """The kept inputs of a reader, in the order of their names."""
    folder = corpus / ("facts" if name == WHOLE else name)
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def make_input(name: str, number: int, seed: int, seeds: list[bytes]) -> bytes:
    """The input of a number: the same for the same seed and kept inputs."""
    return mutate(seeds, random.Random(f"{seed} {name} {number}"))


@contextmanager
def ended_after(seconds: int) -> Iterator[None]:
    """Raises Hang inside after seconds of the processor."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def try_input(reader: Reader, data: bytes, score: Score) -> str | None:
    """Run one input; what went wrong, or None."""
    problem = None
    before = time.process_time()
    try:
        with ended_after(HANGS):
            reader.run(data)
    except reader.refuses:
        score.refused += 1
    except Hang:
        problem = f"does not end within {HANGS} s"
    except Exception as error:  # any error of a reader is a finding
        problem = f"{type(error).__name__}: {error}"
        score.crashes += 1
    took = time.process_time() - before
    if took > score.slowest:
        score.slowest, score.slowest_input = took, score.done
    score.done += 1
    score.seconds += took
    if took > SLOW:
        score.slow += 1
        problem = problem or f"takes {took:.2f} s"
    return problem


def keep(corpus: Path, name: str, data: bytes) -> Path:
    """Put an input among the kept ones."""
    path = corpus / ("facts" if name == WHOLE else name) / f"found-{digest(data)}"
    path.write_bytes(data)
    return path


def digest(data: bytes) -> str:
    """A short name for an input."""
    return hashlib.sha256(data).hexdigest()[:12]


def shares(total: int) -> dict[str, int]:
    """How many of the inputs each reader gets."""
    whole = sum(reader.share for reader in READERS.values())
    counts = {name: int(total * reader.share / whole) for name, reader in READERS.items()}
    counts["addresses"] += total - sum(counts.values())
    return counts


@dataclass(slots=True)
class Campaign:
    """A run over all readers: how far it is, and where it is written down."""

    state: Path
    seed: int
    corpus: Path
    until: float
    scores: dict[str, Score]

    def save(self) -> None:
        """Write how far it is."""
        text = json.dumps({name: asdict(score) for name, score in self.scores.items()}, indent=1)
        part = self.state.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(self.state)

    def run(self, name: str, count: int) -> None:
        """Inputs of one reader, up to a count or the end of the time."""
        reader, seeds = reader_of(name), seeds_of(name, self.corpus)
        score = self.scores.setdefault(name, Score())
        while score.done < count and time.monotonic() < self.until:
            for number in range(score.done, min(count, score.done + BATCH)):
                data = make_input(name, number, self.seed, seeds)
                problem = try_input(reader, data, score)
                if problem:
                    where = keep(self.corpus, name, data)
                    print(f"{name} {number}: {problem[:300]!r} ({where.name})", flush=True)
                if time.monotonic() >= self.until:
                    break
            self.save()


def begin(state: Path, seed: int, corpus: Path, seconds: float | None) -> Campaign:
    """A new campaign, or the one that was begun with the same seed."""
    state.mkdir(parents=True, exist_ok=True)
    file = state / f"seed-{seed}.json"
    scores = {}
    if file.is_file():
        found = json.loads(file.read_text(encoding="utf-8"))
        scores = {name: Score(**values) for name, values in found.items()}
    until = time.monotonic() + (seconds if seconds is not None else 1e9)
    return Campaign(file, seed, corpus, until, scores)


def report(scores: dict[str, Score], wanted: dict[str, int]) -> None:
    """A line for each reader and their sum."""
    print("reader          inputs    wanted   refused crashes slow  slowest (number)  mean ms")
    for name, score in sorted(scores.items()):
        slowest = f"{score.slowest:7.3f}s ({score.slowest_input:6})"
        mean = 1000 * score.seconds / max(1, score.done)
        print(f"{name:12} {score.done:9} {wanted.get(name, 0):9} {score.refused:9} "
              f"{score.crashes:7} {score.slow:4} {slowest} {mean:8.3f}")  # fmt: skip
    readers = [score for name, score in scores.items() if name != WHOLE]
    print(f"all readers: {sum(s.done for s in readers)} inputs, "
          f"{sum(s.crashes for s in readers)} crashes, {sum(s.slow for s in readers)} slow, "
          f"slowest {max((s.slowest for s in readers), default=0.0):.3f} s")  # fmt: skip


def main() -> int:
    """The command; 1 when anything was found or the campaign is not at its end."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--extract", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--state", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--seconds", type=float, default=None, help="stop after so long")
    parser.add_argument("--only", action="append", default=[], metavar="READER")
    asked = parser.parse_args()
    warnings.simplefilter("error")
    campaign = begin(asked.state, asked.seed, asked.corpus, asked.seconds)
    wanted = shares(asked.inputs) | {WHOLE: asked.extract}
    for name, count in wanted.items():
        if not asked.only or name in asked.only:
            campaign.run(name, count)
    report(campaign.scores, wanted)
    found = any(score.crashes or score.slow for score in campaign.scores.values())
    behind = any(campaign.scores.get(n, Score()).done < wanted[n] for n in asked.only or wanted)
    return 1 if found or behind else 0


if __name__ == "__main__":
    sys.exit(main())
