"""What a night has learnt of hosts and addresses, so that a run begun again asks no more of them.

A night is the twelve hours from the first request that gave nothing, or from when a host was left
alone. The rules themselves are the fetcher's; whoever has a database keeps what is told here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

NIGHT = timedelta(hours=12)
# A Retry-After beyond this is a mistake of the server's, not a wish.
LONGEST = timedelta(days=30)
# "host": its robots.txt cannot be had; "breaker": it failed too often, or asked for a pause.
ClosedKind = Literal["host", "breaker"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Requests of this night for an address that gave nothing, and the moment of the last one."""

    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Closed:
    """A host that is left alone until a moment, and why."""

    kind: ClosedKind
    until: datetime
    reason: str


def _forget(*_: object) -> None:
    """For a fetcher that lives and dies alone."""


@dataclass(frozen=True, slots=True)
class Tonight:
    """What earlier runs of this night have learnt, and whom to tell what this one learns.

    `asked` is by address, `closed` by host as `host_name` writes it. `on_ask` is told an address
    and the moment before its request leaves, `on_answer` the address that gave something after
    all, `on_close` a host that is left alone from now on.
    """

    asked: Mapping[str, Asked] = field(default_factory=dict)
    closed: Mapping[str, Closed] = field(default_factory=dict)
    on_ask: Callable[[str, datetime], None] = _forget
    on_answer: Callable[[str], None] = _forget
    on_close: Callable[[str, Closed], None] = _forget


def host_name(url: str) -> str:
    """Name and port of an http or https address: what is left alone is left alone as a whole.

    >>> host_name("https://contoh.example/a"), host_name("http://contoh.example:8080/")
    ('contoh.example:443', 'contoh.example:8080')
    """
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
