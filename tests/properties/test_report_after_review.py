"""Review in the report: corrections never show negative counts, and tags have the curators' names."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from alumusic.adapters.memory import MemoryCounters, MemorySnapshots
from alumusic.domain.comments.tags import AcceptedTag, TagCatalogue
from alumusic.domain.counting.cells import add, minus
from alumusic.services.report.publish import PublishReport
from tests.support.comments import AT
from tests.support.counting import Counters, counted
from tests.support.recount import Heard


def test_a_correction_of_what_was_others_when_it_was_counted_never_shows_less_than_nothing() -> None:
    loud = [Heard(AT, artist=f"Artista {n:02}", album="Um", tags=(f"tag_{n:02}",)) for n in range(60) for _ in range(9)]
    late = Heard(AT, artist="Tardia", album="Dois", tags=("tag_nova",))
    counters = Counters()
    for commit in (loud, [late], [late] * 20):
        counters.commit(add(heard.cells for heard in commit), 0)
        counters.compact(0)
    corrected = replace(late, category="CRÍTICA", sentiment="NEGATIVO", tags=())
    for _ in range(21):
        counters.commit(add([corrected.cells, minus(late.cells)]), 0)

    snapshot = counters.snapshot(AT)

    assert snapshot.total == 9 * 60 + 21
    (scope,) = [scope for scope in snapshot.scopes if scope.name == "Tardia"]
    assert min(numbers(snapshot.model_dump(mode="json", by_alias=True, exclude={"headline"}))) >= 0
    assert {tag.code for tag in scope.tags} == set()


def numbers(shown: Any) -> Iterator[float]:
    """All numbers except those that may be negative: changes over time, and balances."""
    if isinstance(shown, dict):
        for name, value in shown.items():
            if name not in ("variacao", "saldo"):
                yield from numbers(value)
    elif isinstance(shown, list):
        for value in shown:
            yield from numbers(value)
    elif isinstance(shown, int | float):
        yield shown


def test_a_tag_is_called_what_curators_said_it_stands_for() -> None:
    counters = counted([Heard(AT, tags=("show_chuva",)).cells], Random(10))
    tags = TagCatalogue().decided("show_chuva", AcceptedTag(explanation="Chuva no show", by="ana", at=AT))

    PublishReport(MemoryCounters(counters.store), MemorySnapshots(counters.store), lambda: tags)(AT)

    assert counters.store.report is not None
    shown = json.loads(gzip.decompress(counters.store.report.packed))["escopos"][0]["tags"]
    assert [(tag["codigo"], tag["nome"]) for tag in shown] == [("show_chuva", "Chuva no show")]
