"""Pushes and jobs need a Google identity token of the one service account, for the one audience."""

import json
import time
import urllib.error
import urllib.request
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from local.cloud.identity import KEY_ID, private_identity_token
from local.stack.config import HOST, OIDC_AUDIENCE, OIDC_EMAIL
from tests.support.stack.harness import RunningStack

pytestmark = pytest.mark.stack

_DOORS = ("classify", "park", "report", "digest")
_OTHER_KEY = rsa.generate_private_key(65537, 2048)


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    good = {
        "iss": "https://accounts.google.com",
        "aud": OIDC_AUDIENCE,
        "sub": "local",
        "email": OIDC_EMAIL,
        "email_verified": True,
        "iat": now,
        "exp": now + 300,
    }
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def knock(stack: RunningStack, door: str, token: str | None) -> int:
    body = json.dumps({"message": {"messageId": "1", "data": "e30="}}).encode()
    headers = {"Content-Type": "application/json", "ce-id": "1", "ce-source": "//x", "ce-specversion": "1.0"}
    headers |= {"ce-type": "google.cloud.pubsub.topic.v1.messagePublished"}
    headers |= {"Authorization": f"Bearer {token}"} if token is not None else {}
    request = urllib.request.Request(f"http://{HOST}:{getattr(stack.ports, door)}/", body, headers, method="POST")
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return int(error.code)


@pytest.mark.parametrize("door", _DOORS)
@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"aud": "https://outro.example"}, 401),
        ({"iss": "https://accounts.example"}, 401),
        ({"exp": 1_000_000_000}, 401),
        ({"iat": 4_000_000_000}, 401),
        ({"email": None}, 401),
        ({"email": "outra@alumusic-local.iam.gserviceaccount.com"}, 403),
        ({"email_verified": False}, 403),
        ({"email_verified": None}, 403),
    ],
)
def test_an_identity_token_with_a_wrong_claim_is_refused(
    stack: RunningStack, door: str, changes: dict[str, Any], status: int
) -> None:
    key = stack.state.secrets()["oidc_private_key"]

    token = jwt.encode(claims(**changes), key, algorithm="RS256", headers={"kid": KEY_ID})

    assert knock(stack, door, token) == status


@pytest.mark.parametrize("door", _DOORS)
def test_a_token_of_another_key_algorithm_or_none_is_refused(stack: RunningStack, door: str) -> None:
    kid = {"kid": KEY_ID}
    tokens = [
        None,
        "",
        "x.y.z",
        jwt.encode(claims(), _OTHER_KEY, algorithm="RS256", headers=kid),
        jwt.encode(claims(), _OTHER_KEY, algorithm="RS256", headers={"kid": "unknown"}),
        jwt.encode(claims(), "a shared secret that is long enough for HMAC", algorithm="HS256", headers=kid),
        jwt.encode(claims(), "", algorithm="none", headers=kid),
        jwt.encode(claims(), stack.state.secrets()["token_private_key"], algorithm="EdDSA", headers=kid),
    ]

    assert [knock(stack, door, token) for token in tokens] == [401] * len(tokens)


@pytest.mark.parametrize("door", _DOORS)
def test_the_right_token_is_let_in(stack: RunningStack, door: str) -> None:
    key = stack.state.secrets()["oidc_private_key"]

    assert knock(stack, door, jwt.encode(claims(), key, algorithm="RS256", headers={"kid": KEY_ID})) < 300


@pytest.mark.parametrize(
    ("door", "accepted"), [("classify", True), ("park", True), ("digest", True), ("report", False)]
)
def test_only_private_services_take_a_token_without_its_signature(
    stack: RunningStack, door: str, accepted: bool
) -> None:
    token = private_identity_token(stack.state.secrets()["oidc_private_key"])

    assert (knock(stack, door, token) < 300) is accepted
