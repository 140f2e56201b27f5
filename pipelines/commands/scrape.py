"""`rakor scrape`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from pipelines.commands.options import contact_option, data_option, log_option, sources_option


@click.command("scrape")
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
@click.option("--allow-loopback", is_flag=True, help="Open addresses of this machine (tests).")
@contact_option
@log_option
@click.pass_context
def command(
    ctx: click.Context,
    sources: Path | None,
    only: tuple[str, ...],
    data: Path,
    since: datetime | None,
    limit: int | None,
    allow_loopback: bool,
    contact: str | None,
    log_format: str | None,
) -> None:
    """Discover and fetch only.

    Documents are saved without facts.

    \b
    rakor scrape --only contoh-lahat
    rakor extract --stale && rakor publish      what `rakor run` would have done next
    """
    from pipelines.log import make_log
    from pipelines.run import Options, run, summary

    options = Options(
        data=data,
        sources=sources,
        only=only,
        since=since.date() if since else None,
        limit=limit,
        allow_loopback=allow_loopback,
        contact=contact,
        command="scrape",
        stages=(),
    )
    log = make_log(log_format)
    outcome = run(options, log)
    for line in summary(outcome):
        log.line("done", line)
    ctx.exit(outcome.code)
