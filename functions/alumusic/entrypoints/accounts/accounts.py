"""Routes for admins: accounts, invitations and sender tokens."""

from dataclasses import dataclass

from alumusic.entrypoints.accounts.models import (
    InvitationList,
    InvitationRequest,
    NewInvitation,
    NewToken,
    TokenList,
    TokenRequest,
    UserChange,
    UserList,
    UserView,
    user_view,
)
from alumusic.entrypoints.accounts.sessions import add_session_routes
from alumusic.entrypoints.routes import Access, Call, Routes
from alumusic.services.accounts.accounts import Accounts
from alumusic.services.accounts.invitations import Invitations
from alumusic.services.accounts.sender_tokens import SenderTokens
from alumusic.services.accounts.sessions import Sessions


@dataclass(frozen=True)
class AccountServices:
    accounts: Accounts
    sessions: Sessions
    invitations: Invitations
    tokens: SenderTokens
    trusted_proxies: int


def add_account_routes(routes: Routes, services: AccountServices) -> None:
    add_session_routes(routes, services.accounts, services.sessions, services.trusted_proxies)
    _add_users(routes, services.accounts)
    _add_invitations(routes, services.invitations)
    _add_tokens(routes, services.tokens)


def _add_users(routes: Routes, accounts: Accounts) -> None:
    @routes.add("GET", "/api/usuarios", "Contas", Access.ADMIN, answer=UserList)
    def users(call: Call[None, None]) -> UserList:
        return UserList(usuarios=[user_view(user) for user in accounts.users()])

    @routes.add(
        "PATCH",
        "/api/usuarios/<user_id>",
        "Muda o papel de uma conta, desativa ou reativa",
        Access.ADMIN,
        answer=UserView,
        errors=(409,),
    )
    def change(call: Call[None, UserChange]) -> UserView:
        return user_view(accounts.change(call.path["user_id"], call.body.papel, call.body.ativo))


def _add_invitations(routes: Routes, invitations: Invitations) -> None:
    @routes.add("GET", "/api/convites", "Convites", Access.ADMIN, answer=InvitationList)
    def all_of_them(call: Call[None, None]) -> InvitationList:
        return InvitationList(convites=list(invitations.all()))

    @routes.add(
        "POST",
        "/api/convites",
        "Convida uma pessoa",
        Access.ADMIN,
        answer=NewInvitation,
        status=201,
    )
    def invite(call: Call[None, InvitationRequest]) -> NewInvitation:
        body = call.body
        invitation, code = invitations.issue(body.papel, body.email, body.dias, call.caller.email)
        return NewInvitation(**invitation.model_dump(), code=code)

    @routes.add("DELETE", "/api/convites/<invitation_id>", "Retira um convite", Access.ADMIN, status=204)
    def withdraw(call: Call[None, None]) -> None:
        invitations.withdraw(call.path["invitation_id"])


def _add_tokens(routes: Routes, tokens: SenderTokens) -> None:
    @routes.add("GET", "/api/tokens", "Tokens de remetentes", Access.ADMIN, answer=TokenList)
    def all_of_them(call: Call[None, None]) -> TokenList:
        return TokenList(tokens=list(tokens.all()))

    @routes.add("POST", "/api/tokens", "Emite um token", Access.ADMIN, answer=NewToken, status=201)
    def issue(call: Call[None, TokenRequest]) -> NewToken:
        record, token = tokens.issue(call.body.nome, call.body.dias, call.caller.email)
        return NewToken(**record.model_dump(), token=token)

    @routes.add("DELETE", "/api/tokens/<token_id>", "Revoga um token", Access.ADMIN, status=204)
    def revoke(call: Call[None, None]) -> None:
        tokens.revoke(call.path["token_id"])
