"""The counters as the running stack has stored them."""

import json

from alumusic.adapters.firestore.counting.week_document import week_from_document
from tests.support.stack.harness import RunningStack


def counted(stack: RunningStack, artist: str) -> int:
    """Volume of an artist over shards and weeks, read from the store itself."""
    total = 0
    for found in stack.firestore().collection("stats").stream():
        stored = found.to_dict()
        if "cells" in stored:
            rows = ((json.loads(name), n) for name, n in stored["cells"].items())
            total += sum(n for row, n in rows if row[0] == "v" and row[5] == artist)
        else:
            week = week_from_document(0, stored)
            total += int(week.volume[:, week.artists.index(artist)].sum()) if artist in week.artists else 0
    return total
