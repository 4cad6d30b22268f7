"""Reading comments: the list, one of them, counts, charts and the export."""

from typing import Any

from flask import Response

from alumusic.adapters.api.routes import Access, Call, Routes, as_answer
from alumusic.domain.wire.comments import CommentDetail, CommentPage, CommentQuery


def add_comment_routes(routes: Routes, comments: Any) -> None:
    @routes.add(
        "GET", "/api/comentarios", "Comentários, com filtros", Access.CURATOR, query=CommentQuery, answer=CommentPage
    )
    def listed(call: Call) -> CommentPage:
        return comments.page(call.query)  # type: ignore[no-any-return]

    @routes.add(
        "GET", "/api/comentarios/<comment_id>", "Um comentário e seu histórico", Access.CURATOR, answer=CommentDetail
    )
    def one(call: Call) -> Response:
        found: CommentDetail = comments.detail(call.path["comment_id"])
        response = as_answer(found)
        response.headers["ETag"] = f'"{found.revisao}"'
        return response
