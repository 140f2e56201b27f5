"""Copies across outlets: Rakor's groups beside MinHash on the forty pairs, and the time of many.

    python benchmarks/copies.py                 the forty pairs of tests/copies.json
    python benchmarks/copies.py --many 100000   so many made-up articles, one in twenty a copy

MinHash is what a user would pick instead: rensa, 128 permutations, word 4-shingles of the whole
text, a pair counts from the stated Jaccard estimate.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from rensa import RMinHash

from extract.document import Document
from pipelines.copies import find_copies

TESTS = Path(__file__).resolve().parent.parent / "tests"
PARAGRAPHS, WORDS, COPIED = 8, 36, 20  # of a made-up article; one article in so many is a copy


def page_text(page: str) -> str:
    """The text of one of the pages of tests/pages."""
    entry = json.loads((TESTS / "pages" / f"{page}.json").read_text("utf-8"))
    return "\n".join(entry["text"])


def by_rakor(one: str, other: str) -> bool:
    """Whether Rakor groups two texts."""
    return bool(find_copies([Document(id="1", text=one), Document(id="2", text=other)]))


def by_minhash(threshold: float) -> Callable[[str, str], bool]:
    """A judge by the MinHash estimate of Jaccard similarity."""

    def sketch(text: str) -> RMinHash:
        words = text.lower().split()
        hashed = RMinHash(num_perm=128, seed=1)
        hashed.update([" ".join(words[i : i + 4]) for i in range(max(1, len(words) - 3))])
        return hashed

    return lambda one, other: sketch(one).jaccard(sketch(other)) >= threshold


def show_pairs() -> None:
    """Precision and recall of each judge on the pairs."""
    pairs = json.loads((TESTS / "copies.json").read_text("utf-8"))
    judges = {"rakor": by_rakor, **{f"minhash {t}": by_minhash(t) for t in (0.3, 0.5, 0.7)}}
    print(f"{len(pairs)} pairs, {sum(p['copy'] for p in pairs)} copies")
    print("judge            P      R")
    for name, judge in judges.items():
        found = [p["copy"] for p in pairs if judge(page_text(p["base"]), "\n".join(p["text"]))]
        precision = sum(found) / len(found) if found else 0.0
        recall = sum(found) / sum(p["copy"] for p in pairs)
        print(f"{name:12} {precision:6.3f} {recall:6.3f}")


def made_up(count: int) -> list[Document]:
    """Articles of words drawn at random from a vocabulary, some of them the half of another."""
    chance = random.Random(count)
    texts = [page_text(path.stem) for path in TESTS.glob("pages/*.json")]
    words = sorted({word for text in texts for word in re.findall(r"[^\W\d]+", text)})
    documents: list[Document] = []
    for number in range(count):
        if number % COPIED == COPIED - 1:
            original = documents[-1 - chance.randrange(COPIED - 2)]
            paragraphs = original.text.split("\n")[: PARAGRAPHS // 2]
        else:
            paragraphs = [" ".join(chance.choices(words, k=WORDS)) for _ in range(PARAGRAPHS)]
        day = date(2020, 1, 1) + timedelta(days=number // 60)
        documents.append(
            Document(
                id=f"{number:07}",
                text="\n".join(paragraphs),
                source=f"sumber-{number % 300}",
                published=day,
            )
        )
    return documents


def show_many(count: int) -> None:
    """Time, memory and what was found among many."""
    documents = made_up(count)
    before, start = _peak_mb(), time.process_time()
    groups = find_copies(documents)
    seconds = time.process_time() - start
    members = sum(len(group.members) - 1 for group in groups)
    print(f"{count} documents, {count // COPIED} copies: {members} found in {len(groups)} groups")
    print(f"{seconds:.1f} s, {count / seconds:.0f} documents/s, {_peak_mb() - before:.0f} MB more")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--many", type=int, metavar="N", help="time over N made-up articles")
    options = parser.parse_args(arguments)
    if options.many:
        show_many(options.many)
    else:
        show_pairs()
    return 0


if __name__ == "__main__":
    sys.exit(main())
