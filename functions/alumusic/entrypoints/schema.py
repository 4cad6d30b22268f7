"""Names of JSON schemas in the OpenAPI document, where they differ from the class names."""

from typing import Any

from pydantic.json_schema import CoreModeRef, DefsRef, GenerateJsonSchema

from alumusic.domain.accounts.account import Invitation, ServiceToken
from alumusic.domain.comments.classification import Failure
from alumusic.domain.counting.usage import DayUsage
from alumusic.domain.digest.stakeholder import Stakeholder
from alumusic.services.review.ask_again import ResendResult
from alumusic.services.review.erase import ErasureResult
from alumusic.services.review.tags import SweepResult

_NAMES: dict[type[Any], str] = {
    DayUsage: "ModelDay",
    ErasureResult: "AuthorErased",
    Failure: "FailureView",
    Invitation: "InvitationView",
    ResendResult: "Resent",
    ServiceToken: "TokenView",
    Stakeholder: "StakeholderView",
    SweepResult: "Decided",
}
"""Classes whose name in the document differs from their own: callers know the document's name."""
_BY_REFERENCE = {f"{model.__module__}.{model.__qualname__}": name for model, name in _NAMES.items()}


class ApiSchema(GenerateJsonSchema):
    """Generates JSON schemas with the API's names for types."""

    def get_defs_ref(self, core_mode_ref: CoreModeRef) -> DefsRef:
        reference, mode = core_mode_ref
        model, _, number = reference.partition(":")
        return super().get_defs_ref((type(reference)(f"{_BY_REFERENCE.get(model, model)}:{number}"), mode))

    def model_schema(self, schema: Any) -> dict[str, Any]:
        found = super().model_schema(schema)
        name = _NAMES.get(schema["cls"])
        return {**found, "title": name} if name else found
