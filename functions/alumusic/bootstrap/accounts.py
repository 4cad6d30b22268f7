"""What `api` alone composes: accounts, sessions, invitations. Only `main.py` files import it."""

from typing import Any

from alumusic.adapters.clock import now
from alumusic.adapters.device_marks import DeviceMarks
from alumusic.adapters.passwords import Argon2Passwords
from alumusic.adapters.tokens import TokenSigner, TokenVerifier
from alumusic.entrypoints.accounts.accounts import AccountServices
from alumusic.services.accounts.accounts import Accounts, Admission
from alumusic.services.accounts.invitations import Invitations
from alumusic.services.accounts.sender_tokens import SenderTokens
from alumusic.services.accounts.sessions import Sessions
from alumusic.services.throttle import Limits, Throttle
from alumusic.settings import ApiSettings


def account_services(settings: ApiSettings, stores: Any) -> AccountServices:
    signer = TokenSigner.from_pem(settings.token_private_key, settings.token_issuer)
    verifier = TokenVerifier.from_pem(settings.token_public_keys, settings.token_issuer)
    limits = Limits(settings.failures_per_account, settings.failures_per_device, settings.failures_per_address)
    throttle = Throttle(stores.throttle(), limits, settings.author_hash_key.encode(), now)
    admission = Admission(
        settings.names("allowed_email_domains"), settings.invitation_code, settings.names("admin_emails")
    )
    passwords, store = Argon2Passwords(), stores.accounts()
    invitations = Invitations(stores.invitations(), now)
    return AccountServices(
        Accounts(store, passwords, admission, invitations, throttle, now),
        Sessions(stores.sessions(), passwords, signer, DeviceMarks(signer, verifier), throttle, now),
        invitations,
        SenderTokens(store, signer, now),
        settings.trusted_proxies,
    )
