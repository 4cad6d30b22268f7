locals {
  park = {
    folder      = "classify"
    description = "Dead letters: comments that could not be classified are stored as FALHOU, with the reason."

    memory = "512Mi"
    # Dead letters are rare and not urgent.
    concurrency     = 2
    timeout_seconds = local.delivery_seconds
    instances       = { least = 0, most = 2 }
    redis           = false

    environment = {
      OIDC_AUDIENCE = "https://park-${data.google_project.this.number}.${local.region}.run.app"
      OIDC_EMAIL    = google_service_account.deliveries.email
    }
    secrets = []
    roles   = ["roles/datastore.user"]
  }
}
