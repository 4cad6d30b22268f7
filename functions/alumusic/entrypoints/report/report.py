"""`GET /api/relatorio`: the published report, cached in memory and read at most once a minute."""

import gzip
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from flask import Request, Response

from alumusic.domain.report.snapshot import PublishedReport, Snapshot
from alumusic.entrypoints.routes import Access, Route
from alumusic.errors import AluMusicError, Code, TransientFailure
from alumusic.services.report.publish import SnapshotStore

logger = logging.getLogger(__name__)

READER = Route(
    method="GET",
    path="/api/relatorio",
    also_at=("/api/relatorio/semana", "/relatorio/semana"),
    summary="O relatório público, refeito a cada minuto",
    access=Access.PUBLIC,
    answer=Snapshot,
    etag=True,
)
"""Served by `report`; listed in the API's document, which `api` serves."""
_SETTLE = 5  # seconds after the start of a minute by which its report is published
_CACHE = "public, max-age=60, s-maxage=60, stale-while-revalidate=120"


@dataclass
class ReportEndpoint:
    snapshots: SnapshotStore
    now: Callable[[], float] = time.time
    _report: PublishedReport | None = None
    _read_in: int = -1
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, request: Request) -> Response:
        report = self._current()
        if report is None:
            raise TransientFailure("o relatório ainda não foi publicado", Code.NO_REPORT)
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        response = Response(content_type="application/json; charset=utf-8")
        response.headers["Cache-Control"] = _CACHE
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.set_etag(report.etag, weak=True)
        if request.if_none_match.contains_weak(report.etag):
            response.status_code = 304
            return response
        response.data = report.packed if packed else _unpacked(report.packed)
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response

    def forget(self) -> None:
        """Drops the cached minute: the next request reads the store. Called after a publication by this instance."""
        self._read_in = -1

    def _current(self) -> PublishedReport | None:
        minute = int(self.now() - _SETTLE) // 60
        if minute == self._read_in and self._report is not None:
            return self._report
        with self._lock:
            if minute != self._read_in or self._report is None:
                self._refresh(minute)
        return self._report

    def _refresh(self, minute: int) -> None:
        try:
            self._report = self.snapshots.latest() or self._report
        except AluMusicError as error:
            if self._report is None:
                raise
            logger.warning("serving the last good report: %s", error.code)
        self._read_in = minute


@lru_cache(1)  # decompression costs as much as the rest of an answer: done once a minute, not per reader without gzip
def _unpacked(packed: bytes) -> bytes:
    return gzip.decompress(packed)
