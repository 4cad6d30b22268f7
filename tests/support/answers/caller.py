"""Base class of the recorded calls: accounts, logins, waiting, and the model's faults."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.support.answers import listeners
from tests.support.answers.own_stack import OwnStack
from tests.support.answers.recorder import Recorder, Reply, request

ADMIN = "curadoria@alumusic.local"
PASSWORD, OTHER_PASSWORD = "carambola-madura-7", "jabuticaba-doce-9"
CURATOR, COLLEAGUE, GUEST = "bia@exemplo.com", "caio@exemplo.com", "convidada@exemplo.com"
LETTERS = ("ana@exemplo.com", "davi@exemplo.com", "recusado@exemplo.com", "adiado@exemplo.com", "elis@exemplo.com")
GUESSED = "dora@exemplo.com"
MAILS = (ADMIN, CURATOR, COLLEAGUE, GUEST, GUESSED, *LETTERS)
UNKNOWN = listeners.number(999)
_SECONDS = 30


@dataclass
class Everybody:
    """Tokens by role, empty until obtained. `sender` is a sender token."""

    admin: str = ""
    curator: str = ""
    sender: str = ""


@dataclass
class Caller:
    """Only calls through `call` are recorded."""

    call: Recorder
    stack: OwnStack
    now: datetime
    who: Everybody

    def login(self, mail: str) -> str:
        body, kind = {"email": mail, "senha": OTHER_PASSWORD}, {"Content-Type": "application/json"}
        reply = request(self.stack.port, "POST", "/auth/login", kind, json.dumps(body).encode())
        return str(reply.json["access_token"])

    def get(self, path: str) -> Any:
        return request(self.stack.port, "GET", path, {"Authorization": f"Bearer {self.who.curator}"}, None).json

    def faults(self, faults: dict[str, Any]) -> None:
        body, kind = json.dumps(faults).encode(), {"Content-Type": "application/json"}
        assert request(self.stack.model, "PUT", "/_faults", kind, body).status == 200

    def settled(self, sent: Reply) -> None:
        self.until(lambda: self.get(f"/api/lotes/{sent.json['lote_id']}")["pendentes"] == 0)

    def until(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + _SECONDS
        while not done():
            assert time.monotonic() < end, "waited too long"
            time.sleep(0.03)


def cookie(reply: Reply) -> str:
    return reply.header("Set-Cookie").partition(";")[0]


def mind_the_end_of(seconds: int, least: float) -> None:
    """Waits for the next period of `seconds` if less than `least` seconds of this one are left."""
    left = seconds - time.time() % seconds
    if left < least:
        time.sleep(left + 0.1)


def whole_hour(seconds: float) -> None:
    """Ensures that no hour, and so no day, week or month, ends during the calls."""
    mind_the_end_of(3600, least=seconds)
