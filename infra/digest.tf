locals {
  digest = {
    folder      = "digest"
    description = "The weekly digest, on Monday at 08:00, and its mail."

    memory = "512Mi"
    # One run per instance at a time; a repeated request waits until it ends.
    concurrency     = 1
    timeout_seconds = 300
    instances       = { least = 0, most = 1 }
    redis           = false

    environment = merge(local.gemini.environment, local.mail.environment, {
      OIDC_AUDIENCE = "https://digest-${data.google_project.this.number}.${local.region}.run.app"
      OIDC_EMAIL    = google_service_account.scheduler.email
    })
    secrets = concat(local.gemini.secrets, local.mail.secrets)
    roles   = concat(["roles/datastore.user"], local.gemini.roles)
  }
}
