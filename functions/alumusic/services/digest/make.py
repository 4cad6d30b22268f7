"""Make the digest of an ended ISO week: figures from the counters alone, a text, sample comments; one per week."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alumusic.domain.comments.classification import ModelUsage
from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.digest.digest import Digest, DigestText, SampleComment
from alumusic.domain.digest.week_figures import DigestFigures
from alumusic.domain.report.iso_week import IsoWeek, utc_weeks
from alumusic.domain.versioned import Versioned, attempts
from alumusic.errors import Code, InvalidRequest, NotFound, Stale
from alumusic.services.report.publish import CounterStore

_ATTEMPTS = 3  # of making a digest again while others change it


class DigestStore(Protocol):
    """`usage` is counted in the commit that stores the text."""

    def create(self, digest: Digest, usage: Sequence[ModelUsage]) -> bool:
        """False if the week has a digest."""

    def replace(self, digest: Digest, as_read: Versioned[Digest], usage: Sequence[ModelUsage]) -> bool:
        """False if the digest has changed since it was read."""

    def get(self, week: str) -> Versioned[Digest] | None: ...
    def newest(self, before: str | None, most: int) -> Sequence[Digest]:
        """Newest week first; only weeks before `before`, if given."""


Write = Callable[[DigestFigures, Sequence[SampleComment]], DigestText]
Sample = Callable[[IsoWeek, DigestFigures], Sequence[SampleComment]]


@dataclass(frozen=True)
class MakeDigest:
    counters: CounterStore
    digests: DigestStore
    sample: Sample
    write: Write
    tags: Callable[[], TagCatalogue]
    clock: Callable[[], datetime]

    def ended(self) -> IsoWeek:
        return IsoWeek.of(self.clock()).back(1)

    def __call__(self, week: IsoWeek) -> bool:
        """Make the week's digest unless it exists; True if made. Raises InvalidRequest for an unfinished week."""
        self.check_ended(week)
        return self.digests.get(week.name) is None and self._create(week)

    def again(self, week: IsoWeek, who: str) -> Digest:
        """Make the week's digest again, with the next revision; make it first if there is none.

        Raises InvalidRequest for a week that has not ended, Stale if others keep changing the digest.
        """
        self.check_ended(week)
        contended = Stale("outra pessoa está refazendo este resumo; veja-o de novo", Code.DIGEST_CHANGED)
        for _ in attempts(_ATTEMPTS, contended):
            found = self.digests.get(week.name)
            if found is None:
                if self._create(week):
                    break
                continue
            digest, written = self._make(week)
            kept = {"revision": found.value.revision + 1, "created_at": found.value.created_at}
            digest = digest.model_copy(update={**kept, "remade_at": self.clock(), "remade_by": who})
            if self.digests.replace(digest, found, written.usage):
                break
        return self.one(week.name)

    def one(self, week: str) -> Digest:
        """Raises NotFound."""
        found = self.digests.get(week)
        if found is None:
            raise NotFound("esta semana não tem resumo", Code.NOT_FOUND)
        return found.value

    def check_ended(self, week: IsoWeek) -> None:
        if week.end > self.clock():
            raise InvalidRequest(f"a semana {week.name} ainda não terminou", Code.WEEK_NOT_OVER)

    def _create(self, week: IsoWeek) -> bool:
        digest, written = self._make(week)
        return self.digests.create(digest, written.usage)

    def _make(self, week: IsoWeek) -> tuple[Digest, DigestText]:
        figures = self._figures(week)
        comments = self.sample(week, figures) if figures.comments else ()
        written = self.write(figures, comments)
        digest = Digest(
            week=week.name,
            revision=1,
            created_at=self.clock(),
            text=written.text,
            source=written.source,
            model=written.model,
            prompt_version=written.prompt_version,
            figures=figures,
            comments=tuple(comments),
        )
        return digest, written

    def _figures(self, week: IsoWeek) -> DigestFigures:
        # Imported on use: numpy would make every cold start of `api` slower.
        from alumusic.domain.counting.counters import merged
        from alumusic.domain.counting.tally import tally
        from alumusic.domain.digest.figures import figures

        before = week.back(1)
        numbers = range(utc_weeks(before.span).start, utc_weeks(week.span).stop)
        weeks = merged(numbers, self.counters.read(numbers))
        return figures(week, tally(weeks, week.span), tally(weeks, before.span), self.tags().tags)
