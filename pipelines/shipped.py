"""Where the data that ships with the program stands: in the wheel, or in the checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent / "data"


def shipped(name: str) -> Path:
    """The folder or file `name` of the data that ships: "samples", "reference" or
    "gold/floors.json".

    A wheel carries them as `pipelines/_data`, an editable checkout reads `data/`. Raises
    FileNotFoundError when neither has it.
    """
    packed = Path(str(files("pipelines"))) / "_data" / name
    for place in (packed, CHECKOUT / name):
        if place.exists():
            return place
    raise FileNotFoundError(
        f"{packed}: the data {name!r} that ships with rakor is missing; install rakor again"
    )
