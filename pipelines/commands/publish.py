"""`rakor publish`."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.commands.options import data_option


@click.command("publish")
@data_option
@click.option("--rollback", "back", is_flag=True, help="Switch to the edition before this one.")
@click.option("--accept-loss", is_flag=True, help="Publish although many rows would be gone.")
def command(data: Path, back: bool, accept_loss: bool) -> None:
    """Build the public database and switch to it.

    It is built beside the one in use and checked; when a gate holds, nothing changes and the exit
    code is 3. A running `rakor serve` notices the switch by itself.

    \b
    rakor publish
    rakor publish --rollback
    """
    from pipelines.publish import publish, rollback
    from pipelines.store import writer_lock

    with writer_lock(data):
        edition = rollback(data) if back else publish(data, accept_loss=accept_loss)
    if back or edition.new:
        click.echo(f"edition {edition.n} is public: {edition.folder}")
    else:
        click.echo(f"nothing has changed; edition {edition.n} stays public")
