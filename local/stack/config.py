"""Folders, ports and environment variables of the local stack."""

import json
import os
import socket
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_urlsafe

ROOT = Path(__file__).resolve().parents[2]
PROJECT = "alumusic-local"
HOST = "127.0.0.1"
OIDC_EMAIL = "entregas@alumusic-local.iam.gserviceaccount.com"
OIDC_AUDIENCE = "alumusic-local"
MAIL_FROM = "AluMusic Insights <resumo@alumusic.local>"
ADMIN_EMAIL = "curadoria@alumusic.local"
STAND_IN = "modelo-local"  # model name of the stand-in, so that its answers are never attributed to Gemini
FUNCTIONS = ("ingest", "classify", "park", "report", "api", "digest")
_PORT_ORDER = ("gateway", *FUNCTIONS, "gemini", "smtp", "redis", "pubsub", "firestore")


@dataclass(frozen=True)
class Ports:
    """A block of twelve consecutive ports; the gateway has the first."""

    gateway: int
    ingest: int
    classify: int
    park: int
    report: int
    api: int
    digest: int
    gemini: int
    smtp: int
    redis: int
    pubsub: int
    firestore: int

    @classmethod
    def from_base(cls, base: int) -> "Ports":
        return cls(**{name: base + n for n, name in enumerate(_PORT_ORDER)})

    @classmethod
    def free(cls, bases: Iterable[int]) -> "Ports":
        """The first block with no port in use. Raises OSError when there is none."""
        for base in bases:
            ports = cls.from_base(base)
            try:
                for _, port in ports.items():
                    with socket.socket() as probe:
                        probe.bind((HOST, port))
            except OSError:
                continue
            return ports
        raise OSError("no free ports")

    def items(self) -> list[tuple[str, int]]:
        return list(asdict(self).items())


@dataclass(frozen=True)
class State:
    """The folder of a stack: keys, logs, exports, mail. Two stacks need two folders and two blocks of ports."""

    folder: Path

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def run_file(self) -> Path:
        return self.folder / "run.json"

    @property
    def spool(self) -> Path:
        """Unacknowledged messages of the last stop; see `broker.drain`."""
        return self.folder / "messages.ndjson"

    @property
    def exports(self) -> Path:
        return self.folder / "firestore"

    @property
    def memory(self) -> Path:
        """The embedded stack's store and unacknowledged messages, saved at its last stop."""
        return self.folder / "memory.pickle"

    @property
    def spans(self) -> Path:
        """Spans of `up --trace`, one JSON object a line."""
        return self.logs / "spans.jsonl"

    @property
    def mail(self) -> Path:
        return self.folder / "mail"

    def prepare(self) -> None:
        for folder in (self.folder, self.logs, self.exports, self.mail):
            folder.mkdir(parents=True, exist_ok=True)

    def run_info(self) -> dict[str, object] | None:
        """Process id, port and source of the running stack; None when its process is gone."""
        try:
            info = json.loads(self.run_file.read_text())
            os.kill(info["pid"], 0)
        except (OSError, ValueError, KeyError):
            return None
        return dict(info)

    def secrets(self) -> dict[str, str]:
        """Keys and passwords of this stack, generated on the first call."""
        path = self.folder / "secrets.json"
        if not path.exists():
            self._make_secrets(path)
        known = dict(json.loads(path.read_text()))
        if "unsubscribe_key" not in known:  # a folder made before this key existed
            known["unsubscribe_key"] = token_urlsafe(32)
            path.write_text(json.dumps(known, indent=1))
        return known

    def _make_secrets(self, path: Path) -> None:
        from local.keys import new_secrets  # imported here: health checks must not load cryptography

        mine = path.with_suffix(f".{os.getpid()}")
        mine.touch(mode=0o600)
        mine.write_text(json.dumps(new_secrets(), indent=1))
        try:
            os.link(mine, path)  # atomic: if two processes generate secrets at once, both use the first file
        except FileExistsError:
            pass
        mine.unlink()


def health_path(name: str) -> str:
    """A path that answers as soon as the part is up. A CloudEvent function answers a GET with an error, which counts.

    `/auth/me` makes `api` build all its services before it answers 401, so the first login does not wait for that.
    """
    paths = {
        "gateway": "/_local/jwks.json",
        "api": "/auth/me",
        **dict.fromkeys(("pubsub", "firestore", "classify", "park"), "/"),
    }
    return paths.get(name, "/healthz")


def source_folder(function: str) -> str:
    """The folder of `functions/` whose main.py defines the target."""
    return "classify" if function == "park" else function


def function_env(ports: Ports, secret: dict[str, str], *, push: bool = False) -> dict[str, str]:
    """Environment variables of every function. With GEMINI_API_KEY set in the caller's they call Gemini itself."""
    env = {
        "GOOGLE_CLOUD_PROJECT": PROJECT,
        "TOKEN_PUBLIC_KEYS": secret["token_public_keys"],
        "TOKEN_PRIVATE_KEY": secret["token_private_key"],
        "AUTHOR_HASH_KEY": secret["author_hash_key"],
        "INVITATION_CODE": secret["invitation_code"],
        "ADMIN_EMAILS": ADMIN_EMAIL,
        "ALLOWED_EMAIL_DOMAINS": "*",
        "OIDC_AUDIENCE": OIDC_AUDIENCE,
        "OIDC_EMAIL": OIDC_EMAIL,
        "OIDC_JWKS_URL": f"http://{HOST}:{ports.gateway}/_local/jwks.json",
        "OIDC_CHECK": "off" if push else "on",
        # Short, because the emulator loses its messages when its process ends.
        "REPUBLISH_AFTER_S": "5",
        # Practically unlimited for developers and tests.
        "EXPORTS_PER_HOUR": "10000",
        "QUESTIONS_PER_HOUR": "1000",
        "PUBLIC_URL": f"http://{HOST}:{ports.gateway}",
        "UNSUBSCRIBE_KEY": secret["unsubscribe_key"],
        "MAIL_FROM": MAIL_FROM,
        "SMTP_HOST": HOST,
        "SMTP_PORT": str(ports.smtp),
        "SMTP_SECURITY": "none",  # the mail catcher is local
        "MAIL_LEASE_SECONDS": "10",
        "MAIL_RUN_SECONDS": "40",  # below the scheduler's timeout of 50 seconds
        "REDIS_URL": f"redis://{HOST}:{ports.redis}/0",
        # Calls to local services must bypass the machine's HTTP proxy.
        "NO_PROXY": f"{HOST},localhost",
        "no_proxy": f"{HOST},localhost",
    }
    for name in (
        "GEMINI_MODEL",
        "PROMPT_VERSION",
        "COMMENTS_PER_MESSAGE",
        "LOG_LEVEL",
        "RETENTION_DAYS",
        "PRICE_IN_USD",
        "PRICE_OUT_USD",
    ):
        if os.environ.get(name):
            env[name] = os.environ[name]
    if os.environ.get("GEMINI_API_KEY"):
        env["GEMINI_API_KEY"] = os.environ["GEMINI_API_KEY"]
    else:
        env |= {"GEMINI_API_KEY": "local-stand-in", "GEMINI_BASE_URL": f"http://{HOST}:{ports.gemini}"}
        env.setdefault("GEMINI_MODEL", STAND_IN)
    return env


def emulator_env(ports: Ports) -> dict[str, str]:
    return {
        "PUBSUB_EMULATOR_HOST": os.environ.get("PUBSUB_EMULATOR_HOST") or f"{HOST}:{ports.pubsub}",
        "FIRESTORE_EMULATOR_HOST": os.environ.get("FIRESTORE_EMULATOR_HOST") or f"{HOST}:{ports.firestore}",
    }
