"""Demo data: sends about 2,000 comments to the API, dated over the last eight weeks by `ha_dias` (days ago)."""

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
_NAMESPACE = UUID("0c6f2f1e-7f0d-4c61-9b55-3a1f0f6a7d52")  # ids are stable: sending the demo twice adds nothing
# Weights of the hours of a day in São Paulo: few comments at dawn, a peak after dinner.
_HOURS = (3, 2, 1, 1, 1, 1, 2, 4, 6, 6, 6, 7, 9, 8, 6, 6, 7, 8, 10, 12, 14, 14, 11, 6)
_SAO_PAULO = timedelta(hours=-3)


def comments(now: datetime, folder: Path = FOLDER) -> list[dict[str, Any]]:
    """The demo comments in the format of `POST /api/comentarios`, oldest first."""
    chance = random.Random(8)
    rows = [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    dated = [_dated(row, n, now, chance) for n, row in enumerate(rows)]
    return sorted(dated, key=lambda comment: comment["publicado_em"])


def send(port: int, token: str, now: datetime) -> int:
    """Returns the number of accepted comments. Raises OSError when a batch is refused."""
    accepted = 0
    for batch in _batches(comments(now)):
        answer = call("POST", f"http://{HOST}:{port}/api/comentarios", {"comentarios": batch}, token)
        if answer.status == 422:  # every comment of the batch is stored already
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
    if moment > now:  # the hour is still to come today: use yesterday's
        moment -= timedelta(days=1)
    fields = {key: value for key, value in row.items() if key != "ha_dias"}
    return {"id": str(uuid5(_NAMESPACE, str(n))), "publicado_em": moment.isoformat(), **fields}


def _batches(items: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
