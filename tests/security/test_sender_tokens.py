"""Sender and curator tokens against the attacks of RFC 8725 and OWASP ASVS 9."""

import base64
import hmac
import json
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from local.client import call
from local.cloud.identity import identity_token
from tests.support.stack.harness import RunningStack
from tests.support.stack.reviews import PASSWORD, curator

pytestmark = pytest.mark.stack

_NOBODYS = Ed25519PrivateKey.generate()
DOORS = {"comentarios": "comentarios:escrever", "painel": "painel:curar painel:administrar comentarios:escrever"}


def claims(audience: str, **changes: Any) -> dict[str, Any]:
    now = int(time.time())
    good = {
        "iss": "alumusic-insights",
        "aud": audience,
        "sub": "servico:x",
        "scope": DOORS[audience],
        "jti": str(uuid4()),
        "iat": now,
        "exp": now + 300,
    }
    return {**good, **changes}


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def by_hand(header: dict[str, Any], payload: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
    """A token as no library would make it."""
    signed = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(payload).encode())}"
    return f"{signed}.{b64(sign(signed.encode()))}"


def forged(kind: str, stack: RunningStack, audience: str) -> str:
    """A token with valid claims and a foreign signature."""
    public = stack.state.secrets()["token_public_keys"].encode()
    payload = claims(audience)
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64(_raw(_NOBODYS))}
    ours = {"alg": "EdDSA", "typ": "JWT"}
    match kind:
        case "none":
            return by_hand({"alg": "none"}, payload, lambda _: b"")
        case "none, spelt otherwise":
            return by_hand({"alg": "nOnE"}, payload, lambda _: b"")
        case "no signature":
            return by_hand(ours, payload, lambda _: b"")
        case "public key as HMAC secret":
            return by_hand({"alg": "HS256"}, payload, lambda data: hmac.new(public, data, sha256).digest())
        case "empty HMAC secret":
            return by_hand({"alg": "HS256"}, payload, lambda data: hmac.new(b"", data, sha256).digest())
        case "RSA":
            return jwt.encode(payload, rsa.generate_private_key(65537, 2048), algorithm="RS256")
        case "ECDSA":
            return jwt.encode(payload, ec.generate_private_key(ec.SECP256R1()), algorithm="ES256")
        case "key in the header":
            return by_hand({**ours, "jwk": jwk}, payload, _NOBODYS.sign)
        case "address of a key":
            return by_hand({**ours, "jku": "http://127.0.0.1:9/keys.json"}, payload, _NOBODYS.sign)
        case "path as key id":
            return by_hand({**ours, "kid": "../../../../dev/null"}, payload, _NOBODYS.sign)
        case "critical extension":
            return by_hand({**ours, "crit": ["b64"], "b64": False}, payload, _NOBODYS.sign)
        case "certificate":
            return by_hand({**ours, "x5u": "http://127.0.0.1:9/cert.pem"}, payload, _NOBODYS.sign)
        case "another's key":
            return jwt.encode(payload, _NOBODYS, algorithm="EdDSA")
    raise AssertionError(kind)


def _raw(key: Ed25519PrivateKey) -> bytes:
    encoding = serialization.Encoding.Raw
    return key.public_key().public_bytes(encoding, serialization.PublicFormat.Raw)


def knock(stack: RunningStack, audience: str, token: str) -> tuple[int, str]:
    if audience == "comentarios":
        answer = call("POST", f"{stack.base}/api/comentarios", [{"texto": "oi"}], token)
    else:
        answer = call("GET", f"{stack.base}/api/operacao", None, token)
    return answer.status, answer.body["codigo"]


@pytest.mark.parametrize("audience", DOORS)
@pytest.mark.parametrize(
    "kind",
    [
        "none",
        "none, spelt otherwise",
        "no signature",
        "public key as HMAC secret",
        "empty HMAC secret",
        "RSA",
        "ECDSA",
        "key in the header",
        "address of a key",
        "path as key id",
        "critical extension",
        "certificate",
        "another's key",
    ],
)
def test_a_forged_token_is_refused(stack: RunningStack, kind: str, audience: str) -> None:
    assert knock(stack, audience, forged(kind, stack, audience)) == (401, "token_invalido")


@pytest.mark.parametrize("audience", DOORS)
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"exp": 1_000_000_000}, "token_expirado"),
        ({"exp": "amanhã"}, "token_invalido"),
        ({"exp": None}, "token_invalido"),
        ({"nbf": 4_000_000_000}, "token_invalido"),
        ({"iat": 4_000_000_000}, "token_invalido"),
        ({"iss": "https://accounts.google.com"}, "token_invalido"),
        ({"aud": ["comentarios", "painel"]}, "token_invalido"),
        ({"aud": "outro"}, "token_invalido"),
        ({"sub": 7}, "token_invalido"),
        ({"scope": None}, "token_invalido"),
        ({"jti": None}, "token_invalido"),
    ],
)
def test_a_token_of_ours_with_a_wrong_claim_is_refused(
    stack: RunningStack, audience: str, changes: dict[str, Any], code: str
) -> None:
    key = serialization.load_pem_private_key(stack.state.secrets()["token_private_key"].encode(), None)
    assert isinstance(key, Ed25519PrivateKey)
    payload = {name: value for name, value in claims(audience, **changes).items() if value is not None}

    token = by_hand({"alg": "EdDSA"}, payload, key.sign)

    assert knock(stack, audience, token) == (401, code)


def test_a_clock_may_be_ten_seconds_off_and_no_more(stack: RunningStack) -> None:
    key, now = stack.state.secrets()["token_private_key"], int(time.time())

    within, beyond = (jwt.encode(claims("comentarios", exp=now - late), key, algorithm="EdDSA") for late in (5, 20))

    assert knock(stack, "comentarios", within) == (401, "token_revogado")  # past the clock, to the record that is not
    assert knock(stack, "comentarios", beyond) == (401, "token_expirado")


def test_a_senders_token_opens_no_private_door_and_a_scope_cannot_be_asked_for(stack: RunningStack, token: str) -> None:
    answers = [
        call(method, stack.base + path, {} if method in ("POST", "PATCH") else None, token).status
        for method, path in (
            ("GET", "/auth/me"),
            ("GET", "/api/operacao"),
            ("GET", "/api/tokens"),
            ("POST", "/api/tokens"),
        )
    ]

    assert set(answers) <= {401, 403}


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic Y3VyYWRvcmlhOnNlbmhh", "Bearer a b c", "token x"])
def test_a_header_that_is_no_bearer_token_is_401(stack: RunningStack, header: str) -> None:
    import urllib.error
    import urllib.request

    request = urllib.request.Request(f"{stack.base}/api/operacao", headers={"Authorization": header})
    with pytest.raises(urllib.error.HTTPError) as refused, urllib.request.urlopen(request):
        pass
    with refused.value as answer:
        assert (answer.code, json.load(answer)["codigo"][:5]) == (401, "token")


def test_a_token_of_one_door_does_not_open_the_other(stack: RunningStack, token: str) -> None:
    """The dashboard refuses a sender token; a dashboard token can send only while its session lasts."""
    key = stack.state.secrets()["token_private_key"]
    as_sender = jwt.encode(claims("comentarios", scope=DOORS["painel"]), key, algorithm="EdDSA")
    as_curator = jwt.encode(claims("painel"), key, algorithm="EdDSA")

    assert knock(stack, "painel", token) == (401, "token_invalido")
    assert knock(stack, "painel", as_sender) == (401, "token_invalido")
    assert knock(stack, "comentarios", as_curator)[0] == 401
    assert knock(stack, "painel", as_curator)[0] == 401


def test_googles_token_for_a_push_opens_no_door_of_ours(stack: RunningStack) -> None:
    push = identity_token(stack.state.secrets()["oidc_private_key"])

    assert [knock(stack, audience, push) for audience in DOORS] == [(401, "token_invalido")] * 2


def test_the_token_of_a_disabled_account_is_refused_at_once(stack: RunningStack) -> None:
    email, ana = curator(stack)
    admin = stack.admin()
    users = call("GET", f"{stack.base}/api/usuarios", None, admin).body["usuarios"]
    (user_id,) = (user["id"] for user in users if user["email"] == email)
    before = call("GET", f"{stack.base}/auth/me", None, ana).status

    changed = call("PATCH", f"{stack.base}/api/usuarios/{user_id}", {"ativo": False}, admin).status

    assert (before, changed) == (200, 200)
    assert knock(stack, "painel", ana) == (401, "conta_inativa")
    again = call("POST", f"{stack.base}/auth/login", {"email": email, "password": PASSWORD})
    assert (again.status, again.body["codigo"]) == (401, "credenciais_invalidas")
