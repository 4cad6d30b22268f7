# Alerts, an uptime check and log metrics. Each alert is named for the heading of docs/operations.md that explains it.

locals {
  channels = [for channel in google_monitoring_notification_channel.emails : channel.id]

  # PromQL needs the resource type for a metric that several types report; every query states it.
  database = "monitored_resource=\"firestore.googleapis.com/Database\""
  service  = "monitored_resource=\"cloud_run_revision\""
  queue    = "monitored_resource=\"pubsub_subscription\""
  cost     = "sum(increase(logging_googleapis_com:user_${google_logging_metric.model_cost.name}_sum{${local.service}}[1d]))"

  alerts = {
    "Comments wait too long" = {
      query   = "max by (subscription_id) (pubsub_googleapis_com:subscription_oldest_unacked_message_age{${local.queue}}) > 600"
      seconds = 300
    }
    "Comments were given up" = {
      query   = "sum(increase(pubsub_googleapis_com:subscription_push_request_count{${local.queue},subscription_id=\"park\"}[10m])) > 0"
      seconds = 0
    }
    "A function fails" = {
      query   = <<-EOT
        sum by (service_name) (rate(run_googleapis_com:request_count{${local.service},response_code_class="5xx"}[10m]))
        / sum by (service_name) (rate(run_googleapis_com:request_count{${local.service}}[10m])) > 0.05
      EOT
      seconds = 300
    }
    "The report is old" = {
      # The report is made every minute, and log metrics lag by minutes. Ten minutes without a report are a fault; so is
      # a missing series.
      query   = "(sum(increase(logging_googleapis_com:user_${google_logging_metric.reports.name}{${local.service}}[10m])) or vector(0)) < 1"
      seconds = 180
    }
    "The model costs too much" = {
      query   = "${local.cost} > ${var.daily_model_cost_usd}"
      seconds = 0
    }
    "The site does not answer" = {
      query   = "avg by (check_id) (monitoring_googleapis_com:uptime_check_check_passed{monitored_resource=\"uptime_url\"}) < 0.5"
      seconds = 300
    }
  }
}

resource "google_monitoring_notification_channel" "emails" {
  for_each = var.alert_emails

  display_name = each.key
  type         = "email"
  labels       = { email_address = each.key }
  depends_on   = [google_project_service.apis]
}

resource "google_monitoring_alert_policy" "alerts" {
  for_each = local.alerts

  display_name          = each.key
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels

  conditions {
    display_name = each.key

    condition_prometheus_query_language {
      query               = trimspace(each.value.query)
      duration            = "${each.value.seconds}s"
      evaluation_interval = "60s"

      # In a new project the metrics have no series yet, and validation would refuse them as unknown.
      disable_metric_validation = true
    }
  }

  alert_strategy {
    auto_close = "86400s"
  }

  documentation {
    mime_type = "text/markdown"
    content   = "docs/operations.md, “${each.key}”: what it means and what to do."
  }

  # Without the scheduler's jobs the alert for an old report would fire before the first report.
  depends_on = [google_cloud_scheduler_job.jobs]
}

# Metrics of the events that the functions log, see alumusic/adapters/telemetry/logs.py.
resource "google_logging_metric" "reports" {
  name        = "reports_published"
  description = "Snapshots that `report` published."
  filter      = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"report\" AND jsonPayload.event=\"report_published\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }

  depends_on = [google_project_service.apis]
}

resource "google_logging_metric" "model_cost" {
  name            = "model_cost_usd"
  description     = "What the model's answers cost, by list prices."
  filter          = "resource.type=\"cloud_run_revision\" AND jsonPayload.event=\"model_asked\""
  value_extractor = "EXTRACT(jsonPayload.price_usd)"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
    unit        = "1"
  }

  depends_on = [google_project_service.apis]
}

resource "google_monitoring_uptime_check_config" "report" {
  display_name = "The public report"
  period       = "300s"
  timeout      = "10s"

  http_check {
    path         = "/api/relatorio"
    port         = 443
    use_ssl      = true
    validate_ssl = true
  }

  content_matchers {
    content = "gerado_em"
  }

  monitored_resource {
    type   = "uptime_url"
    labels = { host = trimprefix(local.site_url, "https://"), project_id = var.project }
  }

  depends_on = [google_cloudfunctions2_function.functions]
}
