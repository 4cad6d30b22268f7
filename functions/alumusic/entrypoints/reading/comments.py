"""Routes that read comments: list, detail, counts, charts and export."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Response

from alumusic.domain.limits import HOUR, Limit
from alumusic.domain.reading.comment_view import CommentDetail, CommentPage
from alumusic.domain.reading.filter import CommentFilter, CommentQuery
from alumusic.domain.report.calendar import ZONE
from alumusic.entrypoints.http import client_address
from alumusic.entrypoints.reading.files import CONTENT_TYPES, PLAIN, CsvDialect, file_parts
from alumusic.entrypoints.reading.models import ExportQuery
from alumusic.entrypoints.routes import Access, Call, Routes, as_answer
from alumusic.services.limits import Limits
from alumusic.services.reading.charts import FilteredReport, ReportFiltered
from alumusic.services.reading.counts import CommentCounts, CountComments
from alumusic.services.reading.export import ExportComments
from alumusic.services.reading.pages import ReadComments


@dataclass(frozen=True)
class ReadingServices:
    read: ReadComments
    count: CountComments
    report: ReportFiltered
    export: ExportComments
    limits: Limits
    exports_per_hour: int | None
    """Per account; twice as many per address, which an office may share. None: no limit."""
    trusted_proxies: int
    clock: Callable[[], datetime]


def add_comment_routes(routes: Routes, reading: ReadingServices) -> None:
    @routes.add(
        "GET",
        "/api/comentarios",
        "Comentários, com filtros",
        Access.CURATOR,
        answer=CommentPage,
        errors=(429,),
        file=True,
    )
    def listed(call: Call[CommentQuery, None]) -> CommentPage | Response:
        if call.query.format:
            return _file(reading, call, call.query.format)
        return reading.read.page(call.query)

    @routes.add(
        "GET",
        "/api/comentarios/exportar",
        "Exporta o que os filtros acham",
        Access.CURATOR,
        errors=(429,),
        file=True,
    )
    def exported(call: Call[ExportQuery, None]) -> Response:
        return _file(reading, call, call.query.format, CsvDialect(call.query.bom, call.query.separator))

    @routes.add(
        "GET",
        "/api/comentarios/contagens",
        "Quantos os filtros acham",
        Access.CURATOR,
        answer=CommentCounts,
    )
    def counted(call: Call[CommentFilter, None]) -> CommentCounts:
        return reading.count(call.query)

    @routes.add(
        "GET",
        "/api/comentarios/graficos",
        "O relatório do que os filtros acham",
        Access.CURATOR,
        answer=FilteredReport,
    )
    def charts(call: Call[CommentFilter, None]) -> FilteredReport:
        return reading.report(call.query)

    @routes.add(
        "GET",
        "/api/comentarios/<comment:comment_id>",
        "Um comentário e seu histórico",
        Access.CURATOR,
        answer=CommentDetail,
    )
    def one(call: Call[None, None]) -> Response:
        found = reading.read.detail(call.path["comment_id"])
        response = as_answer(found)
        response.headers["ETag"] = f'"{found.revision}"'
        return response


def _take_export(reading: ReadingServices, call: Call[CommentQuery, None] | Call[ExportQuery, None]) -> None:
    """Counts an export against its limits, since each may read every comment. Raises TooManyRequests."""
    forwarded, most = call.request.headers.get("X-Forwarded-For"), reading.exports_per_hour
    address = client_address(forwarded, call.request.remote_addr, reading.trusted_proxies)
    reading.limits.take(
        Limit("exportações por conta", call.caller.id, most, HOUR),
        Limit("exportações por endereço", address, 2 * most if most else None, HOUR),
    )


def _file(
    reading: ReadingServices,
    call: Call[CommentQuery, None] | Call[ExportQuery, None],
    file_format: str,
    spelling: CsvDialect = PLAIN,
) -> Response:
    _take_export(reading, call)
    found = reading.export(call.query, call.query.order)
    name = f"comentarios-{reading.clock().astimezone(ZONE):%Y-%m-%d}.{file_format}"
    response = Response(file_parts(found.pages, file_format, spelling), content_type=CONTENT_TYPES[file_format])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if found.total is not None:
        response.headers["X-Total-Count"] = str(found.total)
    return response
