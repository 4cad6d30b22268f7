"""Valid items become comments; each invalid one is rejected with index, field and reason."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from alumusic.domain.comments.comment import MAX_FIELD
from alumusic.domain.comments.intake import Intake, IntakeResult, Rejection, read_items, unreadable
from alumusic.errors import Code
from tests.support.comments import AT, uuid

INTAKE = Intake(UUID(int=99), AT, b"key", max_characters=5_000)


def read(*items: Any) -> IntakeResult:
    return read_items(items, INTAKE)


def one(**fields: Any) -> Any:
    """The comment made of these fields; fails if it is rejected."""
    found = read({"texto": "amei", **fields})
    assert not found.rejections
    return found.comments[0]


@pytest.mark.parametrize(
    ("item", "code", "field", "reason"),
    [
        ("amei", "tipo_invalido", None, "cada comentário deve ser um objeto com o campo 'texto'"),
        (None, "tipo_invalido", None, "cada comentário deve ser um objeto com o campo 'texto'"),
        ({}, "texto_ausente", "texto", "falta o texto do comentário"),
        ({"text": None}, "texto_ausente", "text", "falta o texto do comentário"),
        ({"texto": " \n\t "}, "texto_vazio", "texto", "o texto está vazio"),
        ({"texto": 7}, "tipo_invalido", "texto", "'texto' deve ser um texto"),
        ({"texto": "a" * 5_001}, "texto_longo", "texto", "o texto tem 5001 caracteres; o máximo é 5000"),
        ({"texto": "a\x00b"}, "caractere_invalido", "texto", "'texto' contém um caractere nulo ou inválido"),
        ({"texto": "a\ud83d"}, "caractere_invalido", "texto", "'texto' contém um caractere nulo ou inválido"),
        ({"texto": "a", "canal": "\udc00"}, "caractere_invalido", "canal", "'canal' contém um caractere nulo ou"),
        ({"texto": "a", "album": ["x"]}, "tipo_invalido", "album", "'album' deve ser um texto"),
        ({"texto": "a", "artista": "x" * (MAX_FIELD + 1)}, "campo_longo", "artista", "'artista' tem"),
        ({"texto": "a", "autor": "x" * (MAX_FIELD + 1)}, "campo_longo", "autor", "'autor' tem"),
        ({"texto": "a", "id": "123"}, "id_invalido", "id", "o id deve ser um UUID"),
        ({"texto": "a", "id": 5}, "id_invalido", "id", "o id deve ser um UUID"),
        ({"texto": "a", "publicado_em": "ontem"}, "data_invalida", "publicado_em", "use ISO 8601 com fuso, por"),
        ({"texto": "a", "publicado_em": 1_700_000_000}, "data_invalida", "publicado_em", "use ISO 8601 com fuso"),
        ({"texto": "a", "publicado_em": "2026-05-01T20:30:00"}, "data_sem_fuso", "publicado_em", "a data precisa de"),
        ({"texto": "a", "publicado_em": "2026-05-06T15:40:01Z"}, "data_futura", "publicado_em", "a data está no"),
        ({"texto": "a", "publicado_em": "1989-12-31T23:59:59Z"}, "data_antiga", "publicado_em", "a data é anterior a"),
        (
            unreadable(Code.INVALID_JSON, "a linha não é JSON válido"),
            "json_invalido",
            None,
            "a linha não é JSON válido",
        ),
    ],
)
def test_a_bad_item_is_rejected_with_its_index_field_and_reason(item: Any, code: str, field: str, reason: str) -> None:
    good = {"texto": "amei"}

    found = read(good, item)

    assert len(found.comments) == 1
    assert [(r.position, r.code, r.field) for r in found.rejections] == [(1, code, field)]
    assert found.rejections[0].reason.startswith(reason)


def test_a_rejection_speaks_the_api_s_words() -> None:
    rejection = Rejection(3, Code.TEXT_EMPTY, "texto", "o texto está vazio")

    spoken = rejection.as_json()

    assert spoken == {"indice": 3, "codigo": "texto_vazio", "campo": "texto", "erro": "o texto está vazio"}


def test_bad_items_do_not_sink_the_good_ones() -> None:
    items = [{"texto": "a"}, {"texto": ""}, {"texto": "b"}, 7, {"texto": "c"}]

    found = read(*items)

    assert [comment.text for comment in found.comments] == ["a", "b", "c"]
    assert [rejection.position for rejection in found.rejections] == [1, 3]
    assert [found.indices[comment.id] for comment in found.comments] == [0, 2, 4]


def test_text_is_another_name_for_texto_which_goes_first() -> None:
    items = [{"text": "a"}, {"texto": "b", "text": "c"}]

    found = read(*items)

    assert [comment.text for comment in found.comments] == ["a", "b"]


def test_every_field_finds_its_place() -> None:
    fields = {"artista": "Anabela", "album": "Baile de Vidro", "musica": "Grip", "canal": "app"}

    comment = one(**fields)

    assert (comment.artist, comment.album, comment.song, comment.channel) == tuple(fields.values())
    assert comment.received_at == AT


def test_text_is_trimmed_but_never_rewritten_inside() -> None:
    written = "  QUE  show,\n\n gente!!1 👏🏽\t"

    comment = one(texto=written)

    assert comment.text == "QUE  show,\n\n gente!!1 👏🏽"


def test_names_lose_spare_spaces_and_empty_ones_are_none() -> None:
    comment = one(artista="  Luísa \n Sonza ", album="  ", musica=None)

    assert (comment.artist, comment.album, comment.song) == ("Luísa Sonza", None, None)


def test_limits_count_what_is_left_after_trimming() -> None:
    comment = one(texto=" " + "á" * 5_000 + "\n", artista=" " + "é" * MAX_FIELD + " ")

    assert (len(comment.text), len(comment.artist)) == (5_000, MAX_FIELD)


@pytest.mark.parametrize(
    "given_id",
    ["2F1B5C8E-6C0A-4B7E-9A3D-1C2B3A4D5E6F", "2f1b5c8e6c0a4b7e9a3d1c2b3a4d5e6f"],
)
def test_a_sender_s_uuid_is_kept_in_its_usual_form(given_id: str) -> None:
    comment = one(id=given_id)

    assert comment.id == "2f1b5c8e-6c0a-4b7e-9a3d-1c2b3a4d5e6f"


@pytest.mark.parametrize("given_id", ["+2345678123456781234567812345678", "1_345678123456781234567812345678", "x" * 32])
def test_an_id_that_only_looks_like_a_uuid_is_rejected(given_id: str) -> None:
    found = read({"texto": "amei", "id": given_id})

    assert [rejection.code for rejection in found.rejections] == ["id_invalido"]


def test_the_same_id_twice_is_one_comment_and_one_rejection() -> None:
    first, again = {"id": uuid(1), "texto": "a"}, {"id": uuid(1).upper(), "texto": "b"}

    found = read(first, {"texto": "c"}, again)

    assert [comment.text for comment in found.comments] == ["a", "c"]
    assert found.rejections == (Rejection(2, Code.ID_REPEATED, "id", "o id já foi usado no item 0 deste lote"),)


def test_the_id_of_a_rejected_item_is_still_free() -> None:
    rejected, good = {"id": uuid(1), "texto": ""}, {"id": uuid(1), "texto": "b"}

    found = read(rejected, good)

    assert [comment.text for comment in found.comments] == ["b"]


@pytest.mark.parametrize("missing", [{}, {"id": None}, {"id": ""}])
def test_a_missing_id_comes_from_batch_and_index_so_it_is_stable(missing: dict[str, Any]) -> None:
    items = [{"texto": "a"}, {"texto": "b", **missing}]

    first, again = read(*items), read(*items)
    other_batch = read_items(items, Intake(UUID(int=98), AT, b"key", 5_000))

    assert [c.id for c in first.comments] == [c.id for c in again.comments]
    assert len({c.id for c in first.comments + other_batch.comments}) == 4
    assert str(UUID(first.comments[1].id)) == first.comments[1].id


def test_only_ids_that_the_sender_chose_can_exist_already() -> None:
    items = [{"id": uuid(1), "texto": "a"}, {"texto": "b"}, {"id": uuid(2), "texto": ""}]

    found = read(*items)

    assert found.chosen_ids == (uuid(1),)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-05-01T20:30:00Z", datetime(2026, 5, 1, 20, 30, tzinfo=UTC)),
        ("2026-05-01T20:30:00-03:00", datetime(2026, 5, 1, 23, 30, tzinfo=UTC)),
        ("2026-05-01T20:30:00.250+05:30", datetime(2026, 5, 1, 15, 0, 0, 250_000, tzinfo=UTC)),
        ("1990-01-01T00:00:00Z", datetime(1990, 1, 1, tzinfo=UTC)),
        ("2026-05-06T15:40:00Z", AT + timedelta(minutes=10)),
        ("", AT),
        (None, AT),
    ],
)
def test_publicado_em_is_an_instant_and_by_default_the_receipt(written: str | None, meant: datetime) -> None:
    comment = one(publicado_em=written)

    assert (comment.published_at, comment.published_at.tzinfo) == (meant, UTC)


@pytest.mark.parametrize("written", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-05-01", "\ud800"])
def test_dates_at_the_end_of_the_calendar_are_rejected_not_raised(written: str) -> None:
    found = read({"texto": "a", "publicado_em": written})

    assert [rejection.field for rejection in found.rejections] == ["publicado_em"]


def test_an_author_is_kept_only_as_a_keyed_hash() -> None:
    comment = one(autor=" Maria  Silva ")

    assert comment.author_hash == hmac.new(b"key", b"Maria Silva", hashlib.sha256).hexdigest()
    assert "Maria" not in comment.model_dump_json()


def test_authors_cannot_be_compared_without_the_key() -> None:
    items = [{"texto": "a", "autor": "Maria"}]

    ours, theirs = read(*items), read_items(items, Intake(UUID(int=99), AT, b"other key", 5_000))

    assert ours.comments[0].author_hash != theirs.comments[0].author_hash
