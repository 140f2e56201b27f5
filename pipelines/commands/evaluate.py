"""`rakor evaluate`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click


@click.command("evaluate")
@click.argument(
    "folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="[GOLD]...",
)  # fmt: skip
@click.option("--errors", is_flag=True, help="List what was missed, spurious or wrong.")
@click.option("--json", "as_json", is_flag=True, help="The table as JSON.")
@click.option("--pin", "pin_floors", is_flag=True, help="Write the scores down as floors.")
@click.option("--lower", is_flag=True, help="With --pin: let floors go down.")
@click.option(
    "--floors",
    "floors_file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("data/gold/floors.json"),
    show_default=True,
    help="File of the pinned floors.",
)
@click.pass_context
def command(
    ctx: click.Context,
    folders: tuple[Path, ...],
    errors: bool,
    as_json: bool,
    pin_floors: bool,
    lower: bool,
    floors_file: Path,
) -> None:
    """Precision, recall and F1 against gold and its floors.

    Without GOLD every folder beside the floors is measured. A folder that was pinned fails when a
    score falls below its floor or when its gold is not the one that was pinned; a folder that was
    not pinned is only measured.

    \b
    rakor evaluate                           all of data/gold
    rakor evaluate data/gold/dev --errors
    rakor evaluate --pin                     after an improvement
    """
    from pipelines.evaluate import gold_sets, load_floors, save_floors

    pinned = load_floors(floors_file)
    beside = tuple(gold_sets(floors_file.parent))
    if not folders and not beside:
        raise click.UsageError(f"{floors_file.parent}: no folders of gold in it; name some")
    faults: list[str] = []
    tables: dict[str, Any] = {}
    for folder in folders or beside:
        name = folder.resolve().name
        ours = folder.resolve().parent == floors_file.resolve().parent
        table, now = _measure(folder, errors, as_json)
        tables[name] = {metric: asdict(m) for metric, m in table.items()}
        if pin_floors and not ours:
            raise click.UsageError(f"{folder}: only sets beside {floors_file} are pinned")
        if pin_floors:
            _refuse_lower(name, pinned.get(name), now, lower)
            pinned[name] = now
        elif ours:
            faults += _faults(name, pinned.get(name), now)
    if as_json:
        click.echo(json.dumps(tables, indent=1))
    if pin_floors:
        save_floors(floors_file, pinned)
        click.echo(f"pinned in {floors_file}", err=True)
    for fault in faults:
        click.echo(f"rakor: {fault}", err=True)
    ctx.exit(1 if faults else 0)


def _measure(folder: Path, errors: bool, quiet: bool) -> tuple[Any, dict[str, Any]]:
    from extract.facts import extract_many, to_json
    from pipelines.evaluate import evaluate, load_gold, measure, pin, table_lines

    gold = load_gold([folder])
    extractions = extract_many(document.document() for document in gold)
    predictions = {x.document.id: to_json(x) for x in extractions}
    scores = evaluate(gold, predictions)
    table = measure(scores)
    for score in scores if errors else ():
        for line in score.errors:
            click.echo(line)
    if not quiet:
        click.echo(f"{folder}: ", nl=False)
        for line in table_lines(table, len(gold)):
            click.echo(line)
    return table, pin(gold, table)


def _faults(name: str, pinned: Any, now: dict[str, Any]) -> list[str]:
    from pipelines.evaluate import compare

    return [f"{name}: {fault}" for fault in compare(pinned, now)]


def _refuse_lower(name: str, pinned: Any, now: dict[str, Any], lower: bool) -> None:
    from pipelines.evaluate import lowered

    down = lowered(pinned, now)
    if down and not lower:
        raise click.UsageError(
            f"{name}: pinning would lower {len(down)} floors ({'; '.join(down[:5])}); "
            "say --lower if that is meant, and why in CHANGELOG.md"
        )
