"""`rakor status`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from extract.terminal import printable
from pipelines.commands.options import data_option


@click.command("status")
@click.option("--gaps", is_flag=True, help="Months in which a source gave nothing.")
@data_option
@click.pass_context
def command(ctx: click.Context, gaps: bool, data: Path) -> None:
    """Health of sources, runs and the public database.

    A source is judged by its own rhythm: usual is the pause between two days with something new
    that nine of ten of its last thirty pauses do not exceed. It is late when it has paused, up to
    when it was last asked, for more than 1.5 times that (and more than a day beyond it), or did so
    before its newest item; silent after more than 4 times that and more than 14 days. Before it
    has a rhythm, of five pauses, it is silent after 14 days and never late. It is broken when a
    listing cannot be had or read, or more of the pages found in the last 14 days failed than were
    read.

    Exit codes for monitors: 0 fine; 1 something needs a look (a silent source, one that gives
    less than it did, a run with failures, none for 36 hours); 2 broken (a run that did not end or
    published nothing, none for 72 hours, no database, no public file).

    \b
    rakor status
    rakor status --data data/demo
    rakor status --gaps
    """
    from pipelines.status import gap_lines, health, level_of, status_lines
    from pipelines.store import DATABASE, open_store

    if not (data / DATABASE).exists():
        click.echo(f"rakor: {data / DATABASE} is not there yet; run `rakor run` first", err=True)
        ctx.exit(2)
    db = open_store(data)
    for line in gap_lines(db) if gaps else status_lines(db, data):
        click.echo(printable(line))
    if not gaps:
        ctx.exit(level_of(health(db, data, datetime.now(UTC))))
