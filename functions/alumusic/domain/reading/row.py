"""A stored comment as curators see it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from alumusic.domain.reading.highlights import highlights
from alumusic.domain.reading.models import (
    ClassificationState,
    CommentDetail,
    CommentView,
    FailureView,
    HistoryEntry,
    TagView,
)
from alumusic.domain.reading.plan import CommentRow
from alumusic.domain.reading.terms import Terms

Explain = Callable[[str], str]
"""A tag's code → its explanation."""


def view(stored: CommentRow, explain: Explain, terms: Terms | None = None) -> CommentView:
    return CommentView(**_given(stored, explain, terms))


def detail(stored: CommentRow, history: Iterable[Mapping[str, Any]], explain: Explain) -> CommentDetail:
    """`history` from revision 0 on."""
    entries = [_entry(revision, entry) for revision, entry in enumerate(history)]
    return CommentDetail(**_given(stored, explain, None), historico=entries)


def _given(stored: CommentRow, explain: Explain, terms: Terms | None) -> dict[str, Any]:
    fields = stored.fields
    tags = [TagView(codigo=code, explicacao=explain(code)) for code in fields.get("tags") or ()]
    return {
        "id": stored.id,
        "texto": fields["text"],
        "status": fields["status"],
        "categoria": fields.get("category"),
        "sentimento": fields.get("sentiment"),
        "confianca": fields.get("confidence"),
        "tags": tags,
        "tags_funcionalidades": tags,
        "candidatas": list(fields.get("candidates") or ()),
        "evidencia": fields.get("evidence") or "",
        "artista": fields.get("artist"),
        "album": fields.get("album"),
        "musica": fields.get("song"),
        "canal": fields.get("channel"),
        "publicado_em": fields["published_at"],
        "data_recebimento": fields["received_at"],
        "classificado_em": fields.get("classified_at"),
        "modelo": fields.get("model"),
        "versao_prompt": fields.get("prompt_version"),
        "curador": fields.get("curator"),
        "revisado": fields.get("reviewed", False),
        "revisor": fields.get("reviewer"),
        "revisado_em": fields.get("reviewed_at"),
        "revisao": fields["revision"],
        "lote_id": fields["batch_id"],
        "falha": _failure(fields.get("failure")),
        "reenviado_em": fields.get("resent_at"),
        "destaques": highlights(fields["text"], terms) if terms else (),
    }


def _failure(found: Mapping[str, Any] | None) -> FailureView | None:
    return FailureView(codigo=found["code"], motivo=found["reason"], em=found["failed_at"]) if found else None


def _entry(revision: int, fields: Mapping[str, Any]) -> HistoryEntry:
    return HistoryEntry(
        revisao=revision,
        acao=fields["action"],
        quem=fields["who"],
        em=fields["at"],
        antes=_state(fields["before"]),
        depois=_state(fields["after"]),
        nota=fields.get("note") or "",
    )


def _state(fields: Mapping[str, Any]) -> ClassificationState:
    return ClassificationState(
        categoria=fields.get("category"),
        sentimento=fields.get("sentiment"),
        confianca=fields.get("confidence"),
        tags=list(fields.get("tags") or ()),
        modelo=fields.get("model"),
        versao_prompt=fields.get("prompt_version"),
        curador=fields.get("curator"),
        revisado=fields.get("reviewed", False),
    )
