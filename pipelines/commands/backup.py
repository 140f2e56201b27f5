"""`rakor backup`."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.commands.options import DIRECTORY, data_option


@click.command("backup")
@click.argument("target", type=DIRECTORY, metavar="DIR")
@click.option("--keep", type=click.IntRange(min=1), default=14, show_default=True,
              help="Copies that stay.")  # fmt: skip
@click.option("--verify", is_flag=True, help="Read every byte of the newest copy; make none.")
@click.option("--list", "listed", is_flag=True, help="The copies there are; make none.")
@data_option
def command(target: Path, keep: int, verify: bool, listed: bool, data: Path) -> None:
    """Copy databases, archive and public files, verified.

    A run may go on meanwhile. Files that the folder holds already are not copied again.

    \b
    rakor backup /mnt/cadangan
    rakor backup --verify /mnt/cadangan
    """
    from pipelines import backup

    copies = backup.list_copies(target)
    if listed:
        for folder in copies:
            click.echo(folder.name)
    elif verify:
        if not copies:
            raise backup.BackupError(f"{target}: no copy in it")
        count = backup.verify(copies[-1])
        click.echo(f"{copies[-1]}: {count} files are whole")
    else:
        made = backup.backup(data, target, keep=keep)
        click.echo(f"{made.folder}: {made.files} files, {made.new_bytes / 1e6:.1f} MB of them new")
