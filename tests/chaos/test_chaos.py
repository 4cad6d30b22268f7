"""Every acknowledged comment ends CONCLUIDO or FALHOU, once in the store and once in the counters, whatever dies."""

import json
import random
import time
from functools import partial
from pathlib import Path

import pytest

from local.config import ROOT
from tests.chaos.checker import Found, check
from tests.chaos.nemesis import FAULTS, Nemesis
from tests.chaos.senders import Senders
from tests.chaos.world import Copies, World, world
from tests.harness import eventually, needs_emulators

pytestmark = [pytest.mark.chaos, pytest.mark.stack]

_DRAIN_SECONDS = 300  # the last of five deliveries comes about a minute after the first, and the queue may be long
_REPORT = ROOT / "build" / "chaos" / "report.json"


def test_nothing_is_lost_and_nothing_is_doubled(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    needs_emulators()
    seed, comments, seconds = (request.config.getoption(f"--chaos-{name}") for name in ("seed", "comments", "seconds"))
    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    print(f"chaos seed {seed}")
    chance = random.Random(seed)

    with world(tmp_path) as broken:
        poison = _poison(broken)
        senders, copies = Senders(broken, chance, comments, 1.2 * FAULTS * seconds), Copies(broken, chance)
        nemesis = Nemesis(broken, chance, seconds)
        copies.start()
        senders.start()
        nemesis.run(senders)
        senders.join()
        nemesis.heal()
        _drained(broken, senders)
        copies.stop()
        _reported(broken)
        found = check(broken.store(), senders, set())
        _write(seed, found, nemesis, senders, copies, poison)

    assert found.lost == []
    assert found.unexpected == []
    assert found.unsettled == []
    assert found.miscounted == []
    assert found.snapshot_off_by == 0
    assert found.states["CONCLUIDO"] > 0.5 * found.stored, found.states
    assert copies.delivered > 0


def _poison(broken: World) -> int:
    """Messages that can never be classified; they must not hold up the others."""
    garbage = [b"not JSON", b"{}", b'{"batch_id": "x", "part": -1, "comments": []}', b"\xff\xfe", b"[]"]
    for data in garbage:
        broken.publish_raw(data)
    return len(garbage)


def _drained(broken: World, senders: Senders) -> None:
    for batch_id in sorted(senders.batches):
        look = partial(broken.running.batch, batch_id, senders.token)
        eventually(look, lambda batch: batch.get("pendentes") == 0, _DRAIN_SECONDS)


def _reported(broken: World) -> None:
    """The report of a minute that has not begun yet when the last comment was settled, after the copies are through."""
    time.sleep(61 - time.time() % 60)
    eventually(broken.report_now, lambda status: status == 200, 30)


def _write(seed: int, found: Found, nemesis: Nemesis, senders: Senders, copies: Copies, poison: int) -> None:
    _REPORT.parent.mkdir(parents=True, exist_ok=True)
    report = {
        "seed": seed,
        **found._asdict(),
        "faults": dict(sorted(nemesis.done.items())),
        "answers": dict(sorted(senders.answers.items())),
        "copies_delivered": copies.delivered,
        "poison_messages": poison,
    }
    _REPORT.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(report, ensure_ascii=False))
