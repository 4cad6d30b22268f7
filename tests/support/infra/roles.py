"""The IAM permissions that infra/ grants to each account, and those that each account needs.

`google_roles.json` maps each predefined role to those of its permissions that are named here, as Google listed them on
2026-08-22 (from the public collection iann0036/iam-dataset).
"""

import json
import re
from functools import cache
from pathlib import Path

from tests.support.infra.terraform import blocks, local, resources

_POOLS = "iam.googleapis.com/workloadIdentityPool"
READING = {
    "google_artifact_registry_repository": ["artifactregistry.repositories.get"],
    "google_artifact_registry_repository_iam_member": ["artifactregistry.repositories.getIamPolicy"],
    "google_cloud_run_v2_service_iam_member": ["run.services.getIamPolicy"],
    "google_cloud_scheduler_job": ["cloudscheduler.jobs.get"],
    "google_cloudfunctions2_function": ["cloudfunctions.functions.get"],
    "google_compute_network": ["compute.networks.get"],
    "google_firebase_hosting_site": ["firebasehosting.sites.get"],
    "google_firebase_project": ["firebase.projects.get"],
    "google_firebaserules_release": ["firebaserules.releases.get"],
    "google_firebaserules_ruleset": ["firebaserules.rulesets.get"],
    "google_firestore_backup_schedule": ["datastore.backupSchedules.get"],
    "google_firestore_database": ["datastore.databases.getMetadata"],
    "google_firestore_field": ["datastore.indexes.get"],
    "google_firestore_index": ["datastore.indexes.get"],
    "google_iam_workload_identity_pool": [f"{_POOLS}s.get"],
    "google_iam_workload_identity_pool_provider": [f"{_POOLS}Providers.get"],
    "google_logging_metric": ["logging.logMetrics.get"],
    "google_monitoring_alert_policy": ["monitoring.alertPolicies.get"],
    "google_monitoring_dashboard": ["monitoring.dashboards.get"],
    "google_monitoring_notification_channel": ["monitoring.notificationChannels.get"],
    "google_monitoring_uptime_check_config": ["monitoring.uptimeCheckConfigs.get"],
    "google_project": ["resourcemanager.projects.get"],
    "google_project_iam_custom_role": ["iam.roles.get"],
    "google_project_iam_member": ["resourcemanager.projects.getIamPolicy"],
    "google_project_service": ["serviceusage.services.list", "serviceusage.services.use"],
    "google_project_service_identity": [],
    "google_pubsub_subscription": ["pubsub.subscriptions.get"],
    "google_pubsub_subscription_iam_member": ["pubsub.subscriptions.getIamPolicy"],
    "google_pubsub_topic": ["pubsub.topics.get"],
    "google_pubsub_topic_iam_member": ["pubsub.topics.getIamPolicy"],
    # The provider reads the password of an instance on every refresh.
    "google_redis_instance": ["redis.instances.get", "redis.instances.getAuthString"],
    "google_secret_manager_secret": ["secretmanager.secrets.get"],
    "google_secret_manager_secret_iam_member": ["secretmanager.secrets.getIamPolicy"],
    "google_secret_manager_secret_version": ["secretmanager.versions.get"],
    "google_service_account": ["iam.serviceAccounts.get"],
    "google_service_account_iam_member": ["iam.serviceAccounts.getIamPolicy"],
    "google_storage_bucket": ["storage.buckets.get"],
    # For the bundles and the Terraform state.
    "google_storage_bucket_object": ["storage.objects.get", "storage.objects.list"],
    "google_vpc_access_connector": ["vpcaccess.connectors.get"],
}
"""Permissions for refreshing each kind of resource. A budget needs a role on the billing account instead."""

BUDGET = {"roles/billing.costsManager": "billing.budgets.update", "roles/billing.viewer": "billing.budgets.get"}
"""Role on the billing account, granted by hand to deployer or planner → the permission for which it is granted."""

WORK = {
    "roles/aiplatform.user": "aiplatform.endpoints.predict",
    "roles/datastore.user": "datastore.entities.create",
    "roles/telemetry.tracesWriter": "telemetry.traces.write",
}
"""Project-wide role of a function → the permission for which it is granted."""

_KNOWN = Path(__file__).with_name("google_roles.json")


def kinds() -> set[str]:
    """Types of all resources and data sources of Google's provider in infra/."""
    looked_up = {kind for block in blocks("data") for kind in block if kind.startswith("google_")}
    return {one.kind for one in resources("google_")} | looked_up


def permissions(who: str) -> frozenset[str]:
    """Permissions of `planner` or `deployer`."""
    roles = re.findall(r'"(roles/[\w.]+)"', str(local(f"{who}_roles")).replace("'", '"'))
    own = {"deployer": ("schema_reading", "schema_changing"), "planner": ("schema_reading", "planner_reading")}[who]
    return frozenset().union(*(of_role(role) for role in roles), *(local(name) for name in own))


def of_role(role: str) -> frozenset[str]:
    return frozenset(_known()[role])


@cache
def _known() -> dict[str, list[str]]:
    return dict(json.loads(_KNOWN.read_text(encoding="utf-8")))
