"""`rakor sources`."""

from __future__ import annotations

from pathlib import Path

import click

from extract.terminal import printable
from pipelines.commands.options import contact_option, data_option, sources_option


@click.group("sources")
def command() -> None:
    """The table of sources.

    \b
    rakor sources check
    rakor sources check --sources mine.toml
    rakor sources sample https://contoh.example/
    rakor sources try contoh-lahat
    """


@command.command("check")
@sources_option
def check(sources: Path | None) -> None:
    """Read the table as every run does, and list it: id, state, kind, home region, listings.

    A broken table ends with file, line and reason, and exit code 2.
    """
    from scraper.sources import load_sources

    table = load_sources(sources)
    for source in table:
        kinds = ", ".join(listing.kind for listing in source.listings) or "no listing"
        reason = f": {source.reason} ({source.since})" if source.reason else ""
        words = (f"{source.id:24}", f"{source.state:8}", f"{source.kind:10}", f"{source.region:6}")
        click.echo(printable(" ".join(words) + f" {kinds}{reason}"))
    click.echo(f"{len(table)} sources; the table is sound")


@command.command("sample")
@click.argument("url")
@data_option
@contact_option
@click.option("--allow-loopback", is_flag=True, help="Open addresses of this machine (tests).")
def sample(url: str, data: Path, contact: str | None, allow_loopback: bool) -> None:
    """Draft an entry of the table from a page, feed or sitemap.

    The page is fetched once and archived; what it does not say is left to fill in.

    \b
    rakor sources sample https://contoh.example/
    """
    from pipelines.contact import draft

    drafted = draft(data, url, contact, allow_loopback=allow_loopback)
    click.echo(printable(drafted, lines=True), nl=False)


@command.command("try")
@click.argument("identity", metavar="ID")
@sources_option
@data_option
@contact_option
@click.option("--allow-loopback", is_flag=True, help="Open addresses of this machine (tests).")
@click.pass_context
def try_source(
    ctx: click.Context,
    identity: str,
    sources: Path | None,
    data: Path,
    contact: str | None,
    allow_loopback: bool,
) -> None:
    """Read the first page of each listing of a source, and say what it gave.

    No document is saved; what came is in the archive. When all is well, set the source's state to
    "active".

    \b
    rakor sources try contoh-lahat
    """
    from pipelines.contact import pick, succeeded, try_listings
    from scraper.sources import load_sources

    source = pick(load_sources(sources), identity)
    trials = try_listings(data, source, contact, allow_loopback=allow_loopback)
    for trial in trials:
        told = trial.error or (
            f"{trial.links} links, {trial.dated} with a date, {trial.wanted} of interest"
            + (f", {trial.maps} further sitemaps" if trial.maps else "")
        )
        click.echo(printable(f"{trial.listing.kind:10} {trial.listing.url}: {told}"))
    if succeeded(trials):
        click.echo(f'{identity}: all is well; set its state = "active" to have it fetched')
    else:
        click.echo(f"rakor: {identity}: not ready; correct its listings", err=True)
        ctx.exit(1)
