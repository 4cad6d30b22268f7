"""The public report is served from memory, with one read a minute, and the last good one if the store fails."""

import json
from datetime import UTC, datetime
from functools import cache

import pytest
from flask import Flask, Response

from alumusic.adapters.memory import MemorySnapshots, MemoryStore
from alumusic.domain.counting.week import Week
from alumusic.domain.report.builder import build_snapshot, weeks_needed
from alumusic.domain.report.snapshot import PublishedReport, pack
from alumusic.entrypoints.report.report import ReportEndpoint
from alumusic.errors import Code, TransientFailure

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
APP = Flask("test")


@cache
def report_of(minute: datetime) -> PublishedReport:
    return pack(build_snapshot(minute, [Week(number) for number in weeks_needed(minute)]))


class Snapshots(MemorySnapshots):
    """Holds one report, counts reads, and can fail."""

    def __init__(self, minute: datetime | None = NOON) -> None:
        super().__init__(MemoryStore())
        self.reads, self.broken, self.minute = 0, False, minute

    def latest(self) -> PublishedReport | None:
        self.reads += 1
        if self.broken:
            raise TransientFailure("x", Code.STORE_UNAVAILABLE)
        if self.minute is None:
            return None
        return report_of(self.minute)


class Clock:
    at = NOON.timestamp() + 10

    def now(self) -> float:
        return self.at


def ask(endpoint: ReportEndpoint, **headers: str) -> Response:
    with APP.test_request_context("/api/relatorio", headers=headers) as context:
        return endpoint(context.request)


def test_a_hundred_readers_in_a_minute_are_one_read() -> None:
    store, clock = Snapshots(), Clock()
    endpoint = ReportEndpoint(store, clock.now)

    for _ in range(100):
        ask(endpoint)
    clock.at += 60
    ask(endpoint)

    assert store.reads == 2


def test_when_the_store_is_gone_the_last_good_report_stays() -> None:
    store, clock = Snapshots(), Clock()
    endpoint = ReportEndpoint(store, clock.now)
    first = ask(endpoint).data
    store.broken = True
    clock.at += 60

    assert ask(endpoint).data == first
    assert json.loads(first)["gerado_em"] == "2026-03-04T12:00:00Z"


def test_without_any_report_the_reader_is_told_to_come_back() -> None:
    with pytest.raises(TransientFailure):
        ask(ReportEndpoint(Snapshots(None), Clock().now))


def test_the_same_report_is_304_and_another_is_not() -> None:
    store, clock = Snapshots(), Clock()
    endpoint = ReportEndpoint(store, clock.now)
    etag = ask(endpoint).headers["ETag"]

    assert ask(endpoint, **{"If-None-Match": etag}).status_code == 304
    store.minute = NOON.replace(minute=1)
    clock.at += 60
    assert ask(endpoint, **{"If-None-Match": etag}).status_code == 200


def test_gzip_only_for_who_takes_it() -> None:
    endpoint = ReportEndpoint(Snapshots(), Clock().now)

    packed, plain = ask(endpoint, **{"Accept-Encoding": "gzip, br"}), ask(endpoint)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert len(packed.data) < len(plain.data)
