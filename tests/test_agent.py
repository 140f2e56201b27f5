"""Real sites are asked only by somebody whom they can write to."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from scraper.agent import ContactError, check_contact, is_real, user_agent
from tests.newsroom import write_table

GOOD = [
    ("https://warta.id/bot", "(+https://warta.id/bot)"),
    ("http://warta.id", "(+http://warta.id)"),
    (" redaksi@warta.id ", "(+mailto:redaksi@warta.id)"),
    ("mailto:redaksi@warta.id", "(+mailto:redaksi@warta.id)"),
]
BAD = [
    "redaksi",
    "warta.id/bot",
    "https://warta.id/bot (kami)",
    "a@b.id\r\nCookie: x",
    "https://warta.id/\u00e9",
    "redaksi@rakor.example",
    "https://example.com/bot",
]


@pytest.mark.parametrize(("contact", "shown"), GOOD, ids=[c for c, _ in GOOD])
def test_contact_is_shown(contact: str, shown: str) -> None:
    assert user_agent(contact) == f"RakorBot/0.1 {shown}"


@pytest.mark.parametrize("contact", BAD)
def test_contact_that_reaches_nobody(contact: str) -> None:
    with pytest.raises(ContactError, match="correct --contact or RAKOR_CONTACT"):
        user_agent(contact)


REAL = [
    "https://warta.id/feed",
    "http://8.8.8.8/",
    "http://localhost.id/",
    "https://contohexample/",
]
OURS = [
    "http://127.0.0.1:8000/feed",
    "http://[::1]/",
    "http://localhost:80/",
    "http://10.0.0.1/",
    "https://warta.example/",
    "https://WARTA.Invalid./",
    "https://a.b.test/",
    "https://example.com/",
    "bukan alamat",
]


@pytest.mark.parametrize("url", REAL)
def test_somebody_else_s_address(url: str) -> None:
    assert is_real(url)
    with pytest.raises(ContactError, match="no contact is set"):
        check_contact(None, ["http://127.0.0.1/", url])
    check_contact("redaksi@warta.id", [url])


@pytest.mark.parametrize("url", OURS)
def test_nobody_else_s_address(url: str) -> None:
    assert not is_real(url)
    check_contact(None, [url])


ENTRY = """[[source]]
id = "warta"
name = "Warta"
kind = "news"
homepage = "https://warta.id/"
region = "16.04"
state = "active"

[[source.listing]]
kind = "feed"
url = "https://warta.id/feed"
"""
COMMANDS = [
    ("run", "--sources", "TABLE"),
    ("scrape", "--sources", "TABLE"),
    ("run", "--sources", "TABLE", "--allow-loopback"),
    ("sources", "try", "warta", "--sources", "TABLE"),
    ("sources", "sample", "https://warta.id/"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=[" ".join(c[:2]) for c in COMMANDS])
def test_no_real_site_is_asked_without_a_contact(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RAKOR_CONTACT", raising=False)
    table = str(write_table(tmp_path, ENTRY))
    given = [table if word == "TABLE" else word for word in words]
    found = CliRunner().invoke(main, [*given, "--data", str(tmp_path / "data")])
    assert found.exit_code == 2
    assert found.stderr.count("\n") == 1
    assert "warta.id would be asked, and no contact is set" in found.stderr
    assert not (tmp_path / "data").exists()


def test_the_environment_names_the_contact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAKOR_CONTACT", "kami")
    table = str(write_table(tmp_path, ENTRY.replace("warta.id", "warta.example")))
    found = CliRunner().invoke(main, ["run", "--sources", table, "--data", str(tmp_path / "data")])
    assert found.exit_code == 2
    assert "contact 'kami' is no web page and no mail address" in found.stderr


def test_sources_that_are_left_alone_need_no_contact(tmp_path: Path) -> None:
    table = str(write_table(tmp_path, ENTRY.replace('"active"', '"untried"')))
    found = CliRunner().invoke(
        main, ["scrape", "--sources", table, "--data", str(tmp_path / "data")]
    )
    assert found.exit_code == 0
