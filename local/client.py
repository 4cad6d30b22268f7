"""Clients of a running stack: its HTTP API, as admin or sender, and its Firestore emulator."""

import json
import os
import urllib.error
import urllib.request
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from alumusic.adapters.device_marks import DeviceMarks
from alumusic.adapters.tokens import TokenSigner, TokenVerifier
from alumusic.domain.accounts.session import MarkedDevice
from alumusic.services.accounts.addresses import user_id
from alumusic.settings import TokenSettings
from local.stack.config import ADMIN_EMAIL, HOST, PROJECT

if TYPE_CHECKING:
    from google.cloud import firestore

_LOGINS = 6  # ten seconds each: the emulator answers late just after it has loaded a large store
_FIRESTORE = "FIRESTORE_EMULATOR_HOST"


class Answer(NamedTuple):
    status: int
    body: Any


def call(
    method: str, url: str, body: Any = None, token: str | None = None, timeout: float = 60, cookie: str = ""
) -> Answer:
    """Sends and parses JSON. Returns an HTTP error like any other answer; raises OSError if the server is not there."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    headers |= {"Cookie": f"__session={cookie}"} if cookie else {}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return Answer(response.status, _parsed(response.read()))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, _parsed(error.read()))


def admin_token(port: int, secret: dict[str, str]) -> str:
    """Logs in the local admin, and registers it the first time. Raises OSError."""
    base, login = f"http://{HOST}:{port}", {"email": ADMIN_EMAIL, "password": secret["admin_password"]}
    mark = f"~{_device_mark(secret)}"
    for _ in range(_LOGINS):
        answer = call("POST", f"{base}/auth/login", login, cookie=mark)
        if answer.status != 503:
            break
    if answer.status == 401:
        call("POST", f"{base}/auth/register", {**login, "convite": secret["invitation_code"]})
        answer = call("POST", f"{base}/auth/login", login, cookie=mark)
    if answer.status != 200:
        raise OSError(f"login answered {answer.status}: {answer.body}")
    return str(answer.body["access_token"])


def service_token(port: int, secret: dict[str, str], name: str) -> str:
    answer = call("POST", f"http://{HOST}:{port}/api/tokens", {"nome": name}, admin_token(port, secret))
    if answer.status != 201:
        raise OSError(f"no token: {answer.status}: {answer.body}")
    return str(answer.body["token"])


def database(port: int, project: str = PROJECT) -> "firestore.Client":
    """The library reads the emulator's address from the environment only; the variable is restored afterwards."""
    from google.cloud import firestore  # imported here: most callers use the HTTP API only

    before = os.environ.get(_FIRESTORE)
    os.environ[_FIRESTORE] = f"{HOST}:{port}"
    try:
        return firestore.Client(project=project)
    finally:
        if before is None:
            del os.environ[_FIRESTORE]
        else:
            os.environ[_FIRESTORE] = before


def _device_mark(secret: dict[str, str]) -> str:
    """Marks this machine as a known device of the admin, so failed logins from its address cannot lock `up` out."""
    signer = TokenSigner.from_pem(secret["token_private_key"], TokenSettings.token_issuer)
    marks = DeviceMarks(signer, TokenVerifier.from_pem(secret["token_public_keys"], TokenSettings.token_issuer))
    return marks.write(MarkedDevice("local", user_id(ADMIN_EMAIL)), datetime.now(UTC))


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")
