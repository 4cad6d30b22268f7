"""The mail catcher: accepts every message by SMTP, stores it as a file and lists it on a page.

Like a mail server it drops a message whose Message-ID was already delivered to the same recipients. Two kinds of
addresses simulate failures: `recusado…` is refused permanently, `adiado…` temporarily.
"""

import email
import email.policy
import hashlib
import time
from collections import Counter
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session

from alumusic.templates import templates

_PAGES = templates(Path(__file__).parent / "templates")
_HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post")
# A message may contain styles but no scripts; its links open in a new tab.
_FRAME = "allow-popups allow-popups-to-escape-sandbox"
_SANDBOX = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox {_FRAME}"


class MailBox:
    """A folder of files `NNNN.eml`, named by time of arrival; a duplicate is stored as `NNNN.again`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.delivered = Counter(_identity(message, _recipients(message)) for _, message in self.messages())

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Called by aiosmtpd with each recipient."""
        if address.startswith("recusado"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("adiado"):
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Called by aiosmtpd with each message."""
        content = envelope.original_content or b""
        identity = _identity(_parse(content), envelope.rcpt_tos)
        again = self.delivered[identity] > 0
        self.delivered[identity] += 1
        (self.folder / f"{time.time_ns()}.{'again' if again else 'eml'}").write_bytes(content)
        return "250 delivered before" if again else "250 kept"

    def messages(self) -> list[tuple[str, EmailMessage]]:
        files = sorted(self.folder.glob("*.eml"), reverse=True)
        return [(file.stem, _parse(file.read_bytes())) for file in files]

    async def index(self, request: web.Request) -> web.Response:
        again = len(list(self.folder.glob("*.again")))
        return _page("mail_index", messages=self.messages(), again=again)

    async def show(self, request: web.Request) -> web.Response:
        """A page with the headers and the body in a sandboxed frame."""
        name, message = self._asked(request)
        said = [(header, str(message[header])) for header in _HEADERS if message[header]]
        headers = [(header, value, _url(value)) for header, value in said]
        return _page("mail_message", name=name, headers=headers, sandbox=_FRAME)

    async def part(self, request: web.Request) -> web.Response:
        """The body alone, as HTML or text; the other form if the message has only that."""
        _, message = self._asked(request)
        forms = ("html", "plain") if request.match_info["form"] == "html" else ("plain", "html")
        body = message.get_body(forms)
        if body is None:
            return web.Response(text="(vazia)")
        headers = {"Content-Security-Policy": _SANDBOX}
        return web.Response(text=body.get_content(), content_type=body.get_content_type(), headers=headers)

    def _asked(self, request: web.Request) -> tuple[str, EmailMessage]:
        name = request.match_info["name"]
        path = self.folder / f"{name}.eml"
        if not name.isdecimal() or not path.exists():
            raise web.HTTPNotFound
        return name, _parse(path.read_bytes())


def _page(template: str, /, **values: Any) -> web.Response:
    return web.Response(text=_PAGES.get_template(f"{template}.html.j2").render(values), content_type="text/html")


def _url(header: str) -> str | None:
    url = header.strip("<>")
    return url if url.startswith("http") else None


def _identity(message: EmailMessage, recipients: list[str]) -> str:
    """A hash of Message-ID and recipients. A message without an id is never a duplicate."""
    message_id = str(message["Message-ID"] or time.time_ns())
    return hashlib.sha256(f"{message_id} {' '.join(sorted(recipients))}".encode()).hexdigest()


def _recipients(message: EmailMessage) -> list[str]:
    return [address.addr_spec for address in getattr(message["to"], "addresses", ())]


def _parse(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, _class=EmailMessage, policy=email.policy.default)
