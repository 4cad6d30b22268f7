"""The mail catcher: takes every message by SMTP, keeps it as a file, shows it on a page."""

import email
import email.policy
import time
from email.message import EmailMessage
from html import escape
from pathlib import Path

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session

_PAGE = """<!doctype html><html lang="pt-BR"><meta charset="utf-8"><title>Correio local</title>
<h1>Correio local</h1><p>Nenhuma destas mensagens saiu desta máquina.</p><ul>{items}</ul>"""


class MailBox:
    """Files `NNNN.eml`, newest last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Called by aiosmtpd with each message."""
        content = envelope.original_content or b""
        (self.folder / f"{time.time_ns()}.eml").write_bytes(content)
        return "250 kept"

    def messages(self) -> list[tuple[str, EmailMessage]]:
        files = sorted(self.folder.glob("*.eml"), reverse=True)
        return [(file.stem, _parse(file.read_bytes())) for file in files]

    async def index(self, request: web.Request) -> web.Response:
        items = "".join(
            f'<li><a href="/_local/correio/{name}">{escape(str(message["subject"] or "(sem assunto)"))}</a>'
            f" para {escape(str(message['to']))}</li>"
            for name, message in self.messages()
        )
        return web.Response(
            text=_PAGE.format(items=items or "<li>Nenhuma mensagem ainda.</li>"), content_type="text/html"
        )

    async def show(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        path = self.folder / f"{name}.eml"
        if not name.isdecimal() or not path.exists():
            raise web.HTTPNotFound
        body = _parse(path.read_bytes()).get_body(("html", "plain"))
        if body is None:
            return web.Response(text="(vazia)")
        # A mail may bring its own styles, never scripts.
        headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"}
        return web.Response(text=body.get_content(), content_type=body.get_content_type(), headers=headers)


def _parse(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, _class=EmailMessage, policy=email.policy.default)
