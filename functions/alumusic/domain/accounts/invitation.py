"""An invitation: a code that lets one person register, with the role that an admin chose."""

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.accounts.account import Role


class Invitation(BaseModel):
    """`id` is the hash of the code; the code itself is shown once and never stored."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    role: Role
    email: str | None
    created_by: str
    created_at: AwareDatetime
    expires_at: AwareDatetime
    used_by: str | None = None

    def admits(self, address: str, at: datetime) -> bool:
        return self.used_by is None and at < self.expires_at and self.email in (None, address)
