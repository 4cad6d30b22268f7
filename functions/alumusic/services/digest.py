"""The figures of the ISO week that ended, kept once a week."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alumusic.domain.snapshot import WeekSummary
from alumusic.services.report import AggregateStore, snapshot_at


class DigestStore(Protocol):
    def create(self, week: str, figures: WeekSummary, before: WeekSummary, at: datetime) -> bool:
        """False when the week has its digest."""


@dataclass(frozen=True)
class MakeDigest:
    aggregates: AggregateStore
    digests: DigestStore

    def __call__(self, at: datetime) -> tuple[str, bool]:
        """The week that ended before `at`, and whether its digest is new."""
        weeks = snapshot_at(self.aggregates, at.replace(second=0, microsecond=0)).escopos[0].semanas
        before, ended = weeks[-3], weeks[-2]
        return ended.semana, self.digests.create(ended.semana, ended, before, at)
