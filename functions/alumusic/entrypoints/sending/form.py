"""The accepted bodies of `POST /api/comentarios` in the OpenAPI document. `bodies.py` parses them."""

from alumusic.domain.comments.comment import MAX_FIELD
from alumusic.entrypoints.routes import Form, Header, Schema
from alumusic.services.sending.send import IngestLimits

_FIELDS = ("artista", "album", "musica", "canal", "autor")
REPLAYED: Schema = {
    "Idempotency-Replayed": {
        "description": "`true` quando esta chave já tinha sido recebida por inteiro: nada foi enfileirado de novo",
        "required": False,
        "schema": {"type": "string", "enum": ["true"]},
    }
}


def batch_form(limits: IngestLimits) -> Form:
    text = {"type": "string", "minLength": 1, "maxLength": limits.characters}
    comment = {
        "type": "object",
        "description": "`texto` (ou `text`) e, se houver, de onde veio.",
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "texto": text,
            "text": text,
            "publicado_em": {"type": "string", "format": "date-time"},
            **{name: {"type": "string", "maxLength": MAX_FIELD} for name in _FIELDS},
        },
        "anyOf": [{"required": ["texto"]}, {"required": ["text"]}],
    }
    comments = {"type": "array", "items": comment, "minItems": 1, "maxItems": limits.comments_per_batch}
    wrapped = {"type": "object", "properties": {"comentarios": comments}, "required": ["comentarios"]}
    file = {
        "type": "object",
        "properties": {"arquivo": {"type": "string", "contentMediaType": "application/octet-stream"}},
        "required": ["arquivo"],
    }
    return {
        "application/json": {"schema": {"anyOf": [comment, comments, wrapped]}},
        "application/x-ndjson": {"schema": {"type": "string", "description": "Um objeto por linha"}},
        "text/csv": {"schema": {"type": "string", "description": "Cabeçalho com a coluna `texto`; `,` ou `;`"}},
        "multipart/form-data": {"schema": file},
    }


def idempotency_key(limits: IngestLimits) -> Header:
    what = "A mesma chave com o mesmo corpo é o mesmo envio, por mais vezes que chegue."
    return Header("Idempotency-Key", what, limits.key_characters)
