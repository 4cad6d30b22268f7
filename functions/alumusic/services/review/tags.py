"""Candidate tags that the model invented, and the curators' decisions on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from alumusic.domain.comments.tags import (
    CATALOGUE,
    MAX_ACCEPTED,
    MAX_DECISIONS,
    AcceptedTag,
    MergedTag,
    RejectedTag,
    TagCatalogue,
)
from alumusic.domain.review.change import Record, State
from alumusic.domain.versioned import attempts
from alumusic.domain.wire import Wire
from alumusic.errors import Code, Conflict, InvalidRequest, TransientFailure
from alumusic.services.classifying.known_tags import KnownCatalogue
from alumusic.services.parallel import COMMITS, in_parallel

_NEWEST = 500  # comments with candidates that are read
_EXAMPLES, _EXAMPLE_CHARACTERS = 3, 300
MOST_SWEPT = 200  # comments changed per request: a few seconds of commits
_ATTEMPTS = 5  # an attempt fails only if another curator's decision was stored meanwhile


class CandidateComment(NamedTuple):
    """A comment with candidates, reduced to what the list of candidates shows."""

    id: str
    text: str
    candidates: Sequence[str]


class TagStore(Protocol):
    def read(self) -> tuple[TagCatalogue, Any]: ...
    def write(self, catalogue: TagCatalogue, version: Any) -> bool:
        """False if the catalogue has changed since it was read."""

    def newest_with_candidates(self, most: int) -> Sequence[tuple[str, str, Sequence[str]]]: ...
    def carrying(self, code: str, most: int) -> Sequence[Record]: ...
    def left(self, code: str) -> int: ...
    def sweep(self, record: Record, after: State) -> bool:
        """Comment and counters in one commit, at the same revision; False if the comment changed since it was read."""


class CandidateTag(NamedTuple):
    code: str
    comments: int
    examples: list[CandidateComment]


class SweepResult(Wire):
    changed: int
    """Comments that were changed by this request."""
    left: int
    """Still to be changed: the same decision has to be sent again."""


Decide = Callable[[datetime], AcceptedTag | MergedTag | RejectedTag]


@dataclass(frozen=True)
class Tags:
    store: TagStore
    known: KnownCatalogue
    clock: Callable[[], datetime]
    most: int = MOST_SWEPT

    def inventions(self) -> list[CandidateTag]:
        """Candidate tags of the newest comments, most frequent first."""
        found: dict[str, list[CandidateComment]] = {}
        for carrier in (CandidateComment(*one) for one in self.store.newest_with_candidates(_NEWEST)):
            for code in carrier.candidates:
                found.setdefault(code, []).append(carrier._replace(text=_short(carrier.text)))
        inventions = [CandidateTag(code, len(carriers), carriers[:_EXAMPLES]) for code, carriers in found.items()]
        return sorted(inventions, key=lambda one: (-one.comments, one.code))

    def decide(self, code: str, decide: Decide) -> SweepResult:
        """Stores the decision for future comments, and applies it to stored ones. Repeat while `left` is not zero.

        Raises InvalidRequest or Conflict for an invalid decision.
        """
        catalogue = self._keep(code, decide(self.clock()))
        carriers = self.store.carrying(code, self.most)
        changed = sum(in_parallel(lambda record: self._sweep(record, catalogue), carriers, COMMITS))
        return SweepResult(changed=changed, left=self.store.left(code))

    def _keep(self, code: str, decision: AcceptedTag | MergedTag | RejectedTag) -> TagCatalogue:
        contended = "o catálogo está sendo alterado por outros; tente de novo"
        for _ in attempts(_ATTEMPTS, TransientFailure(contended, Code.STORE_CONTENDED)):
            catalogue, version = self.store.read()
            _check(catalogue, code, decision)
            decided = catalogue.decided(code, decision)
            if self.store.write(decided, version):
                break
        return self.known.fresh()

    def _sweep(self, record: Record, catalogue: TagCatalogue) -> bool:
        old = record.state.classification
        if old is None:
            return False
        labels = catalogue.labels(old.tags, old.candidates)._asdict()
        after = record.state.model_copy(update={"classification": old.model_copy(update=labels)})
        return self.store.sweep(record, after)


def _check(catalogue: TagCatalogue, code: str, decision: AcceptedTag | MergedTag | RejectedTag) -> None:
    accepts = isinstance(decision, AcceptedTag)
    if code in CATALOGUE:
        raise Conflict("esta tag é do catálogo inicial", Code.ORIGINAL_TAG)
    if code in catalogue.accepted and not accepts:
        raise Conflict("esta tag já foi aceita no catálogo", Code.TAG_ALREADY_ACCEPTED)
    if isinstance(decision, MergedTag) and (decision.into == code or decision.into not in catalogue):
        raise InvalidRequest(f"a tag de destino não está no catálogo: {decision.into}", Code.UNKNOWN_TARGET)
    decided_before = any(code in group for group in (catalogue.accepted, catalogue.merged, catalogue.rejected))
    if catalogue.decisions >= MAX_DECISIONS and not decided_before:
        raise Conflict(f"já há {MAX_DECISIONS} decisões sobre tags, o máximo", Code.TOO_MANY_DECISIONS)
    if accepts and len(catalogue.accepted) >= MAX_ACCEPTED and code not in catalogue.accepted:
        raise Conflict(f"já há {MAX_ACCEPTED} tags aceitas, o máximo", Code.CATALOGUE_FULL)


def _short(text: str) -> str:
    return text if len(text) <= _EXAMPLE_CHARACTERS else text[:_EXAMPLE_CHARACTERS].rstrip() + "…"
