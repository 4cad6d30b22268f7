"""What each function is told by its environment: read once, and every missing variable named at once."""

import os
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, Self, get_type_hints

_LEAST_RETENTION = 30  # days; a message may be delivered for two weeks, and must find what it wrote
_LEAST_CODE = 12  # characters of a code that makes admins
_LEAST_KEY = 32  # characters of a secret that hashes names and addresses, which can be guessed
_READ: Mapping[Any, Callable[[str], Any]] = {str: str, int: int, float: float}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What every function needs. A field is set by the variable of its name in capitals."""

    google_cloud_project: str
    backend: str = "google"
    """`google`: Firestore and Pub/Sub, or their emulators; `memory`: everything in this process."""
    firestore_database: str = "(default)"
    log_level: str = "INFO"
    traces: str = ""
    """`google`: to Cloud Trace; the path of a file: to it, whatever anybody says of sampling; empty: no traces."""
    k_service: str = "local"
    """Set by Cloud Run: what the function is called."""
    retention_days: int = 0
    """Comments older than this are deleted, by Firestore's time-to-live policy; 0 keeps them."""

    def __init_subclass__(cls) -> None:
        """Raises TypeError for a field of a type that cannot be read from a variable."""
        super().__init_subclass__()
        for name, kind in get_type_hints(cls).items():
            if kind not in _READ:
                raise TypeError(f"{cls.__name__}.{name}: no variable can be read as {kind}")

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        """Raises RuntimeError that names every variable that is missing or cannot be read."""
        values, wrong, types = {}, [], get_type_hints(cls)
        for field in fields(cls):
            name = field.name.upper()
            if not env.get(name):
                if field.default is MISSING:
                    wrong.append(f"{name} is missing")
                continue
            try:
                values[field.name] = _READ[types[field.name]](env[name])
            except ValueError:
                wrong.append(f"{name} is not a valid {types[field.name].__name__}")
        found = None if wrong else cls(**values)
        wrong += found.complaints() if found else []
        if found is None or wrong:
            raise RuntimeError(f"{cls.__name__}: " + "; ".join(wrong))
        return found

    def complaints(self) -> list[str]:
        """What can be read, and must not be."""
        too_short = 0 < self.retention_days < _LEAST_RETENTION
        return [f"RETENTION_DAYS must be 0 or at least {_LEAST_RETENTION}"] if too_short else []


@dataclass(frozen=True, kw_only=True)
class TokenSettings(Settings):
    token_public_keys: str
    """One or more Ed25519 public keys in PEM; more than one while keys are rotated."""
    token_issuer: str = "alumusic-insights"


@dataclass(frozen=True, kw_only=True)
class OidcSettings(Settings):
    """Google's identity tokens on calls from Pub/Sub and Cloud Scheduler."""

    oidc_audience: str
    oidc_email: str
    """The one service account that may call."""
    oidc_jwks_url: str = "https://www.googleapis.com/oauth2/v3/certs"
    oidc_check: str = "on"
    """`off` only for the emulator's own push, which signs nothing."""


@dataclass(frozen=True, kw_only=True)
class IntakeSettings(TokenSettings):
    """Taking comments in: `ingest` for senders, `api` for uploads of the dashboard."""

    author_hash_key: str
    comments_topic: str = "comments"
    comments_per_message: int = 10
    max_comments_per_batch: int = 5_000
    max_body_bytes: int = 10_000_000
    max_characters: int = 5_000
    republish_after_s: int = 600
    """What is still pending so long after it was published is published again, when its sender repeats the request."""
    requests_per_minute_per_address: int = 12_000
    """Counted by all instances together when there is a Redis, else by each; 0 means no limit. So the next two."""
    requests_per_minute_per_sender: int = 6_000
    comments_per_minute_per_sender: int = 120_000
    """Ten times a steady 200 a second: a day's backlog comes in within minutes, a sender run wild is stopped."""
    redis_url: str = ""
    trusted_proxies: int = 1
    """How many proxies append to X-Forwarded-For: the client's address is that many from its end. 0: no proxy."""

    def complaints(self) -> list[str]:
        short = len(self.author_hash_key) < _LEAST_KEY
        return super().complaints() + [f"AUTHOR_HASH_KEY must have at least {_LEAST_KEY} characters"] * short


@dataclass(frozen=True, kw_only=True)
class IngestSettings(IntakeSettings):
    pass


@dataclass(frozen=True, kw_only=True)
class ModelSettings(Settings):
    """Either `gemini_api_key`, or Vertex AI by `vertex_location`, speaks to the model."""

    gemini_model: str = "gemini-3.5-flash-lite"
    gemini_api_key: str = ""
    gemini_base_url: str = ""
    """Set for the local stand-in; empty means Google."""
    gemini_timeout_ms: int = 30_000
    vertex_location: str = ""
    price_in_usd: float = 0.30
    """A million input tokens of the default model, list price."""
    price_out_usd: float = 2.50


@dataclass(frozen=True, kw_only=True)
class ClassifySettings(OidcSettings, ModelSettings):
    dead_letter_topic: str = "comments-dead"
    prompt_version: str = "v1"
    model_requests_per_minute: int = 0
    """Of all instances together when there is a Redis, else of each; 0 means no limit. Tokens likewise."""
    model_tokens_per_minute: int = 0
    redis_url: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportSettings(OidcSettings):
    pass


@dataclass(frozen=True, kw_only=True)
class WritingSettings(ModelSettings):
    """The weekly digest's text, wherever it is made."""

    digest_prompt: str = "digest-v1"


@dataclass(frozen=True, kw_only=True)
class MailSettings(Settings):
    mail_from: str
    """`Name <address>`; its domain is the one of the messages' ids."""
    public_url: str
    """Where the site is, for the links in a mail: https://…, without a slash at its end."""
    unsubscribe_key: str
    """Signs the links that unsubscribe; `api` checks them with the same."""
    smtp_host: str = ""
    """Without it no mail is sent, and every digest's mail waits and then fails, visibly."""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    """`starttls`, `tls` from the start (port 465), or `none`: for a server on one's own machine."""
    smtp_user: str = ""
    smtp_password: str = ""
    mail_lease_seconds: int = 120
    """How long a letter that is being sent is nobody else's: what a run that died has begun waits that long."""
    mail_run_seconds: int = 150
    """A run sends no more after that; the next one goes on."""


@dataclass(frozen=True, kw_only=True)
class DigestSettings(OidcSettings, WritingSettings, MailSettings):
    pass


@dataclass(frozen=True, kw_only=True)
class ApiSettings(IntakeSettings, WritingSettings):
    question_prompt: str = "question-v1"
    question_timeout_ms: int = 15_000
    """Of one call; a question takes two at most, and Firebase Hosting waits 60 seconds."""
    questions_per_hour: int = 30
    """Of one person."""
    unsubscribe_key: str
    """As `digest` has it, which signs the links."""
    token_private_key: str
    """Ed25519 in PEM: this function alone signs."""
    allowed_email_domains: str = ""
    """Comma-separated; addresses in them may register without an invitation. `*` allows any: for one's own machine."""
    invitation_code: str = ""
    admin_emails: str = ""
    """Comma-separated; who registers with the invitation code and one of these addresses becomes an admin."""
    failures_per_account: int = 10
    """In 15 minutes, from devices that never logged in to it: above anyone's typing errors, 960 guesses a day."""
    failures_per_device: int = 10
    """In 15 minutes, from one device that has logged in to the account before."""
    failures_per_address: int = 50
    """In 15 minutes, over all accounts: an office shares an address, and one that guesses needs far more."""
    exports_per_hour: int = 30
    """Of one account; twice as many from one address. Each may read every comment that there is."""
    k_revision: str = ""
    """Set by Cloud Run: the revision that runs."""

    def complaints(self) -> list[str]:
        short = 0 < len(self.invitation_code) < _LEAST_CODE
        return super().complaints() + [f"INVITATION_CODE must have at least {_LEAST_CODE} characters"] * short

    def names(self, field: str) -> frozenset[str]:
        """A comma-separated setting as lower-case names."""
        return frozenset(name.strip().lower() for name in getattr(self, field).split(",") if name.strip())
