"""What `digest` and `api` compose alike: the weekly digest. Only `main.py` files import it."""

from alumusic.adapters.clock import now
from alumusic.adapters.gemini.lazy_model import LazyModel
from alumusic.bootstrap.stores import backend
from alumusic.services.classifying.known_tags import KnownCatalogue
from alumusic.services.digest.make import MakeDigest
from alumusic.services.digest.samples import SampleComments
from alumusic.services.digest.text import WriteDigest
from alumusic.settings import WritingSettings


def digest_maker(settings: WritingSettings) -> MakeDigest:
    stores = backend(settings)
    return MakeDigest(
        counters=stores.counters(),
        digests=stores.digests(),
        sample=SampleComments(stores.search()),
        write=WriteDigest(LazyModel(settings, settings.gemini_timeout_ms), settings.digest_prompt),
        tags=KnownCatalogue(stores.tags(), now),
        clock=now,
    )
