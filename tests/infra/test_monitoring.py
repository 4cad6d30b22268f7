"""Alerts and charts can be created in an empty project, and their queries are unambiguous."""

import re

from tests.support.infra.terraform import local, resource


def test_an_alert_can_be_made_before_anything_was_measured() -> None:
    (condition,) = resource("google_monitoring_alert_policy", "alerts")["conditions"]
    (query,) = condition["condition_prometheus_query_language"]

    assert query["disable_metric_validation"] is True


def test_every_query_says_which_type_of_resource_it_means() -> None:
    queries = [one["query"] for one in [*local("alerts").values(), *local("charts")]] + [local("cost")]
    whole = re.sub(r"\$\{google_logging_metric\.(\w+)\.name\}", r"\1", "\n".join(queries))
    selectors = re.findall(r"\w+_googleapis_com:(\w+)(.{0,50})", whole)
    meant = re.compile(r"\{(monitored_resource=|\$\{local\.(service|queue|database)\})")

    assert len(selectors) > 15
    assert [metric for metric, rest in selectors if not meant.match(rest)] == []


def test_an_alert_on_a_metric_that_lags_looks_back_ten_minutes() -> None:
    """Log metrics lag by minutes, and the report is made every minute."""
    alert = local("alerts")["The report is old"]

    assert ("[10m]" in alert["query"], alert["seconds"]) == (True, 180)
    assert resource("google_monitoring_alert_policy", "alerts")["depends_on"] == ["${google_cloud_scheduler_job.jobs}"]
