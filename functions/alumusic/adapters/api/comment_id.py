"""`<comment:…>` in a path: only what a comment can be called, so that a comment's verbs never reach its siblings."""

from flask import Flask
from werkzeug.routing import BaseConverter

from alumusic.domain.comment import ID_PATTERN


class _CommentId(BaseConverter):
    regex = ID_PATTERN


def know_comment_ids(app: Flask) -> None:
    app.url_map.converters["comment"] = _CommentId
