# GitHub's workflows authenticate by Workload Identity Federation, so there is no key to leak.

locals {
  github = toset(var.github_repository_id == "" ? [] : [var.github_repository_id])

  # The jobs that may authenticate: those of the environment that requires approval, and those of pull requests of the
  # repository itself. GitHub gives forks no token. The repository is matched by its number, because the subject has
  # another format in repositories created or renamed since 2026-07-15.
  claims = {
    deployer = "environment/${var.environment}"
    planner  = "event/pull_request"
  }

  # The narrowest role for each kind of resource that Terraform and the Firebase CLI change.
  deployer_roles = toset([
    "roles/artifactregistry.admin",
    "roles/cloudfunctions.admin",
    "roles/cloudscheduler.admin",
    "roles/compute.networkAdmin",
    "roles/firebasehosting.admin",
    "roles/firebaserules.admin",
    "roles/iam.roleAdmin",
    "roles/iam.serviceAccountAdmin",
    "roles/iam.workloadIdentityPoolAdmin",
    "roles/logging.configWriter",
    "roles/monitoring.editor",
    "roles/pubsub.admin",
    "roles/redis.admin",
    "roles/resourcemanager.projectIamAdmin",
    "roles/run.admin",
    "roles/secretmanager.admin",
    "roles/serviceusage.serviceUsageAdmin",
    "roles/storage.admin",
    "roles/vpcaccess.admin",
  ])

  # Permissions that a refresh needs and no viewer role has. Google's role for reading IAM policies would also list the
  # ids of all comments. Memorystore's password is in the state anyway, and the provider fails without it.
  planner_reading = [
    "artifactregistry.repositories.getIamPolicy",
    "iam.roles.get",
    "iam.serviceAccounts.get",
    "iam.serviceAccounts.getIamPolicy",
    "pubsub.subscriptions.getIamPolicy",
    "pubsub.topics.getIamPolicy",
    "redis.instances.getAuthString",
    "storage.buckets.get",
  ]

  # Google's roles with these permissions also allow reading all comments or all log entries.
  schema_reading = [
    "datastore.backupSchedules.get",
    "datastore.backupSchedules.list",
    "datastore.databases.getMetadata",
    "datastore.databases.list",
    "datastore.indexes.get",
    "datastore.indexes.list",
    "datastore.operations.get",
    "firebase.projects.get",
    "logging.logMetrics.get",
    "logging.logMetrics.list",
  ]
  schema_changing = [
    "datastore.backupSchedules.create",
    "datastore.backupSchedules.delete",
    "datastore.backupSchedules.update",
    "datastore.databases.create",
    "datastore.databases.update",
    "datastore.indexes.create",
    "datastore.indexes.delete",
    "datastore.indexes.update",
  ]

  planner_roles = toset([
    "roles/artifactregistry.reader",
    "roles/browser",
    "roles/cloudfunctions.viewer",
    "roles/cloudscheduler.viewer",
    "roles/compute.networkViewer",
    "roles/firebasehosting.viewer",
    "roles/firebaserules.viewer",
    "roles/iam.workloadIdentityPoolViewer",
    "roles/monitoring.viewer",
    "roles/pubsub.viewer",
    "roles/redis.viewer",
    "roles/run.viewer",
    "roles/secretmanager.viewer",
    "roles/serviceusage.serviceUsageConsumer",
    "roles/storage.objectViewer",
    "roles/vpcaccess.viewer",
  ])
}

resource "google_iam_workload_identity_pool" "github" {
  for_each = local.github

  workload_identity_pool_id = "github"
  display_name              = "GitHub's workflows"
  depends_on                = [google_project_service.apis]
}

resource "google_iam_workload_identity_pool_provider" "github" {
  #checkov:skip=CKV_GCP_125:Checkov checks subjects only; the condition names the repository's number and the job's environment or event.
  for_each = local.github

  workload_identity_pool_id          = google_iam_workload_identity_pool.github[each.key].workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  attribute_condition                = "assertion.repository_id == '${each.key}' && (attribute.environment == '${var.environment}' || attribute.event == 'pull_request')"

  attribute_mapping = {
    "google.subject"          = "assertion.sub"
    "attribute.environment"   = "has(assertion.environment) ? assertion.environment : ''" # jobs that plan have none
    "attribute.event"         = "assertion.event_name"
    "attribute.repository_id" = "assertion.repository_id"
  }

  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_service_account" "deployer" {
  for_each = local.github

  account_id   = "deployer"
  display_name = "Deploys what a person has approved"
  depends_on   = [google_project_service.apis]
}

resource "google_project_iam_member" "deployer" {
  for_each = length(local.github) > 0 ? local.deployer_roles : []

  project = var.project
  role    = each.key
  member  = one(values(google_service_account.deployer)[*].member)
}

resource "google_project_iam_custom_role" "schema" {
  for_each = length(local.github) == 0 ? {} : {
    deployer = concat(local.schema_reading, local.schema_changing)
    planner  = concat(local.schema_reading, local.planner_reading)
  }

  role_id     = "${each.key}Schema"
  title       = "What the ${each.key} needs beyond Google's roles"
  permissions = each.value
}

resource "google_project_iam_member" "schema" {
  for_each = length(local.github) == 0 ? {} : {
    deployer = one(values(google_service_account.deployer)[*].member)
    planner  = one(values(google_service_account.planner)[*].member)
  }

  project = var.project
  role    = google_project_iam_custom_role.schema[each.key].name
  member  = each.value
}

# Deploying a function requires acting as the function's account and as the build account.
resource "google_service_account_iam_member" "deployer_acts_as" {
  for_each = length(local.github) == 0 ? {} : merge(
    { for name, account in google_service_account.functions : name => account.name },
    {
      builder    = google_service_account.builder.name
      deliveries = google_service_account.deliveries.name
      scheduler  = google_service_account.scheduler.name
    },
  )

  service_account_id = each.value
  role               = "roles/iam.serviceAccountUser"
  member             = one(values(google_service_account.deployer)[*].member)
}

resource "google_service_account_iam_member" "deployer_signs_in" {
  for_each = local.github

  service_account_id = google_service_account.deployer[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.github[each.key].name}/attribute.${local.claims.deployer}"
}

resource "google_service_account" "planner" {
  for_each = local.github

  account_id   = "planner"
  display_name = "Plans what a pull request would change"
  depends_on   = [google_project_service.apis]
}

resource "google_project_iam_member" "planner" {
  for_each = length(local.github) > 0 ? local.planner_roles : []

  project = var.project
  role    = each.key
  member  = one(values(google_service_account.planner)[*].member)
}

resource "google_service_account_iam_member" "planner_signs_in" {
  for_each = local.github

  service_account_id = google_service_account.planner[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.github[each.key].name}/attribute.${local.claims.planner}"
}
