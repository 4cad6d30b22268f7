"""Eventarc's part: each message of a subscription becomes a POST of a binary CloudEvent. `python -m local.relay`.

2xx acknowledges, anything else gives the message back. With `push` the emulator pushes by itself, two requests at a
time, and this process only keeps what is left when the stack stops.
"""

import base64
import json
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock
from typing import Any

import urllib3
from google.cloud.pubsub_v1 import SubscriberClient
from google.cloud.pubsub_v1.subscriber.message import Message
from google.cloud.pubsub_v1.subscriber.scheduler import ThreadScheduler
from google.cloud.pubsub_v1.types import FlowControl

from local.broker import Route, Spooled, drain, routes, subscription_path, topic_path
from local.identity import identity_token

IN_FLIGHT = 32  # deliveries at once; the functions' threads are fewer, the rest wait in their sockets
_TIMEOUT = urllib3.Timeout(connect=2, read=110)  # below the acknowledgement deadline
_GRACE = 1.0  # seconds that deliveries under way have to end when the stack stops


class Relay:
    def __init__(self, key: str) -> None:
        self.key = key
        self.pool = urllib3.PoolManager(maxsize=IN_FLIGHT, timeout=_TIMEOUT, retries=False)
        self.unsettled: dict[str, Spooled] = {}
        self.busy = 0
        self.lock = Lock()
        self.stopping = Event()

    def subscribe(self, client: SubscriberClient, route: Route) -> Any:
        return client.subscribe(
            subscription_path(route.subscription),
            callback=lambda message: self.deliver(route, message),
            flow_control=FlowControl(max_messages=IN_FLIGHT),
            scheduler=ThreadScheduler(ThreadPoolExecutor(IN_FLIGHT)),
        )

    def deliver(self, route: Route, message: Message) -> None:
        with self.lock:
            self.unsettled[message.message_id] = Spooled(
                route.topic, message.message_id, message.data, dict(message.attributes)
            )
            if self.stopping.is_set():
                return
            self.busy += 1
        accepted = self._post(route, message)
        with self.lock:
            self.busy -= 1
            # A message given back stays in `unsettled`: while it waits for its next turn nobody can pull it.
            if accepted:
                del self.unsettled[message.message_id]
        if accepted:
            message.ack()
        else:
            message.nack()

    def _post(self, route: Route, message: Message) -> bool:
        headers = {
            "Authorization": f"Bearer {identity_token(self.key)}",
            "Content-Type": "application/json",
            "ce-id": message.message_id,
            "ce-source": f"//pubsub.googleapis.com/{topic_path(route.topic)}",
            "ce-specversion": "1.0",
            "ce-time": message.publish_time.isoformat(),
            "ce-type": "google.cloud.pubsub.topic.v1.messagePublished",
        }
        try:
            response = self.pool.request("POST", route.url, body=_event(route, message), headers=headers)
        except urllib3.exceptions.HTTPError as error:
            print(f"{route.subscription} not reached: {type(error).__name__}", flush=True)
            return False
        return 200 <= response.status < 300


def _event(route: Route, message: Message) -> bytes:
    body = {
        "subscription": subscription_path(route.subscription),
        "deliveryAttempt": message.delivery_attempt or 0,
        "message": {
            "messageId": message.message_id,
            "publishTime": message.publish_time.isoformat(),
            "attributes": dict(message.attributes),
            "data": base64.b64encode(message.data).decode(),
        },
    }
    return json.dumps(body).encode()


def main() -> None:
    told = json.loads(os.environ["LOCAL_RELAY"])
    wanted, stop = routes(told["classify"], told["park"]), Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    relay, client, streams = Relay(told["key"]), SubscriberClient(), []
    if not told["push"]:
        streams = [relay.subscribe(client, route) for route in wanted]
    print("pushing by the emulator" if told["push"] else f"relaying, {IN_FLIGHT} at once", flush=True)
    # A dead stream ends this process; the runner starts it anew.
    while not stop.wait(0.2):
        if any(stream.done() for stream in streams):
            raise SystemExit("a subscription's stream ended")
    _finish(relay, streams, wanted, Path(told["spool"]))


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
    os._exit(0)  # threads of the streams would hold the process for seconds


if __name__ == "__main__":
    main()
