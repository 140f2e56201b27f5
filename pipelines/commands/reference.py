"""`rakor reference`."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.commands.options import data_option


@click.group("reference")
def command() -> None:
    """Official figures in the database.

    \b
    rakor reference import bps-2025.csv
    """


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
def import_file(file: Path, data: Path) -> None:
    """Add the rows of a CSV file to the observations.

    Columns: region (Kemendagri code) or bps_code, indicator, period, value, publisher and, where
    known, unit, resolution, definition, scope, released_on, checked, seen_in. A file with a broken
    line is refused as a whole, every broken line named.

    \b
    rakor reference import bps-2025.csv
    """
    from pipelines.audit_store import import_observations
    from pipelines.store import writing

    with writing(data) as db:
        changes = import_observations(db, file)
    told = ", ".join(f"{changes[name]} {name}" for name in ("new", "changed", "same"))
    click.echo(f"{file}: {told}")
