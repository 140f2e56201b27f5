"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

EXISTING = click.Path(exists=True, path_type=Path)
DIRECTORY = click.Path(file_okay=False, path_type=Path)


def data_option(command: F) -> F:
    """`--data DIR`: the folder of the database, the archive and the public files."""
    return click.option(
        "--data",
        type=DIRECTORY,
        default=Path("data"),
        show_default=True,
        envvar="RAKOR_DATA",
        help="Folder of rakor.db, archive/ and public/.",
    )(command)


def log_option(command: F) -> F:
    """`--log-format`: bars on a terminal, else plain lines; JSON for machines."""
    return click.option(
        "--log-format",
        type=click.Choice(["bars", "plain", "json"]),
        default=None,
        help="How progress is told; bars on a terminal, else plain lines.",
    )(command)


def contact_option(command: F) -> F:
    """`--contact`: whom the sites that are asked can write to."""
    return click.option(
        "--contact",
        metavar="ADDRESS",
        default=None,
        envvar="RAKOR_CONTACT",
        help="Web page or mail address for the User-Agent; needed to ask real sites. Better set "
        "once, as RAKOR_CONTACT.",
    )(command)


def watch_options(command: F) -> F:
    """`--alert-command`, `--alert-url`, `--metrics`: who is told how a run went."""
    options = (
        click.option(
            "--alert-command",
            envvar="RAKOR_ALERT_COMMAND",
            metavar="COMMAND",
            help="Run when something is wrong, with JSON on its standard input.",
        ),
        click.option(
            "--alert-url",
            envvar="RAKOR_ALERT_URL",
            metavar="URL",
            help="Web hook that gets the same JSON.",
        ),
        click.option(
            "--metrics",
            type=click.Path(dir_okay=False, path_type=Path),
            envvar="RAKOR_METRICS",
            help="OpenMetrics file; without it metrics.prom in the data folder.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def sources_option(command: F) -> F:
    """`--sources FILE`: another table than the one that ships."""
    return click.option(
        "--sources",
        type=click.Path(dir_okay=False, path_type=Path),
        default=None,
        help="Source table; without it the one that ships with rakor.",
    )(command)
