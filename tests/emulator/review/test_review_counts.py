"""Concurrent corrections, undos, reclassifications, erasures and redeliveries keep the counters equal to the store."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from alumusic.adapters.firestore.counting.audit import FirestoreCommentAudit, FirestoreCounterAudit
from alumusic.adapters.firestore.counting.counters import FirestoreCounters
from alumusic.adapters.firestore.review.reviews import FirestoreReviews
from alumusic.services.counting.audit import Audit
from local.client import call
from tests.support.stack.harness import RunningStack, eventually
from tests.support.stack.requests import deliver
from tests.support.stack.reviews import ask, curator, sent

pytestmark = pytest.mark.stack

_CATEGORIES = ("ELOGIO", "CRÍTICA", "SUGESTÃO", "DÚVIDA", "SPAM")
_PEOPLE, _STEPS = 6, 40


def test_a_correction_of_an_old_hour_is_on_the_next_report(stack: RunningStack, token: str) -> None:
    artist, ana = f"Artista {uuid4().hex[:8]}", curator(stack)[1]
    hours_ago = (datetime.now(UTC) - timedelta(hours=50)).isoformat()
    item = {"texto": f"que voz maravilhosa {uuid4().hex}", "artista": artist, "publicado_em": hours_ago}
    # Enough comments for a place among the twenty artists that are shown.
    items = [item, {**item, "texto": f"que voz maravilhosa mesmo {uuid4().hex}"}, *[{**item, "texto": "linda"}] * 150]
    comment_id, other, like_149_more, *_ = sent(stack, token, items)
    theirs = ask(stack, "GET", f"/api/comentarios/{like_149_more}", token=ana).body["categoria"]

    def shown() -> dict[str, int]:
        stack.publish_report_anew()
        found = call("GET", f"{stack.base}/api/relatorio").body
        scopes = {scope["nome"]: scope for scope in found["escopos"]}
        periods = scopes[artist]["periodos"] if artist in scopes else {"7d": {"categorias": []}}
        return {row["categoria"]: row["comentarios"] for row in periods["7d"]["categorias"] if row["comentarios"]}

    ask(stack, "PATCH", f"/api/comentarios/{comment_id}", {"categoria": "CRÍTICA"}, token=ana, seen=0)
    ask(stack, "DELETE", f"/api/comentarios/{other}", token=stack.admin())

    eventually(shown, lambda found: found == Counter({theirs: 150}) + Counter({"CRÍTICA": 1}), 20)


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_changes_at_once_the_audit_agrees(calm: RunningStack, token: str, seed: int) -> None:
    ids, messages = stored_comments(calm, token, Random(seed))
    people = [curator(calm)[1] for _ in range(_PEOPLE)]
    admin = calm.admin()

    def work(n: int) -> list[int]:
        chance = Random(seed * 100 + n)
        return [step(calm, people[n], admin, chance, ids, messages) for _ in range(_STEPS)]

    with ThreadPoolExecutor(_PEOPLE) as pool:
        statuses = [status for found in pool.map(work, range(_PEOPLE)) for status in found]

    assert set(statuses) <= {200, 202, 204, 400, 404, 409, 412, 503}
    assert statuses.count(200) > len(statuses) / 4
    assert statuses.count(503) < len(statuses) / 10
    eventually(lambda: quiet(calm, ids), bool, 60)
    assert differences(calm) == []
    for comment_id in ids:
        history_is_whole(calm, comment_id)


def stored_comments(stack: RunningStack, token: str, chance: Random) -> tuple[list[str], list[dict[str, Any]]]:
    """Comments of many weeks, two of them failed, and their messages."""
    word, artists = f"veneno{uuid4().hex[:8]}", [f"A{n} {uuid4().hex[:6]}" for n in range(3)]
    stack.faults(poison=word, poison_kind="blocked")
    items: list[dict[str, Any]] = [
        {
            "id": str(uuid4()),
            "texto": f"que show maravilhoso {n} {uuid4().hex}" + (f" {word}" if n % 8 == 0 else ""),
            "artista": chance.choice(artists),
            "album": chance.choice(["Um", "Dois", None]),
            "publicado_em": (datetime.now(UTC) - timedelta(hours=chance.randrange(2_000))).isoformat(),
        }
        for n in range(16)
    ]
    ids = sent(stack, token, items)
    stack.faults()
    return ids, [again(stack, ids[start : start + 4]) for start in range(0, 16, 4)]


def again(stack: RunningStack, ids: list[str]) -> dict[str, Any]:
    records = FirestoreReviews(stack.firestore()).many(ids)
    comments = [record.comment.model_dump(mode="json", exclude_none=True) for record in records.values()]
    return {"batch_id": records[ids[0]].batch_id, "part": 0, "comments": comments}


def step(
    stack: RunningStack, token: str, admin: str, chance: Random, ids: list[str], messages: list[dict[str, Any]]
) -> int:
    comment_id = chance.choice(ids)
    path, seen = f"/api/comentarios/{comment_id}", revision(stack, comment_id)
    match chance.randrange(20):
        case 0 | 1 | 2 | 3 | 4 | 5 | 6:
            body = {"categoria": chance.choice(_CATEGORIES)}
            return ask(stack, "PATCH", path, body, token=token, seen=seen).status
        case 7 | 8:
            tags = chance.sample(["show_som", "show_energia", "musica_letra"], 2)
            return ask(stack, "PATCH", path, {"tags": tags}, token=token, seen=seen).status
        case 9:
            return ask(stack, "PATCH", path, {"revisado": True}, token=token, seen=seen).status
        case 10 | 11 | 12 | 13:
            return ask(stack, "POST", f"{path}/desfazer", token=token, seen=seen).status
        case 14 | 15:
            return ask(stack, "POST", f"{path}/reclassificar", token=token).status
        case 16:
            return ask(stack, "POST", "/api/reprocessar", {"ids": chance.sample(ids, 4)}, token=token).status
        case 17:
            return deliver(stack, "classify", chance.choice(messages), chance.choice([1, 2]))
        case 18:
            return fold(stack, chance)
        case _:
            if chance.random() < 0.3:
                return ask(stack, "DELETE", path, token=admin).status
            message = chance.choice(messages)
            revisions = {one["id"]: chance.randrange(3) for one in message["comments"]}
            return deliver(stack, "classify", {**message, "again": revisions}, 1)


def fold(stack: RunningStack, chance: Random) -> int:
    """Compacts a random shard, as the report does with full ones."""
    counters = FirestoreCounters(stack.firestore())
    shards = counters.read([]).shards
    if shards:
        counters.compact(chance.choice(shards))
    return 200


def revision(stack: RunningStack, comment_id: str) -> int:
    return int(stack.firestore().document("comments", comment_id).get(["revision"]).get("revision"))


def quiet(stack: RunningStack, ids: list[str]) -> bool:
    """True when nothing changed for a while, so all reclassifications are done."""
    before = [revision(stack, comment_id) for comment_id in ids]
    time.sleep(2)
    return [revision(stack, comment_id) for comment_id in ids] == before


def differences(stack: RunningStack) -> Any:
    client = stack.firestore()
    return Audit(FirestoreCommentAudit(client), FirestoreCounterAudit(client))().differences


def history_is_whole(stack: RunningStack, comment_id: str) -> None:
    """Each revision was replaced by exactly one change, and the last change left the stored state."""
    reviews = FirestoreReviews(stack.firestore())
    record = reviews.get(comment_id)
    if record is None:
        entries = stack.firestore().document("comments", comment_id).collection("history").list_documents()
        assert list(entries) == []
        return
    entries = [reviews.entry(comment_id, number) for number in range(record.revision)]
    assert None not in entries
    assert reviews.entry(comment_id, record.revision) is None
    for earlier, later in pairwise(entries):
        assert earlier.after == later.before or earlier.after.classification is None
    if entries and entries[-1].after.classification is not None:
        assert entries[-1].after == record.state
