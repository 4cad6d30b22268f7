output "dashboard_url" {
  description = "What is measured, in Cloud Monitoring."
  value       = "https://console.cloud.google.com/monitoring/dashboards/builder/${basename(google_monitoring_dashboard.overview.id)}?project=${var.project}"
}

output "deployer" {
  description = "Service account that the deploy workflow works as."
  value       = one(values(google_service_account.deployer)[*].email)
}

output "function_urls" {
  description = "Address of each function."
  value       = local.urls
}

output "model_access" {
  description = "How the model is reached."
  value       = var.vertex_location == "" ? "Gemini API, by the secret gemini-api-key" : "Vertex AI in ${var.vertex_location}, as the functions' own accounts"
}

output "planner" {
  description = "Service account that pull requests plan as; it may look and change nothing."
  value       = one(values(google_service_account.planner)[*].email)
}

output "secrets" {
  description = "Secrets that must have a version before the functions can start."
  value       = sort([for name, secret in google_secret_manager_secret.secrets : secret.secret_id if name != "REDIS_URL"])
}

output "sender_url" {
  description = "Where services post comments. Through Hosting they would wait for one proxy more."
  value       = "${local.urls.ingest}/api/comentarios"
}

output "site_url" {
  description = "Where the public report is."
  value       = local.site_url
}

output "workload_identity_provider" {
  description = "Full name of the provider that the workflows sign in with."
  value       = one(values(google_iam_workload_identity_pool_provider.github)[*].name)
}
