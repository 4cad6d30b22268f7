"""Builds a row of an export, and parses an exported CSV."""

import csv
import io
from typing import Any

from alumusic.adapters.firestore.comments.document import to_document, with_classification
from alumusic.domain.reading.comment_view import CommentDetail
from alumusic.domain.reading.plan import CommentRow
from alumusic.domain.reading.row import detail
from alumusic.entrypoints.reading.files import PLAIN, CsvDialect, file_parts
from tests.support.comments import classification, comment, uuid


def row(history: Any = (), **fields: Any) -> CommentDetail:
    document = with_classification(
        to_document(comment(1, **fields), "lote"), classification(tags=("show_som", "show_preco"))
    )
    return detail(CommentRow(uuid(1), document | {"reviewer": "ana@x.com"}), history, str.upper)


def read_csv(pages: list[list[CommentDetail]], spelling: CsvDialect = PLAIN) -> list[dict[str, str]]:
    text = b"".join(file_parts(pages, "csv", spelling)).decode("utf-8-sig" if spelling.bom else "utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=spelling.separator))
