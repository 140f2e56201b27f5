"""Words of others on a terminal or in a log: they are shown, and never command the terminal."""

from __future__ import annotations

import re

# Control characters of ASCII and Latin-1 (escape sequences begin with one), line ends that only
# some programs know, and marks that turn the direction of writing so that a line reads otherwise.
_COMMANDING = "\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069"
_ANYWHERE = re.compile(f"[{_COMMANDING}]")
_IN_LINES = re.compile(rf"(?!\n)[{_COMMANDING}]")


def printable(text: str, *, lines: bool = False) -> str:
    r"""The text with what commands a terminal written out; with `lines` line ends stay.

    >>> printable("judul\x1b[2J\n12:00:00 done")
    'judul\\u001b[2J\\u000a12:00:00 done'
    """
    return (_IN_LINES if lines else _ANYWHERE).sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"  # as JSON writes it, so that a line of JSON stays one
