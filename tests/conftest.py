"""Fixtures that every test file may use."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def missing(what: str) -> None:
    """Skip a test for a user who lacks something; fail where everything must be there."""
    if os.environ.get("RAKOR_STRICT") == "1":
        pytest.fail(f"{what} is missing, and RAKOR_STRICT=1 forbids to skip")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data beside the checkout."""
    folder = Path(os.environ.get("RAKOR_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        missing("the folder ../shared with measuring data")
    return folder


@pytest.fixture(scope="session")
def tool():  # type: ignore[no-untyped-def]
    """A function that finds a system program by name, or skips the test."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            missing(f"the program {name}")
        return str(path)

    return find
