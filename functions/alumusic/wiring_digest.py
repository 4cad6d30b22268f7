"""What `digest` and `api` compose alike: the weekly digest. Only `main.py` files import it."""

from collections.abc import Sequence

from alumusic.adapters.backend import backend
from alumusic.adapters.clock import now
from alumusic.domain.digest import Written
from alumusic.domain.plain_text import plain_digest
from alumusic.domain.wire.digests import DigestFigures, SampleComment, TextSource
from alumusic.services.catalogue import KnownCatalogue
from alumusic.services.digest import MakeDigest
from alumusic.settings import Settings


def digest_maker(settings: Settings) -> MakeDigest:
    stores = backend(settings)
    return MakeDigest(
        aggregates=stores.aggregates(),
        digests=stores.digests(),
        sample=lambda week, figures: (),
        write=_plainly,
        tags=KnownCatalogue(stores.tags(), now),
        clock=now,
    )


def _plainly(figures: DigestFigures, comments: Sequence[SampleComment]) -> Written:
    return Written(plain_digest(figures), TextSource.FIGURES, None, None, ())
