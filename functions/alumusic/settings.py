"""Settings of each function from environment variables. One error names every missing or invalid variable."""

import os
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, Self, get_type_hints

_LEAST_RETENTION = 30  # days; Pub/Sub may redeliver a message for two weeks, when its comments must still exist
_LEAST_CODE = 12  # characters, since the code can make its user an admin
_LEAST_KEY = 32  # characters, since the hashed names and addresses are themselves guessable
_READ: Mapping[Any, Callable[[str], Any]] = {str: str, int: int, float: float}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Settings of every function. A field is read from the variable with its name in capitals."""

    google_cloud_project: str
    backend: str = "google"
    """`google`: Firestore and Pub/Sub, or their emulators; `memory`: everything in this process."""
    firestore_database: str = "(default)"
    log_level: str = "INFO"
    traces: str = ""
    """`google` exports to Cloud Trace. A file path writes every span to that file, ignoring the caller's sampling
    decision. Empty: no traces."""
    k_service: str = "local"
    """The function's name, set by Cloud Run."""
    retention_days: int = 0
    """Firestore's time-to-live policy deletes older comments; 0 keeps them."""

    def __init_subclass__(cls) -> None:
        """Raises TypeError for a field whose type cannot be parsed from a variable."""
        super().__init_subclass__()
        for name, kind in get_type_hints(cls).items():
            if kind not in _READ:
                raise TypeError(f"{cls.__name__}.{name}: no variable can be read as {kind}")

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        """Raises RuntimeError with the name of every missing or invalid variable."""
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
        settings = None if wrong else cls(**values)
        wrong += settings.complaints() if settings else []
        if settings is None or wrong:
            raise RuntimeError(f"{cls.__name__}: " + "; ".join(wrong))
        return settings

    def complaints(self) -> list[str]:
        """Complaints about values that parse but are not allowed."""
        too_short = 0 < self.retention_days < _LEAST_RETENTION
        return [f"RETENTION_DAYS must be 0 or at least {_LEAST_RETENTION}"] if too_short else []


@dataclass(frozen=True, kw_only=True)
class TokenSettings(Settings):
    token_public_keys: str
    """Ed25519 public keys in PEM; more than one while keys are rotated."""
    token_issuer: str = "alumusic-insights"


@dataclass(frozen=True, kw_only=True)
class OidcSettings(Settings):
    """Verification of Google's identity tokens on calls from Pub/Sub and Cloud Scheduler."""

    oidc_audience: str
    oidc_email: str
    """The only service account that may call."""
    oidc_jwks_url: str = "https://www.googleapis.com/oauth2/v3/certs"
    oidc_check: str = "on"
    """`iam` for a private service: Cloud Run has verified the token and replaced its signature. Never for a public one.
    `off` only for the emulator's push, which sends no token."""

    def complaints(self) -> list[str]:
        unknown = self.oidc_check not in ("on", "iam", "off")
        return super().complaints() + ["OIDC_CHECK must be on, iam or off"] * unknown


@dataclass(frozen=True, kw_only=True)
class IntakeSettings(TokenSettings):
    """Settings of `POST /api/comentarios`, served by `ingest` for senders and by `api` for the dashboard's uploads."""

    author_hash_key: str
    comments_topic: str = "comments"
    comments_per_message: int = 10
    max_comments_per_batch: int = 5_000
    max_body_bytes: int = 10_000_000
    max_characters: int = 5_000
    republish_after_s: int = 600
    """After this time, a sender's repeated request publishes the comments that are still pending again."""
    requests_per_minute_per_address: int = 12_000
    """Shared by all instances with Redis, else per instance; 0 means no limit. The same holds for the next two."""
    requests_per_minute_per_sender: int = 6_000
    comments_per_minute_per_sender: int = 120_000
    """Ten times a steady 200 a second: lets a day's backlog in within minutes, and stops a faulty sender."""
    redis_url: str = ""
    trusted_proxies: int = 1
    """Proxies that append to X-Forwarded-For: the client's address is this many entries from its end. 0: no proxy."""

    def complaints(self) -> list[str]:
        short = len(self.author_hash_key) < _LEAST_KEY
        return super().complaints() + [f"AUTHOR_HASH_KEY must have at least {_LEAST_KEY} characters"] * short


@dataclass(frozen=True, kw_only=True)
class IngestSettings(IntakeSettings):
    pass


@dataclass(frozen=True, kw_only=True)
class ModelSettings(Settings):
    """Access to the model: by `gemini_api_key`, or through Vertex AI if `vertex_location` is set."""

    gemini_model: str = "gemini-3.5-flash-lite"
    gemini_api_key: str = ""
    gemini_base_url: str = ""
    """The local stand-in's address; empty means Google."""
    gemini_timeout_ms: int = 30_000
    vertex_location: str = ""
    price_in_usd: float = 0.30
    """List price of a million input tokens of the default model."""
    price_out_usd: float = 2.50


@dataclass(frozen=True, kw_only=True)
class ClassifySettings(OidcSettings, ModelSettings):
    dead_letter_topic: str = "comments-dead"
    prompt_version: str = "v1"
    model_requests_per_minute: int = 0
    """Shared by all instances with Redis, else per instance; 0 means no limit. The same holds for tokens."""
    model_tokens_per_minute: int = 0
    redis_url: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportSettings(OidcSettings):
    pass


@dataclass(frozen=True, kw_only=True)
class WritingSettings(ModelSettings):
    """Settings of the weekly digest's text, which `digest` and `api` make."""

    digest_prompt: str = "digest-v1"


@dataclass(frozen=True, kw_only=True)
class MailSettings(Settings):
    mail_from: str
    """`Name <address>`. The address's domain is also that of the Message-ID."""
    public_url: str
    """The site's address for links in a mail: https://…, without a trailing slash."""
    unsubscribe_key: str
    """Signs unsubscribe links; `api` verifies them with the same key."""
    smtp_host: str = ""
    """If empty, no mail is sent: deliveries wait, and fail after two days with a reason that the dashboard shows."""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    """`starttls`, `tls` (implicit, port 465), or `none` for a server on the same machine."""
    smtp_user: str = ""
    smtp_password: str = ""
    mail_lease_seconds: int = 120
    """Lease of a delivery while it is being sent. A delivery whose run has crashed is retried after it."""
    mail_run_seconds: int = 150
    """A run starts no delivery after this time; the next run continues."""


@dataclass(frozen=True, kw_only=True)
class DigestSettings(OidcSettings, WritingSettings, MailSettings):
    pass


@dataclass(frozen=True, kw_only=True)
class ApiSettings(IntakeSettings, WritingSettings):
    question_prompt: str = "question-v1"
    question_timeout_ms: int = 15_000
    """Per call. A question takes two calls at most, and Firebase Hosting waits 60 seconds."""
    questions_per_hour: int = 30
    """Per user."""
    unsubscribe_key: str
    """The key with which `digest` signs unsubscribe links."""
    token_private_key: str
    """Ed25519 in PEM. Only this function signs tokens."""
    allowed_email_domains: str = ""
    """Comma-separated; their addresses may register without an invitation. `*` allows any domain, for local use."""
    invitation_code: str = ""
    admin_emails: str = ""
    """Comma-separated. Registration with the invitation code and one of these addresses makes an admin."""
    failures_per_account: int = 10
    """Failed logins in 15 minutes from unknown devices: more than typing errors, and at most 960 guesses a day."""
    failures_per_device: int = 10
    """Failed logins in 15 minutes from one device that has logged in to the account before."""
    failures_per_address: int = 50
    """Failed logins in 15 minutes over all accounts: enough for an office behind one address, too few to guess."""
    exports_per_hour: int = 30
    """Per account; twice as many per address. Each export may read every comment."""
    k_revision: str = ""
    """The running revision, set by Cloud Run."""

    def complaints(self) -> list[str]:
        short = 0 < len(self.invitation_code) < _LEAST_CODE
        return super().complaints() + [f"INVITATION_CODE must have at least {_LEAST_CODE} characters"] * short

    def names(self, field: str) -> frozenset[str]:
        """The lower-cased names in a comma-separated setting."""
        return frozenset(name.strip().lower() for name in getattr(self, field).split(",") if name.strip())
