"""Translates transient errors of Google's client libraries into TransientFailure, which callers retry."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from google.api_core.exceptions import (
    Aborted,
    Cancelled,
    DeadlineExceeded,
    InternalServerError,
    NotFound,
    ResourceExhausted,
    RetryError,
    ServiceUnavailable,
    Unknown,
)

from alumusic.errors import Code, TransientFailure

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
    return _translated(call, _TRANSIENT, "o banco de dados não respondeu; tente de novo", Code.STORE_UNAVAILABLE)


def queue_faults(call: Callable[_P, _R]) -> Callable[_P, _R]:
    """NotFound counts as transient too: an emulator that restarts has no topics for a moment."""
    message = "a fila não confirmou o envio; tente de novo"
    return _translated(call, (*_TRANSIENT, NotFound), message, Code.QUEUE_UNAVAILABLE)


def _translated(
    call: Callable[_P, _R], transient: tuple[type[Exception], ...], message: str, code: Code
) -> Callable[_P, _R]:
    @functools.wraps(call)
    def translated(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return call(*args, **kwargs)
        except transient as error:
            raise TransientFailure(message, code) from error
        except AttributeError as error:
            # Firestore's client raises AttributeError in its own retry code when a query's stream breaks off.
            if not isinstance(error.__context__, _TRANSIENT):
                raise
            raise TransientFailure(message, code) from error.__context__

    return translated
