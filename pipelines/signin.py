"""Who may read full texts and who may review: accounts, sessions, tokens for scripts.

Everything stands in `reviews.db` beside the reviews. Passwords are kept as argon2id hashes, session
ids and tokens as SHA-256 of 32 random bytes. A session's cookie is signed; its id is new at every
sign-in, so an id that somebody planted before is worth nothing after.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import re
import secrets
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from itsdangerous import BadSignature, URLSafeSerializer
from sqlite_utils import Database, Migrations

from pipelines import store
from pipelines.migrate import migrate
from pipelines.review import open_reviews

ROLES = ("reader", "reviewer")  # a reader sees full texts; a reviewer also decides
KEY_FILE = "reviews.key"
# argon2id as RFC 9106 has it where memory is short: 64 MiB, three passes, four lanes.
HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4, hash_len=32, salt_len=16)
AT_ONCE = threading.BoundedSemaphore(4)  # passwords checked together: 256 MiB at most
SCRYPT_MEMORY = 2**26  # bytes; of hashes that were kept before argon2
SHORTEST, LONGEST = 12, 200  # characters of a password
FAILURES = 5  # wrong passwords of one account within WINDOW; then it waits
FAILURES_OF_ADDRESS = 30  # of one address, whatever the account
WINDOW = timedelta(minutes=15)
IDLE = timedelta(hours=2)
LONGEST_SESSION = timedelta(hours=12)
TOKEN_PREFIX = "rakor_"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")

migrations = Migrations("rakor-accounts")


class AccountError(Exception):
    """An account that cannot be made or changed; the message says why."""


class SignInError(Exception):
    """Name and password do not fit. Says no more than that."""


class LockedOut(Exception):
    """Too many wrong passwords; the account or the address has to wait."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is asking. `session` is the id of a browser's session, None for a script's token."""

    name: str
    role: str
    session: str | None = None

    @property
    def reviews(self) -> bool:
        """Whether the person may decide."""
        return self.role == "reviewer"


@migrations()
def account_tables(db: Database) -> None:
    """Accounts, their sessions and tokens, and wrong passwords of the last minutes."""
    for statement in (
        """CREATE TABLE accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL,
            password TEXT NOT NULL, since TEXT NOT NULL, closed TEXT) STRICT""",
        """CREATE TABLE sessions (id TEXT PRIMARY KEY, account TEXT NOT NULL
            REFERENCES accounts(name), began TEXT NOT NULL, seen TEXT NOT NULL) STRICT""",
        """CREATE TABLE tokens (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE,
            account TEXT NOT NULL REFERENCES accounts(name), purpose TEXT NOT NULL,
            made TEXT NOT NULL, expires TEXT NOT NULL, revoked TEXT) STRICT""",
        """CREATE TABLE attempts (id INTEGER PRIMARY KEY, at TEXT NOT NULL,
            account TEXT NOT NULL, address TEXT NOT NULL) STRICT""",
        "CREATE INDEX attempts_account ON attempts(account, at)",
    ):
        db.execute(statement)


def _prepare(db: Database) -> Any:
    migrate(db, migrations)
    return db.conn


def _now(now: datetime | None) -> datetime:
    return now or datetime.now(UTC)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


# ---- passwords -----------------------------------------------------------------------------------


def hash_password(password: str, hasher: PasswordHasher = HASHER) -> str:
    """A password as it is kept: method, cost, salt and hash in one text."""
    with AT_ONCE:
        return hasher.hash(password)


def fits(password: str, kept: str, hasher: PasswordHasher = HASHER) -> bool:
    """Whether a password is the one that was kept, by argon2id or by the scrypt of older accounts.

    A text that is no hash fits nothing.
    """
    with AT_ONCE:
        if kept.startswith("scrypt$"):
            return _fits_scrypt(password, kept)
        try:
            return hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str, hasher: PasswordHasher = HASHER) -> bool:
    """Whether a kept password was hashed by another method, or more cheaply, than is done now."""
    return not kept.startswith("$argon2id$") or hasher.check_needs_rehash(kept)


def _fits_scrypt(password: str, kept: str) -> bool:
    _, cost, block, parallel, salt, wanted = kept.split("$")
    found = hashlib.scrypt(
        password.encode(), salt=base64.b64decode(salt), n=2 ** int(cost), r=int(block),
        p=int(parallel), maxmem=SCRYPT_MEMORY, dklen=32,
    )  # fmt: skip
    return hmac.compare_digest(found, base64.b64decode(wanted))


@cache
def _nobody(hasher: PasswordHasher) -> str:
    """What the password of an unknown name is held against, so that it takes as long."""
    return hasher.hash(secrets.token_urlsafe(16))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


# ---- accounts ------------------------------------------------------------------------------------


def save_account(
    data: Path, name: str, role: str, password: str, *, hasher: PasswordHasher = HASHER
) -> None:
    """Make an account, or give it another role and password; its sessions end.

    `hasher` is how the password is kept. Raises AccountError for a name, role or password that
    cannot be.
    """
    if not _NAME.fullmatch(name):
        raise AccountError(f"{name!r}: a name has 2 to 40 small letters, digits, dots or dashes")
    if role not in ROLES:
        raise AccountError(f"unknown role {role!r}; known are {', '.join(ROLES)}")
    if not SHORTEST <= len(password) <= LONGEST or name in password.lower():
        raise AccountError(f"a password has at least {SHORTEST} characters and not the name in it")
    with open_reviews(data) as db:
        kept = hash_password(password, hasher)
        row = {"name": name, "role": role, "password": kept, "closed": None}
        _prepare(db)
        known = db.conn.execute("SELECT since FROM accounts WHERE name = ?", [name]).fetchone()
        since = known[0] if known else _text(_now(None))
        store.save_row(db, "accounts", row | {"since": since}, "name")
        db.conn.execute("DELETE FROM sessions WHERE account = ?", [name])
        db.conn.execute("DELETE FROM attempts WHERE account = ?", [name])


def close_account(data: Path, name: str) -> None:
    """End an account, its sessions and its tokens; what it reviewed stays under its name."""
    with open_reviews(data) as db:
        conn = _prepare(db)
        moment = _text(_now(None))
        done = conn.execute("UPDATE accounts SET closed = ? WHERE name = ?", [moment, name])
        if done.rowcount == 0:
            raise AccountError(f"no account is called {name!r}")
        conn.execute("DELETE FROM sessions WHERE account = ?", [name])
        conn.execute(
            "UPDATE tokens SET revoked = ? WHERE account = ? AND revoked IS NULL", [moment, name]
        )


def list_accounts(data: Path) -> list[dict[str, Any]]:
    """Names, roles and since when; never a password."""
    with open_reviews(data) as db:
        _prepare(db)
        return store.rows(db, "SELECT name, role, since, closed FROM accounts ORDER BY name")


# ---- tokens --------------------------------------------------------------------------------------


def make_token(
    data: Path, name: str, purpose: str, *, days: int = 90, now: datetime | None = None
) -> str:
    """A new token of an account for scripts; shown this once, kept as a digest.

    Raises AccountError for an unknown or closed account.
    """
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    moment = _now(now)
    with open_reviews(data) as db:
        conn = _prepare(db)
        if _role(conn, name) is None:
            raise AccountError(f"no account is called {name!r}")
        conn.execute(
            "INSERT INTO tokens (digest, account, purpose, made, expires) VALUES (?, ?, ?, ?, ?)",
            [_digest(token), name, purpose, _text(moment), _text(moment + timedelta(days=days))],
        )
    return token


def revoke_tokens(data: Path, name: str) -> int:
    """End all tokens of an account; how many there were."""
    with open_reviews(data) as db:
        done = _prepare(db).execute(
            "UPDATE tokens SET revoked = ? WHERE account = ? AND revoked IS NULL",
            [_text(_now(None)), name],
        )
        return int(done.rowcount)


def _role(conn: Any, name: str) -> str | None:
    found = conn.execute(
        "SELECT role FROM accounts WHERE name = ? AND closed IS NULL", [name]
    ).fetchone()
    return str(found[0]) if found else None


def token_person(data: Path, token: str, *, now: datetime | None = None) -> Person | None:
    """Whose token this is, or None for an unknown, ended or revoked one."""
    if not token.startswith(TOKEN_PREFIX):
        return None
    with open_reviews(data) as db:
        found = (
            _prepare(db)
            .execute(
                "SELECT a.name, a.role FROM tokens t JOIN accounts a ON a.name = t.account "
                "WHERE t.digest = ? AND t.revoked IS NULL AND t.expires > ? AND a.closed IS NULL",
                [_digest(token), _text(_now(now))],
            )
            .fetchone()
        )
    return Person(*found) if found else None


# ---- sessions ------------------------------------------------------------------------------------


def sign_in(
    data: Path,
    name: str,
    password: str,
    *,
    address: str,
    old: str | None = None,
    now: datetime | None = None,
    hasher: PasswordHasher = HASHER,
) -> str:
    """The cookie of a new session. `old` is the cookie that came along; its session ends.

    A password that is kept by an older method, or more cheaply than `hasher` does, is hashed anew.
    Raises LockedOut after too many wrong passwords, right or wrong this one, and SignInError.
    """
    moment = _now(now)
    with open_reviews(data) as db:
        conn = _prepare(db)
        attempt = _note_attempt(conn, name, address, moment)
        kept = conn.execute(
            "SELECT password FROM accounts WHERE name = ? AND closed IS NULL", [name]
        ).fetchone()
        password = password[: LONGEST + 1]
        right = fits(password, kept[0] if kept else _nobody(hasher), hasher)
        if not (kept and right):
            raise SignInError("name and password do not fit")
        if is_outdated(kept[0], hasher):
            conn.execute(
                "UPDATE accounts SET password = ? WHERE name = ? AND password = ?",
                [hash_password(password, hasher), name, kept[0]],
            )
        conn.execute("DELETE FROM attempts WHERE id = ? OR account = ?", [attempt, name])
    if old is not None:
        sign_out(data, old)
    return _begin(data, name, moment)


def _note_attempt(conn: Any, name: str, address: str, moment: datetime) -> int:
    """Count an attempt before it is judged, so that many at once are not more than few.

    Raises LockedOut.
    """
    since = _text(moment - WINDOW)
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("DELETE FROM attempts WHERE at < ?", [since])
    of_account, of_address = (
        conn.execute(f"SELECT count(*) FROM attempts WHERE {column} = ?", [value]).fetchone()[0]
        for column, value in (("account", name), ("address", address))
    )
    if of_account >= FAILURES or of_address >= FAILURES_OF_ADDRESS:
        conn.execute("COMMIT")
        raise LockedOut(f"too many wrong passwords; wait {WINDOW.seconds // 60} minutes")
    cursor = conn.execute(
        "INSERT INTO attempts (at, account, address) VALUES (?, ?, ?)",
        [_text(moment), name, address],
    )
    conn.execute("COMMIT")
    return int(cursor.lastrowid)


def _begin(data: Path, name: str, moment: datetime) -> str:
    identity = secrets.token_urlsafe(32)
    with open_reviews(data) as db:
        conn = _prepare(db)
        conn.execute("DELETE FROM sessions WHERE began < ?", [_text(moment - LONGEST_SESSION)])
        conn.execute(
            "INSERT INTO sessions VALUES (?, ?, ?, ?)",
            [_digest(identity), name, _text(moment), _text(moment)],
        )
    return sign(data, identity)


def session_person(data: Path, cookie: str, *, now: datetime | None = None) -> Person | None:
    """Whose session a cookie is, or None for one that is forged, ended or too old."""
    identity, moment = unsign(data, cookie), _now(now)
    if identity is None:
        return None
    with open_reviews(data) as db:
        conn = _prepare(db)
        found = conn.execute(
            "SELECT a.name, a.role FROM sessions s JOIN accounts a ON a.name = s.account "
            "WHERE s.id = ? AND s.seen > ? AND s.began > ? AND a.closed IS NULL",
            [_digest(identity), _text(moment - IDLE), _text(moment - LONGEST_SESSION)],
        ).fetchone()
        if found:
            conn.execute(
                "UPDATE sessions SET seen = ? WHERE id = ?", [_text(moment), _digest(identity)]
            )
    return Person(found[0], found[1], identity) if found else None


def sign_out(data: Path, cookie: str) -> None:
    """End the session of a cookie."""
    identity = unsign(data, cookie)
    if identity is not None:
        with open_reviews(data) as db:
            _prepare(db).execute("DELETE FROM sessions WHERE id = ?", [_digest(identity)])


# ---- signatures ----------------------------------------------------------------------------------


def secret_key(data: Path) -> str:
    """The folder's own key, made at first use; only its owner may read it."""
    path = data / KEY_FILE
    if not path.exists():
        beside = path.with_suffix(f".{secrets.token_hex(4)}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):  # another process was first: its key holds
            os.link(beside, path)
        beside.unlink()
    return path.read_text(encoding="ascii")


def sign(data: Path, value: str) -> str:
    """A value that nobody else can make."""
    return str(URLSafeSerializer(secret_key(data), salt="rakor-session").dumps(value))


def unsign(data: Path, signed: str) -> str | None:
    """The value of a signed one, or None where the signature is not ours."""
    try:
        value = URLSafeSerializer(secret_key(data), salt="rakor-session").loads(signed)
    except BadSignature:
        return None
    return value if isinstance(value, str) else None


def form_token(data: Path, identity: str) -> str:
    """What a form of one session carries, so that no other site can fill it in."""
    key = f"{secret_key(data)}form".encode()
    return hmac.new(key, identity.encode(), hashlib.sha256).hexdigest()


def is_own_form(data: Path, identity: str | None, given: str) -> bool:
    """Whether a form was made for the session that sends it."""
    return identity is not None and hmac.compare_digest(form_token(data, identity), given)
