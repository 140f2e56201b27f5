"""`rakor review`."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.commands.options import data_option


@click.group("review")
def command() -> None:
    """Reviewers, their tokens, and what they have decided.

    The review itself happens on the web: rakor serve --internal

    \b
    rakor review account ratna
    rakor review export data/gold/reviewed
    """


@command.command("account")
@data_option
@click.argument("name")
@click.option("--role", type=click.Choice(["reader", "reviewer"]), default="reviewer",
              show_default=True, help="A reader sees full texts; a reviewer decides.")  # fmt: skip
@click.option("--close", is_flag=True, help="End the account, its sessions and tokens.")
def account(data: Path, name: str, role: str, close: bool) -> None:
    """Make an account, or give it a new password."""
    from pipelines.signin import AccountError, close_account, save_account

    try:
        if close:
            close_account(data, name)
            click.echo(f"{name} can no longer sign in")
            return
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        save_account(data, name, role, password)
    except AccountError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{name} can sign in as {role}: rakor serve --internal")


@command.command("accounts")
@data_option
def accounts(data: Path) -> None:
    """Who may sign in."""
    from pipelines.signin import list_accounts

    for row in list_accounts(data):
        closed = f", closed {row['closed'][:10]}" if row["closed"] else ""
        click.echo(f"{row['name']:20} {row['role']:9} since {row['since'][:10]}{closed}")


@command.command("token")
@data_option
@click.argument("name")
@click.option("--for", "purpose", default="script", show_default=True, help="What it is for.")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True)
@click.option("--revoke", is_flag=True, help="End all tokens of the account.")
def token(data: Path, name: str, purpose: str, days: int, revoke: bool) -> None:
    """A token for scripts, shown this once."""
    from pipelines.signin import AccountError, make_token, revoke_tokens

    if revoke:
        click.echo(f"{revoke_tokens(data, name)} tokens of {name} ended")
        return
    try:
        click.echo(make_token(data, name, purpose, days=days))
    except AccountError as error:
        raise click.UsageError(str(error)) from error


@command.command("apply")
@data_option
def apply(data: Path) -> None:
    """Write what was decided into the working database; `rakor publish` does so too."""
    from pipelines.review import apply_reviews
    from pipelines.store import writer_lock

    with writer_lock(data):
        found = apply_reviews(data)
    click.echo(f"{len(found.decisions)} rows decided, {len(found.orphans)} reviews orphaned")
    for review, why in found.orphans:
        click.echo(f"  {review.action} of {review.kind} {review.anchor.fact}: {why}")


@command.command("export")
@data_option
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(data: Path, folder: Path) -> None:
    """Documents that were reviewed whole, as gold for `rakor evaluate`."""
    from pipelines.gold import export_gold

    written = export_gold(data, folder)
    click.echo(f"{len(written)} documents written to {folder}")
