"""Reading comments: the list, one of them, counts, charts and the export."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response

from alumusic.domain.reading.models import (
    CommentCounts,
    CommentDetail,
    CommentFilter,
    CommentPage,
    CommentQuery,
    ExportQuery,
    FilteredReport,
)
from alumusic.domain.report.calendar import ZONE
from alumusic.entrypoints.reading.export_quota import ExportQuota
from alumusic.entrypoints.reading.files import CONTENT_TYPES, PLAIN, CsvDialect, file_parts
from alumusic.entrypoints.routes import Access, Call, Routes, as_answer


@dataclass(frozen=True)
class ReadingServices:
    """What the routes call."""

    read: Any
    count: Any
    report: Any
    export: Any
    exports: ExportQuota
    clock: Callable[[], datetime]


def add_comment_routes(routes: Routes, reading: ReadingServices) -> None:
    @routes.add(
        "GET",
        "/api/comentarios",
        "Comentários, com filtros",
        Access.CURATOR,
        query=CommentQuery,
        answer=CommentPage,
        errors=(429,),
        file=True,
    )
    def listed(call: Call) -> CommentPage | Response:
        if call.query.format:
            return _file(reading, call, call.query.format)
        return reading.read.page(call.query)  # type: ignore[no-any-return]

    @routes.add(
        "GET",
        "/api/comentarios/exportar",
        "Exporta o que os filtros acham",
        Access.CURATOR,
        query=ExportQuery,
        errors=(429,),
        file=True,
    )
    def exported(call: Call) -> Response:
        return _file(reading, call, call.query.formato, CsvDialect(call.query.bom, call.query.separador))

    @routes.add(
        "GET",
        "/api/comentarios/contagens",
        "Quantos os filtros acham",
        Access.CURATOR,
        query=CommentFilter,
        answer=CommentCounts,
    )
    def counted(call: Call) -> CommentCounts:
        return reading.count(call.query)  # type: ignore[no-any-return]

    @routes.add(
        "GET",
        "/api/comentarios/graficos",
        "O relatório do que os filtros acham",
        Access.CURATOR,
        query=CommentFilter,
        answer=FilteredReport,
    )
    def charts(call: Call) -> FilteredReport:
        return reading.report(call.query)  # type: ignore[no-any-return]

    @routes.add(
        "GET",
        "/api/comentarios/<comment:comment_id>",
        "Um comentário e seu histórico",
        Access.CURATOR,
        answer=CommentDetail,
    )
    def one(call: Call) -> Response:
        found: CommentDetail = reading.read.detail(call.path["comment_id"])
        response = as_answer(found)
        response.headers["ETag"] = f'"{found.revisao}"'
        return response


def _file(reading: ReadingServices, call: Call, file_format: str, spelling: CsvDialect = PLAIN) -> Response:
    reading.exports.take(call)
    found = reading.export(call.query, call.query.ordem)
    name = f"comentarios-{reading.clock().astimezone(ZONE):%Y-%m-%d}.{file_format}"
    response = Response(file_parts(found.pages, file_format, spelling), content_type=CONTENT_TYPES[file_format])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if found.total is not None:
        response.headers["X-Total-Count"] = str(found.total)
    return response
