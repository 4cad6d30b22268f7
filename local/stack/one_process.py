"""All functions in one process, each under the functions framework's own application.

Run by `python -m local.stack.one_process`.

Paths begin with the function's name. Messages go from the in-memory publisher to `classify` and `park` through the
same CloudEvents that the relay posts.
"""

import base64
import json
import os
import pickle
import queue
import signal
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import functions_framework
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server
from werkzeug.test import Client
from werkzeug.wrappers import Response

from alumusic.adapters.memory import MemoryPublisher, shared_store
from local.cloud.identity import identity_token
from local.stack.config import HOST, ROOT

_WORKERS = 8
_DELIVERIES = 5
_FIRST_RETRY = 1.0  # seconds, doubling
_SOURCES = {
    "ingest": "ingest",
    "classify": "classify",
    "park": "classify",
    "report": "report",
    "api": "api",
    "digest": "digest",
}
_SUBSCRIBERS = {"comments": "classify", "comments-dead": "park"}


class Broker:
    """Delivers until acknowledged; after five refusals a comment's message goes to the dead letters."""

    def __init__(self, apps: dict[str, Any], key: str) -> None:
        self.clients = {topic: Client(apps[name]) for topic, name in _SUBSCRIBERS.items()}
        self.key = key
        self.queue: queue.Queue[tuple[str, bytes, dict[str, str], int]] = queue.Queue()
        self.waiting: dict[str, tuple[str, bytes, dict[str, str], int]] = {}

    def subscriber(self, topic: str) -> Callable[[bytes, dict[str, str]], None]:
        return lambda data, attributes: self.queue.put((topic, data, attributes, 1))

    def work(self) -> None:
        while True:
            topic, data, attributes, attempt = self.queue.get()
            name = str(uuid.uuid4())
            self.waiting[name] = (topic, data, attributes, attempt)
            if not self._deliver(name, topic, data, attributes, attempt):
                self._again(topic, data, attributes, attempt)
            del self.waiting[name]

    def left(self) -> list[tuple[str, bytes, dict[str, str], int]]:
        rest = list(self.waiting.values())
        while not self.queue.empty():
            rest.append(self.queue.get())
        return rest

    def _deliver(self, name: str, topic: str, data: bytes, attributes: dict[str, str], attempt: int) -> bool:
        message = {"messageId": name, "attributes": attributes, "data": base64.b64encode(data).decode()}
        headers = {
            "Authorization": f"Bearer {identity_token(self.key)}",
            "ce-id": name,
            "ce-source": f"//pubsub.googleapis.com/projects/local/topics/{topic}",
            "ce-specversion": "1.0",
            "ce-type": "google.cloud.pubsub.topic.v1.messagePublished",
        }
        body = {"message": message, "deliveryAttempt": attempt, "subscription": topic}
        return self.clients[topic].post("/", json=body, headers=headers).status_code < 300

    def _again(self, topic: str, data: bytes, attributes: dict[str, str], attempt: int) -> None:
        if attempt >= _DELIVERIES and topic == "comments":
            self.queue.put(("comments-dead", data, attributes, 1))
            return
        put = threading.Timer(
            _FIRST_RETRY * 2 ** (attempt - 1), self.queue.put, [(topic, data, attributes, attempt + 1)]
        )
        put.daemon = True
        put.start()


def _create_app(target: str, source: str) -> Any:
    framework: Any = functions_framework
    return framework.create_app(target, source)


def _nothing(environ: Any, start: Any) -> Iterable[bytes]:
    return Response("", 404)(environ, start)


def load(path: Path) -> list[tuple[str, bytes, dict[str, str], int]]:
    """Restores the store; the messages that were under way are returned."""
    if not path.exists():
        return []
    kept, messages = pickle.loads(path.read_bytes())  # written by this machine's own `down`
    shared_store().__dict__.update(kept)
    return list(messages)


def save(path: Path, messages: list[tuple[str, bytes, dict[str, str], int]]) -> None:
    store = shared_store()
    with store.lock:
        kept = {name: value for name, value in store.__dict__.items() if name != "lock"}
        temporary = path.with_suffix(".new")
        temporary.write_bytes(pickle.dumps((kept, messages)))
    temporary.replace(path)


def main() -> None:
    told = json.loads(os.environ["LOCAL_EMBEDDED"])
    apps = {name: _create_app(name, str(ROOT / "functions" / source / "main.py")) for name, source in _SOURCES.items()}
    broker, memory = Broker(apps, told["key"]), Path(told["memory"])
    for topic in _SUBSCRIBERS:
        MemoryPublisher.subscribers[topic] = broker.subscriber(topic)
    for message in load(memory):
        broker.queue.put(message)
    for _ in range(_WORKERS):
        threading.Thread(target=broker.work, daemon=True).start()
    mounted = DispatcherMiddleware(_nothing, {f"/{name}": app for name, app in apps.items()})
    server = make_server(HOST, told["ports"]["ingest"], mounted, threaded=True)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stop.wait()
    time.sleep(0.3)  # what is being answered right now
    save(memory, broker.left())
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
