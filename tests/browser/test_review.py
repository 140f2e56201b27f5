"""A reviewer signs in, corrects a figure with the keyboard, and the correction holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipelines import signin
from pipelines.publish import publish
from tests.test_review import (
    HOLDS,
    TEXT,
    VALUES,
    WRONG,
    accuse,
    facts,
    figure,
    new_layout,
    night,
    paragraph_above,
    public,
)
from tests.test_review_pages import PASSWORD, inside

ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A published folder with one wrong figure and one finding on another."""
    night(
        tmp_path, TEXT, figure(TEXT, "14,41 persen", WRONG, hedged=True),
        figure(TEXT, "3,2 persen", 3.2, indicator="unemployment_rate"),
    )  # fmt: skip
    accuse(tmp_path, "a" * 16, facts(tmp_path)[1][0], "Perlu diperiksa: 3,2 persen.", "implausible")
    publish(tmp_path)
    signin.save_account(tmp_path, "ratna", "reviewer", PASSWORD)
    return tmp_path


@pytest.fixture
def address(data: Path) -> Iterator[str]:
    """The inside of that folder, served."""
    with inside(data) as url:
        yield url


@pytest.fixture
def browser(address: str, tool: Callable[[str], str]) -> Iterator[Browser]:
    """The system's Chromium; after the site, for its driver keeps an event loop running."""
    path = tool("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS.split())
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A window whose console stays free of errors."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def enter(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
    page.get_by_label("Nama").fill("ratna")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("/masuk"))


def test_a_correction_with_the_keyboard_holds(page: Page, data: Path) -> None:
    enter(page)
    page.goto("/periksa")
    page.get_by_role("link", name="14,41 persen").click()
    expect(page.locator("mark.tanya")).to_have_text("14,41 persen")
    expect(page.locator("mark.tanya")).to_be_in_viewport()
    expect(page.locator("blockquote")).to_contain_text("kemiskinan Lahat 14,41 persen")
    page.keyboard.press("c")
    expect(page.get_by_label("indikator", exact=True)).to_be_focused()
    page.get_by_label("nilai", exact=True).fill("14,14")
    page.get_by_label("periode", exact=True).fill("2023")
    page.get_by_label("Alasan").fill("salah ketik di naskah")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("14,41")
    publish(data)
    assert public(data, VALUES) == HOLDS
    text = TEXT
    for n, change in enumerate((paragraph_above, new_layout)):
        changed, found = change(text if n == 0 else TEXT)
        night(data, changed, found, rules=str(n + 2))
        publish(data, accept_loss=True)
        assert public(data, VALUES) == HOLDS
    page.goto(f"/pernyataan/{public(data, 'SELECT id FROM pernyataan')[0][0]}")
    expect(page.get_by_text("salah ketik di naskah")).to_be_visible()


def test_accept_and_reject_with_one_key(page: Page, data: Path) -> None:
    enter(page)
    page.goto("/periksa/berikut")
    expect(page.get_by_role("heading", level=1)).to_contain_text("perlu diperiksa")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_contain_text("14,41 persen")
    page.keyboard.press("r")
    expect(page.get_by_label("Alasan")).to_be_focused()
    page.get_by_label("Alasan").fill("bukan angka kemiskinan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("3,2 persen")
    publish(data)
    assert public(data, VALUES) == []
    assert public(data, "SELECT id, review_state FROM findings") == [("a" * 16, "accepted")]


def test_signing_out(page: Page) -> None:
    enter(page)
    page.goto("/periksa")
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
    page.goto("/periksa")
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
