"""The snapshot as it is stored and sent."""

import gzip
import hashlib
from datetime import datetime
from typing import NamedTuple

from alumusic.domain.report.snapshot import Snapshot


class PublishedReport(NamedTuple):
    """`packed` is the snapshot's JSON, gzipped."""

    packed: bytes
    etag: str
    minute: datetime


def pack(snapshot: Snapshot) -> PublishedReport:
    packed = gzip.compress(snapshot.model_dump_json(by_alias=True).encode(), 6, mtime=0)
    return PublishedReport(packed, hashlib.sha256(packed).hexdigest()[:32], snapshot.generated_at)
