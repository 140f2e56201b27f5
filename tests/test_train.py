"""The trained reader's recipe on tiny invented corpora: nothing of the real one is trained here."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner

from extract.corpora import LABELS, load_corpora, read_iob, words_of
from extract.document import ReadError
from extract.invented import invent
from extract.reader import find_people
from extract.tables import load_table
from extract.train import Recipe, save, score, train
from pipelines.cli import main

TINY = Recipe(
    broad=1, fine=2, invented=60, clusters=8, width=32, depth=1, hidden=16,
    rows=(200, 100, 100, 100, 50, 50, 50),
)  # fmt: skip


def rows(count: int, seed: int, small: bool) -> str:
    """Invented sentences as the rows of an annotated corpus."""
    blocks = []
    for sentence in invent(count, seed=seed):
        tags = ["O"] * len(sentence.words)
        for start, end, label in sentence.names:
            tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
        words = [w.lower() for w in sentence.words] if small else sentence.words
        blocks.append("\n".join(f"{w}\t{t}" for w, t in zip(words, tags, strict=True)))
    return "\n\n".join(blocks) + "\n"


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every file of the table, each of a few sentences with its own labels."""
    folder = tmp_path_factory.mktemp("corpora")
    for number, row in enumerate(load_table("corpora")):
        text = rows(30, number, row["small"] == "yes")
        for pair in row["labels"].split():
            theirs, ours = pair.split("=")
            text = text.replace(f"-{ours}\n", f"-{theirs}\n")
        path = folder / row["corpus"] / row["file"]
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_corpora_are_read_as_the_table_says(corpora: Path) -> None:
    found = load_corpora(corpora)
    assert set(found) == {"fine", "broad", "dev", "test"}
    assert {label for s in found["broad"] for *_, label in s.names} <= set(LABELS)
    assert all(0 <= a < b <= len(s.words) for s in found["fine"] for a, b, _ in s.names)


def test_what_is_judged_on_is_not_learned(corpora: Path, tmp_path: Path) -> None:
    shutil.copytree(corpora, tmp_path, dirs_exist_ok=True)
    files = {row["use"]: tmp_path / row["corpus"] / row["file"] for row in load_table("corpora")}
    with files["broad"].open("a", encoding="utf-8") as broad:
        for line in files["test"].read_text("utf-8").split("\n"):
            word, mark, tag = line.partition("\t")
            broad.write(f"{word.lower()}{mark}{tag}\n")
    found = load_corpora(tmp_path)
    judged = {tuple(w.lower() for w in s.words) for s in found["test"]}
    learned = {tuple(w.lower() for w in s.words) for s in (*found["broad"], *found["fine"])}
    assert judged.isdisjoint(learned)


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"train\.txt: cannot be read"):
        load_corpora(tmp_path)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Bupati\tO\nLahat hilir mudik tanpa tanda\n", "utf-8")
    with pytest.raises(ReadError, match=r"a\.txt, line 2: no word with a tag"):
        read_iob(path, {"PER": "PERSON"})


def test_invented_sentences_are_the_same_for_the_same_seed() -> None:
    assert invent(20, seed=3) == invent(20, seed=3)
    assert invent(20, seed=3) != invent(20, seed=4)


def test_names_of_invented_sentences_are_labelled_whole() -> None:
    for sentence in invent(200, seed=1):
        for start, end, label in sentence.names:
            assert label in LABELS
            assert sentence.words[start][0].isupper() or sentence.words[start][0].isdigit()
            assert end <= len(sentence.words)


@pytest.mark.parametrize("text", ["H. Umar, S.E.", "9,41 % (naik)", "", "Al-Fatih  dua\n\nspasi"])
def test_words_cover_all_but_white_space(text: str) -> None:
    covered = {i for a, b in words_of(text) for i in range(a, b)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


def test_a_reader_is_trained_saved_and_read_again(corpora: Path, tmp_path: Path) -> None:
    told: list[str] = []
    nlp, scores = train(corpora, tmp_path / "work", TINY, told.append)
    assert len(told) == 3
    assert set(scores) == {"all", *LABELS}
    save(nlp, tmp_path / "model", scores)
    again = spacy.load(tmp_path / "model")
    sentences = load_corpora(corpora)["dev"]
    assert score(again, sentences) == score(nlp, sentences)
    text = "Bupati  Lahat\nSuratno Wibisono hadir."
    assert again(text).text == text
    assert all(0 <= a < b <= len(text) for a, b in find_people(again, [text])[0])


def test_a_stopped_training_goes_on_to_the_same_scores(corpora: Path, tmp_path: Path) -> None:
    _, whole = train(corpora, tmp_path / "whole", TINY, lambda _: None)
    stop = KeyboardInterrupt()

    def tell(line: str) -> None:
        if line.startswith("epoch 2"):
            raise stop

    with pytest.raises(KeyboardInterrupt):
        train(corpora, tmp_path / "halves", TINY, tell)
    told: list[str] = []
    _, halves = train(corpora, tmp_path / "halves", TINY, told.append)
    assert told[0] == "going on after epoch 2"
    assert halves == whole


def test_a_state_of_another_recipe_is_refused(corpora: Path, tmp_path: Path) -> None:
    train(corpora, tmp_path, replace(TINY, fine=0), lambda _: None)
    with pytest.raises(ReadError, match="another recipe"):
        train(corpora, tmp_path, TINY, lambda _: None)


def test_the_command_tells_epochs_and_scores(corpora: Path, tmp_path: Path) -> None:
    arguments = ["train", str(corpora), "--out", str(tmp_path / "m"), "--work", str(tmp_path / "w")]
    result = CliRunner().invoke(main, [*arguments, "--broad", "0", "--fine", "1"])
    assert result.exit_code == 0, result.output
    assert "epoch 1 of 1 (fine)" in result.output
    assert "F1" in result.output
