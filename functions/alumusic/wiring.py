"""What `ingest` and `api` compose alike, and parts of `api`. Only `main.py` files import it."""

from typing import Any

from alumusic.adapters.backend import backend
from alumusic.adapters.clock import now
from alumusic.adapters.ingest_http import IngestEndpoint
from alumusic.adapters.sender_gate import SenderGate
from alumusic.adapters.tokens import TokenVerifier
from alumusic.services.ingest import Ingest, IngestLimits
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
        limits=IngestLimits(settings.comments_per_message, settings.max_comments_per_batch, settings.max_characters),
        author_key=settings.author_hash_key.encode(),
        clock=now,
    )
    return IngestEndpoint(sender_gate(settings), ingest, settings.max_body_bytes)


def reading(stores: Any) -> Any:
    # Imported here: `ingest` starts without them.
    from alumusic.adapters.api.comments import ReadingServices
    from alumusic.domain.tags import CATALOGUE
    from alumusic.services.comments import ReadComments
    from alumusic.services.counts import CountComments
    from alumusic.services.export import ExportComments
    from alumusic.services.filtered_report import ReportFiltered

    def explain(code: str) -> str:
        return CATALOGUE.get(code, code)

    search = stores.search()
    return ReadingServices(
        read=ReadComments(search, explain),
        count=CountComments(search),
        report=ReportFiltered(search, now),
        export=ExportComments(search, explain),
        clock=now,
    )
