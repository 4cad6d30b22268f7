"""Routes that correct, accept, undo, reclassify and erase comments."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flask import Response

from alumusic.domain.reading.comment_view import CommentDetail
from alumusic.domain.review.change import CommentAtRevision, LabelChanges, ReviewDecision
from alumusic.entrypoints.models import Message
from alumusic.entrypoints.review.review_models import (
    AuthorErasure,
    Correction,
    Resend,
    ReviewResult,
    ReviewResults,
    Reviews,
)
from alumusic.entrypoints.routes import Access, Call, Header, Routes, as_answer
from alumusic.errors import Code, InvalidRequest, RevisionNeeded, Stale
from alumusic.services.reading.pages import ReadComments
from alumusic.services.review.ask_again import Reclassify, ResendFailed, ResendResult
from alumusic.services.review.erase import EraseAuthor, EraseComment, ErasureResult
from alumusic.services.review.many import ReviewMany, ReviewOutcome
from alumusic.services.review.one import Review

_IF_MATCH = re.compile(r'(?:W/)?"(\d{1,9})"|(\d{1,9})')
_COMMENT = "/api/comentarios/<comment:comment_id>"
Detail = Callable[[str], CommentDetail]


@dataclass(frozen=True)
class ReviewServices:
    review: Review
    review_many: ReviewMany
    erase: EraseComment
    erase_author: EraseAuthor
    reclassify: Reclassify
    resend: ResendFailed
    read: ReadComments


def add_review_routes(routes: Routes, services: ReviewServices) -> None:
    review, detail = services.review, services.read.detail

    @routes.add(
        "PATCH",
        _COMMENT,
        "Corrige ou aceita uma classificação",
        Access.CURATOR,
        answer=CommentDetail,
        errors=(409, 412, 428),
        headers=(Header("If-Match"),),
    )
    def correct(call: Call[None, Correction]) -> Response:
        changes, note, who = _label_changes(call.body), call.body.nota, call.caller.email
        if not changes.nothing:
            return _changed(call, detail, lambda key, seen: review.correct(key, seen, changes, who, note))
        if call.body.revisado is None:
            raise InvalidRequest("diga o que corrigir, ou aceite com 'revisado'", Code.NOTHING_TO_CORRECT)
        return _changed(call, detail, lambda key, seen: review.accept(key, seen, who, note))

    @routes.add(
        "POST",
        f"{_COMMENT}/desfazer",
        "Desfaz a última mudança",
        Access.CURATOR,
        answer=CommentDetail,
        errors=(400, 409, 412, 428),
        headers=(Header("If-Match"),),
    )
    def undo(call: Call[None, None]) -> Response:
        return _changed(call, detail, lambda key, seen: review.undo(key, seen, call.caller.email))

    @routes.add("DELETE", _COMMENT, "Apaga um comentário e seu histórico", Access.ADMIN, status=204)
    def erase(call: Call[None, None]) -> None:
        services.erase(call.path["comment_id"])

    @routes.add(
        "POST",
        "/api/autores/apagar",
        "Apaga todos os comentários de um autor",
        Access.ADMIN,
        answer=ErasureResult,
    )
    def erase_author(call: Call[None, AuthorErasure]) -> ErasureResult:
        return services.erase_author(call.body.autor, only_count=call.body.simular)

    @routes.add(
        "POST",
        f"{_COMMENT}/reclassificar",
        "Pergunta ao modelo de novo",
        Access.CURATOR,
        answer=Message,
        status=202,
        errors=(409,),
    )
    def reclassify(call: Call[None, None]) -> Message:
        services.reclassify(call.path["comment_id"])
        return Message(mensagem="O modelo vai classificar este comentário de novo.")

    @routes.add(
        "POST",
        "/api/revisoes",
        "Uma decisão sobre vários comentários",
        Access.CURATOR,
        answer=ReviewResults,
    )
    def many(call: Call[None, Reviews]) -> ReviewResults:
        body = call.body
        items = [CommentAtRevision(item.id, item.revisao) for item in body.itens]
        decision = ReviewDecision(body.acao, call.caller.email, _label_changes(body), body.nota)
        results = services.review_many(items, decision)
        return ReviewResults(resultados=[_result(found) for found in results])

    @routes.add(
        "POST", "/api/reprocessar", "Envia de novo o que falhou", Access.CURATOR, answer=ResendResult, status=202
    )
    def resend(call: Call[None, Resend]) -> ResendResult:
        return services.resend(call.body.ids)


def seen_revision(header: str | None) -> int:
    """The revision in `If-Match: "<revisao>"`. Raises RevisionNeeded if it is absent, InvalidRequest if malformed."""
    if not header:
        raise RevisionNeeded("diga em If-Match a revisão que você viu", Code.REVISION_MISSING)
    match = _IF_MATCH.fullmatch(header.strip())
    if match is None:
        raise InvalidRequest('If-Match deve trazer uma revisão, como "3"', Code.INVALID_REVISION)
    return int(match[1] or match[2])


def _changed(
    call: Call[None, Correction] | Call[None, None], detail: Detail, change: Callable[[str, int], int]
) -> Response:
    comment_id, seen = call.path["comment_id"], seen_revision(call.request.headers.get("If-Match"))
    try:
        change(comment_id, seen)
    except Stale as stale:
        raise Stale(stale.message, stale.code, [detail(comment_id).model_dump(mode="json", by_alias=True)]) from None
    found = detail(comment_id)
    response = as_answer(found)
    response.headers["ETag"] = f'"{found.revision}"'
    return response


def _label_changes(body: Correction | Reviews) -> LabelChanges:
    return LabelChanges(body.categoria, body.sentimento, None if body.tags is None else tuple(body.tags))


def _result(found: ReviewOutcome) -> ReviewResult:
    error = found.error
    return ReviewResult(
        id=found.id,
        ok=error is None,
        revisao=found.revision,
        codigo=error.code if error else None,
        erro=error.message if error else None,
    )
