"""`rakor demo`."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.commands.options import DIRECTORY, log_option


@click.command("demo")
@click.option(
    "--data",
    type=DIRECTORY,
    default=Path("data/demo"),
    show_default=True,
    help="Folder for the sample database; never the one of real sources.",
)
@click.option("--no-serve", is_flag=True, help="End after the job.")
@click.option("--port", type=int, default=None, help="Port of the site; 8001 if it is free.")
@log_option
@click.pass_context
def command(
    ctx: click.Context, data: Path, no_serve: bool, port: int | None, log_format: str | None
) -> None:
    """The same job over the sample sources, then the site.

    Invented outlets and people, served from this machine; every page says DATA CONTOH.

    \b
    rakor demo                 the job, then the site until Ctrl-C
    rakor demo --no-serve      the job only
    """
    from pipelines.demo import demo
    from pipelines.log import make_log

    code = demo(
        data,
        port,
        not no_serve,
        log=make_log(log_format),
        ready=lambda address: click.echo(f"The site is at {address} (end it with Ctrl-C)"),
    )
    ctx.exit(code)
