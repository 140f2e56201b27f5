"""`rakor extract`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from extract.document import Document, ReadError
from extract.facts import Extraction
from extract.terminal import printable
from pipelines.commands.options import data_option, log_option

JSON_LINES = (".jsonl", ".ndjson")


@click.command("extract")
@click.argument(
    "files", nargs=-1, type=click.Path(allow_dash=True, path_type=Path), metavar="FILE... | -"
)
@click.option("--stale", is_flag=True, help="Documents of the database whose rules are outdated.")
@click.option("--all", "everything", is_flag=True, help="Every document of the database.")
@click.option("--explain", is_flag=True, help="Show the text with what was read in it, and why.")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="With --explain: write a page instead, for one document.",
)
@data_option
@log_option
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    stale: bool,
    everything: bool,
    explain: bool,
    html: Path | None,
    data: Path,
    log_format: str | None,
) -> None:
    """Facts of files, of JSON Lines, or of the database.

    Reads .txt, .html and other documents, or JSON Lines with `id`, `text` and, where known,
    `url`, `publisher`, `title`, `published`, `region`, `kind`; writes one JSON object a document.
    A line or file that cannot be read is named on standard error, the rest goes on.

    \b
    rakor extract berita.txt
    rakor extract - < documents.jsonl > facts.jsonl
    rakor extract --explain berita.txt
    rakor extract --explain --html berita.html berita.txt
    rakor extract --stale              after an update of the rules
    """
    if (stale or everything) == bool(files):
        raise click.UsageError("give FILE..., - for standard input, or one of --stale and --all")
    if (explain and not files) or (html is not None and not explain):
        raise click.UsageError("--explain takes FILE... or -; --html goes with --explain")
    if files:
        ctx.exit(_extract_files(files, _shower(explain, html)))
    ctx.exit(_extract_stored(data, everything, log_format))


def _shower(explain: bool, html: Path | None) -> Callable[[Extraction], None]:
    """What is done with each document's facts."""
    from extract.explain import explain_html, explain_text
    from extract.facts import to_json

    def show(extraction: Extraction) -> None:
        if html is not None:
            html.write_text(explain_html(extraction), "utf-8")
        elif explain:
            click.echo(explain_text(extraction, color=sys.stdout.isatty()))
        else:
            line = json.dumps(to_json(extraction), ensure_ascii=False) + "\n"
            # as bytes: the encoding of a terminal or a pipe may lack a character of the text
            sys.stdout.buffer.write(line.encode())

    return show


def _extract_files(files: tuple[Path, ...], show: Callable[[Extraction], None]) -> int:
    from extract.pipeline import extract_many

    errors: list[str] = []

    def on_error(message: str) -> None:
        errors.append(message)
        click.echo(printable(f"rakor: {message}"), err=True)

    for extraction in extract_many(_documents(files, on_error)):
        show(extraction)
    return 1 if errors else 0


def _documents(files: tuple[Path, ...], on_error: Callable[[str], None]) -> Iterator[Document]:
    from pipelines.documents import read_file, read_lines

    for path in files:
        try:
            if str(path) == "-":
                yield from read_lines(sys.stdin.buffer, "standard input", on_error)
            elif path.suffix.lower() in JSON_LINES:
                with path.open("rb") as stream:
                    yield from read_lines(stream, str(path), on_error)
            else:
                yield read_file(path)
        except ReadError as error:
            on_error(str(error))
        except OSError as error:
            on_error(f"{path}: cannot be read: {error.strerror}")


def _extract_stored(data: Path, everything: bool, log_format: str | None) -> int:
    from pipelines.log import make_log
    from pipelines.run import extract_again, summary

    log = make_log(log_format)
    outcome = extract_again(data, log, everything=everything)
    for line in summary(outcome):
        log.line("done", line)
    return outcome.code
