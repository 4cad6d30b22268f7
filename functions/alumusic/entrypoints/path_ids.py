"""`<comment:…>` and `<address:…>` in a path: only what such an id can be, so that no verb reaches a sibling."""

from flask import Flask
from werkzeug.routing import BaseConverter

from alumusic.domain.comments.comment import ID_PATTERN


class _Uuid(BaseConverter):
    regex = ID_PATTERN


def know_ids(app: Flask) -> None:
    app.url_map.converters |= {"comment": _Uuid, "address": _Uuid}
