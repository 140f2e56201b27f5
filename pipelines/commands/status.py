"""`rakor status`."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.commands.options import data_option


@click.command("status")
@click.option("--gaps", is_flag=True, help="Months in which a source gave nothing.")
@data_option
@click.pass_context
def command(ctx: click.Context, gaps: bool, data: Path) -> None:
    """Health of sources, runs and the public database.

    \b
    rakor status
    rakor status --data data/demo
    rakor status --gaps
    """
    from pipelines.status import gap_lines, status_lines
    from pipelines.store import DATABASE, open_store

    if not (data / DATABASE).exists():
        click.echo(f"rakor: {data / DATABASE} is not there yet; run `rakor run` first", err=True)
        ctx.exit(2)
    db = open_store(data)
    for line in gap_lines(db) if gaps else status_lines(db, data):
        click.echo(line)
