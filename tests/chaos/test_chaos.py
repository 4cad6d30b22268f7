"""Under injected faults every acknowledged comment ends CONCLUIDO or FALHOU, and is stored and counted once."""

import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from alumusic.adapters.firestore.client import count
from local.stack.config import ROOT
from tests.support.chaos.checker import Found, check, states
from tests.support.chaos.nemesis import FAULTS, Nemesis
from tests.support.chaos.senders import Senders
from tests.support.chaos.world import Copies, World, world
from tests.support.stack.harness import eventually, needs_emulators

pytestmark = [pytest.mark.chaos, pytest.mark.stack]

_DRAIN_SECONDS = 300  # the fifth delivery comes about a minute after the first, and the queue may be long
_ASKED = 60  # batches
_REPORT = ROOT / "build" / "chaos" / "report.json"
_GARBAGE = [b"not JSON", b"{}", b'{"batch_id": "x", "part": -1, "comments": []}', b"\xff\xfe", b"[]"]


class Clock:
    """What each phase of a run takes."""

    def __init__(self) -> None:
        self.last, self.phases = time.monotonic(), dict[str, int]()

    def __call__(self, phase: str) -> None:
        now = time.monotonic()
        self.last, self.phases[phase] = now, round(now - self.last)


def test_nothing_is_lost_and_nothing_is_doubled(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    needs_emulators()
    seed, comments, seconds = (request.config.getoption(f"--chaos-{name}") for name in ("seed", "comments", "seconds"))
    chance = {name: random.Random(f"{seed} {name}") for name in ("nemesis", "senders", "copies")}

    clock = Clock()
    with world(tmp_path) as broken:
        for data in _GARBAGE:
            broken.publish_raw(data)
        senders = Senders(broken, chance["senders"], comments, 0.8 * FAULTS * seconds)
        nemesis, copies = Nemesis(broken, chance["nemesis"], seconds), Copies(broken, chance["copies"])
        copies.start()
        senders.start()
        clock("start")
        nemesis.run(senders)
        senders.join()
        nemesis.heal()
        clock("faults")
        _drained(broken, senders)
        copies.stop()
        clock("queue drained")
        failed = {key for key, status in states(broken.store()).items() if status == "FALHOU"}
        _cured(broken)
        clock("failed ones sent again")
        _reported(broken)
        found = check(broken.store(), senders)
        parked = {one.get("data") for one in broken.store().collection("dead_letters").stream()}
    report = {
        "seed": seed,
        **found._asdict(),
        "failed_before_the_cure": len(failed),
        "poisoned": len(senders.poisoned),
        "faults": dict(sorted(nemesis.done.items())),
        "answers": dict(sorted(senders.answers.items())),
        "copies_delivered": copies.delivered,
        "unreadable_messages": len(parked),
        "seconds": clock.phases,
    }
    _write(report)

    _nothing_is_amiss(found)
    assert failed >= senders.poisoned
    assert parked == set(_GARBAGE)
    assert copies.delivered > 0


def _nothing_is_amiss(found: Found) -> None:
    assert found.lost == []
    assert found.unexpected == []
    assert found.unsettled == []
    assert found.miscounted == []
    assert found.snapshot_off_by == 0
    assert found.states == {"CONCLUIDO": found.stored}
    assert found.counted == found.stored


def _drained(broken: World, senders: Senders) -> None:
    """Waits until all acknowledged comments are stored; then checks some batches, which the API reads whole."""
    stored = broken.store().collection("comments")
    eventually(lambda: count(stored), lambda number: number >= len(senders.acknowledged), _DRAIN_SECONDS)
    eventually(lambda: senders.acknowledged - states(broken.store()).keys(), lambda left: not left, _DRAIN_SECONDS)
    for batch_id in sorted(senders.batches)[:_ASKED]:
        look = partial(broken.running.batch, batch_id, senders.token)
        eventually(look, lambda batch: batch.get("pendentes") == 0, 30)


def _cured(broken: World) -> None:
    """Resends failed comments twice at once after the model recovers; all must end CONCLUIDO."""
    broken.cure()
    while max(_in_parallel(broken.resend)):
        pass
    eventually(lambda: list(states(broken.store()).values()).count("FALHOU"), lambda left: left == 0, _DRAIN_SECONDS)


def _in_parallel(call: Any) -> list[Any]:
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda _: call(), range(2)))


def _reported(broken: World) -> None:
    """Publishes a report after the last comment was settled; this minute's may exist already."""
    broken.store().document("snapshots", "latest").delete()
    eventually(broken.report_now, lambda status: status == 200, 30)


def _write(report: dict[str, Any]) -> None:
    _REPORT.parent.mkdir(parents=True, exist_ok=True)
    _REPORT.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(report, ensure_ascii=False))
