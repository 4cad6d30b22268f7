"""Account services on the in-memory stores, with a settable clock."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from alumusic.adapters.device_marks import DeviceMarks
from alumusic.adapters.memory import MemoryAccounts, MemoryInvitations, MemoryLimits, MemorySessions, MemoryStore
from alumusic.adapters.tokens import TokenSigner, TokenVerifier
from alumusic.domain.accounts.account import Caller, User
from alumusic.domain.accounts.session import Client, MarkedDevice
from alumusic.services.accounts.accounts import Accounts, Admission
from alumusic.services.accounts.guesses import Guesses
from alumusic.services.accounts.invitations import Invitations
from alumusic.services.accounts.sender_tokens import SenderTokens
from alumusic.services.accounts.sessions import IssuedSession, Sessions
from alumusic.services.limits import Limits
from tests.support.comments import AT

KEY = Ed25519PrivateKey.generate()
PASSWORD = "uma senha longa"
HERE = Client("192.0.2.1", "")
SIGNER = TokenSigner(KEY, "alumusic-insights")


class TodaysMarks(DeviceMarks):
    """Signs marks at the real time, because the verifier uses the real clock."""

    def write(self, device: MarkedDevice, at: datetime) -> str:
        return super().write(device, datetime.now(UTC))


MARKS = TodaysMarks(SIGNER, TokenVerifier([KEY.public_key()], "alumusic-insights"))


class Backwards:
    """A fake password hash; a real one is slow on purpose."""

    def __init__(self) -> None:
        self.compared_with: list[str | None] = []

    def hash(self, password: str) -> str:
        return f"hash:{password[::-1]}"

    def matches(self, password: str, hashed: str | None) -> bool:
        self.compared_with.append(hashed)
        return hashed == self.hash(password)


@dataclass
class World:
    domains: frozenset[str] = frozenset({"alumusic.com"})
    code: str = "convite-42"
    admins: frozenset[str] = frozenset({"chefe@alumusic.com", "vice@alumusic.com"})
    store: MemoryStore = field(default_factory=MemoryStore)
    passwords: Backwards = field(default_factory=Backwards)
    now: datetime = AT

    def clock(self) -> datetime:
        return self.now

    @property
    def guesses(self) -> Guesses:
        limits = Limits(MemoryLimits(self.store), b"chave", self.clock)
        return Guesses(limits, account=3, device=2, address=5)

    @property
    def invitations(self) -> Invitations:
        return Invitations(MemoryInvitations(self.store), self.clock)

    @property
    def accounts(self) -> Accounts:
        admission = Admission(self.domains, self.code, self.admins)
        store = MemoryAccounts(self.store)
        return Accounts(store, self.passwords, admission, self.invitations, self.guesses, self.clock)

    @property
    def sessions(self) -> Sessions:
        store = MemorySessions(self.store)
        return Sessions(store, self.passwords, SIGNER, MARKS, self.guesses, self.clock)

    @property
    def tokens(self) -> SenderTokens:
        return SenderTokens(MemoryAccounts(self.store), SIGNER, self.clock)

    def register(self, email: str = "ana@alumusic.com", code: str | None = None) -> User:
        return self.accounts.register(email, PASSWORD, code, HERE)

    def admin(self, email: str = "chefe@alumusic.com") -> User:
        return self.register(email, "convite-42")

    def login(self, email: str = "ana@alumusic.com", password: str = PASSWORD, client: Client = HERE) -> IssuedSession:
        return self.sessions.login(email, password, client)

    def caller(self, opened: IssuedSession) -> Caller:
        """The caller of an access token, as the API determines it on every request."""
        found = claims(opened.access_token, "painel")
        return self.sessions.caller(found["sub"], found["sid"], frozenset(found["scope"].split()))


def claims(token: str, audience: str) -> dict[str, Any]:
    return jwt.decode(
        token,
        KEY.public_key(),
        algorithms=["EdDSA"],
        audience=audience,
        options={"verify_exp": False, "verify_iat": False},
    )
