locals {
  jobs = {
    deliveries = {
      description = "The digest's mail that is still to be sent, or due again."
      function    = "digest"
      path        = "/entregas"
      # Never in the minute of the digest, because `digest` has a single instance.
      schedule = "2-59/5 * * * *"
      deadline = "300s"
      # No retries: the next run does the same work.
      retries = 0
    }
    digest = {
      description = "The digest of the week that ended, and its mail."
      function    = "digest"
      path        = "/"
      schedule    = "0 8 * * 1"
      deadline    = "300s"
      retries     = 3
    }
    report = {
      description = "The public report of this minute."
      function    = "report"
      path        = "/"
      schedule    = "* * * * *"
      # Below the interval of a minute. No retries: the next run does the same work.
      deadline = "50s"
      retries  = 0
    }
  }
}

resource "google_cloud_scheduler_job" "jobs" {
  for_each = local.jobs

  name             = each.key
  region           = local.region
  description      = each.value.description
  schedule         = each.value.schedule
  time_zone        = "America/Sao_Paulo"
  attempt_deadline = each.value.deadline

  retry_config {
    retry_count          = each.value.retries
    min_backoff_duration = "60s"
  }

  http_target {
    uri         = "${local.urls[each.value.function]}${each.value.path}"
    http_method = "POST"

    oidc_token {
      service_account_email = google_service_account.scheduler.email
      audience              = local.urls[each.value.function]
    }
  }

  depends_on = [google_cloudfunctions2_function.functions]
}

# The only account whose calls may start a report or a digest.
resource "google_service_account" "scheduler" {
  account_id   = "scheduler"
  display_name = "Cloud Scheduler's calls of report and digest"
  depends_on   = [google_project_service.apis]
}

resource "google_cloud_run_v2_service_iam_member" "scheduler" {
  for_each = toset([for job in local.jobs : job.function])

  name     = google_cloudfunctions2_function.functions[each.key].name
  location = local.region
  role     = "roles/run.invoker"
  member   = google_service_account.scheduler.member
}
