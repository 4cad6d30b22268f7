"""Reads the body of a batch: JSON, NDJSON, CSV, or a file of one of these in a multipart form."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, NoReturn

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

from alumusic.domain.comments.intake import unreadable
from alumusic.errors import Code, InvalidRequest, TooLarge, UnsupportedMedia

_PIECE, _MOST_DROPPED = 65_536, 32_000_000  # bytes; the platform's front end takes no larger body
_QUOTED = re.compile(r'"[^"]*"')
_KINDS = {
    "application/json": "json",
    "application/x-ndjson": "ndjson",
    "application/jsonl": "ndjson",
    "text/csv": "csv",
    "json": "json",
    "ndjson": "ndjson",
    "jsonl": "ndjson",
    "csv": "csv",
}


class Body(NamedTuple):
    items: list[object]
    raw: bytes
    content_type: str


def read_body(request: Request, most_bytes: int) -> Body:
    """The items as parsed, not validated. Raises InvalidRequest, TooLarge, UnsupportedMedia."""
    raw = body_within(request, most_bytes)
    content_type = request.mimetype
    kind = _KINDS.get(content_type) if "/" in content_type else None
    if content_type == "multipart/form-data":
        raw, kind = _uploaded(request)
    if kind is None:
        raise UnsupportedMedia(
            "use application/json, application/x-ndjson, text/csv ou multipart/form-data", Code.UNSUPPORTED_CONTENT_TYPE
        )
    return Body(_READERS[kind](_text(raw)), raw, content_type)


def body_within(request: Request, most_bytes: int) -> bytes:
    """The whole body, with or without a Content-Length. Raises TooLarge."""
    try:
        if (request.content_length or 0) <= most_bytes:
            request.max_content_length = most_bytes + 1
            raw = request.get_data()
            if len(raw) <= most_bytes:
                return raw
    except RequestEntityTooLarge:
        pass
    _drop(request)
    raise TooLarge(f"o corpo passa do máximo de {most_bytes} bytes", Code.BODY_TOO_LARGE)


def environ_with_body(request: Request, most_bytes: int) -> dict[str, object]:
    """The request's WSGI environment with a copy of its body, for a Flask application inside the function.

    A copy, because the framework reads the original body again after the function has answered. Raises TooLarge.
    """
    return {**request.environ, "wsgi.input": io.BytesIO(body_within(request, most_bytes))}


def _drop(request: Request) -> None:
    """Reads and discards the rest of a body in pieces: a client that is still sending would not read the answer.

    The stream is left empty, since the framework would otherwise read the rest into memory at once.
    """
    source, left = request.environ["wsgi.input"], _MOST_DROPPED
    while left > 0 and (piece := source.read(_PIECE)):
        left -= len(piece)
    request.__dict__["stream"] = io.BytesIO()


def _uploaded(request: Request) -> tuple[bytes, str | None]:
    files = [file for file in request.files.values() if file.filename]
    if len(files) != 1:
        raise InvalidRequest("envie exatamente um arquivo .json, .ndjson ou .csv", Code.FILE_MISSING)
    return files[0].read(), _KINDS.get((files[0].filename or "").rpartition(".")[2].lower())


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidRequest(f"o corpo não é UTF-8 válido (byte {error.start})", Code.INVALID_UTF8) from error


def load_json(text: str) -> Any:
    """Raises ValueError, also for NaN (which Python's parser accepts) and for nesting beyond the recursion limit."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _json(text: str) -> list[object]:
    try:
        body = load_json(text)
    except ValueError as error:
        raise InvalidRequest("o corpo não é JSON válido", Code.INVALID_JSON, [str(error)]) from error
    if isinstance(body, dict) and "comentarios" in body:
        body = body["comentarios"]
        if not isinstance(body, list):
            raise InvalidRequest("'comentarios' deve ser uma lista", Code.WRONG_TYPE)
    if isinstance(body, dict):
        return [body]
    if not isinstance(body, list):
        raise InvalidRequest('envie um objeto, uma lista ou {"comentarios": [...]}', Code.WRONG_TYPE)
    return body


def _ndjson(text: str) -> list[object]:
    items: list[object] = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        try:
            items.append(load_json(line))
        except ValueError:
            items.append(unreadable(Code.INVALID_JSON, "a linha não é JSON válido"))
    return items


def _csv(text: str) -> list[object]:
    header = _QUOTED.sub("", text.split("\n", 1)[0])
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise InvalidRequest("o CSV não pôde ser lido", Code.INVALID_CSV, [str(error)]) from error
    names = {name.strip().lower() for name in reader.fieldnames or ()}
    if names.isdisjoint(("texto", "text")):
        raise InvalidRequest("o CSV precisa de uma coluna 'texto'", Code.CSV_WITHOUT_TEXT)
    return [_cells(row) for row in rows]


def _cells(row: Mapping[str | None, str | list[str] | None]) -> object:
    if None in row:
        return unreadable(Code.CSV_EXTRA_CELLS, "a linha tem mais colunas do que o cabeçalho")
    # An empty cell is an absent field; an empty text is therefore reported as missing.
    return {(key or "").strip().lower(): value for key, value in row.items() if value}


_READERS: dict[str, Callable[[str], list[object]]] = {"json": _json, "ndjson": _ndjson, "csv": _csv}
