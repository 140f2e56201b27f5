"""What is written about the program is true of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.indicators import load_indicators
from pipelines.cli import COMMANDS, main
from pipelines.helptext import help_text, with_help
from pipelines.schema import VIEWS
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def test_the_help_in_the_readme_is_the_help() -> None:
    assert with_help(README) == README, "run `make docs`"


def test_a_page_without_marks() -> None:
    with pytest.raises(ValueError, match="marks"):
        with_help("# Rakor")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_introduced(name: str) -> None:
    assert f"| `rakor {name}" in README


@pytest.mark.parametrize("name", load_indicators())
def test_every_indicator_is_listed(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_named(view: str) -> None:
    assert f"`{view}`" in README


def test_five_walks_for_newcomers() -> None:
    walks = re.findall(r"^### \d\. .+$", README, re.MULTILINE)
    assert len(walks) == 5


LINK = re.compile(r"\]\((?!https?:|#)([^)\s#]+)[^)]*\)")
NAMES = ("README.md", "data/README.md", "CHANGELOG.md", "docs/runbook.md")
PAGES = [ROOT / name for name in NAMES]


@pytest.mark.parametrize("page", PAGES, ids=[str(path.relative_to(ROOT)) for path in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text("utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


CODE = re.compile(r"`((?:extract|scraper|pipelines|tests|data)/[\w./-]+\.\w+)`")


@pytest.mark.parametrize("page", PAGES, ids=[str(path.relative_to(ROOT)) for path in PAGES])
def test_files_that_are_named_exist(page: Path) -> None:
    produced = ("data/rakor.db", "data/reviews.db")
    named = [name for name in CODE.findall(page.read_text("utf-8")) if name not in produced]
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_help_fits_a_terminal() -> None:
    assert max(map(len, help_text().splitlines())) <= 100


def test_the_changelog_has_the_present_version() -> None:
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    assert version is not None
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_example_in_the_readme(tmp_path: Path) -> None:
    """What the page shows of `rakor extract` is what it gives."""
    block = README.partition("$ cat berita.jsonl\n")[2].partition("```")[0]
    given, _, shown = block.partition("$ rakor extract berita.jsonl\n")
    path = tmp_path / "berita.jsonl"
    path.write_text(given.replace("\n ", " "), "utf-8")
    found = CliRunner().invoke(main, ["extract", str(path)])
    figure = json.loads(found.stdout)["figures"][0]
    told = json.loads(shown.partition('"figures": [')[2].partition(", …")[0] + "}")
    assert {name: figure[name] for name in told} == told
