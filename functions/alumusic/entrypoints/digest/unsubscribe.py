"""The public page behind the link in each digest: it asks, and a POST from it or from the mail program does it."""

import base64
from collections.abc import Callable
from hashlib import sha256
from html import escape

from flask import Flask, Response

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
_HOME = '<p><a href="/">Ver o relatório aberto</a></p>'


def add_unsubscribe_routes(
    app: Flask, recipient: Callable[[str], str | None], unsubscribe: Callable[[str], bool]
) -> None:
    """`recipient`: a link's token → who it is for, None where nobody signed it. A GET changes nothing."""

    @app.get("/api/inscricao/<token>")
    def ask(token: str) -> Response:
        if recipient(token) is None:
            return _unknown()
        button = '<form method="post"><button type="submit">Não receber mais</button></form>'
        return _page("Não receber mais o resumo semanal?", f"<p>Os próximos não serão enviados.</p>{button}")

    @app.post("/api/inscricao/<token>")
    def leave(token: str) -> Response:
        found = recipient(token)
        if found is None:
            return _unknown()
        unsubscribe(found)  # who is no longer on the list gets the same answer: the mail will not come
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
