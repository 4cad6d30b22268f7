locals {
  api = {
    folder      = "api"
    description = "The private API behind the dashboard: accounts, comments, review, exports, digests, questions."

    # Eight concurrent password checks take 8 x 19 MiB.
    memory      = "1Gi"
    concurrency = 8
    # A large export streams for minutes.
    timeout_seconds = 300
    instances       = { least = var.environment == "prod" ? 1 : 0, most = 10 }
    redis           = true

    environment = merge(local.gemini.environment, {
      ADMIN_EMAILS          = join(",", sort(var.admin_emails))
      ALLOWED_EMAIL_DOMAINS = join(",", sort(var.allowed_email_domains))
      COMMENTS_PER_MESSAGE  = var.comments_per_message
      COMMENTS_TOPIC        = google_pubsub_topic.comments.name
      # Hosting and Google's front end each append to X-Forwarded-For; the client's address is the one that called
      # Hosting.
      TRUSTED_PROXIES = 2
    })
    secrets = concat(
      ["AUTHOR_HASH_KEY", "INVITATION_CODE", "TOKEN_PRIVATE_KEY", "TOKEN_PUBLIC_KEYS", "UNSUBSCRIBE_KEY"],
      local.gemini.secrets,
      local.redis_secrets,
    )
    roles = concat(["roles/datastore.user"], local.gemini.roles)
  }
}
