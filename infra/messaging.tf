locals {
  # Deadline of a push. A message may wait 70 s for the model budget, and a model call takes up to three attempts of
  # 30 s. Ten minutes is Pub/Sub's maximum.
  delivery_seconds = 600
  # Equal to the window of point-in-time recovery: after a restore, all later messages can be replayed.
  retention = "604800s"
}

resource "google_pubsub_topic" "comments" {
  #checkov:skip=CKV_GCP_83:A Google-managed key is enough for a week; Firestore stores the comments under the same kind of key.
  name       = "comments"
  depends_on = [google_project_service.apis]

  message_storage_policy {
    allowed_persistence_regions = [local.region]
  }
}

resource "google_pubsub_topic" "comments_dead" {
  #checkov:skip=CKV_GCP_83:As for `comments`.
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

# Publishers of dead letters: Pub/Sub after the last attempt, and `classify` for messages that can never succeed.
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
    # The functions framework takes the topic of a push from the URL path.
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
    # The maximum; with the back-off above, some 16 hours. Every refused push counts, also a 429 for lack of a free
    # instance. Five attempts would be used up by an outage of three minutes.
    max_delivery_attempts = 100
  }

  expiration_policy {
    ttl = "" # never
  }

  depends_on = [google_cloudfunctions2_function.functions, time_sleep.permissions]
}

# Pub/Sub forwards a message to the dead-letter topic and acknowledges it here, for which it needs this role.
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

# The only account whose pushes `classify` and `park` accept.
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
