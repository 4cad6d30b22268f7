locals {
  # The longest that a push waits for its answer: the model's budget may hold a message back for 70 s, and a call takes
  # up to three attempts of 30 s. Ten minutes is the most that Pub/Sub allows.
  delivery_seconds = 600
  # Kept as long as point-in-time recovery reaches: after a restore, everything since can be delivered again.
  retention = "604800s"
}

resource "google_pubsub_topic" "comments" {
  #checkov:skip=CKV_GCP_83:Google's key is enough for a week; the comments lie in Firestore under the same.
  name       = "comments"
  depends_on = [google_project_service.apis]

  message_storage_policy {
    allowed_persistence_regions = [local.region]
  }
}

resource "google_pubsub_topic" "comments_dead" {
  #checkov:skip=CKV_GCP_83:As `comments`.
  name       = "comments-dead"
  depends_on = [google_project_service.apis]

  message_storage_policy {
    allowed_persistence_regions = [local.region]
  }
}

resource "google_pubsub_topic_iam_member" "comments_publishers" {
  for_each = toset(["api", "ingest"])

  topic  = google_pubsub_topic.comments.name
  role   = "roles/pubsub.publisher"
  member = google_service_account.functions[each.key].member
}

# Pub/Sub itself after the last attempt, and `classify` for what can never work.
resource "google_pubsub_topic_iam_member" "comments_dead_publishers" {
  for_each = {
    classify = google_service_account.functions["classify"].member
    pubsub   = google_project_service_identity.pubsub.member
  }

  topic  = google_pubsub_topic.comments_dead.name
  role   = "roles/pubsub.publisher"
  member = each.value
}

resource "google_pubsub_subscription" "classify" {
  name  = "classify"
  topic = google_pubsub_topic.comments.id

  ack_deadline_seconds       = local.delivery_seconds
  message_retention_duration = local.retention
  retain_acked_messages      = true

  push_config {
    # The functions framework takes a push by the topic's name in the path.
    push_endpoint = "${local.urls.classify}/${google_pubsub_topic.comments.id}"

    oidc_token {
      service_account_email = google_service_account.deliveries.email
      audience              = local.urls.classify
    }
  }

  retry_policy {
    minimum_backoff = "20s"
    maximum_backoff = "600s"
  }

  dead_letter_policy {
    dead_letter_topic = google_pubsub_topic.comments_dead.id
    # The most there are: with the pauses above some 16 hours. Every refused push is one, the 429 of a function without
    # a free instance too; five were used up by three minutes of any outage.
    max_delivery_attempts = 100
  }

  expiration_policy {
    ttl = "" # never
  }

  depends_on = [google_cloudfunctions2_function.functions, time_sleep.permissions]
}

# Handing a message to the dead-letter topic means acknowledging it here.
resource "google_pubsub_subscription_iam_member" "classify_dead_letter" {
  subscription = google_pubsub_subscription.classify.name
  role         = "roles/pubsub.subscriber"
  member       = google_project_service_identity.pubsub.member
}

resource "google_pubsub_subscription" "park" {
  name  = "park"
  topic = google_pubsub_topic.comments_dead.id

  ack_deadline_seconds       = local.delivery_seconds
  message_retention_duration = local.retention
  retain_acked_messages      = true

  push_config {
    push_endpoint = "${local.urls.park}/${google_pubsub_topic.comments_dead.id}"

    oidc_token {
      service_account_email = google_service_account.deliveries.email
      audience              = local.urls.park
    }
  }

  retry_policy {
    minimum_backoff = "20s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = "" # never
  }

  depends_on = [google_cloudfunctions2_function.functions, time_sleep.permissions]
}

# The one account whose pushes `classify` and `park` believe.
resource "google_service_account" "deliveries" {
  account_id   = "deliveries"
  display_name = "Pub/Sub's pushes to classify and park"
  depends_on   = [google_project_service.apis]
}

resource "google_cloud_run_v2_service_iam_member" "deliveries" {
  for_each = toset(["classify", "park"])

  name     = google_cloudfunctions2_function.functions[each.key].name
  location = local.region
  role     = "roles/run.invoker"
  member   = google_service_account.deliveries.member
}

resource "google_project_service_identity" "pubsub" {
  provider = google-beta

  service    = "pubsub.googleapis.com"
  depends_on = [google_project_service.apis]
}

resource "google_service_account_iam_member" "pubsub_signs" {
  service_account_id = google_service_account.deliveries.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_project_service_identity.pubsub.member
}
