"""Accounts over HTTP on the emulators: every route, role and refusal."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from bench.measure.processes import used
from tests.support.stack.harness import RunningStack
from tests.support.stack.sessions import PASSWORD, Browser, Reply, administrator, logged_in, person

pytestmark = pytest.mark.stack

_WINDOW = 15 * 60


def id_of(stack: RunningStack, email: str) -> str:
    users = administrator(stack).call("GET", "/api/usuarios").body["usuarios"]
    return str({user["email"]: user["id"] for user in users}[email])


def change(stack: RunningStack, email: str, **what: Any) -> Reply:
    return administrator(stack).call("PATCH", f"/api/usuarios/{id_of(stack, email)}", what)


def together(*calls: Any) -> list[Reply]:
    with ThreadPoolExecutor(len(calls)) as pool:
        return [found.result() for found in [pool.submit(call) for call in calls]]


@pytest.fixture
def within_a_window() -> None:
    """Waits so that all attempts of a test fall into one window of the limit."""
    left = _WINDOW - time.time() % _WINDOW
    if left < 30:
        time.sleep(left + 0.1)


def test_login_gives_one_cookie_that_scripts_and_other_sites_do_not_get(stack: RunningStack) -> None:
    browser = Browser(stack)

    reply = browser.login(person(stack))

    (cookie,) = reply.headers.get_all("Set-Cookie") or []
    assert cookie.startswith("__session=")
    attributes = set(cookie.split("; ")[1:])
    assert attributes >= {"HttpOnly", "Secure", "SameSite=Strict", "Path=/", f"Max-Age={180 * 86_400}"}
    assert (reply.body["token_type"], reply.body["expires_in"]) == ("Bearer", 900)
    assert browser.cookie not in str(reply.body)


@pytest.mark.parametrize("prefix", ["", "/api"])
def test_a_refresh_needs_the_cookie_alone_and_renews_it(stack: RunningStack, prefix: str) -> None:
    browser, email = logged_in(stack)
    before, browser.token = browser.cookie, ""

    reply = browser.call("POST", f"{prefix}/auth/refresh")
    browser.token = reply.body["access_token"]

    assert (reply.status, browser.me().body["email"]) == (200, email)
    assert browser.cookie != before
    assert browser.cookie.partition("~")[2] == before.partition("~")[2]


def test_a_spent_refresh_value_ends_the_session_for_both_who_hold_it(stack: RunningStack) -> None:
    browser, _ = logged_in(stack)
    thief = Browser(stack, browser.cookie)
    browser.call("POST", "/auth/refresh")

    caught = thief.call("POST", "/auth/refresh")

    assert (caught.status, caught.code) == (401, "sessao_encerrada")
    assert thief.cookie.startswith("~")
    assert browser.call("POST", "/auth/refresh").code == "sessao_encerrada"
    assert browser.me().code == "sessao_encerrada"


def test_exactly_one_of_two_racing_refreshes_wins(stack: RunningStack) -> None:
    email = person(stack)
    for _ in range(5):
        browser = Browser(stack)
        browser.login(email)
        twins = [Browser(stack, browser.cookie) for _ in range(2)]

        replies = together(*(lambda twin=twin: twin.call("POST", "/auth/refresh") for twin in twins))

        assert sorted(reply.status for reply in replies) == [200, 401]
        assert browser.me().code == "sessao_encerrada"


def test_one_renewal_that_is_asked_twice_at_once_is_one(stack: RunningStack) -> None:
    browser, email = logged_in(stack)
    twins = [Browser(stack, browser.cookie) for _ in range(2)]
    key = {"Idempotency-Key": str(uuid4())}

    replies = together(*(lambda twin=twin: twin.call("POST", "/auth/refresh", None, **key) for twin in twins))

    assert [reply.status for reply in replies] == [200, 200]
    assert twins[0].cookie == twins[1].cookie
    assert browser.me().body["email"] == email


@pytest.mark.parametrize("cookie", ["", "~", "x", "a.b~c", "~~~", "0" * 36 + "." + "a" * 43, "/../users.x", "%00", "é"])
def test_without_a_session_there_is_nothing_to_refresh(stack: RunningStack, cookie: str) -> None:
    reply = Browser(stack, cookie.encode().decode("latin-1")).call("POST", "/auth/refresh")

    assert (reply.status, reply.code) == (401, "sessao_encerrada")
    assert set(reply.body) == {"erro", "codigo", "detalhes"}


def test_logout_ends_the_access_token_at_once_and_leaves_the_device_known(stack: RunningStack) -> None:
    browser, _ = logged_in(stack)
    mark = browser.cookie.partition("~")[2]
    assert browser.me().status == 200

    left = browser.call("POST", "/auth/logout")

    assert (left.status, left.body, browser.cookie) == (204, None, f"~{mark}")
    assert (browser.me().status, browser.me().code) == (401, "sessao_encerrada")
    assert browser.call("POST", "/auth/refresh").status == 401


def test_logout_without_a_session_is_204_too(stack: RunningStack) -> None:
    reply = Browser(stack).call("POST", "/api/auth/logout")

    assert (reply.status, reply.body) == (204, None)


def test_after_logout_the_access_token_sends_no_comments(stack: RunningStack) -> None:
    browser, _ = logged_in(stack)
    browser.call("POST", "/auth/logout")

    reply = browser.call("POST", "/api/comentarios", [{"texto": "oi"}])

    assert (reply.status, reply.code) == (401, "sessao_encerrada")


def test_a_disabled_account_is_out_at_once_and_needs_a_new_login_afterwards(stack: RunningStack) -> None:
    browser, email = logged_in(stack)

    disabled = change(stack, email, ativo=False)

    assert (disabled.status, disabled.body["ativo"]) == (200, False)
    assert (browser.me().status, browser.me().code) == (401, "conta_inativa")
    assert Browser(stack).login(email).code == "credenciais_invalidas"
    assert change(stack, email, ativo=True).body["ativo"] is True
    assert browser.me().code == "sessao_encerrada"
    assert Browser(stack).login(email).status == 200


def test_a_new_role_counts_at_once(stack: RunningStack) -> None:
    browser, email = logged_in(stack)
    assert browser.call("GET", "/api/usuarios").code == "sem_permissao"

    change(stack, email, papel="admin")
    outdated = browser.me()
    browser.token = browser.call("POST", "/auth/refresh").body["access_token"]
    promoted = browser.call("GET", "/api/usuarios")
    change(stack, email, papel="curador")

    assert (outdated.status, outdated.code, promoted.status) == (401, "permissoes_mudaram", 200)
    assert browser.call("GET", "/api/usuarios").code == "permissoes_mudaram"


def test_a_new_password_ends_the_other_sessions(stack: RunningStack) -> None:
    browser, email = logged_in(stack)
    elsewhere = Browser(stack)
    elsewhere.login(email)

    wrong = browser.call("POST", "/auth/senha", {"senha_atual": "errada", "senha_nova": "outra senha comprida"})
    short = browser.call("POST", "/auth/senha", {"senha_atual": PASSWORD, "senha_nova": "curta"})
    changed = browser.call("POST", "/auth/senha", {"senha_atual": PASSWORD, "senha_nova": "outra senha comprida"})

    assert (wrong.status, wrong.code) == (403, "senha_incorreta")
    assert (short.status, short.code) == (400, "senha_invalida")
    assert elsewhere.me().code == browser.me().code == "sessao_encerrada"
    assert elsewhere.call("POST", "/auth/refresh").status == 401
    browser.token = changed.body["access_token"]
    assert (changed.status, browser.me().status) == (200, 200)
    assert browser.call("POST", "/auth/refresh").status == 200
    assert Browser(stack).login(email).status == 401
    assert Browser(stack).login(email, "outra senha comprida").status == 200


def test_an_invitation_is_shown_once_used_once_and_kept_in_the_list(stack: RunningStack) -> None:
    admin, email = administrator(stack), f"{uuid4().hex}@exemplo.com"
    made = admin.call("POST", "/api/convites", {"papel": "admin", "email": email, "dias": 1})
    account = {"email": email, "senha": PASSWORD, "convite": made.body["codigo"]}

    registered = Browser(stack).call("POST", "/auth/register", account)

    listed = {one["id"]: one for one in admin.call("GET", "/api/convites").body["convites"]}[made.body["id"]]
    assert (made.status, registered.status, registered.body["papel"]) == (201, 201, "admin")
    assert listed["usado_por"] == email
    assert "codigo" not in listed
    assert registered.headers.get("Set-Cookie") is None
    change(stack, email, papel="curador")


def test_one_of_many_concurrent_uses_of_an_invitation_gets_its_role(stack: RunningStack) -> None:
    code = administrator(stack).call("POST", "/api/convites", {"papel": "admin"}).body["codigo"]
    emails = [f"{uuid4().hex}@exemplo.com" for _ in range(4)]
    accounts = [{"email": email, "senha": PASSWORD, "convite": code} for email in emails]

    replies = together(*(lambda one=one: Browser(stack).call("POST", "/auth/register", one) for one in accounts))

    # The local stack lets any address register: without a valid invitation the role is curator.
    admins = [reply.body["email"] for reply in replies if reply.status == 201 and reply.body["papel"] == "admin"]
    assert len(admins) == 1
    assert {reply.code for reply in replies if reply.status != 201} <= {"convite_necessario"}
    change(stack, admins[0], papel="curador")


def test_a_withdrawn_invitation_is_gone(stack: RunningStack) -> None:
    admin = administrator(stack)
    made = admin.call("POST", "/api/convites", {}).body

    first = admin.call("DELETE", f"/api/convites/{made['id']}")
    second = admin.call("DELETE", f"/api/convites/{made['id']}")

    assert (first.status, second.status, second.code) == (204, 404, "nao_encontrado")


_ADMIN_ONLY = [
    ("GET", "/api/usuarios", None),
    ("PATCH", "/api/usuarios/nenhum", {"ativo": True}),
    ("GET", "/api/convites", None),
    ("POST", "/api/convites", {}),
    ("DELETE", "/api/convites/nenhum", None),
    ("GET", "/api/tokens", None),
    ("POST", "/api/tokens", {"nome": "x"}),
    ("DELETE", "/api/tokens/nenhum", None),
]


@pytest.mark.parametrize(("method", "path", "body"), _ADMIN_ONLY)
def test_routes_for_admins_refuse_everybody_else(
    stack: RunningStack, token: str, method: str, path: str, body: Any
) -> None:
    curator, _ = logged_in(stack)
    nobody, sender = Browser(stack), Browser(stack)
    sender.token = token

    replies = [who.call(method, path, body) for who in (nobody, sender, curator)]

    assert [(reply.status, reply.code) for reply in replies] == [
        (401, "token_ausente"),
        (401, "token_invalido"),
        (403, "sem_permissao"),
    ]
    assert administrator(stack).call(method, path, body).status in (200, 201, 404)


def test_the_last_admin_can_neither_go_nor_be_sent_away(stack: RunningStack) -> None:
    admin = administrator(stack)
    own = admin.me().body["email"]
    for user in admin.call("GET", "/api/usuarios").body["usuarios"]:
        if user["papel"] == "admin" and user["email"] != own:
            change(stack, user["email"], papel="curador")

    refusals = [change(stack, own, papel="curador"), change(stack, own, ativo=False)]

    assert [(reply.status, reply.code) for reply in refusals] == [(409, "ultimo_admin")] * 2
    assert admin.me().body["papel"] == "admin"


def test_two_admins_who_demote_each_other_at_once_leave_one(stack: RunningStack) -> None:
    chief = administrator(stack)
    own = chief.me().body["email"]
    for _ in range(3):
        vice, email = logged_in(stack, "admin")
        ids = {own: id_of(stack, own), email: id_of(stack, email)}

        replies = together(
            lambda vice=vice, ids=ids: vice.call("PATCH", f"/api/usuarios/{ids[own]}", {"papel": "curador"}),
            lambda ids=ids, email=email: chief.call("PATCH", f"/api/usuarios/{ids[email]}", {"papel": "curador"}),
        )

        if replies[0].status == 200:
            assert vice.call("PATCH", f"/api/usuarios/{ids[own]}", {"papel": "admin"}).status == 200
        change(stack, email, papel="curador")
        # The slower request fails at the check of its token or at the rule.
        assert sorted(reply.status for reply in replies) in ([200, 401], [200, 409])


def test_a_hammered_account_is_shut_to_strangers_and_open_to_its_owner(
    stack: RunningStack, within_a_window: None
) -> None:
    owner, email = logged_in(stack)
    owner.call("POST", "/auth/logout")

    replies = together(*(lambda: Browser(stack).login(email, "palpite errado") for _ in range(24)))
    right = Browser(stack).login(email)

    assert Counter((reply.status, reply.code) for reply in replies) == {
        (401, "credenciais_invalidas"): 10,
        (429, "muitas_tentativas"): 14,
    }
    assert (right.status, right.code) == (429, "muitas_tentativas")
    assert 0 < int(right.headers["Retry-After"]) <= _WINDOW
    assert owner.login(email).status == 200


def test_one_address_guesses_so_often_over_all_accounts_whatever_it_says_of_itself(
    stack: RunningStack, within_a_window: None
) -> None:
    guesser = Browser(stack)

    def guess(n: int) -> Reply:
        forged = {"X-Forwarded-For": f"203.0.113.{n}, 198.51.100.{n}"}
        return guesser.login(f"{uuid4().hex}@exemplo.com", "palpite errado", **forged)

    statuses = [guess(n).status for n in range(52)]

    assert statuses == [401] * 50 + [429] * 2
    assert Browser(stack).login(person(stack)).status == 200


def test_an_answer_costs_the_same_whether_there_is_an_account_or_not(stack: RunningStack) -> None:
    """Measures the function's processor time, because wall time depends on the machine's load."""
    known, disabled = person(stack), person(stack)
    change(stack, disabled, ativo=False)
    root = int(str((stack.state.run_info() or {})["pid"]))
    cost, answers = [], set()
    for email in (known, disabled, "ninguem@exemplo.com"):
        before = used(root)["api"].cpu_s
        for _ in range(7):
            reply = Browser(stack).login(email, "palpite errado")
            answers.add((reply.status, str(reply.body)))
        cost.append(used(root)["api"].cpu_s - before)

    assert len(answers) == 1
    # Without the password hash this answer would take a tenth of the time of the others.
    assert min(cost) > 0.5 * max(cost)


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("PUT", "/auth/login", 405, {"POST", "OPTIONS"}),
        ("DELETE", "/api/usuarios", 405, {"GET", "HEAD", "OPTIONS"}),
        ("GET", "/api/usuarios/x", 405, {"PATCH", "OPTIONS"}),
        ("GET", "/api/nada", 404, None),
        ("GET", "/auth/", 404, None),
        ("DELETE", "/api/tokens/%0A", 404, None),
        ("DELETE", "/api/tokens/__x__", 404, None),
        ("DELETE", "/api/tokens/%00", 404, None),
        ("DELETE", "/api/tokens/a%2Fb", 404, None),
        ("DELETE", "/api/tokens/" + "x" * 2_000, 404, None),
        ("DELETE", "/api/tokens/%C3%A9", 404, None),
    ],
)
def test_an_unknown_path_or_method_is_answered_in_the_common_error_format(
    stack: RunningStack, method: str, path: str, status: int, allow: set[str] | None
) -> None:
    reply = administrator(stack).call(method, path)

    assert (reply.status, set(reply.body)) == (status, {"erro", "codigo", "detalhes"})
    assert allow is None or set(reply.headers["Allow"].split(", ")) == allow


@pytest.mark.parametrize(
    ("kind", "body", "status", "code"),
    [
        ("application/json", b"", 400, "json_invalido"),
        ("application/json", b"{", 400, "json_invalido"),
        ("application/json", b"[]", 400, "json_invalido"),
        ("application/json", b"null", 400, "json_invalido"),
        ("application/json", b'{"email": NaN}', 400, "json_invalido"),
        ("application/json", b"[" * 100_000, 400, "json_invalido"),
        ("application/json", b'{"a":' * 50_000 + b"1" + b"}" * 50_000, 400, "json_invalido"),
        ("application/json", b"\xff\xfe", 400, "json_invalido"),
        ("application/json", b"1" * 10_000, 400, "json_invalido"),
        ("application/json", b'{"\\ud800": 1}', 400, "corpo_invalido"),
        ("application/json", b'{"email": "a@b.co", "senha": "x\\u0000"}', 400, "corpo_invalido"),
        ("application/json", b'{"email": "a@b.co", "senha": "x\\udc00"}', 400, "corpo_invalido"),
        ("application/json", b'{"email": ["a@b.co"], "senha": {}}', 400, "corpo_invalido"),
        ("application/json", b'{"email": "a@b.co", "senha": "x", "outro": 1}', 400, "corpo_invalido"),
        ("application/json", b'{"x": "' + b"x" * 1_000_000 + b'"}', 413, "corpo_grande"),
        ("application/x-www-form-urlencoded", b"email=a@b.co&senha=x", 415, "tipo_nao_aceito"),
        ("text/plain", b'{"email": "a@b.co", "senha": "x"}', 415, "tipo_nao_aceito"),
    ],
)
def test_a_body_that_cannot_be_read_has_its_own_answer(
    stack: RunningStack, kind: str, body: bytes, status: int, code: str
) -> None:
    reply = Browser(stack).send("POST", "/auth/login", body, {"Content-Type": kind})

    assert (reply.status, reply.code) == (status, code)
    assert set(reply.body) == {"erro", "codigo", "detalhes"}


def test_head_and_options_answer_without_a_body(stack: RunningStack) -> None:
    head = administrator(stack).call("HEAD", "/api/usuarios")
    options = Browser(stack).call("OPTIONS", "/auth/login")

    assert (head.status, head.body) == (200, None)
    assert (options.status, options.body, set(options.headers["Allow"].split(", "))) == (200, None, {"OPTIONS", "POST"})
