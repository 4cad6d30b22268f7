"""What the emulators and the stand-in take by themselves: the same commits, publishes and questions, straight at them.

`./dev bench bare`, on the stack that `./dev up` started. What the pipeline loses against these figures is its own.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import uuid4

import urllib3
from google.cloud import firestore
from google.pubsub_v1.types import PubsubMessage

from alumusic.adapters.firestore.comments.batches import FirestoreBatches
from alumusic.adapters.firestore.comments.comments import count_in
from alumusic.adapters.firestore.comments.document import to_document, with_classification
from alumusic.domain.comments.classification import Classification
from alumusic.domain.comments.comment import Batch, BatchMessage, Comment
from alumusic.domain.counting.cells import add, cells_of
from bench.measure.machine import described, machine, opened, percentile
from bench.measure.processes import used
from bench.workload.comments import classified
from local.cloud import broker
from local.progress import Progress
from local.stack.config import HOST, Ports, State, emulator_env

_PER_MESSAGE = 10
_PER_PUBLISH = 1_000
_POSTS, _POSTS_PER_SECOND = 100, 5
_Pair = tuple[Comment, Classification]


def main(arguments: list[str], state: State) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench bare", description=__doc__)
    parser.add_argument("--comments", type=int, default=5_000)
    parser.add_argument("--at-once", type=int, default=16, help="commits, or questions, under way at the same time")
    options, ports = opened(parser, arguments, state)
    os.environ.update(emulator_env(ports))
    pid = int(str((state.run_info() or {})["pid"]))
    pairs = list(classified(random.Random(uuid4().int), options.comments, datetime.now(UTC)))
    parts = [pairs[start : start + _PER_MESSAGE] for start in range(0, len(pairs), _PER_MESSAGE)]
    measured: dict[str, Callable[[], float]] = {
        "firestore": lambda: _commits(parts, options.at_once),
        "pubsub": lambda: _publishes(parts),
        "standin": lambda: _questions(ports, parts, options.at_once),
    }
    found: dict[str, Any] = {"machine": machine(), "comments": options.comments, "at_once": options.at_once}
    bar = Progress("measured", len(measured) + 1)
    for done, (name, measure) in enumerate(measured.items(), 1):
        before = used(pid)[name].cpu_s
        seconds = measure()
        spent = used(pid)[name].cpu_s - before
        found[name] = {
            "comments_per_second": round(options.comments / seconds),
            "its_cpu_ms_per_comment": round(1000 * spent / options.comments, 3),
        }
        bar.update(done)
    posts = _posts_of_one(pairs)
    bar.update(bar.total)
    found["post of one"] = {"ms_p50": round(percentile(posts, 0.5), 1), "ms_p99": round(percentile(posts, 0.99), 1)}
    print(json.dumps(found, indent=1) if options.json else _table(found, [*measured, "post of one"]))
    return 0


def _commits(parts: Sequence[Sequence[_Pair]], at_once: int) -> float:
    """Seconds of as many commits as there are messages, each made before the clock starts."""
    client = firestore.Client(project=f"bench-bare-{uuid4().hex[:6]}")
    return _together([_commit(client, part).commit for part in parts], at_once)


def _commit(client: firestore.Client, pairs: Sequence[_Pair]) -> firestore.WriteBatch:
    batch = client.batch()
    for comment, classification in pairs:
        document = with_classification(to_document(comment, "lote"), classification)
        batch.create(client.document("comments", comment.id), document)
    count_in(client, batch, add(cells_of(*pair) for pair in pairs), pairs[0][0].id)
    return batch


def _publishes(parts: Sequence[Sequence[_Pair]]) -> float:
    """To a topic that nobody hears."""
    client, topic = broker.publisher(), broker.topic_path(f"bench-{uuid4().hex[:6]}")
    client.create_topic(name=topic)
    messages = iter(_message(part) for part in parts)
    requests = list(iter(lambda: list(islice(messages, _PER_PUBLISH)), []))
    started = time.perf_counter()
    for request in requests:
        client.publish(topic=topic, messages=request)
    seconds = time.perf_counter() - started
    client.delete_topic(topic=topic)
    return seconds


def _posts_of_one(pairs: Sequence[_Pair]) -> list[float]:
    """Milliseconds of the three requests that a POST of one comment waits for: announce it, publish it, mark it."""
    publishing, topic = broker.publisher(), broker.topic_path(f"bench-{uuid4().hex[:6]}")
    publishing.create_topic(name=topic)
    batches = FirestoreBatches(firestore.Client(project=f"bench-bare-{uuid4().hex[:6]}"))
    times = []
    for pair in pairs[:_POSTS]:
        batch_id, message, now = str(uuid4()), _message([pair]), datetime.now(UTC)
        batch = Batch(id=batch_id, sender="bench", sender_name="bench", total=1, fingerprint=batch_id, received_at=now)
        started = time.perf_counter()
        batches.create(batch)
        publishing.publish(topic=topic, messages=[message])
        batches.mark_published(batch_id, now)
        took = time.perf_counter() - started
        times.append(1000 * took)
        time.sleep(max(1 / _POSTS_PER_SECOND - took, 0))
    publishing.delete_topic(topic=topic)
    return times


def _message(pairs: Iterable[_Pair]) -> PubsubMessage:
    message = BatchMessage(batch_id=str(uuid4()), part=0, comments=tuple(comment for comment, _ in pairs))
    return PubsubMessage(data=message.model_dump_json(exclude_none=True).encode())


def _questions(ports: Ports, parts: Sequence[Sequence[_Pair]], at_once: int) -> float:
    """Each asks the stand-in about one message's comments, without the SDK."""
    pool = urllib3.PoolManager(maxsize=at_once)
    url = f"http://{HOST}:{ports.gemini}/v1beta/models/bench:generateContent"

    def ask(body: bytes) -> None:
        response = pool.request("POST", url, body=body, headers={"x-goog-api-key": "bench"})
        if response.status != 200:
            raise OSError(f"the stand-in answered {response.status}: {response.data[:200]!r}")

    bodies = [_question(part) for part in parts]
    return _together([lambda body=body: ask(body) for body in bodies], at_once)  # type: ignore[misc]


def _question(pairs: Iterable[_Pair]) -> bytes:
    items = [{"id": str(n), "texto": comment.text} for n, (comment, _) in enumerate(pairs, 1)]
    return json.dumps({"contents": [{"parts": [{"text": json.dumps(items)}]}]}).encode()


def _together(calls: Sequence[Callable[[], Any]], at_once: int) -> float:
    with ThreadPoolExecutor(at_once) as threads:
        started = time.perf_counter()
        for done in [threads.submit(call) for call in calls]:
            done.result()
        return time.perf_counter() - started


def _table(found: dict[str, Any], names: Sequence[str]) -> str:
    rows = [f"{name:>12}  " + "  ".join(f"{what} {value}" for what, value in found[name].items()) for name in names]
    return "\n".join([described(found["machine"]), *rows])
