"""`rakor archive`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipelines.commands.options import data_option


@click.group("archive")
def command() -> None:
    """What was fetched and kept.

    \b
    rakor archive list
    rakor archive show https://contoh.example/berita/1
    """


@command.command("list")
@click.argument("url", required=False)
@data_option
def list_answers(url: str | None, data: Path) -> None:
    """Every answer that is kept, or those of one URL, oldest first: date, status, kind, address."""
    from scraper.archive import Archive

    for entry in Archive(data / "archive").list(url):
        click.echo(f"{entry.date}  {entry.status}  {entry.role:8}  {entry.url}")


@command.command("show")
@click.argument("url")
@data_option
@click.pass_context
def show_answer(ctx: click.Context, url: str, data: Path) -> None:
    """The last whole answer of a URL, as it was received, on standard output."""
    from scraper.archive import Archive
    from scraper.fetch import canonical_url

    archive = Archive(data / "archive")
    answer = archive.find(url) or archive.find(canonical_url(url))
    if answer is None:
        click.echo(f"rakor: {url}: not in {archive.folder}; see `rakor archive list`", err=True)
        ctx.exit(1)
    about = f"{answer.fetched_at.isoformat()} {answer.status} {answer.media_type}"
    click.echo(f"{about} in {answer.warc_file}, byte {answer.warc_offset}", err=True)
    sys.stdout.buffer.write(answer.body)
