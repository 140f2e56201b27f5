"""`rakor audit`."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path

import click

from pipelines.commands.options import data_option


@click.command("audit")
@click.option(
    "--documents",
    "path",
    type=click.Path(allow_dash=True, path_type=Path),
    default=None,
    help="Audit these JSON Lines (- for standard input) and touch no database.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Audit as if it were this day: what was published later is left out, nothing is written.",
)
@data_option
@click.pass_context
def command(ctx: click.Context, path: Path | None, as_of: datetime | None, data: Path) -> None:
    """What is stated, held against statistics and other statements.

    Audits what changed in the database since the last time. With --documents, the given documents
    are audited against the observations that ship with rakor and against each other, and each
    finding is written as one JSON line.

    \b
    rakor audit
    rakor audit --documents documents.jsonl
    rakor audit --documents - --as-of 2024-12-31 < documents.jsonl
    """
    day = as_of.date() if as_of else None
    if path is None:
        _audit_stored(data, day)
    else:
        ctx.exit(_audit_documents(path, day))


def _audit_stored(data: Path, day: date | None) -> None:
    from pipelines.audit_store import run_audit, summary
    from pipelines.store import writing

    with writing(data) as db:
        audited = run_audit(db, day)
    for line in summary(audited):
        click.echo(line)


def _audit_documents(path: Path, day: date | None) -> int:
    from extract.document import ReadError
    from extract.facts import extract_many
    from pipelines.audit import audit_documents
    from pipelines.documents import read_lines
    from pipelines.findings import to_json

    errors: list[str] = []

    def on_error(message: str) -> None:
        errors.append(message)
        click.echo(f"rakor: {message}", err=True)

    name = "standard input" if str(path) == "-" else str(path)
    try:
        with click.open_file(str(path), "rb") as stream:
            documents = list(read_lines(stream, name, on_error))
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
    for finding in audit_documents(extract_many(documents), as_of=day):
        line = json.dumps(to_json(finding), ensure_ascii=False) + "\n"
        sys.stdout.buffer.write(line.encode())
    return 1 if errors else 0
