"""One pass: posts the samples to the HTTP API, and reads their classifications from the store."""

import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import uuid4

from evals.answer import Answer, answer_of
from evals.sample import Sample
from evals.target import NoTarget, Target
from evals.usage import Usage, read_counters, usage_of
from local.progress import Progress

_PER_BATCH = 100  # several batches of full messages, so that a run also exercises the queue
_LOOK_EVERY = 0.3  # seconds
_STALLED = 300.0  # seconds without a new answer; longer than Pub/Sub's longest back-off
_PER_READ = 200  # documents


class Passed(NamedTuple):
    """`asked_as` is (model, prompt version) as stored with the answers, or None without answers."""

    answers: dict[str, Answer]
    usage: Usage
    asked_as: tuple[str, str] | None


def send_all(target: Target, samples: Sequence[Sample], label: str) -> Passed:
    """Sends the samples in this order, under new ids, so that a set can be sent repeatedly. Raises NoTarget."""
    target.forget_answers()
    store = target.store()
    before, started = read_counters(store, datetime.now(UTC)), time.monotonic()
    ids = {sample.id: str(uuid4()) for sample in samples}
    batches = [_send(target, samples[at : at + _PER_BATCH], ids) for at in range(0, len(samples), _PER_BATCH)]
    _wait(target, batches, Progress(label, len(samples)))
    seconds = time.monotonic() - started
    found = _documents(store, list(ids.values()))
    spent: Counter[str] = read_counters(store, datetime.now(UTC))
    spent.subtract(before)
    answers = {sample_id: answer_of(found.get(stored_id)) for sample_id, stored_id in ids.items()}
    named = [(str(one["model"]), str(one["prompt_version"])) for one in found.values() if one.get("model")]
    return Passed(answers, usage_of(spent, seconds), named[0] if named else None)


def _send(target: Target, samples: Sequence[Sample], ids: dict[str, str]) -> str:
    answer = target.post([{"id": ids[sample.id], "texto": sample.texto} for sample in samples])
    if answer.status != 202:
        raise NoTarget(f"POST /api/comentarios answered {answer.status}: {answer.body}")
    return str(answer.body["lote_id"])


def _wait(target: Target, batches: Sequence[str], progress: Progress) -> None:
    """Returns when no comment is pending, or after `_STALLED` without progress: missing answers then count as wrong."""
    states: dict[str, dict[str, Any]] = {}
    settled, moved = -1, time.monotonic()
    while True:
        for batch_id in batches:
            if states.get(batch_id, {}).get("pendentes") != 0:
                answer = target.batch(batch_id)
                states[batch_id] = answer.body if answer.status == 200 else states.get(batch_id, {})
        now = sum(state.get("classificados", 0) + state.get("falharam", 0) for state in states.values())
        if now != settled:
            settled, moved = now, time.monotonic()
            progress.update(settled)
        if all(state.get("pendentes") == 0 for state in states.values()):
            return
        if time.monotonic() - moved > _STALLED:
            return
        time.sleep(_LOOK_EVERY)


def _documents(store: Any, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    references = [store.collection("comments").document(stored_id) for stored_id in ids]
    parts = [references[at : at + _PER_READ] for at in range(0, len(references), _PER_READ)]
    return {found.id: found.to_dict() for part in parts for found in store.get_all(part) if found.exists}
