"""Accounts, invitations and senders' tokens as the API shows them."""

from alumusic.domain.accounts.account import ServiceToken, User
from alumusic.domain.accounts.invitation import Invitation
from alumusic.entrypoints.accounts.models import InvitationView, TokenView, UserView


def user_view(user: User) -> UserView:
    return UserView(id=user.id, email=user.email, papel=user.role, ativo=not user.disabled, criado_em=user.created_at)


def invitation_view(invitation: Invitation) -> InvitationView:
    return InvitationView(
        id=invitation.id,
        papel=invitation.role,
        email=invitation.email,
        criado_por=invitation.created_by,
        criado_em=invitation.created_at,
        expira_em=invitation.expires_at,
        usado_por=invitation.used_by,
    )


def token_view(token: ServiceToken) -> TokenView:
    return TokenView(
        id=token.id,
        nome=token.name,
        emitido_por=token.issued_by,
        emitido_em=token.issued_at,
        expira_em=token.expires_at,
        revogado_em=token.revoked_at,
    )
