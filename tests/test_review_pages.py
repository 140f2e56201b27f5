"""The inside over real HTTP: nobody without signing in, no foreign form, no token misused."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from pipelines import signin
from pipelines.publish import publish
from pipelines.review import load_reviews
from pipelines.review_pages import BEFORE, MOST_BYTES, SESSION
from pipelines.serve import internal_application
from tests.test_review import TEXT, WRONG, accuse, facts, figure, night

PASSWORD = "kuda-laut-tujuh-belas"


@contextmanager
def inside(data: Path) -> Iterator[str]:
    """The address of a real server with the inside of a data folder."""
    config = uvicorn.Config(internal_application(data), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published folder with two figures, one finding, a reviewer and a reader."""
    data = tmp_path_factory.mktemp("dalam")
    night(
        data, TEXT, figure(TEXT, "14,41 persen", WRONG),
        figure(TEXT, "3,2 persen", 3.2, indicator="unemployment_rate"),
    )  # fmt: skip
    accuse(data, "a" * 16, facts(data)[0][0], "Tertulis 14,41 persen, resmi 14,14 persen.")
    publish(data)
    signin.save_account(data, "ratna", "reviewer", PASSWORD)
    signin.save_account(data, "budi", "reader", PASSWORD)
    return data


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    """The inside of that folder, served."""
    with inside(data) as url:
        yield url


@pytest.fixture
def browser(address: str) -> Iterator[httpx.Client]:
    """A fresh client that keeps cookies and follows nothing by itself."""
    with httpx.Client(base_url=address) as client:
        yield client


def form_token(page: httpx.Response) -> str:
    found = re.search(r'name="token" value="([0-9a-f]+)"', page.text)
    assert found is not None
    return found[1]


def enter(client: httpx.Client, name: str = "ratna", password: str = PASSWORD) -> httpx.Response:
    """Sign in as a browser does."""
    token = form_token(client.get("/masuk"))
    return client.post("/masuk", data={"nama": name, "sandi": password, "token": token})


def test_nobody_sees_anything_without_signing_in(browser: httpx.Client, data: Path) -> None:
    fact = facts(data)[0][0]
    for path in ("/", "/periksa", f"/periksa/figures/{fact}", "/public.db", "/public/pernyataan",
                 f"/pernyataan/{fact}", "/periksa/berikut", "/-/versions.json"):  # fmt: skip
        answer = browser.get(path)
        assert (answer.status_code, answer.headers["location"][:10]) == (303, "/masuk?ke="), path
        assert "14,41" not in answer.text
    assert browser.get("/api/periksa").status_code == 401
    assert browser.post(f"/periksa/figures/{fact}", data={"action": "accept"}).status_code == 401
    assert browser.get("/aset/rakor.css").status_code == 200


def test_sign_in_shows_queue_and_full_text(browser: httpx.Client, data: Path) -> None:
    answer = enter(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/periksa")
    cookie = next(h for h in answer.headers.get_list("set-cookie") if h.startswith(SESSION))
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    queue = browser.get("/periksa").text
    assert queue.index("resmi 14,14") < queue.index("3,2 persen")  # what accuses comes first
    page = browser.get(f"/periksa/figures/{facts(data)[0][0]}")
    assert '<mark class="tanya" data-tanya>14,41 persen</mark>' in page.text
    assert "pelatihan kerja bagi pemuda" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert browser.get("/").headers["cache-control"] == "private, no-store"


def test_the_session_id_is_not_the_one_that_was_planted(browser: httpx.Client) -> None:
    enter(browser)
    planted = browser.cookies[SESSION]
    enter(browser)
    assert browser.cookies[SESSION] != planted
    browser.cookies.clear()
    browser.cookies.set(SESSION, planted)
    assert browser.get("/periksa").status_code == 303


def test_signing_in_needs_our_own_form(browser: httpx.Client) -> None:
    good = {"nama": "ratna", "sandi": PASSWORD}
    assert browser.post("/masuk", data=good).status_code == 403
    token = form_token(browser.get("/masuk"))
    browser.cookies.delete(BEFORE)
    assert browser.post("/masuk", data=good | {"token": token}).status_code == 403
    token = form_token(browser.get("/masuk"))
    elsewhere = {"origin": "https://jahat.example"}
    answer = browser.post("/masuk", data=good | {"token": token}, headers=elsewhere)
    assert answer.status_code == 403
    assert SESSION not in browser.cookies


FOREIGN = [
    ({}, {}),
    ({"token": "0" * 64}, {}),
    ({"token": "own"}, {"origin": "https://jahat.example"}),
    ({"token": "own"}, {"origin": "null"}),
    ({"token": "own"}, {"sec-fetch-site": "cross-site"}),
]


@pytest.mark.parametrize(("form", "headers"), FOREIGN, ids=[str(n) for n in range(len(FOREIGN))])
def test_forms_from_elsewhere_change_nothing(
    browser: httpx.Client, data: Path, form: dict[str, str], headers: dict[str, str]
) -> None:
    enter(browser)
    page = f"/periksa/figures/{facts(data)[0][0]}"
    token = form_token(browser.get(page))
    sent = form | {"action": "reject", "reason": "palsu"}
    sent["token"] = token if form.get("token") == "own" else form.get("token", "")
    before = len(load_reviews(data))
    assert browser.post(page, data=sent, headers=headers).status_code == 403
    assert browser.post("/keluar", data={"token": "x"}).status_code == 403
    assert len(load_reviews(data)) == before


@pytest.mark.parametrize("target", ["//jahat.example", "https://jahat.example", "/\\jahat.example"])
def test_signing_in_never_leads_elsewhere(browser: httpx.Client, target: str) -> None:
    token = form_token(browser.get("/masuk", params={"ke": target}))
    sent = {"nama": "ratna", "sandi": PASSWORD, "token": token, "ke": target}
    assert browser.post("/masuk", data=sent).headers["location"] == "/periksa"


def test_signing_out_ends_the_session(browser: httpx.Client) -> None:
    enter(browser)
    kept = browser.cookies[SESSION]
    token = form_token(browser.get("/periksa"))
    assert browser.post("/keluar", data={"token": token}).status_code == 303
    browser.cookies.clear()
    browser.cookies.set(SESSION, kept)
    assert browser.get("/periksa").status_code == 303


def test_a_reader_reads_and_does_not_decide(browser: httpx.Client, data: Path) -> None:
    enter(browser, "budi")
    page = f"/periksa/figures/{facts(data)[0][0]}"
    assert "data-tombol" not in browser.get(page).text
    token = form_token(browser.get("/periksa"))
    assert browser.post(page, data={"action": "accept", "token": token}).status_code == 403


def test_wrong_passwords_are_locked_out(browser: httpx.Client, data: Path) -> None:
    signin.save_account(data, "wati", "reader", PASSWORD)
    found = [enter(browser, "wati", "tebakan-yang-salah").status_code for _ in range(6)]
    assert found == [403] * 5 + [429]
    assert enter(browser, "wati").status_code == 429


def test_tokens_for_scripts(browser: httpx.Client, data: Path) -> None:
    fact = facts(data)[1][0]
    writer = {"authorization": f"Bearer {signin.make_token(data, 'ratna', 'uji')}"}
    reader = {"authorization": f"Bearer {signin.make_token(data, 'budi', 'uji')}"}
    items = browser.get("/api/periksa", headers=reader).json()["items"]
    assert items[0]["kind"] == "findings"
    body = {"action": "correct", "changes": {"value": 3.3}, "reason": "lihat naskah"}
    path = f"/api/periksa/figures/{fact}"
    assert browser.post(path, json=body, headers=reader).status_code == 403
    assert browser.post(path, json={"action": "correct"}, headers=writer).status_code == 422
    assert browser.post(path, content=b"[1]", headers=writer).status_code == 400
    assert browser.post(path, json=body, headers=writer).json() == {"ok": True}
    assert load_reviews(data)[-1].changes == {"value": 3.3}


def test_tokens_are_no_sessions_and_stand_in_no_address(browser: httpx.Client, data: Path) -> None:
    token = signin.make_token(data, "ratna", "uji")
    assert browser.get("/periksa", params={"token": token}).status_code == 303
    browser.cookies.set(SESSION, token)
    assert browser.get("/periksa").status_code == 303
    browser.cookies.clear()
    enter(browser)
    cookie = browser.cookies[SESSION]
    for wrong in (f"Bearer {cookie}", f"Basic {token}", f"Bearer {token}x", "Bearer", token):
        assert browser.get("/api/periksa", headers={"authorization": wrong}).status_code == 401


def test_a_signed_in_script_in_the_browser_needs_the_form_token(
    browser: httpx.Client, data: Path
) -> None:
    enter(browser)
    path = f"/api/periksa/figures/{facts(data)[1][0]}"
    assert browser.post(path, json={"action": "accept"}).status_code == 403


def test_odd_requests(browser: httpx.Client) -> None:
    assert browser.post("/masuk", content=b"x" * (MOST_BYTES + 1)).status_code == 413
    assert browser.get("/masuk", headers={"cookie": "a=b;;==; \x01"}).status_code in (200, 400)
    enter(browser)
    assert browser.get("/periksa/figures/tidak-ada").status_code == 404
    assert browser.get("/periksa/sqlite_master/1").status_code == 404
    assert browser.put("/periksa").status_code == 405
    assert browser.post("/public").status_code == 405
