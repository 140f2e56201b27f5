"""What does the trained reader add to the rules, and what does it cost? One run prints the table.

    .venv/bin/python benchmarks/reader.py [GOLD...]

Every folder of annotated documents (those beside the floors, unless others are named) is read
three times: by the rules alone; with the reader asked only around offices that no name stands at
(gated); and with the reader asked everywhere. Rates are for one core, by processor seconds of this
process.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from extract.facts import find_facts, to_json
from extract.finder import forget_texts
from extract.officials import NameReader
from extract.reader import find_people, load_reader
from pipelines.evaluate import GoldDocument, Measure, evaluate, gold_sets, load_gold, measure

GOLD = Path(__file__).parent.parent / "data" / "gold"
METRICS = (
    "officials by name", "officials full", "speaker", "figures full", "figures signed",
    "commitments", "commitments full", "commitment owner", "meeting chair",
)  # fmt: skip


def run(
    gold: Sequence[GoldDocument], reader: NameReader | None
) -> tuple[Mapping[str, Measure], float]:
    """The scores of a set, and texts of 2.5 KB read a second."""
    found, spent = {}, 0.0
    for document in (g.document() for g in gold):
        forget_texts()
        start = time.process_time()
        extraction = find_facts(document, reader)
        spent += time.process_time() - start
        found[document.id] = to_json(extraction)
    size = sum(len(g.text.encode()) for g in gold)
    return measure(evaluate(gold, found)), size / 2_500 / spent


def table(
    name: str, gold: Sequence[GoldDocument], readers: Mapping[str, NameReader | None]
) -> None:
    """One set: by metric the F1 and the counts of each way to read."""
    run(gold, None)  # tables are built once
    tables = {way: run(gold, reader) for way, reader in readers.items()}
    print(f"\n{name}: {len(gold)} documents" + "".join(f"{way:>26}" for way in tables))
    for metric in METRICS:
        cells = (scores[metric] for scores, _ in tables.values())
        shown = "".join(f"{c.f1:12.3f} {f'{c.hits}/{c.predicted}/{c.gold}':>13}" for c in cells)
        print(f"  {metric:20}{shown}")
    print(f"  {'of 2.5 KB a second':20}" + "".join(f"{rate:26.0f}" for _, rate in tables.values()))


def main(folders: Iterable[Path]) -> None:
    """Load the reader, print every set."""
    start = time.process_time()
    nlp = load_reader()
    if nlp is None:
        raise SystemExit("extract/model is not there: make it with `rakor train`")
    print(f"loading the reader: {time.process_time() - start:.2f} s")
    people = partial(find_people, nlp)
    asked = NameReader(people), NameReader(people, everywhere=True)
    readers = dict(zip(("rules", "gated", "everywhere"), (None, *asked), strict=True))
    for folder in folders:
        table(folder.name, load_gold([folder]), readers)


if __name__ == "__main__":
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("gold", type=Path, nargs="*", help="folders of annotated documents")
    main(options.parse_args().gold or gold_sets(GOLD))
