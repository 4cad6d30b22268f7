"""The system under chaos: a stack with a proxy before Firestore, and two extra deliveries of every message."""

import base64
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from google.api_core.exceptions import DeadlineExceeded
from google.pubsub_v1.types import PubsubMessage

from local.client import call
from local.cloud import broker, delivery
from local.cloud.identity import identity_token
from local.stack.config import HOST, ROOT, Ports, State
from local.stack.emulators import find_emulators
from local.stack.parts import python_env
from local.stack.process import answers
from tests.support.chaos.proxy import Proxy
from tests.support.stack.harness import RunningStack, eventually, firestore_client, free_ports

_SPARE = 14, 15  # offsets of ports that the stack leaves free: the Firestore emulator, the proxy
_COPIES = ("chaos-late", "chaos-later")
_LATEST = 4.0  # seconds, the longest delay of a copy


class World:
    """`running` is the stack, `proxy` the proxy before its Firestore emulator at `store_port`."""

    def __init__(self, running: RunningStack, proxy: Proxy, store_port: int) -> None:
        self.running, self.proxy, self.store_port = running, proxy, store_port
        self.ports, self.secrets = running.ports, running.state.secrets()
        self.poison = "veneno"

    def group(self, name: str) -> int | None:
        """Process group of a part, found by the port on its command line; None if it does not run."""
        port = str(getattr(self.ports, name))
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().decode().split("\0")
                if port in words and ("functions_framework" in words or "local.cloud.cache" in words):
                    return os.getpgid(int(folder.name))
            except OSError:
                continue
        return None

    def signal(self, name: str, number: signal.Signals) -> None:
        """Signals the process group; waits for a part that is being restarted."""
        group = eventually(lambda: self.group(name), bool, 20)
        assert group
        try:
            os.killpg(group, number)
        except ProcessLookupError:
            self.signal(name, number)

    def model(self, **faults: Any) -> None:
        """Sets the model's faults. Calls with the poison always fail."""
        self.running.faults(**faults, poison=self.poison)

    def cure(self) -> None:
        self.poison = ""
        self.model()

    def resend(self) -> int:
        """Resends failed comments. Returns how many are left."""
        answer = call("POST", f"{self.running.base}/api/reprocessar", {}, self.running.admin())
        assert answer.status == 202, answer
        return int(answer.body["restantes"])

    def report_now(self) -> int:
        return self.running.publish_report().status

    def store(self) -> Any:
        """A client of Firestore that bypasses the proxy."""
        return firestore_client(self.store_port)

    def publish_raw(self, data: bytes) -> None:
        broker.publisher().publish(topic=delivery.topic_path("comments"), messages=[PubsubMessage(data=data)])


class Copies:
    """Two more subscriptions of the topic: they deliver each message again, late, in parallel, as attempt 1."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self.world, self.chance = world, chance
        self.stopping = threading.Event()
        self.delivered = 0
        self.pool = ThreadPoolExecutor(24)  # most threads only wait for their delay
        self.threads = [threading.Thread(target=self._follow, args=(name,), daemon=True) for name in _COPIES]

    def start(self) -> None:
        for name, thread in zip(_COPIES, self.threads, strict=True):
            broker.create_all([delivery.Route(name, "comments", None, "")], push=False)
            thread.start()

    def stop(self) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join(30)
        self.pool.shutdown(wait=True)

    def _follow(self, name: str) -> None:
        client, path = broker.subscriber(), delivery.subscription_path(name)
        while not self.stopping.is_set():
            try:
                pulled = client.pull(subscription=path, max_messages=50, timeout=2)
            except DeadlineExceeded:  # no messages
                continue
            for one in pulled.received_messages:
                self.pool.submit(self._deliver, one.message, self.chance.random() * _LATEST)
            if pulled.received_messages:
                client.acknowledge(subscription=path, ack_ids=[one.ack_id for one in pulled.received_messages])

    def _deliver(self, message: Any, late: float) -> None:
        time.sleep(late)
        headers = {
            "Authorization": f"Bearer {identity_token(self.world.secrets['oidc_private_key'])}",
            "Content-Type": "application/json",
            "ce-id": message.message_id,
            "ce-source": f"//pubsub.googleapis.com/{delivery.topic_path('comments')}",
            "ce-specversion": "1.0",
            "ce-type": "google.cloud.pubsub.topic.v1.messagePublished",
        }
        data = base64.b64encode(message.data).decode()
        body = {"deliveryAttempt": 1, "message": {"messageId": message.message_id, "attributes": {}, "data": data}}
        url = f"http://{HOST}:{self.world.ports.classify}"
        request = urllib.request.Request(url, json.dumps(body).encode(), headers)
        try:
            urllib.request.urlopen(request, timeout=60).close()
            self.delivered += 1
        except (OSError, urllib.error.HTTPError):
            return  # the stack's own subscription delivers it too


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Starts a stack for the chaos run, and stops it afterwards."""
    ports = free_ports()
    store_port, proxy_port = (ports.gateway + offset for offset in _SPARE)
    rules = ROOT / "infra" / "firestore.rules"
    command = find_emulators().firestore_command(store_port, rules, None)
    with (folder / "firestore.log").open("wb") as log:
        store = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    proxy = Proxy(proxy_port, store_port)
    try:
        eventually(lambda: answers(f"http://{HOST}:{store_port}/"), bool, 30)
        proxy.start()
        yield from _stack(ports, folder, proxy, store_port)
    finally:
        proxy.stop()
        os.killpg(store.pid, signal.SIGKILL)
        store.wait()


def _stack(ports: Ports, folder: Path, proxy: Proxy, store_port: int) -> Iterator[World]:
    env = {**os.environ, **python_env(), "FIRESTORE_EMULATOR_HOST": f"{HOST}:{proxy.port}"}
    env.pop("GEMINI_API_KEY", None)
    base = [sys.executable, "-m", "local"]
    up = [*base, "up", "-d", "--port", str(ports.gateway), "--state", str(folder)]
    started = subprocess.run(up, cwd=ROOT, env=env, capture_output=True, text=True, timeout=150, check=False)
    assert started.returncode == 0, started.stdout + started.stderr
    os.environ["PUBSUB_EMULATOR_HOST"] = f"{HOST}:{ports.pubsub}"
    try:
        yield World(RunningStack(ports, State(folder)), proxy, store_port)
    finally:
        down = [*base, "down", "--state", str(folder)]
        subprocess.run(down, cwd=ROOT, env=env, capture_output=True, timeout=60, check=True)
        del os.environ["PUBSUB_EMULATOR_HOST"]
