"""The public page behind each digest's unsubscribe link, and the POST that unsubscribes."""

import base64
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from flask import Response

from alumusic.entrypoints.digest.digests import DigestServices
from alumusic.entrypoints.routes import Access, Call, Routes
from alumusic.templates import templates

_FOLDER = Path(__file__).parent / "templates"
_PAGES = templates(_FOLDER)
_NOTE = "Vale o link que a própria mensagem traz."


def add_unsubscribe_routes(routes: Routes, services: DigestServices) -> None:
    """The GET only asks for confirmation; a POST unsubscribes, from the page or by a mail program's one-click."""

    @routes.add(
        "GET",
        "/api/inscricao/<token>",
        "Pergunta se a pessoa quer deixar de receber o resumo; não muda nada",
        Access.PUBLIC,
        note=_NOTE,
        page=True,
    )
    def ask(call: Call[None, None]) -> Response:
        if services.recipient(call.path["token"]) is None:
            return _unknown()
        return _answer("Não receber mais o resumo semanal?", "Os próximos não serão enviados.", asks=True)

    @routes.add(
        "POST",
        "/api/inscricao/<token>",
        "Cancela a inscrição no resumo semanal: o link de cada mensagem, em um clique",
        Access.PUBLIC,
        note=_NOTE,
        page=True,
    )
    def leave(call: Call[None, None]) -> Response:
        found = services.recipient(call.path["token"])
        if found is None:
            return _unknown()
        services.stakeholders.unsubscribe(found)  # the answer is the same if the stakeholder was removed
        return _answer("Inscrição cancelada", "Você não vai mais receber o resumo semanal.")


class _Style(NamedTuple):
    text: str
    policy: str


@cache
def _style() -> _Style:
    text = (_FOLDER / "unsubscribe.css").read_text(encoding="utf-8")
    digest = base64.b64encode(sha256(text.encode()).digest()).decode()
    allowed = f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'"
    return _Style(text, f"{allowed}; frame-ancestors 'none'")


def _unknown() -> Response:
    return _answer("Este link não vale", "Use o link do resumo mais recente que você recebeu.", status=404)


def _answer(title: str, text: str, *, asks: bool = False, status: int = 200) -> Response:
    """`asks` adds the button that unsubscribes."""
    style = _style()
    html = _PAGES.get_template("unsubscribe.html.j2").render(title=title, text=text, asks=asks, style=style.text)
    response = Response(html, status, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = style.policy
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
