"""`rakor restore`."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.commands.options import DIRECTORY, data_option


@click.command("restore")
@click.argument("target", type=DIRECTORY, metavar="DIR")
@click.option("--copy", metavar="NAME", help="This copy of `rakor backup --list`, not the newest.")
@data_option
def command(target: Path, copy: str | None, data: Path) -> None:
    """Make a data folder of a backup again.

    Every file is checked. The data folder must be new or empty: nothing is written over.

    \b
    rakor restore /mnt/cadangan --data data
    """
    from pipelines.backup import restore

    folder = restore(target, data, copy=copy)
    click.echo(
        f"{data} is as it was in {folder.name}; look at it with `rakor status --data {data}`"
    )
