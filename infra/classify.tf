locals {
  classify = {
    folder      = "classify"
    description = "BatchMessage to Classification: asks the model, stores comments and counters in one commit."

    memory = "512Mi"
    # Threads spend nearly all their time waiting for the model.
    concurrency = 16
    # Equal to the push deadline: longer than the wait for the model budget plus the slowest model call with retries.
    timeout_seconds = local.delivery_seconds
    # 160 concurrent messages are 1,600 comments; more instances would only exceed the model's quota.
    instances = { least = 0, most = 10 }
    redis     = true

    environment = merge(local.gemini.environment, {
      DEAD_LETTER_TOPIC         = google_pubsub_topic.comments_dead.name
      MODEL_REQUESTS_PER_MINUTE = var.model_requests_per_minute
      MODEL_TOKENS_PER_MINUTE   = var.model_tokens_per_minute
      OIDC_AUDIENCE             = "https://classify-${data.google_project.this.number}.${local.region}.run.app"
      OIDC_EMAIL                = google_service_account.deliveries.email
      PROMPT_VERSION            = var.prompt_version
    })
    secrets = concat(local.gemini.secrets, local.redis_secrets)
    roles   = concat(["roles/datastore.user"], local.gemini.roles)
  }
}
