"""Limits on guesses of a secret, per account, device and address."""

from contextlib import AbstractContextManager
from dataclasses import dataclass

from alumusic.domain.accounts.session import MarkedDevice
from alumusic.domain.limits import MINUTE, Limit
from alumusic.errors import Code, TooManyRequests
from alumusic.services.limits import Limits

_WINDOW = 15 * MINUTE  # long enough that guessing is hopeless, short enough to wait out


@dataclass(frozen=True)
class Guesses:
    """`account`, `device` and `address` are the failures allowed per window."""

    limits: Limits
    account: int
    device: int
    address: int

    def attempt(
        self, kind: str, user_id: str, device: MarkedDevice | None, address: str
    ) -> AbstractContextManager[None]:
        """Context manager around the check of a secret; see `Limits.attempt`.

        A device that has logged in to the account before has a limit of its own, so that attempts from elsewhere, even
        from the same address, do not lock out the owner.
        """
        if device is not None and device.user_id == user_id:
            limits = [Limit(f"{kind}-device", device.id, self.device, _WINDOW)]
        else:
            limits = [Limit(kind, user_id, self.account, _WINDOW), Limit("address", address, self.address, _WINDOW)]
        return self.limits.attempt(*limits, refusal=_too_many)


def _too_many(limit: Limit, wait: int) -> TooManyRequests:
    return TooManyRequests("muitas tentativas; espere um pouco e tente de novo", Code.TOO_MANY_ATTEMPTS, wait)
