"""The local Eventarc: posts each message of a subscription as a binary CloudEvent. `python -m local.cloud.relay`.

A 2xx answer acknowledges the message. Any other answer is retried here with exponential back-off; after the last
attempt the message goes to the dead-letter topic. The emulator's own redelivery is not used: some of the messages that
are returned to it while hundreds wait never come again. With `push` the emulator pushes by itself, two requests at a
time, and this process only saves the remaining messages when the stack stops.
"""

import json
import os
import signal
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Event, Lock, Semaphore
from typing import Any

import urllib3
from google.cloud.pubsub_v1 import SubscriberClient
from google.cloud.pubsub_v1.subscriber.message import Message
from google.cloud.pubsub_v1.subscriber.scheduler import ThreadScheduler
from google.cloud.pubsub_v1.types import FlowControl, PubsubMessage

from local.cloud.broker import Spooled, drain, publisher
from local.cloud.delivery import (
    FIRST_RETRY,
    Route,
    cloud_event,
    dead_letter_topic,
    pause,
    routes,
    subscription_path,
    topic_path,
)
from local.cloud.identity import private_identity_token

IN_FLIGHT = 32  # concurrent deliveries of a subscription; more than the functions' threads, the rest wait in the socket
_HELD = 256  # messages held at once, including those that wait for a retry
_TIMEOUT = urllib3.Timeout(connect=2, read=110)  # below the acknowledgement deadline
_STARTING = 15.0  # seconds that a delivery waits for a starting function, as Cloud Run holds requests in a cold start
_GRACE = 1.0  # seconds for running deliveries to finish when the stack stops


class Relay:
    def __init__(self, key: str, *, in_flight: int = IN_FLIGHT, first_retry: float = FIRST_RETRY) -> None:
        self.key, self.first_retry = key, first_retry
        self.pool = urllib3.PoolManager(maxsize=in_flight, timeout=_TIMEOUT, retries=False)
        self.dead_letters = publisher()
        self.unsettled: dict[str, Spooled] = {}
        # One semaphore a subscription: deliveries to `park` never wait for a hanging `classify`.
        self.turns = defaultdict[Route, Semaphore](lambda: Semaphore(in_flight))
        self.busy = 0
        self.lock = Lock()
        self.stopping = Event()

    def subscribe(self, client: SubscriberClient, route: Route) -> Any:
        return client.subscribe(
            subscription_path(route.subscription),
            callback=lambda message: self.deliver(route, message),
            flow_control=FlowControl(max_messages=_HELD),
            scheduler=ThreadScheduler(ThreadPoolExecutor(_HELD)),
        )

    def deliver(self, route: Route, message: Message) -> None:
        """Returns once the message is acknowledged or dead-lettered, or when the stack stops; then it stays in
        `unsettled`."""
        with self.lock:
            self.unsettled[message.message_id] = Spooled(
                route.topic, message.message_id, message.data, dict(message.attributes)
            )
        for attempt in count(message.delivery_attempt or 1):
            if self._accepted(route, message, attempt):
                break
            if self.stopping.wait(pause(attempt, self.first_retry)):
                return
            dead_letters = dead_letter_topic(route, attempt)
            if dead_letters:
                letter = PubsubMessage(data=message.data, attributes=dict(message.attributes))
                self.dead_letters.publish(topic=topic_path(dead_letters), messages=[letter])
                break
        with self.lock:
            self.unsettled.pop(message.message_id, None)  # another copy may have finished first
        message.ack()

    def _accepted(self, route: Route, message: Message, attempt: int) -> bool:
        with self.lock:
            turns = self.turns[route]
        with turns:
            with self.lock:
                if self.stopping.is_set():
                    return False
                self.busy += 1
            try:
                return self._post(route, message, attempt)
            finally:
                with self.lock:
                    self.busy -= 1

    def _post(self, route: Route, message: Message, attempt: int) -> bool:
        token = private_identity_token(self.key)
        headers, body = cloud_event(
            route, message.message_id, message.data, message.attributes, message.publish_time, attempt, token
        )
        patience = time.monotonic() + _STARTING
        while True:
            try:
                response = self.pool.request("POST", route.url, body=body, headers=headers)
                return 200 <= response.status < 300
            except urllib3.exceptions.HTTPError as error:
                refused = isinstance(error, urllib3.exceptions.NewConnectionError)
                if not refused or time.monotonic() > patience or self.stopping.wait(0.2):
                    print(f"{route.subscription} not reached: {type(error).__name__}\n", end="", flush=True)
                    return False


def main() -> None:
    settings = json.loads(os.environ["LOCAL_RELAY"])
    wanted, stop = routes(settings["classify"], settings["park"]), Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    relay, client, streams = Relay(settings["key"]), SubscriberClient(), []
    if not settings["push"]:
        streams = [relay.subscribe(client, route) for route in wanted]
    print("pushing by the emulator" if settings["push"] else f"relaying, {IN_FLIGHT} at once", flush=True)
    # If a stream dies, this process exits and the stack restarts it.
    while not stop.wait(0.2):
        if any(stream.done() for stream in streams):
            raise SystemExit("a subscription's stream ended")
    _finish(relay, streams, wanted, Path(settings["spool"]))


def _finish(relay: Relay, streams: list[Any], wanted: list[Route], spool: Path) -> None:
    relay.stopping.set()
    waited = threading.Event()
    for _ in range(int(_GRACE / 0.05)):
        if not relay.busy:
            break
        waited.wait(0.05)
    for stream in streams:
        stream.cancel()
    kept = drain(wanted, list(relay.unsettled.values()), spool)
    print(f"{kept} messages kept for the next start", flush=True)
    os._exit(0)  # the streams' threads would delay a normal exit for seconds


if __name__ == "__main__":
    main()
