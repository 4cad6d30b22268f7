"""What `report` composes. Only its `main.py` imports it."""

from datetime import timedelta
from functools import cache

from alumusic.adapters.clock import now
from alumusic.bootstrap.stores import backend
from alumusic.services.classifying.known_tags import KnownCatalogue
from alumusic.services.report.publish import PublishReport
from alumusic.settings import ReportSettings

_NAMES_KEPT = timedelta(minutes=10)  # a tag's name hardly changes, and the minute's report is to cost few reads


@cache
def report_publisher(settings: ReportSettings) -> PublishReport:
    """Kept while the instance is warm, with what it knows of the tags."""
    stores = backend(settings)
    return PublishReport(stores.counters(), stores.snapshots(), KnownCatalogue(stores.tags(), now, _NAMES_KEPT))
