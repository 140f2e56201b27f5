"""`rakor train`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("train")
@click.argument("corpora", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("model"),
    show_default=True,
    help="Folder that the trained reader is written to.",
)
@click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("data") / "training",
    show_default=True,
    help="Folder with the state between epochs; a stopped training goes on from it.",
)
@click.option("--seed", default=2, show_default=True, help="Same seed, same reader.")
@click.option("--broad", default=3, show_default=True, help="Epochs over all corpora.")
@click.option("--fine", default=12, show_default=True, help="Epochs over the scored corpus.")
def command(corpora: Path, out: Path, work: Path, seed: int, broad: int, fine: int) -> None:
    """Train the reader of names from annotated corpora.

    CORPORA is the folder that holds the corpora of extract/tables/corpora.csv. Some ten minutes on
    one core; every epoch is told, and a training that was stopped goes on.

    \b
    rakor train corpora --out model
    """
    from extract.train import Recipe, save, train

    recipe = Recipe(seed=seed, broad=broad, fine=fine)
    nlp, scores = train(corpora, work, recipe, click.echo)
    save(nlp, out, scores)
    for label, (precision, recall, f1) in scores.items():
        click.echo(f"{label:8} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    click.echo(f"{out}: the reader, with its scores on the test split")
