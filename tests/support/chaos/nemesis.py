"""Injects faults into the running stack, one after another, in an order derived from the seed."""

import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from alumusic.adapters.firestore.counting.counters import FirestoreCounters, FirestoreSnapshots
from alumusic.errors import AluMusicError
from alumusic.services.report.publish import PublishReport
from tests.support.chaos.senders import Senders
from tests.support.chaos.world import World

FAULTS = 13  # kinds of faults; a run injects each at least once
_KILLED = ("classify", "ingest", "report", "api", "park")


class Nemesis:
    """`seconds` is the duration of faults that last."""

    def __init__(self, world: World, chance: random.Random, seconds: float) -> None:
        self.world, self.chance, self.seconds = world, chance, seconds
        self.done: Counter[str] = Counter()
        self.pages = PublishReport(FirestoreCounters(world.store()), FirestoreSnapshots(world.store()))

    def run(self, senders: Senders) -> None:
        """Injects every fault in random order, and repeats until the senders have finished."""
        struck: set[str] = set()
        while senders.busy or len(struck) < FAULTS:
            for fault in self.chance.sample(self._faults(), FAULTS):
                fault()
                struck.add(fault.__name__)
                self.world.proxy.heal()
                self.world.model(**self._nuisance())
                if not senders.busy and len(struck) == FAULTS:
                    return

    def heal(self) -> None:
        self.world.proxy.heal()
        self.world.model()

    def _nuisance(self) -> dict[str, float]:
        """Low fault rates of the model between the faults."""
        return {"rate_429": 0.05, "rate_500": 0.05, "missing_rate": 0.05, "foreign_id_rate": 0.03, "latency_ms": 40}

    def _faults(self) -> list[Callable[[], None]]:
        return [
            self.kill,
            self.kill_between_answer_and_commit,
            self.kill_between_commit_and_acknowledgement,
            self.pause,
            self.model_refuses,
            self.model_hangs,
            self.model_answers_badly,
            self.model_outage,
            self.store_away,
            self.store_slow,
            self.memory_away,
            self.reports_at_once,
            self.clock_off,
        ]

    def kill(self) -> None:
        for name in self.chance.sample(_KILLED, len(_KILLED)):
            self.world.signal(name, signal.SIGKILL)
            self._note(f"kill -9 {name}")
            self._wait(self.seconds / len(_KILLED))

    def kill_between_answer_and_commit(self) -> None:
        """Firestore's answers are delayed, so the model's answers exist only in memory when the process dies."""
        self.world.model(latency_ms=200)
        self.world.proxy.hold(1.0)
        self._wait(0.7)
        self.world.signal("classify", signal.SIGKILL)
        self._note("kill_between_answer_and_commit")

    def kill_between_commit_and_acknowledgement(self) -> None:
        """The commit reaches Firestore, but its confirmation never reaches the process."""
        self.world.model()
        self.world.proxy.hold(3.0)
        self._wait(2.0)
        self.world.signal("classify", signal.SIGKILL)
        self._note("kill_between_commit_and_acknowledgement")

    def pause(self) -> None:
        name = self.chance.choice(_KILLED)
        self.world.signal(name, signal.SIGSTOP)
        self._wait(self.seconds)
        self.world.signal(name, signal.SIGCONT)
        self._note(f"pause {name}")

    def model_refuses(self) -> None:
        self.world.model(rate_429=0.3, rate_500=0.3)
        self._wait(self.seconds)
        self._note("model_refuses")

    def model_hangs(self) -> None:
        self.world.model(hang_rate=0.2, hang_ms=15_000)
        self._wait(self.seconds)
        self._note("model_hangs")

    def model_answers_badly(self) -> None:
        bad = {"truncate_rate": 0.2, "missing_rate": 0.3, "foreign_id_rate": 0.3, "double_rate": 0.2}
        self.world.model(**bad, bad_json_rate=0.1, wrong_enum_rate=0.2)
        self._wait(self.seconds)
        self._note("model_answers_badly")

    def model_outage(self) -> None:
        self.world.model(rate_500=1.0)
        self._wait(self.seconds * 3)
        self._note("model_outage")

    def store_away(self) -> None:
        self.world.proxy.cut()
        self._wait(self.seconds)
        self._note("store_away")

    def store_slow(self) -> None:
        self.world.proxy.hold(0.6)
        self._wait(self.seconds)
        self._note("store_slow")

    def memory_away(self) -> None:
        self.world.signal("redis", signal.SIGSTOP)
        self._wait(self.seconds / 2)
        self.world.signal("redis", signal.SIGKILL)
        self._note("memory_away")

    def reports_at_once(self) -> None:
        """Six concurrent calls of the report, as if the scheduler fired more than once."""
        threads = [threading.Thread(target=self._report) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self._note("reports_at_once")

    def clock_off(self) -> None:
        """Publishes from two instances with wrong clocks, one an hour ahead, one an hour behind."""
        now = datetime.now(UTC)
        for hours in (1, -1):
            try:
                self.pages(now + timedelta(hours=hours))
            except AluMusicError:
                self.done["report refused"] += 1
        self._note("clock_off")

    def _report(self) -> None:
        try:
            self.world.report_now()
        except OSError:
            self.done["report not reached"] += 1

    def _note(self, name: str) -> None:
        self.done[name] += 1

    def _wait(self, seconds: float) -> None:
        time.sleep(seconds)
