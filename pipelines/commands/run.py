"""`rakor run`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from pipelines.commands.options import (
    EXISTING,
    contact_option,
    data_option,
    log_option,
    sources_option,
    watch_options,
)


@click.command("run")
@sources_option
@click.option("--only", multiple=True, metavar="ID", help="Only this source; may be repeated.")
@data_option
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Leave what the listings date before this day.",
)
@click.option(
    "--limit", type=click.IntRange(min=0), default=None, help="At most so many pages a source."
)
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="Read the files of this folder instead of the sources.",
)
@click.option(
    "--from-warc",
    "warcs",
    type=EXISTING,
    multiple=True,
    metavar="FILE",
    help="Read WARC files (or a folder of them) in place of the network; may be repeated.",
)
@click.argument("more", nargs=-1, type=EXISTING, metavar="[FILE]...")
@click.option("--allow-loopback", is_flag=True, help="Open addresses of this machine (tests).")
@contact_option
@watch_options
@log_option
@click.pass_context
def command(
    ctx: click.Context,
    sources: Path | None,
    only: tuple[str, ...],
    data: Path,
    since: datetime | None,
    limit: int | None,
    folder: Path | None,
    warcs: tuple[Path, ...],
    more: tuple[Path, ...],
    allow_loopback: bool,
    contact: str | None,
    alert_command: str | None,
    alert_url: str | None,
    metrics: Path | None,
    log_format: str | None,
) -> None:
    """The nightly job: discover, fetch, extract, audit, publish.

    Safe to repeat, to kill and to run again: it goes on where it stopped, and a run that finds
    nothing new changes nothing.

    \b
    rakor run                                   every active source
    rakor run --only contoh-lahat --limit 5     a first try of one source
    rakor run --since 2024-10-01                what was published since then
    rakor run --folder berita/                  files that lie there
    rakor run --from-warc data/archive          the archive again, without network

    How it went is in metrics.prom and, when something is wrong, goes to the alert command or
    address: a failure, a silent source, one that gives less than it did. `rakor status` says more.
    """
    from pipelines.alarms import Hook
    from pipelines.cli import exit_code
    from pipelines.log import make_log
    from pipelines.run import Options, run, summary
    from pipelines.watch import Watch, watched

    if more and not warcs:
        raise click.UsageError(f"{more[0]}: files are read with --from-warc FILE or --folder DIR")
    if folder is not None and warcs:
        raise click.UsageError("--folder and --from-warc exclude each other")
    options = Options(
        data=data,
        sources=sources,
        only=only,
        since=since.date() if since else None,
        limit=limit,
        folder=folder,
        warcs=_files((*warcs, *more)),
        allow_loopback=allow_loopback,
        contact=contact,
    )
    log = make_log(log_format)
    with watched(Watch(data, Hook(alert_command, alert_url), metrics), log, exit_code):
        outcome = run(options, log)
    for line in summary(outcome):
        log.line("done", line)
    ctx.exit(outcome.code)


def _files(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """WARC files as given; a folder stands for all that are in it, oldest first."""
    from scraper.archive import warc_files

    found: list[Path] = []
    for path in paths:
        inside = warc_files(path) if path.is_dir() else [path]
        if not inside:
            raise click.UsageError(f"{path}: no .warc or .warc.gz files in it")
        found += inside
    return tuple(found)
