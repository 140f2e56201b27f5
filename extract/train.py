"""The trained reader's recipe: corpora and invented sentences become a small spaCy pipeline.

First the network learns from everything (`broad`), then from the one corpus whose guidelines are
scored (`fine`); invented sentences of our own grammar are in both. The parameters that are kept
are the running averages, of the epoch that is best on the development split. The test split is
looked at by `score` alone, when all is done.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import Adam, Optimizer, fix_random_seed

from extract import reader  # noqa: F401 - registers the parts of the pipeline
from extract.corpora import LABELS, Sentence, load_corpora
from extract.document import ReadError
from extract.invented import invent
from extract.words import WordTable, learn_words

Tell = Callable[[str], None]
Scores = dict[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a training run depends on, beside the corpora."""

    seed: int = 2
    broad: int = 3  # epochs
    fine: int = 12
    broad_batch: int = 32
    fine_batch: int = 16
    broad_drop: float = 0.1
    fine_drop: float = 0.35
    learn_rate: float = 0.001
    invented: int = 1500
    clusters: int = 256
    width: int = 96
    depth: int = 4
    hidden: int = 64
    rows: tuple[int, ...] = (5000, 1500, 2500, 1500, 400, 600, 300)


@dataclass(slots=True)
class _Run:
    """A training run between two epochs."""

    nlp: Language
    optimizer: Optimizer
    best: dict[str, Any]
    best_score: float
    done: int


def train(corpora: Path, work: Path, recipe: Recipe, tell: Tell) -> tuple[Language, Scores]:
    """Train a reader; returns it with its scores on the test split.

    After every epoch the state is written to `work`, and a later call with the same corpora and
    recipe goes on from there. ReadError names a corpus file that is missing or broken, or a state
    that belongs to another recipe.
    """
    sets = load_corpora(corpora)
    run = _begin(sets, recipe)
    mark = _mark(sets, recipe)
    stages = ["broad"] * recipe.broad + ["fine"] * recipe.fine
    _resume(run, work, mark, tell)
    own = invent(recipe.invented, seed=recipe.seed, name_words=_name_words(sets["fine"]))
    for epoch in range(run.done, len(stages)):
        stage = stages[epoch]
        sentences = [*sets["fine"], *own, *(sets["broad"] if stage == "broad" else ())]
        if epoch == recipe.broad:
            run.optimizer = _optimizer(recipe)
        loss = _epoch(run, sentences, recipe, stage, epoch)
        _judge(run, sets["dev"], stage)
        run.done = epoch + 1
        _save(run, work, mark)
        tell(f"epoch {run.done} of {len(stages)} ({stage}): loss {loss:.0f}, {_told(run)}")
    _put(run.nlp, run.best)
    return run.nlp, score(run.nlp, sets["test"])


def _told(run: _Run) -> str:
    return f"best on the development split {100 * run.best_score:.1f}"


def _name_words(sentences: Sequence[Sentence]) -> list[str]:
    """Words of names of two words and more, small set of each once."""
    words = {
        word
        for s in sentences
        for start, end, label in s.names
        for word in s.words[start:end]
        if label == "PERSON" and end - start > 1 and word.isalpha() and len(word) > 2
    }
    return sorted(words)


# ---- the network -------------------------------------------------------------------------------


def _begin(sets: Mapping[str, Sequence[Sentence]], recipe: Recipe) -> _Run:
    fix_random_seed(recipe.seed)
    table = learn_words(sets["broad"], sets["fine"], clusters=recipe.clusters, seed=recipe.seed)
    nlp = build(recipe, table)
    known = [_example(nlp, s) for s in (*sets["fine"][:300], *sets["broad"][:300])]
    nlp.get_pipe("ner").initialize(lambda: known, nlp=nlp, labels=_labels())  # type: ignore[attr-defined]
    return _Run(nlp, _optimizer(recipe), {}, -1.0, 0)


def _labels() -> dict[str, Any]:
    actions = {action: dict.fromkeys(LABELS, 1) for action in ("1", "2", "3", "4")}
    return {"0": {}, **actions, "5": {"": 1}}


def build(recipe: Recipe, table: WordTable) -> Language:
    """The pipeline before it has learned anything."""
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "rakor_words.v1"}}})
    words: Any = nlp.add_pipe("rakor_words")
    words.table = table
    nlp.add_pipe("ner", config={"model": _network(recipe)})
    nlp.add_pipe("rakor_places")
    nlp.meta |= {"name": "rakor_names", "license": "MIT", "description": (
        "Persons, bodies and places in Indonesian news and minutes"
    )}  # fmt: skip
    return nlp


def _network(recipe: Recipe) -> dict[str, Any]:
    """spaCy's small transition-based reader, with the classes of words beside their letters."""
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": recipe.hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": recipe.width,
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "TAG", "DEP", "LEMMA"],
                "rows": list(recipe.rows),
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": recipe.width,
                "depth": recipe.depth,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    }


def _optimizer(recipe: Recipe) -> Optimizer:
    """Adam; the second stage begins with a new one, so that its averages are its own."""
    adam: Optimizer = Adam(recipe.learn_rate, L2=0.01, grad_clip=1.0, use_averages=True)
    return adam


# ---- one epoch ---------------------------------------------------------------------------------


def _doc(nlp: Language, sentence: Sentence) -> Doc:
    words: Any = nlp.get_pipe("rakor_words")
    doc: Doc = words(Doc(nlp.vocab, words=list(sentence.words)))
    return doc


def _example(nlp: Language, sentence: Sentence) -> Example:
    gold = _doc(nlp, sentence)
    gold.ents = tuple(Span(gold, start, end, label=label) for start, end, label in sentence.names)
    return Example(_doc(nlp, sentence), gold)


def _epoch(
    run: _Run, sentences: Sequence[Sentence], recipe: Recipe, stage: str, epoch: int
) -> float:
    """One pass over the sentences in an order that seed and epoch tell; the loss."""
    fix_random_seed(recipe.seed * 1000 + epoch)
    order = list(sentences)
    Random(recipe.seed * 1000 + epoch).shuffle(order)
    broad = stage == "broad"
    size = recipe.broad_batch if broad else recipe.fine_batch
    drop = recipe.broad_drop if broad else recipe.fine_drop
    ner: Any = run.nlp.get_pipe("ner")
    losses: dict[str, float] = {}
    for low in range(0, len(order), size):
        batch = order[low : low + size]
        examples = [_example(run.nlp, sentence) for sentence in batch]
        ner.update(examples, drop=drop, sgd=run.optimizer, losses=losses)
    return losses["ner"]


def _judge(run: _Run, dev: Sequence[Sentence], stage: str) -> None:
    """Keep the averaged parameters when they are the best so far of the fine stage."""
    with run.nlp.use_params(run.optimizer.averages):
        f1 = score(run.nlp, dev)["all"][2]
        if f1 > run.best_score or stage == "broad":
            run.best_score, run.best = f1, _params(run.nlp)


# ---- scores ------------------------------------------------------------------------------------


def score(nlp: Language, sentences: Sequence[Sentence]) -> Scores:
    """Precision, recall and F1 of exact names, by label and for "all".

    GPE counts as LOC: which of both it is, the gazetteer says of gold as of predictions.
    """
    ner: Any = nlp.get_pipe("ner")
    counts: Counter[tuple[str, str]] = Counter()
    docs = ner.pipe((_doc(nlp, sentence) for sentence in sentences), batch_size=64)
    for doc, sentence in zip(docs, sentences, strict=True):
        gold = set(sentence.names)
        found = {(ent.start, ent.end, ent.label_) for ent in doc.ents}
        for kind, names in (("hit", gold & found), ("gold", gold), ("found", found)):
            counts.update((kind, label) for _, _, label in names)
            counts[kind, "all"] += len(names)
    return {label: _f1(counts, label) for label in ("all", *LABELS)}


def _f1(counts: Counter[tuple[str, str]], label: str) -> tuple[float, float, float]:
    hits = counts["hit", label]
    precision = hits / max(1, counts["found", label])
    recall = hits / max(1, counts["gold", label])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def save(nlp: Language, folder: Path, scores: Scores) -> None:
    """Write a reader to a folder, with its scores in the meta file."""
    nlp.meta["performance"] = {
        f"{label}_{name}": round(value, 4)
        for label, values in scores.items()
        for name, value in zip(("precision", "recall", "f1"), values, strict=True)
    }
    nlp.to_disk(folder)


# ---- state between runs ------------------------------------------------------------------------


def _mark(sets: Mapping[str, Sequence[Sentence]], recipe: Recipe) -> str:
    """Digits that change with the recipe and with any sentence of the corpora."""
    whole = hashlib.sha256(json.dumps(asdict(recipe), sort_keys=True).encode())
    for use in sorted(sets):
        for sentence in sets[use]:
            whole.update(repr((sentence.words, sentence.names)).encode())
    return whole.hexdigest()[:16]


def _slots(nlp: Language) -> Iterator[tuple[str, Any, str]]:
    """The network's parameters in their order: key, node, name."""
    ner: Any = nlp.get_pipe("ner")
    for i, node in enumerate(ner.model.walk()):
        for name in node.param_names:
            if node.has_param(name):
                yield f"{i}/{name}", node, name


def _params(nlp: Language) -> dict[str, Any]:
    return {key: node.get_param(name).copy() for key, node, name in _slots(nlp)}


def _put(nlp: Language, values: Mapping[str, Any]) -> None:
    for key, node, name in _slots(nlp):
        node.set_param(name, values[key])


def _save(run: _Run, work: Path, mark: str) -> None:
    """Parameters, the optimizer's memory and the best parameters in one file, swapped whole."""
    arrays: dict[str, Any] = {f"now/{k}": v for k, v in _params(run.nlp).items()}
    arrays |= {f"best/{k}": v for k, v in run.best.items()}
    memory = run.optimizer
    for key, node, name in _slots(run.nlp):
        place = (node.id, name)
        for part in ("mom1", "mom2", "averages"):
            if place in getattr(memory, part):
                arrays[f"{part}/{key}"] = getattr(memory, part)[place]
        arrays[f"updates/{key}"] = np.array(memory.nr_update[place])
    state = {"mark": mark, "done": run.done, "best": run.best_score}
    arrays["state"] = np.array(json.dumps(state))
    work.mkdir(parents=True, exist_ok=True)
    beside = work / "state.tmp.npz"
    np.savez(beside, **arrays)
    os.replace(beside, work / "state.npz")


def _resume(run: _Run, work: Path, mark: str, tell: Tell) -> None:
    """Go on from the state in `work`, if there is one."""
    path = work / "state.npz"
    if not path.is_file():
        return
    with np.load(path) as arrays:
        state = json.loads(str(arrays["state"]))
        if state["mark"] != mark:
            raise ReadError(
                f"{path}: is of other corpora or another recipe; remove it or name another folder"
            )
        values = {key: arrays[key] for key in arrays.files if key != "state"}
    run.done, run.best_score = state["done"], state["best"]
    run.best = {k.removeprefix("best/"): v for k, v in values.items() if k.startswith("best/")}
    _put(run.nlp, {k.removeprefix("now/"): v for k, v in values.items() if k.startswith("now/")})
    memory = run.optimizer
    for key, node, name in _slots(run.nlp):
        for part in ("mom1", "mom2", "averages"):
            if f"{part}/{key}" in values:
                getattr(memory, part)[node.id, name] = values[f"{part}/{key}"]
        memory.nr_update[node.id, name] = int(values[f"updates/{key}"])
    tell(f"going on after epoch {run.done}")
