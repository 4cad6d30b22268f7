# What the six functions have in common. Each function's settings and roles, with their reasons, are in its own file.

locals {
  functions = {
    api      = local.api
    classify = local.classify
    digest   = local.digest
    ingest   = local.ingest
    park     = local.park
    report   = local.report
  }

  # Known before the service exists, so that a function's environment can contain the audience of its own tokens.
  urls = { for name in keys(local.functions) : name => "https://${name}-${data.google_project.this.number}.${local.region}.run.app" }

  # Callable without a Google identity: Hosting calls services anonymously, and senders use tokens of this product.
  public = toset(concat(["ingest"], [for rewrite in local.hosting.rewrites : rewrite.run.serviceId if can(rewrite.run)]))

  function_roles = merge([
    for name, function in local.functions : {
      for role in concat(["roles/telemetry.tracesWriter"], function.roles) : "${name} ${role}" => { name = name, role = role }
    }
  ]...)
  function_secrets = merge([
    for name, function in local.functions : {
      for secret in function.secrets : "${name} ${secret}" => { name = name, secret = secret }
    }
  ]...)
}

resource "google_service_account" "functions" {
  for_each = local.functions

  account_id   = "function-${each.key}"
  display_name = "Function ${each.key}"
  depends_on   = [google_project_service.apis]
}

resource "google_project_iam_member" "functions" {
  for_each = local.function_roles

  project = var.project
  role    = each.value.role
  member  = google_service_account.functions[each.value.name].member
}

resource "google_secret_manager_secret_iam_member" "functions" {
  for_each = local.function_secrets

  secret_id = google_secret_manager_secret.secrets[each.value.secret].id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.functions[each.value.name].member
}

resource "google_cloudfunctions2_function" "functions" {
  #checkov:skip=CKV2_GCP_10:HTTP triggers of the second generation take HTTPS only.
  for_each = local.functions

  name        = each.key
  location    = local.region
  description = each.value.description

  build_config {
    runtime           = "python312"
    entry_point       = each.key
    service_account   = google_service_account.builder.id
    docker_repository = google_artifact_registry_repository.images.id

    source {
      storage_source {
        bucket = google_storage_bucket.bundles.name
        object = google_storage_bucket_object.bundles[each.value.folder].name
      }
    }
  }

  service_config {
    service_account_email            = google_service_account.functions[each.key].email
    available_memory                 = each.value.memory
    available_cpu                    = "1" # with less, an instance takes one request at a time
    max_instance_request_concurrency = each.value.concurrency
    min_instance_count               = each.value.instances.least
    max_instance_count               = each.value.instances.most
    timeout_seconds                  = each.value.timeout_seconds
    ingress_settings                 = contains(local.public, each.key) ? "ALLOW_ALL" : "ALLOW_INTERNAL_ONLY"
    all_traffic_on_latest_revision   = true
    vpc_connector                    = each.value.redis ? one(values(google_vpc_access_connector.functions)[*].id) : null
    vpc_connector_egress_settings    = each.value.redis && var.redis_memory_gb > 0 ? "PRIVATE_RANGES_ONLY" : null

    environment_variables = merge(
      {
        GOOGLE_CLOUD_PROJECT = var.project
        LOG_LEVEL            = var.log_level
        RETENTION_DAYS       = tostring(var.retention_days)
        MALLOC_ARENA_MAX     = "2" # glibc's default, an arena for each thread, costs some 10 MB an instance
        THREADS              = tostring(each.value.concurrency)
        TRACES               = "google"
        WORKERS              = "1"
      },
      # The front end of a private service verifies the token and replaces its signature; a public one gets it whole.
      contains(local.public, each.key) ? {} : { OIDC_CHECK = "iam" },
      { for name, value in each.value.environment : name => tostring(value) if value != "" },
    )

    dynamic "secret_environment_variables" {
      for_each = each.value.secrets

      content {
        key        = secret_environment_variables.value
        project_id = var.project
        secret     = google_secret_manager_secret.secrets[secret_environment_variables.value].secret_id
        version    = "latest"
      }
    }
  }

  depends_on = [
    google_firestore_database.this,
    google_secret_manager_secret_version.redis_url,
    time_sleep.permissions,
  ]
}

# New accounts and permissions take about a minute to propagate. Until then a build may fail to read its source, a new
# revision its secrets, and Pub/Sub may be unable to sign its pushes.
resource "time_sleep" "permissions" {
  create_duration = "90s"
  # A changed set of permissions causes another wait.
  triggers = { given = sha256(join(",", concat(keys(local.function_roles), keys(local.function_secrets)))) }

  depends_on = [
    google_artifact_registry_repository_iam_member.builder,
    google_project_iam_member.builder,
    google_project_iam_member.builder_sources,
    google_project_iam_member.functions,
    google_pubsub_topic_iam_member.comments_dead_publishers,
    google_pubsub_topic_iam_member.comments_publishers,
    google_secret_manager_secret_iam_member.functions,
    google_service_account_iam_member.pubsub_signs,
  ]
}

resource "google_cloud_run_v2_service_iam_member" "public" {
  #checkov:skip=CKV_GCP_102:These services are public by design; each verifies tokens itself on every private route.
  for_each = local.public

  name     = google_cloudfunctions2_function.functions[each.key].name
  location = local.region
  role     = "roles/run.invoker"
  member   = "allUsers"
}
