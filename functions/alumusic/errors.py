"""Every error of the package, grouped by what the caller must do.

AluMusicError
├── InvalidRequest         answer 4xx: the sender must change the request
│   ├── NotFound           answer 404
│   ├── Conflict           answer 409
│   ├── Stale              answer 412: somebody changed it meanwhile; look again
│   ├── TooLarge           answer 413
│   ├── UnsupportedMedia   answer 415
│   ├── NothingValid       answer 422
│   └── RevisionNeeded     answer 428
├── Unauthenticated        answer 401
├── Forbidden              answer 403
├── TooManyRequests        answer 429 with Retry-After
├── PermanentFailure       acknowledge and park: a retry cannot help
│   └── RecipientRefused   the mail server takes nothing for this address
└── TransientFailure       answer 503, or let it rise so that Pub/Sub delivers again
    ├── MailUnavailable    the mail server did not answer, or takes nothing from us
    ├── ModelUnavailable   the model did not answer, or asks us to slow down
    └── RecipientDeferred  the mail server takes nothing for this address now
"""

from collections.abc import Sequence
from typing import Any


class AluMusicError(Exception):
    """`message` is a sentence in Portuguese for the caller; `code` is stable and meant for programs."""

    status = 500

    def __init__(self, message: str, code: str, details: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.details = list(details)


class InvalidRequest(AluMusicError):
    status = 400


class NotFound(InvalidRequest):
    status = 404


class Conflict(InvalidRequest):
    status = 409


class Stale(InvalidRequest):
    status = 412


class TooLarge(InvalidRequest):
    status = 413


class UnsupportedMedia(InvalidRequest):
    status = 415


class NothingValid(InvalidRequest):
    status = 422


class RevisionNeeded(InvalidRequest):
    status = 428


class Unauthenticated(AluMusicError):
    status = 401


class Forbidden(AluMusicError):
    status = 403


class TooManyRequests(AluMusicError):
    """`retry_after` in whole seconds."""

    status = 429

    def __init__(self, message: str, code: str, retry_after: int) -> None:
        super().__init__(message, code)
        self.retry_after = retry_after


class PermanentFailure(AluMusicError):
    status = 500


class RecipientRefused(PermanentFailure):
    pass


class TransientFailure(AluMusicError):
    status = 503
    retry_after = 5  # seconds; a function instance or an emulator is back sooner than that


class ModelUnavailable(TransientFailure):
    pass


class MailUnavailable(TransientFailure):
    pass


class RecipientDeferred(TransientFailure):
    pass
