"""All functions in one process, for the embedded stack: each is an application of the functions framework.

`embedded.py` starts it with `python -m local.stack.one_process`. Paths begin with the function's name. Messages of the
in-memory publisher reach `classify` and `park` as the same CloudEvents that the relay posts.
"""

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
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import functions_framework
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server
from werkzeug.test import Client
from werkzeug.wrappers import Response

from alumusic.adapters.memory import MemoryPublisher, shared_store
from local.cloud.delivery import cloud_event, dead_letter_topic, pause, routes
from local.cloud.identity import identity_token
from local.stack.config import FUNCTIONS, HOST, ROOT, source_folder

_WORKERS = 8
_SOURCES = {name: source_folder(name) for name in FUNCTIONS}
_ROUTES = {route.topic: route for route in routes("", "")}


class Waiting(NamedTuple):
    topic: str
    data: bytes
    attributes: dict[str, str]
    published: datetime
    attempt: int = 1


class Broker:
    """An in-memory queue that follows the rules of `local/cloud/delivery.py`."""

    def __init__(self, apps: dict[str, Any], key: str) -> None:
        self.clients = {topic: Client(apps[route.subscription]) for topic, route in _ROUTES.items()}
        self.key = key
        self.queue: queue.Queue[Waiting] = queue.Queue()
        self.under_way: dict[str, Waiting] = {}

    def subscriber(self, topic: str) -> Callable[[bytes, dict[str, str]], None]:
        return lambda data, attributes: self.queue.put(Waiting(topic, data, attributes, datetime.now(UTC)))

    def work(self) -> None:
        while True:
            message, name = self.queue.get(), str(uuid.uuid4())
            self.under_way[name] = message
            if not self._deliver(name, message):
                self._again(message)
            del self.under_way[name]

    def left(self) -> list[Waiting]:
        rest = list(self.under_way.values())
        while not self.queue.empty():
            rest.append(self.queue.get())
        return rest

    def _deliver(self, name: str, message: Waiting) -> bool:
        topic, data, attributes, published, attempt = message
        headers, body = cloud_event(
            _ROUTES[topic], name, data, attributes, published, attempt, identity_token(self.key)
        )
        return self.clients[topic].post("/", data=body, headers=headers).status_code < 300

    def _again(self, message: Waiting) -> None:
        dead_letters = dead_letter_topic(_ROUTES[message.topic], message.attempt)
        if dead_letters:
            self.queue.put(message._replace(topic=dead_letters, attempt=1))
            return
        later = message._replace(attempt=message.attempt + 1)
        put = threading.Timer(pause(message.attempt), self.queue.put, [later])
        put.daemon = True
        put.start()


def _create_app(target: str, source: str) -> Any:
    framework: Any = functions_framework
    return framework.create_app(target, source)


def _nothing(environ: Any, start: Any) -> Iterable[bytes]:
    return Response("", 404)(environ, start)


def load(path: Path) -> list[Waiting]:
    """Restores the store and returns the messages that were under way.

    A file that this version cannot read is kept under another name, and the store starts empty.
    """
    if not path.exists():
        return []
    try:
        kept, messages = pickle.loads(path.read_bytes())  # trusted: `save` wrote it
    except (pickle.UnpicklingError, ImportError, AttributeError, EOFError) as error:
        aside = path.replace(path.with_suffix(".unreadable"))
        print(f"the stored data is of another version ({error}); it stays in {aside}, and the store starts empty")
        return []
    shared_store().__dict__.update(kept)
    return [Waiting(*message) for message in messages]


def save(path: Path, messages: list[Waiting]) -> None:
    store = shared_store()
    with store.lock:
        kept = {name: value for name, value in store.__dict__.items() if name != "lock"}
        temporary = path.with_suffix(".new")
        temporary.write_bytes(pickle.dumps((kept, [tuple(message) for message in messages])))
    temporary.replace(path)


def main() -> None:
    settings = json.loads(os.environ["LOCAL_EMBEDDED"])
    apps = {name: _create_app(name, str(ROOT / "functions" / source / "main.py")) for name, source in _SOURCES.items()}
    broker, memory = Broker(apps, settings["key"]), Path(settings["memory"])
    for topic in _ROUTES:
        MemoryPublisher.subscribers[topic] = broker.subscriber(topic)
    for message in load(memory):
        broker.queue.put(message)
    for _ in range(_WORKERS):
        threading.Thread(target=broker.work, daemon=True).start()
    mounted = DispatcherMiddleware(_nothing, {f"/{name}": app for name, app in apps.items()})
    server = make_server(HOST, settings["ports"]["ingest"], mounted, threaded=True)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stop.wait()
    time.sleep(0.3)  # for requests that are being answered
    save(memory, broker.left())
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
