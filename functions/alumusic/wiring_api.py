"""What `api` alone composes, apart from `wiring` so that `ingest` starts without it. Only its `main.py` imports it."""

from functools import partial
from typing import NamedTuple

from alumusic.adapters.api.comment_detail import comment_detail
from alumusic.adapters.api.review import Detail
from alumusic.adapters.backend import backend
from alumusic.adapters.clock import now
from alumusic.services.agreement import ShowAgreement
from alumusic.services.catalogue import KnownCatalogue
from alumusic.services.reclassify import Reclassify, ResendFailed
from alumusic.services.review import Review
from alumusic.services.reviews import ReviewMany
from alumusic.services.tags import Tags
from alumusic.services.views import SavedViewsOf
from alumusic.settings import ApiSettings


class Reviewing(NamedTuple):
    """What the routes of review and of the catalogue call."""

    review: Review
    review_many: ReviewMany
    reclassify: Reclassify
    resend: ResendFailed
    detail: Detail
    tags: Tags
    agreement: ShowAgreement
    views: SavedViewsOf


def reviewing(settings: ApiSettings) -> Reviewing:
    stores = backend(settings)
    reviews, publisher = stores.reviews(), stores.publisher(settings.comments_topic)
    known = KnownCatalogue(stores.tags(), now)
    review = Review(reviews, known, now)
    reclassify = Reclassify(review, publisher, settings.comments_per_message)
    resend = ResendFailed(stores.failed(), publisher, settings.comments_per_message, now)
    return Reviewing(
        review=review,
        review_many=ReviewMany(review, reclassify),
        reclassify=reclassify,
        resend=resend,
        detail=partial(comment_detail, reviews, lambda code: known().explain(code)),
        tags=Tags(stores.tags(), known, now),
        agreement=ShowAgreement(reviews),
        views=SavedViewsOf(stores.views(), now),
    )
