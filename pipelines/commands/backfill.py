"""`rakor backfill`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pipelines.commands.options import EXISTING, data_option, log_option, sources_option


@click.command("backfill")
@click.argument("paths", nargs=-1, required=True, type=EXISTING, metavar="PATH...")
@sources_option
@data_option
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=None,
    help="Processes on this machine; without it as many as there are cores.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    default=None,
    help="A dask scheduler (tcp://HOST:8786): its workers do the reading.",
)
@click.option("--no-merge", is_flag=True, help="Write the Parquet files only.")
@log_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    sources: Path | None,
    data: Path,
    workers: int | None,
    scheduler: str | None,
    no_merge: bool,
    log_format: str | None,
) -> None:
    """Facts of archives of any size, on all cores or a cluster.

    PATH is a WARC, WET or Parquet file, or a folder of them. Parquet files have the columns of the
    JSON Lines of `rakor extract`. Results are Parquet files in DATA/backfill/, then merged into the
    database with the ids of the nightly run. Documents that name nothing of the field are counted
    only. Safe to kill and to run again.

    \b
    rakor backfill CC-NEWS-20241028.warc.gz
    rakor backfill archive/ --workers 8
    rakor backfill /shared/archive --scheduler tcp://10.0.0.5:8786
    rakor publish                                   what follows
    """
    try:
        from pipelines.backfill import Plan, backfill
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        message = "rakor: backfill needs pyarrow; install it with: pip install 'rakor[cluster]'"
        click.echo(message, err=True)
        ctx.exit(2)
    from pipelines.log import make_log
    from pipelines.run import summary

    log = make_log(log_format)
    plan = Plan(
        data=data,
        paths=paths,
        sources=sources,
        workers=workers or len(os.sched_getaffinity(0)),
        scheduler=scheduler,
        merge=not no_merge,
    )
    outcome = backfill(plan, log)
    for line in summary(outcome):
        log.line("done", line)
    ctx.exit(outcome.code)
