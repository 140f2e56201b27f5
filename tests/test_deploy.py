"""The service files are valid, hardened, and call commands that there are."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from pipelines.cli import main
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "deploy"
SERVICES = sorted(FOLDER.glob("*.service"))
# What `systemd-analyze security` calls exposure: 0 is nothing, 10 is everything; "OK" ends at 5.
MOST_EXPOSED = 3.0


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The files with a program that is there, because verify looks for it."""
    for path in (*SERVICES, *FOLDER.glob("*.timer")):
        text = path.read_text("utf-8").replace("/opt/rakor/bin/rakor", str(shutil.which("true")))
        (tmp_path / path.name).write_text(text, "utf-8")
    return tmp_path


def test_units_are_valid(tool, units: Path) -> None:  # type: ignore[no-untyped-def]
    paths = sorted(map(str, units.iterdir()))
    command = [tool("systemd-analyze"), "verify", "--man=no", *paths]
    told = subprocess.run(command, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("path", SERVICES, ids=[path.name for path in SERVICES])
def test_units_are_hardened(tool, units: Path, path: Path) -> None:  # type: ignore[no-untyped-def]
    command = [tool("systemd-analyze"), "security", "--offline=true", str(units / path.name)]
    told = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"exposure level for \S+: ([\d.]+)", told.stdout)
    assert found is not None, told.stdout + told.stderr
    assert float(found[1]) <= MOST_EXPOSED


@pytest.mark.parametrize("path", SERVICES, ids=[path.name for path in SERVICES])
def test_units_call_commands_with_options_that_exist(path: Path) -> None:
    found = re.search(r"^ExecStart=/opt/rakor/bin/rakor (.+)$", path.read_text("utf-8"), re.M)
    assert found is not None
    name, *arguments = shlex.split(found[1])
    context = main.make_context("rakor", [name, *arguments], resilient_parsing=True)
    command = main.get_command(context, name)
    assert command is not None
    options = {option for one in command.params for option in one.opts}
    assert {word for word in arguments if word.startswith("--")} <= options


def test_the_container_says_that_it_was_not_built() -> None:
    text = (FOLDER / "Containerfile").read_text("utf-8")
    assert "NOT BUILT HERE" in text
    for copied in re.findall(r"^COPY (.+) \S+$", text, re.M):
        assert all((ROOT / name).exists() for name in copied.split())
    assert "--require-hashes" in text
