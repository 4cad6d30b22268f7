"""Export files are quoted, safe in a spreadsheet, and complete or visibly broken."""

import json
from collections.abc import Iterator

import pytest

from alumusic.adapters.firestore.comments.document import to_document, with_failure
from alumusic.domain.reading.comment_view import CommentDetail, CommentView
from alumusic.domain.reading.plan import CommentRow
from alumusic.domain.reading.row import detail
from alumusic.entrypoints.reading.files import COLUMNS, CsvDialect, file_parts
from alumusic.errors import Code, TransientFailure
from tests.support.comments import AT, comment, failure, uuid
from tests.support.export_files import read_csv, row

_STATE = {"category": "ELOGIO", "sentiment": "POSITIVO", "confidence": 0.9, "tags": ["show_som"], "reviewed": False}
_ENTRY = {"action": "correcao", "who": "ana@x.com", "at": AT, "before": _STATE, "after": _STATE, "note": '=1+"1"'}


def test_a_csv_has_every_column_of_a_comment_and_its_history() -> None:
    (found,) = read_csv([[row([_ENTRY])]])

    assert set(COLUMNS) >= {info.alias for info in CommentView.model_fields.values()} - {"destaques", "falha"}
    assert tuple(found) == COLUMNS
    assert (found["tags"], found["revisor"], found["revisado"]) == ("show_som|show_preco", "ana@x.com", "não")
    assert json.loads(found["historico"])[0]["nota"] == '=1+"1"'


def test_a_csv_tells_why_a_comment_failed() -> None:
    document = with_failure(to_document(comment(1), "lote"), failure())

    (found,) = read_csv([[detail(CommentRow(uuid(1), document), (), str)]])

    assert (found["falha_codigo"], found["confianca"], found["categoria"]) == ("bloqueado", "", "")


def test_a_portuguese_spreadsheet_gets_its_semicolons_and_no_cell_of_a_text_with_one() -> None:
    (found,) = read_csv([[row(text="a;=1+1", artist="=1;2")]], CsvDialect(bom=True, separator=";"))

    assert tuple(found) == COLUMNS
    assert (found["texto"], found["artista"]) == ("a;=1+1", "'=1;2")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_starts_a_formula(start: str) -> None:
    (found,) = read_csv([[row(text=f"{start}1+1", artist=f"{start}x")]])

    assert (found["texto"], found["artista"]) == (f"'{start}1+1", f"'{start}x")


def test_lines_end_as_the_standard_says_and_the_mark_comes_first() -> None:
    found = b"".join(file_parts([], "csv", CsvDialect(bom=True)))

    assert found == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


@pytest.mark.parametrize("pages", [[], [[]], [[row()]], [[row(), row()], [], [row([_ENTRY])]]])
def test_json_is_an_array_and_ndjson_a_line_each(pages: list[list[CommentDetail]]) -> None:
    whole = json.loads(b"".join(file_parts(pages, "json")))
    lines = b"".join(file_parts(pages, "ndjson")).decode().splitlines()

    assert whole == [json.loads(line) for line in lines]
    rows = [one for page in pages for one in page]
    assert whole == [one.model_dump(mode="json", by_alias=True, exclude={"highlights"}) for one in rows]


@pytest.mark.parametrize("file_format", ["csv", "json", "ndjson"])
def test_a_fault_in_the_middle_breaks_the_connection(file_format: str) -> None:
    def pages() -> Iterator[list[CommentDetail]]:
        yield [row()]
        raise TransientFailure("o banco de dados não respondeu", Code.STORE_UNAVAILABLE)

    parts = file_parts(pages(), file_format)

    with pytest.raises(ConnectionError):
        list(parts)
