"""`rakor retry`."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.commands.options import data_option


@click.command("retry")
@click.option("--only", multiple=True, metavar="ID", help="Only this source; may be repeated.")
@data_option
@click.pass_context
def command(ctx: click.Context, only: tuple[str, ...], data: Path) -> None:
    """Ask again for addresses that failed.

    Young ones are asked for every night anyway; this makes all of them due, however old. The next
    `rakor run` asks for them, at the usual pace.

    A host whose robots.txt failed, and an address that was asked for six times for nothing, are
    left alone for the night (twelve hours), by every run of it. This lifts that as well.

    \b
    rakor retry && rakor run
    rakor retry --only kabar-contoh
    """
    from pipelines.store import DATABASE, forget_tonight, retry_items, writing

    if not (data / DATABASE).exists():
        click.echo(f"rakor: {data / DATABASE} is not there yet; run `rakor run` first", err=True)
        ctx.exit(2)
    with writing(data) as db:
        count = retry_items(db, only)
        hosts = forget_tonight(db, only)
    click.echo(f"{count} addresses are due again; `rakor run` asks for them")
    if hosts:
        click.echo(f"{hosts} hosts were to be left alone tonight, and are asked again")
