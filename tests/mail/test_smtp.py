"""Mail over real SMTP: STARTTLS, TLS from the start, the mail catcher, misbehaving servers."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from alumusic.adapters.mail.letter import Letter
from alumusic.adapters.mail.smtp import SmtpPostman, SmtpSession
from alumusic.domain.digest.delivery import Delivery, delivery
from alumusic.domain.digest.letter import Content, Links
from alumusic.domain.digest.stakeholder import Stakeholder
from alumusic.errors import MailUnavailable, RecipientDeferred, RecipientRefused
from alumusic.settings import MailSettings
from local.cloud.mail import MailBox

AT = datetime(2026, 11, 23, 11, tzinfo=UTC)
CONTENT = Content("Resumo da semana", "A semana", (), (), "", (), (), ())
LETTER = Letter("Resumo da semana", "Olá.\n.ponto\n", "<p>Olá.</p>")
LINK = "https://alumusic.example/api/inscricao/t"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with key and certificate for 127.0.0.1."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "teste")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    kind, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(kind, form, serialization.NoEncryption()) + made.public_bytes(kind))
    return path


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The server's TLS context. The client trusts its certificate like a public one."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@contextmanager
def server(handler: Any, tls: ssl.SSLContext | None = None, **options: Any) -> Iterator[int]:
    """Runs an SMTP server, with `tls` from the start; yields its port."""
    loop = asyncio.new_event_loop()

    def speak() -> SMTP:
        return SMTP(handler, loop=loop, hostname="teste", **options)

    listening = loop.run_until_complete(loop.create_server(speak, "127.0.0.1", 0, ssl=tls))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_ended(listening), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _ended(listening: asyncio.Server) -> None:
    listening.close()
    mine = asyncio.current_task()
    for task in asyncio.all_tasks():
        if task is not mine:
            task.cancel()
    await asyncio.sleep(0.01)  # lets the cancelled tasks close their connections


@contextmanager
def letters(port: int, security: str = "none", **changes: Any) -> Iterator[SmtpSession]:
    ordinary: dict[str, Any] = {
        "mail_from": "Resumo <resumo@alumusic.example>",
        "public_url": "https://x",
        "unsubscribe_key": "k",
    }
    where: dict[str, Any] = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": security}
    settings = MailSettings(google_cloud_project="p", **(ordinary | where | changes))
    with SmtpPostman(settings, lambda content, links: LETTER).round() as round_:
        yield round_


def to(email: str) -> Delivery:
    person = Stakeholder(id="i" * 36, email=email, name="Bia", added_by="ana", added_at=AT, unsubscribed_at=None)
    return delivery("2026-W47", person, AT)


def send(round_: SmtpSession, email: str, seconds: float = 60) -> None:
    round_.send(CONTENT, Links("https://alumusic.example/", LINK), to(email), AT, seconds)


def recipients(box: MailBox) -> list[str]:
    return sorted(str(message["To"].addresses[0].addr_spec) for _, message in box.messages())


def test_a_round_hands_over_all_its_letters(tmp_path: Path) -> None:
    box = MailBox(tmp_path)
    with server(box) as port, letters(port) as round_:
        for n in range(3):
            send(round_, f"p{n}@exemplo.com")

    assert recipients(box) == ["p0@exemplo.com", "p1@exemplo.com", "p2@exemplo.com"]
    _, message = box.messages()[0]
    assert message.get_body(("plain",)).get_content().splitlines() == ["Olá.", ".ponto"]  # type: ignore[union-attr]
    assert message["List-Unsubscribe"] == f"<{LINK}>"


def test_with_starttls_the_password_goes_only_through_it(tmp_path: Path, trusted: ssl.SSLContext) -> None:
    seen: list[tuple[bytes, bool]] = []

    def login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        seen.append((data.password, session.ssl is not None))
        return AuthResult(success=data.password == b"segredo", handled=False)

    box = MailBox(tmp_path)
    required: dict[str, Any] = {"tls_context": trusted, "require_starttls": True, "auth_required": True}
    with server(box, authenticator=login, **required) as port:
        with letters(port, "starttls", smtp_user="u", smtp_password="segredo") as round_:
            send(round_, "bia@exemplo.com")
        with letters(port, "starttls", smtp_user="u", smtp_password="errado") as round_, pytest.raises(MailUnavailable):
            send(round_, "bia@exemplo.com")

    assert recipients(box) == ["bia@exemplo.com"]
    assert set(seen) == {(b"segredo", True), (b"errado", True)}


def test_tls_from_the_start(tmp_path: Path, trusted: ssl.SSLContext) -> None:
    box = MailBox(tmp_path)
    with server(box, tls=trusted) as port, letters(port, "tls") as round_:
        send(round_, "bia@exemplo.com")

    assert recipients(box) == ["bia@exemplo.com"]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_nobodys_is_not_trusted(certificate: Path, tmp_path: Path, security: str) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    box = MailBox(tmp_path)
    options = {"tls_context": context} if security == "starttls" else {"tls": context}
    with server(box, **options) as port, letters(port, security) as round_, pytest.raises(MailUnavailable):
        send(round_, "bia@exemplo.com")

    assert box.messages() == []


def test_a_server_without_starttls_gets_nothing(tmp_path: Path) -> None:
    box = MailBox(tmp_path)
    with server(box) as port, letters(port, "starttls") as round_, pytest.raises(MailUnavailable) as error:
        send(round_, "bia@exemplo.com")

    assert (error.value.code, box.messages()) == ("correio_recusou", [])


def test_an_absent_server_and_an_unconfigured_one_have_codes_of_their_own(tmp_path: Path) -> None:
    with server(MailBox(tmp_path)) as port:
        pass
    with letters(port) as round_, pytest.raises(MailUnavailable) as gone:
        send(round_, "bia@exemplo.com")
    with letters(port, smtp_host="") as round_, pytest.raises(MailUnavailable) as nowhere:
        send(round_, "bia@exemplo.com")

    assert (gone.value.code, nowhere.value.code) == ("correio_indisponivel", "correio_sem_servidor")


def test_a_misspelt_security_is_none_at_all(tmp_path: Path) -> None:
    box = MailBox(tmp_path)
    with server(box) as port, letters(port, "STARTLS") as round_, pytest.raises(MailUnavailable) as error:
        send(round_, "bia@exemplo.com")

    assert (error.value.code, box.messages()) == ("correio_sem_seguranca", [])


def test_one_refused_address_leaves_the_round_as_it_was(tmp_path: Path) -> None:
    box = MailBox(tmp_path)
    with server(box) as port, letters(port) as round_:
        with pytest.raises(RecipientRefused) as refused:
            send(round_, "recusado@exemplo.com")
        with pytest.raises(RecipientDeferred) as deferred:
            send(round_, "adiado@exemplo.com")
        send(round_, "bia@exemplo.com")

    assert refused.value.message == "550 5.1.1 no such mailbox"
    assert deferred.value.message == "451 4.7.1 try again later"
    assert recipients(box) == ["bia@exemplo.com"]


class Says:
    """A server with fixed replies to the sender and to the message."""

    def __init__(self, data: str = "250 ok", mail: str = "250 ok") -> None:
        self.data, self.mail, self.taken = data, mail, 0

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.mail

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken += 1
        return self.data


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (Says(data="554 5.7.1 looks like spam"), RecipientRefused),
        (Says(data="452 4.3.1 full"), RecipientDeferred),
        (Says(mail="550 5.7.1 not your sender"), MailUnavailable),
        (Says(mail="421 4.3.2 closing"), MailUnavailable),
    ],
)
def test_a_servers_reply_decides_whether_the_recipient_or_the_mail_server_is_at_fault(
    said: Says, error: type[Exception]
) -> None:
    with server(said) as port, letters(port) as round_, pytest.raises(error):
        send(round_, "bia@exemplo.com")


def test_a_letter_without_time_left_is_not_begun() -> None:
    said = Says()
    with server(said) as port, letters(port) as round_, pytest.raises(MailUnavailable) as error:
        send(round_, "bia@exemplo.com", seconds=-1)

    assert (error.value.code, said.taken) == ("correio_lento", 0)


def test_the_catcher_drops_a_message_that_it_delivered_before(tmp_path: Path) -> None:
    for _ in range(2):  # the second catcher stands for a restarted process
        box = MailBox(tmp_path)
        with server(box) as port, letters(port) as round_:
            send(round_, "bia@exemplo.com")
            send(round_, "bia@exemplo.com")
            send(round_, "ana@exemplo.com")

    assert recipients(box) == ["ana@exemplo.com", "bia@exemplo.com"]
    assert len(list(tmp_path.glob("*.again"))) == 4


def test_two_rounds_may_send_at_once(tmp_path: Path) -> None:
    box = MailBox(tmp_path)
    with server(box) as port, ExitStack() as stack:
        one, other = (stack.enter_context(letters(port)) for _ in range(2))
        send(one, "a@exemplo.com")
        send(other, "b@exemplo.com")
        send(one, "c@exemplo.com")

    assert recipients(box) == ["a@exemplo.com", "b@exemplo.com", "c@exemplo.com"]
