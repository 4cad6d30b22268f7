locals {
  charts = [
    { title = "Requests a second, by function", query = "sum by (service_name) (rate(run_googleapis_com:request_count{${local.service}}[5m]))" },
    { title = "Errors a second, by function", query = "sum by (service_name) (rate(run_googleapis_com:request_count{${local.service},response_code_class=\"5xx\"}[5m]))" },
    { title = "Latency in ms, 95 of 100 requests", query = "histogram_quantile(0.95, sum by (service_name, le) (rate(run_googleapis_com:request_latencies_bucket{${local.service}}[5m])))" },
    { title = "Instances", query = "sum by (service_name) (run_googleapis_com:container_instance_count{${local.service}})" },
    { title = "Messages that wait", query = "sum by (subscription_id) (pubsub_googleapis_com:subscription_num_undelivered_messages{${local.queue}})" },
    { title = "Seconds that the oldest message waits", query = "max by (subscription_id) (pubsub_googleapis_com:subscription_oldest_unacked_message_age{${local.queue}})" },
    { title = "Deliveries to park in an hour", query = "sum(increase(pubsub_googleapis_com:subscription_push_request_count{${local.queue},subscription_id=\"park\"}[1h]))" },
    { title = "US$ for the model in 24 hours", query = local.cost },
    { title = "Reports published in ten minutes", query = "sum(increase(logging_googleapis_com:user_${google_logging_metric.reports.name}{${local.service}}[10m]))" },
    { title = "Documents read a second", query = "sum(rate(firestore_googleapis_com:document_read_ops_count{${local.database}}[5m]))" },
    { title = "Documents written a second", query = "sum(rate(firestore_googleapis_com:document_write_ops_count{${local.database}}[5m]))" },
    { title = "Memory in use, share of the limit", query = "histogram_quantile(0.99, sum by (service_name, le) (rate(run_googleapis_com:container_memory_utilizations_bucket{${local.service}}[5m])))" },
  ]
}

resource "google_monitoring_dashboard" "overview" {
  dashboard_json = jsonencode({
    displayName = "AluMusic Insights"
    mosaicLayout = {
      columns = 48
      tiles = [
        for place, chart in local.charts : {
          xPos   = place % 3 * 16
          yPos   = floor(place / 3) * 12
          width  = 16
          height = 12
          widget = {
            title = chart.title
            xyChart = {
              dataSets = [{ plotType = "LINE", timeSeriesQuery = { prometheusQuery = chart.query } }]
            }
          }
        }
      ]
    }
  })

  depends_on = [google_project_service.apis]
}
