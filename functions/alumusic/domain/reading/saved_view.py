"""A curator's saved query of the list of comments."""

from pydantic import AwareDatetime, BaseModel, ConfigDict


class SavedQuery(BaseModel):
    """`shared` shows it to the whole team."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    owner: str
    owner_email: str
    name: str
    query: str
    shared: bool
    created_at: AwareDatetime
