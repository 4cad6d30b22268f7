locals {
  report = {
    folder      = "report"
    description = "Aggregate to Snapshot every minute, and the public report to everybody."

    memory = "512Mi"
    # A request takes a millisecond, and the CDN answers most requests.
    concurrency     = 16
    timeout_seconds = 60
    # The scheduler's call every minute keeps one instance warm, at no extra cost.
    instances = { least = 0, most = 10 }
    redis     = false

    environment = {
      OIDC_AUDIENCE = "https://report-${data.google_project.this.number}.${local.region}.run.app"
      OIDC_EMAIL    = google_service_account.scheduler.email
    }
    secrets = []
    roles   = ["roles/datastore.user"]
  }
}
