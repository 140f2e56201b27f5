"""`rakor archive`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from extract.terminal import printable
from pipelines.commands.options import data_option


@click.group("archive")
def command() -> None:
    """What was fetched and kept.

    \b
    rakor archive list
    rakor archive show https://contoh.example/berita/1
    rakor archive expire --before 2024-01-01
    """


@command.command("list")
@click.argument("url", required=False)
@data_option
def list_answers(url: str | None, data: Path) -> None:
    """Every answer that is kept, or those of one URL, oldest first: date, status, kind, address."""
    from scraper.archive import Archive

    for entry in Archive(data / "archive").list(url):
        line = f"{entry.date}  {entry.status}  {entry.role:8}  {entry.url}"
        click.echo(printable(line))


@command.command("show")
@click.argument("url")
@data_option
@click.pass_context
def show_answer(ctx: click.Context, url: str, data: Path) -> None:
    """The last whole answer of a URL on standard output.

    Into a file or a pipe as it was received; on a terminal with control characters written out.
    """
    from scraper.archive import Archive
    from scraper.fetch import canonical_url, decode

    archive = Archive(data / "archive")
    answer = archive.find(url) or archive.find(canonical_url(url))
    if answer is None:
        message = f"rakor: {url}: not in {archive.folder}; see `rakor archive list`"
        click.echo(printable(message), err=True)
        ctx.exit(1)
    about = f"{answer.fetched_at.isoformat()} {answer.status} {answer.media_type}"
    click.echo(printable(f"{about} in {answer.warc_file}, byte {answer.warc_offset}"), err=True)
    if sys.stdout.isatty():
        click.echo(printable(decode(answer.body, answer.charset), lines=True))
    else:
        sys.stdout.buffer.write(answer.body)


@command.command("expire")
@click.option(
    "--before",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help="Files in which every answer is older than this day.",
)
@data_option
@click.pass_context
def expire(ctx: click.Context, before: datetime, data: Path) -> None:
    """Delete files of the archive that are wholly older than a day.

    The database keeps its documents, versions and facts, but they can not be made again from the
    archive any more. A file stays while a younger answer repeats one in it.

    \b
    rakor archive expire --before 2024-01-01
    """
    from scraper.archive import Archive
    from scraper.listings import HOME

    if not (data / "archive").is_dir():
        click.echo(f"rakor: {data / 'archive'} is not there; nothing to delete", err=True)
        ctx.exit(2)
    with Archive(data / "archive") as archive:
        gone = archive.expire(before.replace(tzinfo=HOME))
    for name in gone:
        click.echo(name)
    click.echo(f"{len(gone)} files deleted", err=True)
