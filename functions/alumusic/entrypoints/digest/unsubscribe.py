"""The public page behind the link in each digest: it asks, and a POST from it or from the mail program does it."""

import base64
from hashlib import sha256
from html import escape

from flask import Response

from alumusic.entrypoints.digest.digests import DigestServices
from alumusic.entrypoints.routes import Access, Call, Routes

_STYLE = """
:root{color-scheme:light dark}
body{margin:0;padding:3rem 1.25rem;font:1.0625rem/1.6 system-ui,sans-serif;background:light-dark(#f7f4ee,#131519);
color:light-dark(#1d1b20,#ececf1)}
main{max-width:34rem;margin:0 auto}
h1{font-size:1.5rem;line-height:1.3}
button{min-height:2.75rem;padding:.5rem 1.25rem;border:0;border-radius:.5rem;font:inherit;font-weight:600;
background:light-dark(#3f46ae,#a9acf5);color:light-dark(#fff,#14161a);cursor:pointer}
a{color:light-dark(#3f46ae,#a9acf5)}
:focus-visible{outline:3px solid light-dark(#3f46ae,#a9acf5);outline-offset:3px}
"""
_HASH = base64.b64encode(sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_NOTE = "Vale o link que a própria mensagem traz."
_HOME = '<p><a href="/">Ver o relatório aberto</a></p>'


def add_unsubscribe_routes(routes: Routes, services: DigestServices) -> None:
    """A GET changes nothing; the mail program's one-click POST and the page's own do it."""

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
        button = '<form method="post"><button type="submit">Não receber mais</button></form>'
        return _page("Não receber mais o resumo semanal?", f"<p>Os próximos não serão enviados.</p>{button}")

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
        services.stakeholders.unsubscribe(found)  # who is not on the list any more gets the same answer
        return _page("Inscrição cancelada", f"<p>Você não vai mais receber o resumo semanal.</p>{_HOME}")


def _unknown() -> Response:
    return _page("Este link não vale", f"<p>Use o link do resumo mais recente que você recebeu.</p>{_HOME}", 404)


def _page(title: str, body: str, status: int = 200) -> Response:
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    page = (
        f'<!doctype html><html lang="pt-BR"><head>{head}<meta name="robots" content="noindex">'
        f"<title>{escape(title)} · AluMusic Insights</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
    response = Response(page, status, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
