"""Cells: the named counters that one classified comment, or one model call, adds to.

    ["v", hour, category, sentiment, confidence bin, artist, album]   volume: one per comment
    ["t", hour, category, artist, tag]                                one per tag
    ["u", day, model, prompt version, figure]                         cost of the model's calls

Hours are whole UTC hours since 1970. A correction adds the new cells and subtracts the old ones.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from zlib import crc32

from alumusic.domain.comments.classification import Classification, ModelUsage
from alumusic.domain.comments.comment import Comment
from alumusic.domain.counting.latency import bin_of

HOURS = 168  # in a week
_EPOCH_OFFSET = 72  # hours from 1970-01-01, a Thursday, back to its week's Monday
SHARDS = 12  # Firestore sustains about one commit per second and document: 120 comments/s at ten per commit
CONFIDENCE_BINS = 10
MAX_NAME = 100  # significant characters of a name: a counter's name holds two of them in at most 1,500 bytes
OLDEST_HOURS = 120 * 168  # maximum age of a comment when counted: a shard spans at most 121 weeks, which fit one commit

LATENCY_UP_TO = "latencia_ate_"  # prefix of a latency counter; the bin's upper end in milliseconds follows

Cells = Mapping[str, int]


def hour_of(moment: datetime) -> int:
    return int(moment.timestamp()) // 3600


def week_of(hour: int) -> int:
    """Weeks since the Monday before 1970-01-01, UTC."""
    return (hour + _EPOCH_OFFSET) // HOURS


def first_hour(week: int) -> int:
    return week * HOURS - _EPOCH_OFFSET


def week_id(week: int) -> str:
    """Name of the week's document, after its Monday: week-2026-11-23."""
    return f"week-{datetime.fromtimestamp(first_hour(week) * 3600, UTC):%Y-%m-%d}"


def week_number(name: str) -> int:
    """The inverse of `week_id`."""
    monday = datetime.fromisoformat(name.removeprefix("week-")).replace(tzinfo=UTC)
    return week_of(int(monday.timestamp()) // 3600)


def week_document(at: datetime) -> str:
    return week_id(week_of(hour_of(at)))


def confidence_bin(confidence: float) -> int:
    return min(int(confidence * CONFIDENCE_BINS), CONFIDENCE_BINS - 1)


def cells_of(comment: Comment, classification: Classification) -> Counter[str]:
    hour = max(hour_of(comment.published_at), hour_of(comment.received_at) - OLDEST_HOURS)
    category, artist = classification.category, (comment.artist or "")[:MAX_NAME]
    volume: list[str | int] = [
        "v",
        hour,
        category,
        classification.sentiment,
        confidence_bin(classification.confidence),
        artist,
    ]
    names = [_name([*volume, (comment.album or "")[:MAX_NAME]])]
    names += [_name(["t", hour, category, artist, tag]) for tag in classification.tags]
    return Counter(names)


def usage_cells(usage: ModelUsage, at: datetime) -> Counter[str]:
    """Counts the price in millionths of a US dollar, so that every counter is an integer."""
    day = hour_of(at) // 24
    figures = {
        "chamadas": usage.calls,
        "comentarios": usage.comments,
        "em_cache": usage.cached,
        "tokens_entrada": usage.tokens_in,
        "tokens_saida": usage.tokens_out,
        "latencia_ms": usage.latency_ms,
        "preco_micro_usd": round(usage.price_usd * 1_000_000),
        **Counter(f"{LATENCY_UP_TO}{bin_of(each)}" for each in usage.latencies_ms),
    }
    return Counter(
        {_name(["u", day, usage.model, usage.prompt_version, key]): value for key, value in figures.items() if value}
    )


def add(counters: Iterable[Cells]) -> Counter[str]:
    total: Counter[str] = Counter()
    for cells in counters:
        total.update(cells)
    return total


def minus(cells: Cells) -> Counter[str]:
    return Counter({name: -count for name, count in cells.items()})


def shard_of(key: str, retry: int = 0) -> int:
    """Maps a commit always to the same shard, each retry of it to another, and spreads commits over all shards."""
    hashed = crc32(key.encode())
    step = 1 + hashed // SHARDS % (SHARDS - 1)  # commits that meet on one shard retry on different ones
    return (hashed + retry * step) % SHARDS


def _name(parts: Sequence[str | int]) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
