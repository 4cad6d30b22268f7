"""An account as the API shows it."""

from alumusic.domain.accounts.account import User
from alumusic.entrypoints.accounts.models import UserView


def user_view(user: User) -> UserView:
    return UserView(id=user.id, email=user.email, papel=user.role, ativo=not user.disabled, criado_em=user.created_at)
