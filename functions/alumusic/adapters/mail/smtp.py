"""Sends mail by SMTP, with STARTTLS (port 587) or implicit TLS (port 465); one connection per run."""

import smtplib
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from alumusic.adapters.mail.letter import Letter, letter
from alumusic.domain.digest.delivery import Delivery
from alumusic.domain.digest.letter import Content, Links
from alumusic.errors import Code, MailUnavailable, RecipientDeferred, RecipientRefused
from alumusic.settings import MailSettings

_SILENCE = 15  # seconds without a reply after which the server counts as unavailable
_LONGEST_REASON = 200  # characters kept of a mail server's reply


@dataclass(frozen=True)
class SmtpPostman:
    settings: MailSettings
    write: Callable[[Content, Links], Letter] = letter

    @contextmanager
    def round(self) -> Iterator["SmtpSession"]:
        """A session that connects on the first letter, and ends with QUIT unless the connection is broken."""
        round_ = SmtpSession(self.settings, self.write)
        try:
            yield round_
        finally:
            round_.close()


class SmtpSession:
    def __init__(self, settings: MailSettings, write: Callable[[Content, Links], Letter]) -> None:
        self.settings, self.write = settings, write
        self.server: smtplib.SMTP | None = None

    def send(self, content: Content, links: Links, delivery: Delivery, at: datetime, seconds: float) -> None:
        """Returns once the server has accepted the letter. DATA is not sent when `seconds` have passed before it.

        Raises RecipientRefused or RecipientDeferred for this recipient alone, MailUnavailable for the server.
        """
        deadline = time.monotonic() + seconds
        written = self.write(content, links)
        try:
            message = compose(written, delivery, links.unsubscribe, self.settings.mail_from, at)
        except ValueError as error:
            raise RecipientRefused("o endereço não pode ser escrito num cabeçalho", Code.UNWRITABLE_ADDRESS) from error
        try:
            server = self.server = self.server or connect(self.settings)
            _envelope(server, parseaddr(self.settings.mail_from)[1], delivery.email)
            if time.monotonic() > deadline:
                raise MailUnavailable("o servidor de correio demorou demais", Code.MAIL_TOO_SLOW)
            _checked(*server.data(message.as_bytes()))
        except smtplib.SMTPDataError as error:
            _checked(error.smtp_code, error.smtp_error)
        except OSError as error:  # includes smtplib's own errors
            self._hang_up()
            raise _unavailable(error) from error
        except MailUnavailable:
            self._hang_up()
            raise

    def close(self) -> None:
        if self.server is not None:
            try:
                self.server.quit()
            except OSError:
                self._hang_up()

    def _hang_up(self) -> None:
        if self.server is not None:
            self.server.close()
            self.server = None


def connect(settings: MailSettings) -> smtplib.SMTP:
    """Raises MailUnavailable if the settings are incomplete, else OSError (the base of smtplib's and TLS errors)."""
    if not settings.smtp_host:
        raise MailUnavailable("o correio não está configurado: falta SMTP_HOST", Code.MAIL_SERVER_MISSING)
    if settings.smtp_security not in ("starttls", "tls", "none"):
        reason = "o correio não está configurado: SMTP_SECURITY deve ser starttls, tls ou none"
        raise MailUnavailable(reason, Code.MAIL_SECURITY_UNKNOWN)
    if settings.smtp_security == "tls":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, timeout=_SILENCE, context=context
        )
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=_SILENCE)
    try:
        server.ehlo()
        if settings.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
    except OSError:
        server.close()
        raise
    return server


def compose(letter: Letter, delivery: Delivery, unsubscribe: str, sender: str, at: datetime) -> EmailMessage:
    """Header injection is impossible: names are reduced to one line, and the library rejects line breaks."""
    name, address = parseaddr(sender)
    domain = address.rpartition("@")[2]
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(one_line(name), addr_spec=address)
    message["To"] = Address(one_line(delivery.name or ""), addr_spec=delivery.email)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = delivery.message_id(domain)
    message["List-Id"] = f"<resumo-semanal.{domain}>"
    message["List-Unsubscribe"] = f"<{unsubscribe}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message


def one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _envelope(server: smtplib.SMTP, sender: str, recipient: str) -> None:
    code, reply = server.mail(sender)
    if code != 250:
        reason = f"o servidor de correio recusou o remetente: {_reason(code, reply)}"
        raise MailUnavailable(reason, Code.MAIL_SENDER_REFUSED)
    code, reply = server.rcpt(recipient)
    if code not in (250, 251):
        server.rset()
        _checked(code, reply)


def _unavailable(error: OSError) -> MailUnavailable:
    if isinstance(error, smtplib.SMTPException) and not isinstance(error, smtplib.SMTPServerDisconnected):
        return MailUnavailable(
            f"o servidor de correio recusou a conexão ({one_line(str(error))})", Code.MAIL_SERVER_REFUSED
        )
    return MailUnavailable(f"o servidor de correio não respondeu ({one_line(str(error))})", Code.MAIL_UNAVAILABLE)


def _checked(code: int, reply: bytes | str) -> None:
    if 500 <= code < 600:
        raise RecipientRefused(_reason(code, reply), Code.RECIPIENT_REFUSED)
    if code != 250:
        raise RecipientDeferred(_reason(code, reply), Code.RECIPIENT_DEFERRED)


def _reason(code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return f"{code} {one_line(text)}"[:_LONGEST_REASON]
