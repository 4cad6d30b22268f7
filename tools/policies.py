"""Organization policies that can refuse resources of infra/. Organizations since 2024 have the first by default."""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Policy(NamedTuple):
    """A constraint. `needed` are the values it must allow; None if it must not be enforced at all."""

    name: str
    needed: Sequence[str] | None
    why: str

    def refuses(self, effective: dict[str, Any]) -> bool:
        return any(self._rule_refuses(rule) for rule in effective.get("spec", {}).get("rules", []))

    def _rule_refuses(self, rule: dict[str, Any]) -> bool:
        if self.needed is None:
            return bool(rule.get("enforce"))
        if not self.needed or rule.get("allowAll") or rule.get("enforce") is False:
            return False
        values = rule.get("values", {})
        allowed = values.get("allowedValues", []) + rule.get("parameters", {}).get("allowedMemberSubjects", [])
        if values.get("deniedValues") and not allowed:
            return any(_names(denied, one) for denied in values["deniedValues"] for one in self.needed)
        return not all(any(_names(value, one) for value in allowed) for one in self.needed)

    def lifted(self, project: str) -> str:
        """The command that lifts the policy. Printed only: an administrator of the organization must decide."""
        listed = self.needed is not None and ".managed." not in self.name
        rule = "allowAll: true" if listed else "enforce: false"
        text = f"{{name: projects/{project}/policies/{self.name}, spec: {{rules: [{{{rule}}}]}}}}"
        return f"echo '{text}' >policy.yaml && gcloud org-policies set-policy policy.yaml"


def policies(region: str, apis: Sequence[str], model: str, *, github: bool) -> list[Policy]:
    anybody, reached = "Hosting and senders call as anybody", "three functions are reached from the Internet"
    found = [
        Policy("iam.allowedPolicyMemberDomains", ["allUsers"], anybody),
        Policy("iam.managed.allowedPolicyMembers", ["allUsers"], anybody),
        Policy("run.allowedIngress", ["all"], reached),
        Policy("cloudfunctions.allowedIngressSettings", ["ALLOW_ALL"], reached),
        Policy("gcp.resourceLocations", [region], "everything stands there"),
        Policy("gcp.restrictServiceUsage", apis, "APIs that are used"),
        Policy("vertexai.allowedModels", [f"models/{model}"], "the model that is asked"),
        Policy("iam.disableServiceAccountCreation", None, "every function has an account of its own"),
        Policy("cloudfunctions.requireVPCConnector", None, "not every function has one"),
    ]
    issuer = "https://token.actions.githubusercontent.com"
    return found + [Policy("iam.workloadIdentityPoolProviders", [issuer], "GitHub's workflows sign in")] * github


def _names(value: str, needed: str) -> bool:
    """Whether a policy value covers `needed`: `is:x`, a location group (`in:x-locations`), a model with its methods."""
    return value.removeprefix("is:") == needed or (":" in value and needed in value)
