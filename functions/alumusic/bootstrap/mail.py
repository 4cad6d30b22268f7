"""What `digest` alone composes: the mail of the weekly digest. Only its `main.py` imports it."""

from datetime import timedelta

from alumusic.adapters.clock import now
from alumusic.adapters.smtp import SmtpPostman
from alumusic.bootstrap.stores import backend
from alumusic.services.digest.mail import MailDigests, MailLimits
from alumusic.services.digest.make import MakeDigest
from alumusic.settings import DigestSettings


def digest_mailer(settings: DigestSettings, make: MakeDigest) -> MailDigests:
    stores = backend(settings)
    limits = MailLimits(
        settings.public_url.rstrip("/"),
        settings.unsubscribe_key,
        timedelta(seconds=settings.mail_lease_seconds),
        timedelta(seconds=settings.mail_run_seconds),
    )
    return MailDigests(make, stores.outbox(), stores.stakeholders(), SmtpPostman(settings), limits, now)
