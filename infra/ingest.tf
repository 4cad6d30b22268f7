locals {
  ingest = {
    folder      = "ingest"
    description = "POST /api/comentarios: senders' comments in, 202 out once Pub/Sub has them."

    # A body of 10 MB takes 70 to 100 MB while it is read (measured), and eight may come at once.
    memory          = "1Gi"
    concurrency     = 8
    timeout_seconds = 60
    # A sender should not wait for a cold start. Twenty instances take in 8,000 comments a second.
    instances = { least = var.environment == "prod" ? 1 : 0, most = 20 }
    redis     = true

    environment = {
      COMMENTS_PER_MESSAGE = var.comments_per_message
      COMMENTS_TOPIC       = google_pubsub_topic.comments.name
    }
    secrets = concat(["AUTHOR_HASH_KEY", "TOKEN_PUBLIC_KEYS"], local.redis_secrets)
    roles   = ["roles/datastore.user"]
  }
}
