"""The digest's mail on the emulators: SMTP, bad addresses, unsubscribing, kill -9 during a run."""

import os
import signal
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.domain.report.iso_week import IsoWeek
from local.client import Answer, call
from local.cloud.identity import identity_token
from local.cloud.mail import MailBox
from local.stack.config import HOST
from local.stack.process import answers
from tests.support.stack.harness import RunningStack, eventually
from tests.support.stack.reviews import ask, curator

pytestmark = pytest.mark.stack
LEASE = 10  # seconds; the local stack's setting


@pytest.fixture(scope="module")
def ana(stack: RunningStack) -> str:
    return curator(stack)[1]


@pytest.fixture
def nobody(stack: RunningStack, ana: str) -> Iterator[None]:
    """Empties the list of stakeholders."""
    for one in ask(stack, "GET", "/api/stakeholders", token=ana).body["stakeholders"]:
        assert ask(stack, "DELETE", f"/api/stakeholders/{one['id']}", token=ana).status == 204
    yield


def week(back: int) -> str:
    """A different week for each test, because a week is mailed once."""
    return IsoWeek.of(datetime.now(UTC)).back(back).name


def run(stack: RunningStack, path: str = "/", timeout: float = 60) -> Answer:
    token = identity_token(stack.state.secrets()["oidc_private_key"])
    return call("POST", f"http://{HOST}:{stack.ports.digest}{path}", None, token, timeout)


def add(stack: RunningStack, ana: str, *emails: str) -> None:
    body = {"lista": "\n".join(emails)}
    added = ask(stack, "POST", "/api/stakeholders/importar", body, token=ana).body["adicionados"]
    assert len(added) == len(emails)


def received(stack: RunningStack, semana: str) -> Counter[str]:
    """Number of messages of the week, by mailbox."""
    found = (message for _, message in MailBox(stack.state.mail).messages() if semana in str(message["Subject"]))
    return Counter(str(message["To"].addresses[0].addr_spec) for message in found)


def page(url: str, data: bytes | None = None) -> tuple[int, str, dict[str, str]]:
    request = urllib.request.Request(url, data, {"Content-Type": "application/x-www-form-urlencoded"})
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, response.read().decode(), dict(response.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), dict(error.headers)


def test_one_bad_address_stops_nobody_and_is_seen_in_operation(stack: RunningStack, ana: str, nobody: None) -> None:
    add(stack, ana, "boa@exemplo.com", "recusado@exemplo.com", "adiado@exemplo.com", "outra@exemplo.com")
    semana = week(2)
    stack.firestore().document("mailings", week(1)).delete()  # of another module: the operation page shows the newest

    ran = run(stack, f"/?semana={semana}")
    again = run(stack, f"/?semana={semana}")

    assert (ran.body["enviados"], ran.body["falharam"]) == (2, 1)
    assert (again.body["enviados"], again.body["falharam"], again.body["novo"]) == (0, 0, False)
    assert received(stack, semana) == {"boa@exemplo.com": 1, "outra@exemplo.com": 1}
    mail = ask(stack, "GET", f"/api/resumos/{semana}", token=ana).body["correio"]
    assert mail == {"destinatarios": 4, "enviados": 2, "pendentes": 1, "falharam": 1, "cancelados": 0}
    seen = ask(stack, "GET", "/api/operacao", token=ana).body["correio"]
    troubles = {one["email"]: (one["motivo"], one["proxima_em"] is None) for one in seen["problemas"]}
    assert troubles["recusado@exemplo.com"] == ("550 5.1.1 no such mailbox", True)
    assert troubles["adiado@exemplo.com"] == ("451 4.7.1 try again later", False)


def test_a_deferred_letter_is_sent_once_it_is_due(stack: RunningStack, ana: str, nobody: None) -> None:
    add(stack, ana, "adiado2@exemplo.com")
    semana = week(3)
    run(stack, f"/?semana={semana}")
    store = stack.firestore().collection("deliveries")
    (waiting,) = store.where(filter=FieldFilter("week", "==", semana)).get()

    waiting.reference.update({"next_at": datetime.now(UTC) - timedelta(seconds=1), "email": "agora@exemplo.com"})
    ran = run(stack, "/entregas")

    assert ran.body["enviados"] == 1
    assert received(stack, semana) == {"agora@exemplo.com": 1}


def test_the_link_in_a_letter_asks_and_a_click_of_the_mail_program_unsubscribes(
    stack: RunningStack, ana: str, nobody: None
) -> None:
    add(stack, ana, "saindo@exemplo.com", "ficando@exemplo.com")
    run(stack, f"/?semana={week(4)}")
    letters = {str(m["To"].addresses[0].addr_spec): m for _, m in MailBox(stack.state.mail).messages()}
    link = str(letters["saindo@exemplo.com"]["List-Unsubscribe"]).strip("<>")

    asked = page(link)
    still = run(stack, f"/?semana={week(5)}").body["enviados"]
    left = page(link, b"List-Unsubscribe=One-Click")
    twice = page(link, b"")
    after = run(stack, f"/?semana={week(6)}").body["enviados"]
    forged = page(link[:-1] + ("0" if link[-1] != "0" else "1"), b"List-Unsubscribe=One-Click")

    assert (asked[0], "Não receber mais" in asked[1], "<script" in asked[1]) == (200, True, False)
    assert "unsafe" not in asked[2]["Content-Security-Policy"]
    assert (left[0], "Inscrição cancelada" in left[1], twice[0]) == (200, True, 200)
    assert (still, after, forged[0]) == (2, 1, 404)
    listed = ask(stack, "GET", "/api/stakeholders", token=ana).body["stakeholders"]
    assert {one["email"]: one["cancelado_em"] is not None for one in listed} == {
        "saindo@exemplo.com": True,
        "ficando@exemplo.com": False,
    }
    again = ask(stack, "POST", "/api/stakeholders", {"email": "saindo@exemplo.com"}, token=ana)
    assert (again.status, again.body["codigo"]) == (409, "inscricao_cancelada")


def _kill(stack: RunningStack) -> None:
    """Kills master and workers, as if the machine failed."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"--port\0{stack.ports.digest}\0" in (folder / "cmdline").read_text():
                os.kill(int(folder.name), signal.SIGKILL)
        except OSError:
            continue


def test_killed_in_mid_run_nobody_gets_it_twice_and_nobody_is_left_out(
    stack: RunningStack, ana: str, nobody: None
) -> None:
    emails = [f"p{n:02}-{uuid4().hex[:6]}@exemplo.com" for n in range(40)]
    add(stack, ana, *emails)
    semana = week(7)

    def deliver() -> None:
        try:
            run(stack, f"/?semana={semana}", LEASE + 5)
        except OSError:  # the process was killed during the call
            pass

    with ThreadPoolExecutor(1) as beside:
        for enough in (6, 25):
            running = beside.submit(deliver)
            while received(stack, semana).total() < enough and not running.done():
                pass
            _kill(stack)
            running.result()
            eventually(lambda: answers(f"http://{HOST}:{stack.ports.digest}/healthz"), bool, 30)

    def standing() -> Any:
        deliver()
        return ask(stack, "GET", f"/api/resumos/{semana}", token=ana).body["correio"]

    mail = eventually(standing, lambda found: found["pendentes"] == 0, 3 * LEASE)
    assert mail == {"destinatarios": 40, "enviados": 40, "pendentes": 0, "falharam": 0, "cancelados": 0}
    assert received(stack, semana) == dict.fromkeys(emails, 1)
