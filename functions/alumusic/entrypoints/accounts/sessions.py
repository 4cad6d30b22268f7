"""Routes of registration, login, refresh, logout and change of password."""

from flask import Request, Response

from alumusic.domain.accounts.session import Client
from alumusic.entrypoints.accounts.cookie import session_cookie, with_session_cookie
from alumusic.entrypoints.accounts.models import (
    Credentials,
    PasswordChange,
    Registration,
    SessionView,
    UserView,
    user_view,
)
from alumusic.entrypoints.http import client_address, error_answer
from alumusic.entrypoints.routes import Access, Call, Header, Routes, as_answer
from alumusic.errors import Unauthenticated
from alumusic.services.accounts.accounts import Accounts
from alumusic.services.accounts.sessions import IssuedSession, Sessions


def add_session_routes(routes: Routes, accounts: Accounts, sessions: Sessions, trusted_proxies: int) -> None:
    def client(request: Request) -> Client:
        forwarded = request.headers.get("X-Forwarded-For")
        return Client(client_address(forwarded, request.remote_addr, trusted_proxies), session_cookie(request).mark)

    @routes.add(
        "POST",
        "/auth/register",
        "Cria uma conta",
        Access.PUBLIC,
        answer=UserView,
        status=201,
        errors=(403, 409, 429),
        also_at=("/api/auth/register",),
    )
    def register(call: Call[None, Registration]) -> UserView:
        body = call.body
        return user_view(accounts.register(body.email, body.senha, body.convite, client(call.request)))

    @routes.add(
        "POST",
        "/auth/login",
        "Entra com e-mail e senha",
        Access.PUBLIC,
        answer=SessionView,
        errors=(401, 429),
        also_at=("/api/auth/login",),
    )
    def login(call: Call[None, Credentials]) -> Response:
        return _opened(sessions.login(call.body.email, call.body.senha, client(call.request)))

    @routes.add(
        "POST",
        "/auth/refresh",
        "Renova a sessão do cookie",
        Access.COOKIE,
        answer=SessionView,
        headers=(Header("Idempotency-Key"),),
        also_at=("/api/auth/refresh",),
    )
    def refresh(call: Call[None, None]) -> Response:
        cookie = session_cookie(call.request)
        try:
            key = call.request.headers.get("Idempotency-Key", "")
            return _opened(sessions.refresh(cookie.refresh, cookie.mark, key))
        except Unauthenticated as ended:
            return with_session_cookie(error_answer(ended), "", cookie.mark)

    @routes.add("POST", "/auth/logout", "Encerra a sessão", Access.PUBLIC, status=204, also_at=("/api/auth/logout",))
    def logout(call: Call[None, None]) -> Response:
        cookie = session_cookie(call.request)
        sessions.logout(cookie.refresh)
        return with_session_cookie(Response(status=204, headers={"Cache-Control": "no-store"}), "", cookie.mark)

    @routes.add("GET", "/auth/me", "Quem sou eu", Access.CURATOR, answer=UserView, also_at=("/api/auth/me",))
    def me(call: Call[None, None]) -> UserView:
        return user_view(accounts.user(call.caller.id))

    @routes.add(
        "POST",
        "/auth/senha",
        "Troca a própria senha e encerra as outras sessões",
        Access.CURATOR,
        answer=SessionView,
        errors=(409, 429),
        also_at=("/api/auth/senha",),
    )
    def password(call: Call[None, PasswordChange]) -> Response:
        body = call.body
        return _opened(sessions.change_password(call.caller, body.senha_atual, body.senha_nova, client(call.request)))


def _opened(opened: IssuedSession) -> Response:
    view = SessionView(access_token=opened.access_token, expires_in=opened.expires_in)
    return with_session_cookie(as_answer(view), opened.refresh, opened.mark)
