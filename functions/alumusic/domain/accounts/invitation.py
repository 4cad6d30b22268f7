"""An invitation: a code that lets one person register, with the role that an admin chose."""

from datetime import datetime

from pydantic import AwareDatetime

from alumusic.domain.accounts.account import Role
from alumusic.domain.wire import Wire


class Invitation(Wire):
    id: str
    """Hash of the code; the code itself is shown once and never stored."""
    role: Role
    email: str | None
    created_by: str
    created_at: AwareDatetime
    expires_at: AwareDatetime
    used_by: str | None
    """E-mail of who registered with it."""

    def admits(self, address: str, at: datetime) -> bool:
        return self.used_by is None and at < self.expires_at and self.email in (None, address)
