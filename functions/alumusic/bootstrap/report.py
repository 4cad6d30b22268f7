"""Composes `report`: the publication every minute and the public GET."""

from datetime import timedelta

from alumusic.adapters.clock import now
from alumusic.adapters.oidc import OidcVerifier
from alumusic.bootstrap.stores import stores_of
from alumusic.entrypoints.report.publication import PublicationEndpoint
from alumusic.entrypoints.report.report import ReportEndpoint
from alumusic.services.classifying.known_tags import KnownCatalogue
from alumusic.services.report.publish import PublishReport
from alumusic.settings import ReportSettings

_NAMES_KEPT = timedelta(minutes=10)  # tag names rarely change; a longer cache saves the minute's report a read


def report_endpoint(settings: ReportSettings) -> ReportEndpoint:
    return ReportEndpoint(stores_of(settings).snapshots())


def publication_endpoint(settings: ReportSettings, report: ReportEndpoint) -> PublicationEndpoint:
    stores = stores_of(settings)
    publish = PublishReport(stores.counters(), stores.snapshots(), KnownCatalogue(stores.tags(), now, _NAMES_KEPT))
    return PublicationEndpoint(OidcVerifier.from_settings(settings), publish, report, now)
