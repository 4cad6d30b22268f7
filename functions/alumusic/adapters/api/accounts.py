"""Accounts and senders' tokens."""

from typing import Any

from alumusic.adapters.api.routes import Access, Call, Routes
from alumusic.domain.account import ServiceToken, User
from alumusic.domain.wire.accounts import (
    Credentials,
    NewToken,
    Registration,
    SessionView,
    TokenList,
    TokenRequest,
    TokenView,
    UserView,
)


def add_account_routes(routes: Routes, accounts: Any) -> None:
    @routes.add(
        "POST",
        "/auth/register",
        "Cria uma conta",
        Access.PUBLIC,
        body=Registration,
        answer=UserView,
        status=201,
        errors=(403, 409),
        also_at=("/api/auth/register",),
    )
    def register(call: Call) -> UserView:
        return user_view(accounts.register(call.body.email, call.body.senha, call.body.convite))

    @routes.add(
        "POST",
        "/auth/login",
        "Entra com e-mail e senha",
        Access.PUBLIC,
        body=Credentials,
        answer=SessionView,
        errors=(401,),
        also_at=("/api/auth/login",),
    )
    def login(call: Call) -> SessionView:
        session = accounts.login(call.body.email, call.body.senha)
        return SessionView(access_token=session.access_token, expires_in=session.expires_in)

    @routes.add("GET", "/auth/me", "Quem sou eu", Access.CURATOR, answer=UserView, also_at=("/api/auth/me",))
    def me(call: Call) -> UserView:
        return user_view(accounts.active_user(call.caller.id))

    @routes.add("GET", "/api/tokens", "Tokens de remetentes", Access.ADMIN, answer=TokenList)
    def tokens(call: Call) -> TokenList:
        return TokenList(tokens=[token_view(token) for token in accounts.store.tokens()])

    @routes.add("POST", "/api/tokens", "Emite um token", Access.ADMIN, body=TokenRequest, answer=NewToken, status=201)
    def issue(call: Call) -> NewToken:
        record, token = accounts.issue_service_token(call.body.nome, call.body.dias, call.caller.email)
        return NewToken(**token_view(record).model_dump(), token=token)

    @routes.add("DELETE", "/api/tokens/<token_id>", "Revoga um token", Access.ADMIN, status=204)
    def revoke(call: Call) -> None:
        accounts.revoke_service_token(call.path["token_id"])


def user_view(user: User) -> UserView:
    return UserView(id=user.id, email=user.email, papel=user.role, ativo=not user.disabled, criado_em=user.created_at)


def token_view(token: ServiceToken) -> TokenView:
    return TokenView(
        id=token.id,
        nome=token.name,
        emitido_por=token.issued_by,
        emitido_em=token.issued_at,
        expira_em=token.expires_at,
        revogado_em=token.revoked_at,
    )
