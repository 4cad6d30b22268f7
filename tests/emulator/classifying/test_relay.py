"""The relay retries until a function accepts, waits for a function that starts, and dead-letters by the policy."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from local.cloud import broker, delivery
from local.cloud.relay import Relay
from local.stack.config import HOST
from tests.support.stack.harness import RunningStack, free_ports

pytestmark = pytest.mark.stack


@contextmanager
def function(port: int, *statuses: int) -> Iterator[list[int]]:
    """Answers with these statuses, and repeats the last; records the delivery attempts."""
    attempts: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            attempts.append(body["deliveryAttempt"])
            self.send_response(statuses[min(len(attempts), len(statuses)) - 1])
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    with HTTPServer((HOST, port), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield attempts
        server.shutdown()
        thread.join()


class Message(SimpleNamespace):
    """A message as the client library delivers it."""

    acked = False

    def ack(self) -> None:
        self.acked = True


def published() -> Message:
    return Message(
        message_id=uuid4().hex,
        data=uuid4().hex.encode(),
        attributes={"repetido": "1"},
        publish_time=datetime.now(UTC),
        delivery_attempt=1,
    )


@pytest.fixture
def port() -> int:
    return free_ports().gateway


@pytest.fixture
def message() -> Message:
    return published()


@pytest.fixture
def relaying(stack: RunningStack, monkeypatch: pytest.MonkeyPatch) -> Relay:
    monkeypatch.setenv("PUBSUB_EMULATOR_HOST", f"{HOST}:{stack.ports.pubsub}")
    return Relay(stack.state.secrets()["oidc_private_key"], first_retry=0.01)


def route(port: int, dead_letter: str | None = None) -> delivery.Route:
    return delivery.Route("mine", "mine", dead_letter, f"http://{HOST}:{port}/")


def test_a_refused_message_is_redelivered_and_its_attempts_are_counted(
    relaying: Relay, port: int, message: Message
) -> None:
    with function(port, 503, 500, 204) as attempts:
        relaying.deliver(route(port, "nobodys"), message)

    assert attempts == [1, 2, 3]
    assert message.acked
    assert relaying.unsettled == {}


def test_after_the_fifth_refusal_it_is_a_dead_letter(relaying: Relay, port: int, message: Message) -> None:
    name = f"dead-{uuid4().hex[:8]}"
    broker.create_all([delivery.Route(name, name, None, "")], push=False)

    with function(port, 500) as attempts:
        relaying.deliver(route(port, name), message)

    path = delivery.subscription_path(name)
    (letter,) = broker.subscriber().pull(subscription=path, max_messages=9).received_messages
    assert attempts == [1, 2, 3, 4, 5]
    assert (letter.message.data, dict(letter.message.attributes)) == (message.data, message.attributes)
    assert message.acked


def test_without_dead_letters_it_comes_until_it_is_taken(relaying: Relay, port: int, message: Message) -> None:
    with function(port, *[500] * 7, 200) as attempts:
        relaying.deliver(route(port), message)

    assert attempts == list(range(1, 9))


def test_a_function_that_starts_is_waited_for(relaying: Relay, port: int, message: Message) -> None:
    delivery = threading.Thread(target=relaying.deliver, args=(route(port), message))
    delivery.start()
    delivery.join(0.5)
    assert not message.acked

    with function(port, 200) as attempts:
        delivery.join(10)

    assert attempts == [1]
    assert message.acked


def test_a_subscription_does_not_wait_behind_a_function_that_hangs(
    relaying: Relay, stack: RunningStack, message: Message
) -> None:
    relaying = Relay(stack.state.secrets()["oidc_private_key"], in_flight=1, first_retry=0.01)
    ports = free_ports()
    with socket.create_server((HOST, ports.classify)) as hanging, function(ports.park, 200):
        stuck = threading.Thread(target=relaying.deliver, args=(route(ports.classify), published()))
        stuck.start()
        connection, _ = hanging.accept()

        delivery = threading.Thread(target=relaying.deliver, args=(route(ports.park), message))
        delivery.start()
        delivery.join(5)
        arrived = message.acked

        relaying.stopping.set()
        connection.close()
        stuck.join(5)
    assert arrived


def test_unsettled_messages_are_kept_when_the_stack_stops(relaying: Relay, port: int, message: Message) -> None:
    relaying.stopping.set()

    with function(port, 200) as attempts:
        relaying.deliver(route(port), message)

    assert attempts == []
    assert not message.acked
    assert [one.data for one in relaying.unsettled.values()] == [message.data]
