"""Read comments: page by page, and one with its history."""

from dataclasses import dataclass

from alumusic.domain.comments.comment import ERASED, is_comment_id
from alumusic.domain.reading import cursor
from alumusic.domain.reading.comment_view import CommentDetail, CommentPage
from alumusic.domain.reading.cursor import Cursor
from alumusic.domain.reading.filter import CommentQuery
from alumusic.domain.reading.plan import Plan, plan
from alumusic.domain.reading.row import Explain, detail, view
from alumusic.errors import Code, InvalidRequest, NotFound
from alumusic.services.parallel import both
from alumusic.services.reading.scan import CommentSearch, Scan, ScanResult, rarest

READ_PER_ROW = 5  # documents read per row of a page, if each has to be compared
_NOTHING = CommentPage(comments=[], next_cursor=None, total=0)


@dataclass(frozen=True)
class ReadComments:
    store: CommentSearch
    explain: Explain

    def page(self, query: CommentQuery) -> CommentPage:
        asked = plan(query, query.order)
        start = _opened(query)
        option = None if asked.hopeless else start.option if start else rarest(self.store, asked)
        if option is None:
            return _NOTHING
        found, total = self._read(query, asked, option, start)
        return CommentPage(
            comments=[view(row, self.explain, asked.terms) for row in found.rows],
            next_cursor=cursor.to_text(Cursor(option, found.after), query) if found.after else None,
            total=total,
        )

    def detail(self, comment_id: str) -> CommentDetail:
        stored = self.store.one(comment_id) if is_comment_id(comment_id) else None
        if stored is None or stored.fields["status"] == ERASED:
            raise NotFound("este comentário não existe", Code.NOT_FOUND)
        history = self.store.histories({comment_id: stored.fields["revision"]})
        return detail(stored, history.get(comment_id, ()), self.explain)

    def _read(
        self, query: CommentQuery, asked: Plan, option: int, start: Cursor | None
    ) -> tuple[ScanResult, int | None]:
        scan = Scan(self.store, asked, asked.indexed(option))
        after = start.after if start else None
        if start or not asked.exact:
            return scan(after, query.limit, query.limit + 1 if asked.exact else READ_PER_ROW * query.limit), None
        return both(lambda: scan(after, query.limit, query.limit + 1), lambda: self.store.count(scan.asked))


def _opened(query: CommentQuery) -> Cursor | None:
    try:
        return cursor.from_text(query.cursor, query) if query.cursor else None
    except ValueError:
        details = [{"campo": "cursor", "motivo": "não é desta consulta"}]
        raise InvalidRequest("este cursor não é desta consulta", Code.INVALID_CURSOR, details) from None
