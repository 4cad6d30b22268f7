"""Sessions: login, refresh, logout, change of password, and the check of a token's session."""

import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple, NoReturn, Protocol
from uuid import uuid4

from alumusic.domain.accounts.account import DASHBOARD_AUDIENCE, SCOPES_OF_ROLE, Caller, User
from alumusic.domain.accounts.session import SESSION_LIFE, Client, MarkedDevice, Session, stands
from alumusic.domain.versioned import Versioned
from alumusic.errors import Code, Conflict, Forbidden, Unauthenticated
from alumusic.services.accounts.accounts import PasswordHasher
from alumusic.services.accounts.addresses import check_password, user_id
from alumusic.services.accounts.guesses import Guesses
from alumusic.services.accounts.sender_tokens import Signer

ACCESS_SECONDS = 15 * 60
_REFRESH = re.compile(r"([0-9a-f-]{36})\.([\w-]{43})", re.ASCII)
_KEY = re.compile(r"[\w-]{22,100}", re.ASCII)  # shorter keys could be guessed


class SessionStore(Protocol):
    def start(self, session: Session) -> None: ...
    def find(self, session_id: str) -> Versioned[Session] | None: ...
    def replace(self, session: Session, as_read: Versioned[Session]) -> bool:
        """False if the session has changed since it was read."""

    def end(self, session_id: str, at: datetime) -> None:
        """Does nothing if there is no such session."""

    def standing(self, user_id: str, session_id: str) -> tuple[User | None, Session | None]:
        """User and session, read in one round trip."""

    def owner(self, user_id: str) -> Versioned[User] | None: ...
    def set_password(self, user: User, as_read: Versioned[User]) -> bool:
        """False if the account has changed since it was read."""


class DeviceMarkStore(Protocol):
    def read(self, mark: str) -> MarkedDevice | None: ...
    def write(self, device: MarkedDevice, at: datetime) -> str: ...


class IssuedSession(NamedTuple):
    """Credentials issued by a login or a refresh. `expires_in` is in seconds."""

    access_token: str
    expires_in: int
    refresh: str
    mark: str


@dataclass(frozen=True)
class Sessions:
    store: SessionStore
    passwords: PasswordHasher
    signer: Signer
    marks: DeviceMarkStore
    guesses: Guesses
    clock: Callable[[], datetime]

    def login(self, email: str, password: str, client: Client) -> IssuedSession:
        claimed, device = user_id(email), self.marks.read(client.mark)
        with self.guesses.attempt("login", claimed, device, client.address):
            found = self.store.owner(claimed)
            user = found.value if found else None
            # Compute the hash in every case: the response time must not reveal whether an account exists.
            if not self.passwords.matches(password, user.password_hash if user else None) or not user or user.disabled:
                raise Unauthenticated("e-mail ou senha incorretos", Code.WRONG_CREDENTIALS)
        return self._open(user, device)

    def refresh(self, refresh: str, mark: str, key: str = "") -> IssuedSession:
        """Exchange a refresh value, once, for a new one. Raises Unauthenticated; a spent value ends its session.

        `key` is an idempotency key: a repeated request with it gets the same new value, so that a lost response does
        not log the user out.
        """
        session_id, secret = _parts(refresh)
        found = self.store.find(session_id) if session_id else None
        if found is None:
            self._refuse()
        session, user = found.value, self.store.owner(found.value.user_id)
        if not user or user.value.disabled or not stands(session, user.value, self.clock()):
            self._refuse()
        fresh = _following(secret, key)
        if not self._spend(found, secret, fresh):
            # Two clients hold the same value, and it is unknown which of them stole it.
            self.store.end(session_id, self.clock())
            self._refuse()
        return IssuedSession(self._access_token(user.value, session_id), ACCESS_SECONDS, f"{session_id}.{fresh}", mark)

    def _spend(self, found: Versioned[Session], secret: str, fresh: str) -> bool:
        """Replaces the newest value, once. True if the value is `fresh` now, by this request or an identical one."""
        session, now = found.value, found
        if hmac.compare_digest(_hash(secret), session.secret_hash):
            next_one = session.model_copy(update={"secret_hash": _hash(fresh), "counter": session.counter + 1})
            if self.store.replace(next_one, found):
                return True
            now = self.store.find(session.id) or found
        return now.value.ended_at is None and hmac.compare_digest(_hash(fresh), now.value.secret_hash)

    def logout(self, refresh: str) -> None:
        session_id, _ = _parts(refresh)
        if session_id:
            self.store.end(session_id, self.clock())

    def change_password(self, caller: Caller, current: str, new: str, client: Client) -> IssuedSession:
        check_password(new)
        device = self.marks.read(client.mark)
        with self.guesses.attempt("password", caller.id, device, client.address):
            found = self.store.owner(caller.id)
            if not self.passwords.matches(current, found.value.password_hash if found else None) or not found:
                raise Forbidden("a senha atual não confere", Code.WRONG_PASSWORD)
        user = found.value.model_copy(
            update={"password_hash": self.passwords.hash(new), "generation": found.value.generation + 1}
        )
        if not self.store.set_password(user, found):
            raise Conflict("a conta mudou neste instante; tente de novo", Code.ACCOUNT_CHANGED)
        return self._open(user, device)

    def caller(self, user_id: str, session_id: str, scopes: frozenset[str]) -> Caller:
        """Caller of a verified token. Raises Unauthenticated if its account, session or permissions have changed."""
        user, session = self.store.standing(user_id, session_id) if session_id else (None, None)
        if session_id and (user is None or user.disabled):
            raise Unauthenticated("esta conta não está ativa", Code.ACCOUNT_INACTIVE)
        if user is None or not stands(session, user, self.clock()):
            self._refuse()
        if scopes != frozenset(SCOPES_OF_ROLE[user.role]):
            raise Unauthenticated("as permissões desta conta mudaram; renove a sessão", Code.PERMISSIONS_CHANGED)
        return Caller(user.id, user.email, user.role, session_id)

    def _open(self, user: User, device: MarkedDevice | None) -> IssuedSession:
        now, session_id, secret = self.clock(), str(uuid4()), secrets.token_urlsafe(32)
        self.store.start(
            Session(
                id=session_id,
                user_id=user.id,
                secret_hash=_hash(secret),
                generation=user.generation,
                created_at=now,
                expire_at=now + SESSION_LIFE,
            )
        )
        known = device if device and device.user_id == user.id else MarkedDevice(str(uuid4()), user.id)
        mark = self.marks.write(known, now)
        return IssuedSession(self._access_token(user, session_id), ACCESS_SECONDS, f"{session_id}.{secret}", mark)

    def _access_token(self, user: User, session_id: str) -> str:
        claims = {
            "aud": DASHBOARD_AUDIENCE,
            "sub": user.id,
            "jti": str(uuid4()),
            "sid": session_id,
            "scope": " ".join(SCOPES_OF_ROLE[user.role]),
            "name": user.email,
        }
        return self.signer.sign(claims, self.clock(), ACCESS_SECONDS)

    def _refuse(self) -> NoReturn:
        raise Unauthenticated("a sessão terminou; entre de novo", Code.SESSION_ENDED)


def _parts(refresh: str) -> tuple[str, str]:
    """Session id and secret; both empty for a malformed value."""
    found = _REFRESH.fullmatch(refresh)
    return (found.group(1), found.group(2)) if found else ("", "")


def _following(secret: str, key: str) -> str:
    """The next secret: derived from `secret` and `key`, so that only a holder of both can repeat it; else random."""
    if not _KEY.fullmatch(key):
        return secrets.token_urlsafe(32)
    digest = hmac.digest(secret.encode(), key.encode(), "sha256")
    return urlsafe_b64encode(digest).decode().rstrip("=")


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
