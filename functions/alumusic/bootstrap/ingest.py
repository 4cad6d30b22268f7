"""Composes `ingest`. `api` serves the same endpoint under the site's address."""

from datetime import timedelta

from alumusic.adapters.clock import now
from alumusic.adapters.redis.limits import shared_limits
from alumusic.adapters.tokens import TokenVerifier
from alumusic.bootstrap.stores import Stores, stores_of
from alumusic.entrypoints.gate import SenderGate
from alumusic.entrypoints.sending.ingest import Bounds, IngestEndpoint
from alumusic.services.limits import Limits
from alumusic.services.sending.send import Ingest, IngestLimits
from alumusic.settings import IntakeSettings


def ingest_endpoint(settings: IntakeSettings) -> IngestEndpoint:
    stores = stores_of(settings)
    return endpoint_behind(sender_gate(settings, stores), settings, stores)


def sender_gate(settings: IntakeSettings, stores: Stores) -> SenderGate:
    return SenderGate(TokenVerifier.from_pem(settings.token_public_keys, settings.token_issuer), stores.accounts(), now)


def endpoint_behind(gate: SenderGate, settings: IntakeSettings, stores: Stores) -> IngestEndpoint:
    key = settings.author_hash_key.encode()
    ingest = Ingest(
        batches=stores.batches(),
        comments=stores.comments(),
        publisher=stores.publisher(settings.comments_topic),
        limits=IngestLimits(
            settings.comments_per_message,
            settings.max_comments_per_batch,
            settings.max_characters,
            forgotten_after=timedelta(seconds=settings.republish_after_s),
        ),
        author_key=key,
        clock=now,
    )
    limits = Limits(shared_limits(settings.redis_url), key, now)
    bounds = Bounds(
        settings.max_body_bytes,
        settings.requests_per_minute_per_address or None,
        settings.requests_per_minute_per_sender or None,
        settings.comments_per_minute_per_sender or None,
        settings.trusted_proxies,
    )
    return IngestEndpoint(gate, ingest, limits, bounds)
