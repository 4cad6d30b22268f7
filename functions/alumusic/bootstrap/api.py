"""What `api` alone composes, apart from `wiring` so that `ingest` starts without it. Only its `main.py` imports it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from alumusic.adapters.clock import now
from alumusic.adapters.gemini.lazy_model import LazyModel
from alumusic.bootstrap.stores import backend
from alumusic.domain.digest import unsubscribe
from alumusic.entrypoints.reading.comments import ReadingServices
from alumusic.entrypoints.reading.export_quota import ExportQuota
from alumusic.entrypoints.review.review import Detail
from alumusic.services.classifying.known_tags import KnownCatalogue
from alumusic.services.digest.mail_status import ShowMail
from alumusic.services.digest.make import DigestStore, MakeDigest
from alumusic.services.digest.stakeholders import Stakeholders
from alumusic.services.questions.answer import Answering
from alumusic.services.questions.ask import AnswerQuestion, Sources
from alumusic.services.questions.evidence import FindEvidence
from alumusic.services.quota import Quota
from alumusic.services.reading.charts import ReportFiltered
from alumusic.services.reading.counts import CountComments
from alumusic.services.reading.export import ExportComments
from alumusic.services.reading.pages import ReadComments
from alumusic.services.reading.saved_views import SavedQueries
from alumusic.services.review.agreement import ShowAgreement
from alumusic.services.review.ask_again import Reclassify, ResendFailed
from alumusic.services.review.erase import EraseAuthor, EraseComment
from alumusic.services.review.many import ReviewMany
from alumusic.services.review.one import Review
from alumusic.services.review.tags import Tags
from alumusic.settings import ApiSettings


class Reviewing(NamedTuple):
    """What the routes of review and of the catalogue call."""

    review: Review
    review_many: ReviewMany
    erase: EraseComment
    erase_author: EraseAuthor
    reclassify: Reclassify
    resend: ResendFailed
    detail: Detail
    tags: Tags
    agreement: ShowAgreement
    views: SavedQueries


class Insights(NamedTuple):
    """What the routes of digests, of who gets them, and of questions call."""

    digests: DigestStore
    make: MakeDigest
    mail: ShowMail
    stakeholders: Stakeholders
    recipient: Callable[[str], str | None]
    ask: AnswerQuestion


class Curation(NamedTuple):
    reading: ReadingServices
    reviewing: Reviewing


def curation(settings: ApiSettings) -> Curation:
    stores = backend(settings)
    known = KnownCatalogue(stores.tags(), now)
    quota = Quota(stores.throttle(), settings.author_hash_key.encode(), now, seconds=3600)
    exports = ExportQuota(quota, settings.exports_per_hour, settings.trusted_proxies)
    reading = _reading(stores.search(), known, exports)
    return Curation(reading, _reviewing(settings, stores, known, reading.read.detail))


def insights(settings: ApiSettings, make: MakeDigest) -> Insights:
    stores = backend(settings)
    sources = Sources(stores.counters(), make.digests, FindEvidence(stores.search()), make.tags)
    # Asked once more by ourselves where the answer does not hold; never by the SDK, which would outlast the caller.
    model = LazyModel(settings, settings.question_timeout_ms, attempts=1)
    answering = Answering(model, settings.question_prompt)
    return Insights(
        digests=make.digests,
        make=make,
        mail=ShowMail(stores.outbox()),
        stakeholders=Stakeholders(stores.stakeholders(), now),
        recipient=lambda token: unsubscribe.read(token, settings.unsubscribe_key),
        ask=AnswerQuestion(sources, answering, stores.questions(), stores.throttle(), settings.questions_per_hour, now),
    )


def _reading(search: Any, known: KnownCatalogue, exports: ExportQuota) -> ReadingServices:
    def explain(code: str) -> str:
        return known().explain(code)

    return ReadingServices(
        read=ReadComments(search, explain),
        count=CountComments(search),
        report=ReportFiltered(search, now, known),
        export=ExportComments(search, explain),
        exports=exports,
        clock=now,
    )


def _reviewing(settings: ApiSettings, stores: Any, known: KnownCatalogue, detail: Detail) -> Reviewing:
    reviews, publisher = stores.reviews(), stores.publisher(settings.comments_topic)
    review, erase = Review(reviews, known, now), EraseComment(reviews, stores.mentions(), now)
    key = settings.author_hash_key.encode()
    reclassify = Reclassify(review, publisher, settings.comments_per_message)
    return Reviewing(
        review=review,
        review_many=ReviewMany(review, reclassify),
        erase=erase,
        erase_author=EraseAuthor(stores.erased_authors(), stores.by_author(), erase, key, now),
        reclassify=reclassify,
        resend=ResendFailed(stores.failed(), publisher, settings.comments_per_message, now),
        detail=detail,
        tags=Tags(stores.tags(), known, now),
        agreement=ShowAgreement(reviews),
        views=SavedQueries(stores.views(), now),
    )
