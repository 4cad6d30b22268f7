"""Reads the counters of the running stack from Firestore."""

import json

from alumusic.adapters.firestore.counting.week_document import week_from_document
from tests.support.stack.harness import RunningStack


def counted(stack: RunningStack, artist: str) -> int:
    """Number of comments of an artist, summed over shards and weeks."""
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
