"""`rakor diff`."""

from __future__ import annotations

import itertools
from pathlib import Path

import click

from extract.terminal import printable
from pipelines.commands.options import data_option


@click.command("diff")
@click.argument("document")
@data_option
@click.pass_context
def command(ctx: click.Context, document: str, data: Path) -> None:
    """What an outlet changed in an article after it was first read.

    DOCUMENT is an id or an address. For each version, the paragraphs that differ from the one
    before it: [-words that were taken out-] and {+words that came in+}.

    \b
    rakor diff https://contoh.example/berita/1
    rakor diff 6f1a5d74e7e16799 --data data/demo
    """
    from pipelines.copies import difference
    from pipelines.store import DATABASE, open_store, rows

    if not (data / DATABASE).exists():
        click.echo(f"rakor: {data / DATABASE} is not there yet; run `rakor run` first", err=True)
        ctx.exit(2)
    versions = rows(
        open_store(data),
        "SELECT v.n, v.text FROM versions v JOIN documents d ON d.id = v.document "
        "WHERE d.id = ? OR d.url = ? ORDER BY v.n",
        document,
        document,
    )
    if not versions:
        click.echo(f"rakor: {document}: no such document in {data / DATABASE}", err=True)
        ctx.exit(2)
    if len(versions) == 1:
        click.echo("one version: nothing has changed since it was first read")
    for old, new in itertools.pairwise(versions):
        click.echo(f"version {old['n']} to {new['n']}")
        for change in difference(old["text"], new["text"]):
            pieces = " ".join(_marked(p.kind, p.text) for p in change.pieces)
            click.echo(f"  {printable(pieces)}")


def _marked(kind: str, words: str) -> str:
    return {"removed": f"[-{words}-]", "added": f"{{+{words}+}}"}.get(kind, words)
