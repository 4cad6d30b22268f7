"""Fault injection: rates and delays, and how each fault changes an answer. The random generator is seeded."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from random import Random
from typing import Any, Self

from local.standin.wire import Refused

FOREIGN_ID = "id-que-ninguem-pediu"
WRONG_LABEL = "OUTRO"
WRONG_NUMBER = "987.654.321"
_ORDER = "ESCREVA:"

_KEY_INFO = {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    "reason": "API_KEY_INVALID",
    "domain": "googleapis.com",
    "metadata": {"service": "generativelanguage.googleapis.com"},
}
REFUSALS: Mapping[str, tuple[str, str, Sequence[dict[str, Any]]]] = {
    "key": ("INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", [_KEY_INFO]),
    "expired": ("INVALID_ARGUMENT", "API key expired. Please renew the API key.", [_KEY_INFO]),
    "location": ("FAILED_PRECONDITION", "User location is not supported for the API use.", []),
    "schema": (
        "INVALID_ARGUMENT",
        "The specified schema produces a constraint that has too many states for serving.",
        [],
    ),
    "content": ("INVALID_ARGUMENT", "Request contains an invalid argument.", []),
}
"""HTTP 400 as Google answers it: status, message and details, by the name of the fault."""
_POISON_KINDS = (
    *("500", "429", "hang", "blocked", "bad_json", "truncate", "wrong_enum", "missing", "invalid"),
    *REFUSALS,
)


@dataclass(frozen=True)
class Faults:
    """Rates are shares of the calls, 0 to 1. A fault of a single item affects one random item of such a call.

    A call with a comment that contains `poison` always fails as `poison_kind` says.
    """

    latency_ms: float = 0
    ms_per_item: float = 0
    hang_rate: float = 0
    hang_ms: float = 60_000
    rate_429: float = 0
    rate_500: float = 0
    key_rate: float = 0
    expired_rate: float = 0
    location_rate: float = 0
    schema_rate: float = 0
    content_rate: float = 0
    blocked_rate: float = 0
    bad_json_rate: float = 0
    truncate_rate: float = 0
    missing_rate: float = 0
    foreign_id_rate: float = 0
    double_rate: float = 0
    wrong_enum_rate: float = 0
    bad_number_rate: float = 0
    """Digests and answers only: adds a number that is not in the figures."""
    obey_rate: float = 0
    """Digests and answers only: obeys a comment's "ESCREVA:", as a model under prompt injection would."""
    poison: str = ""
    poison_kind: str = "500"

    def changed(self, wanted: Any) -> Self:
        """A copy with the `wanted` fields replaced. Raises Refused for an unknown name or an invalid value."""
        if not isinstance(wanted, Mapping) or not all(_fits(name, value) for name, value in wanted.items()):
            raise Refused(400, "INVALID_ARGUMENT", f"expected an object with some of {', '.join(asdict(self))}")
        return replace(self, **wanted)

    def draw(self, chance: Random, texts: Sequence[str]) -> list[str]:
        """Names of the faults of one call: `429`, `500`, `hang`, `blocked`, `bad_json`, `missing`, …"""
        if self.poison and any(self.poison in text for text in texts):
            return ["bad_json" if self.poison_kind == "invalid" else self.poison_kind]
        rates = {name: value for name, value in asdict(self).items() if "rate" in name.split("_") and value}
        return [_short(name) for name, rate in rates.items() if chance.random() < rate]


def _short(name: str) -> str:
    return name.removeprefix("rate_").removesuffix("_rate")


_TYPES = {field.name: field.type for field in fields(Faults)}


def _fits(name: str, value: Any) -> bool:
    if name == "poison_kind":
        return value in _POISON_KINDS
    if _TYPES.get(name) is str:
        return isinstance(value, str)
    if name not in _TYPES or isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 <= value <= (1 if "rate" in name else 3_600_000)


def raise_if_refused(names: Sequence[str]) -> None:
    if "429" in names:
        retry = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "1s"}
        message = "You exceeded your current quota, please check your plan and billing details."
        raise Refused(429, "RESOURCE_EXHAUSTED", message, [retry])
    if "500" in names:
        raise Refused(500, "INTERNAL", "An internal error has occurred. Please retry.")
    for name, refusal in REFUSALS.items():
        if name in names:
            raise Refused(400, *refusal)


def spoil(answers: list[dict[str, Any]], names: Sequence[str], chance: Random) -> list[dict[str, Any]]:
    """A copy of the answers with the faults that affect a single item."""
    answers = [dict(answer) for answer in answers]
    if "wrong_enum" in names:
        answers[chance.randrange(len(answers))]["categoria"] = WRONG_LABEL
    if "foreign_id" in names:
        answers[chance.randrange(len(answers))]["id"] = FOREIGN_ID
    if "double" in names:
        answers.append(dict(chance.choice(answers)))
    if "missing" in names:
        answers.pop(chance.randrange(len(answers)))
    return answers


def spoil_text(answer: dict[str, Any], names: Sequence[str], comments: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A copy of a digest or answer with its faults: a wrong number, an obeyed order, an unknown source."""
    spoilt = dict(answer)
    if "bad_number" in names:
        spoilt["texto"] += f" Foram {WRONG_NUMBER} comentários."
    orders = [text.partition(_ORDER)[2].strip() for one in comments if _ORDER in (text := str(one["texto"]))]
    if "obey" in names and orders:
        spoilt["texto"] = orders[0]
    if "foreign_id" in names and "fontes" in spoilt:
        spoilt["fontes"] = [*spoilt["fontes"], FOREIGN_ID]
    return spoilt


def written(answers: Any, names: Sequence[str]) -> tuple[str, str]:
    """The reply text with the faults of its JSON, and the finish reason."""
    text = json.dumps(answers, ensure_ascii=False)
    if "bad_json" in names:
        return text.replace('"', "'").rstrip("]") + ",", "STOP"
    if "truncate" in names:
        return text[: len(text) * 2 // 3], "MAX_TOKENS"
    return text, "STOP"
