"""The help of every command as README.md shows it; `make docs` writes it there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from click import Context

from pipelines.cli import main

BEGIN = "<!-- help of the commands: written by `make docs` -->"
END = "<!-- end of the help -->"
WIDTH = 92


def _contexts(command: click.Command, name: str, parent: click.Context | None) -> Iterator[Context]:
    """The context of a command, as a call makes it, then those of the commands inside it."""
    settings = command.context_settings
    context = Context(command, parent=parent, info_name=name, terminal_width=WIDTH, **settings)
    yield context
    if isinstance(command, click.Group):
        for part in command.list_commands(context):
            inner = command.get_command(context, part)
            if inner is not None:
                yield from _contexts(inner, part, context)


def help_text() -> str:
    """The help of all commands, each in a block of its own."""
    return "\n\n".join(
        f"```text\n$ {context.command_path} --help\n{context.get_help()}\n```"
        for context in _contexts(main, "rakor", None)
    )


def with_help(page: str) -> str:
    """A page with the help between its two marks. Raises ValueError where they are missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the marks {BEGIN!r} and {END!r} are not both there")
    return f"{before}{BEGIN}\n\n{help_text()}\n\n{END}{after}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_help(path.read_text("utf-8")), "utf-8")
