locals {
  report = {
    folder      = "report"
    description = "Aggregate to Snapshot every minute, and the public report to everybody."

    memory = "512Mi"
    # A reader costs a millisecond; the CDN answers most of them.
    concurrency     = 16
    timeout_seconds = 60
    # The scheduler calls it every minute, which keeps one instance warm without paying for it.
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
