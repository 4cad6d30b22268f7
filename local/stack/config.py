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
STAND_IN = "modelo-local"  # under its own name: nothing that it says is put down to Gemini
FUNCTIONS = ("ingest", "classify", "park", "report", "api", "digest")
_PORT_ORDER = ("gateway", *FUNCTIONS, "gemini", "smtp", "redis", "pubsub", "firestore")


@dataclass(frozen=True)
class Ports:
    """One block of ports: the gateway's and the eleven after it."""

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
        """The first block that nobody uses now. Raises OSError."""
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
    """The folder of one stack: keys, logs, exports. Two stacks need two folders and two blocks of ports."""

    folder: Path

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def run_file(self) -> Path:
        return self.folder / "run.json"

    @property
    def spool(self) -> Path:
        """Messages that were under way when the stack stopped."""
        return self.folder / "messages.ndjson"

    @property
    def exports(self) -> Path:
        return self.folder / "firestore"

    @property
    def memory(self) -> Path:
        """What the embedded stack carries over a restart."""
        return self.folder / "memory.pickle"

    @property
    def spans(self) -> Path:
        """Traces of `up --trace`, one span a line."""
        return self.logs / "spans.jsonl"

    @property
    def mail(self) -> Path:
        return self.folder / "mail"

    def prepare(self) -> None:
        for folder in (self.folder, self.logs, self.exports, self.mail):
            folder.mkdir(parents=True, exist_ok=True)

    def run_info(self) -> dict[str, object] | None:
        """What `up` wrote about itself; None when nothing runs."""
        try:
            info = json.loads(self.run_file.read_text())
            os.kill(info["pid"], 0)
        except (OSError, ValueError, KeyError):
            return None
        return dict(info)

    def secrets(self) -> dict[str, str]:
        """Keys and passwords of this machine, made once."""
        path = self.folder / "secrets.json"
        if not path.exists():
            self._make_secrets(path)
        known = dict(json.loads(path.read_text()))
        if "unsubscribe_key" not in known:  # a folder from before there was one
            known["unsubscribe_key"] = token_urlsafe(32)
            path.write_text(json.dumps(known, indent=1))
        return known

    def _make_secrets(self, path: Path) -> None:
        from local.keys import new_secrets  # what only looks at ports, a health check, starts without cryptography

        mine = path.with_suffix(f".{os.getpid()}")
        mine.touch(mode=0o600)
        mine.write_text(json.dumps(new_secrets(), indent=1))
        try:
            os.link(mine, path)  # of two that make them at once, one is first and both read its
        except FileExistsError:
            pass
        mine.unlink()


def health_path(name: str) -> str:
    """What a part answers at once it is there; a CloudEvent function has nothing to say to a GET, but it answers.

    `api` builds all its parts to refuse a caller without a token: the login that follows then need not wait for that.
    """
    paths = {
        "gateway": "/_local/jwks.json",
        "api": "/auth/me",
        **dict.fromkeys(("pubsub", "firestore", "classify", "park"), "/"),
    }
    return paths.get(name, "/healthz")


def source_folder(function: str) -> str:
    """The folder of `functions/` whose main.py has the target."""
    return "classify" if function == "park" else function


def function_env(ports: Ports, secret: dict[str, str], *, push: bool = False) -> dict[str, str]:
    """The environment of every function. A real key or project in the caller's environment reaches the model."""
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
        # A person at their own machine, and the tests, export and ask as often as they like.
        # The emulator's queue is lost with its process.
        "REPUBLISH_AFTER_S": "5",
        "EXPORTS_PER_HOUR": "10000",
        "QUESTIONS_PER_HOUR": "1000",
        "PUBLIC_URL": f"http://{HOST}:{ports.gateway}",
        "UNSUBSCRIBE_KEY": secret["unsubscribe_key"],
        "MAIL_FROM": MAIL_FROM,
        "SMTP_HOST": HOST,
        "SMTP_PORT": str(ports.smtp),
        "SMTP_SECURITY": "none",  # the catcher is on this machine
        "MAIL_LEASE_SECONDS": "10",
        "MAIL_RUN_SECONDS": "40",  # the scheduler waits 50 seconds for an answer
        "REDIS_URL": f"redis://{HOST}:{ports.redis}/0",
        # A proxy of the machine must not see calls to its own services.
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
