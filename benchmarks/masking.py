"""Masking at release: how long it takes, and how much of running text it hides.

    python benchmarks/masking.py time [--documents N] [--facts N]   the masking of a public file
    python benchmarks/masking.py names CORPUS.txt…                  names of a tagged corpus

`time` fills a working database with made-up documents and facts and measures the masking of the
public file and the gate that looks for what was missed. `names` reads token and tag a line (white
space between, a blank line between sentences) and says how many capitalised words of people,
organisations, places and others are hidden where no office is known.
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.document import Document
from extract.figures import Figure
from extract.officials import Official
from extract.pipeline import Extraction, OfficialFact
from pipelines import masking, store
from pipelines.edition import build
from scraper.sources import Source

PEOPLE = ("Sukinem", "Tarmizi", "Wagimun", "Siti Khotimah", "Yohanes Tefnai", "Rosniati")
QUOTE = "{n},{d} persen"
TALK = "Rapat di Aula Bappeda Kabupaten Lahat itu dihadiri camat dan perwakilan Dinas Sosial. "


def text_of(number: int, facts: int) -> str:
    """A made-up article in which every other paragraph names somebody without office."""
    lines = []
    for n in range(facts):
        quote = QUOTE.format(n=n + 3, d=number % 90 + 10)
        who = PEOPLE[(number + n) % len(PEOPLE)]
        lines.append(
            f"Bupati Surya Wirawan menyebut angka kemiskinan Lahat {quote} pada 2024. "
            + (f"{who} ({n + 30}), warga Desa Karang RT 03/RW 02, belum terdata. " * (n % 2))
            + TALK * 3
        )
    return "\n".join(lines)


def extraction(number: int, facts: int) -> Extraction:
    """The document with its figures, without reading it."""
    text = text_of(number, facts)
    document = Document(
        id=f"{number:016x}", text=text, url=f"https://kabar.example/{number}", source="kabar",
        title="Angka kemiskinan", published=date(2024, 7, 18), region="16.04",
    )  # fmt: skip
    figures = []
    for n in range(facts):
        quote = QUOTE.format(n=n + 3, d=number % 90 + 10)
        start = text.index(quote)
        figures.append(Figure(
            start=start, end=start + len(quote), indicator="poverty_rate", value=float(n + 3),
            unit="percent", decimals=2, region="16.04", period="2024", speaker="Surya Wirawan",
        ))  # fmt: skip
    holder = OfficialFact(official=Official("Surya Wirawan", "bupati", region="16.04"), mentions=())
    return Extraction(document=document, figures=tuple(figures), officials=(holder,))


def fill(data: Path, documents: int, facts: int) -> None:
    """A working database with so many documents."""
    with closing(store.open_store(data)) as db, store.transaction(db):
        store.save_sources(
            db, [Source("kabar", "Kabar", "news", "https://kabar.example/", "16.04")]
        )
        for number in range(documents):
            found = extraction(number, facts)
            store.save_document(db, found.document)
            store.replace_facts(db, found, rules="1")


def show_time(documents: int, facts: int) -> None:
    """Build a public file, then mask it once more and look for what was missed."""
    with TemporaryDirectory(prefix="rakor-masking-") as folder:
        data = Path(folder)
        fill(data, documents, facts)
        began = time.process_time()
        build(data / "rakor.db", data / "public.db", datetime.now(UTC))
        built = time.process_time() - began
        with closing(sqlite3.connect(data / "public.db")) as db:
            db.execute("ATTACH ? AS w", (f"{(data / 'rakor.db').as_uri()}?mode=ro",))
            began = time.process_time()
            masking.mask_public(db)
            masked = time.process_time() - began
            began = time.process_time()
            missed = list(masking.unmasked(db))
            looked = time.process_time() - began
    rows = documents * facts
    print(f"{documents} documents, {rows} figures; {len(missed)} places missed")
    print(f"build {built:.2f} s, of it masking {masked:.2f} s; the gate {looked:.2f} s")
    print(f"masking and gate: {1e6 * (masked + looked) / rows:.0f} µs for each figure")


def sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    """The sentences of a tagged corpus as words with their tags."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        words = [line.split() for line in block.splitlines() if line.strip()]
        if words:
            yield [(word[0], word[-1]) for word in words]


def show_names(paths: list[Path]) -> None:
    """How many capitalised words of each tag are hidden."""
    seen: Counter[str] = Counter()
    hidden: Counter[str] = Counter()
    nobody = masking.known(())
    for path in paths:
        for words in sentences(path):
            text = " ".join(word for word, _ in words)
            for mark in (" ,", " .", " )", " :", " ;"):
                text = text.replace(mark, mark[1])
            text = text.replace("( ", "(")
            names = masking.private_names(text, nobody)
            for word, tag in words:
                if word[:1].isupper():
                    seen[tag.rpartition("-")[2]] += 1
                    hidden[tag.rpartition("-")[2]] += (
                        masking.mask_names(word, names, nobody) != word
                    )
    for tag, count in seen.most_common():
        print(f"{tag:14} {hidden[tag]:6} of {count:6} hidden, {hidden[tag] / count:.1%}")


def main() -> None:
    """One of the two measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    modes = parser.add_subparsers(dest="mode", required=True)
    timed = modes.add_parser("time")
    timed.add_argument("--documents", type=int, default=400)
    timed.add_argument("--facts", type=int, default=20)
    modes.add_parser("names").add_argument("paths", type=Path, nargs="+")
    given = parser.parse_args()
    if given.mode == "time":
        show_time(given.documents, given.facts)
    else:
        show_names(given.paths)


if __name__ == "__main__":
    main()
