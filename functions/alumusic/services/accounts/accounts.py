"""Registration of accounts, and an admin's changes to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import NamedTuple, Protocol

from alumusic.domain.accounts.account import Invitation, RegistrationOutcome, Role, User
from alumusic.domain.accounts.session import Client
from alumusic.domain.versioned import Versioned, attempts
from alumusic.errors import Code, Conflict, Forbidden, NotFound, TransientFailure
from alumusic.services.accounts.addresses import check_password, checked_address, user_id
from alumusic.services.accounts.guesses import Guesses
from alumusic.services.accounts.invitations import Invitations

_ATTEMPTS = 5  # an attempt fails only if one of the same few accounts changed meanwhile


class UserStore(Protocol):
    def add_user(self, user: User, invitation: Versioned[Invitation] | None) -> RegistrationOutcome:
        """Stores the account, and its invitation as used, in one commit."""

    def user(self, user_id: str) -> User | None: ...
    def users(self) -> Sequence[Versioned[User]]: ...
    def change_user(self, user: User, as_read: Versioned[User], witness: Versioned[User] | None) -> bool:
        """False if the account or the witness has changed since it was read."""


class PasswordHasher(Protocol):
    def hash(self, password: str) -> str: ...
    def matches(self, password: str, hashed: str | None) -> bool:
        """Takes as long for None (an unknown account) as for a wrong password."""


class Admission(NamedTuple):
    """Rules of registration: an address in one of `domains` (`*` is any), or anybody with the first invitation code."""

    domains: frozenset[str]
    invitation_code: str
    admin_emails: frozenset[str]


@dataclass(frozen=True)
class Accounts:
    store: UserStore
    passwords: PasswordHasher
    admission: Admission
    invitations: Invitations
    guesses: Guesses
    clock: Callable[[], datetime]

    def register(self, email: str, password: str, code: str | None, client: Client) -> User:
        address, domain = checked_address(email)
        check_password(password)
        with self.guesses.attempt("registration", user_id(address), None, client.address):
            role, invitation = self._admit(address, domain, code)
            user = User(
                id=user_id(address),
                email=address,
                password_hash=self.passwords.hash(password),
                role=role,
                created_at=self.clock(),
            )
            added = self.store.add_user(user, invitation)
            if added is RegistrationOutcome.ADDRESS_TAKEN:
                raise Conflict("já existe uma conta com este e-mail", Code.EMAIL_TAKEN)
            if added is RegistrationOutcome.INVITATION_SPENT:
                raise _no_admission()
        return user

    def users(self) -> list[User]:
        return sorted((found.value for found in self.store.users()), key=lambda user: user.email)

    def user(self, user_id: str) -> User:
        found = self.store.user(user_id)
        if found is None:
            raise _no_such_user()
        return found

    def change(self, user_id: str, role: Role | None, active: bool | None) -> User:
        """Takes effect at the user's next request. Raises Conflict if no active admin would be left."""
        contended = "as contas estão sendo mudadas por outra pessoa; tente de novo"
        for _ in attempts(_ATTEMPTS, TransientFailure(contended, Code.STORE_CONTENDED)):
            everybody = self.store.users()
            found = next((stored for stored in everybody if stored.value.id == user_id), None)
            if found is None:
                raise _no_such_user()
            changed = _changed(found.value, role, active)
            if changed == found.value:
                break
            if self.store.change_user(changed, found, _witness(found.value, changed, everybody)):
                break
        return changed

    def _admit(self, address: str, domain: str, code: str | None) -> tuple[Role, Versioned[Invitation] | None]:
        first = self.admission.invitation_code
        if first and code and compare_digest(code.encode("utf-8", "replace"), first.encode()):
            return (Role.ADMIN if address in self.admission.admin_emails else Role.CURATOR), None
        invitation = self.invitations.valid(code, address)
        if invitation:
            used = invitation.value.model_copy(update={"used_by": address})
            return invitation.value.role, Versioned(used, invitation.version)
        if not {"*", domain} & self.admission.domains:
            raise _no_admission()
        return Role.CURATOR, None


def _changed(user: User, role: Role | None, active: bool | None) -> User:
    disabled = user.disabled if active is None else not active
    # An account that is enabled again needs a new login: its earlier sessions stay ended.
    generation = user.generation + (disabled and not user.disabled)
    return user.model_copy(update={"role": role or user.role, "disabled": disabled, "generation": generation})


def _witness(before: User, after: User, everybody: Sequence[Versioned[User]]) -> Versioned[User] | None:
    """Another active admin, if this change removes one: the commit fails if that account changes at the same moment."""
    if not _administers(before) or _administers(after):
        return None
    others = [stored for stored in everybody if stored.value.id != before.id and _administers(stored.value)]
    if not others:
        raise Conflict("esta é a única conta ativa de administração; promova outra antes", Code.LAST_ADMIN)
    return others[0]


def _administers(user: User) -> bool:
    return user.role is Role.ADMIN and not user.disabled


def _no_such_user() -> NotFound:
    return NotFound("esta conta não existe", Code.NOT_FOUND)


def _no_admission() -> Forbidden:
    return Forbidden("o cadastro precisa de um convite ou de um e-mail da equipe", Code.INVITATION_NEEDED)
