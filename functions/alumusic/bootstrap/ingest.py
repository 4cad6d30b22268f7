"""What `ingest` and `api` compose alike: both take comments in. Only `main.py` files import it."""

from datetime import timedelta

from alumusic.adapters.clock import now
from alumusic.adapters.redis.counters import counters
from alumusic.adapters.tokens import TokenVerifier
from alumusic.bootstrap.stores import backend
from alumusic.entrypoints.gate import SenderGate
from alumusic.entrypoints.sending.ingest import Bounds, IngestEndpoint
from alumusic.services.quota import Quota
from alumusic.services.sending.send import Ingest, IngestLimits
from alumusic.settings import IngestSettings


def sender_gate(settings: IngestSettings) -> SenderGate:
    verifier = TokenVerifier.from_pem(settings.token_public_keys, settings.token_issuer)
    return SenderGate(verifier, backend(settings).accounts())


def ingest_endpoint(settings: IngestSettings) -> IngestEndpoint:
    stores = backend(settings)
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
        author_key=settings.author_hash_key.encode(),
        clock=now,
    )
    key = settings.author_hash_key.encode()
    quota = Quota(counters(settings.redis_url), key, now, seconds=60)
    bounds = Bounds(
        settings.max_body_bytes,
        settings.requests_per_minute_per_address,
        settings.requests_per_minute_per_sender,
        settings.comments_per_minute_per_sender,
        settings.trusted_proxies,
    )
    return IngestEndpoint(sender_gate(settings), ingest, quota, bounds)
