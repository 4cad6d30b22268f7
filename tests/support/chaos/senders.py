"""Senders that run during the faults, and retry unanswered requests as the API documentation asks."""

import json
import random
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from uuid import UUID

from tests.support.chaos.world import World

_TIMEOUT = 20
_THREADS = 4
_SIZES = (1, 3, 10, 25, 60, 120)
_PRAISE = ["Que voz linda no refrão", "Melhor show da turnê", "Amei a capa do álbum novo"]
_OTHERS = [
    "O som do show estava baixo demais",
    "Podiam fazer um feat com a banda da abertura",
    "Quando sai o clipe?",
    "O app trava quando abro a playlist",
    "Ganhe dinheiro em casa, clique no link da bio",
]
_POISONED = 0.01  # share of the comments
_ARTISTS = ["Anitta", "Djavan", "Liniker", "Emicida", "Marisa Monte", None]


class Senders:
    """Sends `comments` in at least `seconds`. Keeps the ids that were attempted and those acknowledged with 202."""

    def __init__(self, world: World, chance: random.Random, comments: int, seconds: float) -> None:
        self.world, self.pause = world, seconds / comments
        self.token = world.running.token("caos")
        self.attempted: set[str] = set()
        self.poisoned: set[str] = set()
        self.acknowledged: set[str] = set()
        self.batches: set[str] = set()
        self.answers: Counter[str] = Counter()
        self.lock = threading.Lock()
        seeds = [random.Random(chance.random()) for _ in range(_THREADS)]
        self.threads = [threading.Thread(target=self._work, args=(seed, comments // _THREADS)) for seed in seeds]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def join(self) -> None:
        for thread in self.threads:
            thread.join()

    @property
    def busy(self) -> bool:
        return any(thread.is_alive() for thread in self.threads)

    def _work(self, chance: random.Random, comments: int) -> None:
        sent = 0
        while sent < comments:
            size = min(chance.choice(_SIZES), comments - sent)
            started = time.monotonic()
            self._send(chance, [self._comment(chance) for _ in range(size)])
            sent += size
            time.sleep(max(size * _THREADS * self.pause - (time.monotonic() - started), 0))

    def _send(self, chance: random.Random, items: list[dict[str, object]]) -> None:
        ids = [str(item["id"]) for item in items]
        with self.lock:
            self.attempted |= set(ids)
        key = f"caos-{ids[0]}" if chance.random() < 0.5 else None
        once_more = chance.random() < 0.15  # retries although 202 was answered, as if the answer was lost
        while True:
            status = self._post(items, key)
            if status == 202 and once_more:
                once_more = False
                continue
            if status in (202, 422):  # 422: every id is stored or under way already
                return
            time.sleep(0.5 + chance.random())

    def _post(self, items: list[dict[str, object]], key: str | None) -> int:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        headers |= {"Idempotency-Key": key} if key else {}
        url = f"{self.world.running.base}/api/comentarios"
        request = urllib.request.Request(url, json.dumps(items).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:
                status, body = response.status, json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                status, body = error.code, {}
                error.read()
        except OSError:
            status, body = 0, {}
        with self.lock:
            self.answers[str(status) if status else "no answer"] += 1
            if status == 202:
                self.acknowledged |= set(body["ids_enfileirados"])
                self.batches.add(body["lote_id"])
        assert status in (0, 202, 422, 429) or status >= 500, f"a sender was told {status}"
        return int(status)

    def _comment(self, chance: random.Random) -> dict[str, object]:
        item: dict[str, object] = {
            "id": str(UUID(int=chance.getrandbits(128), version=4)),
            "texto": f"{chance.choice(_PRAISE + _OTHERS)} {chance.randrange(400)}",
            "autor": f"pessoa-{chance.randrange(50)}",
        }
        if chance.random() < _POISONED:
            item["texto"] = f"{item['texto']} {self.world.poison}"
            self.poisoned.add(str(item["id"]))
        artist = chance.choice(_ARTISTS)
        return item | ({"artista": artist, "album": f"Álbum {chance.randrange(5)}"} if artist else {})
