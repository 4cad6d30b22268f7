"""Batches with pending comments, and which of them to send again after the queue lost its messages."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from local import client
from local.stack.config import HOST

_LOOKED_AT = 50  # newest batches; the API's page size


class Unfinished(NamedTuple):
    batch_id: str
    sender: str
    pending: int
    total: int


def unfinished(port: int, secret: dict[str, str]) -> list[Unfinished]:
    """Raises OSError when the stack does not answer."""
    url = f"http://{HOST}:{port}/api/lotes?limite={_LOOKED_AT}"
    answer = client.call("GET", url, None, client.admin_token(port, secret))
    if answer.status != 200:
        raise OSError(f"the list of batches answered {answer.status}")
    # An unpublished batch is left out: its sender got no 202.
    return [
        Unfinished(one["lote_id"], one["remetente_nome"] or one["remetente"], one["pendentes"], one["total"])
        for one in answer.body["lotes"]
        if one["publicado"] and one["pendentes"]
    ]


def waiting(found: Sequence[Unfinished]) -> str:
    return _listed("batches under way", found)


def to_send_again(found: Sequence[Unfinished], queued: Collection[str] = ()) -> str:
    """The advice for lost batches; empty if none is lost. Batches in `queued` still have their messages."""
    lost = [one for one in found if one.batch_id not in queued]
    advice = "send these again, with the same Idempotency-Key or the same ids; nothing counts twice"
    return _listed(f"the queue has forgotten comments: {advice}", lost)


def _listed(title: str, found: Sequence[Unfinished]) -> str:
    rows = [f"  {one.batch_id}  {one.pending} of {one.total} pending  ({one.sender})" for one in found]
    return "\n".join([title, *rows]) if rows else ""
