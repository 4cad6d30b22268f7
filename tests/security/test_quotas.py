"""Quotas answer 429 with a time to retry, trust only our proxy for the address, and write nothing."""

import json
import urllib.error
import urllib.request
from typing import NamedTuple

import pytest

from tests.support.stack.harness import RunningStack, own_function
from tests.support.stack.reviews import curator

pytestmark = pytest.mark.stack


_OWN = "198.51.100.77"  # other tests export too, from this machine's own address


class Answered(NamedTuple):
    status: int
    code: str
    retry_after: str | None


def ask(url: str, token: str, items: object = None, forwarded: str = "") -> Answered:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    headers |= {"X-Forwarded-For": forwarded} if forwarded else {}
    data = None if items is None else json.dumps(items).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, headers)) as answer:
            answer.read()
            return Answered(answer.status, "", None)
    except urllib.error.HTTPError as error:
        with error:
            return Answered(error.code, json.load(error)["codigo"], error.headers["Retry-After"])


def test_a_sender_has_so_many_requests_and_comments_a_minute(stack: RunningStack) -> None:
    busy, other = stack.token("apressado"), stack.token("calmo")
    limits = {"REQUESTS_PER_MINUTE_PER_SENDER": "3", "COMMENTS_PER_MINUTE_PER_SENDER": "50", "REDIS_URL": ""}
    written = len(list(stack.firestore().collection("throttles").list_documents()))

    with own_function(stack, "ingest", **limits) as url:
        many = ask(f"{url}/api/comentarios", busy, [{"texto": "oi"}] * 51)
        few = [ask(f"{url}/api/comentarios", other, [{"texto": "oi"}]).status for _ in range(3)]
        more = ask(f"{url}/api/comentarios", other, [{"texto": "oi"}])

    assert (many.status, many.code) == (more.status, more.code) == (429, "cota_excedida")
    assert few == [202] * 3
    assert all(0 < int(one.retry_after or 0) <= 60 for one in (many, more))
    assert len(list(stack.firestore().collection("throttles").list_documents())) == written


def test_an_address_is_bounded_before_its_token_is_looked_at_and_cannot_be_made_up(stack: RunningStack) -> None:
    with own_function(stack, "ingest", REQUESTS_PER_MINUTE_PER_ADDRESS="3", REDIS_URL="") as url:
        forged = [ask(f"{url}/api/comentarios", "x.y.z", [], f"203.0.113.{n}, 198.51.100.1") for n in range(4)]
        elsewhere = ask(f"{url}/api/comentarios", "x.y.z", [], "203.0.113.1, 198.51.100.2")

    assert [one.status for one in forged] == [401, 401, 401, 429]
    assert elsewhere.status == 401


def test_an_account_has_so_many_exports_an_hour(stack: RunningStack) -> None:
    ana, bia = curator(stack)[1], curator(stack)[1]
    paths = ("/api/comentarios/exportar?formato=csv&lote=x", "/api/comentarios?format=json&lote=x")

    with own_function(stack, "api", EXPORTS_PER_HOUR="2") as url:
        first = [ask(url + path, ana, forwarded=_OWN).status for path in paths]
        third = ask(url + paths[0], ana, forwarded=_OWN)
        beside = [ask(url + paths[0], bia, forwarded=_OWN).status for _ in range(2)]
        elsewhere = ask(url + paths[0], bia, forwarded="198.51.100.9").status

    assert first == [200, 200]
    assert beside == [200, 429]  # the address has four, of which ana has taken three
    assert elsewhere == 429  # and bia two
    assert (third.status, third.code) == (429, "cota_excedida")
    assert 0 < int(third.retry_after or 0) <= 3600
