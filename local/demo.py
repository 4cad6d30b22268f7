"""Demo data through the front door: about 2,000 comments over eight weeks, told by `ha_dias` (days ago)."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from local.client import call
from local.stack.config import HOST, ROOT

FOLDER = ROOT / "local" / "demo"
_BATCH = 500
_NAMESPACE = UUID("0c6f2f1e-7f0d-4c61-9b55-3a1f0f6a7d52")  # a comment keeps its id, so the demo can be sent only once
# When people write, by hour in São Paulo: little at dawn, a peak after dinner.
_HOURS = (3, 2, 1, 1, 1, 1, 2, 4, 6, 6, 6, 7, 9, 8, 6, 6, 7, 8, 10, 12, 14, 14, 11, 6)
_SAO_PAULO = timedelta(hours=-3)


def comments(now: datetime, folder: Path = FOLDER) -> list[dict[str, Any]]:
    """As a sender would write them, oldest first."""
    chance = random.Random(8)
    rows = [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    dated = [_dated(row, n, now, chance) for n, row in enumerate(rows)]
    return sorted(dated, key=lambda comment: comment["publicado_em"])


def send(port: int, token: str, now: datetime) -> int:
    """How many were accepted. Raises OSError."""
    accepted = 0
    for batch in _batches(comments(now)):
        answer = call("POST", f"http://{HOST}:{port}/api/comentarios", {"comentarios": batch}, token)
        if answer.status == 422:  # all of it is there already
            continue
        if answer.status != 202:
            raise OSError(f"the demo was refused: {answer.status} {answer.body}")
        accepted += answer.body["aceitos"]
    return accepted


def _dated(row: dict[str, Any], n: int, now: datetime, chance: random.Random) -> dict[str, Any]:
    local = now.astimezone(UTC) + _SAO_PAULO
    day = local.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=row["ha_dias"])
    hour = chance.choices(range(24), _HOURS)[0]
    moment = day + timedelta(hours=hour, minutes=chance.randrange(60), seconds=chance.randrange(60)) - _SAO_PAULO
    if moment > now:  # later today: it was yesterday at that hour
        moment -= timedelta(days=1)
    fields = {key: value for key, value in row.items() if key != "ha_dias"}
    return {"id": str(uuid5(_NAMESPACE, str(n))), "publicado_em": moment.isoformat(), **fields}


def _batches(items: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
