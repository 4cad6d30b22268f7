"""Google's transient errors become TransientFailure, so that callers know to come back."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from google.api_core.exceptions import (
    Aborted,
    Cancelled,
    DeadlineExceeded,
    InternalServerError,
    ResourceExhausted,
    RetryError,
    ServiceUnavailable,
    Unknown,
)

from alumusic.errors import TransientFailure

_TRANSIENT = (
    Aborted,
    Cancelled,
    DeadlineExceeded,
    InternalServerError,
    ResourceExhausted,
    RetryError,
    ServiceUnavailable,
    Unknown,
)

_P = ParamSpec("_P")
_R = TypeVar("_R")


def store_faults(call: Callable[_P, _R]) -> Callable[_P, _R]:
    return _translated(call, "o banco de dados não respondeu; tente de novo", "banco_indisponivel")


def queue_faults(call: Callable[_P, _R]) -> Callable[_P, _R]:
    return _translated(call, "a fila não respondeu; nada foi aceito, tente de novo", "fila_indisponivel")


def _translated(call: Callable[_P, _R], message: str, code: str) -> Callable[_P, _R]:
    @functools.wraps(call)
    def translated(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return call(*args, **kwargs)
        except _TRANSIENT as error:
            raise TransientFailure(message, code) from error

    return translated
