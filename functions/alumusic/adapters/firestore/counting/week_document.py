"""Conversion of a week of counters to its document and back: tables as lists, arrays as deflated integers."""

import math
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from alumusic.domain.counting.cells import CONFIDENCE_BINS, HOURS
from alumusic.domain.counting.week import ARRAYS, CATEGORIES, SENTIMENTS, Counts, Week

_TABLES = ("artists", "albums", "tags", "usage")


def week_to_document(week: Week) -> dict[str, Any]:
    # Stored as pairs: user text may not be a valid Firestore field name.
    waiting = {
        name: [{"name": one, "count": count} for one, count in counts.items()] for name, counts in week.waiting.items()
    }
    tables = {name: getattr(week, name) for name in _TABLES}
    return {**tables, "waiting": waiting, **{name: _pack(getattr(week, name)) for name in ARRAYS}}


def week_from_document(number: int, document: Mapping[str, Any]) -> Week:
    artists, albums, tags = (list(document[name]) for name in ("artists", "albums", "tags"))
    shapes = {
        "volume": (HOURS, len(artists), len(CATEGORIES), len(SENTIMENTS)),
        "confidence": (HOURS, len(artists), len(CATEGORIES), CONFIDENCE_BINS),
        "album": (HOURS, len(albums), 2),
        "tag": (HOURS, len(artists), len(tags), 2),
    }
    arrays = {name: _unpack(document[name], shape) for name, shape in shapes.items()}
    waiting = {name: {one["name"]: one["count"] for one in counts} for name, counts in document["waiting"].items()}
    return Week(number, artists, albums, tags, usage=dict(document["usage"]), waiting=waiting, **arrays)


def _pack(counts: Counts) -> bytes:
    """All lowest bytes, then all second bytes and so on; high bytes that are zero everywhere are left out."""
    planes = counts.astype("<i4").reshape(-1, 1).view(np.uint8).T
    used = max((n for n, plane in enumerate(planes) if plane.any()), default=0) + 1
    return zlib.compress(planes[:used].tobytes(), 1)


def _unpack(packed: bytes, shape: tuple[int, ...]) -> Counts:
    low, *higher = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(-1, math.prod(shape))
    counts: Counts = low.astype(np.int32)
    for n, plane in enumerate(higher, 1):
        counts |= plane.astype(np.int32) << 8 * n
    return counts.reshape(shape)
