"""After an author's erasure no document contains their words, whatever happened to the comments before."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from alumusic.adapters.clock import now
from alumusic.adapters.firestore.digest.digests import FirestoreDigests
from alumusic.adapters.firestore.questions import FirestoreQuestions
from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.digest.digest import SampleComment, TextSource
from alumusic.domain.questions.question import AskedQuestion, Verdict
from tests.support.digest import WEEK, World
from tests.support.stack.counters import counted
from tests.support.stack.harness import RunningStack, eventually
from tests.support.stack.reviews import ask, curator, sent

pytestmark = pytest.mark.stack

_PATH = "/api/autores/apagar"


def everything(stack: RunningStack) -> str:
    """Every stored document as text."""
    client = stack.firestore()
    documents = [one.to_dict() for group in client.collections() for one in group.stream()]
    documents += [one.to_dict() for one in client.collection_group("history").stream()]
    return json.dumps(documents, default=str, ensure_ascii=False)


def quoted(stack: RunningStack, comment_id: str, text: str) -> None:
    """Stores a digest and an answer that contain the comment."""
    figures, client = World().figures(), stack.firestore()
    sample = SampleComment(
        id=comment_id, text=text, category=Category.PRAISE, sentiment=Sentiment.POSITIVE, artist=None
    )
    made = World()
    made.make(WEEK)
    digest = made.make.one(WEEK.name)
    old = digest.model_copy(
        update={"week": f"19{uuid4().int % 90 + 10}-W01", "figures": figures, "comments": (sample,)}
    )
    assert FirestoreDigests(client).create(old, ())
    asked = AskedQuestion(
        id=uuid4().hex, user_id="ana", asked_at=now(), question="O que dizem?", verdict=Verdict.ANSWERED, text=text,
        weeks=(), sources=(comment_id,), source=TextSource.FIGURES, model=None, prompt_version=None,
        tokens_in=0, tokens_out=0, price_usd=0, latency_ms=0, expire_at=now() + timedelta(days=1),
    )  # fmt: skip
    FirestoreQuestions(client).keep(asked, ())


def test_nothing_of_an_erased_authors_is_left_anywhere(stack: RunningStack, token: str) -> None:
    mark, author, artist = f"xique{uuid4().hex[:8]}", f"Fulana {uuid4().hex[:8]}", f"Artista {uuid4().hex[:8]}"
    items = [{"texto": f"que {mark} de show {n}", "autor": author, "artista": artist} for n in range(12)]
    others = [{"texto": f"que show {uuid4().hex}", "autor": f"{author} Filha", "artista": artist}] * 2
    ids = sent(stack, token, [*items, *others])
    body: dict[str, Any] = {"categoria": "CRÍTICA", "nota": f"ironia: {mark}"}
    assert ask(stack, "PATCH", f"/api/comentarios/{ids[0]}", body, token=curator(stack)[1], seen=0).status == 200
    quoted(stack, ids[1], f"que {mark} de show 1")
    assert mark in everything(stack)

    before = ask(stack, "POST", _PATH, {"autor": author, "simular": True}, token=stack.admin())
    gone = ask(stack, "POST", _PATH, {"autor": author}, token=stack.admin())

    assert (before.status, before.body) == (200, {"apagados": 0, "restantes": 12})
    assert (gone.status, gone.body) == (200, {"apagados": 12, "restantes": 0})
    left = everything(stack)
    assert mark not in left
    assert author not in left
    assert counted(stack, artist) == 2


def test_an_erased_authors_queued_comments_do_not_come_back(calm: RunningStack, token: str) -> None:
    mark, author = f"xique{uuid4().hex[:8]}", f"Fulana {uuid4().hex[:8]}"
    calm.faults(latency_ms=1500)
    batch = calm.post([{"texto": f"{mark} {n}", "autor": author} for n in range(30)], token).body["lote_id"]

    gone = ask(calm, "POST", _PATH, {"autor": author}, token=calm.admin())
    calm.faults()
    ended = calm.settled(batch, token)

    assert gone.body["restantes"] == 0
    assert ended["total"] == 30
    eventually(lambda: mark in everything(calm), lambda found: not found, 10)


def test_only_an_admin_may_erase_an_author_and_must_say_whom(stack: RunningStack, token: str) -> None:
    ana = curator(stack)[1]

    assert ask(stack, "POST", _PATH, {"autor": "x"}, token=ana).status == 403
    assert ask(stack, "POST", _PATH, {"autor": "x"}, token=token).status == 401
    for body in ({}, {"autor": " "}, {"autor": 7}, {"autor": "x" * 201}):
        assert ask(stack, "POST", _PATH, body, token=stack.admin()).status == 400
