"""Comments as a file: CSV (safe from formula injection), a JSON array, or one JSON object per line."""

import csv
import io
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from alumusic.domain.reading.comment_view import CommentDetail, CommentView
from alumusic.domain.vocabulary import portuguese

logger = logging.getLogger(__name__)

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "ndjson": "application/x-ndjson; charset=utf-8",
}
_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\x00")  # spreadsheets evaluate a cell that starts with one of these
_SCREEN_ONLY = {"highlights"}
_PLAIN = [name for name in CommentView.model_fields if name not in _SCREEN_ONLY | {"failure"}]
COLUMNS = (*map(portuguese, _PLAIN), "falha_codigo", "falha_motivo", "falha_em", "historico")

Pages = Iterable[Sequence[CommentDetail]]


class CsvDialect(NamedTuple):
    """`bom` starts the file with a byte-order mark, by which some spreadsheets recognise UTF-8."""

    bom: bool = False
    separator: str = ","


PLAIN = CsvDialect()


def file_parts(pages: Pages, file_format: str, spelling: CsvDialect = PLAIN) -> Iterator[bytes]:
    """Raises ConnectionAbortedError on any error, to break the connection: a file cut short would look complete."""
    try:
        for part in _csv(pages, spelling) if file_format == "csv" else _WRITERS[file_format](pages):
            yield part.encode()
    except Exception as error:
        logger.exception("export broken off")
        # The only exception on which every WSGI server closes the connection without ending the response properly.
        raise ConnectionAbortedError("export broken off") from error


def _csv(pages: Pages, spelling: CsvDialect) -> Iterator[str]:
    yield (_BOM if spelling.bom else "") + _lines([COLUMNS], spelling.separator)
    for page in pages:
        yield _lines([_cells(row) for row in page], spelling.separator)


def _json(pages: Pages) -> Iterator[str]:
    before = "["
    for page in pages:
        if page:
            yield before + ",\n".join(map(_object, page))
            before = ",\n"
    yield "[]" if before == "[" else "]"


def _ndjson(pages: Pages) -> Iterator[str]:
    for page in pages:
        yield "".join(_object(row) + "\n" for row in page)


_WRITERS: dict[str, Callable[[Pages], Iterator[str]]] = {"json": _json, "ndjson": _ndjson}


def _object(row: CommentDetail) -> str:
    return row.model_dump_json(by_alias=True, exclude=_SCREEN_ONLY)


def _lines(rows: Iterable[Sequence[str]], separator: str) -> str:
    lines = io.StringIO(newline="")
    csv.writer(lines, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return lines.getvalue()


def _cells(row: CommentDetail) -> list[str]:
    failure = row.failure
    history = [entry.model_dump(mode="json", by_alias=True) for entry in row.history]
    return [
        *(_cell(getattr(row, name)) for name in _PLAIN),
        *(_cell(value) for value in ((failure.code, failure.reason, failure.failed_at) if failure else ("", "", ""))),
        json.dumps(history, ensure_ascii=False) if history else "",
    ]


def _cell(value: object) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "sim" if value else "não"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        value = "|".join(part if isinstance(part, str) else part.code for part in value)
    return _cell(str(value))
