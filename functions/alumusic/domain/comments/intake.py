"""Read submitted items into comments; each item is accepted, or rejected with field and reason, on its own."""

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from alumusic.domain.comments.comment import MAX_FIELD, Comment
from alumusic.errors import Code

_OPTIONAL = {"artist": "artista", "album": "album", "song": "musica", "channel": "canal"}
_UUID = re.compile(r"[0-9a-fA-F]{8}(-?)[0-9a-fA-F]{4}\1[0-9a-fA-F]{4}\1[0-9a-fA-F]{4}\1[0-9a-fA-F]{12}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # NUL, and lone surrogates, which UTF-8 cannot encode
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # earlier dates are typing errors: no streaming service had comments then
_CLOCK_SKEW = timedelta(minutes=10)  # a sender's clock may run this far ahead of ours


class Rejection(NamedTuple):
    position: int
    code: Code
    field: str | None
    reason: str

    def as_json(self) -> dict[str, Any]:
        return {"indice": self.position, "codigo": self.code, "campo": self.field, "erro": self.reason}


@dataclass(frozen=True)
class Intake:
    """Parameters of one batch. `received_at` is the default of `publicado_em`; `author_key` keys the authors' HMAC."""

    batch_id: UUID
    received_at: datetime
    author_key: bytes
    max_characters: int


class IntakeResult(NamedTuple):
    """`chosen_ids` are the ids given by the sender; only these can belong to an existing comment."""

    comments: tuple[Comment, ...]
    rejections: tuple[Rejection, ...]
    indices: dict[str, int]
    chosen_ids: tuple[str, ...]


class _ItemError(Exception):
    def __init__(self, code: Code, field: str | None, reason: str) -> None:
        super().__init__(reason)
        self.code, self.field, self.reason = code, field, reason


def read_items(items: Iterable[Any], intake: Intake) -> IntakeResult:
    """Returns the accepted comments in the sender's order, and a rejection with its index for every other item."""
    comments: list[Comment] = []
    rejections: list[Rejection] = []
    indices: dict[str, int] = {}
    chosen: list[str] = []
    for index, item in enumerate(items):
        try:
            comment = _read(item, index, intake)
            if comment.id in indices:
                raise _ItemError(Code.ID_REPEATED, "id", f"o id já foi usado no item {indices[comment.id]} deste lote")
        except _ItemError as refused:
            rejections.append(Rejection(index, refused.code, refused.field, refused.reason))
            continue
        indices[comment.id] = index
        comments.append(comment)
        if item.get("id"):
            chosen.append(comment.id)
    return IntakeResult(tuple(comments), tuple(rejections), indices, tuple(chosen))


def _read(item: Any, index: int, intake: Intake) -> Comment:
    if isinstance(item, _ItemError):
        raise item
    if not isinstance(item, dict):
        raise _ItemError(Code.WRONG_TYPE, None, "cada comentário deve ser um objeto com o campo 'texto'")
    # Every value is checked below; model_construct avoids a second validation of 1,000 comments.
    return Comment.model_construct(
        None,
        id=_id(item.get("id"), index, intake),
        text=_text(item, intake.max_characters),
        published_at=_published_at(item.get("publicado_em"), intake.received_at),
        received_at=intake.received_at,
        author_hash=author_hash(_short(item.get("autor"), "autor"), intake.author_key),
        **{name: _short(item.get(field), field) for name, field in _OPTIONAL.items()},
    )


def unreadable(code: Code, reason: str) -> Any:
    """Placeholder item for a line that could not be parsed: `read_items` rejects it under the line's index."""
    return _ItemError(code, None, reason)


def _id(value: Any, index: int, intake: Intake) -> str:
    if value is None or value == "":
        return str(uuid5(intake.batch_id, str(index)))
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise _ItemError(Code.INVALID_ID, "id", "o id deve ser um UUID")
    return str(UUID(value))


def _text(item: dict[str, Any], longest: int) -> str:
    field = "texto" if "texto" in item or "text" not in item else "text"
    value = item.get(field)
    if value is None:
        raise _ItemError(Code.TEXT_MISSING, field, "falta o texto do comentário")
    text = _storable(value, field).strip()
    if not text:
        raise _ItemError(Code.TEXT_EMPTY, field, "o texto está vazio")
    if len(text) > longest:
        raise _ItemError(Code.TEXT_TOO_LONG, field, f"o texto tem {len(text)} caracteres; o máximo é {longest}")
    return text


def _short(value: Any, field: str) -> str | None:
    if value is None:
        return None
    text = " ".join(_storable(value, field).split())
    if len(text) > MAX_FIELD:
        raise _ItemError(Code.FIELD_TOO_LONG, field, f"'{field}' tem {len(text)} caracteres; o máximo é {MAX_FIELD}")
    return text or None


def _storable(value: Any, field: str) -> str:
    if not isinstance(value, str):
        raise _ItemError(Code.WRONG_TYPE, field, f"'{field}' deve ser um texto")
    if _UNSTORABLE.search(value):
        raise _ItemError(Code.INVALID_CHARACTER, field, f"'{field}' contém um caractere nulo ou inválido")
    return value


def _published_at(value: Any, received_at: datetime) -> datetime:
    if value is None or value == "":
        return received_at
    try:
        moment = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        raise _ItemError(
            Code.INVALID_DATE, "publicado_em", "use ISO 8601 com fuso, por exemplo 2026-05-01T20:30:00-03:00"
        ) from None
    if moment.tzinfo is None:
        raise _ItemError(
            Code.DATE_WITHOUT_OFFSET, "publicado_em", "a data precisa de fuso horário, por exemplo -03:00 ou Z"
        )
    if moment > received_at + _CLOCK_SKEW:
        raise _ItemError(Code.DATE_IN_FUTURE, "publicado_em", "a data está no futuro")
    if moment < _EARLIEST:
        raise _ItemError(Code.DATE_TOO_OLD, "publicado_em", f"a data é anterior a {_EARLIEST.year}")
    return moment.astimezone(UTC)


def author_hash(name: str | None, key: bytes) -> str | None:
    """None without a name. Surrounding and repeated spaces, which forms and files add, do not change the hash."""
    name = " ".join((name or "").split())
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest() if name else None
