"""`rakor serve`."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.commands.options import data_option


@click.command("serve")
@data_option
@click.option("--port", type=int, default=None, help="Port; without it 8001 or any free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--internal", is_flag=True, help="Behind a sign-in, with full texts and review.")
def command(data: Path, port: int | None, host: str, internal: bool) -> None:
    """Serve the public database on the web.

    The newest edition is shown; when another one is published, the next request reads it.

    \b
    rakor serve --port 8080
    rakor review account ratna && rakor serve --internal
    """
    from pipelines.serve import serve

    try:
        serve(
            data, port=port, host=host, internal=internal,
            ready=lambda url: click.echo(f"The site is at {url}"),
        )  # fmt: skip
    except OSError as error:
        raise click.UsageError(f"{host}:{port}: cannot be opened: {error.strerror}") from error
