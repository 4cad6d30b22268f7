"""Clients of the running stack: its API, as an admin and as a sender, and its Firestore emulator."""

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

_LOGINS = 6  # of ten seconds each: an emulator that has just read in a large store does not answer at once
_FIRESTORE = "FIRESTORE_EMULATOR_HOST"


class Answer(NamedTuple):
    status: int
    body: Any


def call(
    method: str, url: str, body: Any = None, token: str | None = None, timeout: float = 60, cookie: str = ""
) -> Answer:
    """JSON in, JSON out; an HTTP error is an answer too. Raises OSError when nobody is there."""
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
    """Logs this machine's admin in; registers it the first time."""
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
    """The library takes the emulator's address from the environment alone, which is left as it was."""
    from google.cloud import firestore  # most callers of this module talk to the API only

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
    """This machine is a known device of its admin's: nobody's guesses from its address keep `up` from logging in."""
    signer = TokenSigner.from_pem(secret["token_private_key"], TokenSettings.token_issuer)
    marks = DeviceMarks(signer, TokenVerifier.from_pem(secret["token_public_keys"], TokenSettings.token_issuer))
    return marks.write(MarkedDevice("local", user_id(ADMIN_EMAIL)), datetime.now(UTC))


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")
