"""`rakor`: a command's module is loaded when the command is called, not before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

import click


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: the module of `pipelines.commands` that has it, and its line in the help."""

    module: str
    help: str


# In the order of a day's work. A new command is one module and one line here.
COMMANDS: Mapping[str, Entry] = {
    "run": Entry("run", "The nightly job: discover, fetch, extract, audit, publish."),
    "demo": Entry("demo", "The same job over the sample sources, then the site."),
    "scrape": Entry("scrape", "Discover and fetch only."),
    "extract": Entry("extract", "Facts of files, of JSON Lines, or of the database."),
    "backfill": Entry("backfill", "Facts of archives of any size, on all cores or a cluster."),
    "audit": Entry("audit", "What is stated, held against statistics and other statements."),
    "publish": Entry("publish", "Build the public database and switch to it."),
    "serve": Entry("serve", "Serve the public database on the web."),
    "review": Entry("review", "Reviewers, their tokens, and what they have decided."),
    "evaluate": Entry("evaluate", "Precision, recall and F1 against gold and its floors."),
    "report": Entry("report", "One region's dossier, as HTML and as a workbook."),
    "reference": Entry("reference", "Official figures in the database."),
    "diff": Entry("diff", "What an outlet changed in an article after it was first read."),
    "retry": Entry("retry", "Ask again for addresses that failed."),
    "status": Entry("status", "Health of sources, runs and the public database."),
    "backup": Entry("backup", "Copy databases, archive and public files, verified."),
    "restore": Entry("restore", "Make a data folder of a backup again."),
    "archive": Entry("archive", "What was fetched and kept."),
    "sources": Entry("sources", "The table of sources."),
    "train": Entry("train", "Train the reader of names from annotated corpora."),
}


def _known_errors() -> tuple[type[Exception], ...]:
    """Errors that end a command with one plain line; loaded only when something was raised."""
    from extract.document import ReadError, TableError
    from pipelines.backup import BackupError
    from pipelines.demo import DemoError
    from pipelines.publish import Held
    from pipelines.report import ReportError
    from pipelines.review import ReviewError
    from pipelines.store import Locked, StoreError
    from scraper.agent import ContactError
    from scraper.archive import ArchiveError
    from scraper.fetch import FetchError

    ours = (TableError, ReadError, StoreError, Locked, Held, DemoError, ReportError, ReviewError)
    return (*ours, ArchiveError, ContactError, FetchError, BackupError)


# By class name: exit codes are those of the design, anything else that is known is 2.
EXIT_CODES: Mapping[str, int] = {
    "Locked": 4,
    "Held": 3,
    "ArchiveError": 1,
    "FetchError": 1,
    "BackupError": 1,
}


def exit_code(error: BaseException) -> int:
    """The exit code of a command that ends with this error; 1 for one that is not known."""
    known = isinstance(error, _known_errors())
    return EXIT_CODES.get(type(error).__name__, 2) if known else 1


class LazyGroup(click.Group):
    """A group whose commands are loaded one by one (Click offers only a class for this)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = import_module(f"pipelines.commands.{entry.module}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except _known_errors() as error:
            from extract.terminal import printable

            click.echo(printable(f"rakor: {error}", lines=True), err=True)
            ctx.exit(exit_code(error))
        except MemoryError:
            click.echo("rakor: out of memory; what was read stays, run it again", err=True)
            ctx.exit(1)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rakor")
def main() -> None:
    """Who stated which poverty figure and promised what, in Indonesia.

    From regional news and meeting minutes to a database with the exact words as evidence.

    \b
    rakor demo                         a first look, on sample pages
    rakor run                          every night
    rakor extract news.txt             one text, facts as JSON
    rakor serve                        the database on the web

    Exit codes: 0 done; 1 done, with failures listed; 2 wrong usage or a broken table;
    3 nothing published; 4 another run is active.
    """
