"""`rakor status`."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.commands.options import data_option


@click.command("status")
@data_option
@click.pass_context
def command(ctx: click.Context, data: Path) -> None:
    """Health of sources, runs and the public database.

    \b
    rakor status
    rakor status --data data/demo
    """
    from pipelines.status import status_lines
    from pipelines.store import DATABASE, open_store

    if not (data / DATABASE).exists():
        click.echo(f"rakor: {data / DATABASE} is not there yet; run `rakor run` first", err=True)
        ctx.exit(2)
    for line in status_lines(open_store(data), data):
        click.echo(line)
