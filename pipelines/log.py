"""What a long command says while it works: bars on a terminal, else lines, plain or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

from extract.terminal import printable

if TYPE_CHECKING:
    from rich.progress import Progress

Advance = Callable[[int], None]


@dataclass(slots=True)
class Log:
    """Where lines go and how: `form` is "bars", "plain" or "json".

    `context` stands in every JSON line, as the number of the run does.
    """

    form: str = "plain"
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    context: dict[str, Any] = field(default_factory=dict)
    _bars: Progress | None = None

    def line(self, stage: str, message: str, **more: Any) -> None:
        """One event of a stage; `more` stands in JSON lines only. What is private is masked.

        `level` is "debug", "info" (where none is given), "warning" or "error"; what is "debug" is
        for JSON lines only.
        """
        from pipelines.masking import mask

        message = mask(message)
        now = datetime.now(UTC).astimezone()
        if self.form == "json":
            event = {"time": now.isoformat(timespec="seconds"), "level": "info", **self.context}
            event |= {"stage": stage, "message": message} | more
            text = json.dumps(event, ensure_ascii=False, default=str)
        elif more.get("level") == "debug":
            return
        else:
            text = f"{now:%H:%M:%S} {stage:9} {message}"
        text = printable(text)
        if self._bars is not None:
            self._bars.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            print(text, file=self.stream, flush=True)

    @contextmanager
    def bar(self, stage: str, total: int | None) -> Iterator[Advance]:
        """A bar over `total` steps; where there is no terminal, nothing is shown."""
        if self.form != "bars":
            yield lambda steps: None
            return
        with self._progress() as bars:
            task = bars.add_task(stage, total=total)
            yield lambda steps: bars.update(task, advance=steps)

    @contextmanager
    def _progress(self) -> Iterator[Progress]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
        from rich.progress import TimeElapsedColumn as Elapsed

        columns = (TextColumn("{task.description:9}"), BarColumn(), MofNCompleteColumn(), Elapsed())
        console = Console(file=self.stream)
        with Progress(*columns, console=console, transient=True) as bars:
            self._bars = bars
            try:
                yield bars
            finally:
                self._bars = None


def make_log(form: str | None = None) -> Log:
    """The log for this process: as wanted, else bars where standard error is a terminal."""
    return Log(form or ("bars" if sys.stderr.isatty() else "plain"))
