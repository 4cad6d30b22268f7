"""A comment with its history, as curators see it."""

from collections.abc import Callable
from typing import Any

from alumusic.domain.review import Change, Record, State
from alumusic.domain.wire.comments import ClassificationState, CommentDetail, FailureView, HistoryEntry, TagView
from alumusic.errors import NotFound

Explain = Callable[[str], str]


def comment_detail(store: Any, explain: Explain, comment_id: str) -> CommentDetail:
    record = store.get(comment_id)
    if record is None:
        raise NotFound("este comentário não existe", "nao_encontrado")
    history = [_entry(revision, change) for revision, change in store.history(comment_id)]
    return CommentDetail(**_fields(record, explain), historico=history)


def _fields(record: Record, explain: Explain) -> dict[str, Any]:
    comment, state, found = record.comment, record.state, record.state.classification
    tags = [TagView(codigo=code, explicacao=explain(code)) for code in (found.tags if found else ())]
    failure = state.failure
    return {
        "id": comment.id,
        "texto": comment.text,
        "status": state.status,
        "categoria": found.category if found else None,
        "sentimento": found.sentiment if found else None,
        "confianca": found.confidence if found else None,
        "tags": tags,
        "tags_funcionalidades": tags,
        "candidatas": list(found.candidates) if found else [],
        "evidencia": found.evidence if found else "",
        "artista": comment.artist,
        "album": comment.album,
        "musica": comment.song,
        "canal": comment.channel,
        "publicado_em": comment.published_at,
        "data_recebimento": comment.received_at,
        "classificado_em": found.classified_at if found else None,
        "modelo": found.model if found else None,
        "versao_prompt": found.prompt_version if found else None,
        "curador": found.curator if found else None,
        "revisado": state.reviewed,
        "revisor": state.reviewer,
        "revisado_em": state.reviewed_at,
        "revisao": record.revision,
        "lote_id": record.batch_id,
        "falha": failure and FailureView(codigo=failure.code, motivo=failure.reason, em=failure.failed_at),
        "reenviado_em": None,
    }


def _entry(revision: int, change: Change) -> HistoryEntry:
    return HistoryEntry(
        revisao=revision,
        acao=change.action,
        quem=change.who,
        em=change.at,
        antes=_state(change.before),
        depois=_state(change.after),
        nota=change.note,
    )


def _state(state: State) -> ClassificationState:
    found = state.classification
    return ClassificationState(
        categoria=found.category if found else None,
        sentimento=found.sentiment if found else None,
        confianca=found.confidence if found else None,
        tags=list(found.tags) if found else [],
        modelo=found.model if found else None,
        versao_prompt=found.prompt_version if found else None,
        curador=found.curator if found else None,
        revisado=state.reviewed,
    )
