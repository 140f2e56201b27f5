"""Who is let in, and who is not: brute force, fixation, forged and stale sessions, tokens."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from pipelines import signin
from pipelines.signin import AccountError, LockedOut, SignInError

PASSWORD = "kuda-laut-tujuh-belas"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # for tests that try often
NOW = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one reviewer."""
    signin.save_account(tmp_path, "ratna", "reviewer", PASSWORD, hasher=CHEAP)
    return tmp_path


def enter(data: Path, password: str = PASSWORD, *, address: str = "10.0.0.1", now: datetime = NOW,
          name: str = "ratna", old: str | None = None) -> str:  # fmt: skip
    return signin.sign_in(data, name, password, address=address, now=now, old=old, hasher=CHEAP)


def test_sign_in_and_out(data: Path) -> None:
    cookie = enter(data)
    person = signin.session_person(data, cookie, now=NOW)
    assert person is not None
    assert (person.name, person.role, person.reviews) == ("ratna", "reviewer", True)
    signin.sign_out(data, cookie)
    assert signin.session_person(data, cookie, now=NOW) is None


def test_nothing_secret_stands_in_the_file(data: Path) -> None:
    cookie = enter(data)
    token = signin.make_token(data, "ratna", "skrip", now=NOW)
    identity = signin.unsign(data, cookie)
    with closing(sqlite3.connect(data / "reviews.db")) as db:
        dump = "\n".join(db.iterdump())
    for secret in (PASSWORD, token, cookie, str(identity)):
        assert secret not in dump
    assert (data / "reviews.db").stat().st_mode & 0o077 == 0
    assert (data / signin.KEY_FILE).stat().st_mode & 0o077 == 0


def kept(data: Path) -> str:
    """The password of the reviewer as it stands in the file."""
    with closing(sqlite3.connect(data / "reviews.db")) as db:
        found = db.execute("SELECT password FROM accounts WHERE name = 'ratna'").fetchone()[0]
        return str(found)


def test_one_password_is_kept_differently_each_time() -> None:
    one, other = signin.hash_password(PASSWORD), signin.hash_password(PASSWORD)
    assert one != other
    assert signin.fits(PASSWORD, one)
    assert not signin.fits(PASSWORD + "x", one)
    assert not signin.is_outdated(one)


def test_passwords_are_argon2id_at_no_less_than_the_library_gives() -> None:
    found, given = signin.HASHER, PasswordHasher()
    assert signin.hash_password(PASSWORD).startswith("$argon2id$v=19$")
    assert (found.memory_cost, found.time_cost) >= (given.memory_cost, given.time_cost)
    assert found.memory_cost * found.time_cost >= 19 * 1024 * 2  # OWASP's least


# Made with hashlib.scrypt from PASSWORD, as accounts kept it before.
SCRYPT = "scrypt$15$8$3$cmFrb3ItcmFrb3ItcmFrbw==$OffhaxBhuHUh6+PviKZFNkxZXsvveRSgAgW6oFizc/A="


def keep(data: Path, password: str) -> None:
    """Let the reviewer's password be kept as it was by an older version."""
    with closing(sqlite3.connect(data / "reviews.db")) as db, db:
        db.execute("UPDATE accounts SET password = ? WHERE name = 'ratna'", [password])


def test_an_older_hash_lets_in_once_more_and_is_made_anew(data: Path) -> None:
    keep(data, SCRYPT)
    with pytest.raises(SignInError):
        enter(data, "salah-salah-salah")
    assert kept(data) == SCRYPT
    assert enter(data)
    assert kept(data).startswith("$argon2id$")
    assert signin.fits(PASSWORD, kept(data))
    assert enter(data)


def test_a_cheaper_hash_is_made_anew_and_a_good_one_stays(data: Path) -> None:
    keep(data, signin.hash_password(PASSWORD, PasswordHasher(1, 16, 1, salt_len=8)))
    enter(data)
    good = kept(data)
    assert not signin.is_outdated(good, CHEAP)
    enter(data)
    assert kept(data) == good


@pytest.mark.parametrize("broken", ["", "x", "$argon2id$v=19$m=8,t=1,p=1$AAAA$", "plain"])
def test_a_damaged_hash_lets_nobody_in(data: Path, broken: str) -> None:
    keep(data, broken)
    for password in (PASSWORD, broken):
        with pytest.raises(SignInError):
            enter(data, password)


BAD = [
    ("Ratna", "reviewer", PASSWORD),
    ("r", "reviewer", PASSWORD),
    ("ratna'--", "reviewer", PASSWORD),
    ("ratna", "admin", PASSWORD),
    ("ratna", "reader", "pendek"),
    ("ratna", "reader", "ratna-dan-kawan-kawan"),
    ("ratna", "reader", "x" * 201),
]


@pytest.mark.parametrize(("name", "role", "password"), BAD, ids=[f"{n}-{r}" for n, r, _ in BAD])
def test_accounts_that_cannot_be(tmp_path: Path, name: str, role: str, password: str) -> None:
    with pytest.raises(AccountError):
        signin.save_account(tmp_path, name, role, password)


@pytest.mark.parametrize("name", ["ratna", "siapa", "' OR 1=1 --"])
def test_wrong_names_and_passwords_say_the_same(data: Path, name: str) -> None:
    with pytest.raises(SignInError, match="name and password do not fit"):
        enter(data, "salah-salah-salah", name=name)


def test_brute_force_waits_even_with_the_right_password(data: Path) -> None:
    for n in range(signin.FAILURES):
        with pytest.raises(SignInError):
            enter(data, f"tebakan-nomor-{n}", address=f"10.0.0.{n}")
    with pytest.raises(LockedOut):
        enter(data, address="10.0.9.9")
    later = NOW + signin.WINDOW + timedelta(seconds=1)
    assert enter(data, now=later)


def test_many_guesses_at_once_are_counted_each(data: Path) -> None:
    def guess(n: int) -> str:
        try:
            enter(data, f"tebakan-nomor-{n}")
        except (SignInError, LockedOut) as error:
            return type(error).__name__
        return "in"

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(guess, range(12)))
    assert found.count("SignInError") == signin.FAILURES
    assert found.count("LockedOut") == 12 - signin.FAILURES


def test_one_address_cannot_try_all_accounts(data: Path) -> None:
    seen = []
    for n in range(signin.FAILURES_OF_ADDRESS + 1):
        with pytest.raises((SignInError, LockedOut)) as caught:
            enter(data, "tebakan-yang-sama", name=f"akun{n}")
        seen.append(caught.type)
    assert seen[-1] is LockedOut


def test_a_success_forgets_the_failures(data: Path) -> None:
    for _ in range(signin.FAILURES - 1):
        with pytest.raises(SignInError):
            enter(data, "salah-salah-salah")
    enter(data)
    with pytest.raises(SignInError):
        enter(data, "salah-salah-salah")
    assert enter(data)


def test_the_session_is_new_at_every_sign_in(data: Path) -> None:
    planted = enter(data)
    fresh = enter(data, old=planted)
    assert fresh != planted
    assert signin.session_person(data, planted, now=NOW) is None
    assert signin.session_person(data, fresh, now=NOW) is not None


def test_forged_and_changed_cookies(data: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    cookie = enter(data)
    value, _, signature = cookie.rpartition(".")
    other = tmp_path_factory.mktemp("lain")
    signed_elsewhere = signin.sign(other, str(signin.unsign(data, cookie)))
    unknown = signin.sign(data, "id-yang-tidak-pernah-dibuat")
    for bad in ("", "x", value, f"{value}x.{signature}", signed_elsewhere, unknown):
        assert signin.session_person(data, bad, now=NOW) is None


def test_sessions_end_when_idle_and_when_old(data: Path) -> None:
    cookie = enter(data)
    assert signin.session_person(data, cookie, now=NOW + signin.IDLE + timedelta(minutes=1)) is None
    moment = NOW
    while moment < NOW + signin.LONGEST_SESSION - timedelta(hours=1):
        moment += timedelta(hours=1)
        assert signin.session_person(data, cookie, now=moment) is not None
    end = NOW + signin.LONGEST_SESSION + timedelta(minutes=1)
    assert signin.session_person(data, cookie, now=end) is None


def test_a_new_password_ends_sessions_and_a_closed_account_everything(data: Path) -> None:
    cookie = enter(data)
    signin.save_account(data, "ratna", "reviewer", PASSWORD + "-baru", hasher=CHEAP)
    assert signin.session_person(data, cookie, now=NOW) is None
    cookie = enter(data, PASSWORD + "-baru")
    token = signin.make_token(data, "ratna", "skrip", now=NOW)
    signin.close_account(data, "ratna")
    assert signin.session_person(data, cookie, now=NOW) is None
    assert signin.token_person(data, token, now=NOW) is None
    with pytest.raises(SignInError):
        enter(data, PASSWORD + "-baru")


def test_tokens_end_and_are_revoked(data: Path) -> None:
    token = signin.make_token(data, "ratna", "skrip", days=1, now=NOW)
    person = signin.token_person(data, token, now=NOW)
    assert person is not None
    assert person.session is None
    assert signin.token_person(data, token, now=NOW + timedelta(days=2)) is None
    assert signin.token_person(data, token[:-1], now=NOW) is None
    assert signin.token_person(data, "", now=NOW) is None
    assert signin.session_person(data, token, now=NOW) is None  # a token is no session
    assert signin.token_person(data, enter(data), now=NOW) is None  # and a session no token
    assert signin.revoke_tokens(data, "ratna") == 1
    assert signin.token_person(data, token, now=NOW) is None


def test_a_form_belongs_to_one_session(data: Path) -> None:
    one, other = (signin.unsign(data, enter(data)) for _ in range(2))
    assert one is not None
    assert signin.is_own_form(data, one, signin.form_token(data, one))
    assert not signin.is_own_form(data, other, signin.form_token(data, one))
    assert not signin.is_own_form(data, None, "")
