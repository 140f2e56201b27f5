"""`rakor report`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pipelines.commands.options import DIRECTORY, data_option


@click.command("report")
@click.argument("code")
@data_option
@click.option(
    "--out", type=DIRECTORY, default=Path("."), show_default=True, help="Folder to write into."
)
def command(code: str, data: Path, out: Path) -> None:
    """One region's dossier, as HTML and as a workbook.

    Official series, statements, findings and commitments of the region with this Kemendagri code.
    It rests on what no reviewer has seen yet, and says so.

    \b
    rakor report 16.04
    rakor report 16 --out dossiers/
    """
    from pipelines.audit_store import stored_extractions, stored_reference
    from pipelines.report import make_dossier, write_report
    from pipelines.store import open_store, rows

    db = open_store(data)
    found = stored_extractions(db, code)
    voices = {row["document"]: row["voice"] for row in rows(db, "SELECT * FROM copies")}
    dossier = make_dossier(code, found, stored_reference(db), date.today(), voices)
    db.close()
    for path in write_report(dossier, out):
        click.echo(path)
