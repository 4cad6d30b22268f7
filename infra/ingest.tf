locals {
  ingest = {
    folder      = "ingest"
    description = "POST /api/comentarios: senders' comments in, 202 out once Pub/Sub has them."

    # Reading a body of 10 MB takes 70 to 100 MB of memory (measured), with up to eight at once.
    memory          = "1Gi"
    concurrency     = 8
    timeout_seconds = 60
    # Production keeps one instance warm, so that senders do not wait for a cold start. Twenty instances accept 8,000
    # comments a second.
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
