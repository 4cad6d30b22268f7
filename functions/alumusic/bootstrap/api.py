"""Composes `api`: the routes of the dashboard, and the endpoint that takes comments."""

from flask import Flask

from alumusic import __version__
from alumusic.adapters.clock import now
from alumusic.adapters.device_marks import DeviceMarks
from alumusic.adapters.gemini.writer import GeminiWriter
from alumusic.adapters.passwords import Argon2Passwords
from alumusic.adapters.tokens import TokenSigner, TokenVerifier
from alumusic.bootstrap.digest import digest_maker
from alumusic.bootstrap.ingest import endpoint_behind, sender_gate
from alumusic.bootstrap.stores import Stores, stores_of
from alumusic.domain.digest.stakeholder import read_unsubscribe_token
from alumusic.entrypoints.accounts.accounts import AccountServices
from alumusic.entrypoints.app import ApiServices, build_app
from alumusic.entrypoints.digest.digests import DigestServices
from alumusic.entrypoints.reading.comments import ReadingServices
from alumusic.entrypoints.review.catalogue import CatalogueServices
from alumusic.entrypoints.review.review import ReviewServices
from alumusic.services.accounts.accounts import Accounts, Admission
from alumusic.services.accounts.guesses import Guesses
from alumusic.services.accounts.invitations import Invitations
from alumusic.services.accounts.sender_tokens import SenderTokens
from alumusic.services.accounts.sessions import Sessions
from alumusic.services.classifying.known_tags import KnownCatalogue
from alumusic.services.digest.mail_status import ShowMail
from alumusic.services.digest.make import MakeDigest
from alumusic.services.digest.stakeholders import Stakeholders
from alumusic.services.limits import Limits
from alumusic.services.operation.backlog import ShowBacklog
from alumusic.services.operation.figures import ShowOperation
from alumusic.services.questions.answer import Answering
from alumusic.services.questions.ask import AnswerQuestion, Sources
from alumusic.services.questions.evidence import FindEvidence
from alumusic.services.reading.charts import ReportFiltered
from alumusic.services.reading.counts import CountComments
from alumusic.services.reading.export import ExportComments
from alumusic.services.reading.pages import ReadComments
from alumusic.services.reading.saved_views import SavedQueries
from alumusic.services.review.ask_again import Reclassify, ResendFailed
from alumusic.services.review.erase import EraseAuthor, EraseComment
from alumusic.services.review.many import ReviewMany, ShowAgreement
from alumusic.services.review.one import Review
from alumusic.services.review.tags import Tags
from alumusic.services.sending.progress import BatchProgress
from alumusic.settings import ApiSettings


def api_app(settings: ApiSettings) -> Flask:
    stores = stores_of(settings)
    gate = sender_gate(settings, stores)
    known = KnownCatalogue(stores.tags(), now)
    limits = Limits(stores.limits(), settings.author_hash_key.encode(), now)
    make = digest_maker(settings, stores)
    reading = _reading(settings, stores, known, limits)
    digest = _digest(settings, stores, make)
    backlog = ShowBacklog(stores.batches(), stores.comments())
    return build_app(
        ApiServices(
            accounts=_accounts(settings, stores, gate.verifier, limits),
            progress=BatchProgress(stores.batches(), stores.comments()),
            operation=ShowOperation(
                stores.operation(), backlog, digest.mail.newest, now, __version__, settings.k_revision
            ),
            reading=reading,
            review=_review(settings, stores, known, reading.read),
            catalogue=CatalogueServices(Tags(stores.tags(), known, now), ShowAgreement(stores.reviews())),
            views=SavedQueries(stores.views(), now),
            digest=digest,
            ask=_questions(settings, stores, make, limits),
            ingest=endpoint_behind(gate, settings, stores),
            gate=gate,
        )
    )


def _accounts(settings: ApiSettings, stores: Stores, verifier: TokenVerifier, limits: Limits) -> AccountServices:
    signer = TokenSigner.from_pem(settings.token_private_key, settings.token_issuer)
    guesses = Guesses(
        limits, settings.failures_per_account, settings.failures_per_device, settings.failures_per_address
    )
    admission = Admission(
        settings.names("allowed_email_domains"), settings.invitation_code, settings.names("admin_emails")
    )
    passwords, store = Argon2Passwords(), stores.accounts()
    invitations = Invitations(stores.invitations(), now)
    return AccountServices(
        accounts=Accounts(store, passwords, admission, invitations, guesses, now),
        sessions=Sessions(stores.sessions(), passwords, signer, DeviceMarks(signer, verifier), guesses, now),
        invitations=invitations,
        tokens=SenderTokens(store, signer, now),
        trusted_proxies=settings.trusted_proxies,
    )


def _reading(settings: ApiSettings, stores: Stores, known: KnownCatalogue, limits: Limits) -> ReadingServices:
    def explain(code: str) -> str:
        return known().explain(code)

    search = stores.search()
    return ReadingServices(
        read=ReadComments(search, explain),
        count=CountComments(search),
        report=ReportFiltered(search, now, known),
        export=ExportComments(search, explain),
        limits=limits,
        exports_per_hour=settings.exports_per_hour or None,
        trusted_proxies=settings.trusted_proxies,
        clock=now,
    )


def _review(settings: ApiSettings, stores: Stores, known: KnownCatalogue, read: ReadComments) -> ReviewServices:
    reviews, publisher = stores.reviews(), stores.publisher(settings.comments_topic)
    review, erase = Review(reviews, known, now), EraseComment(reviews, stores.mentions(), now)
    key = settings.author_hash_key.encode()
    reclassify = Reclassify(review, publisher, settings.comments_per_message)
    return ReviewServices(
        review=review,
        review_many=ReviewMany(review, reclassify),
        erase=erase,
        erase_author=EraseAuthor(stores.erased_authors(), stores.by_author(), erase, key, now),
        reclassify=reclassify,
        resend=ResendFailed(stores.failed(), publisher, settings.comments_per_message, now),
        read=read,
    )


def _digest(settings: ApiSettings, stores: Stores, make: MakeDigest) -> DigestServices:
    return DigestServices(
        digests=make.digests,
        make=make,
        mail=ShowMail(stores.outbox()),
        stakeholders=Stakeholders(stores.stakeholders(), now),
        recipient=lambda token: read_unsubscribe_token(token, settings.unsubscribe_key),
    )


def _questions(settings: ApiSettings, stores: Stores, make: MakeDigest, limits: Limits) -> AnswerQuestion:
    sources = Sources(stores.counters(), make.digests, FindEvidence(stores.search()), make.tags)
    # One attempt: `Answering` repeats a rejected answer once, and with the SDK's retries the caller would time out.
    model = GeminiWriter.from_settings(settings, settings.question_timeout_ms, attempts=1)
    answering = Answering(model, settings.question_prompt)
    return AnswerQuestion(sources, answering, stores.questions(), limits, settings.questions_per_hour, now)
