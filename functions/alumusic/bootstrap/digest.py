"""Composes `digest`: the week's text and its mail. `api` remakes digests by the same `digest_maker`."""

from datetime import timedelta

from alumusic.adapters.clock import now
from alumusic.adapters.gemini.writer import GeminiWriter
from alumusic.adapters.mail.smtp import SmtpPostman
from alumusic.adapters.oidc import OidcVerifier
from alumusic.bootstrap.stores import Stores, stores_of
from alumusic.entrypoints.digest.schedule import DigestEndpoint
from alumusic.services.classifying.known_tags import KnownCatalogue
from alumusic.services.digest.mail import MailDigests, MailLimits
from alumusic.services.digest.make import MakeDigest
from alumusic.services.digest.samples import SampleComments
from alumusic.services.digest.text import WriteDigest
from alumusic.settings import DigestSettings, WritingSettings


def digest_endpoint(settings: DigestSettings) -> DigestEndpoint:
    stores = stores_of(settings)
    limits = MailLimits(
        settings.public_url.rstrip("/"),
        settings.unsubscribe_key,
        timedelta(seconds=settings.mail_lease_seconds),
        timedelta(seconds=settings.mail_run_seconds),
    )
    make, postman = digest_maker(settings, stores), SmtpPostman(settings)
    mail = MailDigests(make, stores.outbox(), stores.stakeholders(), postman, limits, now)
    return DigestEndpoint(OidcVerifier.from_settings(settings), mail)


def digest_maker(settings: WritingSettings, stores: Stores) -> MakeDigest:
    return MakeDigest(
        counters=stores.counters(),
        digests=stores.digests(),
        sample=SampleComments(stores.search()),
        write=WriteDigest(GeminiWriter.from_settings(settings, settings.gemini_timeout_ms), settings.digest_prompt),
        tags=KnownCatalogue(stores.tags(), now),
        clock=now,
    )
