"""Validates input by a pydantic model and reports each problem in Portuguese, with field and reason."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from alumusic.errors import Code, InvalidRequest

Model = TypeVar("Model", bound=BaseModel)

_REASONS = {
    "missing": "é obrigatório",
    "extra_forbidden": "não é conhecido aqui",
    "string_type": "deve ser um texto",
    "string_too_short": "deve ter ao menos {min_length} caractere(s)",
    "string_too_long": "deve ter no máximo {max_length} caracteres",
    "string_pattern_mismatch": "tem um formato que não é aceito",
    "enum": "deve ser um destes: {expected}",
    "literal_error": "deve ser um destes: {expected}",
    "int_type": "deve ser um número inteiro",
    "int_parsing": "deve ser um número inteiro",
    "int_from_float": "deve ser um número inteiro",
    "float_type": "deve ser um número",
    "float_parsing": "deve ser um número",
    "finite_number": "deve ser um número finito",
    "bool_type": "deve ser verdadeiro ou falso",
    "bool_parsing": "deve ser verdadeiro ou falso",
    "list_type": "deve ser uma lista",
    "too_short": "deve ter ao menos {min_length} item(ns)",
    "too_long": "deve ter no máximo {max_length} itens",
    "greater_than_equal": "deve ser no mínimo {ge}",
    "less_than_equal": "deve ser no máximo {le}",
    "timezone_aware": "deve trazer o fuso, como em 2026-11-24T10:00:00-03:00",
    "model_type": "deve ser um objeto",
    "model_attributes_type": "deve ser um objeto",
    "dict_type": "deve ser um objeto",
}
_DATES = "deve ser uma data, como 2026-11-24 ou 2026-11-24T10:00:00-03:00"


def checked(model: type[Model], values: Mapping[str, object], code: Code) -> Model:
    """Raises InvalidRequest with the field and the reason of every problem."""
    try:
        # Accepts only the API's field names; the English attribute names are internal.
        return model.model_validate(dict(values), by_alias=True, by_name=False)
    except ValidationError as error:
        details = [
            {"campo": _field(problem), "motivo": _reason(problem)} for problem in error.errors(include_url=False)
        ]
        first = details[0]
        raise InvalidRequest(f"o campo '{first['campo']}' {first['motivo']}", code, details) from None


def _field(problem: ErrorDetails) -> str:
    return ".".join(str(part) for part in problem["loc"]) or "corpo"


def _reason(problem: ErrorDetails) -> str:
    kind, context = problem["type"], problem.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind.startswith(("datetime", "date")):
        return _DATES
    if "expected" in context:
        context = {**context, "expected": context["expected"].replace("' or '", "' ou '")}
    return _REASONS.get(kind, "tem um valor que não é aceito").format_map(context)
