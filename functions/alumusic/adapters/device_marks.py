"""A signed cookie value that marks a known device. It grants no access; its login failures are counted separately."""

from dataclasses import dataclass
from datetime import datetime

from alumusic.adapters.tokens import TokenSigner, TokenVerifier
from alumusic.domain.accounts.account import DEVICE_AUDIENCE
from alumusic.domain.accounts.session import MARK_SECONDS, MarkedDevice
from alumusic.errors import Unauthenticated


@dataclass(frozen=True)
class DeviceMarks:
    signer: TokenSigner
    verifier: TokenVerifier

    def read(self, mark: str) -> MarkedDevice | None:
        if not mark:
            return None
        try:
            claims = self.verifier.claims(mark, DEVICE_AUDIENCE)
        except Unauthenticated:
            return None
        return MarkedDevice(claims.token_id, claims.subject)

    def write(self, device: MarkedDevice, at: datetime) -> str:
        claims = {"aud": DEVICE_AUDIENCE, "sub": device.user_id, "jti": device.id, "scope": ""}
        return self.signer.sign(claims, at, MARK_SECONDS)
